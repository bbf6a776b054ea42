/** Commands that a message offers are words of a shell. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { growFolder } from '../../../src/cli/cluster/folder.ts'
import { run } from '../../../src/cli/index.ts'
import { shellWord } from '../../../src/cli/quoting.ts'
import { createCli } from '../../support/cli.ts'

const folders: string[] = []
afterEach(() => {
  for (const made of folders.splice(0)) {
    rmSync(made, { recursive: true })
  }
})

test('only what a shell would read as something else is quoted', () => {
  for (const word of ['/home/me/.vguard', 'car-2', 'abc:6', 'a=b,c@d+e%']) {
    expect(shellWord(word)).toBe(word)
  }
  for (const word of ['', 'my cars', '~/cars', '$HOME', 'a;b', '`a`', 'a\nb', 'a"b', 'a*']) {
    expect(shellWord(word)).toBe(`'${word}'`)
  }
  expect(shellWord("it's")).toBe("'it'\\''s'")
})

test('a folder of two words is one word of every command that is offered', async () => {
  const outer = mkdtempSync(join(tmpdir(), 'vguard-quoting-'))
  folders.push(outer)
  const home = join(outer, 'my cars')
  const dir = join(home, 'cluster')
  await growFolder(dir, 2)
  const told = async (...words: readonly string[]): Promise<string> => {
    const { cli, written } = createCli()
    await run(words, cli)
    return written.err
  }
  const alone = await told('status', '--data-dir', home)
  expect(alone).toContain(`start it with: vguard-node start --data-dir '${home}',`)
  const named = await told('new-identity', '--data-dir', join(dir, 'car-2'))
  expect(named).toContain(`--name car-2 --data-dir '${join(dir, 'car-1')}'\n`)
  expect(named).toContain(`vguard-node cluster restart car-2 --dir '${dir}'\n`)
  const list = await told('cluster', 'ls', '--dir', dir)
  expect(list).toContain(`vguard-node status --data-dir '${join(dir, 'car-1')}'\n`)
  const listHere = await told('cluster', 'ls', '--data-dir', home)
  expect(listHere).toContain(`vguard-node status --vehicle car-1 --data-dir '${home}'\n`)
})
