/**
 * What a vehicle measures of its groups and rings when somebody asks for its metrics, so that an alarm
 * can tell of a group that nobody leads and of a ring that does not settle.
 *
 * Keeps: each value is what this vehicle itself believes; what it cannot know is not told. There are so many
 * series as the vehicle takes part in groups and rings, of which the engines bound the number.
 */
import { membersNeeded } from '../core/engine-rules.ts'
import type { PeerId } from '../core/peer.ts'
import type { SiteStatus } from '../protocols/twophase/index.ts'
import type { GroupView } from './api.ts'
import type { Series } from './metrics.ts'

const LABELS = ['chain', 'name', 'engine'] as const

/** Undefined for a group that the value is not told of. */
type Look = (group: GroupView) => number | undefined

export function groupSeries(self: PeerId, groups: () => readonly GroupView[]): readonly Series[] {
  const series = (name: string, help: string, look: Look): Series => ({
    ...{ name, help, labelNames: LABELS },
    read: () =>
      groups().flatMap((group) => {
        const value = look(group)
        const { chain, name: called, engine } = group
        return value === undefined ? [] : [{ labels: { chain, name: called, engine }, value }]
      })
  })
  const ringSeries = (name: string, help: string, look: (ring: SiteStatus) => number): Series =>
    series(name, help, ({ isMember, ring }) => {
      const isPart = ring?.isOwner === true || ring?.next.includes(self) === true
      return ring !== undefined && (isMember || isPart) ? look(ring) : undefined
    })
  return [
    series(
      'group_may_vote',
      '1 when this member of the group votes; 0 when it lost its state or disk, or is contradicted',
      (group) => (group.isMember && group.status !== undefined ? number(mayVote(group)) : undefined)
    ),
    series(
      'group_has_leader',
      '1 when this member leads the group, or reaches who does; not told where nobody is to lead',
      (group) => (mayVote(group) && !isLeaderless(group) ? number(reachesLeader(group)) : undefined)
    ),
    series(
      'group_has_quorum',
      '1 when this member reaches as many members of the group as reads and writes take',
      (group) => (mayVote(group) ? number(reachesQuorum(group)) : undefined)
    ),
    series(
      'group_blocks_behind',
      'Blocks of the group that another member has told of and that are not decided here',
      ({ isMember, status }) => {
        const heights = status?.heights.map((height) => height ?? 0) ?? []
        return isMember && status !== undefined
          ? Math.max(status.decided, ...heights) - status.decided
          : undefined
      }
    ),
    ringSeries('ring_version', 'Version of the ring of the group', ({ ring }) => ring),
    ringSeries(
      'ring_stable',
      '1 when the ring of the group is stable; 0 while it forms, moves or settles',
      ({ phase }) => number(phase === 'stable')
    ),
    ringSeries(
      'ring_vehicles',
      'Vehicles of the ring of the group that is in force',
      ({ nodes }) => nodes.length
    ),
    ringSeries(
      'ring_vehicles_unreachable',
      'Vehicles of the ring that this one is not connected to: their keys cannot be written',
      ({ unreachable }) => unreachable.length
    ),
    ringSeries(
      'ring_sources_left',
      'Vehicles that this one still fetches keys from, for the next ring of the group',
      ({ moved: { sources, done } }) => sources - done
    ),
    ringSeries(
      'ring_oldest_prepared_seconds',
      'Age of the oldest transaction that is prepared here and not known to be decided; 0 for none',
      ({ oldestMs }) => oldestMs / 1000
    )
  ]
}

/** Only who votes hears the heartbeats by which it knows who is there. */
function mayVote({ isMember, status, registers }: GroupView): boolean {
  const votesInLog = status !== undefined && status.role !== 'learner'
  return isMember && votesInLog && registers?.role !== 'learner'
}

function isLeaderless({ quorum }: GroupView): boolean {
  return quorum?.leaderless === true
}

function reachesLeader({ members }: GroupView): boolean {
  return members.some(({ isLeader, isConnected }) => isLeader && isConnected)
}

function reachesQuorum({ members, quorum }: GroupView): boolean {
  const here = members.filter(({ isConnected }) => isConnected).length
  return here >= membersNeeded(members.length, quorum)
}

function number(is: boolean): number {
  return is ? 1 : 0
}
