/**
 * What the disk of a stopped vehicle has lost, found as its next start would find it.
 *
 * Keeps: what is found is what `start` ends with, or what the vehicle would say of itself if it ran;
 * nothing is made, repaired or deleted, and what was lost stays written down as at a start.
 */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Crypto } from '../core/crypto.ts'
import type { Disk } from '../core/machine.ts'
import { openLevelStore } from '../storage/index.ts'
import { chainLosses } from '../vehicle/losses.ts'
import { giveAllToOwner } from './files.ts'
import { checkMemory, storeError } from './foundation.ts'
import { loadIdentity, STORE_DIRECTORY } from './identity.ts'
import { blocksText, recordsText, stateProblems } from './problems.ts'

/**
 * One sentence for each thing that is lost; undefined where no store has begun, or whose key cannot be
 * read, which is another matter.
 *
 * @throws StartError when the vehicle would not start with this store
 */
export async function lossesOnDisk(dataDir: string): Promise<readonly string[] | undefined> {
  const path = join(dataDir, STORE_DIRECTORY)
  const identity = await loadIdentity(dataDir).catch(() => undefined)
  if (identity === undefined) {
    return undefined
  }
  await checkMemory(dataDir, path)
  if ((await stat(path).catch(() => undefined)) === undefined) {
    return undefined
  }
  const { crypto } = identity
  try {
    const store = await openLevelStore({ path, crypto })
    await store.close()
    return lossesOf(crypto, store.disk)
  } catch (cause) {
    throw storeError(cause)
  } finally {
    // Opening a store writes into it, and the vehicle may run as another user than who looks.
    await giveAllToOwner(path, dataDir)
  }
}

function lossesOf(crypto: Crypto, disk: Disk): readonly string[] {
  const { stateDamage } = disk.integrity
  if (stateDamage !== undefined) {
    // What state says of chains may be lost with it.
    return stateProblems({ isDamaged: true, stateDamage })
  }
  return chainLosses(crypto, disk).flatMap(({ chain, damage, records }) => {
    const lost = `chain ${chain} has lost ${blocksText(damage)} on this disk`
    return [
      ...(damage.length === 0
        ? []
        : [`${lost}; they are fetched again when the vehicle runs and a holder is connected`]),
      ...(records === undefined ? [] : [recordsText(chain, chain, records)])
    ]
  })
}
