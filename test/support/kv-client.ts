/**
 * A process of clients of a group's key-value store: each keeps one connection, to a vehicle that it
 * calls its home, and goes elsewhere while its home does not answer. It is told what to do by lines
 * on stdin, and tells every operation that ended by a line on stdout.
 *
 *   node --import tsx test/support/kv-client.ts
 *
 * Keeps: an operation is told with the time it was called, before anything of it was sent, and the time
 * its answer was there, by the one clock of the machine; no value is written twice.
 */
import { Agent } from 'node:http'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { createRandom, type Random } from '../../src/core/random.ts'
import {
  answerOf,
  callHttp,
  type HttpAnswer,
  type HttpCall,
  type KvAnswer,
  type KvCall,
  NotSentError,
  type Point,
  requestOf
} from './kv-calls.ts'

/** How often each kind of operation is drawn; `own` puts a key that nobody else puts, once. */
export type Mix = Readonly<Partial<Record<KvCall['type'] | 'own', number>>>

export interface LoadOrder {
  readonly type: 'load'
  readonly group: string
  readonly seed: number
  readonly clients: readonly { readonly who: string; readonly home: number }[]
  readonly mix: Mix
  /** Between two operations of a client, in milliseconds. */
  readonly thinkMs: number
  /** The node answers by then, in milliseconds. */
  readonly timeoutMs: number
  /** Keys that clients share, an even number. */
  readonly keys: number
}

export type ClientOrder =
  | { readonly type: 'points'; readonly points: readonly Point[] }
  | LoadOrder
  /** Clients go on with other shared keys. */
  | { readonly type: 'round'; readonly round: number }
  | { readonly type: 'end' }
  | ({ readonly type: 'call'; readonly id: number; readonly vehicle: number } & HttpCall)

export interface OpLine {
  readonly type: 'op'
  readonly who: string
  /** The vehicle that was asked last. */
  readonly vehicle: number
  readonly call: KvCall
  readonly answer: KvAnswer
  /** Milliseconds of the machine's steady clock. */
  readonly calledAt: number
  readonly returnedAt: number
}

export type ClientLine =
  | { readonly type: 'ready' | 'ended' }
  | OpLine
  | ({ readonly type: 'answer'; readonly id: number; readonly at: number } & Partial<HttpAnswer>)

/** Time a client stays away from a vehicle that did not answer. */
const AWAY_MS = 1_500
/** A node that is alive answers by its deadline; this is for the way. */
const GRACE_MS = 500
/** Times an operation of unknown outcome is asked for again. */
const AGAIN_MAX = 3
const CONNECTION_OPTIONS = { keepAlive: true, maxSockets: 1 }

const points = new Map<number, Point>()
const callAgents = new Map<number, Agent>()
let round = 0
let values = 0
let isEnding = false
let running: readonly Promise<void>[] = []

const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6

const tell = (line: ClientLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

interface Told {
  readonly vehicle: number
  readonly answer: KvAnswer
}

interface Client {
  readonly who: string
  readonly random: Random
  readonly agent: Agent
  readonly load: LoadOrder
  /** The vehicle to ask now. */
  vehicle(): number
  failed(vehicle: number): void
}

function createClient(load: LoadOrder, who: string, home: number, seed: number): Client {
  const random = createRandom(seed)
  let away = home
  let awayUntilMs = 0
  return {
    who,
    random,
    agent: new Agent(CONNECTION_OPTIONS),
    load,
    vehicle: () => (nowMs() < awayUntilMs ? away : home),
    failed(vehicle) {
      const others = [...points.keys()].filter((other) => other !== vehicle && other !== home)
      away = random.pick(others)
      awayUntilMs = vehicle === home ? nowMs() + AWAY_MS : awayUntilMs
    }
  }
}

/** One try of an operation at the vehicle that the client asks now. */
async function ask(client: Client, call: KvCall, operation: string | undefined): Promise<Told> {
  const { agent, load } = client
  const vehicle = client.vehicle()
  const point = points.get(vehicle)
  if (point === undefined) {
    throw new Error(`vehicle ${vehicle} has no address`)
  }
  try {
    const request = requestOf(load.group, call, load.timeoutMs, operation)
    const timeoutMs = load.timeoutMs + GRACE_MS
    const answer = answerOf(call, await callHttp(agent, point, { ...request, timeoutMs }))
    return { vehicle, answer }
  } catch (error) {
    client.failed(vehicle)
    const code = error instanceof Error ? error.message : String(error)
    const type = error instanceof NotSentError ? 'refused' : 'unknown'
    return { vehicle, answer: { type, code } }
  }
}

/** An operation, and while its outcome is unknown and has a name, what became of it. */
async function insist(client: Client, call: KvCall): Promise<Told> {
  const first = await ask(client, call, undefined)
  const { vehicle, answer } = first
  if (answer.type !== 'unknown' || answer.operation === undefined) {
    return first
  }
  for (let again = 0; again < AGAIN_MAX && !isEnding; again++) {
    const later = await ask(client, call, answer.operation)
    if (later.answer.type === 'done') {
      return later
    }
  }
  // A refusal of the later try says nothing of the first.
  return { vehicle, answer: { type: 'unknown', code: answer.code } }
}

function draw(random: Random, mix: Mix): keyof Mix {
  const kinds = Object.entries(mix) as [keyof Mix, number][]
  let left = random.integer(0, kinds.reduce((sum, [, weight]) => sum + weight, 0) - 1)
  for (const [kind, weight] of kinds) {
    left -= weight
    if (left < 0) {
      return kind
    }
  }
  return 'get'
}

/** Keys of one pair are changed together, those of different pairs never. */
function nextCall(client: Client, seen: ReadonlyMap<string, string | null>): KvCall {
  const { who, random, load } = client
  const count = ++values
  const value = `${who}.${count}`
  const number = random.integer(0, load.keys - 1)
  const key = `r${round}/${number}`
  const type = draw(random, load.mix)
  switch (type) {
    case 'own':
      return { type: 'put', key: `own/${who}/${String(count).padStart(7, '0')}`, value }
    case 'put':
      return { type, key, value }
    case 'cas':
      return { type, key, expected: seen.get(key) ?? null, value }
    case 'swap': {
      const even = number - (number % 2)
      return { type, keys: [`r${round}/${even}`, `r${round}/${even + 1}`], value }
    }
    case 'get':
    case 'delete':
      return { type, key }
  }
}

/** What the client knows of the shared keys, for its compare-and-sets. */
function learn(seen: Map<string, string | null>, call: KvCall, answer: KvAnswer): void {
  if (answer.type !== 'done' || call.type === 'swap') {
    return
  }
  if (call.type === 'get') {
    seen.set(call.key, answer.values[0] ?? null)
  } else if (answer.isDone) {
    seen.set(call.key, call.type === 'delete' ? null : call.value)
  }
}

async function run(client: Client): Promise<void> {
  const { who, load } = client
  let seen = new Map<string, string | null>()
  let seenRound = round
  while (!isEnding) {
    if (seenRound !== round) {
      seen = new Map()
      seenRound = round
    }
    const call = nextCall(client, seen)
    const calledAt = nowMs()
    const told = await insist(client, call)
    const returnedAt = nowMs()
    const { answer } = told
    learn(seen, call, answer)
    tell({ type: 'op', who, ...told, call, calledAt, returnedAt })
    await pause(answer.type === 'done' ? load.thinkMs : Math.max(10, load.thinkMs))
  }
  client.agent.destroy()
}

async function callOnce(order: Extract<ClientOrder, { type: 'call' }>): Promise<void> {
  const { id, vehicle, method, path, body, timeoutMs } = order
  const agent = callAgents.get(vehicle) ?? new Agent({ keepAlive: true })
  callAgents.set(vehicle, agent)
  const point = points.get(vehicle)
  const answer =
    point === undefined
      ? {}
      : await callHttp(agent, point, { method, path, body, timeoutMs }).catch(() => ({}))
  tell({ type: 'answer', id, at: nowMs(), ...answer })
}

function obey(order: ClientOrder): void {
  switch (order.type) {
    case 'points':
      for (const point of order.points) {
        points.set(point.vehicle, point)
      }
      break
    case 'load':
      isEnding = false
      running = order.clients.map(({ who, home }, i) =>
        run(createClient(order, who, home, order.seed + i))
      )
      break
    case 'round':
      round = order.round
      break
    case 'end':
      isEnding = true
      void Promise.all(running).then(() => tell({ type: 'ended' }))
      break
    case 'call':
      void callOnce(order)
  }
}

tell({ type: 'ready' })
for await (const line of createInterface({ input: process.stdin })) {
  obey(JSON.parse(line) as ClientOrder)
}
process.exit(0)
