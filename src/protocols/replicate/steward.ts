/**
 * Stewards: who issues the tables of a chain whose proposer is not there. When a proposer (or most of a
 * group) stays away and a backup of its chain does too, the backups elect one of themselves. A group
 * that writes a chain together elects whoever leads it, each time a table is to be made.
 *
 * Keeps: a vehicle votes once per chain and epoch, on disk before it says so; a steward has the votes
 * of a majority, of the members of the last sealed table or of the group's booth in force; a proposer
 * or leader that is there is never voted out. Which epoch that is, `votes.ts` says.
 */
import { type Booth, isQuorum } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { decodeStewardVote, verifyStewardVote } from '../../core/steward-vote.ts'
import { type Mandate, type SealedTable, tableOfOtherBooth } from '../../core/table.ts'
import type { Absence } from './absence.ts'
import { earliest, earliestOf, note, type Out, send } from './effects.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import type { GroupView, HoldRecord, StewardAnswer, StewardAsk, VoteRefusal } from './types.ts'
import { createVotes, EPOCHS_PER_REFUSAL_MAX } from './votes.ts'
import { createWatch } from './watch.ts'

export interface Stewards {
  start(nowMs: NowMs): void
  /** This vehicle leads the group: asks its members for the next epoch, unless it does so already. */
  stand(nowMs: NowMs, chain: ChainId, booth: Booth, out: Out): void
  asked(nowMs: NowMs, from: PeerId, ask: StewardAsk, out: Out): void
  /** @throws InvalidMessageError when the vote is malformed */
  answered(nowMs: NowMs, from: PeerId, answer: StewardAnswer, out: Out): void
  tableLearned(nowMs: NowMs, sealed: SealedTable): void
  connected(nowMs: NowMs): void
  disconnected(nowMs: NowMs): void
  tick(nowMs: NowMs, out: Out): void
  dueAtMs(): NowMs | undefined
}

export interface StewardPorts {
  holds(): ReadonlyMap<ChainId, HoldRecord>
  isPlacing(chain: ChainId): boolean
  isFrozen(chain: ChainId): boolean
  groupOf(chain: ChainId): GroupView | undefined
  /** This vehicle is elected to make the table of this epoch. */
  elected(nowMs: NowMs, chain: ChainId, epoch: number, mandate: Mandate, out: Out): void
}

/** Whose votes count: the members of a table, or of a group's booth. */
interface Electorate {
  readonly members: readonly PeerId[]
  readonly before: SealedTable | undefined
  readonly booth: Booth | undefined
  isMajority(voters: ReadonlySet<PeerId>): boolean
}

interface Campaign {
  readonly epoch: number
  readonly electorate: Electorate
  readonly votes: Map<PeerId, Uint8Array>
  /** Voters that have missed tables, and were told the newest. */
  readonly taught: Set<PeerId>
  readonly endsAtMs: NowMs
  resendAtMs: NowMs
  resendWaitMs: number
}

/** Members stand one after the other, in the order of their names, this part of T_p apart. */
const STEPS = 12

/** A leader that is not elected by then looks again whether it still leads. */
const GROUP_CAMPAIGN_MS = 2_000

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
  const votes = createVotes(environment, disk)
  const campaigns = new Map<ChainId, Campaign>()
  /** Whom this vehicle has voted for since then is given time, to be elected and to make the table. */
  const trusts = new Map<ChainId, { readonly steward: PeerId; readonly sinceMs: NowMs }>()
  const watch = createWatch(stepMs)
  /** This vehicle would stand for a chain, were enough others there to elect it. */
  let lacksVoters = false

  const absentFor = (nowMs: NowMs, peer: PeerId | undefined): number => {
    const sinceMs = peer === undefined || peer === self ? undefined : absence.since(peer)
    return sinceMs === undefined ? 0 : nowMs - sinceMs
  }

  /** Whoever writes the chain has been away for longer: its proposer, or a majority of its group. */
  const isAway = (nowMs: NowMs, chain: ChainId, waitMs: number): boolean => {
    const genesis = holdings.get(chain)?.chain.genesis
    if (genesis?.proposer !== undefined) {
      return absentFor(nowMs, genesis.proposer) > waitMs
    }
    const members = ports.groupOf(chain)?.booth?.members ?? genesis?.members ?? []
    const present = members.filter((peer) => absentFor(nowMs, peer) <= waitMs)
    return genesis !== undefined && present.length < majority(members.length)
  }

  const refusalOf = (nowMs: NowMs, from: PeerId, ask: StewardAsk): VoteRefusal | undefined => {
    const table = tables.get(ask.chain)?.table
    if (table === undefined || ![self, from].every((peer) => table.members.includes(peer))) {
      return 'stranger'
    }
    const refusal = votes.refusalOf({ ...ask, steward: from }, true)
    if (refusal !== 'stale' && !isAway(nowMs, ask.chain, proposerAbsentMs)) {
      return 'alive'
    }
    return refusal ?? (isEarly(nowMs, from, ask) ? 'voted' : undefined)
  }

  /** The last candidacy may not be over. Its end also keeps anybody from raising the epoch at will. */
  const isEarly = (nowMs: NowMs, from: PeerId, { chain, epoch }: StewardAsk): boolean => {
    const { steward, sinceMs } = trusts.get(chain) ?? {}
    const isSame = steward === from && votes.epochOf(chain) === epoch
    return sinceMs !== undefined && nowMs < sinceMs + stepMs && !isSame
  }

  /** A member of a group elects nobody but the leader that it follows. */
  const groupRefusalOf = (from: PeerId, ask: StewardAsk): VoteRefusal | undefined => {
    const { booth, isVoter = false, leader } = ports.groupOf(ask.chain) ?? {}
    if (!isVoter || booth?.id !== ask.booth || !booth?.members.includes(from)) {
      return 'stranger'
    }
    const refusal = votes.refusalOf({ ...ask, steward: from }, false)
    if (refusal !== 'stale' && leader !== from) {
      return 'alive'
    }
    return refusal
  }

  /** A leader's campaign ends with its leadership, and with the booth whose members it asks. */
  const isOpen = (chain: ChainId, { electorate: { booth } }: Campaign): boolean => {
    const group = booth === undefined ? undefined : ports.groupOf(chain)
    return booth === undefined || (group?.leader === self && group.booth?.id === booth.id)
  }

  const askAll = (chain: ChainId, campaign: Campaign, out: Out): void => {
    const { epoch, electorate, votes: had } = campaign
    for (const peer of electorate.members) {
      if (peer !== self && peers.connected.has(peer) && !had.has(peer)) {
        send(out, peer, { type: 'stewardAsk', chain, epoch, booth: electorate.booth?.id })
      }
    }
  }

  const finishIfElected = (nowMs: NowMs, chain: ChainId, campaign: Campaign, out: Out): void => {
    const { epoch, electorate, votes: had } = campaign
    if (electorate.isMajority(new Set(had.keys()))) {
      const { before, booth } = electorate
      campaigns.delete(chain)
      votes.won(chain, epoch, out)
      note(out, 'elected', { chain, epoch, votes: had.size })
      ports.elected(nowMs, chain, epoch, { electors: [...had.values()], before, booth }, out)
    }
  }

  const stand = (nowMs: NowMs, chain: ChainId, electorate: Electorate, out: Out): void => {
    const epoch = votes.nextOf(chain, electorate.booth === undefined)
    if (epoch === undefined) {
      note(out, 'epochsUsedUp', { chain })
      return
    }
    const forMs =
      electorate.booth === undefined ? random.integer(stepMs, 2 * stepMs) : GROUP_CAMPAIGN_MS
    const campaign: Campaign = {
      epoch,
      electorate,
      votes: new Map([[self, votes.give(chain, epoch, self, out)]]),
      taught: new Set(),
      endsAtMs: nowMs + forMs,
      resendAtMs: nowMs + resendMs,
      resendWaitMs: resendMs
    }
    campaigns.set(chain, campaign)
    note(out, 'standing', { chain, epoch })
    askAll(chain, campaign, out)
    finishIfElected(nowMs, chain, campaign, out)
  }

  const isThere = (peer: PeerId): boolean => peer === self || peers.connected.has(peer)

  /** Whether it is this vehicle's turn to stand for this chain. */
  const isTurn = (
    nowMs: NowMs,
    chain: ChainId,
    height: number,
    { table }: SealedTable
  ): boolean => {
    const laterMs = table.members.filter(isThere).indexOf(self) * stepMs
    return (
      isAway(nowMs, chain, proposerAbsentMs + laterMs) &&
      // Whichever of both has been away for less time says when, so both count for the order.
      table.members.some((peer) => absentFor(nowMs, peer) > memberAbsentMs + laterMs) &&
      nowMs >= (trusts.get(chain)?.sinceMs ?? Number.NEGATIVE_INFINITY) + proposerAbsentMs &&
      holdings.get(chain)?.covers(1, height) === true &&
      !campaigns.has(chain) &&
      !ports.isPlacing(chain) &&
      !ports.isFrozen(chain)
    )
  }

  /** Whether the time may come without anything more that happens: somebody is away on both sides. */
  const mayCome = (chain: ChainId, { table }: SealedTable): boolean => {
    const proposer = holdings.get(chain)?.chain.genesis.proposer
    return (
      (proposer === undefined || !isThere(proposer)) &&
      table.members.includes(self) &&
      !table.members.every(isThere)
    )
  }

  /** Whether to go on looking. */
  const look = (nowMs: NowMs, out: Out): boolean => {
    let isNeeded = false
    lacksVoters = false
    for (const [chain, { height }] of ports.holds()) {
      const before = tables.get(chain)
      if (before === undefined || !mayCome(chain, before)) {
        continue
      }
      const electorate = backupsOf(before)
      if (!electorate.isMajority(new Set(electorate.members.filter(isThere)))) {
        lacksVoters = true
        continue
      }
      isNeeded = true
      if (isTurn(nowMs, chain, height, before)) {
        stand(nowMs, chain, electorate, out)
      }
    }
    return isNeeded
  }

  const refuse = (
    from: PeerId,
    { chain, epoch, booth }: StewardAsk,
    refusal: VoteRefusal,
    out: Out
  ): void => {
    const knownEpoch = votes.epochOf(chain)
    const answer = { type: 'stewardAnswer', chain, epoch, vote: undefined } as const
    send(out, from, { ...answer, refusal, knownEpoch })
    // Who has been away for long may still take itself for a member.
    const isBehind = refusal === 'stale' || (refusal === 'stranger' && booth === undefined)
    if (isBehind) {
      teach(from, chain, out)
    }
  }

  const teach = (peer: PeerId, chain: ChainId, out: Out): void => {
    const sealed = tables.get(chain)
    const genesis = holdings.get(chain)?.chain.bytes
    if (sealed !== undefined && genesis !== undefined) {
      send(out, peer, { type: 'seal', genesis, sealed: sealed.bytes })
    }
  }

  /** A voter has refused: tells it what it has missed, or goes on behind what it knows. */
  const refused = (
    nowMs: NowMs,
    from: PeerId,
    { chain, refusal, knownEpoch }: StewardAnswer,
    { epoch, electorate, taught }: Campaign,
    out: Out
  ): void => {
    if (refusal === 'ahead' && !taught.has(from)) {
      taught.add(from)
      teach(from, chain, out)
    }
    if ((refusal !== 'voted' && refusal !== 'stale') || knownEpoch < epoch) {
      return
    }
    votes.outbid(chain, epoch, knownEpoch)
    // Only one vehicle leads a group, so nobody is outbid by going on behind an epoch that is taken.
    if (electorate.booth !== undefined && knownEpoch <= epoch + EPOCHS_PER_REFUSAL_MAX) {
      stand(nowMs, chain, electorate, out)
    }
  }

  return {
    start: watch.start,
    connected(nowMs) {
      // Those who were cut off together come back one after the other, the proposer perhaps among them.
      if (lacksVoters) {
        watch.wake(nowMs, stepMs)
      }
    },
    disconnected: (nowMs) => watch.wake(nowMs, stepMs),
    stand(nowMs, chain, booth, out) {
      const held = holdings.get(chain)
      if (held !== undefined && !campaigns.has(chain) && !environment.isDamaged) {
        const { members } = booth
        const isMajority = (voters: ReadonlySet<PeerId>): boolean =>
          isQuorum(held.chain, booth, voters)
        const before = tableOfOtherBooth(tables.get(chain), booth)
        stand(nowMs, chain, { members, before, booth, isMajority }, out)
      }
    },
    asked(nowMs, from, ask, out) {
      if (environment.isDamaged) {
        return // what it voted before may be lost
      }
      const { chain, epoch, booth } = ask
      const refusal = booth === undefined ? refusalOf(nowMs, from, ask) : groupRefusalOf(from, ask)
      if (refusal !== undefined) {
        refuse(from, ask, refusal, out)
        return
      }
      const signed = votes.give(chain, epoch, from, out)
      if (booth === undefined) {
        trusts.set(chain, { steward: from, sinceMs: nowMs })
      }
      campaigns.delete(chain)
      const answer = { type: 'stewardAnswer', chain, epoch, vote: signed } as const
      send(out, from, { ...answer, refusal: undefined, knownEpoch: epoch })
    },
    answered(nowMs, from, answer, out) {
      const { chain, epoch, vote: bytes } = answer
      const campaign = campaigns.get(chain)
      const isAsked = campaign?.epoch === epoch && campaign.electorate.members.includes(from)
      if (campaign === undefined || !isAsked || !isOpen(chain, campaign)) {
        return
      }
      if (bytes === undefined) {
        refused(nowMs, from, answer, campaign, out)
        return
      }
      const given = decodeStewardVote(bytes)
      const counts =
        given.voter === from &&
        given.chain === chain &&
        given.epoch === epoch &&
        given.steward === self &&
        verifyStewardVote(crypto, bytes)
      if (counts) {
        campaign.votes.set(from, bytes)
        finishIfElected(nowMs, chain, campaign, out)
      } else {
        const reason = 'the vote is not for this candidacy'
        note(out, 'refused', { from, chain, message: 'stewardAnswer', reason })
      }
    },
    tableLearned(nowMs, { table: { chain, members } }) {
      if (members.includes(self)) {
        watch.wake(nowMs, stepMs)
      }
      campaigns.delete(chain)
      trusts.delete(chain)
      votes.forget(chain)
    },
    tick(nowMs, out) {
      for (const [chain, campaign] of [...campaigns]) {
        if (nowMs >= campaign.endsAtMs || !isOpen(chain, campaign)) {
          campaigns.delete(chain)
          // Drawn by chance, so that two who stood together do not do so again.
          watch.wake(nowMs, 0)
        } else if (nowMs >= campaign.resendAtMs) {
          campaign.resendWaitMs *= 2
          campaign.resendAtMs = nowMs + campaign.resendWaitMs
          askAll(chain, campaign, out)
        }
      }
      if (watch.take(nowMs) && (environment.isDamaged || !look(nowMs, out))) {
        watch.rest(nowMs)
      }
    },
    dueAtMs: () =>
      earliest([
        watch.dueAtMs(),
        earliestOf(campaigns.values(), (of) => Math.min(of.resendAtMs, of.endsAtMs))
      ])
  }
}

function backupsOf(before: SealedTable): Electorate {
  const { members } = before.table
  const isMajority = (voters: ReadonlySet<PeerId>): boolean =>
    voters.size >= majority(members.length)
  return { members, before, booth: undefined, isMajority }
}
