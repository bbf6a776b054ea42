/** What holds for all Markdown files: languages of blocks, what is not run, links and their anchors. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandsOf, isPrinted } from './commands.ts'
import { NOT_RUN, SHORTENED } from './exemptions.ts'
import { anchorsOf, blocksOf, linksOf, pages, ROOT, textOf } from './markdown.ts'
import { STORIES } from './stories.ts'
import { runnableBlocks } from './story.ts'

/** `sh` and `ts` are run; the others are no programs, `typescript` a declaration of the reference. */
const LANGUAGES = ['sh', 'ts', 'text', 'typescript', 'json', 'yaml', 'hex', 'mermaid']
const PAGES_MIN = 40
const NOT_RUN_MAX = 9
/** What a package does without. */
const CLONE = ['test', 'bench', 'scripts', 'CONTRIBUTING.md', 'package-lock.json']
const PICTURE_BYTES_MAX = 200 * 1024
/** All sources are read and translated for it. */
const IMPORT_MS = 120_000

const all = pages()
const commands = all.flatMap((page) =>
  runnableBlocks(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(commandsOf)
)

describe('pages', () => {
  it('pages: all of them are found', () => {
    expect(all.length).toBeGreaterThan(PAGES_MIN)
    expect(all).toContain('README.md')
    expect(all).toContain('docs/cli.md')
  })

  it('pages: every block says what it is, so none is left out by saying nothing', () => {
    const strange = all
      .flatMap((page) => blocksOf(page))
      .filter(({ language }) => !LANGUAGES.includes(language))
    expect(strange.map(({ page, line, language }) => `${page}:${line}: "${language}"`)).toEqual([])
  })

  it('pages: a command stands in a block that is run', () => {
    const words = 'vguard-node|npm|npx|docker|systemctl|useradd|curl|cp|mv|echo'
    const hidden = all
      .flatMap((page) => blocksOf(page))
      .filter(({ language, text }) => language === 'text' && commandIn(words).test(text))
    expect(hidden.map(({ page, line }) => `${page}:${line}`)).toEqual([])
    expect(commandIn(words).test('x\nsudo cp a b\n')).toBe(true)
  })

  it('pages: what is not run stands in a document, and says why', () => {
    for (const { begins, why } of NOT_RUN) {
      expect(why, begins).not.toBe('')
      expect(
        commands.some(({ text }) => text.startsWith(begins)),
        begins
      ).toBe(true)
    }
    expect(NOT_RUN.length).toBeLessThanOrEqual(NOT_RUN_MAX)
    for (const { written, why } of SHORTENED) {
      expect(why, written).not.toBe('')
      expect(
        commands.some(({ text }) => text.includes(written)),
        written
      ).toBe(true)
    }
  })

  it('pages: a script of npm that a document names is there', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const named = all.flatMap((page) =>
      [...textOf(page).matchAll(/npm run ([a-z0-9:]+)/g)].map(([, name]) => ({ page, name }))
    )
    expect(named.length).toBeGreaterThan(0)
    for (const { page, name = '' } of named) {
      expect(Object.keys(scripts), page).toContain(name)
    }
  })

  it('pages: a story is of a page with blocks', () => {
    for (const { page } of STORIES) {
      expect(runnableBlocks(page).length, page).toBeGreaterThan(0)
    }
  })

  it('pages: a page of the package leads to what is in the package, or to what only a clone has', () => {
    const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const isIn = (folders: readonly string[], path: string): boolean =>
      folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
    const packed = ['README.md', 'package.json', ...files]
    const shipped = all.filter((page) => isIn(packed, page))
    expect(shipped.length).toBeGreaterThan(PAGES_MIN)
    const outside = shipped
      .flatMap(linksOfPage)
      .filter(({ to }) => !isIn([...packed, ...CLONE], to))
    expect(outside.map(({ page, to }) => `${page}: ${to}`)).toEqual([])
  })

  it('pages: the README leads to every page, by links or by folders that it names', () => {
    const reached = new Set(['README.md'])
    for (const page of reached) {
      for (const { to } of linksOfPage(page)) {
        for (const found of all.filter((each) => each === to || dirname(each) === to)) {
          reached.add(found)
        }
      }
    }
    expect(all.filter((page) => !reached.has(page))).toEqual([])
  })

  it('pages: a relative link leads to a file, and its anchor to a heading', () => {
    const links = all.flatMap((page) => linksOf(page))
    expect(links.length).toBeGreaterThan(100)
    const broken = links.filter(({ page, target }) => isBroken(page, target))
    expect(broken.map(({ page, line, target }) => `${page}:${line}: ${target}`)).toEqual([])
  })
})

/** What the relative links of a page lead to, from the root of the repository. */
function linksOfPage(page: string): readonly { readonly page: string; readonly to: string }[] {
  return linksOf(page)
    .filter(({ target }) => !/^[a-z]+:/.test(target))
    .flatMap(({ target }) => target.split('#')[0] || [])
    .map((path) => ({ page, to: normalize(join(dirname(page), path)).replace(/\/$/, '') }))
}

/** One of these words at the beginning of a line, for oneself or for another user. */
function commandIn(words: string): RegExp {
  return new RegExp(`^(sudo (-u \\w+ )?)?(${words}) `, 'm')
}

function isBroken(page: string, target: string): boolean {
  if (/^[a-z]+:/.test(target)) {
    return false
  }
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)))
  if (file.startsWith('..') || !existsSync(join(ROOT, file))) {
    return true
  }
  return anchor !== undefined && file.endsWith('.md') && !anchorsOf(textOf(file)).has(anchor)
}

describe('reference', () => {
  it('reference: has everything that the package exports as a value', {
    timeout: IMPORT_MS
  }, async () => {
    const headings = new Set(textOf('docs/reference.md').match(/(?<=^#### )\w+$/gm))
    const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const targets = Object.values<{ readonly types?: string }>(exports)
    const paths = targets.flatMap(({ types }) => (types === undefined ? [] : [types]))
    expect(paths.length).toBeGreaterThan(1)
    const sources = paths.map((path) => path.replace('./dist', ROOT).replace('.d.ts', '.ts'))
    const entries = await Promise.all(sources.map(async (path) => await import(path)))
    for (const name of entries.flatMap(Object.keys)) {
      expect(headings, name).toContain(name)
    }
    expect(headings.size).toBeGreaterThan(100)
  })

  it('reference: declarations stand nowhere else', () => {
    const others = all.filter((page) => page !== 'docs/reference.md')
    const blocks = others.flatMap((page) => blocksOf(page))
    expect(blocks.filter(({ language }) => language === 'typescript')).toEqual([])
  })
})

describe('pictures', () => {
  it('pictures: the page is shown, by a picture that is quick to load', () => {
    expect(textOf('README.md')).toContain('](docs/images/page.png)')
    const picture = readFileSync(join(ROOT, 'docs/images/page.png'))
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
    expect(picture.length).toBeLessThan(PICTURE_BYTES_MAX)
  })
})

describe('reading of documents', () => {
  const text = [
    '# A `b`: c, d!',
    '  ```sh',
    '  one \\',
    '    two # prints: x…z',
    '  # ends with 6',
    '  three # a note',
    '  # [no](link.md)',
    '  ```',
    '[a](b.md#c) `[no](x.md)`',
    '# A b c d'
  ].join('\n')

  it('reading of documents: a block, its commands and claims', () => {
    const [block, ...others] = blocksOf('x.md', text)
    expect(others).toEqual([])
    expect(block).toMatchObject({ language: 'sh', line: 2 })
    const read = block === undefined ? [] : commandsOf(block)
    expect(read).toEqual([
      { page: 'x.md', line: 4, text: 'one two', prints: ['x…z'], endsWith: 6 },
      { page: 'x.md', line: 6, text: 'three', prints: [], endsWith: 0 }
    ])
  })

  it('reading of documents: links and anchors outside of code', () => {
    expect(linksOf('x.md', text)).toEqual([{ page: 'x.md', line: 9, target: 'b.md#c' }])
    expect([...anchorsOf(text)]).toEqual(['a-b-c-d', 'a-b-c-d-1'])
  })

  it('reading of documents: what is printed is compared within a line', () => {
    expect(isPrinted('a xyz b', 'x…z')).toBe(true)
    expect(isPrinted('a x\nz b', 'x…z')).toBe(false)
    expect(isPrinted('a (1)', '(1)')).toBe(true)
    expect(isPrinted('a 1', '(1)')).toBe(false)
  })
})
