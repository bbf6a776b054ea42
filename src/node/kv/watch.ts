/**
 * Watching a group's key-value store: its changes from any height on, in the order of the log.
 */
import { InvalidInputError } from '../../core/errors.ts'
import type { ChainId } from '../../core/genesis.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import { bytesOfKey, formatRevision, type KvChange, textOfKey } from '../../state/kv/index.ts'
import type { Vehicle } from '../../vehicle/types.ts'
import { RefusedError } from '../errors.ts'
import type { NodeEvents } from '../events.ts'
import type { Foundation } from '../foundation.ts'
import type { KvChangeView, KvWatchOptions } from './api.ts'
import { createFeed, type Feed } from './feed.ts'
import type { ReplicaSource } from './replica.ts'
import { toRange, toValueView } from './values.ts'

export interface KvWatch {
  /** @throws RefusedError when this vehicle keeps nothing of the group, or no longer what is asked for */
  changes(chain: ChainId, options: KvWatchOptions): AsyncGenerator<KvChangeView, void>
}

export function createKvWatch(
  { identity, store }: Pick<Foundation, 'identity' | 'store'>,
  vehicle: Pick<Vehicle, 'self' | 'holdings' | 'groups'>,
  events: Pick<NodeEvents, 'on'>,
  /** Settles when this vehicle has ended, or halted. */
  ended: Promise<unknown>,
  /** Linearizably. */
  newestHeight: (chain: ChainId, signal: AbortSignal | undefined) => Promise<number>
): KvWatch {
  const feeds = new Map<ChainId, Feed>()
  /** What is decided and on disk: facts are told when their blocks are. */
  const decided = new Map<ChainId, number>()
  for (const { chain } of vehicle.holdings.all()) {
    decided.set(chain.id, vehicle.groups.decidedOf(chain.id)?.height ?? 0)
  }
  for (const name of ['paxos:decided', 'paxos:snapshotInstalled']) {
    events.on(name, ({ detail: { chain, height } }) => {
      if (typeof chain === 'string' && typeof height === 'number') {
        decided.set(chain, height)
        feeds.get(chain)?.wake()
      }
    })
  }

  let isEnded = false
  void ended.finally(() => {
    isEnded = true
    for (const feed of feeds.values()) {
      feed.close()
    }
  })

  const feedOf = (chain: ChainId): Feed => {
    const known = feeds.get(chain)
    if (known !== undefined) {
      return known
    }
    const source: ReplicaSource = {
      store,
      crypto: identity.crypto,
      held: () => vehicle.holdings.get(chain),
      decided: () => decided.get(chain) ?? 0,
      snapshot: () => vehicle.groups.snapshotOf(chain)
    }
    const feed = createFeed(chain, source)
    feeds.set(chain, feed)
    if (isEnded) {
      feed.close()
    }
    return feed
  }

  return {
    async *changes(chain, { fromHeight, signal, ...keys }) {
      checkHeight(fromHeight)
      const { from, to } = toRange(keys)
      const engine = vehicle.holdings.get(chain)?.chain.genesis.engine ?? 'paxos'
      if (engine !== 'paxos') {
        const message = `groups of the engine ${engine} have no order of changes that could be watched`
        throw new RefusedError(message, { reason: 'notSupported', retry: false })
      }
      const isKept = (vehicle.groups.decidedOf(chain)?.height ?? 0) > 0
      if (!isKept && !vehicle.groups.membersOf(chain).includes(vehicle.self)) {
        const message = `this vehicle keeps nothing of group ${chain}; watch it at one of its members`
        throw new RefusedError(message, { reason: 'notMember', retry: false })
      }
      const first = fromHeight ?? (await newestHeight(chain, signal)) + 1
      for await (const { height, changes } of feedOf(chain).blocks(first, signal)) {
        for (const change of changes) {
          if (change.key >= from && (to === '' || change.key < to)) {
            yield viewOf(height, change)
          }
        }
      }
    }
  }
}

/** A block of no height would be waited for in vain. @throws InvalidInputError */
function checkHeight(height = 1): void {
  if (!(Number.isInteger(height) && height >= 1 && height <= NUMBER_MAX)) {
    const message = `fromHeight is ${height}, allowed are whole numbers from 1 to 2^48`
    throw new InvalidInputError(message)
  }
}

function viewOf(height: number, { type, key, revision, value, isNew }: KvChange): KvChangeView {
  const none = { kind: undefined, value: undefined, bytes: undefined }
  return {
    type,
    key: textOfKey(key),
    keyBytes: bytesOfKey(key),
    ...(value === undefined ? none : toValueView(value)),
    revision: formatRevision(revision),
    height,
    isNew
  }
}
