/**
 * Where the processor's time went: the functions of a CPU profile by the time spent in themselves.
 */
import { Session } from 'node:inspector/promises'

/** The parts of a V8 CPU profile that are read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: {
      readonly functionName: string
      readonly url: string
      readonly lineNumber: number
    }
    readonly children?: readonly number[] | undefined
  }[]
  readonly samples?: readonly number[] | undefined
  /** Microseconds before each sample. */
  readonly timeDeltas?: readonly number[] | undefined
}

export interface ProfileLine {
  /** Function, file and line. */
  readonly where: string
  readonly ms: number
  /** Of the time in which the thread was not idle, 0 to 1. */
  readonly share: number
}

export interface ProfileSummary {
  readonly busyMs: number
  readonly idleMs: number
  /** Most expensive first. */
  readonly top: readonly ProfileLine[]
  /** All of the busy time by the part of the program that it was spent in, most expensive first. */
  readonly parts: readonly ProfileLine[]
}

const SAMPLING_MICROSECONDS = 500
const IDLE = '(idle)'
const UNKNOWN = '(unknown)'
/** Parts that take less are not told to people. */
const PART_SHARE_MIN = 0.01

/** Profiles this process. Call `start` and, when it is over, `stop`. */
export interface Profiler {
  start(): Promise<void>
  stop(): Promise<CpuProfile>
}

export function createProfiler(): Profiler {
  const session = new Session()
  return {
    async start() {
      session.connect()
      await session.post('Profiler.enable')
      await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_MICROSECONDS })
      await session.post('Profiler.start')
    },
    async stop() {
      const { profile } = await session.post('Profiler.stop')
      session.disconnect()
      return profile
    }
  }
}

/** The `count` functions with the most time of their own, and the parts that all of them lie in. */
export function summariseProfile(profile: CpuProfile, count: number): ProfileSummary {
  const { nodes, samples = [], timeDeltas = [] } = profile
  const callers = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.callFrame]))
  )
  const places = new Map(
    nodes.map(({ id, callFrame }) => {
      const caller = callers.get(id)
      return [id, { where: nameIn(callFrame, caller), part: partIn(callFrame, caller) }]
    })
  )
  const functions = new Map<string, number>()
  const parts = new Map<string, number>()
  for (const [i, sample] of samples.entries()) {
    const { where = UNKNOWN, part = UNKNOWN } = places.get(sample) ?? {}
    const ms = (timeDeltas[i] ?? 0) / 1000
    functions.set(where, (functions.get(where) ?? 0) + ms)
    if (where !== IDLE) {
      parts.set(part, (parts.get(part) ?? 0) + ms)
    }
  }
  const idleMs = functions.get(IDLE) ?? 0
  functions.delete(IDLE)
  const busyMs = [...functions.values()].reduce((sum, ms) => sum + ms, 0)
  return { busyMs, idleMs, top: ranked(functions, busyMs, count), parts: ranked(parts, busyMs) }
}

function ranked(
  times: ReadonlyMap<string, number>,
  busyMs: number,
  count = times.size
): readonly ProfileLine[] {
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([where, ms]) => ({ where, ms, share: busyMs === 0 ? 0 : ms / busyMs }))
}

/** A profile as lines for people. */
export function profileLines(title: string, summary: ProfileSummary): readonly string[] {
  const { busyMs, idleMs, top, parts } = summary
  const line = ({ where, ms, share }: ProfileLine): string =>
    `  ${(share * 100).toFixed(1).padStart(5)} % ${ms.toFixed(0).padStart(7)} ms  ${where}`
  return [
    `${title}: ${busyMs.toFixed(0)} ms busy, ${idleMs.toFixed(0)} ms idle`,
    ...parts.filter(({ share }) => share >= PART_SHARE_MIN).map(line),
    '  functions:',
    ...top.map(line)
  ]
}

type CallFrame = CpuProfile['nodes'][number]['callFrame']

/** A function that is in no file, such as one of a native addon, is told by its caller. */
function nameIn(frame: CallFrame, caller: CallFrame | undefined): string {
  return frame.url === '' && !frame.functionName.startsWith('(') && caller !== undefined
    ? `${nameOf(frame)} < ${nameOf(caller)}`
    : nameOf(frame)
}

/** `encode src/protocols/certify/messages.js:120`; packages by their name. */
function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  const file = url
    .replace(/^.*\/node_modules\/(?!\.cache)/, '')
    .replace(/^.*\/node_modules\/\.cache\/bench\/\w+\//, '')
    .replace(/^file:\/\//, '')
  return file === '' ? name : `${name} ${file}:${lineNumber + 1}`
}

/** The first pattern that a file's address matches names the part. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^node:inspector/, 'the profiler itself'],
  [/libp2p-noise|@noble|ciphers|@libp2p\/crypto/, 'Noise and signatures (packages)'],
  [/yamux/, 'Yamux'],
  [/node_modules\/(?:classic-level|level|abstract-level)/, 'LevelDB'],
  [/protons|uint8array|\/messages\.js/, 'encoding and decoding'],
  [/node_modules\//, 'libp2p and other packages'],
  [/\/src\/storage\//, 'src/storage'],
  [/^node:internal\/crypto/, 'hashes, signatures and cipher (Node)'],
  [/^node:.*(?:net|stream|tcp)/, 'sockets and streams (Node)'],
  [/^node:/, 'timers, promises and the rest (Node)'],
  [/^\/bench\//, 'the load generator']
]

/** Native functions belong to who called them. */
function partIn(frame: CallFrame, caller: CallFrame | undefined): string {
  if (frame.functionName === '(garbage collector)') {
    return 'garbage collection'
  }
  if (frame.functionName.startsWith('(')) {
    return 'native code and the system'
  }
  const address = frame.url === '' ? (caller?.url ?? '') : frame.url
  // What is ours was compiled into a folder of this run.
  const url = address.replace(/^.*\/\.cache\/bench\/\w+\//, '/')
  const found = PARTS.find(([pattern]) => pattern.test(url))
  return (
    found?.[1] ?? /\/(src\/\w+(?:\/[\w-]+(?=\/))?)/.exec(url)?.[1] ?? 'native code and the system'
  )
}
