/**
 * The acceptor's half of a group: promises ballots, takes over the leader's log, and says what of it
 * is on disk.
 *
 * Keeps: I3 nothing is accepted below a promise; an old log gives way only to a whole new one, so
 * that what may be decided in it is never lost half way; what the leader calls decided is decided
 * here only as far as the own log was accepted in that leader's ballot.
 * Source: Sequence Paxos (Omni-Paxos, 2023).
 */
import { type Ballot, compareBallots, isSameBallot } from '../../core/ballot.ts'
import type { FullBlock } from '../../core/block.ts'
import type { Head } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { SYNC_BLOCKS_MAX } from './limits.ts'
import { type GroupParts, partsOf, readGroupBlocks } from './parts.ts'
import type { AcceptMessage, Out, PrepareMessage, SyncMessage } from './types.ts'

export interface Follower {
  prepare(nowMs: NowMs, from: PeerId, message: PrepareMessage, out: Out): void
  sync(nowMs: NowMs, from: PeerId, message: SyncMessage, out: Out): void
  accept(nowMs: NowMs, from: PeerId, message: AcceptMessage, out: Out): void
  /** Decided blocks have come from elsewhere. */
  installed(nowMs: NowMs, out: Out): void
  /** A booth has ended. */
  reset(): void
}

export function createFollower(parts: GroupParts): Follower {
  const { environment, log, lease, settings, send } = parts
  /** Blocks that came before those in front of them, by height, of the ballot promised last. */
  let ahead = new Map<number, FullBlock>()
  let beat = 0
  let askedAtMs = Number.NEGATIVE_INFINITY
  /** A log that cannot be taken over before more is decided here. */
  let isWaiting = false

  /** Whether a message of this ballot is heard; else its sender learns of a higher one. */
  const admit = (
    from: PeerId,
    message: PrepareMessage | SyncMessage | AcceptMessage,
    out: Out
  ): boolean => {
    const { ballot } = message
    if (ballot.node !== from || ballot.num === 0) {
      parts.refused(from, message.type, 'the ballot is not of its sender', out)
      return false
    }
    if (compareBallots(ballot, log.promised) < 0) {
      send(from, { type: 'nack', promised: log.promised, decided: log.decided }, out)
      return false
    }
    if (!isSameBallot(ballot, log.promised)) {
      ahead = new Map()
      beat = 0
      isWaiting = false
      askedAtMs = Number.NEGATIVE_INFINITY
      log.promise(ballot, out)
    }
    parts.election().raise(ballot)
    return true
  }

  const ask = (nowMs: NowMs, to: PeerId, out: Out): void => {
    if (nowMs - askedAtMs >= settings.heartbeatMs) {
      askedAtMs = nowMs
      send(to, { type: 'ask', ballot: log.promised, decided: log.decided }, out)
    }
  }

  /** Says what is on disk; nothing when the booth has just ended. */
  const accepted = (nowMs: NowMs, to: PeerId, ballot: Ballot, out: Out): void => {
    if (isSameBallot(log.accepted, ballot)) {
      send(to, { type: 'accepted', ballot, top: log.top, beat, lease: lease.give(nowMs, out) }, out)
    }
  }

  /** Keeps what may be needed; blocks far ahead are sent again when it is their turn. */
  const keep = (from: PeerId, blocks: readonly FullBlock[], out: Out): boolean => {
    const { height: top } = log.top
    for (const block of blocks) {
      const { height } = block.header
      const known = log.hashAt(height)
      const isOwn = isSameBallot(log.accepted, log.promised) || height <= log.decided.height
      if (isOwn && known !== undefined && known !== block.hash) {
        parts.refused(from, 'accept', `another block of height ${height} is in the log`, out)
        return false
      }
      if (height > log.decided.height && height <= top + SYNC_BLOCKS_MAX) {
        ahead.set(height, block)
      }
    }
    return true
  }

  /** Consecutive blocks behind `before` among those kept; ends where one does not link. */
  const linkedAfter = (before: Head, to: number): FullBlock[] => {
    const linked: FullBlock[] = []
    let { height, hash } = before
    while (height < to && linked.at(-1)?.header.seal === undefined) {
      const next = ahead.get(height + 1)
      if (next === undefined || next.header.prev !== hash) {
        break
      }
      linked.push(next)
      height++
      hash = next.hash
    }
    return linked
  }

  const extend = (out: Out): void => {
    const { height } = log.top
    const next = log.isSealed ? [] : linkedAfter(log.top, Number.POSITIVE_INFINITY)
    if (next.length > 0) {
      log.append(next, out)
    }
    for (const known of [...ahead.keys()]) {
      if (known <= height + next.length) {
        ahead.delete(known)
      }
    }
  }

  const learn = (nowMs: NowMs, from: PeerId, decided: Head, out: Out): void => {
    const to = Math.min(decided.height, log.top.height)
    if (log.hashAt(to) !== undefined && to === decided.height && log.hashAt(to) !== decided.hash) {
      parts.refused(from, 'accept', `another block of height ${to} is decided`, out)
      return
    }
    if (to > log.decided.height) {
      parts.decided(nowMs, log.decide(to, out), out)
    }
  }

  return {
    prepare(nowMs, from, message, out) {
      if (lease.isBound(nowMs, from) && compareBallots(message.ballot, log.promised) > 0) {
        // It asks again when the lease is over.
        return
      }
      if (!admit(from, message, out)) {
        return
      }
      if (message.decided.height > log.decided.height) {
        parts.missing(nowMs, from, message.decided, out)
      }
      const { height } = log.top
      const order = compareBallots(log.accepted, message.accepted)
      const lacks = order > 0 || (order === 0 && height > message.height)
      const base = order > 0 ? message.decided.height : message.height
      // The candidate may have decided more than this log holds.
      const start = lacks ? Math.min(height, Math.max(base, log.decided.height)) : height
      const blocks = log.tail.filter((block) => block.header.height > start)
      for (const part of partsOf(blocks)) {
        const { ballot } = message
        const { accepted: last, decided } = log
        send(
          from,
          { type: 'promise', ballot, accepted: last, height, decided, from: start, blocks: part },
          out
        )
      }
    },
    sync(nowMs, from, message, out) {
      const blocks = admit(from, message, out)
        ? readGroupBlocks(parts, from, message, out)
        : undefined
      if (blocks === undefined || !keep(from, blocks, out)) {
        return
      }
      const isSynced = isSameBallot(log.accepted, message.ballot)
      if (!isSynced && message.from > log.decided.height) {
        isWaiting = true
        parts.missing(nowMs, from, message.decided, out)
        return
      }
      if (isSynced) {
        extend(out)
      } else {
        const next = linkedAfter(log.decided, message.to)
        if (log.decided.height + next.length < message.to) {
          return
        }
        isWaiting = false
        log.replace(message.ballot, next, out)
        extend(out)
      }
      learn(nowMs, from, message.decided, out)
      accepted(nowMs, from, message.ballot, out)
    },
    accept(nowMs, from, message, out) {
      const blocks = admit(from, message, out)
        ? readGroupBlocks(parts, from, message, out)
        : undefined
      if (blocks === undefined || !keep(from, blocks, out)) {
        return
      }
      if (!isSameBallot(log.accepted, message.ballot)) {
        ask(nowMs, from, out)
        return
      }
      beat = Math.max(beat, message.beat)
      extend(out)
      const { height } = log.top
      if (message.from > height || ahead.size > 0) {
        ask(nowMs, from, out)
      }
      learn(nowMs, from, message.decided, out)
      accepted(nowMs, from, message.ballot, out)
    },
    installed(nowMs, out) {
      const leader = log.promised.node
      if (isWaiting && leader !== '' && leader !== environment.self) {
        isWaiting = false
        ask(nowMs, leader, out)
      }
    },
    reset() {
      ahead = new Map()
      beat = 0
      isWaiting = false
      askedAtMs = Number.NEGATIVE_INFINITY
    }
  }
}
