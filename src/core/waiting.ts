/**
 * Requests of callers that wait for their answers, by name: many short ones, or as many long ones as
 * memory should hold.
 *
 * Keeps: what waits takes less than `bytesMax`, but for the last one.
 */
export interface Waiting<K, V> {
  readonly size: number
  /** Why nothing more may wait, or undefined. */
  readonly fault: string | undefined
  get(name: K): V | undefined
  set(name: K, request: V): void
  delete(name: K): void
  values(): IterableIterator<V>
}

/** What may wait. */
export interface WaitingLimits {
  readonly countMax: number
  readonly bytesMax: number
}

/** `bytesOf` tells the same of a request as long as it waits. */
export function createWaiting<K, V>(
  { countMax, bytesMax }: WaitingLimits,
  bytesOf: (request: V) => number
): Waiting<K, V> {
  const requests = new Map<K, V>()
  let bytes = 0

  const remove = (name: K): void => {
    const known = requests.get(name)
    if (known !== undefined) {
      requests.delete(name)
      bytes -= bytesOf(known)
    }
  }

  return {
    get size() {
      return requests.size
    },
    get fault() {
      return requests.size >= countMax || bytes >= bytesMax
        ? `${requests.size} requests of ${bytes} bytes wait already`
        : undefined
    },
    get: (name) => requests.get(name),
    set(name, request) {
      remove(name)
      requests.set(name, request)
      bytes += bytesOf(request)
    },
    delete: remove,
    values: () => requests.values()
  }
}
