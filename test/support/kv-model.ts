/**
 * A key-value store as plain as can be, to compare the real one with: a sorted array of entries, looked
 * through from the first to the last each time.
 */
import type {
  Expected,
  KvChange,
  KvEntry,
  KvKey,
  KvOperation,
  KvResult,
  Part,
  PartResult,
  WrittenResult
} from '../../src/state/kv/index.ts'

export interface KvModel {
  apply(operation: KvOperation, height: number, timeMs: number): KvResult
  /** All that is there at that time, in the order of the bytes of their keys. */
  entries(timeMs: number): readonly KvEntry[]
  /** What changed since it was last asked for; without what ended by itself. */
  takeChanges(): readonly KvChange[]
}

export function createKvModel(): KvModel {
  let kept: KvEntry[] = []
  let changes: KvChange[] = []

  const live = (timeMs: number): KvEntry[] =>
    kept.filter(({ expiresAtMs }) => expiresAtMs === 0 || expiresAtMs > timeMs)
  const find = (key: KvKey): KvEntry | undefined => kept.find((entry) => entry.key === key)

  const isSo = (key: KvKey, expected: Expected): boolean => {
    const entry = find(key)
    switch (expected.type) {
      case 'absent':
        return entry === undefined
      case 'present':
        return entry !== undefined
      case 'revision':
        return entry !== undefined && entry.modified === expected.revision
      case 'value':
        return (
          entry !== undefined &&
          JSON.stringify([entry.value.kind, ...entry.value.bytes]) ===
            JSON.stringify([expected.value.kind, ...expected.value.bytes])
        )
    }
  }

  const write = (
    part: Exclude<Part, { type: 'get' }>,
    before: KvEntry | undefined,
    height: number,
    timeMs: number
  ): WrittenResult => {
    const revision = height * 4096
    const { type, key } = part
    const expiresAtMs = part.type === 'delete' || part.ttlMs === 0 ? 0 : timeMs + part.ttlMs
    const others = kept.filter((entry) => entry.key !== key)
    if (part.type === 'put') {
      const { value } = part
      const created = before?.created ?? revision
      const number = (before?.changes ?? 0) + 1
      const entry = { key, value, created, modified: revision, changes: number, expiresAtMs }
      kept = [...others, entry]
      changes.push({ type: 'put', key, revision, value, isNew: before === undefined })
    } else if (before !== undefined && part.type === 'touch') {
      kept = [...others, { ...before, expiresAtMs }]
    } else if (before !== undefined) {
      kept = others
      changes.push({ type: 'delete', key, revision, value: undefined, isNew: false })
    }
    const wanted = part.type !== 'touch' && part.wantsPrevious
    return { type, revision, found: before !== undefined, previous: wanted ? before : undefined }
  }

  return {
    apply(operation, height, timeMs) {
      kept = live(timeMs)
      const revision = height * 4096
      if (operation.type === 'compareAndSet') {
        const { put, expected } = operation
        const before = find(put.key)
        const succeeded = isSo(put.key, expected)
        if (succeeded) {
          write(put, before, height, timeMs)
        }
        const previous = put.wantsPrevious ? before : undefined
        const modified = before?.modified ?? 0
        return { type: 'compareAndSet', succeeded, revision, modified, previous }
      }
      if (operation.type !== 'transaction') {
        return write(operation, find(operation.key), height, timeMs)
      }
      const succeeded = operation.compares.every(({ key, expected }) => isSo(key, expected))
      const branch = succeeded ? operation.whenTrue : operation.whenFalse
      const seen = new Map(branch.map(({ key }) => [key, find(key)]))
      const parts = branch.map((part): PartResult => {
        const before = seen.get(part.key)
        return part.type === 'get'
          ? { type: 'get', entry: before }
          : write(part, before, height, timeMs)
      })
      return { type: 'transaction', succeeded, revision, parts }
    },
    entries: (timeMs) => live(timeMs).sort((a, b) => (a.key < b.key ? -1 : 1)),
    takeChanges() {
      const taken = changes
      changes = []
      return taken
    }
  }
}
