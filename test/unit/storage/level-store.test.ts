/**
 * The store on LevelDB where it is more than the contract: its directory, its lock, its files, and the
 * end of a process that writes.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { certificateKey } from '../../../src/core/keyspace.ts'
import { createRandom } from '../../../src/core/random.ts'
import type { Store } from '../../../src/core/store.ts'
import { openLevelStore } from '../../../src/storage/level-store.ts'
import { CHAIN, CRYPTO, chainOps, put, stateKey } from '../../contract/store/samples.ts'
import { blocksUpTo, certificateOfBatch, numberIn, valueOfBatch } from './batches.ts'
import type { Report } from './writer.ts'

let directory: string
let path: string
const children = new Set<ChildProcess>()

const open = (at = path): ReturnType<typeof openLevelStore> =>
  openLevelStore({ path: at, crypto: CRYPTO })

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vguard-level-'))
  path = join(directory, 'data', 'store')
})
afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL')
  }
  await rm(directory, { recursive: true })
})

function startWriter(...flags: readonly string[]): ChildProcess {
  const child = fork(new URL('./writer.ts', import.meta.url), [path, ...flags], {
    execArgv: ['--import', 'tsx']
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

/** Waits until a child has the store open. */
async function opened(child: ChildProcess): Promise<void> {
  const [report] = (await once(child, 'message')) as [Report]
  expect(report).toHaveProperty('opened')
}

async function fill(at = path): Promise<void> {
  const store = await open(at)
  await store.write([put(stateKey('a'), 'one'), ...chainOps(20)])
  await store.close()
}

const namesIn = async (pattern: RegExp): Promise<readonly string[]> =>
  (await readdir(join(path, 'level'))).filter((name) => pattern.test(name))

test('level store: its directory is for its owner only, and created with its parents', async () => {
  await fill()
  for (const created of [path, join(path, '..'), join(path, 'level')]) {
    expect((await stat(created)).mode & 0o777, created).toBe(0o700)
  }
  expect((await stat(join(path, 'witness'))).mode & 0o777).toBe(0o600)
})

test('level store: a directory in use by another process is refused with what to do', async () => {
  const child = startWriter()
  await opened(child)
  await expect(open()).rejects.toMatchObject({ name: 'StoreLockedError', path })
  await expect(open()).rejects.toThrow(
    `${path} is in use by another process: stop that one, or choose another data directory`
  )
  child.send('stop')
  await once(child, 'exit')
  const own = await open()
  await expect(open()).rejects.toMatchObject({ name: 'StoreLockedError' })
  await own.close()
})

test('level store: a damaged directory in use is in use, not damaged', async () => {
  const child = startWriter('1')
  await once(child, 'exit')
  const [log = ''] = await namesIn(/log$/)
  await fill()
  const holder = startWriter()
  await opened(holder)
  await rm(join(path, 'level', 'CURRENT'))
  await expect(open()).rejects.toMatchObject({ name: 'StoreLockedError' })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  await expect(open()).rejects.toMatchObject({ name: 'StoreFailedError', reason: 'corrupt' })
  expect(log).not.toBe('')
})

test('level store: a directory that LevelDB would empty is refused and left as it is', async () => {
  await fill()
  await rm(join(path, 'level', 'CURRENT'))
  const names = await readdir(join(path, 'level'))
  await expect(open()).rejects.toThrow(/CURRENT is missing.*new-identity/)
  expect(await readdir(join(path, 'level'))).toEqual(names)
})

test('level store: what a crash left of a table that is not in use is no damage', async () => {
  await fill()
  await writeFile(join(path, 'level', '999999.ldb'), 'half a table')
  const store = await open()
  expect(store.disk.integrity.stateDamage).toBeUndefined()
  await store.close()
  expect(await namesIn(/999999/)).toEqual([])
})

test('level store: a path that is no directory is refused with a sentence', async () => {
  await writeFile(join(directory, 'file'), '')
  const opening = open(join(directory, 'file'))
  await expect(opening).rejects.toMatchObject({ name: 'StoreFailedError', reason: 'io' })
  await expect(opening).rejects.toThrow(/check it before starting again/)
})

test('level store: what LevelDB itself says of damage is noted', async () => {
  const store = await open()
  await store.write([put(stateKey('a'), 'one')])
  await store.write([put(stateKey('b'), 'x'.repeat(100_000))])
  await store.write([put(stateKey('c'), 'three')])
  await store.close()
  const [log = ''] = await namesIn(/log$/)
  const bytes = await readFile(join(path, 'level', log))
  bytes.writeUInt8(bytes.readUInt8(50_000) ^ 1, 50_000)
  await writeFile(join(path, 'level', log), bytes)
  const damaged = await open()
  expect(damaged.disk.integrity.stateDamage).toContain('s has 2 records instead of 3')
  expect(damaged.notes.some((note) => /LevelDB says: .*dropping \d+ bytes/.test(note))).toBe(true)
  await damaged.close()
})

test('level store: a damaged filter does not hide a record', async () => {
  await fill()
  await (await open()).close()
  const [table = ''] = await namesIn(/ldb$/)
  const file = join(path, 'level', table)
  const bytes = await readFile(file)
  const at = filterOffsetOf(bytes)
  bytes.fill(0, at, at + 20)
  await writeFile(file, bytes)
  const store = await open()
  expect(store.notes).toContain(`1 blocks of the file ${table} fail their checksum`)
  const keys = Array.from({ length: 20 }, (_, i) => certificateKey(CHAIN, i + 1))
  const { records } = await store.load({ type: 'get', keys })
  expect(records.length).toBe(20)
  expect(records.every(({ value }) => value !== undefined)).toBe(true)
  await store.close()
})

/** Where the filter block begins: the offset in the handle in the metaindex block. */
function filterOffsetOf(table: Buffer): number {
  const name = 'filter.leveldb.BuiltinBloomFilter2'
  let at = table.indexOf(name) + name.length
  let offset = 0
  for (let shift = 0; ; shift += 7, at++) {
    const byte = table.readUInt8(at)
    offset += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) {
      return offset
    }
  }
}

/** Kills the writer at its n-th durable batch, or as it opens; returns the last that it reported. */
async function killAfter(batches: number): Promise<number> {
  const child = startWriter()
  let durable = 0
  let count = 0
  child.on('message', (report: Report) => {
    if ('durable' in report) {
      durable = report.durable
      count++
    }
    if (count >= batches) {
      child.kill('SIGKILL')
    }
  })
  await once(child, 'exit')
  return durable
}

async function expectBatches(store: Store, durable: number, round: number): Promise<number> {
  const { integrity, state, chains } = store.disk
  expect(integrity.stateDamage, `round ${round}`).toBeUndefined()
  expect([...(integrity.chainDamage ?? [])], `round ${round}`).toEqual([])
  const last = numberIn(state)
  expect(last, `round ${round}`).toBeGreaterThanOrEqual(durable)
  const numbers = Array.from({ length: last }, (_, i) => i + 1)
  const { records } = await store.load({ type: 'get', keys: numbers.map(certificateOfBatch) })
  expect(records.length, `round ${round}`).toBe(last)
  for (const [i, { value }] of records.entries()) {
    const isSame = Buffer.compare(value ?? Buffer.of(1), valueOfBatch(i + 1)) === 0
    expect(isSame, `round ${round}, batch ${i + 1}`).toBe(true)
  }
  const runs = chains.get(CHAIN)?.runs.map(({ from, to }) => [from, to])
  expect(runs, `round ${round}`).toEqual([[1, blocksUpTo(last)]])
  return last
}

test('level store: survives kill -9 at any moment with every durable batch', async () => {
  const random = createRandom(9)
  for (let round = 1; round <= 20; round++) {
    const durable = await killAfter(random.integer(0, 40))
    const store = await open()
    await expectBatches(store, durable, round)
    await store.close()
  }
}, 240_000)

test('a store that was removed while it is in use takes no batch, and its size is told', async () => {
  const store = await open()
  await store.write([put(stateKey('1'), 'one')])
  await rm(path, { recursive: true })
  await expect(store.write([put(stateKey('2'), 'two')])).rejects.toMatchObject({
    reason: 'io',
    message: expect.stringMatching(/removed while it was in use/)
  })
  await expect(store.sizeBytes()).resolves.toBe(0)
  await store.close()
})
