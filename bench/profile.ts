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
}

const SAMPLING_MICROSECONDS = 500
const IDLE = '(idle)'

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

/** The `count` functions with the most time of their own. */
export function summariseProfile(profile: CpuProfile, count: number): ProfileSummary {
  const { nodes, samples = [], timeDeltas = [] } = profile
  const callers = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.callFrame]))
  )
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameIn(callFrame, callers.get(id))]))
  const times = new Map<string, number>()
  for (const [i, sample] of samples.entries()) {
    const name = names.get(sample) ?? '(unknown)'
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[i] ?? 0) / 1000)
  }
  const idleMs = times.get(IDLE) ?? 0
  times.delete(IDLE)
  const busyMs = [...times.values()].reduce((sum, ms) => sum + ms, 0)
  const top = [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([where, ms]) => ({ where, ms, share: busyMs === 0 ? 0 : ms / busyMs }))
  return { busyMs, idleMs, top }
}

/** A profile as lines for people. */
export function profileLines(title: string, summary: ProfileSummary): readonly string[] {
  const { busyMs, idleMs, top } = summary
  return [
    `${title}: ${busyMs.toFixed(0)} ms busy, ${idleMs.toFixed(0)} ms idle`,
    ...top.map(
      ({ where, ms, share }) =>
        `  ${(share * 100).toFixed(1).padStart(5)} % ${ms.toFixed(0).padStart(7)} ms  ${where}`
    )
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
