/**
 * Change of members: the last block of a booth names the next one, and nothing follows it.
 *
 * Keeps: only members change the members; a new member is asked before it is counted on, and says from
 * which data directory it votes; no change is proposed whose members could not form a majority at once,
 * with what the group has decided at hand, or could not be handed over what its engine keeps beside the
 * log; a change that is among the last ones is not done again, however late it is asked for.
 * Source: stop-sign of Omni-Paxos (2023); the guard against unreachable majorities follows etcd's.
 */
import type { Booth } from '../../core/booth.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import { createInvitation, type Invitation, strangerFault } from './invitation.ts'
import type { Leader } from './leader.ts'
import { TEXT_CHARACTERS_MAX } from './limits.ts'
import type { GroupParts } from './parts.ts'
import type { Waiter } from './queue.ts'
import { tooManyText } from './replies.ts'
import type { Service } from './service.ts'
import type { InvitedMessage, Item, Out, Outcome, ReadyMessage } from './types.ts'

export const CHANGE_TIMER = 'paxos:change:'

type Refused = Pick<Extract<Outcome, { readonly type: 'refused' }>, 'reason' | 'text'>

type ChangeItem = Extract<Item, { readonly type: 'change' }>

export interface Changes {
  /** Members that have the booth in force on disk, this vehicle included. */
  readonly ready: ReadonlySet<PeerId>
  ask(nowMs: NowMs, waiter: Waiter, item: ChangeItem, out: Out): void
  message(nowMs: NowMs, from: PeerId, message: InvitedMessage | ReadyMessage, out: Out): void
  timer(nowMs: NowMs, out: Out): void
  /** This vehicle leads no more: whoever asked for a change asks the next leader. */
  lost(): void
  /** The booth has ended by its last block. */
  ended(operation: string, next: Booth): void
  /** This vehicle has started with a booth in force. */
  start(nowMs: NowMs, out: Out): void
  /** The next booth is in force. */
  configured(nowMs: NowMs, out: Out): void
  /** Tells members that are not heard of the booth, now and then. */
  round(rounds: number, out: Out): void
  /** Tells a member of the booth in force. */
  tell(to: PeerId, out: Out): void
  /** A vehicle is connected; a member that is not heard may know nothing of the group. */
  met(peer: PeerId, out: Out): void
  /** A member has told of a booth that is in force here already. */
  acknowledge(from: PeerId, out: Out): void
}

interface Change {
  readonly operation: string
  readonly waiters: Waiter[]
  readonly deadlineMs: NowMs
  readonly invitation: Invitation
  isProposed: boolean
}

/** Rounds between two tellings of the booth to a member that is not heard. */
const TELL_ROUNDS = 20

export function createChanges(parts: GroupParts, leader: Leader, service: Service): Changes {
  const { environment, settings, chain, log } = parts
  const { self } = environment
  let change: Change | undefined
  let ready = new Set<PeerId>()

  const refuse = (waiters: readonly Waiter[], reason: string, text: string): void => {
    for (const waiter of waiters) {
      service.answer(waiter, { type: 'refused', reason, text: text.slice(0, TEXT_CHARACTERS_MAX) })
    }
  }

  const done = (waiters: readonly Waiter[], booth: Booth): void => {
    for (const waiter of waiters) {
      service.answer(waiter, { type: 'done', result: booth.bytes, height: log.decided.height })
    }
  }

  /** Who asks, for whom: whoever is no member has no say, and some groups keep their members. */
  const denied = (asker: PeerId, { members }: ChangeItem): Refused | undefined => {
    if (asker !== self && !parts.roster().others.includes(asker)) {
      return { reason: 'notMember', text: 'only a member changes the members of a group' }
    }
    const tooMany = tooManyText(members)
    if (tooMany !== undefined) {
      return { reason: 'tooLarge', text: tooMany }
    }
    const text = parts.membersFault(members)
    return text === undefined ? undefined : { reason: 'notSupported', text }
  }

  const faultOf = (nowMs: NowMs, { members, operation: asked }: ChangeItem): string | undefined => {
    if (members.length === 0 || asked === '') {
      return 'a change needs members and an operation id'
    }
    return strangerFault(parts, nowMs, members)
  }

  const propose = (nowMs: NowMs, current: Change, out: Out): void => {
    if (!current.isProposed) {
      current.isProposed = current.invitation.seal(nowMs, current.operation, out)
    }
  }

  const giveUp = (current: Change): void => {
    refuse(current.waiters, 'unreachable', current.invitation.fault())
    change = undefined
  }

  const setTimer = (nowMs: NowMs, out: Out): void => {
    const atMs = nowMs + settings.resendMsMin
    out.push({ type: 'timer', id: `${CHANGE_TIMER}${chain.id}`, atMs })
  }

  const tell = (to: PeerId, out: Out): void => {
    const { booth, seal, line: descent } = parts.roster()
    if (booth !== undefined) {
      const line = descent.map(({ bytes }) => bytes)
      parts.send(to, { type: 'open', genesis: chain.bytes, booth: booth.bytes, seal, line }, out)
    }
  }

  const remind = (peer: PeerId, out: Out): void => {
    // Without a leader it may be just those members that are missing to a majority.
    const isTeller = leader.phase === 'lead' || (parts.mayVote() && !parts.election().isHappy)
    if (isTeller && !parts.election().isConnected(peer)) {
      tell(peer, out)
    }
  }

  /** Who has left tells the next members of their booth until a majority of them knows it. */
  const handOver = (nowMs: NowMs, out: Out): void => {
    const { booth, others } = parts.roster()
    const isDone = booth === undefined || ready.size >= majority(booth.members.length)
    if (isDone || booth.members.includes(self)) {
      return
    }
    for (const peer of others.filter((other) => !ready.has(other))) {
      tell(peer, out)
    }
    const atMs = nowMs + settings.resendMsMax
    out.push({ type: 'timer', id: `${CHANGE_TIMER}${chain.id}`, atMs })
  }

  return {
    get ready() {
      return ready
    },
    ask(nowMs, waiter, item, out) {
      const { booth, operations } = parts.roster()
      const isKnown = item.operation !== '' && operations.includes(item.operation)
      if (booth !== undefined && isKnown) {
        done([waiter], booth)
        return
      }
      const denial = denied(waiter.peer, item)
      if (denial !== undefined) {
        refuse([waiter], denial.reason, denial.text)
        return
      }
      if (change !== undefined) {
        if (change.operation === item.operation) {
          change.waiters.push(waiter)
        } else {
          service.answer(waiter, { type: 'busy' })
        }
        return
      }
      const fault = faultOf(nowMs, item)
      if (fault !== undefined) {
        refuse([waiter], 'invalid', fault)
        return
      }
      change = {
        operation: item.operation,
        waiters: [waiter],
        deadlineMs: nowMs + settings.openTimeoutMs,
        invitation: createInvitation(parts, service, item.members, nowMs),
        isProposed: false
      }
      change.invitation.send(out)
      setTimer(nowMs, out)
      propose(nowMs, change, out)
    },
    message(nowMs, from, message, out) {
      if (message.type === 'ready') {
        if (
          message.number === parts.roster().number &&
          parts.roster().counts(from, message.incarnation)
        ) {
          ready.add(from)
        }
      } else if (change !== undefined) {
        change.invitation.heard(from, message)
        propose(nowMs, change, out)
      }
    },
    timer(nowMs, out) {
      handOver(nowMs, out)
      if (change === undefined || change.isProposed) {
        return
      }
      if (nowMs >= change.deadlineMs) {
        giveUp(change)
      } else {
        change.invitation.send(out)
        setTimer(nowMs, out)
        propose(nowMs, change, out)
      }
    },
    lost() {
      change = undefined
    },
    ended(operation, next) {
      if (change?.operation === operation) {
        done(change.waiters, next)
      }
      change = undefined
    },
    start: handOver,
    configured(nowMs, out) {
      const { booth, others, number } = parts.roster()
      ready = new Set()
      if (parts.mayVote()) {
        ready.add(self)
        for (const peer of others) {
          parts.send(peer, { type: 'ready', number }, out)
        }
        if (booth?.opener === self) {
          for (const peer of others) {
            tell(peer, out)
          }
        }
      }
      handOver(nowMs, out)
    },
    round(rounds, out) {
      if (rounds % TELL_ROUNDS === 0) {
        for (const peer of parts.roster().others) {
          remind(peer, out)
        }
      }
    },
    met(peer, out) {
      // Others leave it to the rounds, for whoever has just begun hears nobody.
      if (leader.phase === 'lead' && parts.roster().others.includes(peer)) {
        remind(peer, out)
      }
    },
    tell,
    acknowledge(from, out) {
      if (parts.mayVote()) {
        parts.send(from, { type: 'ready', number: parts.roster().number }, out)
      }
    }
  }
}
