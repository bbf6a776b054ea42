/**
 * Whether what clients saw of keys and values has an order. The versions that a group gave its keys
 * claim one, which is checked in a pass; if none explains it, the search tells whether any other does.
 *
 * Keeps: what the group claims proves nothing by itself, so a wrong claim costs time and no verdict.
 */
import { checkHistory, type HistoryReport } from './check.ts'
import { KV_MODEL, type KvInput, type KvOutput, type KvValue } from './kv-model.ts'
import type { Operation } from './model.ts'
import { orderByVersions, type Versioned } from './versions.ts'
import { faultOfOrder } from './witness.ts'

export type KvOperation = Operation<KvInput, KvOutput>

/** Of operations that took effect: by key that they wrote, the version that they gave it, from 1. */
export type GivenVersions = ReadonlyMap<KvOperation, ReadonlyMap<string, number>>

/** A version of a key, from the moment it was asked for to the moment the next one was there. */
interface Version {
  readonly version: number
  readonly value: KvValue
  readonly fromAt: number
  readonly untilAt: number
}

const NEVER = Number.POSITIVE_INFINITY

/**
 * `claims`: versions by one source each, looked at in turn. `stepsMax`: placements tried in one part, where
 * none of them claims an order that holds.
 */
export function checkVersions(
  operations: readonly KvOperation[],
  claims: readonly GivenVersions[],
  stepsMax: number
): HistoryReport {
  const isProof = (given: GivenVersions): boolean => {
    const order = orderByVersions(KV_MODEL, versioned(operations, given))
    return order !== undefined && faultOfOrder(KV_MODEL, order) === undefined
  }
  return claims.some(isProof)
    ? { verdict: 'ok', counterexample: [] }
    : checkHistory(KV_MODEL, operations, stepsMax)
}

/** All that returned, and all else that took effect. */
function versioned(
  operations: readonly KvOperation[],
  given: GivenVersions
): readonly Versioned<KvInput, KvOutput>[] {
  const versions = versionsOf(given)
  return operations
    .filter((one) => one.returned !== undefined || given.has(one))
    .map((one) => ({
      operation: one,
      gives: given.get(one) ?? new Map(),
      sees: seenBy(one, versions)
    }))
}

/** By key, ascending. */
function versionsOf(given: GivenVersions): ReadonlyMap<string, readonly Version[]> {
  const unsorted = new Map<string, { version: number; value: KvValue; by: KvOperation }[]>()
  for (const [by, gives] of given) {
    const written = new Map(by.input.writes)
    for (const [key, version] of gives) {
      const one = { version, value: written.get(key), by }
      unsorted.set(key, [...(unsorted.get(key) ?? []), one])
    }
  }
  return new Map(
    [...unsorted].map(([key, all]) => {
      const sorted = all.toSorted((a, b) => a.version - b.version)
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
  { input, calledAt, returned }: KvOperation,
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
