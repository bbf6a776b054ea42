/**
 * The disk of a vehicle of the bench, as its driver reads it.
 */
import { NO_HASH, toUtf8 } from '../../../../src/core/bytes.ts'
import { parseHeightKey } from '../../../../src/core/keyspace.ts'
import type { Disk, Key, LoadQuery, StoredRecord } from '../../../../src/core/machine.ts'
import { createScanner } from '../../../../src/core/scan.ts'
import type { Identity } from '../../../../src/sim/crypto.ts'

/** As the store answers a load. */
export function load(
  disk: Map<Key, Uint8Array>,
  query: LoadQuery
): { records: StoredRecord[]; more: boolean } {
  if (query.type === 'get') {
    return { records: query.keys.map((key) => ({ key, value: disk.get(key) })), more: false }
  }
  const records: StoredRecord[] = []
  let bytes = 0
  const keys = [...disk.keys()].filter((key) => key >= query.gte && key <= query.lte).sort()
  for (const key of keys) {
    if (records.length >= query.recordsMax || bytes >= query.bytesMax) {
      return { records, more: true }
    }
    bytes += disk.get(key)?.length ?? 0
    records.push({ key, value: disk.get(key) })
  }
  return { records, more: false }
}

/** As a vehicle finds its disk at a start. */
export function open(disk: Map<Key, Uint8Array>, identity: Identity): Disk {
  const scanner = createScanner(identity.crypto)
  for (const key of [...disk.keys()].sort()) {
    if (parseHeightKey(key) !== undefined) {
      scanner.add({ key, value: disk.get(key) })
    }
  }
  return {
    state: new Map([...disk].filter(([key]) => key.startsWith('s/'))),
    chains: scanner.result(),
    integrity: { stateDamage: undefined }
  }
}

/** An engine that knows no booth: the members are those of the genesis. */
export const NO_BOOTH = {
  boothOf: () => undefined,
  lineOf: () => [],
  witnessesOf: () => []
} as const

/** What a snapshot of such a vehicle says of it. */
export const NOT_IN_FORCE = {
  booth: new Uint8Array(0),
  seal: { height: 0, hash: NO_HASH },
  operations: [],
  since: []
} as const

/** Of a state in these parts. */
export function digestOf({ crypto }: Identity, parts: readonly Uint8Array[]): string {
  return crypto.sha256(toUtf8(parts.map((part) => crypto.sha256(part)).join('')))
}
