/**
 * A fleet from init to revocation, as the commands do it: files in, text across, files out.
 */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../src/core/errors.ts'
import { decodeMembership } from '../../../src/core/fleet.ts'
import {
  createFleet,
  inviteVehicle,
  joinFleet,
  loadFleet,
  revokeVehicle,
  storeRevocations
} from '../../../src/node/fleet-files.ts'
import {
  IdentityError,
  loadOrCreateIdentity,
  type NodeIdentity
} from '../../../src/node/identity.ts'

const NOW = 1_700_000_000_000

let root = ''
let founder: NodeIdentity
let guest: NodeIdentity

const at = (name: string): string => join(root, name)

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vguard-fleet-'))
  founder = await loadOrCreateIdentity(at('founder'))
  guest = await loadOrCreateIdentity(at('guest'))
})

afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const invite = (name = 'car-2', expiresAtMs = 0): Promise<string> =>
  inviteVehicle(at('founder'), { peer: guest.peer, name, expiresAtMs }, NOW)

describe('fleet files', () => {
  test('a vehicle without a membership has no fleet', async () => {
    expect(await loadFleet(at('founder'), founder, NOW)).toBeUndefined()
  })

  test('init makes a fleet of which the founder is a member', async () => {
    const fleet = await createFleet(at('founder'), founder, 'car-1', NOW)
    const loaded = await loadFleet(at('founder'), founder, NOW)
    expect(loaded?.fleet).toBe(fleet)
    expect(loaded?.book.admits(founder.peer, undefined, NOW)).toBe(true)
    expect(decodeMembership(loaded?.membership ?? new Uint8Array())).toMatchObject({
      fleet,
      peer: founder.peer,
      name: 'car-1',
      role: 'vehicle',
      issuedAtMs: NOW,
      expiresAtMs: 0
    })
    for (const file of ['fleet-key', 'membership']) {
      expect((await stat(join(at('founder'), file))).mode & 0o777, file).toBe(0o600)
    }
  })

  test('init twice is refused and changes nothing', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    const before = await readFile(join(at('founder'), 'membership'))
    await expect(createFleet(at('founder'), founder, 'car-1', NOW)).rejects.toThrow(IdentityError)
    expect(await readFile(join(at('founder'), 'membership'))).toEqual(before)
  })

  test('init goes on after a crash between the key and the membership', async () => {
    const fleet = await createFleet(at('founder'), founder, 'car-1', NOW)
    await rm(join(at('founder'), 'membership'))
    expect(await createFleet(at('founder'), founder, 'car-1', NOW)).toBe(fleet)
  })

  test('an invited vehicle joins and both admit each other', async () => {
    const fleet = await createFleet(at('founder'), founder, 'car-1', NOW)
    const membership = await joinFleet(at('guest'), guest, await invite(), NOW)
    expect(membership).toMatchObject({ fleet, peer: guest.peer, name: 'car-2' })
    const mine = await loadFleet(at('guest'), guest, NOW)
    const theirs = await loadFleet(at('founder'), founder, NOW)
    expect(theirs?.book.admits(guest.peer, mine?.membership, NOW)).toBe(true)
    expect(mine?.book.admits(founder.peer, theirs?.membership, NOW)).toBe(true)
  })

  test('an invite survives the line breaks of a mail program', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    const wrapped = (await invite()).replaceAll(/(.{40})/g, '$1\r\n  ')
    expect((await joinFleet(at('guest'), guest, wrapped, NOW)).name).toBe('car-2')
  })

  test('an invite for another vehicle is refused', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    const third = await loadOrCreateIdentity(at('third'))
    await expect(joinFleet(at('third'), third, await invite(), NOW)).rejects.toThrow(third.peer)
    expect(await loadFleet(at('third'), third, NOW)).toBeUndefined()
  })

  test('an invite with any character changed is refused', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    const text = await invite()
    for (let i = 0; i < text.length; i += 7) {
      const other = text[i] === 'A' ? 'B' : 'A'
      const changed = text.slice(0, i) + other + text.slice(i + 1)
      await expect(joinFleet(at('guest'), guest, changed, NOW), `character ${i}`).rejects.toThrow(
        InvalidInputError
      )
    }
  })

  test.each(['', 'hello', 'vguard-invite-1.', 'vguard-invite-1.!!!'])(
    'the text %j is no invite',
    async (text) => {
      await expect(joinFleet(at('guest'), guest, text, NOW)).rejects.toThrow(InvalidInputError)
    }
  )

  test('a second invite of the same fleet renews, one of another fleet is refused', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    await joinFleet(at('guest'), guest, await invite(), NOW)
    expect((await joinFleet(at('guest'), guest, await invite('car-9'), NOW)).name).toBe('car-9')
    const other = await loadOrCreateIdentity(at('other'))
    await createFleet(at('other'), other, 'x', NOW)
    const foreign = await inviteVehicle(at('other'), { peer: guest.peer, name: 'y' }, NOW)
    await expect(joinFleet(at('guest'), guest, foreign, NOW)).rejects.toThrow('another fleet')
  })

  test('an expired membership is refused at the start, with what to do', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    await joinFleet(at('guest'), guest, await invite('car-2', NOW + 1000), NOW)
    expect(await loadFleet(at('guest'), guest, NOW + 1000)).toBeDefined()
    await expect(loadFleet(at('guest'), guest, NOW + 1001)).rejects.toThrow('ask for a new invite')
  })

  test('only the machine that made the fleet can invite and revoke', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    await joinFleet(at('guest'), guest, await invite(), NOW)
    const options = { peer: founder.peer, name: 'x' }
    await expect(inviteVehicle(at('guest'), options, NOW)).rejects.toThrow('no fleet key')
    await expect(revokeVehicle(at('guest'), founder.peer)).rejects.toThrow('no fleet key')
  })

  test.each([
    ['no peer id', 'nobody', 'name'],
    ['an empty name', '', ''],
    ['a long name', '', 'n'.repeat(65)]
  ])('an invite for %s is refused', async (_, peer, name) => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    const options = { peer: peer === '' ? guest.peer : peer, name }
    await expect(inviteVehicle(at('founder'), options, NOW)).rejects.toThrow(InvalidInputError)
  })

  test('revocation covers every membership issued to a vehicle, and stays with the next one', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    const first = await joinFleet(at('guest'), guest, await invite(), NOW)
    const before = (await loadFleet(at('guest'), guest, NOW))?.membership
    const second = await joinFleet(at('guest'), guest, await invite(), NOW)
    expect(first.serial).not.toEqual(second.serial)
    await revokeVehicle(at('founder'), guest.peer)
    const after = (await loadFleet(at('guest'), guest, NOW))?.membership
    const third = await loadOrCreateIdentity(at('third'))
    await inviteVehicle(at('founder'), { peer: third.peer, name: 'z' }, NOW)
    await revokeVehicle(at('founder'), third.peer)
    const book = (await loadFleet(at('founder'), founder, NOW))?.book
    expect(book?.revocationsVersion).toBe(2)
    for (const membership of [before, after]) {
      expect(book?.judge(guest.peer, membership ?? new Uint8Array(), NOW)?.fault).toBe('revoked')
    }
    expect(book?.admits(founder.peer, undefined, NOW)).toBe(true)
  })

  test('a vehicle invited again after a revocation is a member again', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    await joinFleet(at('guest'), guest, await invite(), NOW)
    await storeRevocations(at('guest'), await revokeVehicle(at('founder'), guest.peer))
    await expect(loadFleet(at('guest'), guest, NOW)).rejects.toThrow('revoked')
    await joinFleet(at('guest'), guest, await invite(), NOW)
    expect(await loadFleet(at('guest'), guest, NOW)).toBeDefined()
  })

  test('a vehicle to which nothing was issued cannot be revoked', async () => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    await expect(revokeVehicle(at('founder'), guest.peer)).rejects.toThrow(InvalidInputError)
  })

  test.each(['membership', 'revocations'])('a damaged %s file is refused', async (file) => {
    await createFleet(at('founder'), founder, 'car-1', NOW)
    await writeFile(join(at('founder'), file), 'damaged', { mode: 0o600 })
    await expect(loadFleet(at('founder'), founder, NOW)).rejects.toThrow(join(at('founder'), file))
  })
})
