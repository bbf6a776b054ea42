/**
 * Every batch that the store gives LevelDB is to be synced, and no write goes another way.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openLevelStore } from '../../../src/storage/level-store.ts'
import { CRYPTO, chainOps, put, stateKey } from '../../contract/store/samples.ts'

const seen = vi.hoisted(() => ({ batches: [] as unknown[], others: [] as string[] }))

vi.mock('level', async (importOriginal) => {
  const { Level } = await importOriginal<typeof import('level')>()
  class WatchedLevel extends Level<string, Uint8Array> {
    override batch(...args: readonly unknown[]): never {
      const batch = Reflect.apply(super.batch, this, args)
      if (args.length > 0) {
        seen.others.push('batch of an array')
        return batch as never
      }
      const write = batch.write.bind(batch)
      return Object.assign(batch, {
        write: (options: unknown) => {
          seen.batches.push(options)
          return write(options)
        }
      }) as never
    }

    override put(...args: readonly unknown[]): never {
      seen.others.push('put')
      return Reflect.apply(super.put, this, args) as never
    }

    override del(...args: readonly unknown[]): never {
      seen.others.push('del')
      return Reflect.apply(super.del, this, args) as never
    }
  }
  return { Level: WatchedLevel }
})

test('level store: each batch is written with fsync', async () => {
  const path = await mkdtemp(join(tmpdir(), 'vguard-sync-'))
  const store = await openLevelStore({ path, crypto: CRYPTO })
  await store.write(chainOps(3))
  await store.write([put(stateKey('a'), '1')])
  await store.close()
  expect(seen.batches).toEqual([{ sync: true }, { sync: true }, { sync: true }])
  expect(seen.others).toEqual([])
  await rm(path, { recursive: true })
})
