/**
 * A run: consecutive blocks of one chain that are held with their bodies. Keeps per block the hash
 * and the stored size in typed arrays (36 bytes a block), and per group of about one chunk the summary.
 */
import { fromHex, HASH_BYTES, type Hash, toHex } from './bytes.ts'
import { assert } from './errors.ts'
import { CHUNK_BYTES } from './limits.ts'
import { joinSummaries, type Summary } from './selector.ts'

/** Blocks from..to that together fill about one chunk. */
export interface Group {
  readonly from: number
  readonly to: number
  /** Encoded bytes of the blocks. */
  readonly bytes: number
  readonly summary: Summary
}

export interface Run {
  readonly from: number
  readonly to: number
  /** Hash that the first block links to. */
  readonly prev: Hash
  readonly head: Hash
  /** Encoded bytes of all blocks. */
  readonly bytes: number
  readonly groups: readonly Group[]
  hashAt(height: number): Hash
  /** Encoded bytes of one block. */
  bytesAt(height: number): number
  append(hash: Hash, bytes: number, summary: Summary): void
  /** Takes over all blocks of the run that begins right behind this one. */
  join(next: Run): void
  /** Two new runs (or fewer) without the blocks from..to. */
  without(from: number, to: number): readonly Run[]
}

const CAPACITY_FIRST = 16

/** A run of one block. */
export function createRun(
  height: number,
  prev: Hash,
  hash: Hash,
  bytes: number,
  summary: Summary
): Run {
  const run = emptyRun(height, prev)
  run.append(hash, bytes, summary)
  return run
}

function emptyRun(from: number, prev: Hash): Run {
  let hashes = new Uint8Array(CAPACITY_FIRST * HASH_BYTES)
  let sizes = new Uint32Array(CAPACITY_FIRST)
  let count = 0
  let total = 0
  const groups: Group[] = []

  const grow = (): void => {
    const nextHashes = new Uint8Array(hashes.length * 2)
    nextHashes.set(hashes)
    hashes = nextHashes
    const nextSizes = new Uint32Array(sizes.length * 2)
    nextSizes.set(sizes)
    sizes = nextSizes
  }
  const indexOf = (height: number): number => {
    const index = height - from
    assert(index >= 0 && index < count, `height ${height} is not in the run from ${from}`)
    return index
  }
  const hashAt = (height: number): Hash => {
    const index = indexOf(height)
    return toHex(hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES))
  }
  const addToGroups = (height: number, bytes: number, summary: Summary): void => {
    const last = groups.at(-1)
    if (last === undefined || last.bytes + bytes > CHUNK_BYTES) {
      groups.push({ from: height, to: height, bytes, summary })
      return
    }
    groups[groups.length - 1] = {
      from: last.from,
      to: height,
      bytes: last.bytes + bytes,
      summary: joinSummaries(last.summary, summary)
    }
  }
  const append = (hash: Hash, bytes: number, summary: Summary): void => {
    if (count === sizes.length) {
      grow()
    }
    hashes.set(fromHex(hash), count * HASH_BYTES)
    sizes[count] = bytes
    addToGroups(from + count, bytes, summary)
    count++
    total += bytes
  }
  const summaryAt = (height: number): Summary => {
    const group = groups.find((g) => g.from <= height && height <= g.to)
    assert(group !== undefined, `height ${height} is in no group`)
    return group.summary
  }
  const copy = (first: number, last: number): Run | undefined => {
    if (first > last) {
      return undefined
    }
    const run = emptyRun(first, first === from ? prev : hashAt(first - 1))
    for (let height = first; height <= last; height++) {
      run.append(hashAt(height), sizes[height - from] ?? 0, summaryAt(height))
    }
    return run
  }

  return {
    from,
    get to() {
      return from + count - 1
    },
    prev,
    get head() {
      return hashAt(from + count - 1)
    },
    get bytes() {
      return total
    },
    groups,
    hashAt,
    bytesAt: (height) => sizes[indexOf(height)] ?? 0,
    append,
    join(next) {
      assert(next.from === from + count, 'a run is joined only with the one right behind it')
      for (const group of next.groups) {
        for (let height = group.from; height <= group.to; height++) {
          append(next.hashAt(height), next.bytesAt(height), group.summary)
        }
      }
    },
    without(first, last) {
      const before = copy(from, Math.min(first - 1, from + count - 1))
      const behind = copy(Math.max(last + 1, from), from + count - 1)
      return [before, behind].filter((run) => run !== undefined)
    }
  }
}
