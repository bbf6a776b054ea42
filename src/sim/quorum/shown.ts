/**
 * The rule that ended epochs stay ended: what a member has not shown to a leader that took a key over, it
 * never counts as holding, not even after it has lost its disk and pulled everything from others.
 *
 * Keeps: looks at what leaves a vehicle only, so it needs no world in which somebody is told of it.
 */
import type { PeerId } from '../../core/peer.ts'
import type { Register, RegisterKey } from '../../protocols/quorum/register.ts'
import { compareTags, goneTag, type Tag } from '../../protocols/quorum/tag.ts'
import type { FetchedMessage, QuorumMessage } from '../../protocols/quorum/types.ts'
import type { Breaks } from './rules.ts'

export interface ShownRule {
  sent(peer: PeerId, to: PeerId, message: QuorumMessage): void
  /**
   * A member has an earlier disk again, and another one counted in its place in booths up to this one. What
   * it says before it knows of that counts with nobody who does.
   */
  putBack(peer: PeerId, booth: number): void
  /** Calls whenever a member shows a key to a leader that takes it over. */
  onShown(listener: OnShown): void
}

export type OnShown = (peer: PeerId, leader: PeerId, key: RegisterKey, shown: Shown) => void

/** What a member has shown of a key to the newest leader that took it over. */
export interface Shown {
  readonly epoch: number
  readonly tag: Tag
}

export function createShownRule(breaks: Breaks): ShownRule {
  const shown = new Map<string, Shown>()
  /** What was asked, by the run and the number of the question. */
  const questions = new Map<string, QuorumMessage>()
  const listeners: OnShown[] = []
  const absentTo = new Map<PeerId, number>()

  const claims = (peer: PeerId, key: RegisterKey, tag: Tag): void => {
    const before = shown.get(`${peer} ${key}`)
    if (before !== undefined && tag.epoch < before.epoch && compareTags(tag, before.tag) > 0) {
      const text = `${tag.epoch}.${tag.counter}, which it did not show in the epoch ${before.epoch}`
      breaks('Q5', peer, `counts as a holder of ${key} ${text}`)
    }
  }

  const claimsAll = (peer: PeerId, registers: readonly Register[], heldFrom: number): void => {
    for (const { key, tag } of registers) {
      if (tag.epoch >= heldFrom) {
        claims(peer, key, tag)
      }
    }
  }

  const fetched = (
    peer: PeerId,
    to: PeerId,
    message: FetchedMessage,
    question: QuorumMessage
  ): void => {
    claimsAll(peer, message.registers, message.heldFrom)
    if (question.type !== 'fetch' || question.epoch === 0 || question.epoch !== message.epoch) {
      return
    }
    const { first, count, registers, epoch } = message
    for (const key of question.keys.slice(first, first + count)) {
      const tag = registers.find((one) => one.key === key)?.tag ?? goneTag(message.forgottenTo)
      const before = shown.get(`${peer} ${key}`)
      if (before === undefined || epoch >= before.epoch) {
        shown.set(`${peer} ${key}`, { epoch, tag })
      }
      for (const listener of listeners) {
        listener(peer, to, key, { epoch, tag })
      }
    }
  }

  return {
    onShown(listener) {
      listeners.push(listener)
    },
    putBack: (peer, booth) => absentTo.set(peer, booth),
    sent(peer, to, message) {
      if (message.booth < (absentTo.get(peer) ?? 0)) {
        return
      }
      if (message.type === 'fetch' || message.type === 'store') {
        questions.set(`${message.run} ${message.id}`, message)
      }
      if (message.type === 'pulled') {
        claimsAll(peer, message.registers, message.heldFrom)
      }
      if (message.type !== 'fetched' && message.type !== 'stored') {
        return
      }
      const question = questions.get(`${message.run} ${message.id}`)
      if (message.type === 'fetched' && question !== undefined) {
        fetched(peer, to, message, question)
      } else if (message.type === 'stored' && question?.type === 'store') {
        const held = question.registers.filter((_, index) => !message.refused.includes(index))
        claimsAll(peer, held, 0)
      }
    }
  }
}
