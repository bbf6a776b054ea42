/**
 * The syntax of a file as the checks need it: its imports, its functions, the names it refers to.
 */
import { parseSync } from 'oxc-parser'
import { lineAt, type SourceFile } from './source.ts'

/** A node of the syntax tree, read without knowing its kind. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [property: string]: unknown
}

/** One module named by another, in whatever way. */
export interface Import {
  /** What is written: './x.ts', 'node:fs', 'level'. */
  readonly from: string
  /** Names imported as values; empty when only types are. `*` stands for all. */
  readonly values: readonly string[]
  readonly line: number
}

/** Parsed files by text: several checks read the same ones. */
const parsed = new Map<string, ReturnType<typeof parseSync>>()

function parse(file: SourceFile): ReturnType<typeof parseSync> {
  let result = parsed.get(file.text)
  if (result === undefined) {
    result = parseSync(file.path, file.text)
    const [error] = result.errors
    if (error !== undefined) {
      throw new Error(`${file.path} cannot be parsed: ${error.message}`)
    }
    parsed.set(file.text, result)
  }
  return result
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value

/** The nodes directly below a node. */
function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flat().filter(isNode)
}

/** Every node of a file, each with the one it hangs from, outer ones first. */
export function* nodesOf(file: SourceFile): Generator<readonly [Node, Node]> {
  const program = parse(file).program as unknown as Node
  const waiting: [Node, Node][] = [[program, program]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next
    const [node] = next
    waiting.push(...childrenOf(node).map((child): [Node, Node] => [child, node]))
  }
}

/** Every module a file names: import, export … from, import(), and import types. */
export function importsOf(file: SourceFile): readonly Import[] {
  const { module } = parse(file)
  const found: Import[] = []
  const add = (from: string, position: number, values: readonly string[]): void => {
    found.push({ from, values, line: lineAt(file.text, position) })
  }
  for (const { moduleRequest, start, entries } of module.staticImports) {
    const values = entries.filter((entry) => !entry.isType)
    // An import without names runs the module.
    const all = entries.length === 0 ? ['*'] : values.map((entry) => entry.importName.name ?? '*')
    add(moduleRequest.value, start, all)
  }
  for (const { start, entries } of module.staticExports) {
    for (const { moduleRequest, importName, isType } of entries) {
      if (moduleRequest !== null) {
        add(moduleRequest.value, start, isType ? [] : [importName.name ?? '*'])
      }
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = file.text.slice(moduleRequest.start, moduleRequest.end)
    add(written.replace(/^['"`]|['"`]$/g, ''), moduleRequest.start, ['*'])
  }
  for (const [node] of nodesOf(file)) {
    const source = node['source'] ?? node['argument']
    if (node.type === 'TSImportType' && isNode(source)) {
      add(file.text.slice(source.start + 1, source.end - 1), node.start, [])
    }
  }
  return found
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'ArrowFunctionExpression',
  'FunctionDeclaration',
  'FunctionExpression'
])

export const isFunction = (node: Node): boolean => FUNCTIONS.has(node.type) && isNode(node['body'])

/** The functions directly inside a function: not those inside another one of them. */
export function innerFunctions(node: Node): readonly Node[] {
  return childrenOf(node).flatMap((child) => (isFunction(child) ? [child] : innerFunctions(child)))
}

/** Names a file gives to its own variables, parameters, functions and imports. */
export function declaredNames(file: SourceFile): ReadonlySet<string> {
  const names = new Set<string>()
  const collect = (pattern: unknown): void => {
    if (!isNode(pattern)) {
      return
    }
    if (pattern.type === 'Identifier') {
      names.add(String(pattern['name']))
    } else if (pattern.type === 'Property') {
      collect(pattern['value'])
    } else if (/Pattern$|^RestElement$/.test(pattern.type)) {
      childrenOf(pattern).forEach(collect)
    }
  }
  for (const [node] of nodesOf(file)) {
    collect(node.type === 'VariableDeclarator' || isFunction(node) ? node['id'] : undefined)
    collect(node.type.startsWith('Import') ? node['local'] : undefined)
    if (isFunction(node) && Array.isArray(node['params'])) {
      node['params'].forEach(collect)
    }
  }
  return names
}

/** True when an identifier is only the name of a property: `x.process`, `{ process: 1 }`. */
export function isPropertyName(node: Node, parent: Node): boolean {
  const isKey = parent['key'] === node && parent['computed'] !== true
  const isMember = parent['property'] === node && parent['computed'] !== true
  return (isKey && parent['shorthand'] !== true) || isMember || parent.type.startsWith('TS')
}
