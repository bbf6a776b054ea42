/**
 * The coordinator: has operations of this vehicle's clients done as transactions over all owners of
 * their keys.
 *
 * Keeps: a transaction is put to the decision only when every owner has voted for it in the ring that
 * it was prepared in; a client hears `refused` only when nothing was done, and `unknown` when nobody
 * knows; an operation asked for again under its name is done once.
 */
import { operationId, parseOperationId } from '../../core/command.ts'
import type { SubmitRequest } from '../../core/group-request.ts'
import type { Disk, NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { assess } from './assess.ts'
import { type Clients, createClients, type OperationName } from './clients.ts'
import {
  type ClassicDecider,
  createClassicDecider,
  createLogDecider,
  type Decider
} from './decider.ts'
import { createGate } from './gate.ts'
import { ITEMS_MAX, PORTION_BYTES, RESULT_BYTES_MAX, WAITING_MAX } from './limits.ts'
import { inPortions, pauseMs, type SiteParts } from './parts.ts'
import type { Teller, Told } from './teller.ts'
import type {
  Decided,
  DoubtsMessage,
  Found,
  Key,
  Operation,
  Out,
  Outcome,
  Portion,
  RingNode,
  Task,
  Verdict,
  Vote,
  VotesMessage
} from './types.ts'

export interface Coordinator {
  /** Operations that are not answered. */
  readonly size: number
  request(nowMs: NowMs, id: string, request: SubmitRequest, out: Out): void
  votes(nowMs: NowMs, from: PeerId, message: VotesMessage, out: Out): void
  /** In classic mode a participant asks what was decided. */
  doubts(from: PeerId, message: DoubtsMessage, out: Out): void
  ended(coordinator: string, number: number): void
  start(nowMs: NowMs): void
  tick(nowMs: NowMs, out: Out): void
  /** When an operation is to be tried again; undefined for never. */
  readonly dueMs: NowMs | undefined
  /** At the end of a step: sends what is to be prepared, and decides. */
  flush(nowMs: NowMs, out: Out): void
}

/** An operation of a client. */
interface Asked {
  readonly id: string
  readonly operation: Operation
  readonly keys: readonly Key[]
  name: OperationName | undefined
  /** The client knows the name: another vehicle may have done it. */
  readonly isAgain: boolean
  readonly deadlineMs: NowMs
  /** It is known not to have been done so far. */
  isClear: boolean
  hasKeys: boolean
  isAnswered: boolean
  tries: number
  /** Why the last try came to nothing. */
  hindrance: Hindrance
  running: Transaction | undefined
}

interface Hindrance {
  readonly reason: string
  readonly text: string
}

interface Participant {
  readonly node: RingNode
  readonly portion: Portion
  found: readonly Found[] | undefined
}

interface Transaction {
  readonly number: number
  readonly asked: Asked
  readonly ring: number
  readonly begunAt: number
  readonly sinceMs: NowMs
  readonly participants: Map<PeerId, Participant>
  isDeciding: boolean
  sent: number
  dueMs: NowMs
}

const NO_BYTES: Uint8Array = new Uint8Array(0)

const FORMING: Hindrance = {
  reason: 'notReady',
  text: 'the ring is not formed yet: too few vehicles have registered'
}

/** `base` names this run of this vehicle. */
export function createCoordinator(
  parts: SiteParts,
  coordinator: string,
  disk: Disk,
  teller: Teller
): Coordinator {
  const { environment, settings, ports, chain, rules, log, knowledge, send, fact } = parts
  const { random } = environment
  const clients: Clients = createClients(environment.crypto, coordinator)
  const classic: ClassicDecider | undefined = rules.classic
    ? createClassicDecider(parts, coordinator, disk)
    : undefined
  const decider: Decider = classic ?? createLogDecider(parts, coordinator, clients)
  const gate = createGate<Asked>()
  const all = new Set<Asked>()
  const transactions = new Map<number, Transaction>()
  /** Those that are to be tried, by when. */
  const waiting = new Map<Asked, NowMs>()
  let outbox = new Map<PeerId, Portion[]>()
  let numbers = 0

  const answer = (asked: Asked, reply: Reply, out: Out): void => {
    if (!asked.isAnswered) {
      asked.isAnswered = true
      // What is decided is on the disks of others, whatever this vehicle still has to write.
      out.push({ type: 'reply', id: asked.id, reply, isEarly: true })
    }
  }

  /** Nothing of it goes on. */
  const leave = (nowMs: NowMs, asked: Asked): void => {
    all.delete(asked)
    waiting.delete(asked)
    if (asked.hasKeys) {
      asked.hasKeys = false
      for (const next of gate.release(asked.keys)) {
        if (all.has(next)) {
          waiting.set(next, nowMs)
        }
      }
    }
  }

  const refuse = (
    nowMs: NowMs,
    asked: Asked,
    { reason, text }: Hindrance,
    retry: boolean,
    out: Out
  ): void => {
    if (asked.name !== undefined && !asked.isAgain) {
      clients.answered(asked.name)
    }
    answer(asked, { type: 'refused', reason, message: text, retry, detail: { chain } }, out)
    leave(nowMs, asked)
  }

  const unknown = (asked: Asked, out: Out): void => {
    const { name } = asked
    if (name !== undefined && !asked.isAnswered) {
      clients.lost(name)
      const message = 'nobody has decided it in time; ask again with the same id'
      const operation = operationId(name.client, name.seq)
      answer(asked, { type: 'unknown', operation, message }, out)
    }
  }

  const done = (nowMs: NowMs, asked: Asked, result: Uint8Array, height: number, out: Out): void => {
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
      const text = 'it was done before, and its result was too large to be kept'
      refuse(nowMs, asked, { reason: 'resultForgotten', text }, false, out)
    }
  }

  const stale = (nowMs: NowMs, asked: Asked, out: Out): void => {
    if (asked.isAgain) {
      const text = 'nobody knows any more whether it was done; it is not done now'
      refuse(nowMs, asked, { reason: 'staleSession', text }, false, out)
    } else {
      // Its name was never used before, so it may have another.
      clients.renew()
      asked.name = undefined
      knowledge.behind()
      tryLater(nowMs, asked, FORMING)
    }
  }

  const tryLater = (nowMs: NowMs, asked: Asked, hindrance: Hindrance): void => {
    const { retryMsMin, retryMsMax } = settings
    const meanMs = Math.min(retryMsMax, retryMsMin * 1.6 ** Math.min(asked.tries, 12))
    asked.hindrance = hindrance
    waiting.set(asked, nowMs + meanMs * (0.5 + random.next()))
  }

  /** Asks what became of an operation that its client asks for again. */
  const clear = (nowMs: NowMs, asked: Asked, name: OperationName, out: Out): void => {
    if (classic !== undefined) {
      const decision = classic.findOperation(name)
      if (decision !== undefined) {
        repeated(nowMs, asked, decision.result, 0, out)
      } else {
        const text = 'in classic mode only the vehicle that was asked first may know of it'
        refuse(nowMs, asked, { reason: 'staleSession', text }, false, out)
      }
      return
    }
    waiting.delete(asked)
    log.ask({ type: 'operation', ...name }, (at, told, sink) => {
      if (!all.has(asked)) {
        return
      }
      if (told.type !== 'operation') {
        tryLater(at, asked, { reason: 'noLeader', text: 'the decision group does not answer' })
      } else if (told.outcome.word === 'open') {
        asked.isClear = true
        waiting.set(asked, at)
      } else if (told.outcome.word === 'repeated') {
        repeated(at, asked, told.outcome.result, told.height, sink)
      } else {
        stale(at, asked, sink)
      }
    })
  }

  const attempt = (nowMs: NowMs, asked: Asked, out: Out): void => {
    const { ring } = knowledge
    if (asked.isAnswered) {
      leave(nowMs, asked)
      return
    }
    if (asked.isAgain && !asked.isClear && asked.name !== undefined) {
      clear(nowMs, asked, asked.name, out)
      return
    }
    if (ring === undefined || ring.phase === 'forming') {
      knowledge.behind()
      tryLater(nowMs, asked, FORMING)
      return
    }
    if (!asked.hasKeys && !gate.enter(asked, asked.keys)) {
      waiting.delete(asked)
      return
    }
    asked.hasKeys = true
    waiting.delete(asked)
    begin(nowMs, asked, ring.version)
  }

  const begin = (nowMs: NowMs, asked: Asked, ring: number): void => {
    asked.tries++
    asked.name ??= clients.next(knowledge.height)
    const number = ++numbers
    const participants = divide(asked.operation.task, number)
    const transaction: Transaction = {
      ...{ number, asked, ring, participants, begunAt: knowledge.height, sinceMs: nowMs },
      ...{ isDeciding: false, sent: 0, dueMs: nowMs }
    }
    asked.running = transaction
    transactions.set(number, transaction)
    prepare(nowMs, transaction)
  }

  /** What each owner of a key is asked to vote for. */
  const divide = (task: Task, number: number): Map<PeerId, Participant> => {
    const keysOf = new Map<RingNode, Portion['keys'][number][]>()
    for (const [index, key] of task.keys.entries()) {
      const position = parts.store.positionOf(key.key)
      for (const [place, node] of knowledge.writers(position).entries()) {
        const keys = keysOf.get(node) ?? []
        keysOf.set(node, keys)
        // One of them tells the value.
        keys.push({ ...key, index, isWanted: key.isWanted && place === 0 })
      }
    }
    return new Map(
      [...keysOf].map(([node, keys]) => [
        node.peer,
        { node, portion: { number, keys }, found: undefined }
      ])
    )
  }

  const prepare = (nowMs: NowMs, transaction: Transaction): void => {
    transaction.sent++
    transaction.dueMs = nowMs + pauseMs(settings, transaction.sent)
    for (const [peer, { portion, found }] of transaction.participants) {
      if (found === undefined) {
        const box = outbox.get(peer) ?? []
        outbox.set(peer, box)
        box.push(portion)
      }
    }
  }

  const told = ({ participants }: Transaction): readonly Told[] =>
    [...participants.values()].map(({ node: { peer, number, incarnation } }) => ({
      peer,
      isGone: () => knowledge.nodeOf(number)?.incarnation !== incarnation
    }))

  /** Nobody will ever commit it: it was not put to the decision, or has lost it. */
  const abort = (nowMs: NowMs, transaction: Transaction): void => {
    const { number, asked } = transaction
    transactions.delete(number)
    asked.running = undefined
    const outcome: Outcome = {
      number,
      isCommitted: false,
      branch: false,
      versions: [],
      changes: []
    }
    teller.tell(nowMs, { coordinator, number }, outcome, told(transaction), () => undefined)
  }

  const abortAndRetry = (nowMs: NowMs, transaction: Transaction, hindrance: Hindrance): void => {
    abort(nowMs, transaction)
    tryLater(nowMs, transaction.asked, hindrance)
  }

  const takeVote = (nowMs: NowMs, from: PeerId, ring: number, vote: Vote, out: Out): void => {
    const { number, verdict, found } = vote
    const transaction = transactions.get(number)
    const participant = transaction?.participants.get(from)
    const isOpen = transaction?.isDeciding === false && participant?.found === undefined
    if (transaction === undefined || participant === undefined || !isOpen) {
      return
    }
    if (verdict !== 'yes') {
      decline(nowMs, transaction, from, verdict, out)
    } else if (ring === transaction.ring && isWhole(participant.portion, found)) {
      participant.found = found
      if ([...transaction.participants.values()].every((one) => one.found !== undefined)) {
        decide(transaction)
      }
    }
  }

  const decline = (
    nowMs: NowMs,
    transaction: Transaction,
    from: PeerId,
    verdict: Exclude<Verdict, 'yes'>,
    out: Out
  ): void => {
    const { asked } = transaction
    fact('twophase:declined', { verdict, from, number: transaction.number }, out)
    switch (verdict) {
      case 'full':
      case 'tooLarge':
        abort(nowMs, transaction)
        refuse(nowMs, asked, { reason: verdict, text: TEXTS[verdict] }, verdict === 'full', out)
        break
      default:
        if (verdict !== 'locked') {
          knowledge.behind()
        }
        abortAndRetry(nowMs, transaction, { reason: reasonOf(verdict), text: TEXTS[verdict] })
    }
  }

  /** Everybody has voted for it. */
  const decide = (transaction: Transaction): void => {
    const { number, asked, participants, begunAt } = transaction
    const { operation, name } = asked
    const votes = [...participants.values()].map(({ portion, found }) => ({ portion, found }))
    const { effects, found } = assess(operation.task, votes)
    const result = operation.result(effects, found)
    transaction.isDeciding = true
    if (name === undefined) {
      return
    }
    decider.decide({
      commit: {
        ...{ number, ...name, ...effects, begunAt },
        participants: [...participants.values()].map(({ node }) => node.number),
        result: result.length <= RESULT_BYTES_MAX ? result : NO_BYTES
      },
      participants: [...participants.keys()],
      decided: (nowMs, outcome, height, out) =>
        decided(nowMs, transaction, outcome, result, height, out)
    })
  }

  const decided = (
    nowMs: NowMs,
    transaction: Transaction,
    outcome: Decided,
    result: Uint8Array,
    height: number,
    out: Out
  ): void => {
    const { number, asked } = transaction
    const { word, branch, versions, changes } = outcome
    if (word === 'committed') {
      transactions.delete(number)
      asked.running = undefined
      done(nowMs, asked, result, height, out)
      const committed = { number, isCommitted: true, branch, versions, changes }
      const name = { coordinator, number }
      teller.tell(nowMs, name, committed, told(transaction), () => decider.ended(name))
      return
    }
    abort(nowMs, transaction)
    if (word === 'repeated') {
      repeated(nowMs, asked, outcome.result, height, out)
    } else if (word === 'stale') {
      stale(nowMs, asked, out)
    } else {
      const text = word === 'busy' ? 'too much is decided and not done' : 'it was aborted meanwhile'
      tryLater(nowMs, asked, { reason: 'busy', text })
    }
  }

  /** Those who have not voted in time. */
  const silent = ({ participants }: Transaction): Hindrance => {
    const peers = [...participants].flatMap(([peer, { found }]) =>
      found === undefined ? [peer] : []
    )
    return {
      reason: 'unreachable',
      text: `${peers.join(', ')} keeps a copy of a key and does not answer; a write needs all copies`
    }
  }

  const expire = (nowMs: NowMs, asked: Asked, out: Out): void => {
    const { running } = asked
    if (running?.isDeciding === true) {
      // It goes on to be decided, and whoever asks again learns of it.
      unknown(asked, out)
      return
    }
    if (running !== undefined) {
      asked.hindrance = running.sent > 1 || asked.tries === 1 ? silent(running) : asked.hindrance
      abort(nowMs, running)
    }
    if (asked.isAgain) {
      unknown(asked, out)
      leave(nowMs, asked)
    } else {
      refuse(nowMs, asked, asked.hindrance, true, out)
    }
  }

  const refuseAtOnce = (
    id: string,
    { reason, text }: Hindrance,
    retry: boolean,
    out: Out
  ): void => {
    const reply = { type: 'refused', reason, message: text, retry } as const
    out.push({ type: 'reply', id, reply })
  }

  return {
    get size() {
      return all.size
    },
    get dueMs() {
      return waiting.size === 0 ? undefined : Math.min(...waiting.values())
    },
    request(nowMs, id, request, out) {
      const operation = ports.readOperation(request.operation)
      const name = request.id === undefined ? undefined : parseOperationId(request.id)
      if ('reason' in operation) {
        refuseAtOnce(id, operation, false, out)
      } else if (request.id !== undefined && name === undefined) {
        const text = `"${request.id.slice(0, 64)}" is no operation id`
        refuseAtOnce(id, { reason: 'invalid', text }, false, out)
      } else if (all.size >= WAITING_MAX) {
        refuseAtOnce(
          id,
          { reason: 'busy', text: `${WAITING_MAX} operations wait already` },
          true,
          out
        )
      } else {
        const asked: Asked = {
          ...{ id, operation, name, keys: operation.task.keys.map(({ key }) => key) },
          ...{ isAgain: name !== undefined, isClear: false, hasKeys: false, isAnswered: false },
          ...{ tries: 0, running: undefined, hindrance: FORMING },
          deadlineMs: nowMs + (request.deadlineMs ?? settings.deadlineMs)
        }
        all.add(asked)
        attempt(nowMs, asked, out)
      }
    },
    votes(nowMs, from, message, out) {
      for (const vote of message.coordinator === coordinator ? message.votes : []) {
        takeVote(nowMs, from, message.ring, vote, out)
      }
    },
    doubts(from, message, out) {
      if (classic === undefined) {
        return
      }
      const own = message.coordinator === coordinator
      const outcomes = message.numbers.flatMap((number): readonly Outcome[] => {
        const decision = classic.find({ coordinator: message.coordinator, number })
        if (decision !== undefined) {
          return [decision.outcome]
        }
        // While it is prepared nothing is known; later, and of another run, it was not committed.
        const isOpen = own && transactions.has(number)
        return isOpen
          ? []
          : [{ number, isCommitted: false, branch: false, versions: [], changes: [] }]
      })
      if (outcomes.length > 0) {
        send(from, { type: 'outcomes', coordinator: message.coordinator, outcomes }, out)
      }
    },
    ended: (of, number) => decider.ended({ coordinator: of, number }),
    start(nowMs) {
      for (const { participants, outcome, ...name } of classic?.before() ?? []) {
        const peers = participants.map((peer) => ({ peer, isGone: () => false }))
        teller.tell(nowMs, name, outcome, peers, () => decider.ended(name))
      }
    },
    tick(nowMs, out) {
      for (const asked of [...all]) {
        if (nowMs >= asked.deadlineMs && !asked.isAnswered) {
          expire(nowMs, asked, out)
        }
      }
      for (const transaction of [...transactions.values()]) {
        if (transaction.isDeciding || nowMs < transaction.dueMs) {
          continue
        }
        if (nowMs >= transaction.sinceMs + settings.prepareMs) {
          knowledge.behind()
          abortAndRetry(nowMs, transaction, silent(transaction))
        } else {
          prepare(nowMs, transaction)
        }
      }
    },
    flush(nowMs, out) {
      for (const [asked, dueMs] of waiting) {
        if (nowMs >= dueMs) {
          attempt(nowMs, asked, out)
        }
      }
      const boxes = outbox
      outbox = new Map()
      for (const [peer, box] of boxes) {
        for (const portions of inPortions(box, portionBytes, ITEMS_MAX, PORTION_BYTES)) {
          send(peer, { type: 'prepare', coordinator, portions }, out)
        }
      }
      decider.tick(nowMs, out)
    }
  }
}

const TEXTS: Readonly<Record<Exclude<Verdict, 'yes'>, string>> = {
  locked: 'another transaction has one of the keys',
  otherRing: 'the ring is changing',
  full: 'an owner of a key has no room for it',
  busy: 'an owner of a key has too much to do',
  tooLarge: 'the values asked for are more than an answer may carry',
  notOwner: 'the ring is changing'
}

function reasonOf(verdict: Verdict): string {
  return verdict === 'locked' || verdict === 'busy' ? verdict : 'notReady'
}

/** A vote tells of every key of its portion. */
function isWhole({ keys }: Portion, found: readonly Found[]): boolean {
  return found.length === keys.length
}

function portionBytes({ keys }: Portion): number {
  return keys.reduce((sum, { key, expects, whenTrue, whenFalse }) => {
    const values = [whenTrue, whenFalse].map((one) =>
      one?.type === 'put' ? one.value.bytes.length : 0
    )
    const wanted = expects.map((one) => (one.type === 'value' ? one.value.bytes.length : 0))
    return [...values, ...wanted].reduce((a, b) => a + b, sum + key.length + 16)
  }, 16)
}
