/**
 * The witness as a file. See witness.ts for what it is for.
 *
 * Keeps: at `begin` and `close` both slots are on disk (fsync); in between they are written in turn,
 * behind each batch, and reach the disk when the system likes. A store that was removed while it is in use
 * takes no batch: its files live on without a name, until the process ends.
 */
import { fstatSync, writeSync } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Checksum } from './checksum.ts'
import { StoreFailedError } from './errors.ts'
import {
  decodeWitness,
  encodeSlot,
  SLOT_OFFSETS,
  type Witness,
  type WitnessFound
} from './witness.ts'

export interface WitnessFile {
  /** Call first. Creates nothing. */
  read(): Promise<WitnessFound>
  begin(witness: Witness): Promise<void>
  /**
   * Idle before `begin`.
   *
   * @throws StoreFailedError when the store was removed meanwhile
   */
  write(witness: Witness): void
  /** Writes the witness durably if one is given, and closes the file. */
  close(witness: Witness | undefined): Promise<void>
}

export function createWitnessFile(path: string, checksum: Checksum): WitnessFile {
  let isThere = false
  let order = 0
  let file: FileHandle | undefined

  const writeSlot = (to: FileHandle, witness: Witness): void => {
    order++
    const slot = encodeSlot(checksum, witness, order)
    // Synchronous: 36 bytes into the page cache take less time than a turn of the thread pool.
    const written = writeSync(to.fd, slot, 0, slot.length, SLOT_OFFSETS[order % 2 === 0 ? 0 : 1])
    if (written !== slot.length) {
      throw new Error(`only ${written} of ${slot.length} bytes of the witness were written`)
    }
  }
  const writeBoth = async (to: FileHandle, witness: Witness): Promise<void> => {
    writeSlot(to, witness)
    writeSlot(to, witness)
    await to.sync()
  }

  return {
    async read() {
      const bytes = await readIfThere(path)
      if (bytes === undefined) {
        return { type: 'missing' }
      }
      isThere = true
      const decoded = decodeWitness(checksum, bytes)
      order = decoded.order
      return decoded.found
    },
    async begin(witness) {
      file = await open(path, isThere ? 'r+' : 'wx+', 0o600)
      await writeBoth(file, witness)
      if (!isThere) {
        await syncDirectory(dirname(path))
      }
    },
    write(witness) {
      if (file !== undefined) {
        writeSlot(file, witness)
        checkNamed(file, dirname(path))
      }
    },
    async close(witness) {
      const last = file
      file = undefined
      try {
        if (last !== undefined && witness !== undefined) {
          await writeBoth(last, witness)
        }
      } finally {
        await last?.close()
      }
    }
  }
}

/** A file that nobody could open any more was removed, and what lies beside it as well. */
function checkNamed(file: FileHandle, place: string): void {
  if (fstatSync(file.fd).nlink === 0) {
    const message =
      `${place} was removed while it was in use, so nothing in it lasts: put it back from a copy, or ` +
      'run: vguard-node new-identity'
    throw new StoreFailedError(message, 'io')
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      return undefined
    }
    throw cause
  }
}

/** Makes the entries of a directory durable. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
