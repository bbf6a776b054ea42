/**
 * A memory with a written maximum: when it is full, what was put first is forgotten first.
 */

export interface Recent<V> {
  readonly size: number
  get(key: string): V | undefined
  has(key: string): boolean
  put(key: string, value: V): void
}

export function createRecent<V>(max: number): Recent<V> {
  const values = new Map<string, V>()
  return {
    get size() {
      return values.size
    },
    get: (key) => values.get(key),
    has: (key) => values.has(key),
    put(key, value) {
      const [oldest] = values.keys()
      if (values.size >= max && oldest !== undefined && !values.has(key)) {
        values.delete(oldest)
      }
      values.set(key, value)
    }
  }
}
