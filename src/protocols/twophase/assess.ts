/**
 * What a transaction does, from what all owners of its keys have found: which branch, which versions.
 *
 * Keeps: a key that is written gets a version above all that any owner has of it.
 */
import type { Effects, Found, Portion, Task } from './types.ts'

export interface Assessed {
  readonly effects: Effects
  /** Each key of the task, as it was. */
  readonly found: readonly Found[]
}

interface Voted {
  readonly portion: Portion
  readonly found: readonly Found[] | undefined
}

const NOTHING: Found = {
  version: 0,
  changes: 0,
  kind: 'bytes',
  value: new Uint8Array(0),
  holds: true,
  isJoining: false
}

export function assess({ keys }: Task, votes: readonly Voted[]): Assessed {
  const found: Found[] = keys.map(() => NOTHING)
  const versions: number[] = keys.map(() => 0)
  for (const { portion, found: told = [] } of votes) {
    for (const [i, key] of portion.keys.entries()) {
      const one = told[i]
      const known = found[key.index]
      if (one === undefined || one.isJoining) {
        continue
      }
      versions[key.index] = Math.max(versions[key.index] ?? 0, one.version)
      // The one that was asked for the value tells it.
      if (known === NOTHING || key.isWanted) {
        found[key.index] = one
      }
    }
  }
  const branch = found.every(({ holds }) => holds)
  const written = keys.map(({ whenTrue, whenFalse }, i) => {
    const write = branch ? whenTrue : whenFalse
    const { changes = 0 } = found[i] ?? NOTHING
    const isWritten = write !== undefined && (write.type === 'put' || changes > 0)
    const version = isWritten ? (versions[i] ?? 0) + 1 : 0
    return { version, changes: write?.type === 'put' ? changes + 1 : 0 }
  })
  return {
    effects: {
      branch,
      versions: written.map(({ version }) => version),
      changes: written.map(({ changes }) => changes)
    },
    found
  }
}
