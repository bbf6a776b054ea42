/**
 * The engines that groups agree by: which machine answers what a group is asked, and what the entries
 * of its log mean. The log itself is run by paxos, whatever the engine.
 */
import type { Crypto } from '../core/crypto.ts'
import { assert } from '../core/errors.ts'
import type { Genesis, GroupEngine } from '../core/genesis.ts'
import type { Reply } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import { majority } from '../core/quorum.ts'
import type { StateMachine } from '../core/state-machine.ts'
import { createBank } from '../state/bank/index.ts'
import { createKv } from '../state/kv/index.ts'
import { createQuorumArchive } from '../state/quorum-archive/index.ts'
import { createRing, type DecisionsOptions, NODES_MAX } from '../state/ring/index.ts'
import { createSessions } from '../state/sessions/index.ts'
import { quorumEntryFault, twophaseEntryFault } from './log-askers.ts'
import { type HandOver, quorumHandOverFault, quorumMembersFault } from './quorum-members.ts'

interface EngineParts {
  /** Machine that answers operations and questions. */
  readonly machine: 'paxos' | 'quorum' | 'twophase'
  /** An empty state that is given the commands of the log. */
  createState(genesis: Genesis, crypto: Crypto, ringLimits?: DecisionsOptions): StateMachine
  /**
   * Why a vehicle that is no member may not put into the log what the state takes, or undefined; default:
   * it may.
   */
  entryFault?(crypto: Crypto, asker: PeerId, entry: Uint8Array): string | undefined
  /** Why these may not become the members of such a group, or undefined; default: they may. */
  membersFault?(genesis: Genesis, members: readonly PeerId[]): string | undefined
  /** Why these may not go on alone when a majority is lost for ever, or undefined; default: they may. */
  recoveryFault?(genesis: Genesis, members: readonly PeerId[]): string | undefined
  /** Why what the members keep cannot be handed over now, or undefined; default: the log hands all over. */
  handOverFault?(genesis: Genesis, handOver: HandOver): string | undefined
}

/** Every engine that this vehicle has. */
export const ENGINES: Readonly<Record<GroupEngine, EngineParts>> = {
  paxos: {
    machine: 'paxos',
    createState({ state }, crypto) {
      assert(state !== 'records', 'a group keeps a state that commands change')
      return createSessions(crypto, state === 'kv' ? createKv() : createBank())
    }
  },
  quorum: {
    machine: 'quorum',
    createState: (_genesis, crypto) => createSessions(crypto, createQuorumArchive(crypto)),
    entryFault: quorumEntryFault,
    membersFault: quorumMembersFault,
    recoveryFault: () =>
      'what such a group keeps is with its members and not in its log, so no minority of them goes on alone',
    handOverFault: quorumHandOverFault
  },
  twophase: {
    machine: 'twophase',
    entryFault: twophaseEntryFault,
    createState({ twophase, members }, crypto, ringLimits) {
      const { copies } = twophase ?? { copies: 1 }
      // A group may have more members than there are places on a ring.
      const begin = Math.min(NODES_MAX, Math.max(copies, majority(members.length)))
      return createSessions(crypto, createRing({ crypto, copies, begin, ...ringLimits }))
    }
  }
}

/** The parts of the engine of a group's chain, or undefined when this vehicle has it not. */
export function engineOf({ engine }: Pick<Genesis, 'engine'>): EngineParts | undefined {
  return engine === 'certified' ? undefined : ENGINES[engine]
}

export function notSupported(message: string): Reply {
  return { type: 'refused', reason: 'notSupported', message, retry: false }
}
