/**
 * The project's own small tools: the polyfill, what a test may need, and the counting reporter.
 */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { requires } from '../support/requires.ts'

const REPORTER = new URL('../../scripts/last-line-reporter.mjs', import.meta.url).href

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Reporter {
  readonly countOutcomes: (modules: readonly object[], errors: readonly Error[]) => Counts
}

/** As much of a test file's result as the reporter reads. */
const moduleOf = (state: string, tests: readonly string[]): object => ({
  state: () => state,
  children: { allTests: () => tests.map((outcome) => ({ result: () => ({ state: outcome }) })) }
})

describe('polyfill', () => {
  test('Promise.withResolvers resolves and rejects from outside', async () => {
    const good = Promise.withResolvers<number>()
    good.resolve(7)
    expect(await good.promise).toBe(7)
    const bad = Promise.withResolvers<number>()
    bad.reject(new Error('no'))
    await expect(bad.promise).rejects.toThrow('no')
  })

  test('Promise.withResolvers makes a promise of the class it is called on', () => {
    class Special<T> extends Promise<T> {}
    expect(Special.withResolvers().promise).toBeInstanceOf(Special)
  })
})

describe('requires', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  test('answers false when nothing is missing', () => {
    expect(requires()).toBe(false)
  })

  test('says what is missing, and refuses to skip where everything must run', () => {
    vi.stubEnv('PATH', '')
    vi.stubEnv('VGUARD_REQUIRE_ALL', '')
    expect(requires('nftables')).toContain('nftables')
    vi.stubEnv('VGUARD_REQUIRE_ALL', '1')
    expect(() => requires('nftables')).toThrow('VGUARD_REQUIRE_ALL')
  })
})

describe('last line of a run', async () => {
  const { countOutcomes } = (await import(REPORTER)) as Reporter

  test('counts tests by outcome over all files', () => {
    const modules = [
      moduleOf('passed', ['passed', 'passed', 'skipped']),
      moduleOf('failed', ['passed', 'failed', 'pending'])
    ]
    expect(countOutcomes(modules, [])).toEqual({ passed: 3, failed: 1, skipped: 2 })
  })

  test('counts a file that could not be loaded and an error outside tests as failed', () => {
    const counts = countOutcomes([moduleOf('failed', [])], [new Error('loose')])
    expect(counts).toEqual({ passed: 0, failed: 2, skipped: 0 })
  })
})
