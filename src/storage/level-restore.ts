/**
 * A store on LevelDB made of a copy of one.
 *
 * Keeps: the store that comes of it knows that it is a copy: what its vehicle has voted for since it
 * was made is forgotten, so its state is distrusted for ever, before anybody can open it otherwise.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Crypto } from '../core/crypto.ts'
import { type CopyFindings, createCopyCheck } from './copy.ts'
import type { Entry } from './engine.ts'
import { openLevelDatabase, openLevelStore } from './level-store.ts'
import { createWitnessFile } from './witness-file.ts'

export interface LevelCopy {
  /** A directory that is not there yet. */
  readonly path: string
  readonly crypto: Crypto
  readonly entries: AsyncIterable<readonly Entry[]>
  /** Why its state is not to be trusted, in words. */
  readonly distrust: string
}

/**
 * Makes the store, durably, and tells what the copy had lost. Whatever `entries` throws is thrown,
 * and leaves a directory that is to be removed.
 *
 * @throws StoreFullError, StoreFailedError
 */
export async function restoreLevelStore(copy: LevelCopy): Promise<CopyFindings> {
  const { path, crypto, entries, distrust } = copy
  const check = createCopyCheck(crypto)
  await mkdir(join(path, 'level'), { recursive: true, mode: 0o700 })
  const database = await openLevelDatabase(path)
  try {
    for await (const portion of entries) {
      check.add(portion)
      await database.put(portion)
    }
  } finally {
    await database.close()
  }
  const findings = check.conclude()
  if (findings.records > 0) {
    const witness = createWitnessFile(join(path, 'witness'), crc32)
    await witness.read()
    await witness.begin(check.witness)
    await witness.close(check.witness)
  }
  const store = await openLevelStore({ path, crypto })
  await store.distrustState(distrust)
  await store.close()
  return findings
}
