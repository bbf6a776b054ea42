/**
 * The replicate machine: the proposer of a chain, or the leader of the group that writes it, places
 * copies; the chosen vehicles pull them, and everyone serves what it holds.
 *
 * Keeps: after a table is sealed, each of its b backups has every block up to its height on disk.
 * Source: VGuardDB, "Replicate"; differs from it in that copies are pulled, in verified chunks and as
 * deltas, acknowledged durably and signed, and kept up when vehicles leave (docs/protocols/replicate.md).
 */
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { type Chain, type ChainId, decodeChain } from '../../core/genesis.ts'
import type { Disk, Machine, MachineEvent, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Signal } from '../../core/signal.ts'
import { decodeSealedTable } from '../../core/table.ts'
import { isWelcome } from '../../core/tables.ts'
import { draftStatus } from './draft.ts'
import { earliestOf, note, type Out, send, tell } from './effects.ts'
import { type ReplicateOptions, resolveReplicateOptions } from './options.ts'
import { PROOF_TOKEN } from './placement.ts'
import { createRoles } from './roles.ts'
import type {
  HolderDuty,
  PlaceChainRequest,
  ReplicateMessage,
  ReplicatePorts,
  ReplicateStatus,
  Seal
} from './types.ts'

/** The replicate machine also answers what this vehicle is for a chain, and how much room it keeps. */
export interface ReplicateMachine
  extends Machine<'replicate', ReplicateMessage, PlaceChainRequest, ReplicateStatus> {
  dutyOf(chain: ChainId): HolderDuty
  /** Bytes reserved for copies that are not all here yet; to be counted as used. */
  reservedBytes(): number
}

/** A vehicle that belongs to no group. */
const NO_GROUPS: ReplicatePorts = { groupOf: () => undefined }

const TICK_TIMER = 'replicate:tick'
const DISTRUST_MS = 600_000
const DISTRUSTED_MAX = 1024

/** @throws InvalidInputError when a setting is out of its range */
export function createReplicate(
  environment: Environment,
  replicateOptions: ReplicateOptions | undefined,
  disk: Disk,
  { groupOf }: ReplicatePorts = NO_GROUPS
): ReplicateMachine {
  const options = resolveReplicateOptions(replicateOptions)
  const { self, crypto, holdings, tables } = environment
  const distrusted = new Map<PeerId, NowMs>()
  const frozen = new Set<ChainId>()
  const isFrozen = (chain: ChainId): boolean => frozen.has(chain)

  const { learned, absence, holders, announcer, reports, repairs, backup, source, ...issuing } =
    createRoles(environment, options, disk, {
      groupOf,
      isFrozen,
      isAvoided: (nowMs, peer) => (distrusted.get(peer) ?? 0) > nowMs
    })
  const { placement, groups, requests, upkeep, stewards } = issuing
  const isOwn = (chain: Chain): boolean => chain.genesis.proposer === self

  const takeSeal = (nowMs: NowMs, from: PeerId, { genesis, sealed: bytes }: Seal, out: Out) => {
    const chain = decodeChain(crypto, genesis)
    const sealed = decodeSealedTable(crypto, bytes)
    if (!isWelcome(environment, chain, sealed)) {
      return
    }
    const before = tables.get(chain.id)
    const isBeside = sealed.table.epoch === before?.table.epoch && sealed.hash !== before.hash
    const learnt = tables.learn(chain, sealed, out, from)
    const fault =
      learnt.type === 'refused'
        ? learnt.reason
        : isBeside
          ? tables.faultOf(chain, sealed, from)
          : undefined
    if (fault !== undefined) {
      note(out, 'refused', { from, chain: chain.id, message: 'seal', reason: fault })
      return
    }
    if (learnt.type === 'newer') {
      holdings.adopt(chain, out)
      tell(out, { type: 'table', chain: chain.id, sealed })
      learned(nowMs, sealed, out)
    } else if (isOwn(chain) && isBeside) {
      // A steward's table of the same epoch: its backups hold the chain as well.
      for (const { peer, epoch } of sealed.acks) {
        holders.add(chain.id, peer, epoch, out)
      }
    }
    const epoch = tables.get(chain.id)?.table.epoch ?? 0
    send(out, from, { type: 'sealAck', chain: chain.id, epoch })
  }

  const takePlacement = (nowMs: NowMs, from: PeerId, message: ReplicateMessage, out: Out): void => {
    switch (message.type) {
      case 'offer':
        backup.offer(nowMs, from, message, out)
        break
      case 'offerAnswer':
        placement.answer(nowMs, from, message, out)
        break
      case 'offerCancel':
        backup.cancel(from, message, out)
        break
      case 'manifest':
        backup.manifest(nowMs, from, message, out)
        break
      case 'progress':
        placement.progress(nowMs, from, message)
        break
      case 'hold':
        placement.hold(nowMs, from, message, out)
        break
      case 'seal':
        takeSeal(nowMs, from, message, out)
        break
      case 'sealAck':
        announcer.confirmed(from, message.chain, message.epoch, out)
        break
      default:
        takeOther(nowMs, from, message, out)
    }
  }

  const takeOther = (nowMs: NowMs, from: PeerId, message: ReplicateMessage, out: Out): void => {
    switch (message.type) {
      case 'pull':
        placement.pulled(nowMs, from, message)
        source.pull(from, message, out)
        break
      case 'chunk':
        if (!backup.chunk(nowMs, from, message, out)) {
          repairs.chunk(nowMs, from, message, out)
        }
        break
      case 'pullRefused':
        backup.pullRefused(nowMs, from, message, out)
        repairs.pullRefused(nowMs, from, message, out)
        break
      case 'stewardAsk':
        stewards.asked(nowMs, from, message, out)
        break
      case 'stewardAnswer':
        stewards.answered(nowMs, from, message, out)
        break
      case 'placeAsk':
        groups.asked(nowMs, from, message, out)
        break
    }
  }

  const take = (nowMs: NowMs, from: PeerId, message: ReplicateMessage, out: Out): void => {
    try {
      takePlacement(nowMs, from, message, out)
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) {
        throw error
      }
      note(out, 'refused', { from, message: message.type, reason: error.message })
      tell(out, { type: 'distrust', peer: from, reason: error.message })
    }
  }

  const distrust = (nowMs: NowMs, peer: PeerId): void => {
    if (distrusted.size >= DISTRUSTED_MAX) {
      distrusted.clear()
    }
    distrusted.set(peer, nowMs + DISTRUST_MS)
    backup.distrust(peer)
    repairs.distrust(peer)
  }

  const hear = (nowMs: NowMs, signal: Signal, out: Out): void => {
    switch (signal.type) {
      case 'table':
        learned(nowMs, signal.sealed, out)
        break
      case 'certified':
        groups.certified(nowMs, signal.chain, out)
        break
      case 'adopted':
        groups.adopted(nowMs)
        break
      case 'distrust':
        distrust(nowMs, signal.peer)
        break
      case 'evidence':
        frozen.add(signal.chain)
        backup.giveUp(signal.chain, out)
        requests.freeze(signal.chain, out)
        break
      case 'released': {
        const { chain, peer, epoch } = signal
        if (peer === self) {
          backup.released(chain, out)
        } else if (holders.released(chain, peer, epoch, out)) {
          reports.released(chain, peer, out)
        }
        break
      }
    }
  }

  const start = (nowMs: NowMs, out: Out): void => {
    absence.start(nowMs)
    upkeep.start(nowMs)
    groups.start(nowMs)
    stewards.start(nowMs)
    backup.start(out)
    holders.start(out)
    announcer.start(nowMs)
    placement.start(nowMs, out)
  }

  const roles = [placement, groups, requests, reports, announcer, backup, repairs, upkeep, stewards]
  const dueAtMs = (): NowMs =>
    earliestOf(roles, (role) => role.dueAtMs()) ?? Number.POSITIVE_INFINITY

  const handle = (
    nowMs: NowMs,
    event: MachineEvent<ReplicateMessage, PlaceChainRequest>,
    out: Out
  ): void => {
    switch (event.type) {
      case 'start':
        start(nowMs, out)
        break
      case 'message':
        take(nowMs, event.from, event.message, out)
        break
      case 'timer':
        timerAtMs = undefined
        break
      case 'loaded':
        if (event.token.startsWith(PROOF_TOKEN)) {
          placement.loaded(nowMs, event.token, event.records, out)
        } else {
          source.loaded(event.token, event.records, out)
        }
        break
      case 'request':
        requests.place(nowMs, event.id, event.request, out)
        break
      case 'signal':
        hear(nowMs, event.signal, out)
        break
      case 'connected':
        absence.connected(event.peer)
        announcer.connected(nowMs, event.peer)
        repairs.connected(nowMs, event.peer)
        stewards.connected(nowMs)
        placement.connected(nowMs, event.peer, out)
        break
      case 'disconnected':
        absence.disconnected(nowMs, event.peer)
        announcer.disconnected(event.peer)
        upkeep.disconnected(nowMs)
        stewards.disconnected(nowMs)
        break
    }
  }

  let timerAtMs: NowMs | undefined

  return {
    step(nowMs, event, out) {
      const watched: Out = {
        push(effect) {
          if (effect.type === 'signal' && effect.signal.type === 'distrust') {
            distrust(nowMs, effect.signal.peer)
          }
          return out.push(effect)
        }
      }
      handle(nowMs, event, watched)
      let next = dueAtMs()
      if (next <= nowMs) {
        for (const role of roles) {
          role.tick(nowMs, watched)
        }
        next = dueAtMs()
      }
      const atMs = next === Number.POSITIVE_INFINITY ? undefined : Math.max(next, nowMs + 1)
      if (atMs !== timerAtMs) {
        timerAtMs = atMs
        out.push({ type: 'timer', id: TICK_TIMER, atMs })
      }
    },
    status: () => ({
      placements: Object.fromEntries(
        [...placement.drafts()].map(([chain, draft]) => {
          const isOfGroup = draft.mandate?.booth !== undefined
          return [chain, draftStatus(draft, isOfGroup && groups.isScarce(chain, draft.backups))]
        })
      ),
      transfers: backup.transfers(),
      holds: Object.fromEntries(backup.holds()),
      obsolete: holders.all(),
      repairs: repairs.status(),
      reservedBytes: backup.reservedBytes()
    }),
    dutyOf(id) {
      const chain = holdings.get(id)?.chain
      const table = tables.get(id)?.table
      const hold = backup.holdOf(id)
      if (chain !== undefined && isOwn(chain)) {
        return 'proposer'
      }
      const isMember = hold !== undefined && table?.members.includes(self) === true
      const isAhead = hold !== undefined && hold.epoch > (table?.epoch ?? 0)
      if (isMember || isAhead || backup.isReserved(id)) {
        return 'backup'
      }
      return hold === undefined ? 'none' : 'obsolete'
    },
    reservedBytes: backup.reservedBytes
  }
}
