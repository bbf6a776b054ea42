/**
 * What a vehicle tells others of the chains it keeps: how far they are decided, the blocks, the genesis.
 *
 * Keeps: only decided blocks of groups' chains are told, which are those in the holdings; loads of one
 * asker are bounded, and what is too much is lost, since askers ask again.
 */
import { isFull } from '../../core/block.ts'
import { type Hash, NO_BYTES, NO_HASH } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { type ChainId, isGroup } from '../../core/genesis.ts'
import type { Head, Held } from '../../core/holdings.ts'
import { blockKey, snapshotKey } from '../../core/keyspace.ts'
import type { Descended } from '../../core/lineage.ts'
import type { StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { HeightRange } from '../../core/scan.ts'
import type { SnapshotNote } from '../../core/signal.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import {
  HASHES_MAX,
  PART_BYTES,
  PARTS_MAX,
  RANGES_MAX,
  SERVING_MAX,
  SERVING_PEER_MAX
} from './limits.ts'
import type {
  FindMessage,
  Out,
  PullMessage,
  PullPartMessage,
  ReconcilePorts,
  RequestMessage
} from './types.ts'

export const SERVE_TOKEN = 'reconcile:serve:'

export interface Server {
  request(from: PeerId, message: RequestMessage, out: Out): void
  pull(from: PeerId, message: PullMessage, out: Out): void
  pullPart(from: PeerId, message: PullPartMessage, out: Out): void
  find(from: PeerId, message: FindMessage, out: Out): void
  loaded(token: string, records: readonly StoredRecord[], out: Out): void
}

interface Serving {
  readonly to: PeerId
  readonly chain: ChainId
  readonly range: HeightRange
}

interface ServingPart {
  readonly to: PeerId
  readonly asked: PullPartMessage
}

export interface ServerPorts extends Pick<ReconcilePorts, 'decidedOf' | 'snapshotOf'> {
  /** The newest booth that is known. */
  shownOf(chain: ChainId): Descended | undefined
}

export function createServer(
  { crypto, holdings }: Environment,
  { shownOf, decidedOf, snapshotOf }: ServerPorts
): Server {
  const serving = new Map<string, Serving>()
  const servingParts = new Map<string, ServingPart>()
  let loads = 0

  const heldOf = (chain: ChainId): Held | undefined => {
    const held = holdings.get(chain)
    return held !== undefined && isGroup(held.chain) ? held : undefined
  }

  const answer = ({ to, chain, range }: Serving, blocks: readonly Uint8Array[], out: Out): void => {
    const message = { type: 'blocks', chain, range, blocks } as const
    out.push({ type: 'send', to, protocol: 'reconcile', message })
    const detail = { chain, to, from: range.from, blocks: blocks.length }
    out.push({ type: 'fact', fact: { name: 'reconcile:served', detail } })
  }

  const answerPart = ({ to, asked }: ServingPart, bytes: Uint8Array, out: Out): void => {
    const { chain, head, part } = asked
    const message = { type: 'part', chain, head, part, bytes } as const
    out.push({ type: 'send', to, protocol: 'reconcile', message })
  }

  /** Whether no more may be loaded now, for all or for this one. */
  const isBusy = (to: PeerId): boolean => {
    const all = [...serving.values(), ...servingParts.values()]
    return (
      all.length >= SERVING_MAX || all.filter((one) => one.to === to).length >= SERVING_PEER_MAX
    )
  }

  /** The first of the loaded blocks that fit one message, as far as they are the ones held. */
  const take = (serve: Serving, records: readonly StoredRecord[]): readonly Uint8Array[] => {
    const held = heldOf(serve.chain)
    const blocks: Uint8Array[] = []
    let bytes = 0
    for (const { value } of records) {
      const block = value === undefined ? undefined : decodeStoredBlock(crypto, value).block
      const height = serve.range.from + blocks.length
      const isHere = block?.header.height === height && held?.hashAt(height) === block.hash
      if (block === undefined || !isHere || !isFull(block)) {
        break
      }
      bytes += block.bytes.length
      if (blocks.length > 0 && bytes > PART_BYTES) {
        break
      }
      blocks.push(block.bytes)
    }
    return blocks
  }

  /** A snapshot of more parts than a message may name would make the whole answer unreadable. */
  const offerOf = (chain: ChainId): SnapshotNote | undefined => {
    const note = snapshotOf(chain)
    return note === undefined || note.parts > PARTS_MAX ? undefined : note
  }

  return {
    request(from, { chain, decided: asked, state }, out) {
      const held = heldOf(chain)
      if (held === undefined) {
        return
      }
      const { height } = asked
      const decided = decidedOf(chain) ?? headOf(held)
      const isGone = height < decided.height && held.hashAt(height + 1) === undefined
      if (state && (snapshotOf(chain)?.head.height ?? 0) < height) {
        // Perhaps too old for what the asker still has of the chain; the next time it asks for a newer one.
        const signal = { type: 'snapshotWanted', chain, height, peer: from } as const
        out.push({ type: 'signal', signal })
      }
      const message = {
        type: 'ack',
        chain,
        height,
        hash: hashAt(held, height),
        decided,
        ranges: rangesBehind(held, height),
        next: hashesBehind(held, height, decided.height),
        snapshot: state || isGone ? offerOf(chain) : undefined
      } as const
      out.push({ type: 'send', to: from, protocol: 'reconcile', message })
    },
    pull(from, { chain, range }, out) {
      const serve = { to: from, chain, range }
      const held = heldOf(chain)
      if (held?.hashAt(range.from) === undefined) {
        answer(serve, [], out)
        return
      }
      if (isBusy(from)) {
        return
      }
      const token = `${SERVE_TOKEN}${++loads}`
      serving.set(token, serve)
      out.push({
        type: 'load',
        token,
        query: {
          type: 'range',
          gte: blockKey(chain, range.from),
          lte: blockKey(chain, range.to),
          recordsMax: HASHES_MAX,
          bytesMax: PART_BYTES
        }
      })
    },
    pullPart(from, asked, out) {
      const { chain, head, part } = asked
      const note = heldOf(chain) === undefined ? undefined : snapshotOf(chain)
      const serve = { to: from, asked }
      if (note === undefined || note.head.hash !== head.hash || part >= note.parts) {
        answerPart(serve, NO_BYTES, out)
        return
      }
      if (isBusy(from)) {
        return
      }
      const token = `${SERVE_TOKEN}${++loads}`
      servingParts.set(token, serve)
      const keys = [snapshotKey(chain, note.head.height, part)]
      out.push({ type: 'load', token, query: { type: 'get', keys } })
      out.push({ type: 'signal', signal: { type: 'snapshotRead', chain } })
    },
    find(from, { chain }, out) {
      const genesis = heldOf(chain)?.chain.bytes
      const shown = genesis === undefined ? undefined : shownOf(chain)
      const booth = shown?.booth.bytes
      const line = (shown?.line ?? []).map(({ bytes }) => bytes)
      const message = { type: 'found', chain, genesis, booth, line } as const
      out.push({ type: 'send', to: from, protocol: 'reconcile', message })
    },
    loaded(token, records, out) {
      const serve = serving.get(token)
      serving.delete(token)
      if (serve !== undefined) {
        answer(serve, take(serve, records), out)
      }
      const part = servingParts.get(token)
      servingParts.delete(token)
      if (part !== undefined) {
        answerPart(part, records[0]?.value ?? NO_BYTES, out)
      }
    }
  }
}

/** The newest block behind which nothing is missing. */
function headOf(held: Held): Head {
  const height = held.contiguousTo
  return { height, hash: hashAt(held, height) ?? NO_HASH }
}

/** The first block that is kept names the one before it, which is gone. */
function hashAt(held: Held, height: number): Hash | undefined {
  const kept = height === 0 ? NO_HASH : held.hashAt(height)
  return kept ?? held.runs.find(({ from }) => from === height + 1)?.prev
}

function rangesBehind(held: Held, height: number): readonly HeightRange[] {
  return held.runs
    .filter(({ to }) => to > height)
    .map(({ from, to }) => ({ from: Math.max(from, height + 1), to }))
    .slice(0, RANGES_MAX)
}

function hashesBehind(held: Held, height: number, decided: number): readonly Hash[] {
  const hashes: Hash[] = []
  const last = Math.min(decided, height + HASHES_MAX)
  for (let at = height + 1; at <= last; at++) {
    const hash = held.hashAt(at)
    if (hash === undefined) {
      break
    }
    hashes.push(hash)
  }
  return hashes
}
