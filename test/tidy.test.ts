/**
 * The project checks itself for what no tool sees; the rules are in test/tidy/.
 */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CHECKS } from './tidy/checks.ts'
import { apply, readTree } from './tidy/source.ts'

const tree = readTree(fileURLToPath(new URL('..', import.meta.url)))

describe.each(CHECKS.map((check) => ({ name: check.name, check })))('tidy: $name', ({ check }) => {
  const { seen, findings } = apply(check, tree)

  test('holds in the whole project', () => {
    expect(findings.map(({ path, line, reason }) => `${path}:${line}: ${reason}`)).toEqual([])
  })

  test(`has looked at ${check.filesMin} files or more`, () => {
    expect(seen).toBeGreaterThanOrEqual(check.filesMin)
  })

  test('reports each made-up file that breaks the rule', () => {
    expect(check.bad.length).toBeGreaterThan(0)
    for (const file of check.bad) {
      expect(check.wants(file.path), `wants ${file.path}`).toBe(true)
      const found = check.run([file])
      expect(
        found.map(({ path }) => path),
        file.text
      ).toContain(file.path)
      const lines = file.text.split('\n').length
      expect(
        found.every(({ line }) => line >= 1 && line <= lines),
        file.text
      ).toBe(true)
    }
  })

  test('accepts the made-up files that keep it', () => {
    expect(check.run(check.good)).toEqual([])
  })
})
