/**
 * A stage for the machine twophase: one vehicle plays itself, the test plays all others and the log.
 */
import type { Effect, MachineEvent } from '../../src/core/machine.ts'
import { messageOf } from '../../src/protocols/twophase/contents.ts'
import { coordinatorName } from '../../src/protocols/twophase/coordinator-name.ts'
import {
  type Content,
  createTwophase,
  type LogAnswer,
  type LogQuestion,
  type Portion,
  type Ring,
  type RingNode,
  type TwophaseMachine,
  type TwophaseMessage,
  type TwophaseOptions,
  type TwophasePorts,
  type TwophaseRequest,
  type Unended,
  type Write,
  type Written
} from '../../src/protocols/twophase/index.ts'
import { LINGER_MS } from '../../src/protocols/twophase/limits.ts'
import { createCryptoRealm } from '../../src/sim/crypto.ts'
import { encodeOperation, type KvOperation } from '../../src/state/kv/index.ts'
import { encodeKvAnswer, readKvOperation, readKvQuestion } from '../../src/vehicle/twophase-kv.ts'
import { createTestEnvironment, EMPTY_DISK } from './environment.ts'
import { createStepLimit } from './rest.ts'
import { HASHER, incarnationOf } from './ring.ts'

export const CHAIN = '4zt878i6sSA4iwWtjcBp3feWWkcKj4bLC9MbNAGQrGXs'

const REALM = createCryptoRealm(1)
const LETTERS = 'ABCDEF'
const PEERS = new Map([...LETTERS].map((name) => [name, REALM.identity(name).peer]))
export const peerOf = (name: string): string => PEERS.get(name) ?? ''

/** The name under which a vehicle coordinates. */
export const coordinatorOf = (name: string): string =>
  coordinatorName(
    { ...REALM.identity(name).crypto, sha256: HASHER.sha256 },
    { self: peerOf(name), incarnation: incarnationOf('a'), start: '1', chain: CHAIN }
  )
export const COORDINATOR = coordinatorOf('C')
const nameOf = (peer: string): string => [...PEERS].find(([, known]) => known === peer)?.[0] ?? peer

/** A node of the ring; a small letter is its data directory. */
export function nodeOf(name: string, change: Partial<RingNode> = {}): RingNode {
  const number = LETTERS.indexOf(name) + 1
  const incarnation = incarnationOf('a')
  return { peer: peerOf(name), number, incarnation, tokens: 64, isLost: false, ...change }
}

export const nodesOf = (names: string): readonly RingNode[] =>
  [...names].map((name) => nodeOf(name)).sort((a, b) => (a.peer < b.peer ? -1 : 1))

export function ringOf(version: number, names: string, change: Partial<Ring> = {}): Ring {
  const nodes = nodesOf(names)
  return { version, phase: 'stable', nodes, next: [], ready: [], left: [], lines: [], ...change }
}

/** A portion over keys that are put. */
export function portionOf(
  number: number,
  ...keys: readonly (readonly [string, string])[]
): Portion {
  return {
    number,
    keys: keys.map(([key, value], index) => ({
      ...{ key, index, expects: [], whenFalse: undefined, isWanted: false },
      whenTrue: writeOf(value)
    }))
  }
}

function writeOf(value: string): Write {
  return { type: 'put', value: { kind: 'bytes', bytes: new TextEncoder().encode(value) } }
}

export interface Sent {
  readonly to: string
  readonly ring: number
  readonly content: Content
}

export interface Call {
  readonly id: string
  readonly what: Written | LogQuestion
  readonly deadlineMs: number
}

export interface StageOptions {
  readonly copies?: number
  readonly classic?: boolean
  readonly isMember?: boolean
  /** Those of the group, by their letters; nobody but this vehicle is in reach. */
  readonly members?: string
  /** The log answers nothing at all, not even that it cannot. */
  readonly isLogMute?: boolean
  /** It takes part although it is no member. */
  readonly isAsked?: boolean
  readonly isDamaged?: boolean
  readonly settings?: TwophaseOptions
  /** The vehicle leads the group, whose log has these. */
  readonly unended?: readonly Unended[]
}

export interface Stage {
  readonly machine: TwophaseMachine
  readonly disk: Map<string, Uint8Array>
  /** Whom the vehicle is connected to. */
  readonly connected: Set<string>
  /** What was said since this was last asked, to vehicles by their letters; what lingers too. */
  sent(): readonly Sent[]
  /** `prepare>B votes>C` of the same. */
  words(): string
  replies(): readonly Extract<Effect, { type: 'reply' }>[]
  /** What operations were named, the newest last. */
  readonly names: readonly string[]
  /** What the log was given or asked since this was last asked, but for the ring. */
  calls(): readonly Call[]
  /** How often the log was asked for the ring since this was last asked. */
  lookups(): number
  /** Whether it belongs to the group. */
  isMember: boolean
  /** The log answers nothing that is asked of the ring. */
  isLogSilent: boolean
  /** The log answers the ring as it is, at once; this changes it, and tells the vehicle. */
  ring(ring: Ring): void
  /** One message, of one content or several. */
  hear(from: string, said: Content | readonly Content[], ring?: number): void
  request(request: TwophaseRequest | KvOperation): string
  answer(call: Call | undefined, answer: LogAnswer): void
  /** Lets time pass; timers fire, and what waits for the disk is on it. */
  wait(forMs: number): void
  /** The same disk, another process. */
  restart(): void
}

/** A plays itself, with this ring from the beginning; undefined: nobody has registered. */
export function createStage(first: Ring | undefined, options: StageOptions = {}): Stage {
  const {
    copies = 2,
    classic = false,
    isMember = true,
    members = 'A',
    isLogMute = false,
    isAsked = false,
    isDamaged = false,
    settings,
    unended = []
  } = options
  const disk = new Map<string, Uint8Array>()
  if (isAsked) {
    disk.set(`s/twophase/${CHAIN}/s`, new TextEncoder().encode('{"isAsked":true}'))
  }
  let nowMs = 1_000_000
  let ring = first
  let changes = first === undefined ? 0 : 1
  let machine: TwophaseMachine
  let timers = new Map<string, number>()
  let sends: Sent[] = []
  let replies: Extract<Effect, { type: 'reply' }>[] = []
  const names: string[] = []
  let calls: Call[] = []
  const asked: string[] = []
  let requests = 0
  let lookups = 0
  const connected = new Set<string>()

  const ports: TwophasePorts = {
    incarnation: incarnationOf('a'),
    rulesOf: (chain) => (chain === CHAIN ? { copies, classic } : undefined),
    chains: () => [CHAIN],
    viewOf: () =>
      stage.isMember && ring !== undefined
        ? {
            ...{ height: 10, changes, ring: () => ring as Ring },
            decisions: (all) =>
              all.map(() => ({
                ...{ word: 'open', branch: false, versions: [], changes: [] },
                result: new Uint8Array(0)
              })),
            unended: (before, limit, skip) =>
              unended.filter(({ height }) => height < before).slice(skip, skip + limit)
          }
        : undefined,
    membersOf: () => [...members].map(peerOf),
    isMember: () => stage.isMember,
    leads: () => unended.length > 0,
    freeBytes: () => 1000,
    write: (id, _chain, what, deadlineMs) => calls.push({ id, what, deadlineMs }),
    ask(id, _chain, what, deadlineMs) {
      if (what.type === 'ring') {
        asked.push(...(isLogMute ? [] : [id]))
      } else {
        calls.push({ id, what, deadlineMs })
      }
    },
    readOperation: readKvOperation,
    readQuestion: readKvQuestion,
    encodeAnswer: encodeKvAnswer
  }

  const say = (to: string, { ring: version, contents }: TwophaseMessage): void => {
    sends.push(...contents.map((content) => ({ to, ring: version, content })))
  }

  const ringNow = (): LogAnswer =>
    stage.isLogSilent
      ? { type: 'failed', reason: 'noLeader', text: 'nobody leads' }
      : { type: 'ring', height: 10, changes, ring }

  const carry = (effects: readonly Effect<{ protocol: string; message: unknown }>[]): void => {
    for (const effect of effects) {
      switch (effect.type) {
        case 'write':
          for (const op of effect.ops) {
            if (op.type === 'put') {
              disk.set(op.key, new Uint8Array(op.value))
            } else {
              disk.delete(op.key)
            }
          }
          break
        case 'send':
          say(nameOf(effect.to), effect.message as TwophaseMessage)
          break
        case 'reply':
          replies.push(effect as Extract<Effect, { type: 'reply' }>)
          break
        case 'named':
          names.push(effect.operation)
          break
        case 'timer':
          if (effect.atMs === undefined) {
            timers.delete(effect.id)
          } else {
            timers.set(effect.id, effect.atMs)
          }
          break
        default:
      }
    }
    lookups += asked.length
    for (const id of asked.splice(0)) {
      answered(id, ringNow())
    }
  }

  const step = (event: MachineEvent<TwophaseMessage, TwophaseRequest>): void => {
    const out: Effect<{ protocol: 'twophase'; message: TwophaseMessage }>[] = []
    machine.step(nowMs, event, out)
    carry(out)
    leave()
  }

  /** What was sent has left, so that more may be. */
  const leave = (): void => {
    const id = `twophase:sent:${CHAIN}`
    if (timers.delete(id)) {
      step({ type: 'timer', id })
    }
  }

  /** What waits for what is said next leaves without it; nothing else happens meanwhile. */
  const linger = (): void => {
    const id = `twophase:linger:${CHAIN}`
    if (timers.delete(id)) {
      nowMs += LINGER_MS
      step({ type: 'timer', id })
    }
  }

  function answered(id: string, answer: LogAnswer): void {
    const out: Effect<{ protocol: 'twophase'; message: TwophaseMessage }>[] = []
    machine.answered(nowMs, id, answer, out)
    carry(out)
    leave()
  }

  const start = (): void => {
    const state = new Map(disk)
    // Hashes of keys are those of the other tests.
    const { crypto } = REALM.identity('A')
    const peers = { connected, advert: () => undefined }
    const own = { crypto: { ...crypto, sha256: HASHER.sha256 }, isDamaged }
    const environment = { ...createTestEnvironment('A', REALM, own), peers }
    timers = new Map()
    machine = createTwophase(environment, settings, { ...EMPTY_DISK, state }, ports)
    step({ type: 'start' })
  }
  const stage: Stage = {
    isMember,
    isLogSilent: false,
    get machine() {
      return machine
    },
    disk,
    connected,
    sent() {
      linger()
      const all = sends
      sends = []
      return all
    },
    words() {
      return this.sent()
        .map(({ to, content }) => `${content.type}>${to}`)
        .sort()
        .join(' ')
    },
    replies() {
      const all = replies
      replies = []
      return all
    },
    names,
    calls() {
      const all = calls
      calls = []
      return all
    },
    lookups() {
      const count = lookups
      lookups = 0
      return count
    },
    ring(next) {
      ring = next
      changes++
      const head = { height: 10, hash: '00' }
      step({ type: 'signal', signal: { type: 'decided', chain: CHAIN, head } })
    },
    hear(from, said, version = ring?.version ?? 0) {
      const message = messageOf(CHAIN, version, [said].flat())
      step({ type: 'message', from: peerOf(from), message })
    },
    request(request) {
      const id = `request-${++requests}`
      const asRequest: TwophaseRequest = isOperation(request)
        ? { type: 'submit', chain: CHAIN, operation: encodeOperation(request) }
        : request
      step({ type: 'request', id, request: asRequest })
      return id
    },
    answer: (call, told) => answered(call?.id ?? '', told),
    wait(forMs) {
      const endMs = nowMs + forMs
      const countStep = createStepLimit()
      for (;;) {
        countStep()
        const due = [...timers].filter(([, atMs]) => atMs <= endMs).sort((a, b) => a[1] - b[1])
        const [first_] = due
        if (first_ === undefined) {
          break
        }
        timers.delete(first_[0])
        nowMs = Math.max(nowMs, first_[1])
        step({ type: 'timer', id: first_[0] })
      }
      nowMs = endMs
    },
    restart: start
  }
  start()
  return stage
}

function isOperation(request: TwophaseRequest | KvOperation): request is KvOperation {
  return !('chain' in request)
}

/** A commit of transactions of C, each with one key of this version. */
export function committed(...numbers: readonly number[]): Extract<Content, { type: 'outcomes' }> {
  return outcomes(true, ...numbers)
}

export function outcomes(
  isCommitted: boolean,
  ...numbers: readonly number[]
): Extract<Content, { type: 'outcomes' }> {
  return {
    type: 'outcomes',
    coordinator: COORDINATOR,
    outcomes: numbers.map((number) => ({
      ...{ number, isCommitted, branch: true },
      ...{ versions: isCommitted ? [number] : [], changes: isCommitted ? [1] : [] }
    }))
  }
}

/** Names of keys on the stage's disk, of one kind: `k`, `p`, `d`, `c`. */
export function onDisk({ disk }: Stage, kind: string): readonly string[] {
  const prefix = `s/twophase/${CHAIN}/${kind}/`
  return [...disk.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
}
