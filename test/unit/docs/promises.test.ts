/** What docs/guarantees.md says of the engines is what their contracts are run with. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { KV_FIXTURES } from '../../contract/kv/engines.ts'
import { FEATURES, type Feature } from '../../contract/kv/fixture.ts'

test('docs/guarantees.md has the promises of every engine as a table', () => {
  const text = readFileSync(new URL('../../../docs/guarantees.md', import.meta.url), 'utf8')
  const head = ['beside that', ...KV_FIXTURES.map(({ name }) => name)]
  expect(text).toContain(`| ${head.join(' | ')} |`)
  for (const [feature, what] of Object.entries(FEATURES) as [Feature, string][]) {
    const marks = KV_FIXTURES.map(({ promises }) => (promises.has(feature) ? 'yes' : '-'))
    expect(text, feature).toContain(`| ${[what, ...marks].join(' | ')} |`)
  }
})
