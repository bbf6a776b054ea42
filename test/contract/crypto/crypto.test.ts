/**
 * The cryptography of the node and of the simulator, held to one contract, and to libp2p's own.
 */
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import type { Ed25519PrivateKey } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { expect, test } from 'vitest'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { createNodeCrypto, peerOfPrivateKey } from '../../../src/node/crypto.ts'
import { createPortableCrypto } from '../../../src/portable/crypto.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { cryptoContract } from './suite.ts'

const keyOf = async (i: number): Promise<Ed25519PrivateKey> =>
  await generateKeyPairFromSeed('Ed25519', new Uint8Array(32).fill(i))

const keys = await Promise.all([0, 1, 2].map(keyOf))
const realm = createCryptoRealm(7)

const privateKey = (i: number): Ed25519PrivateKey => {
  const key = keys[i]
  if (key === undefined) {
    throw new Error(`there is no key ${i}`)
  }
  return key
}

cryptoContract('node', (i) => ({
  peer: peerOfPrivateKey(privateKey(i)),
  crypto: createNodeCrypto(privateKey(i))
}))

cryptoContract('portable', (i) => ({
  peer: peerOfPrivateKey(privateKey(i)),
  crypto: createPortableCrypto(privateKey(i).raw.slice(0, 32))
}))

cryptoContract('simulator', (i) => realm.identity(`v${i}`))

test('node crypto: the name of a key is its libp2p peer id', () => {
  for (const key of keys) {
    expect(peerOfPrivateKey(key)).toBe(peerIdFromPrivateKey(key).toString())
  }
})

test('node crypto: the key of libp2p verifies our signature, and we verify its own', async () => {
  const key = privateKey(1)
  const crypto = createNodeCrypto(key)
  const message = toUtf8('across implementations')
  expect(await key.publicKey.verify(message, crypto.sign(message))).toBe(true)
  const theirs = await key.sign(message)
  expect(crypto.verify(peerOfPrivateKey(key), message, theirs)).toBe(true)
})

test('node crypto: more peers than keys are kept ready all verify', async () => {
  const crypto = createNodeCrypto(privateKey(1))
  const message = toUtf8('many signers')
  const signers = await Promise.all(
    Array.from({ length: 1100 }, (_, i) =>
      generateKeyPairFromSeed(
        'Ed25519',
        new Uint8Array(32)
          .fill(0)
          .with(0, i & 255)
          .with(1, i >> 8)
      )
    )
  )
  const signatures = signers.map((key) => createNodeCrypto(key).sign(message))
  for (const round of [1, 2]) {
    for (const [i, key] of signers.entries()) {
      const signature = signatures[i] ?? new Uint8Array()
      const verifies = crypto.verify(peerOfPrivateKey(key), message, signature)
      expect(verifies, `signer ${i} in round ${round}`).toBe(true)
    }
  }
})

test('portable crypto: it and the node verify each other, and it signs nothing without a key', () => {
  const key = privateKey(2)
  const peer = peerOfPrivateKey(key)
  const message = toUtf8('from a browser')
  const node = createNodeCrypto(key)
  const portable = createPortableCrypto(key.raw.slice(0, 32))
  expect(portable.sign(message), 'RFC 8032 signs without chance').toEqual(node.sign(message))
  expect(node.verify(peer, message, portable.sign(message))).toBe(true)
  expect(createPortableCrypto().verify(peer, message, node.sign(message))).toBe(true)
  expect(() => createPortableCrypto().sign(message)).toThrow('no key')
})
