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
import type { Signal } from '../../core/signal.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { SPREAD_BLOCKS_MAX } from './spec.ts'
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

export function createOrigin({ crypto, holdings }: Environment): Origin {
  const loading = new Map<string, Sealed>()
  const proofs = new Map<string, readonly StoredRecord[]>()

  return {
    begin(sealed, out) {
      if (loading.size >= LOADS_MAX) {
        return
      }
      const { chain, head, booth, from } = sealed
      const base = `spread:${chain}:${head.height}`
      loading.set(base, sealed)
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
      const base = token.slice(0, token.lastIndexOf(':'))
      if (token.endsWith(':proof')) {
        proofs.set(base, records)
        return undefined
      }
      const sealed = loading.get(base)
      const [certificate, booth] = (proofs.get(base) ?? []).map((record) => record.value)
      loading.delete(base)
      proofs.delete(base)
      const held = sealed === undefined ? undefined : holdings.get(sealed.chain)
      if (sealed === undefined || held === undefined || !certificate || !booth) {
        return undefined
      }
      const newestFirst = records.flatMap((record) =>
        record.value === undefined ? [] : [decodeStoredBlock(crypto, record.value).block.bytes]
      )
      const spread: Spread = {
        type: 'spread',
        genesis: held.chain.bytes,
        certificate,
        booth,
        blocks: newestFirst.reverse(),
        hops: []
      }
      return { spread, chain: sealed.chain, ...sealed.head, members: sealed.members }
    }
  }
}
