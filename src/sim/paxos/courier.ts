/**
 * Fetches decided blocks from the vehicle that told of them: as little as the worlds of this suite need
 * of what the protocol reconcile does in the whole vehicle.
 *
 * Keeps: hands over only whole ranges that end with the hash that was told.
 */
import { decodeBlock, type FullBlock, isFull } from '../../core/block.ts'
import { fromHex, fromUtf8, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Head } from '../../core/holdings.ts'
import { blockKey } from '../../core/keyspace.ts'
import type { Effect, Sink, StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Signal } from '../../core/signal.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import type { SimCodec } from '../program.ts'

interface Range {
  readonly chain: string
  readonly from: number
  readonly head: Head
}

export type CourierMessage =
  | ({ readonly type: 'fetch' } & Range)
  /** Encoded blocks as hex. */
  | ({ readonly type: 'blocks'; readonly blocks: readonly string[] } & Range)

export interface Courier {
  /** This vehicle lacks decided blocks. */
  missing(signal: Extract<Signal, { readonly type: 'decidedMissing' }>, out: Sink<Effect>): void
  /** Returns the blocks when they are the ones that were asked for. */
  message(
    from: PeerId,
    message: CourierMessage,
    out: Sink<Effect>
  ): readonly FullBlock[] | undefined
  loaded(token: string, records: readonly StoredRecord[], out: Sink<Effect>): void
}

export const COURIER = 'courier'
export const COURIER_TOKEN = 'courier:'

const BLOCKS_MAX = 1024
const BYTES_MAX = 4 * 1024 * 1024

export const COURIER_CODEC: SimCodec = {
  bytesMax: 3 * BYTES_MAX,
  inboundMessagesMax: 64,
  encode: (message) => toUtf8(JSON.stringify(message)),
  decode(bytes) {
    try {
      return JSON.parse(fromUtf8(bytes))
    } catch (cause) {
      throw new InvalidMessageError('no JSON', { cause })
    }
  }
}

export function createCourier(crypto: Crypto): Courier {
  const loads = new Map<string, { readonly to: PeerId; readonly range: Range }>()
  let loadsCount = 0

  const send = (to: PeerId, message: CourierMessage, out: Sink<Effect>): void => {
    out.push({ type: 'send', to, protocol: COURIER, message })
  }

  return {
    missing({ chain, from, head, peer }, out) {
      send(peer, { type: 'fetch', chain, from, head }, out)
    },
    message(from, message, out) {
      const { chain, head } = message
      if (message.type === 'blocks') {
        const blocks = message.blocks.map((hex) => decodeBlock(crypto, fromHex(hex)))
        return blocks.at(-1)?.hash === head.hash ? blocks.filter(isFull) : undefined
      }
      const token = `${COURIER_TOKEN}${++loadsCount}`
      loads.set(token, { to: from, range: { chain, from: message.from, head } })
      const [gte, lte] = [blockKey(chain, message.from), blockKey(chain, head.height)]
      const query = {
        type: 'range',
        gte,
        lte,
        recordsMax: BLOCKS_MAX,
        bytesMax: BYTES_MAX
      } as const
      out.push({ type: 'load', token, query })
      return undefined
    },
    loaded(token, records, out) {
      const load = loads.get(token)
      loads.delete(token)
      const blocks = records.flatMap(({ value }) =>
        value === undefined ? [] : [toHex(decodeStoredBlock(crypto, value).block.bytes)]
      )
      if (load !== undefined && blocks.length === load.range.head.height - load.range.from + 1) {
        send(load.to, { type: 'blocks', ...load.range, blocks }, out)
      }
    }
  }
}
