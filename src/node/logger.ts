/**
 * Log lines from facts: rare changes of state are `info`, what a person should look at is `warn`,
 * everything else is `debug`.
 *
 * Keeps: a line holds the plain values of a fact and never raw bytes of a peer; however often a thing
 * happens, only some lines a minute are written, and how many were left out is told.
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
const WORDS: Readonly<Record<Exclude<Level, 'debug'>, string>> = {
  info:
    'opened sealed placed released started stopped listening admitted disconnected joined left ' +
    'replaced elected repairing repaired learned moving moved slept',
  warn:
    'banned broken clockSet damaged denied distrusted failed forked frozen loadFailed lost refused ' +
    'recovering revocationsNotKept silent stuck unavailable underReplicated unprovable unreadable',
  error: 'halted'
}

const LEVELS = new Map<string, Level>(
  Object.entries(WORDS).flatMap(([level, words]) =>
    words.split(' ').map((word) => [word, level as Level] as const)
  )
)

/** Lines of one fact in a window of time; a booth a second is worth a line each, a flood is not. */
const LINES_MAX: Readonly<Record<Level, number>> = {
  debug: Number.POSITIVE_INFINITY,
  info: 60,
  warn: 10,
  error: Number.POSITIVE_INFINITY
}
const WINDOW_MS = 60_000

export function createFactLog(logger: Logger): (fact: Fact, nowMs: number) => void {
  const windows = new Map<string, { sinceMs: number; written: number; leftOut: number }>()

  const mayWrite = (name: string, level: Level, nowMs: number): boolean => {
    const window = windows.get(name)
    if (window === undefined || nowMs - window.sinceMs >= WINDOW_MS) {
      if (window !== undefined && window.leftOut > 0) {
        logger[level]({ leftOut: window.leftOut }, `${name}: lines were left out`)
      }
      windows.set(name, { sinceMs: nowMs, written: 1, leftOut: 0 })
      return true
    }
    if (window.written < LINES_MAX[level]) {
      window.written++
      return true
    }
    window.leftOut++
    return false
  }

  return ({ name, detail }, nowMs) => {
    const level = levelOf(name)
    if (level === 'debug' || mayWrite(name, level, nowMs)) {
      logger[level](detail, name)
    }
  }
}

function levelOf(name: string): Level {
  return LEVELS.get(name.slice(name.indexOf(':') + 1)) ?? 'debug'
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
