/**
 * How a group speaks: messages with its name and the data directory of this vehicle, and what it tells
 * of others.
 *
 * Keeps: what is missing is told by members only; nobody else costs a vehicle so much as a question.
 */
import type { Incarnation } from '../../core/booth.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Log } from './log.ts'
import type { PaxosSettings } from './options.ts'
import type { GroupParts } from './parts.ts'
import type { Shown } from './shown.ts'
import type { PaxosMessage } from './types.ts'

export interface Voice extends Pick<GroupParts, 'send' | 'sendEarly' | 'missing' | 'refused'> {
  /** What was missing has come; the next that is missing is told at once. */
  caughtUp(): void
}

export function createVoice(
  settings: PaxosSettings,
  incarnation: Incarnation,
  chain: Chain,
  log: Log,
  shown: Pick<Shown, 'witnesses'>
): Voice {
  let missingAtMs = Number.NEGATIVE_INFINITY

  return {
    send(to, content, out) {
      const message = { ...content, chain: chain.id, incarnation } as PaxosMessage
      out.push({ type: 'send', to, protocol: 'paxos', message })
    },
    sendEarly(to, content, out) {
      const message = { ...content, chain: chain.id, incarnation } as PaxosMessage
      out.push({ type: 'send', to, protocol: 'paxos', message, isEarly: true })
    },
    refused(from, type, reason, out) {
      const detail = { chain: chain.id, from, type, reason }
      out.push({ type: 'fact', fact: { name: 'paxos:refused', detail } })
    },
    missing(nowMs, peer, head, out) {
      const isNews = head.height > log.decided.height
      const isDue = nowMs - missingAtMs >= settings.heartbeatMs
      if (isNews && isDue && shown.witnesses().includes(peer)) {
        missingAtMs = nowMs
        const from = log.decided.height + 1
        const signal = { type: 'decidedMissing', chain: chain.id, from, head, peer } as const
        out.push({ type: 'signal', signal })
      }
    },
    caughtUp() {
      missingAtMs = Number.NEGATIVE_INFINITY
    }
  }
}
