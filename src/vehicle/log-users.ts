/**
 * The machines that put something into the log of their groups, or ask something of it, and hear what
 * became of that.
 */
import type { Incarnation } from '../core/booth.ts'
import type { Environment } from '../core/environment.ts'
import type { Disk, Effect, Envelope, NowMs, Reply, Sink } from '../core/machine.ts'
import { LOG_ID as BANK_LOG_ID, createBankBranches } from '../protocols/bank/index.ts'
import type { PaxosMachine, QueryRequest, SubmitRequest } from '../protocols/paxos/index.ts'
import { ARCHIVE_ID, createQuorum } from '../protocols/quorum/index.ts'
import { createTwophase, LOG_ID as RING_LOG_ID } from '../protocols/twophase/index.ts'
import { createBankPorts, readLogReply } from './bank-ports.ts'
import type { GroupLookups } from './group-lookups.ts'
import { createQuorumPorts } from './quorum-ports.ts'
import { createTwophasePorts, readRingReply } from './twophase-ports.ts'
import type { VehicleConfig } from './types.ts'

export interface LogUsers {
  readonly machines: {
    readonly bank: ReturnType<typeof createBankBranches>
    readonly twophase: ReturnType<typeof createTwophase>
    readonly quorum: ReturnType<typeof createQuorum>
  }
  /** A reply of the log, which stays inside the vehicle. */
  answered(
    nowMs: NowMs,
    id: string,
    reply: Reply,
    sinkOf: (machine: string) => Sink<Effect<Envelope, unknown>>
  ): void
}

/** Requests of such machines to the log begin with one of these. */
const LOG_IDS: readonly string[] = [BANK_LOG_ID, RING_LOG_ID, ARCHIVE_ID]

/** Whether a request is one of a machine to the log of its group. */
export function isLogId(id: string): boolean {
  return LOG_IDS.some((prefix) => id.startsWith(prefix))
}

/** `ask` puts a request to a group, wherever it is. */
export function createLogUsers(
  environment: Environment,
  options: NonNullable<VehicleConfig['options']>,
  disk: Disk,
  incarnation: Incarnation,
  paxos: PaxosMachine,
  groups: Pick<GroupLookups, 'membersOf'>,
  ask: (id: string, request: QueryRequest | SubmitRequest) => void
): LogUsers {
  const bankPorts = createBankPorts(incarnation, environment.holdings, paxos, ask)
  const bank = createBankBranches(environment, options.bank, disk, bankPorts)
  const ringPorts = createTwophasePorts(environment, incarnation, paxos, groups, ask)
  const twophase = createTwophase(environment, options.twophase, disk, ringPorts)
  const quorumPorts = createQuorumPorts(incarnation, paxos, groups, ask)
  const quorum = createQuorum(environment, options.quorum, disk, quorumPorts)
  return {
    machines: { bank, twophase, quorum },
    answered(nowMs, id, reply, sinkOf) {
      if (id.startsWith(BANK_LOG_ID)) {
        bank.answered(nowMs, id, readLogReply(reply), sinkOf('bank'))
      } else if (id.startsWith(RING_LOG_ID)) {
        twophase.answered(nowMs, id, readRingReply(reply), sinkOf('twophase'))
      } else {
        quorum.archived(id, reply.type === 'ok')
      }
    }
  }
}
