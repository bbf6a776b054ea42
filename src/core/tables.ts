/**
 * The newest sealed table known of every chain, kept on disk so that a reader never starts from nothing.
 *
 * Keeps: the epoch of a chain's table never goes back; a table is believed only after
 * `sealedTableFault` has found nothing.
 */
import type { Crypto } from './crypto.ts'
import type { Fleet } from './fleet.ts'
import type { Chain, ChainId } from './genesis.ts'
import { TABLE_PREFIX, tableKey } from './keyspace.ts'
import type { Disk, NowMs, Sink } from './machine.ts'
import type { PeerId } from './peer.ts'
import { decodeSealedTable, type SealedTable, sealedTableFault } from './table.ts'

export type LearnResult =
  | { readonly type: 'newer' }
  /** The same table, or one of an older epoch. */
  | { readonly type: 'known' }
  | { readonly type: 'refused'; readonly reason: string }

export interface Tables {
  get(chain: ChainId): SealedTable | undefined
  all(): readonly SealedTable[]
  /** Proposer first, then the backups of the newest table; empty strings never. */
  holders(chain: Chain): readonly PeerId[]
  /** Believes a table if it is genuine and newer; pushes the write that keeps it. */
  learn(chain: Chain, sealed: SealedTable, out: Sink): LearnResult
}

export function createTables(crypto: Crypto, fleet: Fleet, disk: Disk): Tables {
  const tables = new Map<ChainId, SealedTable>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(TABLE_PREFIX)) {
      tables.set(key.slice(TABLE_PREFIX.length), decodeSealedTable(crypto, value))
    }
  }
  /** All of them, made anew when one has changed: it is asked for far more often. */
  let list: readonly SealedTable[] | undefined

  return {
    get: (chain) => tables.get(chain),
    all() {
      list ??= [...tables.values()]
      return list
    },
    holders(chain) {
      const members = tables.get(chain.id)?.table.members ?? []
      const { proposer } = chain.genesis
      return proposer === undefined ? members : [proposer, ...members]
    },
    learn(chain, sealed, out) {
      const before = tables.get(chain.id)
      if (before !== undefined && sealed.table.epoch <= before.table.epoch) {
        return { type: 'known' }
      }
      const reason = sealedTableFault(crypto, fleet, chain, sealed, before)
      if (reason !== undefined) {
        return { type: 'refused', reason }
      }
      tables.set(chain.id, sealed)
      list = undefined
      out.push({
        type: 'write',
        ops: [{ type: 'put', key: tableKey(chain.id), value: sealed.bytes }]
      })
      return { type: 'newer' }
    }
  }
}

/**
 * A backup of a table that is not of this fleet today, as far as is known here; undefined when all are.
 * Signatures alone prove nothing to whoever deletes: anybody can make up keys.
 */
export function strangerIn(
  fleet: Fleet,
  { table, memberships }: SealedTable,
  nowMs: NowMs
): PeerId | undefined {
  return table.members.find((peer, i) => !fleet.admits(peer, memberships[i], nowMs))
}
