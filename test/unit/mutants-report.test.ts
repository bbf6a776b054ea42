/** Reading what vitest says of a mutant: none lives because a failure was not told. */
import { describe, expect, it } from 'vitest'
import { readVerdict } from '../mutants/report.ts'

const file = (message: string, ...statuses: readonly string[]) => ({
  message,
  assertionResults: statuses.map((status, index) => ({ status, fullName: `test ${index + 1}` }))
})

const ended = (exitCode: number | null, ...testResults: readonly ReturnType<typeof file>[]) => ({
  output: `{ is no JSON\n${JSON.stringify({ testResults })}\nand a last word\n`,
  exitCode
})

describe('mutants: what a run says', () => {
  it('mutants: a run in which all is well leaves the mutant alive', () => {
    const verdict = readVerdict(ended(0, file('', 'passed', 'passed'), file('', 'passed')))
    expect(verdict).toEqual({ outcome: 'passed', detail: '3 tests' })
  })

  it('mutants: the first test that failed is named', () => {
    const verdict = readVerdict(ended(1, file('', 'passed'), file('', 'pending', 'failed')))
    expect(verdict).toEqual({ outcome: 'failed', detail: 'test 2' })
  })

  it('mutants: a file that does not load is no kill, also beside one that passed', () => {
    const verdict = readVerdict(ended(1, file('', 'passed'), file('there is no x')))
    expect(verdict).toEqual({ outcome: 'broken', detail: 'there is no x' })
  })

  it('mutants: a run that was cut short before its failure was told has said nothing', () => {
    expect(readVerdict(ended(1, file('', 'passed', 'pending'), file('')))).toBeUndefined()
    expect(readVerdict(ended(null, file('', 'passed')))).toBeUndefined()
    expect(readVerdict(ended(0))).toBeUndefined()
    expect(readVerdict({ output: 'no report', exitCode: 0 })).toBeUndefined()
  })
})
