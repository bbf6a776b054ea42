/** `bench kv` with its own vehicles, for moments: what it prints and draws, and that nothing stays. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { closeAll, done, runProgram, temporaryFolder, until } from '../../support/program.ts'
import { PROGRAM } from '../../support/real-fleet.ts'

afterEach(closeAll)

const bench = (folder: string, ...words: readonly string[]) =>
  runProgram(['bench', 'kv', ...words, '--data-dir', join(folder, 'home'), '--json'])

test('bench kv: one engine is measured, drawn and told about', async () => {
  const folder = temporaryFolder()
  const svg = join(folder, 'engines.svg')
  const sizes = ['--for', '150ms', '--clients', '4', '--members', '1']
  const { json } = await done(bench(folder, '--engines', 'paxos', '--svg', svg, ...sizes))
  const { engines } = json as { engines: readonly Record<string, number | string>[] }
  expect(engines).toHaveLength(1)
  const [figures = {}] = engines
  expect(figures['engine']).toBe('paxos')
  expect(String(figures['advice'])).toContain('one order of everything')
  for (const name of [
    'putsPerSecond',
    'getsPerSecond',
    'txnsPerSecond',
    'putMs',
    'getMs',
    'txnMs'
  ]) {
    expect(Number(figures[name]), name).toBeGreaterThan(0)
  }
  expect(readFileSync(svg, 'utf8')).toContain('puts a second')
  expect(existsSync(join(folder, 'home')), 'the data directory is not touched').toBe(false)
}, 90_000)

test('bench kv: a ring is measured while a vehicle joins it, also in classic mode', async () => {
  const sizes = ['--for', '300ms', '--clients', '4', '--members', '3']
  const { json } = await done(bench(temporaryFolder(), '--engines', 'twophase,classic', ...sizes))
  const { engines } = json as { engines: readonly Record<string, number | string>[] }
  expect(engines.map(({ engine }) => engine)).toEqual(['twophase', 'classic'])
  for (const figures of engines) {
    for (const name of ['putsPerSecond', 'joiningPutsPerSecond', 'joiningGetsPerSecond']) {
      expect(Number(figures[name]), `${figures['engine']} ${name}`).toBeGreaterThan(0)
    }
    // A quarter when the ring is even; a sample of 1,000 keys is near it.
    expect(Number(figures['movedFraction'])).toBeGreaterThan(0.1)
    expect(Number(figures['movedFraction'])).toBeLessThan(0.45)
  }
}, 120_000)

test('bench kv: an unknown engine is a wrong flag', async () => {
  const none = / is no engine; there are paxos, quorum, twophase, classic\n$/
  for (const [engines, sentence] of [
    ['raft', none],
    ['paxos,raft', none],
    [',', /: --engines: "," names nothing; write items with commas between them\n$/]
  ] as const) {
    const ended = await bench(temporaryFolder(), '--engines', engines)
    expect([ended.code, ended.stderr], engines).toEqual([
      EXIT.usage,
      expect.stringMatching(sentence)
    ])
  }
})

test('bench kv: figures are told also when the drawing cannot be written after all', async () => {
  const folder = temporaryFolder()
  const place = join(temporaryFolder(), 'x.svg')
  const sizes = ['--for', '500ms', '--clients', '1', '--members', '1']
  const words = ['bench', 'kv', '--engines', 'quorum', '--svg', place, ...sizes, '--json']
  const running = runProgram(words, { env: { TMPDIR: folder } })
  // Looked at before the first vehicle is made, gone when the drawing is written.
  await until('a vehicle is made', async () => (await readdir(folder)).length > 0)
  rmSync(dirname(place), { recursive: true })
  const { code, json, stderr } = await running
  expect([code, stderr]).toEqual([
    EXIT.failed,
    expect.stringMatching(/the drawing cannot be written: ENOENT/)
  ])
  expect(json).toMatchObject({ engines: [{ engine: 'quorum' }] })
}, 90_000)

test('bench kv: who is interrupted while vehicles start waits for nothing', async () => {
  const folder = temporaryFolder()
  const env = { ...process.env, TMPDIR: folder }
  const words = ['bench', 'kv', '--engines', 'quorum', '--data-dir', join(folder, 'home')]
  const running = spawn(process.execPath, [PROGRAM, ...words], { stdio: 'ignore', env })
  const exit = once(running, 'exit')
  await until('a vehicle is made', async () => (await readdir(folder)).length > 0)
  running.kill('SIGINT')
  expect(await exit).toEqual([EXIT.interrupted, null])
}, 40_000)
