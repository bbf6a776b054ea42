/**
 * The read machine: reader, holder, exchange of tables and discovery of chains behind one step.
 *
 * Keeps: all of it is volatile. What must survive a crash, the tables it learns, it keeps through
 * `environment.tables`.
 * Source: VGuardDB, "read from the proposer, then from the backups, redirected by the obsolete ones".
 */
import type { Environment } from '../../core/environment.ts'
import type { Disk, Fact, Machine, MachineEvent, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createAnswers } from './answers.ts'
import { createDiscovery, DISCOVERY_TIMER } from './discovery.ts'
import { type Answer, createHolder } from './holder.ts'
import { type ReadOptions, resolveReadOptions } from './options.ts'
import { createReader } from './reader.ts'
import { createTableExchange, type Out } from './table-exchange.ts'
import type { Read, ReadMessage, ReadPorts, ReadRequestForMachine, ReadStatus } from './types.ts'

const DIGEST_TIMER = 'read:digest'

type Event = MachineEvent<ReadMessage, ReadRequestForMachine>

export function createRead(
  environment: Environment,
  options: ReadOptions | undefined,
  _disk: Disk,
  ports: ReadPorts
): Machine<'read', ReadMessage, ReadRequestForMachine, ReadStatus> {
  const settings = resolveReadOptions(options)
  const { self, random } = environment
  const exchange = createTableExchange(environment, ports)
  const discovery = createDiscovery(environment)
  const holder = createHolder(environment, ports)
  const answers = createAnswers(holder)
  /** What this vehicle has answered itself in the step under way. */
  const own: Answer[] = []
  const reader = createReader(environment, settings, {
    ...ports,
    exchange,
    holdsItself: holder.holds,
    answerItself: (read, out) => answers.begin(self, read, (answer) => own.push(answer), out)
  })

  const answer = (from: PeerId, read: Read, out: Out): void => {
    const deliver = (message: Answer, to: Out): void => {
      to.push({ type: 'send', to: from, protocol: 'read', message })
      to.push({ type: 'fact', fact: factOf(from, read, message) })
      exchange.balance(from, read.chain, read.knownEpoch, to)
    }
    answers.begin(from, read, deliver, out)
  }
  const receive = (nowMs: NowMs, from: PeerId, message: ReadMessage, out: Out): void => {
    switch (message.type) {
      case 'read':
        answer(from, message, out)
        break
      case 'data':
      case 'redirect':
      case 'notHere':
        reader.answered(nowMs, from, message, out)
        break
      case 'tableAsk':
        exchange.asked(from, message, out)
        break
      case 'tableAnswer':
        reader.tableAnswered(nowMs, from, message, out)
        break
      case 'digest':
        exchange.compare(from, message, out)
        break
      case 'listAsk':
        discovery.asked(from, message, out)
        break
      case 'list':
        discovery.listed(from, message, out)
        break
    }
  }
  const setDigestTimer = (nowMs: NowMs, out: Out): void => {
    if (settings.digestIntervalMs > 0) {
      // Spread by half, so that vehicles started together do not all speak at once.
      const waitMs = settings.digestIntervalMs * (0.75 + random.next() / 2)
      out.push({ type: 'timer', id: DIGEST_TIMER, atMs: nowMs + waitMs })
    }
  }
  const wake = (nowMs: NowMs, id: string, out: Out): void => {
    if (id === DIGEST_TIMER) {
      exchange.tell(out)
      setDigestTimer(nowMs, out)
    } else if (id.startsWith(DISCOVERY_TIMER)) {
      discovery.timer(id, out)
    } else {
      reader.timer(nowMs, id, out)
    }
  }
  const handle = (nowMs: NowMs, event: Event, out: Out): void => {
    switch (event.type) {
      case 'start':
        setDigestTimer(nowMs, out)
        break
      case 'message':
        receive(nowMs, event.from, event.message, out)
        break
      case 'timer':
        wake(nowMs, event.id, out)
        break
      case 'loaded':
        answers.loaded(event.token, event, out)
        break
      case 'request':
        if (event.request.type === 'read') {
          reader.request(nowMs, event.id, event.request, out)
        } else {
          discovery.request(nowMs, event.id, event.request, out)
        }
        break
      case 'signal':
        if (event.signal.type === 'table') {
          reader.tableChanged(nowMs, event.signal.chain, out)
        }
        break
      case 'connected':
        reader.peer(nowMs, event.peer, true, out)
        break
      case 'disconnected':
        answers.forget(event.peer)
        discovery.disconnected(event.peer, out)
        reader.peer(nowMs, event.peer, false, out)
        break
    }
  }

  return {
    step(nowMs, event, out) {
      handle(nowMs, event, out)
      // After the event, so that an answer never comes while it is being asked for.
      for (let next = own.shift(); next !== undefined; next = own.shift()) {
        reader.answered(nowMs, self, next, out)
      }
    },
    status: () => ({
      reads: reader.status(),
      answering: answers.active,
      waiting: answers.waiting,
      discovering: discovery.open
    })
  }
}

/** What a holder has done with a request. */
function factOf(to: PeerId, { chain }: Read, answer: Answer): Fact {
  switch (answer.type) {
    case 'data': {
      const bytes = answer.blocks.reduce((sum, block) => sum + block.length, 0)
      const { headHeight, more } = answer
      const detail = { chain, to, blocks: answer.blocks.length, bytes, headHeight, more }
      return { name: 'read:served', detail }
    }
    case 'redirect':
      return { name: 'read:redirected', detail: { chain, to } }
    case 'notHere':
      return { name: 'read:declined', detail: { chain, to, reason: answer.reason } }
  }
}
