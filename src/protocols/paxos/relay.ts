/**
 * Questions on their way to the leader and answers on their way back: whoever does not lead passes them
 * on once, so that a vehicle that cannot reach the leader is helped by one that can.
 *
 * Keeps: only a member speaks for another vehicle, and what comes back goes only to whoever has asked here.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { RELAYED_MAX } from './limits.ts'
import type { GroupParts } from './parts.ts'
import type { Service } from './service.ts'
import type { Submit } from './submit.ts'
import type { Tenure } from './tenure.ts'
import type { AnswersMessage, ForwardMessage, Out } from './types.ts'

export interface Relay {
  forward(nowMs: NowMs, from: PeerId, message: ForwardMessage, out: Out): void
  answers(nowMs: NowMs, from: PeerId, message: AnswersMessage, out: Out): void
}

export function createRelay(
  { environment, send }: GroupParts,
  tenure: Tenure,
  service: Service,
  submit: Submit
): Relay {
  const { self } = environment
  /** To whom the questions of others went last; who has asked longest ago is forgotten first. */
  const relayed = new Map<PeerId, PeerId>()

  const remember = (origin: PeerId, leads: PeerId): void => {
    relayed.delete(origin)
    relayed.set(origin, leads)
    const [oldest] = relayed.keys()
    if (relayed.size > RELAYED_MAX && oldest !== undefined) {
      relayed.delete(oldest)
    }
  }

  return {
    forward(nowMs, from, message, out) {
      const { run, items, relay, origin } = message
      if (origin !== undefined && !tenure.roster.others.includes(from)) {
        return
      }
      const leads = tenure.livingLeader()
      tenure.active(nowMs)
      if (
        relay &&
        origin === undefined &&
        leads !== undefined &&
        leads !== self &&
        leads !== from
      ) {
        remember(from, leads)
        send(leads, { type: 'forward', run, items, relay: false, origin: from }, out)
      } else {
        service.take(nowMs, { peer: origin ?? from, via: from, run }, items, out)
      }
    },
    answers(nowMs, from, message, out) {
      const { run, leader: leads, answers: list, origin } = message
      if (origin === undefined) {
        submit.answered(nowMs, from, run, leads, list, out)
      } else if (origin !== self && relayed.get(origin) === from) {
        send(origin, { type: 'answers', run, leader: leads, answers: list, origin: undefined }, out)
      }
    }
  }
}
