/**
 * The roles of the replicate machine, and what they do for each other.
 */
import type { Environment } from '../../core/environment.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { replacedBy, type SealedTable } from '../../core/table.ts'
import { type Absence, createAbsence } from './absence.ts'
import { type Announcer, createAnnouncer } from './announce.ts'
import { type Backup, createBackup } from './backup.ts'
import type { Out } from './effects.ts'
import { createGroupPlacements, type GroupPlacements } from './groups.ts'
import { createHolders, type Holders } from './holders.ts'
import { PULLS_MAX } from './limits.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import { createPlacement, type Placement, type PlacementPorts, type Terms } from './placement.ts'
import { createRepairs, type Repairs } from './repair.ts'
import { createReports, type Reports } from './reports.ts'
import { createRequests, type Requests } from './requests.ts'
import { createSource, type Source } from './source.ts'
import { createStewards, type StewardPorts, type Stewards } from './steward.ts'
import type { HoldRecord, ReplicatePorts } from './types.ts'
import { createUpkeep, type Upkeep } from './upkeep.ts'

export interface Roles {
  readonly absence: Absence
  readonly holders: Holders
  readonly announcer: Announcer
  readonly reports: Reports
  readonly repairs: Repairs
  readonly backup: Backup
  readonly source: Source
  readonly placement: Placement
  readonly groups: GroupPlacements
  readonly requests: Requests
  readonly upkeep: Upkeep
  readonly stewards: Stewards
  /** Tells every role of a table that is newly known. */
  learned(nowMs: NowMs, sealed: SealedTable, out: Out): void
}

/** What the roles must know of the rest. */
export interface RolePorts extends ReplicatePorts {
  isFrozen(chain: ChainId): boolean
  /** Tells of vehicles that are not trusted. */
  isAvoided(nowMs: NowMs, peer: PeerId): boolean
}

export function createRoles(
  environment: Environment,
  options: ResolvedReplicateOptions,
  disk: Disk,
  { groupOf, isFrozen, isAvoided }: RolePorts
): Roles {
  const { self, holdings, tables, peers } = environment

  const shareOf = (): number => {
    const share = Math.floor(PULLS_MAX / Math.max(1, backup.count + repairs.count))
    return Math.max(1, Math.min(options.pullsOutstandingMax, share))
  }
  const absence = createAbsence(environment)
  const holders = createHolders(environment, disk)
  const announcer = createAnnouncer(environment, options.resendMs, disk)
  const reports = createReports(options.releaseWaitMs, (peer) => peers.connected.has(peer))
  const isVoter = (chain: ChainId): boolean => groupOf(chain)?.isVoter === true
  const repairs = createRepairs(environment, options, shareOf, isVoter)
  const writes = ({ id, genesis }: Chain, peer: PeerId): boolean =>
    genesis.proposer === peer || groupOf(id)?.booth?.members.includes(peer) === true
  const backup = createBackup(environment, options, disk, shareOf, {
    isFrozen,
    writes: (chain) => chain.genesis.proposer === self || isVoter(chain.id)
  })
  const source = createSource(environment, (chain, bytes) => placement.served(chain, bytes))

  const isOwn = (chain: Chain): boolean => chain.genesis.proposer === self

  /** Tells every role of a table that is newly known. */
  const learned = (nowMs: NowMs, sealed: SealedTable, out: Out): void => {
    const { chain: id, epoch, steward } = sealed.table
    const chain = holdings.get(id)?.chain
    if (steward === self || (chain !== undefined && isOwn(chain))) {
      holders.tableLearned(sealed, out)
    }
    announcer.tableLearned(nowMs, id)
    backup.tableLearned(id, epoch, out)
    stewards.tableLearned(nowMs, sealed)
    if (chain !== undefined && isOwn(chain)) {
      upkeep.tableLearned(nowMs)
    }
    placement.tableLearned(nowMs, sealed, out)
    groups.tableLearned(sealed, out)
  }

  const sealed: PlacementPorts['sealed'] = (nowMs, table, draft, before, concerned, out) => {
    const { chain, bytesSent, waiters, mandate } = draft
    const { members = [], epoch = 0 } = replacedBy(mandate, before)?.table ?? {}
    const proposer = mandate === undefined ? [] : [chain.genesis.proposer ?? self]
    const former = mandate === undefined ? [] : members
    announcer.include(nowMs, chain.id, [...concerned, ...former, ...proposer], out)
    // Another member of a group issued the table before; from now on this one knows its holders too.
    for (const peer of mandate?.booth === undefined ? [] : members) {
      holders.add(chain.id, peer, epoch, out)
    }
    learned(nowMs, table, out)
    const ids = waiters.map(({ id }) => id)
    reports.sealed(nowMs, table, bytesSent, holders.obsolete(chain.id), ids, out)
    requests.next(nowMs, chain.id, out)
  }

  const placement = createPlacement(environment, options, disk, {
    isAvoided,
    holds: holders.add,
    holdOwn: backup.holdOwn,
    writes,
    superseded: (nowMs, draft) => groups.superseded(nowMs, draft),
    sealed
  })

  const groups = createGroupPlacements(environment, options, absence, placement, {
    groupOf,
    isFrozen,
    stand: (nowMs, chain, booth, out) => stewards.stand(nowMs, chain, booth, out),
    reportOf: (sealed) => reports.ofTable(sealed, holders.obsolete(sealed.table.chain))
  })
  const requests = createRequests(environment, options, placement, groups, isFrozen, (chain) => {
    const sealed = tables.get(chain)
    return sealed === undefined ? undefined : reports.ofTable(sealed, holders.obsolete(chain))
  })
  const upkeep = createUpkeep(environment, options, absence, placement, isFrozen)
  const elected: StewardPorts['elected'] = (nowMs, chain, epoch, mandate, out) => {
    const held = holdings.get(chain)
    const hold = backup.holdOf(chain)
    if (held !== undefined && mandate.booth !== undefined) {
      groups.elected(nowMs, held, epoch, mandate, out)
    } else if (held !== undefined && hold !== undefined && mandate.before !== undefined) {
      const terms = stewardTerms(hold, mandate.before)
      placement.beginAsSteward(nowMs, held, epoch, terms, mandate, out)
    }
  }

  const stewards = createStewards(environment, options, disk, absence, {
    holds: backup.holds,
    isFrozen,
    groupOf,
    isPlacing: (chain) => placement.draftOf(chain) !== undefined,
    elected
  })

  const holding = { absence, holders, repairs, backup, source }
  const issuing = { placement, groups, requests, upkeep, stewards }
  return { ...holding, ...issuing, announcer, reports, learned }
}

/** A steward keeps the number of backups, and whoever of them is left. */
function stewardTerms({ height, headHash }: HoldRecord, { table }: SealedTable): Terms {
  const { members } = table
  const head = { height, hash: headHash }
  return { head, backups: members.length, given: [], preferred: members, waiters: [] }
}
