/** The guides of whoever runs vehicles name what there is: metrics, formats, protocols, exit codes. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { FORMAT_VERSION } from '../../../src/core/keyspace.ts'
import { BACKUP_FORMAT } from '../../../src/node/backup/archive.ts'
import { NETWORK_COUNTERS } from '../../../src/node/network/counters.ts'
import { PROTOCOLS } from '../../../src/protocols/registry.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** `read:timedOut` as `read_timed_out`. */
const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/[^a-z0-9]+/g, '_')

/** Names of the metrics that the sources make. */
function metrics(): ReadonlySet<string> {
  const sources = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(join('src', path)))
  const facts = sources.flatMap((text) => [...text.matchAll(/name: '(\w+:\w+)'/g)])
  const readings = [...read('src/node/readings.ts').matchAll(/name: '(\w+)'/g)]
  const ofGroups = [...read('src/node/group-readings.ts').matchAll(/[sS]eries\(\s*'(\w+)'/g)]
  return new Set([
    ...facts.map(([, name = '']) => `vguard_${snake(name)}_total`),
    ...[...readings, ...ofGroups].map(([, name]) => `vguard_${name}`),
    ...Object.keys(NETWORK_COUNTERS).map((name) => `vguard_network_${snake(name)}_total`)
  ])
}

test('docs/operations.md sets alarms on metrics that there are', () => {
  const known = metrics()
  const named = [...new Set(read('docs/operations.md').match(/\bvguard_[a-z_]+/g))]
  expect(named.length).toBeGreaterThan(12)
  expect(named.filter((name) => !known.has(name))).toEqual([])
})

test('docs/operations.md names the exit codes that systemd does not restart', () => {
  const { usage, damaged, fleet, exposed } = EXIT
  expect(read('docs/operations.md').replaceAll('\n', ' ')).toContain(
    `${usage} wrong settings, ${damaged} a damaged store, ${fleet} no fleet, ` +
      `${exposed} a key that others could read`
  )
})

test('UPGRADING.md tells the formats and protocols of this version', () => {
  const text = read('UPGRADING.md')
  expect(text).toContain(`| store in the data directory | format ${FORMAT_VERSION} |`)
  expect(text).toContain(`| backup | format ${BACKUP_FORMAT} |`)
  expect(text).toContain('| `/vguard/<name>/1.0.0` |')
  for (const { id, name } of Object.values(PROTOCOLS)) {
    expect(id).toBe(`/vguard/${name}/1.0.0`)
  }
})

test.each(['docs/operations.md', 'SECURITY.md', 'UPGRADING.md'])(
  '%s links to what is there',
  (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)]
    expect(links.length).toBeGreaterThan(1)
    for (const [link, file = '', anchor] of links) {
      const target = file === '' ? path : join(path, '..', file)
      const heads = [...read(target).matchAll(/^#+ (.+)$/gm)].map(([, head = '']) =>
        head
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-')
      )
      expect(anchor === undefined || heads.includes(anchor), link).toBe(true)
    }
  }
)
