/** Every promise of docs/guarantees.md is held by something that is there: a test, a file, a suite. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SUITE_NAMES } from '../../src/sim/suites.ts'
import { ROOT, textOf } from './markdown.ts'

interface Promised {
  readonly promise: string
  readonly heldBy: string
}

const PROMISES_MIN = 50

/** Rows of the tables `promise | held by`. */
const promises: readonly Promised[] = textOf('docs/guarantees.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line !== '| promise | held by |')
  .map((line) => line.replace(/ \|$/, '').split(' | '))
  .filter((cells) => cells.length === 2)
  .map(([promise = '', heldBy = '']) => ({ promise: promise.slice(2), heldBy }))

/** All tests as one text: names are found in it, those made from a list by their fixed parts. */
function sourcesOfTests(): string {
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
    .join('\n')
}

/** `…` stands for anything in a name; in a source it is a `%s`, or a value. */
function isNamed(name: string, sources: string): boolean {
  const parts = name
    .replace(/,? ?…$/, '')
    .split('…')
    .map((part) => part.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(parts.join('[^\\n]*')).test(sources)
}

test('docs/guarantees.md names for each promise what holds it to account', () => {
  expect(promises.length).toBeGreaterThan(PROMISES_MIN)
  for (const { promise, heldBy } of promises) {
    expect(/`[^`]+`|\bsim\b|\]\(/.test(heldBy), promise).toBe(true)
  }
})

test('docs/guarantees.md names only tests, files and suites that are there', () => {
  const sources = sourcesOfTests()
  const named = promises.flatMap(({ heldBy }) =>
    [...heldBy.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  )
  expect(named.length).toBeGreaterThan(PROMISES_MIN)
  const missing = named.filter((name) => {
    const [, suite] = /^--suite (\w+)$/.exec(name) ?? []
    if (suite !== undefined) {
      return !SUITE_NAMES.includes(suite)
    }
    return name.includes('/') ? !existsSync(join(ROOT, name)) : !isNamed(name, sources)
  })
  expect(missing).toEqual([])
})
