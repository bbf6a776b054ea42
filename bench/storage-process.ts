/**
 * A store in a process of its own: writes batches of blocks as a receiver of backups does, and opens
 * a store of many small blocks.
 */
import { hash } from 'node:crypto'
import { createBlock } from '../src/core/block.ts'
import { NO_HASH } from '../src/core/bytes.ts'
import type { Crypto } from '../src/core/crypto.ts'
import { blockKey, certificateKey, heldKey } from '../src/core/keyspace.ts'
import { CHUNK_BYTES } from '../src/core/limits.ts'
import type { WriteOp } from '../src/core/machine.ts'
import { NO_SUMMARY } from '../src/core/selector.ts'
import { encodeStoredBlock } from '../src/core/stored-block.ts'
import { openLevelStore } from '../src/storage/index.ts'
import { serveCalls } from './channel.ts'

const CHAIN = '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqv'
const BATCH_BYTES = 4 * CHUNK_BYTES
const CERTIFICATE = new Uint8Array(300)

/** Real hashes; no signatures, because the store does not look at them. */
const crypto: Crypto = {
  sha256: (bytes) => hash('sha256', bytes, 'hex'),
  sha256Bytes: (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer')),
  sign: () => new Uint8Array(64),
  verify: () => true
}

interface Batch {
  readonly ops: readonly WriteOp[]
  readonly bytes: number
}

/** Batches of linked blocks with one entry each, until there are `blocks` of them. */
function* batches(
  blocks: number,
  entryBytes: number,
  withCertificates: boolean
): Generator<Batch, void> {
  let prev = NO_HASH
  for (let height = 1; height <= blocks; ) {
    const ops: WriteOp[] = []
    let bytes = 0
    while (bytes < BATCH_BYTES && height <= blocks) {
      const entries = [new Uint8Array(entryBytes).fill(height)]
      const block = createBlock(crypto, { chain: CHAIN, height, prev, timeMs: height, entries })
      const value = encodeStoredBlock({ block, summary: NO_SUMMARY })
      ops.push({ type: 'put', key: blockKey(CHAIN, height), value })
      if (withCertificates) {
        ops.push({ type: 'put', key: certificateKey(CHAIN, height), value: CERTIFICATE })
      }
      prev = block.hash
      bytes += value.length
      height++
    }
    ops.push({ type: 'put', key: heldKey(CHAIN), value: new Uint8Array(200) })
    yield { ops, bytes }
  }
}

/** The longest time that a timer of 1 ms was late. */
function watchLag(): () => number {
  let longestMs = 0
  let beforeMs = performance.now()
  const timer = setInterval(() => {
    const nowMs = performance.now()
    longestMs = Math.max(longestMs, nowMs - beforeMs - 1)
    beforeMs = nowMs
  }, 1)
  return () => {
    clearInterval(timer)
    return longestMs
  }
}

const storageCalls = {
  /** Writes blocks; making them is not counted. */
  async write(argument: {
    readonly path: string
    readonly blocks: number
    readonly entryBytes: number
    readonly withCertificates: boolean
    /** Makes all blocks before the first is written, so that their making is not in `cpuMs` either. */
    readonly isMadeFirst?: boolean
  }): Promise<{
    readonly bytes: number
    readonly timesMs: readonly number[]
    readonly cpuMs: number
  }> {
    const { path, blocks, entryBytes, withCertificates, isMadeFirst = false } = argument
    const making = batches(blocks, entryBytes, withCertificates)
    const made = isMadeFirst ? [...making] : making
    const store = await openLevelStore({ path, crypto })
    const before = process.cpuUsage()
    const timesMs: number[] = []
    let bytes = 0
    for (const batch of made) {
      const startMs = performance.now()
      await store.write(batch.ops)
      timesMs.push(performance.now() - startMs)
      bytes += batch.bytes
    }
    await store.close()
    const { user, system } = process.cpuUsage(before)
    return { bytes, timesMs, cpuMs: (user + system) / 1000 }
  },

  /** Opens and surveys what was written before. */
  async open(
    path: string
  ): Promise<{ readonly blocks: number; readonly seconds: number; readonly stallMs: number }> {
    const stall = watchLag()
    const startMs = performance.now()
    const store = await openLevelStore({ path, crypto })
    const seconds = (performance.now() - startMs) / 1000
    const blocks = store.disk.chains.get(CHAIN)?.runs[0]?.to ?? 0
    await store.close()
    return { blocks, seconds, stallMs: stall() }
  },

  peakMiB: async (_: null): Promise<number> => process.resourceUsage().maxRSS / 1024
}

export type StorageCalls = typeof storageCalls

serveCalls(storageCalls, () => Promise.resolve())
