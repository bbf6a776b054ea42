/**
 * A key range of the store, read page by page, so that its length does not matter.
 */
import type { Key, StoredRecord } from '../core/machine.ts'
import type { Store } from '../core/store.ts'

const PAGE_RECORDS = 256
const PAGE_BYTES = 1024 * 1024

/** Records with first <= key <= last, in key order. */
export async function* recordsBetween(
  store: Pick<Store, 'load'>,
  first: Key,
  last: Key,
  signal?: AbortSignal
): AsyncGenerator<StoredRecord, void> {
  let gte = first
  for (;;) {
    signal?.throwIfAborted()
    const { records, more } = await store.load({
      type: 'range',
      gte,
      lte: last,
      recordsMax: PAGE_RECORDS,
      bytesMax: PAGE_BYTES
    })
    yield* records
    const end = records.at(-1)?.key
    if (!more || end === undefined) {
      return
    }
    gte = `${end}\0`
  }
}
