/** Records of many hours: which chunks of seeds count together. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addToJournal, type JournalLine, readJournal } from '../../../bench/journal.ts'
import { programDigest, suiteDigest } from '../../../bench/suite-code.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const line = (from: number, digest: string): JournalLine => ({
  suite: 'paxos',
  seeds: 10,
  from,
  violations: 0,
  undecided: 0,
  seedsPerHour: 70_000,
  failing: [],
  digest,
  commit: 'c0ffee',
  doneAt: '2026-11-22T05:00:00.000Z'
})

describe('journal', () => {
  it('journal: chunks of one program add up over several runs', () => {
    const path = join(folder, 'deep', 'paxos.jsonl')
    expect(readJournal(path, 'a')).toEqual([])
    addToJournal(path, line(1, 'a'))
    addToJournal(path, line(11, 'a'))
    expect(readJournal(path, 'a')).toEqual([line(1, 'a'), line(11, 'a')])
    expect(readJournal(path, 'b')).toEqual([])
  })

  it('journal: what was there stays when another chunk cannot be written', () => {
    const path = join(folder, 'paxos.jsonl')
    addToJournal(path, line(1, 'a'))
    mkdirSync(`${path}.new`)
    expect(() => addToJournal(path, line(11, 'a'))).toThrow('EISDIR')
    expect(readJournal(path, 'a')).toEqual([line(1, 'a')])
  })

  it('journal: the first chunk of another program drops those before', () => {
    const path = join(folder, 'paxos.jsonl')
    addToJournal(path, line(1, 'a'))
    addToJournal(path, line(1, 'b'))
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(line(1, 'b'))}\n`)
  })

  it('journal: half a line is none', () => {
    const path = join(folder, 'paxos.jsonl')
    writeFileSync(
      path,
      `${JSON.stringify(line(1, 'a'))}\n${JSON.stringify(line(11, 'a')).slice(9)}`
    )
    expect(readJournal(path, 'a')).toEqual([line(1, 'a')])
  })
})

describe('program of a suite', () => {
  function program(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const root = join(folder, name)
    mkdirSync(root, { recursive: true })
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(join(root, file), text)
    }
    return programDigest(join(root, 'suite.ts'))
  }

  const SUITE = "import { rule } from './rule.ts'\nexport const run = (): number => rule(2)\n"
  const RULE = 'export const rule = (n: number): number => n + 1\n'

  it('program of a suite: what it does is what counts, in every file that it reaches', async () => {
    const digest = await program('a', { 'suite.ts': SUITE, 'rule.ts': RULE })
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    const same = {
      'suite.ts': `/** Another comment. */\n${SUITE}`,
      'rule.ts': RULE.replace('number =>', 'number   =>'),
      'other.ts': 'export const other = 3\n'
    }
    expect(await program('b', same)).toBe(digest)
    const other = { 'suite.ts': SUITE, 'rule.ts': RULE.replace('n + 1', 'n + 2') }
    expect(await program('c', other)).not.toBe(digest)
  })

  it('program of a suite: there is one for each suite of the simulator, and for no other name', async () => {
    const [paxos, again, quorum] = await Promise.all(['paxos', 'paxos', 'quorum'].map(suiteDigest))
    expect(again).toBe(paxos)
    expect(quorum).not.toBe(paxos)
    await expect(suiteDigest('nothing')).rejects.toThrow()
  })
})
