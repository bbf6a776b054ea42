/**
 * The pure zone: core, protocols, state and vehicle take no time, chance or world of their own.
 */
import { type Check, eachFile, isProduct, lineAt, type SourceFile } from './source.ts'
import { declaredNames, importsOf, isPropertyName, type Node, nodesOf } from './syntax.ts'

const isPure = (path: string): boolean =>
  isProduct(path) && /^src\/(core|protocols|state|vehicle)\//.test(path)

/** Libraries the pure zone may use: they compute and do nothing else. */
const LIBRARIES_ALLOWED =
  /^(protons-runtime|sorted-btree|uint8arraylist|uint8arrays|multiformats)(\/|$)/

/** Names of the world outside. `Date` and `Math` have rules of their own. */
const WORLD: ReadonlySet<string> = new Set([
  ...['AbortController', 'Buffer', 'WebSocket', 'Worker', 'XMLHttpRequest'],
  ...['clearImmediate', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'document', 'eval'],
  ...['fetch', 'global', 'globalThis', 'localStorage', 'navigator', 'performance', 'process'],
  ...['queueMicrotask', 'require', 'self', 'setImmediate', 'setInterval', 'setTimeout', 'window']
])

/** What is wrong with a name that stands for the world's, or undefined. */
function problemWithName(name: string, node: Node, parent: Node): string | undefined {
  if (WORLD.has(name)) {
    return `${name} is outside the pure zone`
  }
  if (name === 'Date') {
    return 'time comes in as nowMs, not from Date'
  }
  const property = parent['object'] === node ? (parent['property'] as Node)['name'] : undefined
  if (name === 'Math' && property === 'random') {
    return 'chance comes in as a seeded generator, not from Math.random'
  }
  const isValue = parent.type === 'NewExpression' || parent['object'] === node
  return name === 'Promise' && isValue
    ? 'the pure zone is synchronous, without promises'
    : undefined
}

function problemWithNode(node: Node, parent: Node, own: ReadonlySet<string>): string | undefined {
  if (node['async'] === true || node.type === 'AwaitExpression') {
    return 'the pure zone is synchronous, without async and await'
  }
  const name = String(node['name'])
  if (node.type !== 'Identifier' || own.has(name) || isPropertyName(node, parent)) {
    return undefined
  }
  return problemWithName(name, node, parent)
}

function* look(file: SourceFile): Generator<{ line: number; reason: string }> {
  for (const { from, line } of importsOf(file)) {
    const leaves = from.startsWith('.')
      ? !isPure(new URL(from, `file:///${file.path}`).pathname.slice(1))
      : !LIBRARIES_ALLOWED.test(from)
    if (leaves) {
      yield { line, reason: `${from} is outside the pure zone` }
    }
  }
  const own = declaredNames(file)
  for (const [node, parent] of nodesOf(file)) {
    const reason = problemWithNode(node, parent, own)
    if (reason !== undefined) {
      yield { line: lineAt(file.text, node.start), reason }
    }
  }
}

const bad = (...texts: readonly string[]): readonly SourceFile[] =>
  texts.map((text, index) => ({ path: `src/core/bad-${index}.ts`, text }))

export const purity: Check = {
  name: 'the pure zone takes nothing from the world',
  wants: isPure,
  filesMin: 30,
  run: eachFile(look),
  bad: bad(
    'export const now = Date.now()',
    'export const now = new Date()',
    'export const clock = Date',
    'export const chance = Math.random()',
    'setTimeout(() => {}, 1)',
    'export const x = [setInterval]',
    'export const home = process.env',
    'export const x = Buffer.from([])',
    "console.log('x')",
    'export const t = performance.now()',
    'export const t = globalThis.Date.now()',
    'export async function x(): Promise<void> {}',
    'export const x = Promise.resolve(1)',
    'export const x = new Promise(() => {})',
    "import { readFileSync } from 'node:fs'",
    "import { x } from 'libp2p'",
    "import { x } from '../node/x.ts'",
    "export const x = await import('../../test/x.ts')"
  ),
  good: [
    { path: 'src/core/a.ts', text: '/** Not Date.now() nor setTimeout. */\nexport const x = 1' },
    { path: 'src/core/b.ts', text: "export const x = 'Math.random() and process.env'" },
    { path: 'src/core/c.ts', text: 'export const f = (process: () => void) => process()' },
    { path: 'src/core/d.ts', text: 'export const f = (x: { self: 1 }) => ({ process: x.self })' },
    { path: 'src/core/e.ts', text: 'export interface Store { get(key: string): Promise<void> }' },
    {
      path: 'src/vehicle/f.ts',
      text: "import { x } from '../core/x.ts'\nexport const y = Math.max(x)"
    },
    { path: 'src/core/g.ts', text: "export { concat } from 'uint8arrays/concat'" }
  ]
}
