/**
 * What the memory of a process is made of when there is most of it.
 */
import { readFileSync } from 'node:fs'

/** In MiB: what the process takes, and which parts of it V8 knows of. */
export interface MemoryPeak {
  readonly resident: number
  /** Objects of JavaScript, with the room V8 holds for them. */
  readonly heap: number
  readonly heapUsed: number
  /** Files mapped into memory, the program itself among them; 0 where the system does not say. */
  readonly mapped: number
  /** Bytes outside the heap that objects stand for; buffers are a part of them. */
  readonly external: number
}

export interface MemoryWatch {
  start(): void
  /** The sample with the most resident memory. */
  stop(): MemoryPeak
}

const SAMPLE_MS = 20
const MEBIBYTE = 2 ** 20

export function createMemoryWatch(): MemoryWatch {
  let timer: NodeJS.Timeout | undefined
  let peak = sample()
  return {
    start() {
      peak = sample()
      timer = setInterval(() => {
        const now = sample()
        peak = now.resident > peak.resident ? now : peak
      }, SAMPLE_MS)
    },
    stop() {
      clearInterval(timer)
      return peak
    }
  }
}

function sample(): MemoryPeak {
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage()
  return {
    resident: rss / MEBIBYTE,
    heap: heapTotal / MEBIBYTE,
    heapUsed: heapUsed / MEBIBYTE,
    external: external / MEBIBYTE,
    mapped: mappedMiB()
  }
}

function mappedMiB(): number {
  return statusMiB('self', 'RssFile') ?? 0
}

/** Memory of a process that only it uses; undefined where the system does not say, or it is gone. */
export function privateMiB(pid: number): number | undefined {
  return statusMiB(pid, 'RssAnon')
}

/** The most memory that a process has taken so far; undefined where the system does not say. */
export function peakMiB(pid: number): number | undefined {
  return statusMiB(pid, 'VmHWM')
}

function statusMiB(process: number | 'self', field: string): number | undefined {
  try {
    const status = readFileSync(`/proc/${process}/status`, 'latin1')
    const found = new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]
    return found === undefined ? undefined : Number(found) / 1024
  } catch {
    return undefined
  }
}

/** A peak as a line for people. */
export function memoryLine(peak: MemoryPeak): string {
  const { resident, heap, heapUsed, external, mapped } = peak
  const other = resident - heap - external - mapped
  const [all, held, used, outside, files, rest] = [
    resident,
    heap,
    heapUsed,
    external,
    mapped,
    other
  ].map(Math.round)
  return (
    `  at most ${all} MiB resident: heap ${held} (${used} used), external ${outside}, ` +
    `mapped files ${files}, other ${rest}`
  )
}
