/**
 * The Markdown files of the repository, and what a test wants of them: fenced blocks, headings, links.
 *
 * Keeps: knows as much of Markdown as these files use; what stands in a fence or in backticks is
 * neither heading nor link.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

export interface Block {
  /** Path from the root of the repository. */
  readonly page: string
  /** Of the opening fence, from 1. */
  readonly line: number
  /** As the fence says it; empty where it says none. */
  readonly language: string
  /** Without the indentation of the fence. */
  readonly text: string
}

export interface Link {
  readonly page: string
  readonly line: number
  readonly target: string
}

const FENCE = /^( *)(`{3,})(\S*)/
const LINK = /\]\(([^()\s]+)\)/g

/** Not of this repository, or made by a build. */
const FOREIGN = new Set(['node_modules', 'dist', '.git', 'coverage', 'artifacts'])

/** Paths of all Markdown files from the root of the repository, sorted. */
export function pages(): readonly string[] {
  const found: string[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !FOREIGN.has(entry.name)) {
        visit(path)
      } else if (entry.isFile() && entry.name.endsWith('.md')) {
        found.push(relative(ROOT, path))
      }
    }
  }
  visit(ROOT)
  return found.sort()
}

export function textOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
}

/** Every fenced block of a text. */
export function blocksOf(page: string, text: string = textOf(page)): readonly Block[] {
  const blocks: Block[] = []
  let open: { readonly indent: number; readonly fence: string; readonly block: Block } | undefined
  for (const [i, line] of text.split('\n').entries()) {
    if (open === undefined) {
      const [, indent = '', fence = '', language = ''] = FENCE.exec(line) ?? []
      if (fence !== '') {
        open = { indent: indent.length, fence, block: { page, line: i + 1, language, text: '' } }
      }
    } else if (line.trim() === open.fence) {
      blocks.push(open.block)
      open = undefined
    } else {
      const { block, indent } = open
      open = { ...open, block: { ...block, text: `${block.text}${line.slice(indent)}\n` } }
    }
  }
  if (open !== undefined) {
    throw new RangeError(`${page}:${open.block.line}: the fence is not closed`)
  }
  return blocks
}

/** The text with everything in fences and backticks blanked, line by line. */
function proseOf(text: string): readonly string[] {
  let fence: string | undefined
  return text.split('\n').map((line) => {
    const [, , mark = ''] = FENCE.exec(line) ?? []
    if (fence === undefined && mark === '') {
      return line.replaceAll(/`[^`]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '))
    }
    fence = fence === undefined ? mark : line.trim() === fence ? undefined : fence
    return ''
  })
}

export function linksOf(page: string, text: string = textOf(page)): readonly Link[] {
  return proseOf(text).flatMap((prose, i) =>
    [...prose.matchAll(LINK)].map(([, target = '']) => ({ page, line: i + 1, target }))
  )
}

/** What `#…` may lead to in a text: its headings as GitHub names them. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const line of proseOf(text)) {
    const [, heading] = /^#{1,6} +(.+?) *$/.exec(line) ?? []
    if (heading !== undefined) {
      const base = heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-')
      let anchor = base
      for (let n = 1; anchors.has(anchor); n++) {
        anchor = `${base}-${n}`
      }
      anchors.add(anchor)
    }
  }
  return anchors
}
