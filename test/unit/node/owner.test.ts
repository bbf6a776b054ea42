/** Root may look after the vehicle of another user: what it leaves belongs to that user. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { vehicleIn } from '../../../src/node/backup/files.ts'
import { recordsOnDisk } from '../../../src/node/backup/take.ts'
import { createFleet } from '../../../src/node/fleet-files.ts'
import { loadOrCreateIdentity } from '../../../src/node/identity.ts'
import { giveNewIdentity } from '../../../src/node/new-identity.ts'
import { createSecret, replaceSecret } from '../../../src/node/secret-files.ts'
import { openLevelStore } from '../../../src/storage/index.ts'
import { ROOT } from '../../docs/markdown.ts'
import { requires } from '../../support/requires.ts'

const NOW = 1_700_000_000_000
const USER = 61_234
let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vguard-owner-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** Of the directory and everything in it, whose each is. */
function owners(): readonly (readonly [string, number])[] {
  const names = ['.', ...(readdirSync(dataDir, { recursive: true }) as string[])]
  return names.map((name) => [name, statSync(join(dataDir, name)).uid])
}

function expectOwned(filesMin: number): void {
  expect(owners().length).toBeGreaterThanOrEqual(filesMin)
  expect(owners().filter(([, uid]) => uid !== USER)).toEqual([])
}

/** A vehicle as its own user has made it. */
async function vehicleOfUser(): Promise<void> {
  const identity = await loadOrCreateIdentity(dataDir)
  await createFleet(dataDir, identity, 'car-1', NOW)
  const store = await openLevelStore({
    path: join(dataDir, 'store'),
    crypto: identity.crypto
  })
  await store.close()
  for (const [name] of owners()) {
    chownSync(join(dataDir, name), USER, USER)
  }
}

describe.skipIf(requires('root'))('owner', () => {
  test('owner: a secret that root makes or replaces', async () => {
    chownSync(dataDir, USER, USER)
    await createSecret(join(dataDir, 'one'), toUtf8('1'))
    await replaceSecret(join(dataDir, 'one'), toUtf8('2'))
    await createSecret(join(dataDir, 'two'), toUtf8('1'))
    expectOwned(3)
  })

  test('owner: a fleet, with the folder of what it issues', async () => {
    chownSync(dataDir, USER, USER)
    await createFleet(dataDir, await loadOrCreateIdentity(dataDir), 'car-1', NOW)
    expectOwned(6)
  })

  test('owner: a store that was read for a backup', async () => {
    await vehicleOfUser()
    const identity = await vehicleIn(dataDir)
    for await (const _part of recordsOnDisk(dataDir, identity)) {
      // Read to its end.
    }
    expectOwned(8)
  })

  test('owner: a new identity, and the old one that is kept', async () => {
    await vehicleOfUser()
    await giveNewIdentity(dataDir, { name: undefined, nameDefault: 'car-1' }, NOW)
    expect(readdirSync(dataDir)).toContain('former-1')
    expectOwned(8)
  })

  test.skipIf(requires('mounts'))('owner: one whom root of a container cannot name', () => {
    chownSync(dataDir, USER, USER)
    chmodSync(dataDir, 0o777)
    const path = join(dataDir, 'one')
    const program = `import { createSecret } from './src/node/secret-files.ts'
      await createSecret(${JSON.stringify(path)}, new Uint8Array(1))`
    const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', program]
    const words = ['--map-root-user', ...node]
    const { status, stderr } = spawnSync('unshare', words, { cwd: ROOT, encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    expect(statSync(path).size).toBe(1)
  })

  test('owner: where the directory is that of root, nothing changes hands', async () => {
    mkdirSync(join(dataDir, 'own'))
    await createSecret(join(dataDir, 'own', 'one'), toUtf8('1'))
    expect(statSync(join(dataDir, 'own', 'one')).uid).toBe(0)
  })
})
