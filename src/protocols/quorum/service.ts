/**
 * The answering side: what vehicles ask of this member, for themselves or for others, and what it passes
 * on to the leader for those that cannot reach it.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Asker } from './askers.ts'
import type { FreeWriter } from './free-writer.ts'
import type { GroupParts } from './parts.ts'
import { inPortions } from './portions.ts'
import type { Reads, Respond } from './reads.ts'
import type { Answer, AnswersMessage, ForwardMessage, Item, Out } from './types.ts'
import type { Writer } from './writer.ts'

export interface Service {
  /** Does an item of this asker here, or says that it is not done here. */
  take(nowMs: NowMs, asker: Asker, item: Item, deadlineMs: NowMs, respond: Respond, out: Out): void
  forward(nowMs: NowMs, from: PeerId, message: ForwardMessage, out: Out): void
  /** Answers on their way back to who asked through this member. Returns whether it was such a one. */
  passOn(message: AnswersMessage, out: Out): boolean
  /** Sends the answers of this step. */
  flush(out: Out): void
}

export interface ServicePorts {
  readonly writer: Writer
  readonly freeWriter: FreeWriter
  readonly reads: Reads
  leader(): PeerId | undefined
  /** In which operations are done, as far as this member knows. */
  term(): number
  isLeading(): boolean
}

interface Answered {
  readonly to: PeerId
  readonly run: number
  readonly origin: PeerId | undefined
  readonly answers: Answer[]
}

export function createService(
  { environment, roster, rules, send }: GroupParts,
  ports: ServicePorts
): Service {
  const { self } = environment
  const outbox = new Map<string, Answered>()

  const take: Service['take'] = (nowMs, asker, item, deadlineMs, respond, out) => {
    if (!roster.isReady) {
      respond(nowMs, { type: 'notLeader' }, out)
    } else if (item.type === 'question') {
      const { question, ticket } = item
      const name = `${asker.name} ${ticket}`
      ports.reads.ask(nowMs, { ...asker, name }, { question, deadlineMs }, respond, out)
    } else if (rules.leaderless && item.type !== 'settle') {
      const entry = item.type === 'entry' ? item.entry : undefined
      ports.freeWriter.take(nowMs, asker.vehicle, entry, deadlineMs, respond, out)
    } else if (!ports.isLeading()) {
      respond(nowMs, { type: 'notLeader' }, out)
    } else if (item.type === 'settle') {
      ports.writer.settle(nowMs, item.key, deadlineMs, respond, out)
    } else {
      const entry = item.type === 'entry' ? item.entry : undefined
      ports.writer.take(nowMs, asker.vehicle, entry, deadlineMs, respond, out)
    }
  }

  return {
    take,
    forward(nowMs, from, { run, items, relay, term, origin, waitMs }, out) {
      const leader = ports.leader()
      const isElsewhere = leader !== undefined && leader !== self && leader !== from
      const passed: Item[] = []
      const name = `${from} ${run} ${origin ?? ''}`
      // Only members pass on what others ask; who else says so asks for itself.
      const vehicle = roster.includes(from) ? (origin ?? from) : from
      for (const item of items) {
        const isForLeader = item.type !== 'question' && !rules.leaderless
        if (isForLeader && relay && isElsewhere && origin === undefined && !ports.isLeading()) {
          passed.push(item)
          continue
        }
        const respond: Respond = (_now, outcome) => {
          const known = outbox.get(name)
          if (known === undefined) {
            outbox.set(name, {
              to: from,
              run,
              origin,
              answers: [{ ticket: item.ticket, outcome }]
            })
          } else {
            known.answers.push({ ticket: item.ticket, outcome })
          }
        }
        const isForOther = item.type === 'entry' && !rules.leaderless && term !== ports.writer.epoch
        if (isForOther) {
          respond(nowMs, { type: 'notLeader' }, out)
        } else {
          take(nowMs, { name, vehicle }, item, nowMs + waitMs, respond, out)
        }
      }
      if (passed.length > 0 && leader !== undefined) {
        const message = { type: 'forward', run, items: passed, relay: false, term, waitMs } as const
        send(leader, { ...message, origin: from }, out)
      }
    },
    passOn({ run, answers, leader, term, origin }, out) {
      if (origin === undefined || origin === self) {
        return false
      }
      send(origin, { type: 'answers', run, leader, term, answers, origin: undefined }, out)
      return true
    },
    flush(out) {
      for (const { to, run, origin, answers } of outbox.values()) {
        const leader = ports.leader()
        const term = ports.term()
        for (const some of inPortions(answers, answerBytes)) {
          send(to, { type: 'answers', run, leader, term, answers: some, origin }, out)
        }
      }
      outbox.clear()
    }
  }
}

function answerBytes({ outcome }: Answer): number {
  return outcome.type === 'done' ? outcome.result.length : 0
}
