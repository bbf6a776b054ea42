/** What is expected of real vehicles, and of the store that they share, when a test of them is over. */
import { expect } from 'vitest'
import type { GroupLan } from './group-lan.ts'
import type { OpLine } from './kv-client.ts'
import { type FinalRead, judgeHistory, lostWrites } from './kv-history.ts'
import type { RealFleet } from './real-fleet.ts'

/** Reads everything at one vehicle after the other, at each until it can be read. */
export async function readFinally(
  { fleet, readAll }: Pick<GroupLan, 'fleet' | 'readAll'>,
  vehicles: readonly number[],
  forMs: number
): Promise<readonly FinalRead[]> {
  const finals: FinalRead[] = []
  for (const vehicle of vehicles) {
    await fleet.until(`everything is read at ${vehicle}`, forMs, async () => {
      const final = await readAll(vehicle).catch(() => undefined)
      finals.push(...(final === undefined ? [] : [final]))
      return final !== undefined
    })
  }
  return finals
}

/**
 * Nothing acknowledged is lost, and all that was seen has an order. Returns how many operations there
 * were; `message` is told when there is no order.
 */
export function expectOneOrder(
  ops: readonly OpLine[],
  finals: readonly FinalRead[],
  message?: string
): number {
  for (const final of finals) {
    expect(lostWrites(ops, final), final.who).toEqual([])
  }
  const { verdict, counterexample, operations } = judgeHistory(ops, finals)
  expect(counterexample.join('\n'), message).toBe('')
  expect(verdict).toBe('ok')
  return operations
}

/** No vehicle was halted by a rule of the program. */
export async function expectCalm(
  { logOf }: Pick<RealFleet, 'logOf'>,
  vehicles: readonly number[]
): Promise<void> {
  for (const vehicle of vehicles) {
    const log = await logOf(vehicle)
    expect(log, `vehicle ${vehicle}`).not.toMatch(/unhandled|uncaught|InvariantError|halted/i)
  }
}
