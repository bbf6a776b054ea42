/**
 * Reports that pages are written from: one JSON file in bench/results, from which the page and its
 * drawings in docs/ follow, so that figures and words never part.
 *
 * Keeps: the same report always gives the same page.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describeMachine, type Machine } from './machine.ts'
import { median, rounded } from './statistics.ts'

/** What every report says of itself. */
export interface ReportHead {
  /** When it began, ISO 8601 in UTC. */
  readonly startedAt: string
  readonly seconds: number
  /** What was typed. */
  readonly command: string
  readonly commit: string
  /** False when files differed from the commit. */
  readonly isClean: boolean
  /** True when it was made shorter than usual: to see that it works, and not for its figures. */
  readonly isSmall: boolean
  readonly machine: Machine
  /** One-minute load of the machine when it was over. */
  readonly loadAfter: number
}

/** A figure in a report: the median of its samples, with the least and the greatest. */
export interface Figure {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly samples: number
}

/** @throws RangeError when there are no samples */
export function figureOf(samples: readonly number[]): Figure {
  return {
    value: rounded(median(samples)),
    min: rounded(Math.min(...samples)),
    max: rounded(Math.max(...samples)),
    samples: samples.length
  }
}

/** Files below the folder of the repository, by their path. */
export type Files = ReadonlyMap<string, string>

/** What was typed; where the files went instead of the repository is nobody's business. */
export function commandText(args: readonly string[]): string {
  const kept = args.filter((arg, i) => arg !== '--into' && args[i - 1] !== '--into')
  return ['npm run bench --', ...kept.filter((arg) => !arg.startsWith('--into='))].join(' ')
}

/** Begins a report; call what it returns when it is over. */
export function beginReport(root: string, isSmall: boolean): () => ReportHead {
  const command = commandText(process.argv.slice(2))
  const startedAt = new Date().toISOString()
  const startMs = performance.now()
  const machine = describeMachine()
  const git = (...args: readonly string[]): string =>
    spawnSync('git', [...args], { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? ''
  const commit = git('rev-parse', 'HEAD')
  // What a report before this one has written is no change of what is measured.
  const isClean = git('status', '--porcelain', '--', '.', ':!docs', ':!bench/results') === ''
  return () => ({
    startedAt,
    seconds: Math.round((performance.now() - startMs) / 1000),
    command,
    commit,
    isClean,
    isSmall,
    machine,
    loadAfter: describeMachine().loadBefore[0] ?? 0
  })
}

export function writeFiles(folder: string, files: Files, say: (text: string) => void): void {
  for (const [path, text] of files) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    say(`written: ${path}`)
  }
}

/** The text with what stands between two marks replaced. @throws Error when a mark is missing */
export function replaceSection(text: string, name: string, section: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`]
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from === -1 || to < from) {
    throw new Error(`the page has no section from "${begin}" to "${end}"`)
  }
  return `${text.slice(0, from + begin.length)}\n${section.trim()}\n${text.slice(to)}`
}

/** A file of the folder, or undefined. */
export function readText(folder: string, path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8')
  } catch {
    return undefined
  }
}

/** The report that is kept in the repository. @throws Error when there is none */
export function readReport(root: string, path: string): unknown {
  const text = readText(root, path)
  if (text === undefined) {
    throw new Error(`there is no ${path} to write a page from; measure first`)
  }
  return JSON.parse(text)
}

/** How a report was made, for the head of its page. */
export function headLines(head: ReportHead): readonly string[] {
  const { machine, startedAt, seconds, command, commit, isClean, isSmall, loadAfter } = head
  const small = [
    '> **A small run**, made to see that everything works. Its figures were taken in little time and',
    '> mean nothing; the next full run replaces them.',
    ''
  ]
  return [
    ...(isSmall ? small : []),
    `Made by \`${command}\` on ${startedAt.slice(0, 10)} in ${Math.max(1, Math.round(seconds / 60))} minutes, at commit ` +
      `\`${commit.slice(0, 10)}\`${isClean ? '' : ' with changes'}: ${machine.cpu}, ${machine.cores} cores, ` +
      `${machine.memoryMiB} MiB, Node ${machine.node}, ${machine.kernel}; load ${machine.loadBefore[0]} before, ${loadAfter} after.`
  ]
}

/** Three digits that count, with thousands set apart: `12,300`, `1.92`, `0.0361`. */
export function figureText(value: number): string {
  const short = Number(value.toPrecision(3))
  return short.toLocaleString('en-US', { maximumSignificantDigits: 3 })
}

/** `12,300 (11,900 to 12,800)`; a dash where nothing was measured. */
export function spreadText(figure: Figure | undefined): string {
  return figure === undefined
    ? '-'
    : `${figureText(figure.value)} (${figureText(figure.min)} to ${figureText(figure.max)})`
}
