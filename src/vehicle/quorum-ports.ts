/**
 * What the machine quorum is given of the log of its groups, and of the key-value store whose operations
 * and answers it speaks.
 */
import type { Incarnation } from '../core/booth.ts'
import type { ChainId } from '../core/genesis.ts'
import type { PaxosMachine, SubmitRequest } from '../protocols/paxos/index.ts'
import type { ArchiveShown, QuorumPorts } from '../protocols/quorum/index.ts'
import {
  addAnswers,
  answerFromEntries,
  applyToEntry,
  keyOfOperation,
  planOfQuestion
} from '../state/kv/index.ts'
import { decodeArchiveState, encodeArchiveBatch } from '../state/quorum-archive/index.ts'
import type { GroupLookups } from './group-lookups.ts'

/** Answers whatever it is asked with all that it knows. */
const ANY_QUESTION = new Uint8Array(0)

/** What the log of a group tells, at a member that has it. */
export function archiveOf(
  paxos: Pick<PaxosMachine, 'isMember' | 'peek'>,
  chain: ChainId
): ArchiveShown | undefined {
  const shown = paxos.isMember(chain) ? paxos.peek(chain, ANY_QUESTION) : undefined
  return shown === undefined ? undefined : decodeArchiveState(shown.result)
}

/** `ask` puts a request to the log of a group. */
export function createQuorumPorts(
  incarnation: Incarnation,
  paxos: Pick<PaxosMachine, 'boothOf' | 'memberSince' | 'isMember' | 'peek'>,
  groups: Pick<GroupLookups, 'membersOf'>,
  ask: (id: string, request: SubmitRequest) => void
): QuorumPorts {
  return {
    incarnation,
    state: {
      keyOf: keyOfOperation,
      apply: applyToEntry,
      planOf: planOfQuestion,
      answer: answerFromEntries,
      add: addAnswers
    },
    boothOf: paxos.boothOf,
    memberSince: paxos.memberSince,
    membersOf: groups.membersOf,
    archiveOf: (chain) => archiveOf(paxos, chain),
    archive(id, chain, batch) {
      ask(id, { type: 'submit', chain, operation: encodeArchiveBatch(batch) })
    }
  }
}
