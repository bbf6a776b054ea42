/**
 * A process that fills the disk it is given with a store, makes room, and looks at what is left:
 * `full-disk.ts DIRECTORY MEBIBYTES`,
 * of which the second is the room it makes. Prints what it saw as one JSON object.
 */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from '../../../src/core/store.ts'
import { openLevelStore } from '../../../src/storage/level-store.ts'
import { CRYPTO } from '../../contract/store/samples.ts'
import { batchOf, certificateOfBatch, numberIn, valueOfBatch } from './batches.ts'

export interface FullDiskReport {
  readonly durable: number
  /** Errors of the write that found no room, and of the one after it. */
  readonly errors: readonly { readonly name: string; readonly reason: string }[]
  /** Durable batches that could be read while the disk was full. */
  readonly readWhileFull: number
  /** Error of opening while the disk is full, if it cannot be opened. */
  readonly reopenWhileFull: string | undefined
  readonly afterwards: {
    readonly last: number
    readonly readable: number
    readonly stateDamage: string | undefined
    readonly chainsDamaged: number
    readonly isWritable: boolean
  }
}

const [directory = '', mebibytes = '0'] = process.argv.slice(2)
const path = join(directory, 'store')
const filler = join(directory, 'filler')
const open = (): Promise<Store> => openLevelStore({ path, crypto: CRYPTO })

const failureOf = async (promise: Promise<unknown>): Promise<{ name: string; reason: string }> => {
  try {
    await promise
    return { name: 'none', reason: 'none' }
  } catch (cause) {
    const { name, reason } = cause as { readonly name: string; readonly reason: string }
    return { name, reason }
  }
}

async function readable(store: Store, count: number): Promise<number> {
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  const { records } = await store.load({ type: 'get', keys: numbers.map(certificateOfBatch) })
  return records.filter(
    ({ value }, i) => Buffer.compare(value ?? Buffer.of(1), valueOfBatch(i + 1)) === 0
  ).length
}

await writeFile(filler, new Uint8Array(Number(mebibytes) * 1024 * 1024))
let store = await open()
let durable = 0
let first = { name: 'none', reason: 'none' }
while (first.name === 'none') {
  first = await failureOf(store.write(batchOf(durable + 1)))
  durable += first.name === 'none' ? 1 : 0
}
const second = await failureOf(store.write(batchOf(durable + 1)))
const readWhileFull = await readable(store, durable)
await store.close()

let reopenWhileFull: string | undefined
try {
  await (await open()).close()
} catch (cause) {
  reopenWhileFull = (cause as Error).name
}
await rm(filler)
store = await open()
const { state, integrity } = store.disk
const last = numberIn(state)
const afterwards = {
  last,
  readable: await readable(store, durable),
  stateDamage: integrity.stateDamage,
  chainsDamaged: integrity.chainDamage?.size ?? 0,
  isWritable: (await failureOf(store.write(batchOf(last + 1)))).name === 'none'
}
await store.close()
const report: FullDiskReport = {
  durable,
  errors: [first, second],
  readWhileFull,
  reopenWhileFull,
  afterwards
}
process.stdout.write(`${JSON.stringify(report)}\n`)
