/**
 * The machine that a figure was taken on, without which it means nothing.
 */
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { rounded } from './statistics.ts'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryMiB: number
  readonly node: string
  readonly kernel: string
  /** Load averages of 1, 5 and 15 minutes before the first measurement. */
  readonly loadBefore: readonly number[]
}

export function describeMachine(): Machine {
  const [first] = cpus()
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    node: process.version,
    kernel: `${type()} ${release()}`,
    loadBefore: loadavg().map(rounded)
  }
}
