/**
 * Writes docs/reference.md from what the entry points of the package export: every function, class and
 * type with its comment and its declaration, and the types of this project that they refer to.
 *
 *   node scripts/reference.mjs           writes the page when it is not there or not up to date
 *
 * Keeps: says only what stands in the sources, so that one text is true for readers and the compiler.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseSync } from 'oxc-parser'
import { ROOT, readIfThere } from './tree.mjs'

const PAGE = 'docs/reference.md'
const KINDS = ['Functions', 'Classes', 'Values', 'Types']
const HEAD = `# Reference of the library
This page is written by \`npm run generate\` from the sources; \`npm run check\` fails when it is not fresh. What belongs together, with examples, stands in [the API](api.md#library).
`
const DECLARATIONS = {
  FunctionDeclaration: 'Functions',
  ClassDeclaration: 'Classes',
  VariableDeclaration: 'Values',
  TSInterfaceDeclaration: 'Types',
  TSTypeAliasDeclaration: 'Types'
}

const modules = new Map()

const isNode = (value) => typeof value === 'object' && value !== null && 'type' in value

function* nodesBelow(node) {
  yield node
  for (const child of Object.values(node).flat()) {
    if (isNode(child)) {
      yield* nodesBelow(child)
    }
  }
}

/** A module of the sources: its declarations, and where its other names come from. */
function moduleAt(path) {
  const known = modules.get(path)
  if (known !== undefined) {
    return known
  }
  const text = readFileSync(join(ROOT, path), 'utf8')
  const { program, comments, errors } = parseSync(path, text)
  if (errors.length > 0) {
    throw new Error(`${path} cannot be parsed: ${errors[0].message}`)
  }
  const read = { path, text, comments, declared: new Map(), elsewhere: new Map(), all: [] }
  modules.set(path, read)
  for (const statement of program.body) {
    readStatement(read, statement)
  }
  return read
}

function readStatement(read, statement) {
  const from = statement.source?.value
  const path = from?.startsWith('.') ? join(dirname(read.path), from) : undefined
  if (statement.type === 'ExportAllDeclaration' && path !== undefined) {
    read.all.push(path)
  } else if (statement.type === 'ImportDeclaration' && path !== undefined) {
    for (const { imported, local } of statement.specifiers) {
      read.elsewhere.set(local.name, { path, name: imported?.name ?? local.name })
    }
  } else if (statement.type === 'ExportNamedDeclaration' && path !== undefined) {
    for (const { local, exported } of statement.specifiers) {
      read.elsewhere.set(exported.name, { path, name: local.name })
    }
  } else {
    const declaration = statement.declaration ?? statement
    const kind = DECLARATIONS[declaration.type]
    const id = declaration.id ?? declaration.declarations?.[0]?.id
    if (kind !== undefined && id?.name !== undefined) {
      read.declared.set(id.name, { ...{ kind, name: id.name }, statement, declaration, read })
    }
  }
}

/** The declaration that a name stands for in a module; undefined when it is of a package. */
function find(path, name) {
  const read = moduleAt(path)
  const other = read.elsewhere.get(name)
  const own = read.declared.get(name)
  if (own !== undefined || other !== undefined) {
    return own ?? find(other.path, other.name)
  }
  for (const further of read.all) {
    const found = find(further, name)
    if (found !== undefined) {
      return found
    }
  }
  return undefined
}

/** Names that a module exports, in its order. */
function exportsOf(path) {
  const read = moduleAt(path)
  const own = [...read.declared.values()].filter(({ statement }) => statement.declaration)
  const others = [...read.elsewhere.keys()].filter((name) => isExported(read, name))
  return [...own.map(({ name }) => name), ...others, ...read.all.flatMap(exportsOf)]
}

function isExported(read, name) {
  const lists = [...read.text.matchAll(/^export [^\n{]*\{([^}]*)\}/gm)].map(([, list]) => list)
  return lists.some((list) => new RegExp(`\\b${name}\\b`).test(list))
}

/** Declarations of this project that a declaration names as types. */
function referred({ declaration, read }) {
  const found = []
  for (const node of nodesBelow(declaration)) {
    const name = node.type === 'TSTypeReference' ? node.typeName : node.expression
    const isType = node.type === 'TSTypeReference' || node.type === 'TSInterfaceHeritage'
    if (isType && name?.type === 'Identifier' && existsSync(join(ROOT, read.path))) {
      found.push(find(read.path, name.name))
    }
  }
  return found.filter((entry) => entry !== undefined)
}

/** The comment directly above, as lines without their stars. */
function commentOf({ statement, read }) {
  const comment = read.comments.findLast(
    ({ type, end }) => type === 'Block' && end <= statement.start
  )
  const isAbove =
    comment !== undefined && read.text.slice(comment.end, statement.start).trim() === ''
  if (!isAbove || !comment.value.startsWith('*')) {
    return ''
  }
  const lines = comment.value.slice(1).split('\n')
  const text = lines.map((line) => line.replace(/^\s*\* ?/, '').trimEnd()).join('\n')
  return text
    .trim()
    .replaceAll(/^@throws (.*)$/gm, '\nThrows $1')
    .replaceAll(/^@returns (.*)$/gm, '\nReturns $1')
    .replaceAll(/^(\w*)</gm, '$1\\<')
}

/** What a reader needs of a declaration: no bodies, and of a value its type. */
function signatureOf({ declaration, statement, read }) {
  const bodies = []
  for (const node of nodesBelow(declaration)) {
    if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
      bodies.push(node.body)
    }
  }
  const [variable] = declaration.declarations ?? []
  if (variable?.id.typeAnnotation && variable.init) {
    bodies.push({ start: variable.id.end, end: variable.init.end })
  }
  const outer = bodies.filter(
    (body) => body && !bodies.some((other) => other.start < body.start && body.end <= other.end)
  )
  let text = ''
  let at = statement.start
  for (const { start, end } of outer.sort((a, b) => a.start - b.start)) {
    text += read.text.slice(at, start).trimEnd()
    at = end
  }
  return `${text}${read.text.slice(at, statement.end)}`.replace(/^export /, '')
}

function describe(entry) {
  const comment = commentOf(entry)
  const lines = [`#### ${entry.name}`, ...(comment === '' ? [] : [comment]), '```typescript']
  return [...lines, signatureOf(entry), '```', ''].join('\n')
}

/** Everything reachable from some declarations that is not among them, in the order it is met. */
function furtherTypes(entries) {
  const seen = new Set(entries.map(({ name }) => name))
  const waiting = [...entries]
  const further = []
  for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
    for (const other of referred(entry)) {
      if (!seen.has(other.name)) {
        seen.add(other.name)
        further.push(other)
        waiting.push(other)
      }
    }
  }
  return further
}

const byName = (a, b) => a.name.localeCompare(b.name, 'en')

function section(title, entries) {
  return entries.length === 0 ? '' : `### ${title}\n${entries.map(describe).join('\n')}\n`
}

/** The entry points that package.json names, with their sources. */
function entryPoints() {
  const { name, exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return Object.entries(exports)
    .filter(([, target]) => target.types !== undefined)
    .map(([entry, { types }]) => ({
      name: `${name}${entry.slice(1)}`,
      path: types.replace('./dist/', '').replace('.d.ts', '.ts')
    }))
}

/** What an entry point exports, but for what was told before, by kind. */
function exportedBy({ name, path }, told) {
  const entries = [...new Set(exportsOf(path))].map((exported) => {
    const entry = find(path, exported)
    if (entry === undefined) {
      throw new Error(`${path} exports ${exported}, which cannot be found`)
    }
    return { ...entry, name: exported }
  })
  const fresh = entries.filter((entry) => !told.has(entry.name))
  for (const entry of fresh) {
    told.set(entry.name, entry)
  }
  const shared = entries.filter((entry) => !fresh.includes(entry)).sort(byName)
  const again = shared.map((entry) => `\`${entry.name}\``).join(', ')
  const note = again === '' ? '' : `Also exports ${again}, which are described above.\n\n`
  const kinds = KINDS.map((kind) =>
    section(kind, fresh.filter((entry) => entry.kind === kind).sort(byName))
  )
  return `\n## ${name}\n${note}${kinds.join('')}`
}

/** A list of all names below the head, each leading to its place. */
function contentsOf(body) {
  const seen = new Map()
  const links = [...body.matchAll(/^#### (\w+)$/gm)].map(([, name]) => {
    const anchor = name.toLowerCase()
    const count = seen.get(anchor) ?? 0
    seen.set(anchor, count + 1)
    return { name, link: `[${name}](#${anchor}${count === 0 ? '' : `-${count}`})` }
  })
  const isValue = ({ name }) => /^[a-z]/.test(name) || /Error$/.test(name) || name === 'VERSION'
  const list = (items) => items.map(({ link }) => link).join(' · ')
  const types = links.filter((link) => !isValue(link)).sort(byName)
  return `\nFunctions and classes: ${list(links.filter(isValue))}\n\nTypes: ${list(types)}\n`
}

/** The text of the page, and how many declarations it has. */
function makePage() {
  const told = new Map()
  let body = entryPoints()
    .map((entry) => exportedBy(entry, told))
    .join('')
  const further = furtherTypes([...told.values()]).sort(byName)
  body += `\n## Types that these refer to\nThey cannot be imported by name.\n\n`
  body += further.map(describe).join('\n')
  const text = `${HEAD}${contentsOf(body)}${body}`.replaceAll(/\n{3,}/g, '\n\n')
  return { text: `${text.trimEnd()}\n`, read: told.size + further.length }
}

/** Brings the page up to date, or with `check` only says whether it is. */
export function generateReference({ check = false } = {}) {
  const { text, read } = makePage()
  const isFresh = readIfThere(join(ROOT, PAGE)) === text
  if (!isFresh && !check) {
    writeFileSync(join(ROOT, PAGE), text)
  }
  return { read, stale: isFresh ? [] : [PAGE] }
}

if (import.meta.filename === process.argv[1]) {
  const { read, stale } = generateReference()
  console.log(
    `${relative(process.cwd(), PAGE)}: ${read} declarations${stale.length > 0 ? ', written' : ''}`
  )
}
