/**
 * Measures the store on LevelDB: how fast blocks become durable, and how long 100,000 of them take
 * to be scanned at the start. Prints one JSON object.
 *
 * `npx tsx bench/storage.ts [--blocks 100000] [--megabytes 128] [--processes 4]`
 */
import { type ChildProcess, fork } from 'node:child_process'
import { hash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createBlock } from '../src/core/block.ts'
import { NO_HASH } from '../src/core/bytes.ts'
import type { Crypto } from '../src/core/crypto.ts'
import { blockKey, certificateKey, heldKey } from '../src/core/keyspace.ts'
import { CHUNK_BYTES } from '../src/core/limits.ts'
import type { WriteOp } from '../src/core/machine.ts'
import { NO_SUMMARY } from '../src/core/selector.ts'
import { encodeStoredBlock } from '../src/core/stored-block.ts'
import { openLevelStore } from '../src/storage/index.ts'

interface Result {
  readonly name: string
  readonly value: number
  readonly unit: string
}

const { values: flags } = parseArgs({
  options: {
    blocks: { type: 'string', default: '100000' },
    megabytes: { type: 'string', default: '128' },
    processes: { type: 'string', default: '4' },
    writer: { type: 'string' }
  }
})

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

/** Batches of linked blocks with one entry each, as a receiver of backups writes them. */
function* batches(entryBytes: number, bytesMax: number, withCertificates: boolean) {
  let prev = NO_HASH
  let height = 1
  for (let total = 0; total < bytesMax; ) {
    const ops: WriteOp[] = []
    let bytes = 0
    while (bytes < BATCH_BYTES && total + bytes < bytesMax) {
      const entry = new Uint8Array(entryBytes).fill(height)
      const draft = {
        chain: CHAIN,
        height,
        prev,
        timeMs: height,
        entries: [entry]
      }
      const block = createBlock(crypto, draft)
      const value = encodeStoredBlock({ block, summary: NO_SUMMARY })
      ops.push({ type: 'put', key: blockKey(CHAIN, height), value })
      if (withCertificates) {
        ops.push({ type: 'put', key: certificateKey(CHAIN, height), value: CERTIFICATE })
      }
      prev = block.hash
      bytes += value.length
      height++
    }
    total += bytes
    ops.push({ type: 'put', key: heldKey(CHAIN), value: new Uint8Array(200) })
    yield { ops, bytes }
  }
}

const residentMiB = (): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? 0) / 1024

async function withDirectory<T>(run: (path: string) => Promise<T>): Promise<T> {
  const path = mkdtempSync(join(tmpdir(), 'vguard-bench-storage-'))
  try {
    return await run(path)
  } finally {
    rmSync(path, { recursive: true })
  }
}

/** Megabytes a second, and the median time of a batch. Making the blocks is not counted. */
function write(entryBytes: number, bytesMax: number): Promise<readonly [number, number]> {
  return withDirectory(async (path) => {
    const store = await openLevelStore({ path, crypto })
    const timesMs: number[] = []
    let bytes = 0
    for (const batch of batches(entryBytes, bytesMax, false)) {
      const startMs = performance.now()
      await store.write(batch.ops)
      timesMs.push(performance.now() - startMs)
      bytes += batch.bytes
    }
    await store.close()
    const totalMs = timesMs.reduce((sum, time) => sum + time, 0)
    timesMs.sort((a, b) => a - b)
    return [bytes / 1e3 / totalMs, timesMs[timesMs.length >> 1] ?? 0]
  })
}

/** The same in several processes at once, as on one machine with several vehicles. */
async function writeInProcesses(entryBytes: number): Promise<readonly Result[]> {
  const children = Array.from({ length: Number(flags.processes) }, () =>
    fork(
      new URL(import.meta.url),
      ['--writer', String(entryBytes), '--megabytes', flags.megabytes],
      {
        execArgv: ['--import', 'tsx']
      }
    )
  )
  const answers = await Promise.all(children.map(answerOf))
  const mean = (index: number): number =>
    answers.reduce((sum, answer) => sum + (answer[index] ?? 0), 0) / answers.length
  const name = `write.blocksOf${entryBytes}B.${children.length}processes`
  return [
    { name: `${name}.megabytesPerSecondEach`, value: mean(0), unit: 'MB/s' },
    { name: `${name}.p50Ms`, value: mean(1), unit: 'ms' },
    { name: `${name}.peakMiB`, value: mean(2), unit: 'MiB' }
  ]
}

async function answerOf(child: ChildProcess): Promise<readonly number[]> {
  const [answer] = (await once(child, 'message')) as [readonly number[]]
  await once(child, 'exit')
  return answer
}

function open(): Promise<readonly Result[]> {
  return withDirectory(async (path) => {
    const blockBytes = 500
    const store = await openLevelStore({ path, crypto })
    for (const { ops } of batches(340, Number(flags.blocks) * blockBytes, true)) {
      await store.write(ops)
    }
    await store.close()
    const lag = watchLag()
    const startMs = performance.now()
    const reopened = await openLevelStore({ path, crypto })
    const seconds = (performance.now() - startMs) / 1000
    const lagMs = lag()
    const run = reopened.disk.chains.get(CHAIN)?.runs[0]
    await reopened.close()
    return [
      { name: 'open.blocks', value: run === undefined ? 0 : run.to, unit: 'blocks' },
      { name: 'open.seconds', value: seconds, unit: 's' },
      { name: 'open.longestStallMs', value: lagMs, unit: 'ms' }
    ]
  })
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

if (flags.writer !== undefined) {
  const [megabytesPerSecond, p50Ms] = await write(
    Number(flags.writer),
    Number(flags.megabytes) * 1e6
  )
  process.send?.([megabytesPerSecond, p50Ms, residentMiB()])
  process.disconnect?.()
} else {
  const results: Result[] = [...(await open())]
  for (const entryBytes of [100_000, 140]) {
    results.push(...(await writeInProcesses(entryBytes)))
  }
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version }
  console.log(JSON.stringify({ machine, results }, null, 2))
}
