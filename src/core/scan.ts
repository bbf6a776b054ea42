/**
 * The integrity scan of a chain's blocks when a store is opened: LevelDB does not notice all damage,
 * so every record is decoded, hashed and linked anew and the result is compared with what the chain's
 * own record says should be there.
 *
 * Keeps: a missing, damaged or unlinked block is reported by height; nothing is repaired or deleted here.
 */
import type { Hash } from './bytes.ts'
import type { Crypto } from './crypto.ts'
import type { ChainId } from './genesis.ts'
import { parseHeightKey } from './keyspace.ts'
import type { StoredRecord } from './machine.ts'
import { createRun, type Run } from './run.ts'
import { decodeStoredBlock, type StoredBlock } from './stored-block.ts'

export interface HeightRange {
  readonly from: number
  readonly to: number
}

/** The blocks of one chain as found on disk. */
export interface ScannedChain {
  readonly chain: ChainId
  /** Runs of linked full blocks, ascending. */
  readonly runs: readonly Run[]
  /** Heights whose record is unreadable or does not link. */
  readonly damaged: readonly number[]
}

export interface Scanner {
  /** Takes block records in key order. */
  add(record: StoredRecord): void
  result(): ReadonlyMap<ChainId, ScannedChain>
}

export function createScanner(crypto: Crypto): Scanner {
  const chains = new Map<ChainId, { chain: ChainId; runs: Run[]; damaged: number[] }>()

  const scannedOf = (chain: ChainId): { chain: ChainId; runs: Run[]; damaged: number[] } => {
    const known = chains.get(chain)
    if (known !== undefined) {
      return known
    }
    const fresh = { chain, runs: [], damaged: [] }
    chains.set(chain, fresh)
    return fresh
  }

  return {
    add({ key, value }) {
      const place = parseHeightKey(key)
      if (place === undefined) {
        return
      }
      const scanned = scannedOf(place.chain)
      const stored = value === undefined ? undefined : readStored(crypto, value)
      if (stored === undefined || !isAt(stored.block.header, place)) {
        scanned.damaged.push(place.height)
        return
      }
      if (stored.block.body === undefined) {
        return
      }
      if (!extend(scanned.runs, stored)) {
        scanned.damaged.push(place.height)
      }
    },
    result: () => chains
  }
}

/** What the chain's own record says is held; see holdings.ts. */
export interface ExpectedRun extends HeightRange {
  readonly head: Hash
}

/** Heights that should be held and are not, as ranges; empty when all is well. */
export function missingRanges(
  expected: readonly ExpectedRun[],
  runs: readonly Run[]
): readonly HeightRange[] {
  const missing: HeightRange[] = []
  for (const { from, to, head } of expected) {
    let next = from
    for (const run of runs) {
      if (run.to < next || run.from > to) {
        continue
      }
      if (run.from > next) {
        missing.push({ from: next, to: run.from - 1 })
      }
      next = Math.min(run.to, to) + 1
    }
    if (next <= to) {
      missing.push({ from: next, to })
    }
    const last = runs.find((run) => run.from <= to && to <= run.to)
    if (last !== undefined && last.hashAt(to) !== head) {
      missing.push({ from: to, to })
    }
  }
  return missing
}

/** Appends a block to the last run or begins a new one; false when it does not link. */
function extend(runs: Run[], { block, summary }: StoredBlock): boolean {
  const { header, hash, bytes } = block
  const last = runs.at(-1)
  if (last === undefined || last.to !== header.height - 1) {
    runs.push(createRun(header.height, header.prev, hash, bytes.length, summary))
    return true
  }
  if (last.head !== header.prev) {
    return false
  }
  last.append(hash, bytes.length, summary)
  return true
}

function readStored(crypto: Crypto, value: Uint8Array): StoredBlock | undefined {
  try {
    return decodeStoredBlock(crypto, value)
  } catch {
    return undefined
  }
}

function isAt(
  header: { readonly chain: ChainId; readonly height: number },
  place: { readonly chain: ChainId; readonly height: number }
): boolean {
  return header.chain === place.chain && header.height === place.height
}
