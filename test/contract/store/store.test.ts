/**
 * The stores on LevelDB and in memory, held to one contract.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFaultyStore } from '../../../src/storage/faulty-store.ts'
import { openLevelStore } from '../../../src/storage/level-store.ts'
import { createMemoryDisk, openMemoryStore } from '../../../src/storage/memory-store.ts'
import { CRYPTO } from './samples.ts'
import { runStoreContract } from './suite.ts'

runStoreContract('level', async () => {
  const path = await mkdtemp(join(tmpdir(), 'vguard-store-'))
  return {
    open: () => openLevelStore({ path, crypto: CRYPTO }),
    remove: () => rm(path, { recursive: true })
  }
})

runStoreContract('memory', () => {
  const disk = createMemoryDisk()
  return Promise.resolve({
    open: () => openMemoryStore({ disk, crypto: CRYPTO }),
    remove: () => Promise.resolve()
  })
})

runStoreContract('faulty, without a fault,', () => {
  const disk = createMemoryDisk()
  return Promise.resolve({
    open: async () => createFaultyStore(await openMemoryStore({ disk, crypto: CRYPTO }), {}),
    remove: () => Promise.resolve()
  })
})
