/**
 * What a command prints: data to stdout, everything else to stderr; tables and colours for people,
 * one JSON object on the last line for programs.
 *
 * Keeps: colours only on a terminal that wants them (NO_COLOR, FORCE_COLOR); text of peers is cleaned
 * of control characters before a person sees it.
 */
import { stripVTControlCharacters, styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'magenta'

export interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export interface Terminal {
  /** Whether a person sees progress as it happens. */
  readonly isInteractive: boolean
  /** A line of data. */
  out(text: string): void
  /** A line about what happens; for people. */
  say(text: string): void
  /** Replaces the line of progress; only on a terminal. */
  progress(text: string): void
  /** The result for programs: one JSON object on the last line. */
  json(value: object): void
  table(columns: readonly string[], rows: readonly (readonly string[])[]): void
  style(style: Style, text: string): string
}

export interface TerminalOptions {
  readonly stdout: Stream
  readonly stderr: Stream
  readonly env: Readonly<Record<string, string | undefined>>
}

const CLEAR_LINE = '\r\u001b[2K'

export function createTerminal({ stdout, stderr, env }: TerminalOptions): Terminal {
  const hasColours = wantsColours(env, stdout)
  const isInteractive = stderr.isTTY === true && env['CI'] === undefined
  let hasProgress = false

  const endProgress = (): void => {
    if (hasProgress) {
      stderr.write(CLEAR_LINE)
      hasProgress = false
    }
  }
  const out = (text: string): void => {
    endProgress()
    stdout.write(`${text}\n`)
  }
  const style = (name: Style, text: string): string =>
    hasColours ? styleText(name, text, { validateStream: false }) : text

  return {
    isInteractive,
    out,
    say(text) {
      endProgress()
      stderr.write(`${text}\n`)
    },
    progress(text) {
      if (isInteractive) {
        stderr.write(`${CLEAR_LINE}${text.slice(0, (stderr.columns ?? 80) - 1)}`)
        hasProgress = true
      }
    },
    json: (value) => out(JSON.stringify(value)),
    table(columns, rows) {
      for (const line of tableLines(columns, rows, (text) => style('bold', text))) {
        out(line)
      }
    },
    style
  }
}

function wantsColours(env: TerminalOptions['env'], stdout: Stream): boolean {
  const force = env['FORCE_COLOR']
  if (force !== undefined) {
    return force !== '0'
  }
  return stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
}

/** Columns as wide as their widest cell; numbers to the right. */
export function tableLines(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  heading: (text: string) => string = (text) => text
): readonly string[] {
  const widths = columns.map((column, i) =>
    Math.max(width(column), ...rows.map((row) => width(row[i] ?? '')))
  )
  const isNumeric = columns.map(
    (_, i) => rows.length > 0 && rows.every((row) => /^[\d.,%-]*( [A-Za-z]+)?$/.test(row[i] ?? ''))
  )
  const line = (cells: readonly string[]): string =>
    columns
      .map((_, i) => pad(cells[i] ?? '', widths[i] ?? 0, isNumeric[i] === true))
      .join('  ')
      .trimEnd()
  return [heading(line(columns)), ...rows.map(line)]
}

function pad(text: string, columns: number, toRight: boolean): string {
  const blanks = ' '.repeat(Math.max(0, columns - width(text)))
  return toRight ? `${blanks}${text}` : `${text}${blanks}`
}

function width(text: string): number {
  return stripVTControlCharacters(text).length
}

/** Text from outside without what would move the cursor or colour the screen. */
export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what goes
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '?')
}

/** `1 record`, `3 records`. */
export function countText(count: number, word: string, many = `${word}s`): string {
  return `${count} ${count === 1 ? word : many}`
}

/** `1.2 s`, `340 ms`, `3 min`. */
export function durationText(ms: number): string {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`
  }
  if (ms < 60_000) {
    return `${(ms / 1000).toFixed(1)} s`
  }
  const minutes = Math.floor(ms / 60_000)
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`
}
