/** A new identity: what moves, what stays, and that nothing of the old one can vote again here. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFleet, inviteVehicle, joinFleet, loadFleet } from '../../../src/node/fleet-files.ts'
import { loadOrCreateIdentity, type NodeIdentity } from '../../../src/node/identity.ts'
import { giveNewIdentity } from '../../../src/node/new-identity.ts'
import { openLevelStore } from '../../../src/storage/index.ts'

const NOW = 1_700_000_000_000
const NAMES = { name: undefined, nameDefault: 'host' }

let folder = ''
const dirOf = (name: string): string => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vguard-identity-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function founder(): Promise<NodeIdentity> {
  const identity = await loadOrCreateIdentity(dirOf('a'))
  await createFleet(dirOf('a'), identity, 'car-a', NOW)
  const store = await openLevelStore({ path: join(dirOf('a'), 'store'), crypto: identity.crypto })
  await store.close()
  return identity
}

describe('new identity', () => {
  test('new identity: key, membership and store move aside whole, and nothing else does', async () => {
    const old = await founder()
    writeFileSync(join(dirOf('a'), 'config.json'), '{"backups": 1}')
    const made = await giveNewIdentity(dirOf('a'), NAMES, NOW)
    expect(made).toMatchObject({ formerPeer: old.peer, name: 'car-a', needsInvite: false })
    expect(made.peer).not.toBe(old.peer)
    expect(existsSync(join(dirOf('a'), 'store')), 'no store').toBe(false)
    expect(readFileSync(join(dirOf('a'), 'config.json'), 'utf8')).toContain('backups')
    expect(made.formerDir).toBe(join(dirOf('a'), 'former-1'))
    expect(statSync(made.formerDir).mode & 0o077).toBe(0)
    expect((await loadOrCreateIdentity(made.formerDir)).peer).toBe(old.peer)
    const kept = await openLevelStore({ path: join(made.formerDir, 'store'), crypto: old.crypto })
    await kept.close()
  })

  test('new identity: where the fleet key lies it is a member again under its name', async () => {
    await founder()
    const made = await giveNewIdentity(dirOf('a'), NAMES, NOW)
    const identity = await loadOrCreateIdentity(dirOf('a'))
    const credentials = await loadFleet(dirOf('a'), identity, NOW)
    expect(credentials?.fleet).toBe(made.fleet)
    expect(credentials?.book.members()).toMatchObject([{ peer: made.peer, name: 'car-a' }])
    expect((await giveNewIdentity(dirOf('a'), { ...NAMES, name: 'other' }, NOW)).name).toBe('other')
    expect(existsSync(join(dirOf('a'), 'former-2'))).toBe(true)
  })

  test('new identity: elsewhere it needs an invite', async () => {
    await founder()
    const guest = await loadOrCreateIdentity(dirOf('b'))
    const invite = await inviteVehicle(dirOf('a'), { peer: guest.peer, name: 'car-b' }, NOW)
    await joinFleet(dirOf('b'), guest, invite, NOW)
    const made = await giveNewIdentity(dirOf('b'), NAMES, NOW)
    expect(made).toMatchObject({ fleet: undefined, needsInvite: true, name: 'car-b' })
    const identity = await loadOrCreateIdentity(dirOf('b'))
    expect(await loadFleet(dirOf('b'), identity, NOW)).toBeUndefined()
  })

  test('new identity: nothing moves while a node uses the store', async () => {
    const old = await founder()
    const path = join(dirOf('a'), 'store')
    const store = await openLevelStore({ path, crypto: old.crypto })
    await expect(giveNewIdentity(dirOf('a'), NAMES, NOW)).rejects.toMatchObject({
      code: 'ERR_DATA_DIR_IN_USE'
    })
    await store.close()
    expect((await loadOrCreateIdentity(dirOf('a'))).peer).toBe(old.peer)
    expect(existsSync(join(dirOf('a'), 'former-1'))).toBe(false)
  })

  test('new identity: a damaged key or store, and a crash halfway, are no obstacle', async () => {
    await founder()
    writeFileSync(join(dirOf('a'), 'key'), 'no key at all')
    rmSync(join(dirOf('a'), 'store', 'level', 'CURRENT'))
    const made = await giveNewIdentity(dirOf('a'), NAMES, NOW)
    expect(made.formerPeer).toBeUndefined()
    rmSync(join(dirOf('a'), 'key'))
    const again = await giveNewIdentity(dirOf('a'), NAMES, NOW)
    expect(again.peer).not.toBe(made.peer)
  })

  test('new identity: a directory with none is told to begin', async () => {
    await expect(giveNewIdentity(dirOf('c'), NAMES, NOW)).rejects.toThrow(/vguard-node init/)
  })
})
