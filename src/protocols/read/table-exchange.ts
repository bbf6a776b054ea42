/**
 * Tables between vehicles: asked for, answered, and compared in small digests so that everybody hears
 * of a new table even when gossip was missed.
 *
 * Keeps: a table is believed only through `Tables.learn`; tables of chains that nobody here wants to
 * know of are not kept.
 */
import { NO_BYTES } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { type Chain, type ChainId, decodeChain } from '../../core/genesis.ts'
import type { Effect, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeSealedTable } from '../../core/table.ts'
import { DIGEST_CHAINS_MAX, HOLDERS_MAX } from './limits.ts'
import type { Digest, ReadMessage, ReadPorts, TableAnswer, TableAsk } from './types.ts'

export type Out = Sink<Effect<{ readonly protocol: 'read'; readonly message: ReadMessage }>>

/** Tables sent or asked for in answer to one digest; the rest waits for the next. */
const ANSWERS_PER_DIGEST_MAX = 32

/** What a table that came with a genesis was worth. */
export type Lesson =
  | { readonly type: 'newer' | 'known'; readonly chain: Chain }
  | { readonly type: 'refused'; readonly reason: string }

export interface TableExchange {
  /** Believes a genesis and a table (may be empty) for a chain, if they are genuine. */
  learn(from: PeerId, chain: ChainId, genesis: Uint8Array, sealed: Uint8Array, out: Out): Lesson
  asked(from: PeerId, ask: TableAsk, out: Out): void
  /** After an answer: whoever knows the older table hears of the newer. */
  balance(from: PeerId, chain: ChainId, knownEpoch: number, out: Out): void
  /** Compares a digest with what is known here. */
  compare(from: PeerId, digest: Digest, out: Out): void
  /** Sends the next part of what is known to a random peer. */
  tell(out: Out): void
}

export function createTableExchange(environment: Environment, ports: ReadPorts): TableExchange {
  const { holdings, tables, random, peers, self } = environment
  let told = 0

  const epochOf = (chain: ChainId): number => tables.get(chain)?.table.epoch ?? 0
  const answer = (chain: ChainId, knownEpoch: number): TableAnswer => {
    const sealed = tables.get(chain)
    const isNewer = sealed !== undefined && sealed.table.epoch > knownEpoch
    // A booth member's temporary copy may be all that is left of a chain that was never placed.
    const isHere = (holdings.get(chain)?.runs.length ?? 0) > 0
    const holders = new Set([...(isHere ? [self] : []), ...ports.registeredHolders(chain)])
    return {
      type: 'tableAnswer',
      chain,
      genesis: holdings.get(chain)?.chain.bytes ?? NO_BYTES,
      sealed: isNewer ? sealed.bytes : NO_BYTES,
      holders: [...holders].slice(0, HOLDERS_MAX).sort()
    }
  }
  const send = (to: PeerId, message: ReadMessage, out: Out): void => {
    out.push({ type: 'send', to, protocol: 'read', message })
  }

  const balance: TableExchange['balance'] = (from, chain, knownEpoch, out) => {
    const epoch = epochOf(chain)
    if (epoch > knownEpoch) {
      send(from, answer(chain, knownEpoch), out)
    } else if (epoch < knownEpoch && holdings.get(chain) !== undefined) {
      send(from, { type: 'tableAsk', chain, knownEpoch: epoch }, out)
    }
  }

  return {
    balance,
    learn: (from, chain, genesis, sealed, out) =>
      learn(environment, from, { chain, genesis, sealed }, out),
    asked(from, { chain, knownEpoch }, out) {
      send(from, answer(chain, knownEpoch), out)
    },
    compare(from, { epochs }, out) {
      const different = epochs.filter(([chain, epoch]) => epochOf(chain) !== epoch)
      for (const [chain, epoch] of different.slice(0, ANSWERS_PER_DIGEST_MAX)) {
        balance(from, chain, epoch, out)
      }
    },
    tell(out) {
      const others = [...peers.connected].filter((peer) => peer !== self).sort()
      const known = holdings.all()
      if (others.length === 0 || known.length === 0) {
        return
      }
      const begin = told % known.length
      const part = [...known.slice(begin), ...known.slice(0, begin)].slice(0, DIGEST_CHAINS_MAX)
      told = begin + part.length
      const epochs = part.map(({ chain }): readonly [ChainId, number] => [
        chain.id,
        epochOf(chain.id)
      ])
      send(random.pick(others), { type: 'digest', epochs }, out)
    }
  }
}

function learn(
  environment: Environment,
  from: PeerId,
  told: { readonly chain: ChainId; readonly genesis: Uint8Array; readonly sealed: Uint8Array },
  out: Out
): Lesson {
  const { crypto, holdings, tables } = environment
  try {
    const chain = holdings.get(told.chain)?.chain ?? decodeChain(crypto, told.genesis)
    if (chain.id !== told.chain) {
      return { type: 'refused', reason: 'the genesis is of another chain' }
    }
    // One that is true and finds no room here is no lie.
    if (told.sealed.length === 0 || !holdings.admits(chain)) {
      return { type: 'known', chain }
    }
    const sealed = decodeSealedTable(crypto, told.sealed)
    const learned = tables.learn(chain, sealed, out, from)
    if (learned.type === 'newer') {
      // The genesis is what makes the table useful after a restart.
      holdings.adopt(chain, out)
      const { epoch, members } = sealed.table
      const detail = { chain: chain.id, epoch, members, from }
      out.push({ type: 'fact', fact: { name: 'read:learned', detail } })
      out.push({ type: 'signal', signal: { type: 'table', chain: chain.id, sealed } })
    }
    return learned.type === 'refused' ? learned : { type: learned.type, chain }
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return { type: 'refused', reason: error.message }
    }
    throw error
  }
}
