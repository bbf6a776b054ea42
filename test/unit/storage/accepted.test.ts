/** A loss that a person has accepted: it is told no more, and nothing else is forgotten. */
import { expect, test } from 'vitest'
import { fromUtf8 } from '../../../src/core/bytes.ts'
import { blockKey, boothKey, certificateKey } from '../../../src/core/keyspace.ts'
import type { Key } from '../../../src/core/machine.ts'
import type { OpenedStore } from '../../../src/storage/checked-store.ts'
import { createMemoryDisk, openMemoryStore } from '../../../src/storage/memory-store.ts'
import {
  CHAIN,
  CRYPTO,
  chainOps,
  OTHER_CHAIN,
  put,
  stateKey
} from '../../contract/store/samples.ts'

test('accepted: a loss of certificates and booths is told no more, and every other one is', async () => {
  const disk = createMemoryDisk()
  const open = (): Promise<OpenedStore> => openMemoryStore({ disk, crypto: CRYPTO })
  const first = await open()
  await first.write([...chainOps(5), ...chainOps(3, OTHER_CHAIN)])
  const flip = (key: Key): void => {
    const stored = disk.records.get(key)?.slice() ?? new Uint8Array(0)
    stored[60] = (stored[60] ?? 0) ^ 1
    disk.records.set(key, stored)
  }
  for (const chain of [CHAIN, OTHER_CHAIN]) {
    disk.records.delete(boothKey(chain, 'ab'.repeat(32)))
  }
  disk.records.delete(certificateKey(CHAIN, 4))
  disk.records.delete(stateKey(`head/${CHAIN}`))
  flip(certificateKey(CHAIN, 3))
  flip(blockKey(CHAIN, 2))

  const store = await open()
  const { stateDamage, chainDamage } = store.disk.integrity
  expect(stateDamage).toContain('s has 1 records instead of 2')
  expect([...(chainDamage?.keys() ?? [])].sort()).toEqual([CHAIN, OTHER_CHAIN].sort())
  await store.acceptLoss(CHAIN)
  const keys = [1, 3].map((height) => certificateKey(CHAIN, height))
  const { records } = await store.load({ type: 'get', keys })
  expect(records.map(({ value }) => value && fromUtf8(value))).toEqual([
    expect.stringContaining('certificate of')
  ])
  for (let round = 0; round < 2; round++) {
    const again = await open()
    const { integrity, chains } = again.disk
    expect([...(integrity.chainDamage?.keys() ?? [])], `round ${round}`).toEqual([OTHER_CHAIN])
    expect(integrity.stateDamage, `round ${round}`).toBe(stateDamage)
    expect(chains.get(CHAIN)?.damaged, `round ${round}`).toEqual([2])
    await again.write([put(certificateKey(CHAIN, 6 + round), 'more')])
  }
})
