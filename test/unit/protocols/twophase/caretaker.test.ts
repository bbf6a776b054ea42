/**
 * The rules of who leads the group: what a coordinator has left undone is told and ended.
 */
import { expect, test } from 'vitest'
import type { Unended } from '../../../../src/protocols/twophase/index.ts'
import { COORDINATOR, createStage, ringOf } from '../../../support/twophase-stage.ts'

/** B has number 2, C has number 3. */
const unended = (number: number, participant: number): Unended => ({
  ...{ coordinator: COORDINATOR, number, height: 1, branch: true },
  ...{ versions: [1], changes: [1], participants: [participant] }
})

test('caretaker: what waits for a vehicle that is dead keeps it from nothing else', () => {
  const stuck = Array.from({ length: 1_024 }, (_, i) => unended(i + 1, 2))
  const stage = createStage(ringOf(3, 'ABC'), { unended: [...stuck, unended(2_000, 3)] })
  stage.wait(11_000)
  expect(stage.words()).toMatch(/outcomes>B/)
  stage.wait(5_000)
  expect(stage.words()).toMatch(/outcomes>C/)
  stage.hear('C', { type: 'acks', coordinator: COORDINATOR, numbers: [2_000] })
  stage.wait(200)
  const [end] = stage.calls()
  expect(end?.what).toEqual({
    ...{ type: 'end', transactions: [{ coordinator: COORDINATOR, number: 2_000 }] }
  })
})
