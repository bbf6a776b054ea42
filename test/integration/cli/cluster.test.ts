/**
 * `cluster` with real processes. Whatever fails, the processes end: by `cluster down`, and what that
 * leaves by the numbers written down.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { endMarked, isRunning } from '../../../src/cli/cluster/marks.ts'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import {
  closeAll,
  done,
  type Ended,
  runProgram,
  temporaryFolder,
  until
} from '../../support/program.ts'
import { PROGRAM } from '../../support/real-fleet.ts'

interface View {
  readonly name: string
  readonly state: string
  readonly pid?: number
  readonly http?: string
  readonly peer: string
}

let dataDir = ''
const marks = new Map<string, { pid: number; started: string }>()

const cluster = async (...words: readonly string[]): Promise<Ended> => {
  const ended = await runProgram(['cluster', ...words, '--data-dir', dataDir, '--json'])
  note()
  return ended
}
const on = (vehicle: string, ...words: readonly string[]): Promise<Ended> =>
  runProgram([...words, '--vehicle', vehicle, '--data-dir', dataDir])

/** Remembers every process that was written down. */
function note(): void {
  for (const name of ['car-1', 'car-2', 'car-3', 'car-4']) {
    const path = join(dataDir, 'cluster', `${name}.pid`)
    if (existsSync(path)) {
      const mark = JSON.parse(readFileSync(path, 'utf8'))
      marks.set(`${mark.pid} ${mark.started}`, mark)
    }
  }
}

async function views(): Promise<readonly View[]> {
  return (await done(cluster('ls'))).json['vehicles'] as readonly View[]
}

afterEach(async () => {
  await cluster('down').catch(() => undefined)
  for (const mark of marks.values()) {
    await endMarked(mark, 'SIGKILL', 5_000)
  }
  marks.clear()
  await closeAll()
})

describe('a cluster', () => {
  test('three vehicles start, lose one to kill -9, and get it back with what it missed', async () => {
    dataDir = join(temporaryFolder(), 'home')
    const up = await done(cluster('up', '3'))
    expect(up.json['started']).toEqual(['car-1', 'car-2', 'car-3'])
    const first = await views()
    expect(first.map(({ state }) => state)).toEqual(['running', 'running', 'running'])
    expect(new Set(first.map(({ pid }) => pid)).size).toBe(3)
    expect(new Set(first.map(({ http }) => http)).size).toBe(3)

    await done(on('car-1', 'group', 'open', '--members', 'car-2,car-3', '--name', 'settings'))
    await done(on('car-2', 'kv', 'put', 'settings', 'before', '1', '--timeout', '30s'))
    const killed = await done(cluster('kill', 'car-3'))
    expect(killed.json).toMatchObject({ name: 'car-3', state: 'killed', pid: first[2]?.pid })
    expect((await views()).map(({ state }) => state)).toEqual(['running', 'running', 'killed'])
    expect((await on('car-3', 'status')).code).toBe(EXIT.unreachable)
    await done(on('car-1', 'kv', 'put', 'settings', 'after', '2', '--timeout', '30s'))

    // Whoever sets one thing takes the others out of the file: it stays on this machine.
    const config = join(dataDir, 'cluster', 'car-3', 'config.json')
    writeFileSync(config, '{"vehicle":{"quorum":{"electionTimeoutMs":1000}}}', { mode: 0o600 })
    const restarted = await done(cluster('restart', 'car-3'))
    expect(restarted.json['http']).toMatch(/^127\.0\.0\.1:/)
    expect(JSON.stringify(restarted.json['addresses'])).toMatch(/^\["\/ip4\/127\.0\.0\.1\/tcp/)
    await done(on('car-3', 'offline'))
    await done(on('car-3', 'online'))
    // It has met the others: what is asked of it next may name them.
    expect(restarted.json).toMatchObject({
      ...{ name: 'car-3', state: 'running', peer: first[2]?.peer },
      connected: first.length - 1
    })
    const got = await done(on('car-3', 'kv', 'get', 'settings', 'after', '--timeout', '30s'))
    expect(got.stdout.trim()).toBe('2')

    const [{ pid = 0 } = {}] = await views()
    process.kill(pid, 'SIGSTOP')
    expect((await views())[0], 'it is there and says nothing').toMatchObject({
      state: 'silent',
      pid
    })
    process.kill(pid, 'SIGCONT')

    // The same again changes nothing but what has to be.
    expect((await done(cluster('up'))).json['started']).toEqual([])
    expect((await done(cluster('down'))).json['stopped']).toEqual(['car-1', 'car-2', 'car-3'])
    expect((await views()).map(({ state }) => state)).toEqual(['stopped', 'stopped', 'stopped'])
    expect((await done(cluster('down', '--remove'))).json).toMatchObject({
      stopped: [],
      removed: true
    })
    expect(existsSync(join(dataDir, 'cluster'))).toBe(false)
    expect((await done(cluster('down'))).json).toMatchObject({ stopped: [], removed: false })
  }, 120_000)

  test('up that fails half-way ends what it has started and nothing else', async () => {
    dataDir = join(temporaryFolder(), 'home')
    await done(cluster('up', '1'))
    const dir = join(dataDir, 'cluster')
    // The second of three new ones cannot start.
    const { growFolder } = await import('../../../src/cli/cluster/folder.ts')
    await growFolder(dir, 4)
    rmSync(join(dir, 'car-3', 'config.json'))
    writeFileSync(join(dir, 'car-3', 'config.json'), '{"backups": "many"}', { mode: 0o600 })
    const up = await cluster('up', '4')
    expect(up.code).toBe(EXIT.usage)
    expect(up.stderr.trim().split('\n'), 'one sentence').toHaveLength(1)
    expect(up.stderr).toContain('vehicle car-3 did not start: "backups" in config.json')
    expect((await views()).map(({ state }) => state)).toEqual([
      'running',
      'stopped',
      'stopped',
      'stopped'
    ])
    rmSync(join(dir, 'car-3', 'config.json'))
    expect((await done(cluster('down'))).json['stopped']).toEqual(['car-1'])
  }, 120_000)

  test('an interrupt leaves no vehicle behind', async () => {
    dataDir = join(temporaryFolder(), 'home')
    const words = ['cluster', 'up', '2', '--data-dir', dataDir]
    const up = spawn(process.execPath, [PROGRAM, ...words], { stdio: 'ignore' })
    const exit = once(up, 'exit')
    await until('the first one is written down', () => {
      note()
      return Promise.resolve(marks.size > 0)
    })
    up.kill('SIGINT')
    const [code] = await exit
    expect(code).toBe(EXIT.interrupted)
    for (const mark of marks.values()) {
      expect(await isRunning(mark), `process ${mark.pid}`).toBe(false)
    }
    expect((await views()).map(({ state }) => state)).toEqual(['stopped', 'stopped'])
  }, 60_000)

  test('a vehicle whose key is gone is not started as a stranger', async () => {
    dataDir = join(temporaryFolder(), 'home')
    const { growFolder } = await import('../../../src/cli/cluster/folder.ts')
    const folder = await growFolder(join(dataDir, 'cluster'), 2)
    rmSync(folder.dataDirOf('car-1'), { recursive: true })
    for (const words of [['up'], ['restart', 'car-1']]) {
      const ended = await cluster(...words)
      expect([ended.code, ended.stderr], words.join(' ')).toEqual([
        EXIT.usage,
        expect.stringMatching(/^error: .* has no key, so vehicle car-1 cannot start; put it back/)
      ])
    }
    expect(existsSync(folder.dataDirOf('car-1')), 'nothing is made in its place').toBe(false)
  }, 60_000)

  test('a vehicle that somebody else has started is neither cut off nor taken away', async () => {
    dataDir = join(temporaryFolder(), 'home')
    await done(cluster('up', '1'))
    // As if a person had started it: no mark tells of it.
    rmSync(join(dataDir, 'cluster', 'car-1.pid'))
    const up = await cluster('up')
    expect([up.code, up.stderr]).toEqual([
      EXIT.inUse,
      expect.stringMatching(/^error: vehicle car-1 did not start: /)
    ])
    expect((await on('car-1', 'status')).code, 'it is found as before').not.toBe(EXIT.unreachable)
    const down = await cluster('down', '--remove')
    expect([down.code, down.stderr]).toEqual([
      EXIT.rejected,
      expect.stringMatching(
        /^error: vehicle car-1 runs, and this cluster has not started it; nothing/
      )
    ])
    await done(on('car-1', 'stop'))
    await done(cluster('down', '--remove'))
    expect(existsSync(join(dataDir, 'cluster', 'car-1'))).toBe(false)
  }, 120_000)

  test('a process that only has the number of a vehicle is never ended', async () => {
    dataDir = join(temporaryFolder(), 'home')
    const { growFolder } = await import('../../../src/cli/cluster/folder.ts')
    const folder = await growFolder(join(dataDir, 'cluster'), 1)
    await folder.setMark('car-1', { pid: process.pid, started: 'long ago' })
    const [view] = await views()
    expect([view?.state, view?.pid]).toEqual(['ended', undefined])
    const kill = await cluster('kill', 'car-1')
    expect([kill.code, kill.stderr]).toEqual([
      EXIT.rejected,
      expect.stringContaining('car-1 does not run')
    ])
    expect((await done(cluster('down'))).json['stopped']).toEqual([])
  })

  test('what cannot be done is one sentence with its exit code', async () => {
    dataDir = join(temporaryFolder(), 'home')
    const none: readonly (readonly string[])[] = [['ls'], ['kill', 'car-1'], ['restart', 'car-1']]
    for (const words of none) {
      const ended = await cluster(...words)
      expect([ended.code, ended.stderr], words.join(' ')).toEqual([
        EXIT.notFound,
        expect.stringContaining('there is no cluster in')
      ])
    }
    const { growFolder } = await import('../../../src/cli/cluster/folder.ts')
    await growFolder(join(dataDir, 'cluster'), 2)
    const cases: Record<string, number> = {
      'up 0': EXIT.usage,
      'up 33': EXIT.usage,
      'up 1': EXIT.usage,
      'kill car-9': EXIT.notFound,
      'kill ../car-1': EXIT.notFound,
      'restart car-9': EXIT.notFound
    }
    for (const [words, code] of Object.entries(cases)) {
      const ended = await cluster(...words.split(' '))
      expect([words, ended.code], ended.stderr).toEqual([words, code])
      expect(ended.stderr.trim().split('\n'), words).toHaveLength(1)
    }
    expect((await on('car-9', 'status')).code).toBe(EXIT.notFound)
    expect((await on('../cluster/car-1', 'status')).code).toBe(EXIT.notFound)
    expect((await on('car-1', 'status')).code).toBe(EXIT.unreachable)
  }, 60_000)
})
