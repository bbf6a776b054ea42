/**
 * The file of known peers: what is saved comes back, and damage is no error.
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { peerOfKey } from '../../../src/core/peer.ts'
import { createPeerFile } from '../../../src/node/peer-file.ts'

const PEER = peerOfKey(new Uint8Array(32).fill(5))
const ADDRESS = '/ip4/10.0.0.1/tcp/9861'

let root = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vguard-peers-'))
})

afterEach(async () => {
  await rm(root, { recursive: true, force: true })
})

describe('peer file', () => {
  test('without a file there are no peers', async () => {
    expect(await createPeerFile(root).load()).toEqual([])
  })

  test('what was saved last comes back, and is private', async () => {
    const file = createPeerFile(root)
    await file.save([])
    await file.save([{ peer: PEER, addresses: [ADDRESS] }])
    expect(await createPeerFile(root).load()).toEqual([{ peer: PEER, addresses: [ADDRESS] }])
    expect((await stat(join(root, 'peers.json'))).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['nothing', '', []],
    ['no JSON', '{', []],
    ['no list', '{"peer":1}', []],
    ['no peers', '[1,null,{"peer":"x","addresses":[]},{"peer":3}]', []],
    [
      'wrong addresses',
      JSON.stringify([{ peer: PEER, addresses: [1, 'x', `${ADDRESS}/p2p/${PEER}`, ADDRESS] }]),
      [{ peer: PEER, addresses: [ADDRESS] }]
    ]
  ])('a file with %s gives what can be understood', async (_, text, expected) => {
    await writeFile(join(root, 'peers.json'), text, { mode: 0o600 })
    expect(await createPeerFile(root).load()).toEqual(expected)
  })

  test('more addresses than are dialled are left out', async () => {
    const addresses = Array.from({ length: 20 }, (_, i) => `/ip4/10.0.0.${i}/tcp/1`)
    const file = createPeerFile(root)
    await file.save([{ peer: PEER, addresses }])
    expect((await file.load())[0]?.addresses).toEqual(addresses.slice(0, 8))
  })
})
