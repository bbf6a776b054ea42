/**
 * Tells the story of the demonstration as it happens: numbered steps, what was seen, how long it took.
 */
import { durationText, type Style, type Terminal } from '../terminal.ts'

/** One step as it ended; also for --json. */
export interface StepResult {
  readonly step: number
  readonly title: string
  readonly ms: number
  /** What was seen to be true. */
  readonly seen: readonly string[]
}

export interface Narrator {
  /** Runs one step; what it throws ends the story. */
  step<T>(title: string, run: (tell: (text: string) => void) => Promise<T>): Promise<T>
  readonly results: readonly StepResult[]
}

const COLOURS: Readonly<Record<string, Style>> = {
  A: 'red',
  B: 'green',
  C: 'cyan',
  D: 'blue',
  E: 'magenta',
  F: 'yellow',
  G: 'bold'
}

export function createNarrator(terminal: Terminal, isQuiet: boolean): Narrator {
  const results: StepResult[] = []
  const say = (text: string): void => {
    if (!isQuiet) {
      terminal.out(text)
    }
  }
  return {
    results,
    async step(title, run) {
      const step = results.length + 1
      const seen: string[] = []
      const startedMs = performance.now()
      say(`${terminal.style('bold', String(step).padStart(2))}  ${colourNames(terminal, title)}`)
      terminal.progress(`    ${title} …`)
      const result = await run((text) => {
        seen.push(text)
        say(`      ${terminal.style('green', '✓')} ${colourNames(terminal, text)}`)
      })
      const ms = performance.now() - startedMs
      results.push({ step, title, ms: Math.round(ms), seen })
      say(`      ${terminal.style('dim', durationText(ms))}`)
      return result
    }
  }
}

/** The single letters A to G are vehicles. */
export function colourNames(terminal: Terminal, text: string): string {
  return text.replace(/\b[A-G]\b/g, (letter) => terminal.style(COLOURS[letter] ?? 'bold', letter))
}
