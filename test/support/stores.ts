/** Key-value stores for tests that share their processors with others. */
import type { KvStore } from '../../src/index.ts'

/** A store whose calls try for a minute unless told otherwise. */
export function patient(store: KvStore): KvStore {
  const time = { timeoutMs: 60_000 }
  return {
    chain: store.chain,
    get: (key, options) => store.get(key, { ...time, ...options }),
    put: (key, value, options) => store.put(key, value, { ...time, ...options }),
    delete: (key, options) => store.delete(key, { ...time, ...options }),
    touch: (key, ttlMs, options) => store.touch(key, ttlMs, { ...time, ...options }),
    compareAndSet: (key, expected, value, options) =>
      store.compareAndSet(key, expected, value, { ...time, ...options }),
    transact: (transaction, options) => store.transact(transaction, { ...time, ...options }),
    scan: (options) => store.scan({ ...time, ...options }),
    scanAll: (options) => store.scanAll({ ...time, ...options }),
    count: (range, options) => store.count(range, { ...time, ...options }),
    stats: (options) => store.stats({ ...time, ...options }),
    watch: (options) => store.watch(options)
  }
}
