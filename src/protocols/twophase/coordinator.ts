/**
 * The coordinator: has operations of this vehicle's clients done, each by as many transactions as it
 * takes, until one is committed or its time is up.
 *
 * Keeps: a client hears `refused` only when nothing was done, and `unknown` when nobody knows; an
 * operation asked for again under its name is done once.
 */
import {
  digestOf,
  noOperationIdText,
  type OperationName,
  operationId,
  operationSizeFault,
  parseOperationId
} from '../../core/command.ts'
import type { SubmitRequest } from '../../core/group-request.ts'
import type { Disk, NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createWaiting } from '../../core/waiting.ts'
import type { Asked } from './asked.ts'
import { createClients } from './clients.ts'
import { isOfDirectory } from './coordinator-name.ts'
import { createClassicDecider, createLogDecider, type Fate } from './decider.ts'
import { createGate } from './gate.ts'
import { BEHIND, type Hindrance, OTHER, SILENT, STALE, TAKEN } from './hindrance.ts'
import { OPERATIONS_LIMITS } from './limits.ts'
import type { SiteParts } from './parts.ts'
import type { Teller } from './teller.ts'
import { createTransactions } from './transactions.ts'
import type { Doubts, LogAnswer, Out, Outcome, TransactionId, Votes } from './types.ts'

export interface Coordinator {
  /** Operations that are not over. */
  readonly size: number
  /** When an operation is to be tried again, or decisions are to go; undefined for never. */
  readonly dueMs: NowMs | undefined
  request(nowMs: NowMs, id: string, request: SubmitRequest, out: Out): void
  /** `ring` is the version that the voter goes by. */
  votes(nowMs: NowMs, from: PeerId, ring: number, votes: Votes, out: Out): void
  /** In classic mode a participant asks what was decided. */
  doubts(from: PeerId, doubts: Doubts): void
  /** All have done a transaction that another vehicle coordinated. */
  ended(transaction: TransactionId): void
  start(nowMs: NowMs): void
  tick(nowMs: NowMs, out: Out): void
  /** At the end of a step: tries what is due, and decides. */
  flush(nowMs: NowMs, out: Out): void
}

const UNSURE = 'whether it was done before is not known; ask again with the same id'
const UNDECIDED = 'nobody has decided it in time; ask again with the same id'
/** `run` names this coordinator in this start of its vehicle. */
export function createCoordinator(
  parts: SiteParts,
  run: string,
  disk: Disk,
  teller: Teller
): Coordinator {
  const { environment, settings, ports, chain, rules, log, knowledge, send } = parts
  const clients = createClients(environment.crypto, run)
  const classic = rules.classic ? createClassicDecider(parts, run, disk) : undefined
  const decider = classic ?? createLogDecider(parts, run, clients)
  const gate = createGate<Asked>()
  const all = createWaiting<Asked, Asked>(OPERATIONS_LIMITS, ({ bytes }) => bytes)
  /** Those that are to be tried, by when. */
  const waiting = new Map<Asked, NowMs>()
  const transactions = createTransactions<Asked>(parts, run, teller, decider, {
    again: tryLater,
    refused: refuse,
    done,
    other
  })

  const answer = (asked: Asked, reply: Reply, out: Out): void => {
    if (!asked.isAnswered) {
      asked.isAnswered = true
      // What is decided is on the disks of others, whatever this vehicle still has to write. In classic
      // mode who asks again may ask for what this vehicle is just writing.
      const isEarly = classic === undefined || !asked.isAgain
      out.push({ type: 'reply', id: asked.id, reply, ...(isEarly ? { isEarly } : {}) })
    }
  }

  /** It is over: others may have its keys. */
  const leave = (nowMs: NowMs, asked: Asked): void => {
    all.delete(asked)
    waiting.delete(asked)
    if (!asked.hasKeys) {
      gate.leave(asked, asked.keys)
      return
    }
    asked.hasKeys = false
    for (const next of gate.release(asked.keys)) {
      next.hasKeys = true
      waiting.set(next, nowMs)
    }
  }

  function refuse(
    nowMs: NowMs,
    asked: Asked,
    { reason, text }: Hindrance,
    retry: boolean,
    out: Out
  ): void {
    if (asked.mayBeDone) {
      unknown(asked, `${text}; ${UNSURE}`, out)
    } else {
      if (asked.name !== undefined) {
        clients.answered(asked.name)
      }
      answer(asked, { type: 'refused', reason, message: text, retry, detail: { chain } }, out)
    }
    leave(nowMs, asked)
  }

  function unknown(asked: Asked, message: string, out: Out): void {
    const { name } = asked
    if (name !== undefined && !asked.isAnswered) {
      clients.lost(name)
      const operation = operationId(name.client, name.seq)
      answer(asked, { type: 'unknown', operation, message }, out)
    }
  }

  function done(nowMs: NowMs, asked: Asked, result: Uint8Array, height: number, out: Out): void {
    const { name } = asked
    if (name !== undefined) {
      const operation = operationId(name.client, name.seq)
      answer(asked, { type: 'ok', value: { chain, operation, result, height } }, out)
      if (!asked.isAgain) {
        clients.answered(name)
      }
    }
    leave(nowMs, asked)
  }

  function tryLater(nowMs: NowMs, asked: Asked, hindrance: Hindrance): void {
    const { retryMsMin, retryMsMax } = settings
    const meanMs = Math.min(retryMsMax, retryMsMin * 1.6 ** Math.min(asked.tries, 12))
    asked.hindrance = hindrance
    waiting.set(asked, nowMs + meanMs * (0.5 + environment.random.next()))
  }

  function other(nowMs: NowMs, asked: Asked, fate: Fate, height: number, out: Out): void {
    switch (fate.word) {
      case 'repeated':
        repeated(nowMs, asked, fate.result, height, out)
        break
      case 'stale':
        stale(nowMs, asked, fate.isPutAgain, out)
        break
      case 'other':
        taken(nowMs, asked, out)
        break
      case 'busy':
        tryLater(nowMs, asked, { reason: 'busy', text: 'too much is decided and not done' })
        break
      default:
        // Put twice, it may be aborted only because it was done, and forgotten, by then.
        asked.mayBeDone ||= fate.isPutAgain
        asked.isClear &&= !fate.isPutAgain
        tryLater(nowMs, asked, { reason: 'busy', text: 'somebody has aborted it meanwhile' })
    }
  }

  /** Another transaction has done it, as the log knows. */
  const repeated = (
    nowMs: NowMs,
    asked: Asked,
    result: Uint8Array,
    height: number,
    out: Out
  ): void => {
    if (result.length > 0) {
      done(nowMs, asked, result, height, out)
    } else {
      unknown(asked, 'it was done before, and its result was too large to be kept', out)
      leave(nowMs, asked)
    }
  }

  const stale = (nowMs: NowMs, asked: Asked, isPutAgain: boolean, out: Out): void => {
    if (asked.mayBeDone || isPutAgain) {
      unknown(asked, 'nobody knows any more whether it was done; it is not done now', out)
      leave(nowMs, asked)
    } else {
      // Its name was never told to anybody, so it may have another.
      knowledge.behind()
      nameAnew(nowMs, asked, STALE)
    }
  }

  /** Its name belongs to another operation: under it this one never was done, nor will be. */
  const taken = (nowMs: NowMs, asked: Asked, out: Out): void => {
    asked.mayBeDone = false
    if (asked.isAgain) {
      refuse(nowMs, asked, OTHER, false, out)
    } else {
      nameAnew(nowMs, asked, TAKEN)
    }
  }

  const nameAnew = (nowMs: NowMs, asked: Asked, hindrance: Hindrance): void => {
    if (asked.name !== undefined) {
      clients.lost(asked.name)
      asked.name = undefined
    }
    tryLater(nowMs, asked, hindrance)
  }

  /** Asks what became of an operation that its client asks for again. */
  const clear = (nowMs: NowMs, asked: Asked, name: OperationName, out: Out): void => {
    waiting.delete(asked)
    if (classic === undefined) {
      log.ask({ type: 'operation', ...name }, (at, told, sink) => cleared(at, asked, told, sink))
      return
    }
    const decision = classic.findOperation(name)
    if (decision !== undefined && decision.digest !== name.digest) {
      taken(nowMs, asked, out)
    } else if (decision !== undefined) {
      repeated(nowMs, asked, decision.result, 0, out)
    } else {
      const message = 'in classic mode only the vehicle that was asked first may know of it'
      unknown(asked, message, out)
      leave(nowMs, asked)
    }
  }

  const cleared = (nowMs: NowMs, asked: Asked, told: LogAnswer, out: Out): void => {
    if (all.get(asked) === undefined) {
      return
    }
    if (told.type !== 'operation') {
      tryLater(nowMs, asked, log.hindrance())
    } else if (told.outcome.word === 'open') {
      asked.isClear = true
      waiting.set(asked, nowMs)
    } else {
      other(nowMs, asked, { ...told.outcome, isPutAgain: false }, told.height, out)
    }
  }

  const attempt = (nowMs: NowMs, asked: Asked, out: Out): void => {
    const { fault } = knowledge
    waiting.delete(asked)
    if (asked.isAnswered) {
      leave(nowMs, asked)
    } else if (asked.mayBeDone && !asked.isClear && asked.name !== undefined) {
      clear(nowMs, asked, asked.name, out)
    } else if (fault !== undefined) {
      knowledge.behind()
      tryLater(nowMs, asked, fault)
    } else if (asked.hasKeys || gate.enter(asked, asked.keys)) {
      asked.hasKeys = true
      asked.tries++
      asked.name ??= named(asked, clients.next(knowledge.height, asked.digest), out)
      transactions.begin(nowMs, asked, asked.operation, asked.name)
    } else {
      asked.hindrance = BEHIND
    }
  }

  const expire = (nowMs: NowMs, asked: Asked, out: Out): void => {
    if (transactions.stageOf(asked) === 'deciding') {
      // It goes on to be decided, and whoever asks again learns of it.
      unknown(asked, UNDECIDED, out)
      return
    }
    refuse(nowMs, asked, transactions.giveUp(nowMs, asked) ?? asked.hindrance, true, out)
  }

  /** What this coordinator has decided on its own; nothing of what is under way. */
  const outcomeOf = (transaction: TransactionId): readonly Outcome[] => {
    const { number } = transaction
    const decision = classic?.find(transaction)
    if (decision !== undefined) {
      return [decision.outcome]
    }
    const isOpen = transaction.coordinator === run && transactions.has(number)
    const nothing = { branch: false, versions: [], changes: [] }
    return isOpen ? [] : [{ number, isCommitted: false, ...nothing }]
  }

  return {
    get size() {
      return all.size
    },
    get dueMs() {
      const { dueMs } = decider
      const times = [...waiting.values(), ...(dueMs === undefined ? [] : [dueMs])]
      return times.length === 0 ? undefined : Math.min(...times)
    },
    request(nowMs, id, request, out) {
      const operation = ports.readOperation(request.operation)
      const named = request.id === undefined ? undefined : parseOperationId(request.id)
      const large = operationSizeFault(request.operation)
      const { fault } = all
      if (large !== undefined) {
        refuseAtOnce(id, { reason: 'tooLarge', text: large }, false, out)
      } else if ('reason' in operation) {
        refuseAtOnce(id, operation, false, out)
      } else if (request.id !== undefined && named === undefined) {
        refuseAtOnce(id, { reason: 'invalid', text: noOperationIdText(request.id) }, false, out)
      } else if (fault !== undefined) {
        refuseAtOnce(id, { reason: 'busy', text: fault }, true, out)
      } else {
        const digest = digestOf(environment.crypto, request.operation)
        const name = named && { ...named, digest }
        const asked: Asked = {
          id,
          operation,
          digest,
          bytes: request.operation.length,
          keys: operation.task.keys.map(({ key }) => key),
          name,
          isAgain: name !== undefined,
          mayBeDone: name !== undefined,
          deadlineMs: nowMs + (request.deadlineMs ?? settings.deadlineMs),
          isClear: false,
          hasKeys: false,
          isAnswered: false,
          tries: 0,
          hindrance: SILENT
        }
        all.set(asked, asked)
        attempt(nowMs, asked, out)
      }
    },
    votes(nowMs, from, ring, { coordinator, votes }, out) {
      for (const vote of coordinator === run ? votes : []) {
        transactions.vote(nowMs, from, ring, vote, out)
      }
    },
    doubts(from, { coordinator, numbers }) {
      const { crypto, isDamaged } = environment
      // What is not found may have been decided all the same: on a disk that is lost, or damaged.
      const isKnown = !isDamaged && isOfDirectory(crypto, ports.incarnation, coordinator)
      const outcomes = numbers.flatMap((number) => outcomeOf({ coordinator, number }))
      if (classic !== undefined && outcomes.length > 0 && isKnown) {
        send(from, { type: 'outcomes', coordinator, outcomes })
      }
    },
    ended: decider.ended,
    start(nowMs) {
      for (const { participants, ring, outcome, ...name } of classic?.before() ?? []) {
        // After a restart an older ring may be known, in which they were not yet.
        const isGone = (peer: PeerId): boolean => knowledge.version > ring && !knowledge.has(peer)
        const peers = participants.map((peer) => ({ peer, isGone: () => isGone(peer) }))
        teller.tell(nowMs, name, outcome, peers, () => decider.ended(name))
      }
    },
    tick(nowMs, out) {
      for (const asked of [...all.values()]) {
        if (nowMs >= asked.deadlineMs && !asked.isAnswered) {
          expire(nowMs, asked, out)
        }
      }
      transactions.tick(nowMs)
    },
    flush(nowMs, out) {
      for (const [asked, dueMs] of waiting) {
        if (nowMs >= dueMs) {
          attempt(nowMs, asked, out)
        }
      }
      decider.tick(nowMs, out)
    }
  }
}

function refuseAtOnce(id: string, { reason, text }: Hindrance, retry: boolean, out: Out): void {
  out.push({ type: 'reply', id, reply: { type: 'refused', reason, message: text, retry } })
}

/** Tells the name before anything is done under it. */
function named({ id }: Asked, name: OperationName, out: Out): OperationName {
  const operation = operationId(name.client, name.seq)
  out.push({ type: 'named', id, operation, isEarly: true })
  return name
}
