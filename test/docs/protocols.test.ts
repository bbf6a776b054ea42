/**
 * Every page of docs/protocols names all messages of its protocol in a table, and has one in bytes that
 * the codec reads and writes again to the letter.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../src/core/bytes.ts'
import type { ProtocolSpec } from '../../src/core/spec.ts'
import { blocksOf, ROOT, textOf } from './markdown.ts'

/** Spoken before any protocol, by the network; its example is held by the tests of the network. */
const OF_THE_NETWORK = ['admission']

const PROTOCOLS = readdirSync(join(ROOT, 'docs/protocols'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace('.md', ''))

function pathOf(name: string): string {
  return `docs/protocols/${name}.md`
}

/** Type and field of each member of the oneof in the first message; a page may use either. */
function messagesOf(name: string): readonly (readonly [type: string, field: string])[] {
  const proto = readFileSync(join(ROOT, 'src/protocols', name, 'messages.proto'), 'utf8')
  const [, oneof = ''] = /oneof \w+ \{([^}]*)\}/.exec(proto) ?? []
  const members = oneof.matchAll(/^\s*(\w+) (\w+) = \d+/gm)
  return [...members].map(([, type = '', field = '']) => [type, field])
}

/** First cells of all tables of a page, as far as they are names. */
function firstCells(name: string): ReadonlySet<string> {
  const cells = textOf(pathOf(name))
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .flatMap((line) => (line.split(' | ')[0] ?? '').replace('| ', '').split(/, | and |\//))
  return new Set(cells.map(plain))
}

function plain(name: string): string {
  return name.replaceAll(/[`_ ]/g, '').toLowerCase()
}

describe('protocols', () => {
  it('protocols: every protocol has a page', () => {
    const folders = readdirSync(join(ROOT, 'src/protocols'))
    const spoken = folders.filter((name) =>
      existsSync(join(ROOT, 'src/protocols', name, 'messages.proto'))
    )
    expect(spoken.length).toBeGreaterThan(5)
    expect(PROTOCOLS).toEqual(expect.arrayContaining(spoken))
  })

  it.each(PROTOCOLS)('protocols: the page of %s has one example in bytes', (name) => {
    const examples = blocksOf(pathOf(name)).filter(({ language }) => language === 'hex')
    expect(examples.length).toBe(1)
  })

  const own = PROTOCOLS.filter((name) => !OF_THE_NETWORK.includes(name))

  it.each(own)('protocols: the page of %s has every message in a table', (name) => {
    const messages = messagesOf(name)
    expect(messages.length).toBeGreaterThan(0)
    const cells = firstCells(name)
    const missing = messages.filter((names) => !names.some((word) => cells.has(plain(word))))
    expect(missing).toEqual([])
  })

  it.each(own)('protocols: the example of %s decodes, and encodes to the same', async (name) => {
    const folder: Record<string, unknown> = await import(`../../src/protocols/${name}/index.ts`)
    const spec = folder[`${name}Spec`] as ProtocolSpec<string, unknown>
    const [example] = blocksOf(pathOf(name)).filter(({ language }) => language === 'hex')
    const hex = (example?.text ?? '').replaceAll(/\s/g, '')
    expect(toHex(spec.encode(spec.decode(fromHex(hex))))).toBe(hex)
  })
})
