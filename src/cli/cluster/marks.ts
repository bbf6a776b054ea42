/**
 * Which process is which: its number together with when it was started.
 *
 * Keeps: a number is given again to another process when the first has ended, so nothing is done to a
 * process whose start is not the one that was written down.
 */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

export interface ProcessMark {
  readonly pid: number
  /** When it was started, in words of this system; no two processes share both. */
  readonly started: string
}

/** Fields of /proc/PID/stat behind the name, which may hold blanks and brackets: proc(5), 3 and 22. */
const STATE_FIELD = 0
const START_FIELD = 19

const LOOK_AGAIN_MS = 20

/** The mark of a process that runs now; undefined when there is none, or only what is left of it. */
export async function markOf(pid: number): Promise<ProcessMark | undefined> {
  const started = process.platform === 'linux' ? await startOnLinux(pid) : await startByPs(pid)
  return started === undefined ? undefined : { pid, started }
}

async function startOnLinux(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const isGone = /^[ZXx]/.test(fields[STATE_FIELD] ?? 'X')
    // Counted from the start of the machine, so that has to be told as well.
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'latin1')
    return isGone ? undefined : `${boot.trim()} ${fields[START_FIELD] ?? ''}`
  } catch {
    return undefined
  }
}

async function startByPs(pid: number): Promise<string | undefined> {
  try {
    const options = { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } }
    const { stdout } = await promisify(execFile)(
      'ps',
      ['-o', 'stat=,lstart=', '-p', String(pid)],
      options
    )
    const [, state = 'Z', started = ''] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(stdout) ?? []
    return state.startsWith('Z') || started === '' ? undefined : started
  } catch {
    return undefined
  }
}

export async function isRunning(mark: ProcessMark): Promise<boolean> {
  const now = await markOf(mark.pid)
  return now?.started === mark.started
}

/**
 * Sends a signal to the process of a mark, and to no other, and waits until it is gone. Returns whether
 * it is gone, also when it was before.
 */
export async function endMarked(
  mark: ProcessMark,
  signal: 'SIGTERM' | 'SIGKILL',
  forMs: number
): Promise<boolean> {
  if (!(await isRunning(mark))) {
    return true
  }
  try {
    process.kill(mark.pid, signal)
  } catch (cause) {
    // It may have ended in this moment; everything else is the caller's to know.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) {
      throw cause
    }
  }
  const endsAtMs = performance.now() + forMs
  while (await isRunning(mark)) {
    if (performance.now() > endsAtMs) {
      return false
    }
    await sleep(LOOK_AGAIN_MS)
  }
  return true
}
