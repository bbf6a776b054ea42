/**
 * The key-value store that a group of vehicles shares: a state fed by the entries of its chain.
 *
 * Keeps: the same entries give the same store, results and changes everywhere. Time is that of the
 * blocks: an entry with an end is gone for every block whose time has reached it, whether or not it
 * has been removed from memory yet.
 */
import { InvalidMessageError } from '../../core/errors.ts'
import type { Place, StateMachine } from '../../core/state-machine.ts'
import { createEntries, type Entries } from './entries.ts'
import { operationFault } from './faults.ts'
import { REFUSED_CHARACTERS_MAX, STORE_BYTES_MAX } from './limits.ts'
import { planOperation, type Write } from './operations.ts'
import { decodeQuery, encodeAnswer } from './query-spec.ts'
import { answerQuery } from './scan.ts'
import { loadEntries, saveEntries } from './snapshot.ts'
import { decodeOperation, encodeResult } from './spec.ts'
import type { Trace } from './trail.ts'
import type { KvOperation } from './types.ts'

export interface KvOptions {
  /** Estimated memory of all entries; a put beyond it is refused. The same on all vehicles. */
  readonly bytesMax?: number
  /** Told of every change as it is applied; see trail.ts. */
  readonly onTrace?: (trace: Trace) => void
}

export function createKv({ bytesMax = STORE_BYTES_MAX, onTrace }: KvOptions = {}): StateMachine {
  const entries = createEntries()
  return {
    get bytes() {
      return entries.bytes
    },
    fault(operation) {
      const decoded = tryDecode(operation)
      return decoded.type === 'malformed' ? decoded.reason : operationFault(decoded.operation)
    },
    apply(operation, place) {
      entries.sweep(place.timeMs, (key) => onTrace?.({ type: 'expire', index: place.index, key }))
      const decoded = tryDecode(operation)
      if (decoded.type === 'malformed') {
        const text = decoded.reason.slice(0, REFUSED_CHARACTERS_MAX)
        return encodeResult({ type: 'refused', reason: 'malformed', text })
      }
      const { result, writes } = planOperation(entries, decoded.operation, place, bytesMax)
      for (const write of writes) {
        perform(entries, write, place, onTrace)
      }
      return encodeResult(result)
    },
    query: (question, { timeMs }) =>
      encodeAnswer(answerQuery(entries, decodeQuery(question), timeMs)),
    save: () => saveEntries(entries),
    load: (parts) => loadEntries(entries, parts),
    digest: () => entries.digest()
  }
}

type Decoded =
  | { readonly type: 'operation'; readonly operation: KvOperation }
  | { readonly type: 'malformed'; readonly reason: string }

function tryDecode(bytes: Uint8Array): Decoded {
  try {
    return { type: 'operation', operation: decodeOperation(bytes) }
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return { type: 'malformed', reason: error.message }
    }
    throw error
  }
}

function perform(
  entries: Entries,
  { type, key, part, kept, after, isNew }: Write,
  { index }: Place,
  onTrace: KvOptions['onTrace']
): void {
  entries.replace(key, kept, after)
  if (type !== 'touch') {
    onTrace?.({ type, index, part, isNew })
  }
}
