/**
 * A group for people and tests.
 */
import { ballotText } from '../../core/ballot.ts'
import type { Apply } from './apply.ts'
import type { Compaction } from './compaction.ts'
import type { Leader } from './leader.ts'
import type { GroupParts } from './parts.ts'
import type { Service } from './service.ts'
import type { GroupStatus } from './types.ts'

const ROLES = { idle: 'follower', prepare: 'candidate', lead: 'leader' } as const

export function statusOf(
  { environment, chain, log, roster, election, mayVote, certified }: GroupParts,
  leader: Leader,
  apply: Apply,
  service: Service,
  fault: GroupStatus['fault'],
  heardOf: Compaction['heardOf']
): GroupStatus {
  const { connected, leader: highest } = election()
  const { number, booth, isWiped } = roster()
  return {
    chain: chain.id,
    state: chain.genesis.state,
    role: mayVote() ? ROLES[leader.phase] : 'learner',
    fault: fault ?? (isWiped ? 'wiped' : apply.isUnreadable ? 'damaged' : undefined),
    booth: number,
    members: booth?.members ?? [],
    incarnations: booth?.incarnations ?? [],
    heights: (booth?.members ?? []).map((peer) =>
      peer === environment.self ? log.decided.height : heardOf(peer)
    ),
    ballot: ballotText(highest),
    promised: ballotText(log.promised),
    accepted: ballotText(log.accepted),
    leader: highest.node === '' ? undefined : highest.node,
    decided: log.decided.height,
    applied: apply.applied,
    certified: certified(),
    tail: log.tail.length,
    queue: service.queued,
    reads: service.reads,
    connected: connected(),
    digest: apply.state.digest()
  }
}
