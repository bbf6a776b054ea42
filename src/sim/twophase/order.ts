/**
 * Whether what all clients saw has an order, such as the versions of keys that the log decided.
 *
 * Keeps: strict serializability of transactions, with the reads of single keys among them.
 */
import { checkVersions, type GivenVersions, type KvOperation } from '../linearizability/kv-order.ts'
import type { Verdict } from '../linearizability/search.ts'
import type { Told } from '../paxos/history.ts'
import { nameValue } from '../paxos/workload.ts'
import type { TwophaseContext } from './context.ts'
import type { Change } from './truth.ts'

type KvTold = Told & KvOperation

/** Placements tried until an order of what clients saw is given up. */
const STEPS_MAX = 3_000_000

export function checkOrder({ world, history, truth }: TwophaseContext): Verdict {
  const told = history.told() as readonly KvTold[]
  const given = match(told, truth.changes())
  const { verdict, counterexample } = checkVersions(told, [given], STEPS_MAX)
  if (verdict === 'bad') {
    world.fail('linearizability', 'clients', counterexample.join('\n'))
  }
  return verdict
}

/** What each operation changed: found by its name, or by what it writes when nobody told its client. */
export function match(told: readonly KvTold[], changes: readonly Change[]): GivenVersions {
  const byId = new Map(told.flatMap((one) => (one.id === undefined ? [] : [[one.id, one]])))
  const unnamed = new Set(told.filter(({ id }) => id === undefined))
  const matched = new Map<KvTold, ReadonlyMap<string, number>>()
  for (const change of changes) {
    const possible = [...unnamed].filter((other) => writes(other, change))
    // Who asked for more made another change, unless it also deleted what was not there.
    const exact = possible.find(({ input }) => input.writes.length === change.writes.length)
    const one = byId.get(change.operation) ?? exact ?? possible[0]
    if (one !== undefined) {
      unnamed.delete(one)
      matched.set(one, new Map(change.writes.map(({ key, version }) => [key, version])))
    }
  }
  return matched
}

function writes({ input }: KvTold, change: Change): boolean {
  const asked = new Map(input.writes)
  return change.writes.every(
    ({ key, value }) => asked.has(key) && asked.get(key) === nameValue(value)
  )
}
