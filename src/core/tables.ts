/**
 * The newest sealed table known of every chain, kept on disk so that a reader never starts from nothing.
 *
 * Keeps: the epoch of a chain's table never goes back; a table is believed only after
 * `sealedTableFault` has found nothing.
 */
import type { Booth, BoothId } from './booth.ts'
import type { Hash } from './bytes.ts'
import type { Crypto } from './crypto.ts'
import { type Fleet, isMet } from './fleet.ts'
import type { Chain, ChainId } from './genesis.ts'
import type { Holdings } from './holdings.ts'
import { TABLE_PREFIX, tableKey } from './keyspace.ts'
import type { Disk, NowMs, Sink } from './machine.ts'
import type { PeerId } from './peer.ts'
import {
  boothBehind,
  decodeSealedTable,
  groupTableBehind,
  type SealedTable,
  sealedTableFault
} from './table.ts'

export type LearnResult =
  | { readonly type: 'newer' }
  /** The same table, or one of an older epoch. */
  | { readonly type: 'known' }
  | { readonly type: 'refused'; readonly reason: string }

export interface Tables {
  /** None that the booth of the own log contradicts: who did not know that one yet believed any. */
  get(chain: ChainId): SealedTable | undefined
  all(): readonly SealedTable[]
  /** Proposer first, then the backups of the newest table; empty strings never. */
  holders(chain: Chain): readonly PeerId[]
  /** The newest booth of a group that is known by its log, or by the newest table. */
  boothOf(chain: Chain): Booth | undefined
  /**
   * Why a table must not be believed by what is known here, or undefined. A member of the booth that is
   * known stands for the later one of a table that it passes on.
   */
  faultOf(chain: Chain, sealed: SealedTable, from?: PeerId): string | undefined
  /** Believes a table if it is genuine and newer; pushes the write that keeps it. */
  learn(chain: Chain, sealed: SealedTable, out: Sink, from?: PeerId): LearnResult
}

/** The booth in force of a group, by the log that is kept here. */
export interface LogBooth {
  readonly chain: Chain
  readonly booth: Booth
}

export function createTables(
  crypto: Crypto,
  fleet: Fleet,
  disk: Disk,
  logBoothOf: (chain: ChainId) => LogBooth | undefined = () => undefined
): Tables {
  const tables = new Map<ChainId, SealedTable>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(TABLE_PREFIX)) {
      tables.set(key.slice(TABLE_PREFIX.length), decodeSealedTable(crypto, value))
    }
  }
  /** All of them, made anew when one has changed: it is asked for far more often. */
  let list: readonly SealedTable[] | undefined
  /** The tables, and the booths of the logs, that have been found to agree or not. */
  const agreements = new Map<ChainId, Agreement>()

  const isContradicted = (sealed: SealedTable, { chain, booth }: LogBooth): boolean => {
    const known = agreements.get(chain.id)
    if (known?.table === sealed.hash && known.booth === booth.id) {
      return known.isContradicted
    }
    // What backups have elected is as good as the table before, which a group stands for. A booth from
    // before that of the log may have ended with all its members replaced, so it contradicts nothing.
    const grouped = groupTableBehind(sealed)
    const agreement: Agreement = {
      table: sealed.hash,
      booth: booth.id,
      isContradicted:
        (grouped?.booth?.number ?? 0) > booth.number &&
        grouped !== undefined &&
        sealedTableFault(crypto, fleet, chain, grouped, undefined, booth) !== undefined
    }
    agreements.set(chain.id, agreement)
    return agreement.isContradicted
  }
  const get = (chain: ChainId): SealedTable | undefined => {
    const sealed = tables.get(chain)
    const log = sealed === undefined ? undefined : logBoothOf(chain)
    const isFalse = sealed !== undefined && log !== undefined && isContradicted(sealed, log)
    return isFalse ? undefined : sealed
  }
  const boothOf = (chain: Chain): Booth | undefined => {
    const [log, told] = [logBoothOf(chain.id)?.booth, boothBehind(get(chain.id))]
    return (told?.number ?? 0) > (log?.number ?? 0) ? told : log
  }
  const faultOf = (chain: Chain, sealed: SealedTable, from = ''): string | undefined => {
    const booth = boothOf(chain)
    const known = booth?.members.includes(from) === true ? undefined : booth
    return sealedTableFault(crypto, fleet, chain, sealed, get(chain.id), known)
  }

  return {
    boothOf,
    faultOf,
    get,
    all() {
      list ??= [...tables.values()]
      return list
    },
    holders(chain) {
      const members = get(chain.id)?.table.members ?? []
      const { proposer } = chain.genesis
      return proposer === undefined ? members : [proposer, ...members]
    },
    learn(chain, sealed, out, from) {
      const before = get(chain.id)
      if (before !== undefined && sealed.table.epoch <= before.table.epoch) {
        return { type: 'known' }
      }
      const reason = faultOf(chain, sealed, from)
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

/** Whether a table and the booth of a log agree. */
interface Agreement {
  readonly table: Hash
  readonly booth: BoothId
  readonly isContradicted: boolean
}

/**
 * Whether a chain that somebody shows by a table is to be known here: it is already, or there is room
 * and somebody of the fleet stands for it: its proposer, the booth of its group, or all backups.
 * Anybody can make up keys, and sign with them.
 */
export function isWelcome(
  { fleet, holdings }: { readonly fleet: Fleet; readonly holdings: Holdings },
  chain: Chain,
  { table, memberships }: SealedTable
): boolean {
  const { proposer } = chain.genesis
  const isVouched =
    proposer === undefined ||
    isMet(fleet, proposer) ||
    table.members.every((peer, i) => fleet.admitted(peer, memberships[i], table.issuedAtMs))
  return holdings.get(chain.id) !== undefined || (isVouched && holdings.admits(chain))
}

/**
 * The backups of a table that are not of this fleet today, as far as is known here. Signatures alone
 * prove nothing to whoever deletes, or gives room: anybody can make up keys.
 */
export function strangersIn(
  fleet: Fleet,
  { table, memberships }: SealedTable,
  nowMs: NowMs
): readonly PeerId[] {
  return table.members.filter((peer, i) => !fleet.admits(peer, memberships[i], nowMs))
}
