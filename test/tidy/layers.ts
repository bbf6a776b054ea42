/**
 * Who may import whom: ARCHITECTURE.md as a table, and the check of it.
 *
 * Keeps: imports go down only; protocols do not know each other, nor do states; only the vehicle
 * composes them; the simulator and the node never meet; a library is used in one place.
 */
import { posix } from 'node:path'
import { type Check, eachFile, isProduct, type SourceFile } from './source.ts'
import { type Import, importsOf } from './syntax.ts'

const PURE_LAYERS = ['vehicle', 'protocols', 'state', 'core'] as const

/** Layers each layer may import, besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  bin: ['cli', 'polyfill'],
  client: ['http', 'node'],
  index: ['polyfill', 'http', 'node', 'ingest', 'storage', ...PURE_LAYERS],
  cli: ['polyfill', 'http', 'node', 'portable', 'sim', 'ingest', 'storage', ...PURE_LAYERS],
  http: ['node', 'ingest', 'storage', ...PURE_LAYERS],
  node: ['polyfill', 'ingest', 'storage', ...PURE_LAYERS],
  portable: ['sim', ...PURE_LAYERS],
  testing: ['polyfill', 'node', 'core'],
  sim: [...PURE_LAYERS, 'memory-store'],
  storage: ['core', 'memory-store'],
  'memory-store': ['core', 'storage'],
  ingest: ['state', 'core'],
  vehicle: ['protocols', 'state', 'core'],
  protocols: ['core'],
  state: ['core'],
  core: [],
  polyfill: []
}

/** Layers whose machines are put together by the vehicle; the simulator also runs one of them alone. */
const COMPOSED = new Set(['protocols', 'state'])
const COMPOSERS: ReadonlySet<string> = new Set(['vehicle', 'sim'])

/** The list of all protocols: it sees every protocol, and no protocol sees it. */
const REGISTRY = 'src/protocols/registry.ts'

/** Libraries that only some layers may use; the first match counts. */
const LIBRARIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(libp2p|@libp2p\/.*|@chainsafe\/libp2p.*|@multiformats\/.*)$/, ['node']],
  [/^(level|abstract-level|classic-level|memory-level)$/, ['storage']],
  [/^(fastify|@fastify\/.*|node:https?|node:http2)$/, ['http']],
  [/^(node:)?process$/, ['bin', 'cli', 'http']]
]

/** The layer a file of the product belongs to. */
export function layerOf(path: string): string {
  if (path.startsWith('bin/')) {
    return 'bin'
  }
  if (/^src\/storage\/memory-store(\.ts|\/)/.test(path)) {
    return 'memory-store'
  }
  return /^src\/([^/.]+)/.exec(path)?.[1] ?? path
}

/** The folder or single file below protocols/ or state/ that a path lies in. */
const siblingOf = (path: string): string => path.split('/')[2] ?? ''

function problemWithModule(
  file: SourceFile,
  target: string,
  { values }: Import
): string | undefined {
  const from = layerOf(file.path)
  const to = layerOf(target)
  if (from !== to && MAY_IMPORT[from]?.includes(to) !== true) {
    return `${from} must not import ${to} (${target})`
  }
  const isSibling = from === to && siblingOf(file.path) !== siblingOf(target)
  if (from === 'protocols' && isSibling && file.path !== REGISTRY) {
    return `protocols do not import each other (${target})`
  }
  if (from === 'state' && isSibling && !file.path.endsWith('/index.ts')) {
    return `states do not import each other (${target})`
  }
  const factory = values.find((name) => /^create[A-Z]/.test(name))
  if (factory !== undefined && COMPOSED.has(to) && from !== to && !COMPOSERS.has(from)) {
    return `only vehicle and sim compose machines (${factory} from ${target})`
  }
  return undefined
}

function problemWithLibrary(path: string, name: string): string | undefined {
  const rule = LIBRARIES.find(([pattern]) => pattern.test(name))
  if (rule === undefined || rule[1].includes(layerOf(path).replace('memory-store', 'storage'))) {
    return undefined
  }
  return `${name} is used only in ${rule[1].join(', ')}`
}

function* look(file: SourceFile): Generator<{ line: number; reason: string }> {
  if (MAY_IMPORT[layerOf(file.path)] === undefined) {
    yield { line: 1, reason: `no layer has the name ${layerOf(file.path)}` }
  }
  for (const found of importsOf(file)) {
    const reason = found.from.startsWith('.')
      ? problemWithModule(file, posix.join(posix.dirname(file.path), found.from), found)
      : problemWithLibrary(file.path, found.from)
    if (reason !== undefined) {
      yield { line: found.line, reason }
    }
  }
}

export const layers: Check = {
  name: 'imports go down only',
  wants: isProduct,
  filesMin: 30,
  run: eachFile(look),
  bad: [
    { path: 'src/core/a.ts', text: "import { x } from '../vehicle/x.ts'" },
    { path: 'src/protocols/read/b.ts', text: "import type { X } from '../paxos/x.ts'" },
    { path: 'src/protocols/read/c.ts', text: "import { X } from '../registry.ts'" },
    { path: 'src/state/kv.ts', text: "export { x } from './bank.ts'" },
    { path: 'src/state/kv/d.ts', text: "type X = import('../bank/index.ts').X" },
    { path: 'src/node/e.ts', text: "import { run } from '../sim/run.ts'" },
    { path: 'src/node/f.ts', text: "import { createRead } from '../protocols/read/index.ts'" },
    { path: 'src/sim/g.ts', text: "const x = await import('../node/x.ts')" },
    { path: 'src/sim/h.ts', text: "import { x } from '../storage/level-store.ts'" },
    { path: 'src/storage/i.ts', text: "import type { Vehicle } from '../vehicle/index.ts'" },
    { path: 'src/http/j.ts', text: "import type { Libp2p } from 'libp2p'" },
    { path: 'src/node/k.ts', text: "import { Level } from 'level'" },
    { path: 'src/node/l.ts', text: "import process from 'node:process'" },
    { path: 'src/cli/m.ts', text: "import fastify from 'fastify'" },
    { path: 'src/elsewhere/n.ts', text: 'export const x = 1' }
  ],
  good: [
    { path: 'src/core/a.ts', text: "import { x } from './x.ts'" },
    { path: 'src/protocols/read/b.ts', text: "import type { X } from '../../core/x.ts'" },
    { path: REGISTRY, text: "import { readSpec } from './read/index.ts'" },
    { path: 'src/vehicle/c.ts', text: "import { createRead } from '../protocols/read/index.ts'" },
    { path: 'src/node/d.ts', text: "import { createLibp2p } from 'libp2p'" },
    { path: 'src/node/e.ts', text: "import type { CreateRead } from '../protocols/read/index.ts'" },
    { path: 'src/sim/f.ts', text: "import { x } from '../storage/memory-store.ts'" },
    { path: 'bin/vguard-node.ts', text: "import { main } from '../src/cli/index.ts'" },
    { path: 'src/cli/g.ts', text: "import process from 'node:process'" }
  ]
}
