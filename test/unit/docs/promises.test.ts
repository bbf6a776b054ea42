/** What docs/guarantees.md says of the engines is what their contracts are run with. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KV_FEATURES, type KvFeature, kvPromises } from '../../../src/index.ts'
import { KV_FIXTURES } from '../../contract/kv/engines.ts'

test('docs/guarantees.md has the promises of every engine as a table', () => {
  const text = readFileSync(new URL('../../../docs/guarantees.md', import.meta.url), 'utf8')
  const head = ['beside that', ...KV_FIXTURES.map(({ name }) => name)]
  expect(text).toContain(`| ${head.join(' | ')} |`)
  for (const [feature, what] of Object.entries(KV_FEATURES) as [KvFeature, string][]) {
    const marks = KV_FIXTURES.map(({ promises }) => (promises.has(feature) ? 'yes' : '-'))
    expect(text, feature).toContain(`| ${[what, ...marks].join(' | ')} |`)
  }
})

test('what a store promises is told from the view of its group, and a chain of certified blocks is none', () => {
  expect(kvPromises({}), 'paxos when nothing is said').toEqual(new Set(Object.keys(KV_FEATURES)))
  expect(kvPromises({ engine: 'certified' })).toEqual(new Set())
  expect(kvPromises({ engine: 'quorum' }).has('transactions')).toBe(false)
})
