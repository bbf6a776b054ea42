/**
 * Tells the service manager that started this process how it is: ready, alive, stopping.
 *
 * Node has no Unix datagram sockets, so systemd-notify speaks for it; hence NotifyAccess=all in the
 * unit. Keeps: without NOTIFY_SOCKET nothing happens; what cannot be told is said once and ends nothing.
 * Source: sd_notify(3), sd_watchdog_enabled(3).
 */
import { spawn } from 'node:child_process'

export interface Supervisor {
  /** Assignments such as `READY=1`; after the first READY=1 signs of life follow, where they are wanted. */
  tell(...assignments: readonly string[]): Promise<void>
  /** Ends the signs of life. */
  close(): void
}

const PROGRAM = 'systemd-notify'

/** A notification that takes longer has no listener. */
const TELL_MS = 5000

/** `say` is told, once, why the supervisor cannot be reached. */
export function createSupervisor(
  env: Readonly<Record<string, string | undefined>>,
  say: (text: string) => void
): Supervisor {
  let timer: NodeJS.Timeout | undefined
  let hasComplained = false
  const complain = (why: string): void => {
    if (!hasComplained) {
      hasComplained = true
      say(`the service manager cannot be told: ${PROGRAM} ${why}`)
    }
  }
  const send = (assignments: readonly string[]): Promise<void> =>
    new Promise((resolve) => {
      const options = { stdio: 'ignore', timeout: TELL_MS, env: { ...env } } as const
      const child = spawn(PROGRAM, assignments, options)
      child.once('error', (error) => {
        complain(`cannot be run (${error.message})`)
        resolve()
      })
      child.once('exit', (code, signal) => {
        if (code !== 0) {
          complain(`ended with ${code ?? signal}`)
        }
        resolve()
      })
    })
  const beatEveryMs = watchdogMs(env) / 2

  return {
    async tell(...assignments) {
      if (!env['NOTIFY_SOCKET']) {
        return
      }
      await send(assignments)
      if (beatEveryMs > 0 && timer === undefined && assignments.includes('READY=1')) {
        timer = setInterval(() => void send(['WATCHDOG=1']), beatEveryMs).unref()
      }
    },
    close: () => clearInterval(timer)
  }
}

/** In how many milliseconds a sign of life is wanted; 0 for never. */
function watchdogMs({ WATCHDOG_USEC, WATCHDOG_PID }: Record<string, string | undefined>): number {
  const isOurs = WATCHDOG_PID === undefined || WATCHDOG_PID === String(process.pid)
  const microseconds = Number(WATCHDOG_USEC)
  return isOurs && Number.isSafeInteger(microseconds) && microseconds > 0 ? microseconds / 1000 : 0
}
