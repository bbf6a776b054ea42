/**
 * The asking side of reads: what clients of this vehicle want to know is asked of owners, and answered
 * when the ring they answered in is known to have been in force meanwhile.
 *
 * Keeps: a read of one key is linearizable. An owner that has not heard that its keys were given away
 * may answer what is old; so the log is asked, after the read began, which ring is in force, and only
 * answers in that one count. A scan is so for each key by itself.
 */
import type { QueryRequest } from '../../core/group-request.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { type Hindrance, unreachable } from './hindrance.ts'
import { WAITING_MAX } from './limits.ts'
import { pauseMs, type SiteParts } from './parts.ts'
import type { Answer, Entry, Out, Question, RingNode, Totals } from './types.ts'

export interface Reader {
  /** Questions that are not answered. */
  readonly size: number
  request(nowMs: NowMs, id: string, request: QueryRequest, out: Out): void
  /** `ring` is the version that the owner goes by. */
  answered(nowMs: NowMs, from: PeerId, ring: number, answer: Answer, out: Out): void
  tick(nowMs: NowMs, out: Out): void
}

interface Asked {
  /** A new one for every round. */
  ticket: number
  readonly id: string
  readonly question: Question
  readonly deadlineMs: NowMs
  /** Version of the ring that the owners of this round were asked in. */
  ring: number
  /** Version that was in force at some time since the question came. */
  confirmed: number | undefined
  isConfirming: boolean
  /** Who has to answer, and who has. */
  readonly parts: Map<PeerId, Answer | undefined>
  /** Owners that were silent, unless nobody else is left. */
  without: readonly PeerId[]
  /** All that have not answered when they were asked last. */
  readonly silent: Set<PeerId>
  /** Owners were asked anew so often; with each time they are given longer. */
  rounds: number
  sent: number
  dueMs: NowMs
}

/** An owner that was asked so often is left out, if others have the keys; later ones are asked more often. */
const ASKED_LEAST = 2

export function createReader(parts: SiteParts): Reader {
  const { environment, settings, ports, chain, log, knowledge, store, send } = parts
  const { self, random, peers } = environment
  const open = new Map<number, Asked>()
  let tickets = random.integer(1, 2 ** 40)

  const refuse = (id: string, reason: string, message: string, retry: boolean, out: Out): void => {
    out.push({ type: 'reply', id, reply: { type: 'refused', reason, message, retry } })
  }

  /** Owners that together answer for all that is asked; undefined when some keys have none left. */
  const ownersFor = ({ question, without }: Asked): readonly PeerId[] | undefined => {
    const can = ({ peer }: RingNode): boolean => !without.includes(peer)
    if (question.type === 'get') {
      const owners = knowledge.readers(store.positionOf(question.key)).filter(can)
      const best =
        owners.find(({ peer }) => peer === self) ??
        owners.find(({ peer }) => peers.connected.has(peer)) ??
        owners[0]
      return best === undefined ? undefined : [best.peer]
    }
    const sets = knowledge.current.sets().map((owners) => owners.filter(({ isLost }) => !isLost))
    const firsts = sets.map((owners) => owners.find(can)?.peer)
    return firsts.includes(undefined) ? undefined : [...new Set(firsts as readonly PeerId[])]
  }

  const confirm = (asked: Asked): void => {
    if (!asked.isConfirming) {
      asked.isConfirming = true
      knowledge.confirm((nowMs, version, out) => {
        asked.isConfirming = false
        asked.confirmed = version ?? asked.confirmed
        if (open.get(asked.ticket) === asked) {
          settle(nowMs, asked, out)
        }
      })
    }
  }

  /** Asks owners anew, in the ring as it is known now. */
  const ask = (nowMs: NowMs, asked: Asked): void => {
    open.delete(asked.ticket)
    asked.ticket = ++tickets
    open.set(asked.ticket, asked)
    asked.ring = knowledge.version
    asked.rounds++
    asked.sent = 0
    asked.parts.clear()
    if (knowledge.fault !== undefined) {
      asked.dueMs = nowMs + settings.resendMsMin
      return
    }
    let owners = ownersFor(asked)
    if (owners === undefined) {
      // Those that were silent are all there is.
      asked.without = []
      owners = ownersFor(asked)
    }
    for (const peer of owners ?? []) {
      asked.parts.set(peer, undefined)
    }
    sendAll(nowMs, asked)
  }

  const sendAll = (nowMs: NowMs, asked: Asked): void => {
    const { ticket, question } = asked
    asked.sent++
    asked.dueMs = nowMs + pauseMs(settings, asked.sent)
    const without = [...asked.without].sort()
    for (const [peer, answer] of asked.parts) {
      if (answer === undefined) {
        send(peer, { type: 'read', ticket, without, question })
      }
    }
  }

  /** Answers when everybody has, in a ring that is known to have been in force. */
  const settle = (nowMs: NowMs, asked: Asked, out: Out): void => {
    const answers = [...asked.parts.values()]
    const isWhole = answers.length > 0 && answers.every((one) => one !== undefined)
    if (asked.confirmed === undefined) {
      confirm(asked)
    } else if (asked.confirmed !== asked.ring) {
      if (asked.confirmed < asked.ring) {
        asked.confirmed = undefined
        confirm(asked)
      } else if (knowledge.version > asked.ring) {
        ask(nowMs, asked)
      }
    } else if (isWhole) {
      reply(asked, answers as readonly Answer[], out)
    }
  }

  const reply = (asked: Asked, answers: readonly Answer[], out: Out): void => {
    const { question, id } = asked
    open.delete(asked.ticket)
    const { entries, totals } = join(question, answers)
    const result = ports.encodeAnswer(question, entries, totals)
    const value = { chain, result, height: knowledge.height }
    out.push({ type: 'reply', id, reply: { type: 'ok', value } })
  }

  return {
    get size() {
      return open.size
    },
    request(nowMs, id, request, out) {
      const question = ports.readQuestion(request.question)
      if ('reason' in question) {
        refuse(id, question.reason, question.text, false, out)
        return
      }
      if (open.size >= WAITING_MAX) {
        refuse(id, 'busy', `${WAITING_MAX} questions wait already`, true, out)
        return
      }
      const asked: Asked = {
        ticket: ++tickets,
        id,
        question,
        deadlineMs: nowMs + (request.deadlineMs ?? settings.deadlineMs),
        ring: 0,
        confirmed: undefined,
        isConfirming: false,
        parts: new Map(),
        without: [],
        silent: new Set(),
        rounds: 0,
        sent: 0,
        dueMs: nowMs
      }
      confirm(asked)
      ask(nowMs, asked)
    },
    answered(nowMs, from, ring, answer, out) {
      const asked = open.get(answer.ticket)
      if (asked === undefined || !asked.parts.has(from)) {
        return
      }
      asked.silent.delete(from)
      if (answer.verdict === 'here' && ring === asked.ring) {
        asked.parts.set(from, answer)
        settle(nowMs, asked, out)
      } else {
        // Its ring is another one: what is in force is asked for again.
        knowledge.behind()
        asked.confirmed = undefined
        asked.dueMs = nowMs + settings.resendMsMin
        confirm(asked)
      }
    },
    tick(nowMs, out) {
      for (const asked of [...open.values()]) {
        if (nowMs >= asked.deadlineMs) {
          open.delete(asked.ticket)
          const { reason, text } = hindranceOf(asked)
          refuse(asked.id, reason, text, true, out)
        } else if (nowMs >= asked.dueMs) {
          again(nowMs, asked)
        }
      }
    }
  }

  function hindranceOf({ confirmed, silent }: Asked): Hindrance {
    if (knowledge.fault !== undefined) {
      return knowledge.fault
    }
    if (confirmed === undefined || silent.size === 0) {
      return log.hindrance()
    }
    return unreachable([...silent].sort(), 'a question needs one owner of each key')
  }

  /** Nobody has answered for a while: the same are asked again, then others. */
  function again(nowMs: NowMs, asked: Asked): void {
    const isNews = knowledge.version !== asked.ring
    const silent = [...asked.parts].flatMap(([peer, answer]) =>
      answer === undefined ? [peer] : []
    )
    for (const peer of silent) {
      asked.silent.add(peer)
    }
    if (isNews || asked.parts.size === 0) {
      ask(nowMs, asked)
    } else if (silent.length > 0 && asked.sent >= ASKED_LEAST + asked.rounds - 1) {
      asked.without = [...new Set([...asked.without, ...silent])]
      ask(nowMs, asked)
    } else {
      sendAll(nowMs, asked)
    }
    if (asked.confirmed === undefined) {
      confirm(asked)
    }
  }
}

/** What several owners have answered, as one. */
export function join(
  question: Question,
  answers: readonly Pick<Answer, 'entries' | 'hasMore' | 'keys' | 'bytes'>[]
): { readonly entries: readonly Entry[]; readonly totals: Totals } {
  const keys = answers.reduce((sum, one) => sum + one.keys, 0)
  const bytes = answers.reduce((sum, one) => sum + one.bytes, 0)
  if (question.type !== 'scan') {
    const entries = answers.flatMap((one) => one.entries)
    return { entries, totals: { hasMore: false, keys, bytes } }
  }
  const { reverse, limit, bytesMax, keysOnly } = question
  const isBefore = (a: string, b: string): boolean => (reverse ? a > b : a < b)
  // Behind the last key of one who has more, others may have keys that belong in between.
  const ends = answers.flatMap((one) => (one.hasMore ? [one.entries.at(-1)?.key ?? ''] : []))
  const end = ends.reduce<string | undefined>(
    (first, key) => (first === undefined || isBefore(key, first) ? key : first),
    undefined
  )
  const sorted = answers
    .flatMap((one) => one.entries)
    .filter(({ key }) => end === undefined || !isBefore(end, key))
    .sort((a, b) => (isBefore(a.key, b.key) ? -1 : 1))
  const entries: Entry[] = []
  let size = 0
  for (const entry of sorted) {
    size += entry.key.length + (keysOnly ? 0 : entry.value.length)
    if (entries.length === limit || (entries.length > 0 && size > bytesMax)) {
      return { entries, totals: { hasMore: true, keys, bytes } }
    }
    entries.push(entry)
  }
  return { entries, totals: { hasMore: end !== undefined, keys, bytes } }
}
