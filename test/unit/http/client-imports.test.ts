/** What the client of the control API loads: nothing of libp2p, of the store, or of the schemas. */
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf } from '../../tidy/syntax.ts'

const ROOT = new URL('../../../', import.meta.url)

/** Everything that a module loads when it runs, files by path and packages by name. */
function loadedBy(path: string, seen = new Set<string>()): ReadonlySet<string> {
  seen.add(path)
  const text = readFileSync(new URL(path, ROOT), 'utf8')
  for (const { from, values } of importsOf({ path, text })) {
    if (values.length > 0 && !from.startsWith('.')) {
      seen.add(from)
    }
    const target = posix.join(posix.dirname(path), from)
    if (values.length > 0 && from.startsWith('.') && !seen.has(target)) {
      loadedBy(target, seen)
    }
  }
  return seen
}

test('the client loads a few small files, and of packages only those of Node', () => {
  const loaded = [...loadedBy('src/client.ts')]
  expect(loaded).toContain('src/http/client.ts')
  expect(loaded).toContain('node:http')
  expect(loaded.length).toBeLessThan(15)
  expect(loaded.filter((one) => !/^(src\/|node:)/.test(one))).toEqual([])
  expect(
    loaded.filter((one) => /^src\/(storage|protocols|state|http\/contract)/.test(one))
  ).toEqual([])
})

test('the server loads Fastify and the schemas: the search sees packages', () => {
  const loaded = loadedBy('src/http/server.ts')
  expect(loaded).toContain('fastify')
  expect(loaded).toContain('typebox')
})
