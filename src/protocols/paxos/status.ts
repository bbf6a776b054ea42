/**
 * A group for people and tests, and what its disk has lost.
 */
import { ballotText } from '../../core/ballot.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Disk } from '../../core/machine.ts'
import type { Apply } from './apply.ts'
import type { Leader } from './leader.ts'
import type { GroupParts } from './parts.ts'
import type { Service } from './service.ts'
import type { GroupStatus } from './types.ts'

const ROLES = { idle: 'follower', prepare: 'candidate', lead: 'leader' } as const

export function statusOf(
  { chain, log, roster, election, mayVote, certified }: GroupParts,
  leader: Leader,
  apply: Apply,
  service: Service,
  isDamaged: boolean
): GroupStatus {
  const { ballot, connected, leader: highest } = election()
  const { number, booth, isWiped } = roster()
  return {
    chain: chain.id,
    state: chain.genesis.state,
    role: mayVote() ? ROLES[leader.phase] : 'learner',
    fault: isDamaged ? 'damaged' : isWiped ? 'wiped' : undefined,
    booth: number,
    members: booth?.members ?? [],
    ballot: ballotText(ballot),
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

/** Whether the disk has lost what votes rest on. */
export function hasLosses({ isDamaged, holdings }: Environment, chain: Chain, disk: Disk): boolean {
  const damage = holdings.get(chain.id)?.damage ?? []
  return isDamaged || damage.length > 0 || disk.integrity.chainDamage?.has(chain.id) === true
}
