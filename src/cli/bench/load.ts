/**
 * The load generator of every key-value store: logical clients in one process, each of which waits for
 * one answer before it asks again.
 *
 * Keeps: a put counts when it is acknowledged; whoever reads must get what was acknowledged to it; the
 * load is the same for every store.
 */

/** One store under load, whatever it is. */
export interface LoadedStore {
  put(key: string, value: string): Promise<void>
  get(key: string): Promise<string | undefined>
  /** Puts the value under all keys, or under none; left out by stores that cannot. */
  putAll?(keys: readonly string[], value: string): Promise<void>
}

/** `txn` puts one value under two keys at once. */
export type LoadKind = 'put' | 'get' | 'txn'

export interface Load {
  readonly kind: LoadKind
  readonly forMs: number
  readonly clients: number
  readonly valueBytes: number
  /** Number of the first client, 0 unless given: loads at the same time use keys of their own. */
  readonly first?: number
}

/** What ends a load before its time. */
export interface Ending {
  /** Nobody waits any more: the load fails with its reason. */
  readonly signal?: AbortSignal
  /** What it was to go on for has come about: it ends well. */
  isDone?(): boolean
}

export interface LoadResult {
  readonly calls: number
  readonly ms: number
  /** How long calls took, of the first 20,000. */
  readonly timesMs: readonly number[]
  /** The longest call of each client. */
  readonly longestMs: readonly number[]
}

export function callsPerSecond({ calls, ms }: Pick<LoadResult, 'calls' | 'ms'>): number {
  return (calls * 1000) / ms
}

/** Keys that one client uses in turn. */
const KEYS_EACH = 64
/** More do not make the quantiles better. */
const TIMES_MAX = 20_000

/**
 * @param acknowledged what was acknowledged under each key so far; kept between loads
 * @throws the reason of the signal, and what a client is told that is not what was acknowledged
 */
export async function runLoad(
  store: LoadedStore,
  acknowledged: Map<string, string>,
  { kind, forMs, clients, valueBytes, first = 0 }: Load,
  { signal, isDone = () => false }: Ending = {}
): Promise<LoadResult> {
  const timesMs: number[] = []
  const startMs = performance.now()
  let calls = 0
  let isOver = false

  const put = async (key: string, value: string): Promise<void> => {
    await store.put(key, value)
    acknowledged.set(key, value)
  }
  const get = async (key: string): Promise<void> => {
    const wanted = acknowledged.get(key)
    const found = await store.get(key)
    if (wanted !== undefined && found !== wanted) {
      throw new Error(`key ${key} reads ${found}, acknowledged was ${wanted}`)
    }
  }
  const putAll = async (keys: readonly string[], value: string): Promise<void> => {
    if (store.putAll === undefined) {
      throw new Error('this store has no transactions')
    }
    await store.putAll(keys, value)
    for (const key of keys) {
      acknowledged.set(key, value)
    }
  }
  const client = async (number: number): Promise<number> => {
    const keyOf = (i: number): string => `client-${number}/${i % KEYS_EACH}`
    const ask = (i: number): Promise<void> => {
      if (kind === 'get') {
        return get(keyOf(i))
      }
      const value = `${number}:${i}:`.padEnd(valueBytes, 'x')
      return kind === 'put' ? put(keyOf(i), value) : putAll([keyOf(i), keyOf(i + 1)], value)
    }
    let longestMs = 0
    for (let i = 0; !isOver && !isDone() && performance.now() - startMs < forMs; i++) {
      const sentMs = performance.now()
      await ask(i)
      const ms = performance.now() - sentMs
      longestMs = Math.max(longestMs, ms)
      calls++
      if (timesMs.length < TIMES_MAX) {
        timesMs.push(ms)
      }
    }
    return longestMs
  }
  const end = (): void => {
    isOver = true
  }
  signal?.addEventListener('abort', end)
  try {
    const longestMs = await Promise.all(
      Array.from({ length: clients }, (_, n) => client(first + n))
    )
    signal?.throwIfAborted()
    return { calls, ms: performance.now() - startMs, timesMs, longestMs }
  } finally {
    // When one client fails the others go on no longer.
    end()
    signal?.removeEventListener('abort', end)
  }
}
