/**
 * A process that writes to a store, for tests that stop it: `writer.ts PATH [BATCHES]`.
 *
 * Says `{ opened }` when the store is open and `{ durable: n }` for every batch that was made durable;
 * ends when it is told to, or after so many batches.
 */
import { openLevelStore } from '../../../src/storage/level-store.ts'
import { CRYPTO } from '../../contract/store/samples.ts'
import { batchOf, numberIn } from './batches.ts'

export type Report = { readonly opened: number } | { readonly durable: number }

const [path = '', batches = '1000000'] = process.argv.slice(2)
const say = (report: Report): void => {
  process.send?.(report)
}

let isStopped = false
process.on('message', () => {
  isStopped = true
})

const store = await openLevelStore({ path, crypto: CRYPTO })
let number = numberIn(store.disk.state)
say({ opened: number })
for (const end = number + Number(batches); number < end && !isStopped; ) {
  number++
  await store.write(batchOf(number))
  say({ durable: number })
}
await store.close()
process.disconnect()
