/**
 * The driver of a real vehicle, in a copy of the built program (halts.ts), that stands still where a
 * test has told it to: before it hears, or sends, a certain message for the n-th time. The test then
 * kills the process.
 *
 * Keeps: what was handed to the network or to the disk before that point goes its way; nothing behind it
 * is stepped, written, sent or answered. A process that killed itself there would take along what it had
 * sent just before, and nobody could tell what of it had arrived.
 * Source: src/sim/crash-points.ts, which does so in simulated worlds.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRuntime as createDriver } from './driver.js'

export * from './driver.js'

const { HALT_ORDER: ORDER } = process.env

export function createRuntime(ports, options) {
  const point = createHaltPoint()
  const { vehicle, store } = ports
  const runtime = createDriver(
    {
      ...ports,
      vehicle: {
        step(nowMs, event, out) {
          if (!point.stops('hear', event)) {
            vehicle.step(nowMs, event, out)
          }
        }
      },
      store: {
        load: (query) => store.load(query),
        write: (ops) => (point.isReached ? new Promise(() => undefined) : store.write(ops))
      },
      send(to, effect) {
        if (!point.stops('send', effect)) {
          ports.send(to, effect)
        }
      },
      gossip(message) {
        if (!point.isReached) {
          ports.gossip(message)
        }
      }
    },
    options
  )
  return {
    ...runtime,
    get halted() {
      return runtime.halted
    },
    request: (request) =>
      new Promise((resolve) => {
        runtime.request(request).then((reply) => {
          if (!point.isSilent) {
            resolve(reply)
          }
        })
      })
  }
}

function createHaltPoint() {
  /** Tickets of the entries of the log that this vehicle has asked its leader for. */
  const entries = new Set()
  const transactions = createTransactions()
  let order
  let left = 0
  let isReached = false
  let isSilent = false

  const read = () => {
    if (order === undefined && existsSync(ORDER)) {
      order = JSON.parse(readFileSync(ORDER, 'utf8'))
      left = order.nth
    }
    return order
  }
  const wordsOf = (side, { protocol, message }) => {
    switch (protocol) {
      case 'paxos':
        return paxosWords(message, entries)
      case 'twophase':
        return message.contents.flatMap((content) => transactions.wordsOf(side, content))
      default:
        return []
    }
  }
  const isMet = (side, envelope) => {
    const words = envelope.message === undefined ? [] : wordsOf(side, envelope)
    const wanted = read()
    return (
      side === wanted?.before &&
      envelope.protocol === wanted.protocol &&
      words.includes(wanted.what)
    )
  }

  return {
    get isReached() {
      return isReached
    },
    get isSilent() {
      return isSilent
    },
    stops(side, envelope) {
      if (!isReached && isMet(side, envelope) && --left === 0) {
        isReached = true
        // A reply that left before, in the same release even, stands ahead in the queue of microtasks.
        queueMicrotask(() => {
          isSilent = true
        })
        writeFileSync(`${ORDER}.reached`, '')
      }
      return isReached
    }
  }
}

/**
 * What the contents of messages of twophase say: their types, and besides `yes` for votes of which one
 * is a yes to a transaction that this vehicle has told nobody the outcome of, and `awaited` for
 * outcomes of which one is that of a transaction that this vehicle has voted yes to.
 */
function createTransactions() {
  const told = new Set()
  const awaited = new Set()
  const idsOf = (coordinator, of) => of.map(({ number }) => `${coordinator} ${number}`)
  const saidYes = ({ coordinator, votes }) =>
    idsOf(
      coordinator,
      votes.filter(({ verdict }) => verdict === 'yes')
    )

  return {
    wordsOf(side, content) {
      const words = [content.type]
      switch (`${side} ${content.type}`) {
        case 'hear votes':
          return saidYes(content).some((id) => !told.has(id)) ? [...words, 'yes'] : words
        case 'send votes':
          for (const id of saidYes(content)) {
            awaited.add(id)
          }
          return words
        case 'hear outcomes':
          // Told twice, it was awaited once.
          return idsOf(content.coordinator, content.outcomes).filter((id) => awaited.delete(id))
            .length > 0
            ? [...words, 'awaited']
            : words
        case 'send outcomes':
          for (const id of idsOf(content.coordinator, content.outcomes)) {
            told.add(id)
          }
          return words
        default:
          return words
      }
    }
  }
}

/** And what it has to do with entries of the log: first asked for, in a block, or done. */
function paxosWords({ type, items = [], blocks = [], answers = [] }, entries) {
  const asked = items.filter((item) => item.type === 'entry' && !entries.has(item.ticket))
  for (const { ticket } of asked) {
    entries.add(ticket)
  }
  const isDone = ({ ticket, outcome }) => outcome.type === 'done' && entries.has(ticket)
  return [
    type,
    ...(asked.length > 0 ? ['entry'] : []),
    ...(type === 'accept' && blocks.length > 0 ? ['block'] : []),
    ...(answers.some(isDone) ? ['entryDone'] : [])
  ]
}
