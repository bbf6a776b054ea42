/**
 * Log lines for people: the time, what happened, and its details, in colours where they are wanted.
 */
import { clean, type Terminal } from './terminal.ts'

const LEVEL_STYLES = { 50: 'red', 40: 'yellow', 30: 'green' } as const

/** One JSON line of the log as text; anything else stays as it is. */
export function prettyLines(line: string, terminal: Terminal): string {
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(line)
  } catch {
    return line.trimEnd()
  }
  const { level, time, msg, err, ...detail } = entry
  const style = LEVEL_STYLES[Number(level) as keyof typeof LEVEL_STYLES] ?? 'dim'
  const clock = String(time).slice(11, 23)
  const details = Object.entries(detail).map(([key, value]) => `${key}=${plain(value)}`)
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? `\n${err.stack}` : ''
  return `${terminal.style('dim', clock)} ${terminal.style(style, String(msg))} ${details.join(' ')}${stack}`
}

function plain(value: unknown): string {
  return clean(typeof value === 'string' ? value : JSON.stringify(value))
}
