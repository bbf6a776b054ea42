/**
 * Log lines from facts: rare changes of state are `info`, what a person should look at is `warn`,
 * everything else is `debug`.
 *
 * Keeps: a line holds the plain values of a fact and never raw bytes of a peer; however often a peer
 * provokes a warning, only a few lines a minute are written, and how many were left out is told.
 */
import { pino } from 'pino'
import type { Fact } from '../core/machine.ts'

/** The part of a pino logger that the node uses. */
export interface Logger {
  debug(detail: object, message: string): void
  info(detail: object, message: string): void
  warn(detail: object, message: string): void
  error(detail: object, message: string): void
}

type Level = 'debug' | 'info' | 'warn' | 'error'

/** What happened, by the last word of a fact's name. */
const LEVELS: Readonly<Record<string, Level>> = {
  opened: 'info',
  ended: 'info',
  sealed: 'info',
  placed: 'info',
  released: 'info',
  started: 'info',
  stopped: 'info',
  listening: 'info',
  admitted: 'info',
  connected: 'info',
  disconnected: 'info',
  repaired: 'info',
  denied: 'warn',
  refused: 'warn',
  distrusted: 'warn',
  underReplicated: 'warn',
  frozen: 'warn',
  damaged: 'warn',
  loadFailed: 'warn',
  lost: 'warn',
  halted: 'error'
}

const WARNINGS_MAX = 10
const WARNINGS_WINDOW_MS = 60_000

export function createFactLog(logger: Logger): (fact: Fact, nowMs: number) => void {
  const windows = new Map<string, { sinceMs: number; written: number; leftOut: number }>()

  const mayWarn = (name: string, nowMs: number): boolean => {
    const window = windows.get(name)
    if (window === undefined || nowMs - window.sinceMs >= WARNINGS_WINDOW_MS) {
      if (window !== undefined && window.leftOut > 0) {
        logger.warn({ leftOut: window.leftOut }, `${name}: lines were left out`)
      }
      windows.set(name, { sinceMs: nowMs, written: 1, leftOut: 0 })
      return true
    }
    if (window.written < WARNINGS_MAX) {
      window.written++
      return true
    }
    window.leftOut++
    return false
  }

  return ({ name, detail }, nowMs) => {
    const level = levelOf(name)
    if (level !== 'warn' || mayWarn(name, nowMs)) {
      logger[level](detail, name)
    }
  }
}

function levelOf(name: string): Level {
  return LEVELS[name.slice(name.indexOf(':') + 1)] ?? 'debug'
}

/** A logger that writes JSON lines to this stream. */
export function createLogger(level: string, stream: { write(line: string): void }): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream)
}

/** Writes nothing. */
export const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined
}
