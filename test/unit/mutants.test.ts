/** The list of mutants: each can be made, whatever has become of the sources since. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MUTANTS } from '../mutants/list.ts'
import { mutate } from '../mutants/mutant.ts'

test('mutants: the text of each stands in its file exactly once, and another takes its place', () => {
  expect(MUTANTS.length).toBeGreaterThan(300)
  for (const mutant of MUTANTS) {
    const text = readFileSync(mutant.file, 'utf8')
    expect(mutate(mutant, text), mutant.id).not.toBe(text)
  }
})

test('mutants: each has a name of its own, and somebody who may kill it', () => {
  expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length)
  for (const { id, killers } of MUTANTS) {
    expect(killers, id).not.toHaveLength(0)
    for (const killer of killers) {
      const files = killer.type === 'tests' ? killer.files : []
      expect(
        files.filter((file) => !existsSync(file)),
        id
      ).toEqual([])
    }
  }
})
