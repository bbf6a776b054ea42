/**
 * A copy of a group's key-value store that is made again from blocks, to tell what each of them changed:
 * the log says what was asked for, and only the state what came of it.
 *
 * Keeps: it is the state that the members have, with the sessions that make an operation count once.
 */
import { entriesOf, type FullBlock } from '../core/block.ts'
import type { Crypto } from '../core/crypto.ts'
import { changesOf, createKv, createTrail, type KvChange } from '../state/kv/index.ts'
import { createSessions } from '../state/sessions/index.ts'

export interface KvReplica {
  /** Takes the place of the whole state. @throws InvalidMessageError when a part is malformed */
  load(parts: Iterable<Uint8Array>): void
  /** Applies the next block. Returns what it has changed, in its order. */
  apply(block: FullBlock): readonly KvChange[]
}

export function createKvReplica(crypto: Pick<Crypto, 'sha256'>): KvReplica {
  const trail = createTrail()
  const state = createSessions(crypto, createKv({ onTrace: trail.add }))
  return {
    load: state.load,
    apply({ header: { height, timeMs, seal }, body }) {
      // The last block of a booth carries the next booth, which is no matter of the state.
      const entries = seal === undefined ? entriesOf(body) : []
      for (const [index, entry] of entries.entries()) {
        state.apply(entry, { height, index, timeMs })
      }
      return changesOf(height, entries, trail.take())
    }
  }
}
