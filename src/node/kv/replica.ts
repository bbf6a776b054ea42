/**
 * A replica of a group's key-value store, fed with the snapshot and the blocks on this disk.
 *
 * Keeps: blocks are applied in order and without gaps, as the engine does; each has the hash that was
 * decided.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type FullBlock, isFull } from '../../core/block.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Held } from '../../core/holdings.ts'
import { blockKey, snapshotKey } from '../../core/keyspace.ts'
import type { SnapshotNote } from '../../core/signal.ts'
import type { Store } from '../../core/store.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import type { KvChange } from '../../state/kv/index.ts'
import { createKvReplica } from '../../vehicle/kv-replica.ts'
import { RefusedError } from '../errors.ts'

/** Where the blocks of a chain and its snapshot lie. */
export interface ReplicaSource {
  readonly store: Pick<Store, 'load'>
  readonly crypto: Crypto
  /** Undefined when this vehicle keeps nothing of the chain. */
  held(): Held | undefined
  /** The newest decided block. */
  decided(): number
  snapshot(): SnapshotNote | undefined
}

/** What one block changed. */
export interface BlockChanges {
  readonly height: number
  readonly changes: readonly KvChange[]
  /** Bytes of the block, which the changes keep in memory. */
  readonly bytes: number
}

export interface Replica {
  /** The last block applied. */
  readonly height: number
  /** Applies the next blocks that are decided and on disk; none when there are none. */
  advance(): Promise<readonly BlockChanges[]>
}

const LOAD_BLOCKS = 64
const LOAD_BYTES = 4 * 1024 * 1024
const LOAD_PARTS = 16

/** The vehicle of the same process gets its turn so often, in milliseconds. */
const TURN_MS = 10

/**
 * A replica that has applied nothing from height `before` on.
 *
 * @throws RefusedError when the blocks that it needs are gone
 */
export async function openReplica(
  chain: ChainId,
  source: ReplicaSource,
  before: number
): Promise<Replica> {
  const state = createKvReplica(source.crypto)
  const snapshot = source.snapshot()
  let height = 0
  if (snapshot !== undefined && snapshot.head.height < before) {
    state.load(await loadParts(chain, source, snapshot))
    height = snapshot.head.height
  }

  const apply = (block: FullBlock): BlockChanges => {
    height = block.header.height
    return { height, changes: state.apply(block), bytes: block.bytes.length }
  }

  return {
    get height() {
      return height
    },
    async advance() {
      if (height >= source.decided()) {
        return []
      }
      const { records } = await source.store.load({
        type: 'range',
        gte: blockKey(chain, height + 1),
        lte: blockKey(chain, source.decided()),
        recordsMax: LOAD_BLOCKS,
        bytesMax: LOAD_BYTES
      })
      const told: BlockChanges[] = []
      let startedMs = performance.now()
      for (const { value } of records) {
        const block =
          value === undefined ? undefined : decodeStoredBlock(source.crypto, value).block
        if (block === undefined || !isFull(block) || !isNext(source, block, height + 1)) {
          throw gone(chain, height + 1, source.snapshot())
        }
        told.push(apply(block))
        if (performance.now() - startedMs > TURN_MS) {
          await nextTurn()
          startedMs = performance.now()
        }
      }
      if (told.length === 0) {
        throw gone(chain, height + 1, source.snapshot())
      }
      return told
    }
  }
}

function isNext({ held }: ReplicaSource, { header, hash }: FullBlock, height: number): boolean {
  const known = held()?.hashAt(height)
  return header.height === height && (known === undefined || known === hash)
}

async function loadParts(
  chain: ChainId,
  { store }: ReplicaSource,
  { head, parts }: SnapshotNote
): Promise<readonly Uint8Array[]> {
  const keys = Array.from({ length: parts }, (_, i) => snapshotKey(chain, head.height, i))
  const loaded: Uint8Array[] = []
  for (let from = 0; from < keys.length; from += LOAD_PARTS) {
    const { records } = await store.load({ type: 'get', keys: keys.slice(from, from + LOAD_PARTS) })
    for (const { value } of records) {
      if (value === undefined) {
        const message = `a newer snapshot of chain ${chain} has just taken the place of the one in use`
        throw new RefusedError(message, { reason: 'busy', retry: true })
      }
      loaded.push(value)
    }
  }
  return loaded
}

function gone(chain: ChainId, height: number, snapshot: SnapshotNote | undefined): RefusedError {
  const first = (snapshot?.head.height ?? height) + 1
  const message = `block ${height} of chain ${chain} is not on this disk any more; begin at ${first}`
  return new RefusedError(message, { reason: 'compacted', retry: false, detail: { first } })
}
