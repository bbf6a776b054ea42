/**
 * The faults of a world: on or off by the seed, and switched off without touching the others.
 */
import { expect, test } from 'vitest'
import { createRandom } from '../../../src/core/random.ts'
import { drawFaults, FAULT_NAMES } from '../../../src/sim/faults.ts'

test('faults: each kind is on in some worlds and off in others', () => {
  const mixes = Array.from({ length: 200 }, (_, seed) => drawFaults(createRandom(seed)))
  const flat = mixes.map(({ network, ...rest }) => ({ ...network, ...rest }))
  for (const name of FAULT_NAMES) {
    const values = new Set(flat.map((mix) => mix[name]))
    expect(values.size, name).toBeGreaterThan(name === 'delayMsMin' ? 0 : 1)
  }
  for (const { network } of mixes) {
    expect(network.loss).toBeLessThanOrEqual(0.2)
    expect(network.duplication).toBeLessThanOrEqual(0.1)
    expect(network.delayMsMax).toBeLessThanOrEqual(60)
  }
})

test('faults: one that is switched off leaves the others as they were', () => {
  for (let seed = 0; seed < 50; seed++) {
    const full = drawFaults(createRandom(seed))
    const part = drawFaults(createRandom(seed), new Set(['loss', 'crashes']))
    const wanted = { ...full, crashes: false, network: { ...full.network, loss: 0 } }
    expect(part, `seed ${seed}`).toEqual(wanted)
  }
})
