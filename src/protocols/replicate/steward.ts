/**
 * Stewards: when a proposer stays away and a backup of its chain does too, the backups elect one of
 * themselves to make the next table.
 *
 * Keeps: a vehicle votes once per chain and epoch, on disk before it says so; a steward has the votes
 * of a majority of the members of the last sealed table; a proposer that is there is never voted out.
 */
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import {
  decodeStewardVote,
  type SealedTable,
  signStewardVote,
  verifyStewardVote
} from '../../core/table.ts'
import type { Absence } from './absence.ts'
import type { Stewardship } from './draft.ts'
import { earliest, note, type Out, PREFIXES, restore, save, send } from './effects.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import type { HoldRecord, StewardAnswer, StewardAsk, VoteRefusal } from './types.ts'

export interface Stewards {
  start(nowMs: NowMs): void
  asked(nowMs: NowMs, from: PeerId, ask: StewardAsk, out: Out): void
  /** @throws InvalidMessageError when the vote is malformed */
  answered(nowMs: NowMs, from: PeerId, answer: StewardAnswer, out: Out): void
  tableLearned(chain: ChainId): void
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

export interface StewardPorts {
  holds(): Readonly<Record<ChainId, HoldRecord>>
  isPlacing(chain: ChainId): boolean
  isFrozen(chain: ChainId): boolean
  /** This vehicle is elected to make the table of this epoch. */
  elected(nowMs: NowMs, chain: ChainId, epoch: number, by: Stewardship, out: Out): void
}

/** The newest vote given; stored as JSON. */
interface VoteRecord {
  readonly epoch: number
  readonly steward: PeerId
}

interface Campaign {
  readonly epoch: number
  readonly before: SealedTable
  readonly votes: Map<PeerId, Uint8Array>
  readonly endsAtMs: NowMs
  resendAtMs: NowMs
}

/** Members stand one after the other, in the order of their names, this part of T_p apart. */
const STEPS = 12

export function createStewards(
  environment: Environment,
  options: ResolvedReplicateOptions,
  disk: Disk,
  absence: Absence,
  ports: StewardPorts
): Stewards {
  const { self, crypto, random, holdings, tables, peers } = environment
  const { proposerAbsentMs, memberAbsentMs, resendMs } = options
  const stepMs = Math.max(1, Math.floor(proposerAbsentMs / STEPS))
  const votes = restore<VoteRecord>(disk, PREFIXES.vote)
  const campaigns = new Map<ChainId, Campaign>()
  /** Until then whom this vehicle has voted for is given time to make the table. */
  const trusts = new Map<ChainId, NowMs>()
  let nextLookMs = 0

  const absentFor = (nowMs: NowMs, peer: PeerId | undefined): number => {
    const sinceMs = peer === undefined || peer === self ? undefined : absence.since(peer)
    return sinceMs === undefined ? 0 : nowMs - sinceMs
  }

  const proposerOf = (chain: ChainId): PeerId | undefined =>
    holdings.get(chain)?.chain.genesis.proposer

  const vote = (chain: ChainId, epoch: number, steward: PeerId, out: Out): Uint8Array => {
    votes.set(chain, { epoch, steward })
    save(out, PREFIXES.vote + chain, { epoch, steward })
    return signStewardVote(crypto, { chain, epoch, steward, voter: self })
  }

  const refusalOf = (nowMs: NowMs, from: PeerId, ask: StewardAsk): VoteRefusal | undefined => {
    const table = tables.get(ask.chain)?.table
    if (table === undefined || ![self, from].every((peer) => table.members.includes(peer))) {
      return 'stranger'
    }
    if (ask.epoch <= table.epoch) {
      return 'stale'
    }
    if (absentFor(nowMs, proposerOf(ask.chain)) <= proposerAbsentMs) {
      return 'alive'
    }
    const before = votes.get(ask.chain)
    const isVoted =
      before !== undefined &&
      (before.epoch > ask.epoch || (before.epoch === ask.epoch && before.steward !== from))
    return isVoted ? 'voted' : undefined
  }

  const askAll = (chain: ChainId, { epoch, before, votes: had }: Campaign, out: Out): void => {
    for (const peer of before.table.members) {
      if (peer !== self && peers.connected.has(peer) && !had.has(peer)) {
        send(out, peer, { type: 'stewardAsk', chain, epoch })
      }
    }
  }

  const finishIfElected = (nowMs: NowMs, chain: ChainId, campaign: Campaign, out: Out): void => {
    const { epoch, before, votes: had } = campaign
    if (had.size >= majority(before.table.members.length)) {
      campaigns.delete(chain)
      note(out, 'elected', { chain, epoch, votes: had.size })
      ports.elected(nowMs, chain, epoch, { electors: [...had.values()], before }, out)
    }
  }

  const stand = (nowMs: NowMs, chain: ChainId, before: SealedTable, out: Out): void => {
    const epoch = Math.max(before.table.epoch, votes.get(chain)?.epoch ?? 0) + 1
    const campaign: Campaign = {
      epoch,
      before,
      votes: new Map([[self, vote(chain, epoch, self, out)]]),
      endsAtMs: nowMs + random.integer(stepMs, 2 * stepMs),
      resendAtMs: nowMs + resendMs
    }
    campaigns.set(chain, campaign)
    note(out, 'standing', { chain, epoch })
    askAll(chain, campaign, out)
    finishIfElected(nowMs, chain, campaign, out)
  }

  /** Whether it is this vehicle's turn to stand for this chain. */
  const isTurn = (nowMs: NowMs, chain: ChainId, { table }: SealedTable): boolean => {
    const members = table.members.filter((peer) => peer === self || peers.connected.has(peer))
    const rank = members.indexOf(self)
    const waitMs = proposerAbsentMs + Math.max(0, rank) * stepMs
    return (
      table.members.includes(self) &&
      proposerOf(chain) !== self &&
      absentFor(nowMs, proposerOf(chain)) > waitMs &&
      table.members.some((peer) => absentFor(nowMs, peer) > memberAbsentMs) &&
      nowMs >= (trusts.get(chain) ?? 0) &&
      !campaigns.has(chain) &&
      !ports.isPlacing(chain) &&
      !ports.isFrozen(chain)
    )
  }

  const look = (nowMs: NowMs, out: Out): void => {
    for (const [chain, { height }] of Object.entries(ports.holds())) {
      const before = tables.get(chain)
      const isHere = holdings.get(chain)?.covers(1, height) === true
      if (before !== undefined && isHere && isTurn(nowMs, chain, before)) {
        stand(nowMs, chain, before, out)
      }
    }
  }

  return {
    start(nowMs) {
      nextLookMs = nowMs + stepMs
    },
    asked(nowMs, from, ask, out) {
      if (environment.isDamaged) {
        return // what it voted before may be lost
      }
      const { chain, epoch } = ask
      const refusal = refusalOf(nowMs, from, ask)
      const signed = refusal === undefined ? vote(chain, epoch, from, out) : undefined
      if (signed !== undefined) {
        trusts.set(chain, nowMs + proposerAbsentMs)
        campaigns.delete(chain)
      }
      send(out, from, { type: 'stewardAnswer', chain, epoch, vote: signed, refusal })
      const sealed = tables.get(chain)
      const genesis = holdings.get(chain)?.chain.bytes
      if (refusal === 'stale' && sealed !== undefined && genesis !== undefined) {
        send(out, from, { type: 'seal', genesis, sealed: sealed.bytes })
      }
    },
    answered(nowMs, from, { chain, epoch, vote: bytes }, out) {
      const campaign = campaigns.get(chain)
      if (campaign?.epoch !== epoch || bytes === undefined) {
        return
      }
      const given = decodeStewardVote(bytes)
      const counts =
        given.voter === from &&
        given.chain === chain &&
        given.epoch === epoch &&
        given.steward === self &&
        campaign.before.table.members.includes(from) &&
        verifyStewardVote(crypto, bytes)
      if (counts) {
        campaign.votes.set(from, bytes)
        finishIfElected(nowMs, chain, campaign, out)
      } else {
        const reason = 'the vote is not for this candidacy'
        note(out, 'refused', { from, chain, message: 'stewardAnswer', reason })
      }
    },
    tableLearned(chain) {
      campaigns.delete(chain)
      trusts.delete(chain)
    },
    tick(nowMs, out) {
      for (const [chain, campaign] of [...campaigns]) {
        if (nowMs >= campaign.endsAtMs) {
          campaigns.delete(chain)
        } else if (nowMs >= campaign.resendAtMs) {
          campaign.resendAtMs = nowMs + resendMs
          askAll(chain, campaign, out)
        }
      }
      if (nowMs >= nextLookMs) {
        nextLookMs = nowMs + stepMs
        if (!environment.isDamaged) {
          look(nowMs, out)
        }
      }
    },
    dueAtMs: () =>
      earliest([
        nextLookMs,
        ...[...campaigns.values()].map((of) => Math.min(of.resendAtMs, of.endsAtMs))
      ])
  }
}
