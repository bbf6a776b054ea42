/**
 * Pulling blocks: a few chunks outstanding, from the best source that answers, until all are here.
 *
 * Keeps: what is kept to prove blocks is no larger than they are; a chunk is stored only when checked; a source that sends something false is not asked again;
 * what is already held is never asked for, so a transfer goes on where a crash has cut it.
 *
 * Blocks of a group carry no signature: each range is pulled down from its end, whose hash is known,
 * so that every chunk is named by the one above it. Its members may have let their oldest blocks go,
 * so a source is asked for each range by itself.
 */
import type { FullBlock } from '../../core/block.ts'
import type { BoothId } from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { type Chain, isGroup } from '../../core/genesis.ts'
import type { Held } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { HeightRange } from '../../core/scan.ts'
import {
  type Anchors,
  type CertifiedBy,
  type ChunkFault,
  certificatesOf,
  checkChunk,
  conflicts
} from './check-chunk.ts'
import { earliest, note, type Out, send, tell } from './effects.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import { createPace } from './pace.ts'
import type { Chunk, PullRefused } from './types.ts'

export interface PullPlan {
  readonly chain: Chain
  /** Ranges of about one chunk, ascending; what is held of them is left out. */
  readonly ranges: readonly HeightRange[]
  readonly anchors: Anchors
  /** Best first. */
  readonly sources: readonly PeerId[]
  /** Bytes of blocks that there is room for. */
  readonly bytesMax: number
}

export interface Puller {
  /** Sends what is due; `share` is the number of pulls that may be outstanding. */
  advance(nowMs: NowMs, share: number, out: Out): void
  /** Stores a chunk that was asked for and checks. */
  chunk(nowMs: NowMs, from: PeerId, chunk: Chunk, out: Out): void
  refused(nowMs: NowMs, from: PeerId, message: PullRefused): void
  /** Asks these vehicles from now on, those that refused among them. */
  setSources(sources: readonly PeerId[]): void
  /** Never asks this vehicle again. */
  distrust(peer: PeerId): void
  /** When `advance` has something to do. */
  dueAtMs(): NowMs | undefined
  /** Blocks that were new here. */
  readonly storedBlocks: number
  /** More came than there is room for; nothing of that was stored. */
  readonly isOver: boolean
  blocksLeft(): number
  isDone(): boolean
  /** The proposer stands for blocks that conflict with those held: nothing more can be taken. */
  readonly isForked: boolean
}

interface Asked extends HeightRange {
  readonly attempts: number
  readonly askedAtMs: NowMs
  readonly source: PeerId | undefined
  readonly dueAtMs: NowMs
}

/** A vehicle that is loading for others is asked again after this long. */
const BUSY_MS = 100
const DOUBLINGS_MAX = 3

export function createPuller(
  environment: Environment,
  options: ResolvedReplicateOptions,
  plan: PullPlan
): Puller {
  const { crypto, holdings, peers } = environment
  const { chain } = plan
  const isUnsigned = isGroup(chain)
  const waiting = plan.ranges.toReversed()
  const asked = new Map<number, Asked>()
  /** Vehicles that refused, with the range, or for all ranges (0). */
  const refusals = new Map<PeerId, Set<number>>()
  const unfit = new Set<PeerId>()
  const slow = new Map<PeerId, number>()
  const pace = createPace()
  let sources = plan.sources
  let isForked = false
  let isOver = false
  let storedBlocks = 0
  let storedBytes = 0
  const takesProof = createProofRoom()

  const held = (): Held | undefined => holdings.get(chain.id)
  const anchors: Anchors = {
    ...plan.anchors,
    held: (height) => plan.anchors.held(height) ?? (isUnsigned ? named(held(), height) : undefined)
  }

  /** The best source: the first of those that let the fewest pulls time out. */
  const bestSource = (from: number): PeerId | undefined => {
    let best: PeerId | undefined
    for (const peer of sources) {
      const hasRefused = refusals.get(peer)?.has(isUnsigned ? from : 0) === true
      const isUsable = peers.connected.has(peer) && !hasRefused && !unfit.has(peer)
      if (isUsable && (best === undefined || (slow.get(peer) ?? 0) < (slow.get(best) ?? 0))) {
        best = peer
      }
    }
    return best
  }

  const ask = (nowMs: NowMs, range: HeightRange, attempts: number, out: Out): void => {
    const { from, to } = range
    const source = bestSource(from)
    const factor = 2 ** Math.min(attempts, DOUBLINGS_MAX)
    const dueAtMs = nowMs + options.pullTimeoutMs * factor
    asked.set(from, { from, to, attempts: attempts + 1, askedAtMs: nowMs, source, dueAtMs })
    if (source !== undefined) {
      send(out, source, { type: 'pull', chain: chain.id, from, to, fromTop: isUnsigned })
    }
  }

  /** The next blocks that are missing; the rest of their range waits. */
  const nextRange = (): HeightRange | undefined => {
    for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
      const missing = firstMissing(held(), range)
      if (missing !== undefined && missing.to < range.to) {
        waiting.push({ from: missing.to + 1, to: range.to })
      }
      if (missing !== undefined) {
        return missing
      }
    }
    return undefined
  }

  /** The next missing blocks with what is missing right behind them, of so many ranges at most. */
  const nextRanges = (count: number): HeightRange | undefined => {
    const first = nextRange()
    let to = first?.to ?? 0
    for (let i = 1; i < count && waiting.at(-1)?.from === to + 1; i++) {
      const more = nextRange()
      if (more?.from !== to + 1) {
        waiting.push(...(more === undefined ? [] : [more]))
        break
      }
      to = more.to
    }
    return first === undefined ? undefined : { from: first.from, to }
  }

  /** The pull that a chunk answers: the begin of its range, or the end when it was pulled from there. */
  const pullOf = ({ from, to }: Chunk): Asked | undefined => {
    const pull = isUnsigned ? [...asked.values()].find((one) => one.to === to) : asked.get(from)
    return pull !== undefined && pull.from <= from && to <= pull.to ? pull : undefined
  }

  const refuse = (from: PeerId, { reason, isLie }: ChunkFault, out: Out): void => {
    unfit.add(from)
    note(out, 'refused', { from, chain: chain.id, message: 'chunk', reason })
    if (isLie) {
      tell(out, { type: 'distrust', peer: from, reason })
    }
  }

  /** Bytes of those that are not here yet. */
  const newBytes = (blocks: readonly FullBlock[]): number =>
    blocks
      .filter(({ header }) => held()?.hashAt(header.height) === undefined)
      .reduce((sum, { bytes }) => sum + bytes.length, 0)

  /** False, with nothing stored, when the first does not link to the block held before it. */
  const putAll = (blocks: readonly FullBlock[], out: Out): boolean => {
    for (const block of blocks) {
      const result = holdings.put(block, out)
      if (result === 'conflict') {
        return false
      }
      if (result === 'stored') {
        storedBlocks++
        storedBytes += block.bytes.length
      }
    }
    return true
  }

  const store = (from: PeerId, chunk: Chunk, out: Out): boolean => {
    const blocks = checkChunk(crypto, chain, chunk, anchors)
    if ('reason' in blocks) {
      refuse(from, blocks, out)
      return false
    }
    isOver ||= storedBytes + newBytes(blocks) > plan.bytesMax
    if (isOver) {
      return false
    }
    const certificates = certificatesOf(environment, chain, chunk, blocks)
    if (conflicts(held(), blocks) || !putAll(blocks, out)) {
      isForked = true
      note(out, 'forked', { chain: chain.id, from: chunk.from, to: chunk.to })
      return false
    }
    for (const proof of certificates) {
      if (takesProof(proof, storedBytes)) {
        holdings.certify(proof.certificate, proof.booth, out)
      }
    }
    return true
  }

  const tryStore = (from: PeerId, chunk: Chunk, out: Out): boolean => {
    try {
      return store(from, chunk, out)
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'malformed'
      refuse(from, { reason, isLie: true }, out)
      return false
    }
  }

  return {
    advance(nowMs, share, out) {
      for (const { from, to, attempts, source, dueAtMs } of [...asked.values()]) {
        if (nowMs >= dueAtMs) {
          if (source !== undefined) {
            slow.set(source, (slow.get(source) ?? 0) + 1)
            pace.late()
          }
          ask(nowMs, { from, to }, attempts, out)
        }
      }
      while (asked.size < pace.pullsMax(share)) {
        const range = nextRanges(pace.groups(share))
        if (range === undefined) {
          return
        }
        ask(nowMs, range, 0, out)
      }
    },
    chunk(nowMs, from, chunk, out) {
      const pull = pullOf(chunk)
      if (pull === undefined || unfit.has(from)) {
        return
      }
      if (!tryStore(from, chunk, out)) {
        asked.set(pull.from, { ...pull, source: undefined, dueAtMs: nowMs })
        return
      }
      asked.delete(pull.from)
      slow.delete(from)
      pace.came(chunk.blocks.length, nowMs - pull.askedAtMs)
      if (chunk.to < pull.to) {
        waiting.push({ from: chunk.to + 1, to: pull.to })
      }
      if (chunk.from > pull.from) {
        waiting.push({ from: pull.from, to: chunk.from - 1 })
      }
    },
    refused(nowMs, from, { from: first, reason }) {
      const pull = asked.get(first)
      if (pull === undefined || pull.source !== from) {
        return
      }
      if (reason !== 'busy') {
        const ranges = refusals.get(from) ?? new Set()
        refusals.set(from, ranges.add(isUnsigned ? first : 0))
      }
      const dueAtMs = reason === 'busy' ? nowMs + BUSY_MS : nowMs
      asked.set(first, { ...pull, source: undefined, dueAtMs })
    },
    setSources(next) {
      sources = next
      refusals.clear()
      for (const pull of asked.values()) {
        if (pull.source === undefined) {
          asked.set(pull.from, { ...pull, dueAtMs: 0 })
        }
      }
    },
    distrust: (peer) => unfit.add(peer),
    dueAtMs: () => earliest([...asked.values()].map((pull) => pull.dueAtMs)),
    get storedBlocks() {
      return storedBlocks
    },
    get isOver() {
      return isOver
    },
    blocksLeft: () =>
      [...waiting, ...asked.values()].reduce((sum, { from, to }) => sum + to - from + 1, 0),
    isDone: () => asked.size === 0 && waiting.length === 0,
    get isForked() {
      return isForked
    }
  }
}

/**
 * Tells whether a certificate and its booth are kept: all together take no more room than the blocks that
 * were stored, and the newest certificate proves these as well.
 */
function createProofRoom(): (proof: CertifiedBy, storedBytes: number) => boolean {
  const booths = new Set<BoothId>()
  let proofBytes = 0
  return ({ certificate, booth }, storedBytes) => {
    const boothBytes = booths.has(booth.id) ? 0 : booth.bytes.length
    const bytes = certificate.bytes.length + boothBytes
    if (proofBytes + bytes > storedBytes) {
      return false
    }
    proofBytes += bytes
    booths.add(booth.id)
    return true
  }
}

/** The first missing blocks of a range, up to the next one held. */
function firstMissing(held: Held | undefined, { from, to }: HeightRange): HeightRange | undefined {
  let first = from
  for (const run of held?.runs ?? []) {
    if (run.from > first) {
      return first <= to ? { from: first, to: Math.min(to, run.from - 1) } : undefined
    }
    first = Math.max(first, run.to + 1)
  }
  return first <= to ? { from: first, to } : undefined
}

/** The hash that the block behind it, or a certificate, gives to the block at this height. */
function named(held: Held | undefined, height: number): Hash | undefined {
  const { certified, runs = [] } = held ?? {}
  return certified?.height === height
    ? certified.hash
    : runs.find(({ from }) => from === height + 1)?.prev
}
