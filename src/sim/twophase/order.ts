/**
 * Whether what all clients saw has an order. Versions of keys, as the log decided them, claim one, which
 * is checked in a pass; if it explains nothing, the search tells whether any other does.
 *
 * Keeps: strict serializability of transactions, with the reads of single keys among them.
 */
import { checkHistory } from '../linearizability/check.ts'
import { KV_MODEL, type KvInput, type KvOutput, type KvValue } from '../linearizability/kv-model.ts'
import type { Operation } from '../linearizability/model.ts'
import type { Verdict } from '../linearizability/search.ts'
import { orderByVersions, type Versioned } from '../linearizability/versions.ts'
import { faultOfOrder } from '../linearizability/witness.ts'
import type { Told } from '../paxos/history.ts'
import type { TwophaseContext } from './context.ts'
import type { Change } from './truth.ts'

type KvTold = Told & Operation<KvInput, KvOutput>

/** A version of a key, from the moment it was asked for to the moment the next one was there. */
interface Version {
  readonly version: number
  readonly value: KvValue
  readonly fromAt: number
  readonly untilAt: number
}

/** Placements tried until an order of what clients saw is given up. */
const STEPS_MAX = 3_000_000

const NEVER = Number.POSITIVE_INFINITY

export function checkOrder({ world, history, truth }: TwophaseContext): Verdict {
  const told = history.told() as readonly KvTold[]
  const order = orderByVersions(KV_MODEL, versioned(told, truth.changes()))
  if (order !== undefined && faultOfOrder(KV_MODEL, order) === undefined) {
    return 'ok'
  }
  const { verdict, counterexample } = checkHistory(KV_MODEL, told, STEPS_MAX)
  if (verdict === 'bad') {
    world.fail('linearizability', 'clients', counterexample.join('\n'))
  }
  return verdict
}

/** All that returned, and all else that took effect. */
function versioned(
  told: readonly KvTold[],
  changes: readonly Change[]
): readonly Versioned<KvInput, KvOutput>[] {
  const changeOf = match(told, changes)
  const versions = versionsOf(told, changeOf)
  return told
    .filter((one) => one.returned !== undefined || changeOf.has(one))
    .map((one) => ({
      operation: one,
      gives: new Map(changeOf.get(one)?.writes.map(({ key, version }) => [key, version])),
      sees: seenBy(one, versions)
    }))
}

/** What each operation changed: found by its name, or by what it writes when nobody told its client. */
function match(told: readonly KvTold[], changes: readonly Change[]): ReadonlyMap<KvTold, Change> {
  const byId = new Map(told.flatMap((one) => (one.id === undefined ? [] : [[one.id, one]])))
  const unnamed = new Set(told.filter(({ id }) => id === undefined))
  const matched = new Map<KvTold, Change>()
  for (const change of changes) {
    const one = byId.get(change.operation) ?? [...unnamed].find((other) => writes(other, change))
    if (one !== undefined) {
      unnamed.delete(one)
      matched.set(one, change)
    }
  }
  return matched
}

function writes({ input }: KvTold, change: Change): boolean {
  const asked = new Map(input.writes)
  return change.writes.every(({ key, value }) => asked.has(key) && asked.get(key) === value)
}

/** By key, ascending. */
function versionsOf(
  told: readonly KvTold[],
  changeOf: ReadonlyMap<KvTold, Change>
): ReadonlyMap<string, readonly Version[]> {
  const given = new Map<string, { version: number; value: KvValue; by: KvTold }[]>()
  for (const one of told) {
    for (const { key, version, value } of changeOf.get(one)?.writes ?? []) {
      given.set(key, [...(given.get(key) ?? []), { version, value, by: one }])
    }
  }
  return new Map(
    [...given].map(([key, unsorted]) => {
      const sorted = unsorted.toSorted((a, b) => a.version - b.version)
      const first = { version: 0, value: undefined, by: undefined }
      return [
        key,
        [first, ...sorted].map(({ version, value, by }, i) => ({
          version,
          value,
          fromAt: by?.calledAt ?? 0,
          untilAt: sorted[i]?.by.returned?.at ?? NEVER
        }))
      ]
    })
  )
}

/** Versions that it must have seen, by what it was told and when. */
function seenBy(
  { input, calledAt, returned }: KvTold,
  versions: ReadonlyMap<string, readonly Version[]>
): ReadonlyMap<string, number> {
  const seen = new Map<string, number>()
  if (returned?.output.isDone !== true) {
    return seen
  }
  const read = input.reads.map((key, i) => [key, returned.output.values[i]] as const)
  for (const [key, value] of [...input.checks, ...read]) {
    const possible = (versions.get(key) ?? []).filter(
      (one) => one.value === value && one.fromAt <= returned.at && one.untilAt >= calledAt
    )
    const [only] = possible
    if (only !== undefined && possible.length === 1) {
      seen.set(key, only.version)
    }
  }
  return seen
}
