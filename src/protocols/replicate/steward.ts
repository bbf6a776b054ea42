/**
 * Stewards: who issues the tables of a chain whose proposer is not there. When a proposer (or most of a
 * group) stays away and a backup of its chain does too, the backups elect one of themselves. A group
 * that writes a chain together elects whoever leads it, each time a table is to be made.
 *
 * Keeps: a vehicle votes once per chain and epoch, on disk before it says so; a steward has the votes
 * of a majority, of the members of the last sealed table or of the group's booth in force; a proposer
 * or leader that is there is never voted out.
 */
import { type Booth, isQuorum } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { decodeStewardVote, signStewardVote, verifyStewardVote } from '../../core/steward-vote.ts'
import { type Mandate, type SealedTable, tableOfOtherBooth } from '../../core/table.ts'
import type { Absence } from './absence.ts'
import { earliest, earliestOf, note, type Out, PREFIXES, restore, save, send } from './effects.ts'
import type { ResolvedReplicateOptions } from './options.ts'
import type { GroupView, HoldRecord, StewardAnswer, StewardAsk, VoteRefusal } from './types.ts'
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

/** The newest vote given; stored as JSON. */
interface VoteRecord {
  readonly epoch: number
  readonly steward: PeerId
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
  readonly endsAtMs: NowMs
  resendAtMs: NowMs
  resendWaitMs: number
}

/** Members stand one after the other, in the order of their names, this part of T_p apart. */
const STEPS = 12

/** A leader that is not elected by then looks again whether it still leads. */
const GROUP_CAMPAIGN_MS = 2_000

/** Epochs that one answer makes a leader skip at most. */
const EPOCHS_AHEAD_MAX = 1024

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
    if (!isAway(nowMs, ask.chain, proposerAbsentMs)) {
      return 'alive'
    }
    return isVoted(from, ask) ? 'voted' : undefined
  }

  /** A member of a group elects nobody but the leader that it follows. */
  const groupRefusalOf = (from: PeerId, ask: StewardAsk): VoteRefusal | undefined => {
    const { booth, isVoter = false, leader } = ports.groupOf(ask.chain) ?? {}
    if (!isVoter || booth?.id !== ask.booth || !booth?.members.includes(from)) {
      return 'stranger'
    }
    if (ask.epoch <= (tables.get(ask.chain)?.table.epoch ?? 0)) {
      return 'stale'
    }
    if (leader !== from) {
      return 'alive'
    }
    return isVoted(from, ask) ? 'voted' : undefined
  }

  const isVoted = (from: PeerId, ask: StewardAsk): boolean => {
    const before = votes.get(ask.chain)
    return (
      before !== undefined &&
      (before.epoch > ask.epoch || (before.epoch === ask.epoch && before.steward !== from))
    )
  }

  /** The newest epoch that is sealed or voted for, as far as this vehicle knows. */
  const epochOf = (chain: ChainId): number =>
    Math.max(tables.get(chain)?.table.epoch ?? 0, votes.get(chain)?.epoch ?? 0)

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
      note(out, 'elected', { chain, epoch, votes: had.size })
      ports.elected(nowMs, chain, epoch, { electors: [...had.values()], before, booth }, out)
    }
  }

  const stand = (
    nowMs: NowMs,
    chain: ChainId,
    electorate: Electorate,
    knownEpoch: number,
    out: Out
  ): void => {
    const epoch = Math.max(epochOf(chain), knownEpoch) + 1
    const forMs =
      electorate.booth === undefined ? random.integer(stepMs, 2 * stepMs) : GROUP_CAMPAIGN_MS
    const campaign: Campaign = {
      epoch,
      electorate,
      votes: new Map([[self, vote(chain, epoch, self, out)]]),
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
      nowMs >= (trusts.get(chain) ?? 0) &&
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
        stand(nowMs, chain, electorate, 0, out)
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
    const knownEpoch = epochOf(chain)
    const answer = { type: 'stewardAnswer', chain, epoch, vote: undefined } as const
    send(out, from, { ...answer, refusal, knownEpoch })
    const sealed = tables.get(chain)
    const genesis = holdings.get(chain)?.chain.bytes
    // Who has been away for long may still take itself for a member.
    const isBehind = refusal === 'stale' || (refusal === 'stranger' && booth === undefined)
    if (isBehind && sealed !== undefined && genesis !== undefined) {
      send(out, from, { type: 'seal', genesis, sealed: sealed.bytes })
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
        stand(nowMs, chain, { members, before, booth, isMajority }, 0, out)
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
      const signed = vote(chain, epoch, from, out)
      if (booth === undefined) {
        trusts.set(chain, nowMs + proposerAbsentMs)
      }
      campaigns.delete(chain)
      const answer = { type: 'stewardAnswer', chain, epoch, vote: signed } as const
      send(out, from, { ...answer, refusal: undefined, knownEpoch: epoch })
    },
    answered(nowMs, from, { chain, epoch, vote: bytes, refusal, knownEpoch }, out) {
      const campaign = campaigns.get(chain)
      const isAsked = campaign?.epoch === epoch && campaign.electorate.members.includes(from)
      if (campaign === undefined || !isAsked || !isOpen(chain, campaign)) {
        return
      }
      if (bytes === undefined) {
        // Only one vehicle leads a group, so nobody is outbid by going on behind an epoch that is taken.
        const isTaken = refusal === 'voted' || refusal === 'stale'
        const isBehind = knownEpoch >= epoch && knownEpoch <= epoch + EPOCHS_AHEAD_MAX
        if (campaign.electorate.booth !== undefined && isTaken && isBehind) {
          stand(nowMs, chain, campaign.electorate, knownEpoch, out)
        }
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
