/** How long ago epochs ended, as one process remembers. */
import { expect, test } from 'vitest'
import { createEpochs } from '../../../../src/protocols/quorum/epochs.ts'

test('quorum: an epoch has ended for as long as the next one is known to have begun', () => {
  const epochs = createEpochs(1_000)
  expect(epochs.begunBy(0)).toBeUndefined()
  epochs.note(100, 4)
  epochs.note(150, 4)
  epochs.note(200, 6)
  expect([99, 100, 199, 200].map(epochs.begunBy)).toEqual([undefined, 4, 4, 6])
  epochs.note(5_000, 7)
  expect([4_000, 4_999, 5_000].map(epochs.begunBy), 'what may be asked for').toEqual([6, 6, 7])
})

test('quorum: of epochs that follow each other fast some are left out, and none is taken for older', () => {
  const epochs = createEpochs(6_400)
  for (let ms = 0; ms < 12_800; ms++) {
    epochs.note(ms, ms + 1)
  }
  for (let ms = 6_400; ms < 12_800; ms += 10) {
    const begun = epochs.begunBy(ms) ?? 0
    expect(begun).toBeLessThanOrEqual(ms + 1)
    expect(begun, 'none is left out for longer than a 64th of the time').toBeGreaterThan(ms - 200)
  }
  expect(epochs.begunBy(5_000), 'nothing older is remembered').toBeUndefined()
  expect(epochs.size).toBeLessThanOrEqual(129)
})
