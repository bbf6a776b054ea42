/**
 * What this vehicle holds of every chain: which blocks with bodies, and up to where certified.
 *
 * Shared by all machines of one vehicle, which change it only through the functions here. Each
 * function pushes the writes that make its change durable; the chain's own record (`s/held/…`)
 * follows once a step by `flush`, so it is in the same batch.
 *
 * Keeps: a height holds one hash for ever; a block is taken only where it links to its neighbours.
 */
import type { Block, FullBlock } from './block.ts'
import type { Booth, Certificate } from './booth.ts'
import { fromUtf8, type Hash, toUtf8 } from './bytes.ts'
import type { Crypto } from './crypto.ts'
import { assert } from './errors.ts'
import { type Fleet, isMet, OPEN_FLEET } from './fleet.ts'
import { type Chain, type ChainId, decodeChain } from './genesis.ts'
import {
  blockKey,
  boothKey,
  certificateKey,
  GENESIS_PREFIX,
  genesisKey,
  HELD_PREFIX,
  heldKey
} from './keyspace.ts'
import { AUTHOR_CHAINS_MAX, CHAINS_MAX, GROUP_CHAINS_MAX, STRANGER_CHAINS_MAX } from './limits.ts'
import type { Disk, Effect, Sink } from './machine.ts'
import { type NewestBooth, supersede } from './newest-certificate.ts'
import { createRun, type Group, type Run } from './run.ts'
import { type ExpectedRun, type HeightRange, missingRanges } from './scan.ts'
import { NO_SUMMARY, type Selection, type Summary } from './selector.ts'
import { encodeStoredBlock } from './stored-block.ts'

/** A place in a chain with the hash there. */
export interface Head {
  readonly height: number
  readonly hash: Hash
}

export interface Held {
  readonly chain: Chain
  /** Consecutive full blocks, ascending and apart. */
  readonly runs: readonly Run[]
  /** Encoded bytes of all full blocks. */
  readonly bytes: number
  /** The newest block known to be certified, held or not. */
  readonly certified: Head | undefined
  /** Blocks 1..contiguousTo are held with bodies; 0 for none. */
  readonly contiguousTo: number
  /** The greatest height held; 0 for none. */
  readonly lastHeight: number
  /** Heights that were lost or damaged on disk. Not empty means DAMAGED: no vote, no acknowledgement. */
  readonly damage: readonly HeightRange[]
  hashAt(height: number): Hash | undefined
  /** Whether all blocks from..to are held with bodies. */
  covers(from: number, to: number): boolean
  /** Groups of about one chunk that overlap from..to, ascending. */
  groups(from: number, to: number): readonly Group[]
  /** Encoded bytes of the held blocks in from..to. */
  bytesBetween(from: number, to: number): number
}

export type PutResult =
  | 'stored'
  /** The same block was already held. */
  | 'known'
  /** Another block of this height is held, or a neighbour links elsewhere. Nothing was changed. */
  | 'conflict'

export interface Holdings {
  get(chain: ChainId): Held | undefined
  all(): readonly Held[]
  /** Encoded bytes of blocks whose genesis the disk has lost; they count again once it is adopted. */
  readonly orphanBytes: number
  /**
   * Whether this vehicle gets to know a chain that others show it: it knows the chain already, or
   * neither too many in all nor too many of its author, or of authors that are not of the fleet.
   */
  admits(chain: Chain): boolean
  /** Begins to know a chain; the same chain again is no change. */
  adopt(chain: Chain, out: Sink): Held
  put(block: FullBlock, out: Sink): PutResult
  /** Stores a certificate that the caller has verified, and its booth. */
  certify(certificate: Certificate, booth: Booth, out: Sink): void
  /** Stores a booth that the caller has verified. */
  storeBooth(booth: Booth, out: Sink): void
  /** Keeps headers only: `blocks` are the stored blocks from which the bodies are to go. */
  strip(blocks: readonly Block[], out: Sink): void
  /** Deletes blocks from..to, damaged ones too, with headers and all certificates but the newest. */
  remove(chain: ChainId, from: number, to: number, out: Sink): void
  /** Writes the records of the chains that changed since the last flush. */
  flush(out: Sink): void
}

/** Stored as JSON below `s/held/`. */
interface HeldRecord {
  readonly runs: readonly (readonly [from: number, to: number, head: Hash])[]
  readonly certified: readonly [height: number, hash: Hash] | null
  /** Known damage survives a restart until it is repaired. */
  readonly damage: readonly (readonly [from: number, to: number])[]
  /** Of the newest certificate, in a chain of a proposer. */
  readonly booth?: NewestBooth
}

interface MutableHeld extends Held {
  runs: Run[]
  certified: Head | undefined
  damage: HeightRange[]
  booth: NewestBooth | undefined
}

/** Restores the holdings from what the store found. */
export function createHoldings(
  crypto: Crypto,
  selection: Selection,
  disk: Disk,
  fleet: Fleet = OPEN_FLEET
): Holdings {
  const chains = new Map<ChainId, MutableHeld>()
  const dirty = new Set<ChainId>()
  /** All chains, made anew when one is adopted: it is asked for far more often. */
  let list: readonly MutableHeld[] | undefined

  for (const [key, value] of disk.state) {
    if (key.startsWith(GENESIS_PREFIX)) {
      const held = restoreHeld(decodeChain(crypto, value), disk)
      chains.set(held.chain.id, held)
    }
  }
  /** Chains of each proposer, and of groups under the empty name. */
  const authored = new Map<string, number>()
  const countAuthor = ({ genesis: { proposer = '' } }: Chain): void => {
    authored.set(proposer, (authored.get(proposer) ?? 0) + 1)
  }
  for (const { chain } of chains.values()) {
    countAuthor(chain)
  }
  /** Chains of proposers that are not known to be of the fleet. Who they are changes as one meets others. */
  const ofStrangers = (): number =>
    [...authored].reduce(
      (sum, [author, count]) => sum + (author === '' || isMet(fleet, author) ? 0 : count),
      0
    )
  const hasRoomFor = ({ genesis: { proposer } }: Chain): boolean => {
    const own = authored.get(proposer ?? '') ?? 0
    if (proposer === undefined) {
      return own < GROUP_CHAINS_MAX
    }
    return (
      own < AUTHOR_CHAINS_MAX && (isMet(fleet, proposer) || ofStrangers() < STRANGER_CHAINS_MAX)
    )
  }
  const orphans = new Map([...disk.chains].filter(([chain]) => !chains.has(chain)))

  const changed = (chain: ChainId): MutableHeld => {
    const held = chains.get(chain)
    assert(held !== undefined, `chain ${chain} was never adopted`)
    dirty.add(chain)
    return held
  }

  return {
    get: (chain) => chains.get(chain),
    all() {
      list ??= [...chains.values()]
      return list
    },
    get orphanBytes() {
      return [...orphans.values()]
        .flatMap(({ runs }) => runs)
        .reduce((sum, run) => sum + run.bytes, 0)
    },
    admits: (chain) => chains.has(chain.id) || (chains.size < CHAINS_MAX && hasRoomFor(chain)),
    adopt(chain, out) {
      const known = chains.get(chain.id)
      if (known !== undefined) {
        return known
      }
      const held = restoreHeld(chain, disk)
      orphans.delete(chain.id)
      chains.set(chain.id, held)
      countAuthor(chain)
      list = undefined
      write(out, genesisKey(chain.id), chain.bytes)
      return held
    },
    put(block, out) {
      const { chain, height, prev } = block.header
      const held = chains.get(chain)
      assert(held !== undefined, `chain ${chain} was never adopted`)
      const known = held.hashAt(height)
      if (known !== undefined) {
        return known === block.hash ? 'known' : 'conflict'
      }
      if (!links(held, height, prev, block.hash)) {
        return 'conflict'
      }
      const isRecords = held.chain.genesis.state === 'records'
      const summary = isRecords ? selection.summarise(block.body) : NO_SUMMARY
      write(out, blockKey(chain, height), encodeStoredBlock({ block, summary }))
      insert(held, block, summary)
      held.damage = without(held.damage, height, height)
      dirty.add(chain)
      return 'stored'
    },
    certify(certificate, booth, out) {
      const held = changed(certificate.chain)
      write(out, certificateKey(certificate.chain, certificate.height), certificate.bytes)
      write(out, boothKey(booth.chain, booth.id), booth.bytes)
      for (const key of supersede(held, certificate, booth)) {
        out.push({ type: 'write', ops: [{ type: 'del', key }] })
      }
    },
    storeBooth(booth, out) {
      write(out, boothKey(booth.chain, booth.id), booth.bytes)
    },
    strip(blocks, out) {
      for (const block of blocks) {
        const { chain, height } = block.header
        write(out, blockKey(chain, height), encodeStoredBlock({ block, summary: NO_SUMMARY }))
      }
      // A cut copies what lies in front of it, so neighbours are cut together.
      for (const { chain, from, to } of neighbours(blocks)) {
        take(changed(chain), from, to)
      }
    },
    remove(chain, from, to, out) {
      const held = changed(chain)
      for (const part of [...held.runs, ...held.damage]) {
        for (let h = Math.max(from, part.from); h <= Math.min(to, part.to); h++) {
          const keys = [blockKey(chain, h)]
          // What is known to be certified can be proven, also when its blocks come back without.
          if (h !== held.certified?.height) {
            keys.push(certificateKey(chain, h))
          }
          out.push({ type: 'write', ops: keys.map((key) => ({ type: 'del', key })) })
        }
      }
      take(held, from, to)
      held.damage = without(held.damage, from, to)
    },
    flush(out) {
      for (const chain of dirty) {
        const held = chains.get(chain)
        if (held !== undefined) {
          write(out, heldKey(chain), encodeHeld(held))
        }
      }
      dirty.clear()
    }
  }
}

function createHeld(chain: Chain): MutableHeld {
  const held: MutableHeld = {
    chain,
    runs: [],
    certified: undefined,
    damage: [],
    booth: undefined,
    get bytes() {
      return held.runs.reduce((sum, run) => sum + run.bytes, 0)
    },
    get contiguousTo() {
      const first = held.runs[0]
      return first !== undefined && first.from === 1 ? first.to : 0
    },
    get lastHeight() {
      return held.runs.at(-1)?.to ?? 0
    },
    hashAt: (height) => runAt(held, height)?.hashAt(height),
    covers: (from, to) => (runAt(held, from)?.to ?? -1) >= to,
    groups: (from, to) =>
      held.runs.flatMap((run) =>
        run.to < from || run.from > to
          ? []
          : run.groups.filter((group) => group.to >= from && group.from <= to)
      ),
    bytesBetween(from, to) {
      let bytes = 0
      for (const group of held.groups(from, to)) {
        bytes += group.from >= from && group.to <= to ? group.bytes : partOf(held, group, from, to)
      }
      return bytes
    }
  }
  return held
}

function partOf(held: Held, group: Group, from: number, to: number): number {
  let bytes = 0
  for (let h = Math.max(from, group.from); h <= Math.min(to, group.to); h++) {
    bytes += held.runs.find((run) => run.from <= h && h <= run.to)?.bytesAt(h) ?? 0
  }
  return bytes
}

function runAt(held: { readonly runs: readonly Run[] }, height: number): Run | undefined {
  return held.runs.find((run) => run.from <= height && height <= run.to)
}

function links(held: Held, height: number, prev: Hash, hash: Hash): boolean {
  const before = runAt(held, height - 1)
  const behind = runAt(held, height + 1)
  return (
    (before === undefined || before.hashAt(height - 1) === prev) &&
    (behind === undefined || behind.from !== height + 1 || behind.prev === hash)
  )
}

function insert(held: MutableHeld, { header, hash, bytes }: FullBlock, summary: Summary): void {
  const { height, prev } = header
  const before = held.runs.find((run) => run.to === height - 1)
  const left = before ?? createRun(height, prev, hash, bytes.length, summary)
  if (before !== undefined) {
    before.append(hash, bytes.length, summary)
  } else {
    held.runs.push(left)
    held.runs.sort((a, b) => a.from - b.from)
  }
  const behind = held.runs.find((run) => run.from === left.to + 1)
  if (behind !== undefined) {
    left.join(behind)
    held.runs = held.runs.filter((run) => run !== behind)
  }
}

/** Where these blocks stand, each stretch of consecutive heights told once. */
function neighbours(blocks: readonly Block[]): readonly (HeightRange & { chain: ChainId })[] {
  const stretches: { chain: ChainId; from: number; to: number }[] = []
  for (const { header } of blocks) {
    const { chain, height } = header
    const last = stretches.at(-1)
    if (last !== undefined && last.chain === chain && last.to === height - 1) {
      last.to = height
    } else {
      stretches.push({ chain, from: height, to: height })
    }
  }
  return stretches
}

function take(held: MutableHeld, from: number, to: number): void {
  held.runs = held.runs.flatMap((run) =>
    run.to < from || run.from > to ? [run] : run.without(from, to)
  )
}

function without(ranges: readonly HeightRange[], from: number, to: number): HeightRange[] {
  return ranges.flatMap((range) => {
    if (range.to < from || range.from > to) {
      return [range]
    }
    const parts = [
      { from: range.from, to: from - 1 },
      { from: to + 1, to: range.to }
    ]
    return parts.filter((part) => part.from <= part.to)
  })
}

function write(out: Sink<Effect>, key: string, value: Uint8Array): void {
  out.push({ type: 'write', ops: [{ type: 'put', key, value }] })
}

function encodeHeld(held: MutableHeld): Uint8Array {
  const record: HeldRecord = {
    runs: held.runs.map((run) => [run.from, run.to, run.head]),
    certified: held.certified === undefined ? null : [held.certified.height, held.certified.hash],
    damage: held.damage.map(({ from, to }) => [from, to]),
    ...(held.booth === undefined ? {} : { booth: held.booth })
  }
  return toUtf8(JSON.stringify(record))
}

/** A chain as the store found it: blocks from the scan, the rest from its own record. */
function restoreHeld(chain: Chain, disk: Disk): MutableHeld {
  const held = createHeld(chain)
  const scanned = disk.chains.get(chain.id)
  const text = disk.state.get(`${HELD_PREFIX}${chain.id}`)
  const record = text === undefined ? undefined : (JSON.parse(fromUtf8(text)) as HeldRecord)
  held.runs = [...(scanned?.runs ?? [])]
  if (record !== undefined) {
    const [height, hash] = record.certified ?? []
    held.certified = height === undefined || hash === undefined ? undefined : { height, hash }
    const expected: ExpectedRun[] = record.runs.map(([from, to, head]) => ({ from, to, head }))
    const known = record.damage.map(([from, to]) => ({ from, to }))
    held.damage = [...known, ...missingRanges(expected, held.runs)]
    held.booth = record.booth
    for (const height of scanned?.damaged ?? []) {
      held.damage = [...without(held.damage, height, height), { from: height, to: height }]
    }
  }
  return held
}
