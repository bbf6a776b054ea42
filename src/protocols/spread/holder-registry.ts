/**
 * Who said to hold blocks of a chain beyond its booths and backups: V-Guard's holder registry.
 *
 * Keeps: an entry is the holder's own signature, of a block of a chain that this vehicle proposes or is
 * a pivot of, and ends when its temporary storage may let go.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk, Effect, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeSigned, verifySigned } from '../../core/signed.ts'
import { decodeHolder } from './spec.ts'
import type { Holder, SpreadMessage } from './types.ts'

type Out = Sink<Effect<{ readonly protocol: 'spread'; readonly message: SpreadMessage }>>

/** Holders kept of one chain, and chains with holders. */
const HOLDERS_MAX = 64
const CHAINS_MAX = 1024

const HOLDER_BYTES_MAX = 512
const PREFIX = machineKey('spread', 'holders/')

/** Stored as JSON: how far each vehicle holds, and until when. */
type StoredHolders = Record<PeerId, { readonly to: number; readonly untilMs: number }>

export interface Registry {
  register(nowMs: number, from: PeerId, holder: Uint8Array, out: Out): void
  holdersOf(chain: ChainId, nowMs: number): readonly PeerId[]
  all(nowMs: number): Readonly<Record<ChainId, readonly PeerId[]>>
}

export function createRegistry({ self, crypto, holdings }: Environment, disk: Disk): Registry {
  const chains = new Map<ChainId, StoredHolders>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(PREFIX)) {
      chains.set(key.slice(PREFIX.length), JSON.parse(fromUtf8(value)) as StoredHolders)
    }
  }

  const holdersOf = (chain: ChainId, nowMs: number): readonly PeerId[] =>
    Object.entries(chains.get(chain) ?? {})
      .filter(([, { untilMs }]) => untilMs === 0 || untilMs > nowMs)
      .map(([peer]) => peer)

  /** Whether this vehicle is one that holders tell, and the block is not known to be another. */
  const isTold = ({ chain, to, hash }: Holder): boolean => {
    const held = holdings.get(chain)
    const { proposer, pivots = [] } = held?.chain.genesis ?? {}
    return (proposer === self || pivots.includes(self)) && (held?.hashAt(to) ?? hash) === hash
  }

  return {
    holdersOf,
    all: (nowMs) => Object.fromEntries([...chains.keys()].map((c) => [c, holdersOf(c, nowMs)])),
    register(nowMs, from, bytes, out) {
      const holder = readHolder(crypto, from, bytes)
      if (holder === undefined || !isTold(holder)) {
        const isSigned = holder !== undefined
        const reason = isSigned ? 'it is no chain of ours' : 'the holder did not sign what it says'
        const detail = { from, reason }
        out.push({ type: 'fact', fact: { name: 'spread:refused', detail } })
        return
      }
      const { chain, to, untilMs } = holder
      if (!chains.has(chain) && chains.size >= CHAINS_MAX) {
        return
      }
      const before = chains.get(chain) ?? {}
      const living = Object.entries(before).filter(
        ([peer, entry]) => peer !== from && (entry.untilMs === 0 || entry.untilMs > nowMs)
      )
      const entries = [...living.slice(1 - HOLDERS_MAX), [from, { to, untilMs }] as const]
      const stored: StoredHolders = Object.fromEntries(entries)
      chains.set(chain, stored)
      const value = toUtf8(JSON.stringify(stored))
      out.push({ type: 'write', ops: [{ type: 'put', key: `${PREFIX}${chain}`, value }] })
      out.push({ type: 'fact', fact: { name: 'spread:registered', detail: { chain, from, to } } })
    }
  }
}

function readHolder(crypto: Crypto, from: PeerId, bytes: Uint8Array): Holder | undefined {
  try {
    const holder = decodeHolder(bytes)
    const signed = decodeSigned('holder', bytes, HOLDER_BYTES_MAX)
    const genuine = verifySigned(crypto, 'vguard/holder/1', from, signed)
    return genuine && holder.peer === from ? holder : undefined
  } catch {
    return undefined
  }
}
