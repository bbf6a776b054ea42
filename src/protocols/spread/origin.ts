/**
 * The proposer's side: when a booth of this vehicle is sealed, its last blocks and their proof are
 * loaded and sent out as a booth result.
 */
import type { Hash } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import { blockKey, boothKey, certificateKey } from '../../core/keyspace.ts'
import { CHUNK_BYTES } from '../../core/limits.ts'
import type { Effect, Sink, StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { portionsOf } from '../../core/portions.ts'
import type { Signal } from '../../core/signal.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { SPREAD_BLOCKS_BYTES_MAX, SPREAD_BLOCKS_MAX } from './spec.ts'
import type { Spread, SpreadMessage } from './types.ts'

type Out = Sink<Effect<{ readonly protocol: 'spread'; readonly message: SpreadMessage }>>
type Sealed = Extract<Signal, { readonly type: 'sealed' }>

/** Results of own booths that wait for their records to be loaded. */
const LOADS_MAX = 64

/** A result ready to be sent, with those who have it already. */
export interface OwnResult {
  readonly spread: Spread
  readonly chain: ChainId
  readonly height: number
  readonly hash: Hash
  readonly members: readonly PeerId[]
}

export interface Origin {
  /** Asks for the records of a sealed booth. */
  begin(sealed: Sealed, out: Out): void
  /** The result, once both loads of it have been answered. */
  loaded(token: string, records: readonly StoredRecord[]): OwnResult | undefined
}

/** One result whose records are being loaded. */
interface Loading {
  readonly sealed: Sealed
  proof: readonly StoredRecord[] | undefined
  blocks: readonly StoredRecord[] | undefined
}

export function createOrigin({ crypto, holdings }: Environment): Origin {
  const loading = new Map<string, Loading>()

  return {
    begin(sealed, out) {
      if (loading.size >= LOADS_MAX) {
        return
      }
      const { chain, head, booth, from } = sealed
      const base = `spread:${chain}:${head.height}`
      loading.set(base, { sealed, proof: undefined, blocks: undefined })
      const keys = [certificateKey(chain, head.height), boothKey(chain, booth)]
      out.push({ type: 'load', token: `${base}:proof`, query: { type: 'get', keys } })
      out.push({
        type: 'load',
        token: `${base}:blocks`,
        query: {
          type: 'range',
          gte: blockKey(chain, from),
          lte: blockKey(chain, head.height),
          reverse: true,
          recordsMax: SPREAD_BLOCKS_MAX,
          bytesMax: CHUNK_BYTES
        }
      })
    },
    loaded(token, records) {
      const end = token.lastIndexOf(':')
      const [base, part] = [token.slice(0, end), token.slice(end + 1)]
      const load = loading.get(base)
      if (load === undefined) {
        return undefined
      }
      load[part === 'proof' ? 'proof' : 'blocks'] = records
      const { sealed, proof, blocks } = load
      // The store may answer in any order.
      if (proof === undefined || blocks === undefined) {
        return undefined
      }
      loading.delete(base)
      const [certificate, booth] = proof.map((record) => record.value)
      const held = holdings.get(sealed.chain)
      if (held === undefined || !certificate || !booth) {
        return undefined
      }
      const newestFirst = blocks.flatMap((record) =>
        record.value === undefined ? [] : [decodeStoredBlock(crypto, record.value).block.bytes]
      )
      // A load ends with the record that fills it, which may be a great one: the oldest stays behind.
      const [newest = []] = portionsOf(
        newestFirst,
        (block) => block.length,
        SPREAD_BLOCKS_MAX,
        SPREAD_BLOCKS_BYTES_MAX
      )
      const spread: Spread = {
        type: 'spread',
        genesis: held.chain.bytes,
        certificate,
        booth,
        blocks: newest.toReversed(),
        hops: []
      }
      return { spread, chain: sealed.chain, ...sealed.head, members: sealed.members }
    }
  }
}
