/**
 * The proposer's (or steward's) side of release: obsolete holders are told until each has confirmed,
 * for as long as it takes, and shown the headers that they ask for.
 *
 * Keeps: who is obsolete is derived by the replicate machine from what is on disk, so no holder is
 * forgotten over a restart; only connected vehicles are told, with a back-off up to 30 s.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import { blockKey } from '../../core/keyspace.ts'
import type { NowMs, StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { note, type Out, send } from './effects.ts'
import { PROOF_HEADERS_MAX } from './spec.ts'
import type { ProofAsk, Released, ReleaseRefused } from './types.ts'

export interface Teller {
  /** All obsolete holders of a chain, each time one more or one less. */
  obsolete(nowMs: NowMs, chain: ChainId, peers: readonly PeerId[], out: Out): void
  released(from: PeerId, message: Released, out: Out): void
  refused(from: PeerId, message: ReleaseRefused, out: Out): void
  proofAsked(from: PeerId, ask: ProofAsk, out: Out): void
  loaded(token: string, records: readonly StoredRecord[], out: Out): void
  connected(nowMs: NowMs, peer: PeerId, out: Out): void
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
  pending(): Readonly<Record<ChainId, readonly PeerId[]>>
}

interface Due {
  readonly atMs: NowMs
  readonly waitMs: number
}

const WAIT_MS_MAX = 30_000

/** Proofs being loaded for others; each is at most a slice of 1,024 headers. */
const LOADS_MAX = 16
const PROOF_LOAD_BYTES = 4 * 1024 * 1024

export function createTeller(
  { crypto, holdings, tables, peers }: Environment,
  resendMs: number
): Teller {
  const chains = new Map<ChainId, Map<PeerId, Due>>()
  const loads = new Map<string, { readonly to: PeerId; readonly ask: ProofAsk }>()
  let loadsMade = 0

  const tellDue = (nowMs: NowMs, out: Out): void => {
    for (const [chain, due] of chains) {
      const held = holdings.get(chain)
      const sealed = tables.get(chain)
      if (held === undefined || sealed === undefined) {
        continue
      }
      for (const [peer, { atMs, waitMs }] of due) {
        if (nowMs >= atMs && peers.connected.has(peer)) {
          send(out, peer, { type: 'release', genesis: held.chain.bytes, sealed: sealed.bytes })
          due.set(peer, { atMs: nowMs + waitMs, waitMs: Math.min(2 * waitMs, WAIT_MS_MAX) })
        }
      }
    }
  }

  return {
    obsolete(nowMs, chain, obsolete, out) {
      const before = chains.get(chain)
      const fresh = { atMs: nowMs, waitMs: resendMs }
      chains.set(chain, new Map(obsolete.map((peer) => [peer, before?.get(peer) ?? fresh])))
      if (obsolete.length === 0) {
        chains.delete(chain)
      }
      tellDue(nowMs, out)
    },
    released(from, { chain, epoch }, out) {
      if (chains.get(chain)?.has(from)) {
        out.push({ type: 'signal', signal: { type: 'released', chain, peer: from, epoch } })
      }
    },
    refused(from, { chain, epoch, reason, height }, out) {
      if (chains.get(chain)?.has(from)) {
        note(out, 'notReleased', { from, chain, epoch, reason, height })
      }
    },
    proofAsked(from, ask, out) {
      if (loads.size >= LOADS_MAX || holdings.get(ask.chain) === undefined) {
        return
      }
      loadsMade++
      const token = `release:proof:${loadsMade}`
      loads.set(token, { to: from, ask })
      out.push({
        type: 'load',
        token,
        query: {
          type: 'range',
          gte: blockKey(ask.chain, ask.from),
          lte: blockKey(ask.chain, ask.to),
          recordsMax: PROOF_HEADERS_MAX,
          bytesMax: PROOF_LOAD_BYTES
        }
      })
    },
    loaded(token, records, out) {
      const load = loads.get(token)
      loads.delete(token)
      if (load === undefined) {
        return
      }
      const { chain, from } = load.ask
      const headers: Uint8Array[] = []
      for (const { value } of records) {
        const block = value === undefined ? undefined : decodeStoredBlock(crypto, value).block
        if (block?.header.height !== from + headers.length) {
          break
        }
        headers.push(block.headerBytes)
      }
      if (headers.length > 0) {
        send(out, load.to, { type: 'proof', chain, from, headers })
      }
    },
    connected(nowMs, peer, out) {
      for (const due of chains.values()) {
        if (due.has(peer)) {
          due.set(peer, { atMs: nowMs, waitMs: resendMs })
        }
      }
      tellDue(nowMs, out)
    },
    tick: tellDue,
    dueAtMs() {
      let first: NowMs | undefined
      for (const due of chains.values()) {
        for (const [peer, { atMs }] of due) {
          if (peers.connected.has(peer) && (first === undefined || atMs < first)) {
            first = atMs
          }
        }
      }
      return first
    },
    pending: () =>
      Object.fromEntries([...chains].map(([chain, due]) => [chain, [...due.keys()]] as const))
  }
}
