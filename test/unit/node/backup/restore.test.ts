/** A data directory of a backup: whole or not at all, and in no other place. */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { archiveLines, type BackupPart } from '../../../../src/node/backup/archive.ts'
import { restoreBackup, verifyBackup } from '../../../../src/node/backup/restore.ts'
import { backupParts, recordsOnDisk } from '../../../../src/node/backup/take.ts'
import { createFleet, inviteVehicle, revokeVehicle } from '../../../../src/node/fleet-files.ts'
import { loadOrCreateIdentity, type NodeIdentity } from '../../../../src/node/identity.ts'
import { openLevelStore } from '../../../../src/storage/index.ts'
import { chainOps } from '../../../contract/store/samples.ts'
import { collect } from '../../../support/collect.ts'
import { requires } from '../../../support/requires.ts'

const TIME_MS = Date.UTC(2026, 0, 2, 3, 4, 5)
let folder: string
let dataDir: string
let identity: NodeIdentity

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-restore-'))
  dataDir = join(folder, 'car-1')
  identity = await loadOrCreateIdentity(dataDir)
  await createFleet(dataDir, identity, 'car-1', TIME_MS)
  const { crypto } = identity
  const store = await openLevelStore({ path: join(dataDir, 'store'), crypto })
  await store.write(chainOps(5))
  await store.close()
  writeFileSync(join(dataDir, 'store-begun'), 'x', { mode: 0o600 })
  writeFileSync(join(dataDir, 'config.json'), '{"backups":2}', { mode: 0o644 })
  writeFileSync(join(dataDir, 'api-token'), 'secret of this machine', { mode: 0o600 })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function backup(change = (parts: BackupPart[]): BackupPart[] => parts): Promise<string[]> {
  const records = recordsOnDisk(dataDir, identity)
  const parts = await collect(backupParts({ dataDir, identity, records }, TIME_MS))
  return await collect(archiveLines(change(parts)))
}

async function* chunks(lines: readonly string[]): AsyncGenerator<string> {
  yield* await Promise.resolve(lines)
}

const restore = (lines: readonly string[], target: string) =>
  restoreBackup(chunks(lines), 'car.backup', target)

describe('a restored data directory', () => {
  test('has the files of the vehicle, for its owner only, and not those of the machine', async () => {
    const member = await loadOrCreateIdentity(join(folder, 'car-2'))
    await inviteVehicle(dataDir, { peer: member.peer, name: 'car-2' }, TIME_MS)
    const target = join(folder, 'deep', 'new')
    const report = await restore(await backup(), target)
    expect(report).toMatchObject({ name: 'car-1', peer: identity.peer, timeMs: TIME_MS, lost: [] })
    const all = ['config.json', 'fleet-key', 'issued', 'key', 'membership', 'store', 'store-begun']
    expect(readdirSync(target).sort()).toEqual(all)
    for (const name of ['key', 'fleet-key', 'membership', 'config.json']) {
      expect(readFileSync(join(target, name)), name).toEqual(readFileSync(join(dataDir, name)))
    }
    for (const name of readdirSync(target, { recursive: true }) as string[]) {
      const inLevel = name.startsWith('store/level/')
      expect(inLevel ? 0 : statSync(join(target, name)).mode & 0o077, name).toBe(0)
    }
    await revokeVehicle(target, member.peer)
  })

  test('has every record, and a state that is never trusted again', async () => {
    const target = join(folder, 'new')
    await restore(await backup(), target)
    const { crypto } = identity
    const store = await openLevelStore({ path: join(target, 'store'), crypto })
    expect(store.disk.integrity.stateDamage).toBe(
      'restored from a backup of 2026-01-02T03:04:05.000Z, what it voted for since is forgotten'
    )
    expect([...store.disk.chains.values()].map(({ runs }) => runs[0]?.to)).toEqual([5])
    await store.close()
  })

  test('of a vehicle that had not run yet is not trusted either: it may have run since', async () => {
    rmSync(join(dataDir, 'store'), { recursive: true })
    rmSync(join(dataDir, 'store-begun'))
    const target = join(folder, 'new')
    expect(await restore(await backup(), target)).toMatchObject({ records: 0, lost: [] })
    const { crypto } = identity
    const store = await openLevelStore({ path: join(target, 'store'), crypto })
    expect(store.disk.integrity.stateDamage).toMatch(/^restored/)
    await store.close()
    expect(existsSync(join(target, 'store-begun'))).toBe(true)
  })

  test.skipIf(requires('root'))('belongs to whom the empty directory belonged', async () => {
    const lines = await backup()
    const target = join(folder, 'of-a-user')
    mkdirSync(target, { mode: 0o700 })
    chownSync(target, 61_234, 61_234)
    await restore(lines, target)
    const names = readdirSync(target, { recursive: true }) as string[]
    const strange = names.filter((name) => statSync(join(target, name)).uid !== 61_234)
    expect([names.length > 5, strange]).toEqual([true, []])
  })

  test('may be an empty one that is there, and is nobody else’s afterwards', async () => {
    const target = join(folder, 'volume')
    mkdirSync(join(target, 'lost+found'), { recursive: true })
    chmodSync(target, 0o755)
    await restore(await backup(), target)
    expect(statSync(target).mode & 0o777).toBe(0o700)
  })
})

describe('a restore that is refused leaves nothing', () => {
  const refused = async (lines: readonly string[], sentence: RegExp): Promise<void> => {
    const target = join(folder, `new-${randomBytes(4).toString('hex')}`)
    await expect(restore(lines, target)).rejects.toThrow(sentence)
    expect(existsSync(target)).toBe(false)
    mkdirSync(target)
    await expect(restore(lines, target)).rejects.toThrow(sentence)
    expect(readdirSync(target)).toEqual([])
    await expect(verifyBackup(chunks(lines), 'car.backup')).rejects.toThrow(sentence)
  }

  test('of a backup that is damaged or cut off', async () => {
    const lines = await backup()
    await refused(lines.slice(0, -1), /its end is missing/)
    const [last = ''] = lines.slice(-2)
    await refused(lines.with(-2, last.replace(/A/, 'B')), /not those that were written|line \d+/)
  })

  test('of a backup of another key, without one, or with a file that none has', async () => {
    const other = await loadOrCreateIdentity(join(folder, 'other'))
    await refused(
      await backup((parts) =>
        parts.map((part) => (part.type === 'backup' ? { ...part, peer: other.peer } : part))
      ),
      /holds no key of the vehicle/
    )
    const isKey = (part: BackupPart): boolean => part.type === 'file' && part.name === 'key'
    await refused(await backup((parts) => parts.filter((part) => !isKey(part))), /holds no key/)
    await refused(await backup((parts) => [...parts, ...parts.slice(1, 2)]), /not in order/)
  })

  test('with a path that leads elsewhere', async () => {
    for (const name of ['../elsewhere', '/tmp/x', 'store-begun', 'issued/../../x', 'api-token']) {
      const lines = await backup((parts) => [
        ...parts.slice(0, 1),
        { type: 'file', name, bytes: 'AAAA' },
        ...parts.slice(1)
      ])
      const target = join(folder, 'new')
      await expect(restore(lines, target), name).rejects.toThrow(/none of vguard-node's/)
      expect(existsSync(target), name).toBe(false)
      expect(existsSync(join(folder, 'elsewhere')), name).toBe(false)
    }
  })

  test('into a directory that has something, which stays as it is', async () => {
    const lines = await backup()
    const before = readdirSync(dataDir).sort()
    await expect(restore(lines, dataDir)).rejects.toMatchObject({ code: 'ERR_NOT_EMPTY' })
    expect(readdirSync(dataDir).sort()).toEqual(before)
    const half = join(folder, 'half')
    mkdirSync(join(half, '.restore-abc'), { recursive: true })
    await expect(restore(lines, half)).rejects.toThrow(/left of a restore that was cut off/)
  })
})

test('a backup of a store that has lost something tells it, and can still be restored', async () => {
  const isLast = ([key]: readonly [string, string]): boolean => /^b\/.*05$/.test(key)
  const lines = await backup((parts) =>
    parts.map((part) =>
      part.type === 'records'
        ? { ...part, records: part.records.filter((record) => !isLast(record)) }
        : part
    )
  )
  const { lost } = await verifyBackup(chunks(lines), 'car.backup')
  expect(lost.join()).toMatch(/^chain \S+: .* has 4 records instead of 5/)
  expect((await restore(lines, join(folder, 'new'))).lost).toEqual(lost)
})

test('a backup of a store that a vehicle uses is refused', async () => {
  const { crypto } = identity
  const store = await openLevelStore({ path: join(dataDir, 'store'), crypto })
  await expect(backup()).rejects.toMatchObject({ code: 'ERR_DATA_DIR_IN_USE' })
  await store.close()
})
