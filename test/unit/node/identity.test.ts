/**
 * The key file: made once, private, complete, refused when it is not.
 */
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { IdentityError, loadOrCreateIdentity } from '../../../src/node/identity.ts'
import { createSecret, replaceSecret } from '../../../src/node/secret-files.ts'

let root = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vguard-identity-'))
})

afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

const data = (): string => join(root, 'data')
const key = (): string => join(root, 'data', 'key')
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

describe('identity', () => {
  test('a new vehicle gets a key file with mode 0600 in a directory with mode 0700', async () => {
    await loadOrCreateIdentity(data())
    expect(await modeOf(data())).toBe(0o700)
    expect(await modeOf(key())).toBe(0o600)
    expect(await readdir(data())).toEqual(['key'])
  })

  test('a store whose key is gone is not taken over by a new name', async () => {
    for (const trace of ['store', 'store-begun']) {
      await loadOrCreateIdentity(data())
      await mkdir(join(data(), trace))
      await loadOrCreateIdentity(data())
      await rm(key())
      await expect(loadOrCreateIdentity(data()), trace).rejects.toMatchObject({
        code: 'ERR_IDENTITY',
        message: expect.stringMatching(/key is gone.*put the key back.*new-identity/)
      })
      expect(await readdir(data())).toEqual([trace])
      await rm(data(), { recursive: true })
    }
  })

  test('the same directory gives the same vehicle', async () => {
    const first = await loadOrCreateIdentity(data())
    const second = await loadOrCreateIdentity(data())
    expect(second.peer).toBe(first.peer)
  })

  test('the key file is the private key of libp2p, and names the peer', async () => {
    const { peer } = await loadOrCreateIdentity(data())
    const privateKey = privateKeyFromProtobuf(await readFile(key()))
    expect(peerIdFromPrivateKey(privateKey).toString()).toBe(peer)
  })

  test('ten starts at once agree on one key', async () => {
    const started = await Promise.all(
      Array.from({ length: 10 }, () => loadOrCreateIdentity(data()))
    )
    expect(new Set(started.map(({ peer }) => peer)).size).toBe(1)
    expect(await readdir(data())).toEqual(['key'])
  })

  test.each([0o640, 0o604, 0o620, 0o602])('a key file with mode %o is refused', async (mode) => {
    await loadOrCreateIdentity(data())
    await chmod(key(), mode)
    await expect(loadOrCreateIdentity(data())).rejects.toThrow(`chmod 600 ${key()}`)
  })

  test('a directory with content that others may enter is refused', async () => {
    await loadOrCreateIdentity(data())
    await chmod(data(), 0o755)
    await expect(loadOrCreateIdentity(data())).rejects.toThrow(`chmod 700 ${data()}`)
  })

  test('an empty directory that others may enter is taken over', async () => {
    await mkdir(data(), { mode: 0o755 })
    await loadOrCreateIdentity(data())
    expect(await modeOf(data())).toBe(0o700)
  })

  test.each([
    ['empty', new Uint8Array()],
    ['garbage', Uint8Array.of(8, 1, 18, 64, 1, 2, 3)]
  ])('a key file that is %s is refused and left as it is', async (_, bytes) => {
    await loadOrCreateIdentity(data())
    await writeFile(key(), bytes)
    await expect(loadOrCreateIdentity(data())).rejects.toThrow(IdentityError)
    expect(new Uint8Array(await readFile(key()))).toEqual(bytes)
  })

  test('a key of another kind is refused', async () => {
    await mkdir(data(), { mode: 0o700 })
    const other = privateKeyToProtobuf(await generateKeyPair('secp256k1'))
    await writeFile(key(), other, { mode: 0o600 })
    await expect(loadOrCreateIdentity(data())).rejects.toThrow('holds no Ed25519 key')
  })

  test('a path that is a file is refused with its name', async () => {
    await writeFile(data(), 'x')
    await expect(loadOrCreateIdentity(data())).rejects.toThrow(data())
  })
})

describe('secret files', () => {
  test('a secret that exists is not created again', async () => {
    const path = join(root, 'secret')
    expect(await createSecret(path, Uint8Array.of(1))).toBe(true)
    expect(await createSecret(path, Uint8Array.of(2))).toBe(false)
    expect(new Uint8Array(await readFile(path))).toEqual(Uint8Array.of(1))
  })

  test('a replaced secret has the new content and mode 0600, and leaves no draft', async () => {
    const path = join(root, 'secret')
    await replaceSecret(path, Uint8Array.of(1))
    await replaceSecret(path, Uint8Array.of(2))
    expect(new Uint8Array(await readFile(path))).toEqual(Uint8Array.of(2))
    expect(await modeOf(path)).toBe(0o600)
    expect(await readdir(root)).toEqual(['secret'])
  })
})
