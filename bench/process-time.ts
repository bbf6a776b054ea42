/**
 * The processor's time of any process, from the system: of those that cannot be asked.
 */
import { readFileSync } from 'node:fs'
import { sum } from './statistics.ts'

/** Linux counts in hundredths of a second whatever the kernel ticks at. */
const TICK_MS = 10
/** After the name in brackets: state is the first, utime and stime the twelfth and thirteenth. */
const [UTIME, STIME] = [11, 12]

/** Milliseconds that these processes have used since they began; those that are gone count nothing. */
export function processTimeMs(pids: readonly number[]): number {
  return sum(pids.map((pid) => timeIn(statOf(pid))))
}

/** From a line of /proc/<pid>/stat. The name may hold spaces and brackets. */
export function timeIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[UTIME]) + Number(fields[STIME])
  return Number.isFinite(ticks) ? ticks * TICK_MS : 0
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}
