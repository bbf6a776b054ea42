/**
 * Exactly once: a state whose entries carry the name of who asked. The same operation under the same name
 * again gives the same result and changes nothing; another one under that name is refused.
 *
 * Keeps: (client, seq) is applied at most once (I8), also when its session was forgotten since: an
 * unknown session that was opened before a forgotten one began is refused, for it may be that one.
 * Memory is bounded by the number of sessions, of results of one, and by their bytes.
 * Source: Ongaro, "Consensus: bridging theory and practice", 6.3; differs in that a session is opened
 * by its first command, which carries the height that its client knew.
 */
import {
  type ClientId,
  type Command,
  decodeCommand,
  digestOf,
  type EntryRefusal,
  encodeEntryRefusal
} from '../../core/command.ts'
import type { Crypto } from '../../core/crypto.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Place, StateMachine } from '../../core/state-machine.ts'
import { SESSIONS_DEFAULTS, type SessionsOptions } from './limits.ts'
import { loadSessions, saveSessions } from './snapshot.ts'
import { createSessionTable, type Kept } from './table.ts'

/** What became of an entry. */
export type EntryOutcome =
  | {
      /** `repeated`: the result is that of the first time. */
      readonly type: 'applied' | 'repeated'
      readonly client: ClientId
      readonly seq: number
      readonly result: Uint8Array
    }
  | { readonly type: 'refused'; readonly refusal: EntryRefusal }

/** A state whose operations are whole entries of the chain: encoded commands. */
export interface Sessions extends StateMachine {
  applyEntry(entry: Uint8Array, place: Place): EntryOutcome
  /** Sessions that are kept. */
  readonly sessionsCount: number
}

type Operation = Extract<Command, { readonly type: 'operation' }>

/** Wraps a state whose operations are those within the commands. */
export function createSessions(
  crypto: Pick<Crypto, 'sha256'>,
  inner: StateMachine,
  options: SessionsOptions = {}
): Sessions {
  const limits = { ...SESSIONS_DEFAULTS, ...options }
  const table = createSessionTable(limits)

  const applyFirst = (command: Operation, place: Place): EntryOutcome => {
    const { client, seq, ackedTo, operation } = command
    const result = inner.apply(operation, place)
    // A copy, because encoders hand out pieces of larger buffers.
    const kept = result.length > limits.resultBytesMax ? undefined : new Uint8Array(result)
    const digest = digestOf(crypto, operation)
    table.record(client, seq, ackedTo, { digest, result: kept }, place)
    return { type: 'applied', client, seq, result }
  }
  const repeat = (kept: Kept, command: Operation, place: Place): EntryOutcome => {
    const { client, seq, ackedTo, operation } = command
    if (kept.digest !== digestOf(crypto, operation)) {
      // What it acknowledges may be said by somebody else, who only knows the name.
      return refuse('otherOperation')
    }
    const { result } = kept
    table.touch(client, ackedTo, place)
    return result === undefined
      ? refuse('resultForgotten')
      : { type: 'repeated', client, seq, result }
  }

  const applyEntry = (entry: Uint8Array, place: Place): EntryOutcome => {
    const command = tryDecode(entry)
    if (command?.type !== 'operation') {
      return refuse('noOperation')
    }
    const { client, seq, openedAt } = command
    const session = table.find(client)
    if (session === undefined) {
      const isNew = openedAt >= table.horizon && openedAt < place.height
      return isNew ? applyFirst(command, place) : refuse('staleSession')
    }
    const kept = session.results.get(seq)
    if (kept !== undefined) {
      return repeat(kept, command, place)
    }
    return seq > session.floor ? applyFirst(command, place) : refuse('staleSession')
  }

  return {
    get bytes() {
      return inner.bytes + table.bytes
    },
    get sessionsCount() {
      return table.size
    },
    applyEntry,
    apply(entry, place) {
      const outcome = applyEntry(entry, place)
      return outcome.type === 'refused' ? encodeEntryRefusal(outcome.refusal) : outcome.result
    },
    fault(entry) {
      const command = tryDecode(entry)
      if (command === undefined) {
        return 'the entry is no command'
      }
      return command.type === 'operation' ? inner.fault(command.operation) : undefined
    },
    recovered: () => inner.recovered?.(),
    query: (question, at) => inner.query(question, at),
    save: () => saveSessions(table, inner),
    load: (parts) => loadSessions(table, inner, limits, parts),
    digest: () => table.digest() + inner.digest()
  }
}

function refuse(refusal: EntryRefusal): EntryOutcome {
  return { type: 'refused', refusal }
}

function tryDecode(entry: Uint8Array): Command | undefined {
  try {
    return decodeCommand(entry)
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}
