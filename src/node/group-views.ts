/**
 * Groups as a person sees them, and what is not as it should be with them.
 */
import { membersNeeded } from '../core/engine-rules.ts'
import { isGroup } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'
import { majority } from '../core/quorum.ts'
import type { BankStatus } from '../protocols/bank/index.ts'
import type { PaxosStatus } from '../protocols/paxos/index.ts'
import type { QuorumStatus } from '../protocols/quorum/index.ts'
import type { ReconcileStatus } from '../protocols/reconcile/index.ts'
import type { TwophaseStatus } from '../protocols/twophase/index.ts'
import type { Vehicle, VehicleStatus } from '../vehicle/types.ts'
import type { GroupView } from './api.ts'
import type { Names } from './names.ts'

/** Groups whose chain is known here. */
export function groupViews(
  vehicle: Pick<Vehicle, 'self' | 'holdings' | 'groups'>,
  names: Pick<Names, 'labelOf'>,
  { machines }: Pick<VehicleStatus, 'machines'>
): readonly GroupView[] {
  const paxos = machines['paxos'] as PaxosStatus | undefined
  const quorum = machines['quorum'] as QuorumStatus | undefined
  const { sites = [] } = (machines['twophase'] ?? {}) as Partial<TwophaseStatus>
  const { banks = [] } = (machines['bank'] ?? {}) as Partial<BankStatus>
  const statuses = new Map(paxos?.groups.map((status) => [status.chain, status]))
  const { forks = [] } = (machines['reconcile'] ?? {}) as Partial<ReconcileStatus>
  const { self } = vehicle
  return vehicle.holdings
    .all()
    .filter(({ chain }) => isGroup(chain))
    .map(({ chain: { id, genesis } }): GroupView => {
      const members = vehicle.groups.membersOf(id)
      const status = statuses.get(id)
      const isMember = members.includes(self)
      const registers = quorum?.groups.find((group) => group.chain === id)
      const isLeader = leaderTest(self, genesis.engine === 'quorum' ? registers : status)
      return {
        chain: id,
        name: genesis.name,
        engine: genesis.engine,
        state: genesis.state,
        quorum: genesis.quorum,
        twophase: genesis.twophase,
        workBits: genesis.workBits,
        isMember,
        members: members.map((peer, i) => ({
          peer,
          name: names.labelOf(peer),
          incarnation: status?.incarnations[i],
          decided: status?.heights[i],
          isLeader: isLeader(peer),
          isConnected: peer === self || (status?.connected.includes(peer) ?? false),
          contradicts: forks.some(({ chain, peers }) => chain === id && peers.includes(peer))
        })),
        status: isMember || (status?.decided ?? 0) > 0 ? status : undefined,
        registers,
        ring: sites.find((site) => site.chain === id),
        bank: banks.find((branch) => branch.chain === id)
      }
    })
}

/** Who leads, as the engine tells: its own ballot may be the highest after it has stopped. */
function leaderTest(
  self: PeerId,
  told: { readonly leader: PeerId | undefined; readonly role: string } | undefined
): (peer: PeerId) => boolean {
  return (peer) => peer === told?.leader && (peer !== self || told.role === 'leader')
}

/** One sentence for each thing that is not as it should be: what it is, and what to do. */
export function groupProblems(
  groups: readonly GroupView[],
  { labelOf: nameOf }: Pick<Names, 'labelOf'>,
  self: PeerId
): readonly string[] {
  return [
    ...groups.filter(({ isMember }) => isMember).flatMap(problemsOf),
    ...groups.flatMap(splitProblems),
    ...groups.flatMap((group) => bankProblems(wordFor(group), group.bank)),
    ...groups.flatMap((group) => [...ringProblems(group, self), ...absences(group, nameOf)])
  ]
}

/** A transaction in doubt for longer than this is one that somebody should look at. */
const DOUBT_MS = 30_000

function ringProblems(group: GroupView, self: PeerId): readonly string[] {
  const { ring, chain } = group
  if (ring === undefined) {
    return []
  }
  const { prepared, oldestMs, isSilent } = ring
  const doubted =
    `${prepared} transactions of group "${wordFor(group)}" are prepared here, the oldest for ` +
    `${Math.round(oldestMs / 1000)} s: nobody who knows what was decided can be reached`
  const silent =
    `this vehicle says nothing of the keys of group "${wordFor(group)}": by a change of its ring that was lost ` +
    `it has given some away; have its copies made again from others: vguard-node ring leave ${chain} ${self} ` +
    `--gone, then vguard-node ring join ${chain}; or, by joining alone, let it answer with what it still has`
  return [...(oldestMs < DOUBT_MS ? [] : [doubted]), ...(isSilent ? [silent] : [])]
}

/** Who keeps keys and is away, as those see it whom the ring concerns. */
function absences(group: GroupView, nameOf: (peer: PeerId) => string): readonly string[] {
  const { chain, isMember, ring } = group
  if (ring === undefined || !(isMember || ring.isOwner)) {
    return []
  }
  const label = wordFor(group)
  return ring.unreachable.map((peer) => {
    const called = nameOf(peer)
    return (
      `${called} is on the ring of group "${label}" and out of reach, so its keys cannot be written: start or ` +
      `connect it, or, only when it is lost for good: vguard-node ring leave ${chain} ${peer} --gone`
    )
  })
}

function bankProblems(label: string, bank: GroupView['bank']): readonly string[] {
  const { money, lost = [] } = bank ?? {}
  const isConserved = money === undefined || money.isConserved
  const { total = '', minted = '' } = money ?? {}
  return [
    ...(isConserved ? [] : [`bank "${label}" has ${total}, and ${minted} were minted`]),
    ...(lost.length === 0
      ? []
      : [
          `${lost.length} transfers that this vehicle answered in bank "${label}" came to nothing, because ` +
            'its accounts were taken from it, or their operation ids were used for others: see ' +
            'vguard-node group show'
        ])
  ]
}

/** Two groups of one name: what a recovery leaves when the lost were not lost. */
function splitProblems(group: GroupView): readonly string[] {
  const { members, status } = group
  const strange = members.filter(({ contradicts }) => contradicts).map(({ name: n }) => n)
  return strange.length === 0 || status?.fault === 'frozen'
    ? []
    : [
        `${strange.join(', ')} told of other blocks than group ${labelOf(group)} has ` +
          'decided here, and may serve another group of its name: take what is needed from there, ' +
          'and give it a new identity: vguard-node new-identity'
      ]
}

function problemsOf(group: GroupView): readonly string[] {
  const { chain, members, status } = group
  const label = labelOf(group)
  switch (status?.fault) {
    case 'wiped':
      return [
        `this vehicle was a member of group ${label} with another data directory, whose promises are ` +
          'lost: it follows and does not vote; take it in again with a change of members, at ' +
          `another member: vguard-node group members ${chain} --members ${members.map(({ name: n }) => n).join(',')}`
      ]
    case 'damaged':
      return [
        `this vehicle has lost state or blocks of group ${label}: it neither votes nor leads there; ` +
          'blocks are fetched again from members; where state is lost run vguard-node new-identity ' +
          placeText(group)
      ]
    case 'frozen':
      return [
        `members of group ${label} have decided other blocks than this vehicle: it neither votes nor ` +
          `leads there; look at what they have with: vguard-node chain show ${chain}, on each of ` +
          `${members.map(({ name: n }) => n).join(', ')}; if they are right, run vguard-node ` +
          `new-identity here ${placeText(group)}`
      ]
    default:
      return reachProblems(group)
  }
}

/** What becomes of the place of a vehicle that gets a new identity. */
function placeText({ chain, quorum }: GroupView): string {
  return quorum?.leaderless === true
    ? 'for the other groups: one that nobody leads takes no new members, and goes on without it as ' +
        'long as enough others run; to have as many again, open another group with the new identity, ' +
        `and put into it what this prints at another member: vguard-node kv scan ${chain} --json`
    : 'and take it in with a change of members'
}

/** Whom the group misses, and what is left to do should they never come back. */
function reachProblems(group: GroupView): readonly string[] {
  const { chain, engine, members, quorum } = group
  const label = labelOf(group)
  const total = members.length
  const reached = members.filter(({ isConnected }) => isConnected).map(({ name: n }) => n)
  const others = members.filter(({ isConnected }) => !isConnected).map(({ name: n }) => n)
  const here = reached.length
  const needed = membersNeeded(total, quorum)
  if (here >= needed) {
    return []
  }
  const what =
    here < majority(total)
      ? `group ${label} has no majority: ${here} of ${total} members are in reach`
      : `group ${label} cannot answer everything: ${here} of ${total} members are in reach, and ` +
        `${needed} are needed, for reads ${quorum?.reads} and writes ${quorum?.writes}`
  const lost =
    engine === 'quorum'
      ? `if they are lost for good, ${quorumLossText(group, reached)}`
      : 'only if they are lost for good, and what only they know may be lost with them: ' +
        `vguard-node group recover ${chain} --members ${reached.join(',')} --unsafe`
  return [`${what}; start or connect ${others.join(', ')}; ${lost}`]
}

/** What is left to do when all but these members of a group of the engine quorum never come back. */
function quorumLossText(
  { chain, quorum, members: { length } }: GroupView,
  reached: readonly string[]
): string {
  return reached.length >= majority(length) && quorum?.leaderless !== true
    ? 'other vehicles take their places, as many as are lost: vguard-node group members ' +
        `${chain} --members ${reached.join(',')},NEW`
    : 'the group does not come back: put what came into its log into another one ' +
        `(vguard-node chain show ${chain})`
}

/** What sentences call it. */
function wordFor({ chain, name }: GroupView): string {
  return name === '' ? chain : name
}

function labelOf({ chain, name }: GroupView): string {
  return name === '' ? chain : `"${name}" (${chain})`
}
