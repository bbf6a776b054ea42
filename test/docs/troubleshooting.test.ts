/** docs/troubleshooting.md has a remedy for every code that can be emitted, and for no other. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EXIT, exitCodeOf } from '../../src/cli/exit-codes.ts'
import { CATALOGUE, isProblemCode } from '../../src/node/catalogue.ts'
import { ROOT, textOf } from './markdown.ts'

/** Codes of Node, which are translated into others. */
const NOT_OURS = ['ERR_HTTP_REQUEST_TIMEOUT', 'ERR_WORKER_OUT_OF_MEMORY']
/** Codes that stand below several exit codes, since that says more than they do. */
const OFTEN = ['ERR_FAILED', 'ERR_UNREACHABLE']
/** Codes whose exit code does not follow from the code. */
const BY_HAND: Readonly<Record<string, number>> = { ERR_USAGE: EXIT.usage }

const text = textOf('docs/troubleshooting.md')
const [, ...sections] = text.split(/^## Exit code /m)
const rows = sections.flatMap((section) => {
  const exitCode = Number.parseInt(section, 10)
  const lines = section.split('\n').filter((line) => line.startsWith('| `'))
  return lines.map((line) => {
    const [, code = '', cause = '', remedy = ''] = line.split(' | ').flatMap(splitFirst)
    return { exitCode, code: code.replaceAll('`', ''), cause, remedy }
  })
})

function splitFirst(cell: string, i: number): readonly string[] {
  return i === 0 ? ['', cell.replace(/^\| /, '')] : [cell]
}

/** Every code that the sources have as a text. */
function codesOfSources(): ReadonlySet<string> {
  const codes = new Set<string>(Object.keys(CATALOGUE))
  for (const entry of readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith('.ts')) {
      const source = readFileSync(join(entry.parentPath, entry.name), 'utf8')
      for (const [, code = ''] of source.matchAll(/'(ERR_[A-Z_]*[A-Z])'/g)) {
        codes.add(code)
      }
    }
  }
  return new Set([...codes].filter((code) => !NOT_OURS.includes(code)))
}

test('docs/troubleshooting.md has a section for each exit code but 0, in order', () => {
  const told = sections.map((section) => Number.parseInt(section, 10))
  const codes = Object.values(EXIT).filter((code) => code !== EXIT.ok)
  expect(told).toEqual(codes.toSorted((a, b) => a - b))
})

test('docs/troubleshooting.md has each code that there is, and none that there is not', () => {
  const wanted = codesOfSources()
  expect(wanted.size).toBeGreaterThan(Object.keys(CATALOGUE).length)
  expect([...new Set(rows.map(({ code }) => code))].sort()).toEqual([...wanted].sort())
  const once = rows.map(({ code }) => code).filter((code) => !OFTEN.includes(code))
  expect(new Set(once).size, 'each code stands in one place').toBe(once.length)
})

test('docs/troubleshooting.md has each code below the exit code that it ends with', () => {
  for (const { code, exitCode } of rows.filter((row) => !OFTEN.includes(row.code))) {
    const status = isProblemCode(code) ? CATALOGUE[code].status : 0
    const error = Object.assign(new Error('x'), { code, problem: { status } })
    expect(BY_HAND[code] ?? exitCodeOf(error), code).toBe(exitCode)
  }
})

test('docs/troubleshooting.md has a cause and a remedy for each', () => {
  for (const { code, cause, remedy } of rows) {
    expect(cause.length, code).toBeGreaterThan(10)
    expect(remedy.replace(/ \|$/, '').length, code).toBeGreaterThan(5)
  }
})
