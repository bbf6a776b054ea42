/**
 * The figures for people, and as the one line of JSON that other programs read.
 */
import type { Machine } from './machine.ts'
import type { Result } from './statistics.ts'

const HEADINGS = ['figure', 'median', 'unit', 'min', 'max', 'runs', 'load'] as const

export function tableLines(machine: Machine, results: readonly Result[]): readonly string[] {
  const { cpu, cores, memoryMiB, node, kernel, loadBefore } = machine
  const rows = [
    HEADINGS,
    ...results.map(({ name, value, unit, min, max, runs, load }) =>
      [name, value, unit, min, max, runs, load].map(String)
    )
  ]
  return [
    `${cpu}, ${cores} cores, ${memoryMiB} MiB, Node ${node}, ${kernel}`,
    `load before: ${loadBefore.join(', ')}`,
    ...gridLines(rows, (column) => column !== 0 && column !== 2)
  ]
}

/** Rows as lines, each column as wide as its widest cell; numbers to the right. */
export function gridLines(
  rows: readonly (readonly string[])[],
  isNumber: (column: number) => boolean = (column) => column !== 0
): readonly string[] {
  const [first = []] = rows
  const widths = first.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
  )
}

export function reportLine(
  machine: Machine,
  results: readonly Result[],
  failed: readonly string[]
): string {
  return JSON.stringify({ machine, results, ...(failed.length === 0 ? {} : { failed }) })
}
