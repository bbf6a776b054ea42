/**
 * What a site keeps on disk: keys, transactions that it has voted for, finished ones, how far it is with
 * a move, and in classic mode its own decisions.
 */
import { fromHex, fromUtf8, toHex, toUtf8 } from '../../core/bytes.ts'
import { decodeWith } from '../../core/codec.ts'
import type { OperationDigest } from '../../core/command.ts'
import type { ChainId } from '../../core/genesis.ts'
import { heightText, machineKey } from '../../core/keyspace.ts'
import { fromLatin1 } from '../../core/latin1.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import type { Disk, Key as StoreKey, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { rawEntry, readEntry } from './entry-spec.ts'
import {
  DecisionRecord,
  DoneRecord,
  Entry as EntryCodec,
  PreparedRecord as PreparedCodec
} from './messages.ts'
import { rawOutcome, rawPortion, readOutcome, readPortion } from './spec.ts'
import type { Entry, Key, Outcome, Portion, TransactionId } from './types.ts'

const keys = (chain: ChainId): string => `${chain}/k/`
const prepared = (chain: ChainId): string => `${chain}/p/`
const finished = (chain: ChainId): string => `${chain}/d/`
const decisions = (chain: ChainId): string => `${chain}/c/`

/** Encoded Entry. */
export function entryKey(chain: ChainId, key: Key): StoreKey {
  return machineKey('twophase', `${keys(chain)}${toHex(fromLatin1(key))}`)
}

/** Encoded PreparedRecord. */
export function preparedKey(chain: ChainId, { coordinator, number }: TransactionId): StoreKey {
  return machineKey('twophase', `${prepared(chain)}${coordinator}/${heightText(number)}`)
}

/** Encoded DoneRecord; a slot is used again when its turn comes. */
export function doneKey(chain: ChainId, slot: number): StoreKey {
  return machineKey('twophase', `${finished(chain)}${heightText(slot)}`)
}

/** Encoded DecisionRecord. */
export function decisionKey(chain: ChainId, { coordinator, number }: TransactionId): StoreKey {
  return machineKey('twophase', `${decisions(chain)}${coordinator}/${heightText(number)}`)
}

/** StandingRecord as JSON. */
export function standingKey(chain: ChainId): StoreKey {
  return machineKey('twophase', `${chain}/s`)
}

/** How far this vehicle is with the ring. */
export interface StandingRecord {
  /** Version of the ring for which everything was here; 0 for none. */
  readonly readyFor: number
  /** Version of the ring in which keys were given to others; 0 for none. */
  readonly servedFor: number
  /** Version of the ring for which keys that are not kept here were removed; 0 for none. */
  readonly clearedFor: number
  /** Version of the ring by which keys, or what was committed of them, last went from here; 0 for none. */
  readonly removedFor: number
  /** Version of the ring in which it has voted, where none of the above told of it by then; 0 for none. */
  readonly votedFor: number
  /** Versions of removed keys that are not known any more are not above it. */
  readonly floor: number
  /** It takes part although it is no member of the group. */
  readonly isAsked: boolean
  /** It was asked to take part, or a ring has named it, at some time: one may name it still. */
  readonly wasPart: boolean
}

/** A transaction that this vehicle has voted for. */
export interface PreparedRecord extends TransactionId {
  readonly from: PeerId
  /** Version of the ring it was prepared in. */
  readonly ring: number
  readonly portion: Portion
}

/** A decision of this coordinator, in classic mode. */
export interface ClassicDecision extends TransactionId {
  readonly outcome: Outcome
  /** Version of the ring it was prepared in. */
  readonly ring: number
  readonly participants: readonly PeerId[]
  readonly client: string
  readonly seq: number
  readonly digest: OperationDigest
  readonly result: Uint8Array
}

export function putEntry(chain: ChainId, entry: Entry): WriteOp {
  const value = EntryCodec.encode(rawEntry(entry))
  return { type: 'put', key: entryKey(chain, entry.key), value }
}

export function putPrepared(chain: ChainId, record: PreparedRecord): WriteOp {
  const { coordinator, from, ring, portion } = record
  const value = PreparedCodec.encode({
    coordinator: fromHex(coordinator),
    from,
    ring,
    portion: rawPortion(portion)
  })
  return { type: 'put', key: preparedKey(chain, record), value }
}

export function putDone(
  chain: ChainId,
  slot: number,
  transactions: readonly TransactionId[]
): WriteOp {
  const value = DoneRecord.encode({
    transactions: transactions.map(({ coordinator, number }) => ({
      coordinator: fromHex(coordinator),
      number
    }))
  })
  return { type: 'put', key: doneKey(chain, slot), value }
}

export function putDecision(chain: ChainId, decision: ClassicDecision): WriteOp {
  const { coordinator, outcome, participants, client, seq, digest, result, ring } = decision
  const value = DecisionRecord.encode({
    coordinator: fromHex(coordinator),
    outcome: rawOutcome(outcome),
    participants: [...participants],
    client: fromHex(client),
    digest: fromHex(digest),
    ...{ seq, result, ring }
  })
  return { type: 'put', key: decisionKey(chain, decision), value }
}

function putStanding(chain: ChainId, record: StandingRecord): WriteOp {
  return { type: 'put', key: standingKey(chain), value: toUtf8(JSON.stringify(record)) }
}

function readStanding(disk: Disk, chain: ChainId): StandingRecord {
  const value = disk.state.get(standingKey(chain))
  const known = value === undefined ? {} : (JSON.parse(fromUtf8(value)) as Partial<StandingRecord>)
  const none = { readyFor: 0, servedFor: 0, clearedFor: 0, removedFor: 0, votedFor: 0, floor: 0 }
  return { ...none, isAsked: false, wasPart: false, ...known }
}

/** Chains that this disk has records of. */
export function chainsOnDisk(disk: Disk): ReadonlySet<ChainId> {
  const prefix = machineKey('twophase', '')
  const chains = new Set<ChainId>()
  for (const key of disk.state.keys()) {
    const end = key.startsWith(prefix) ? key.indexOf('/', prefix.length) : -1
    if (end !== -1) {
      chains.add(key.slice(prefix.length, end))
    }
  }
  return chains
}

export function* readEntries(disk: Disk, chain: ChainId): Generator<Entry, void> {
  for (const [, value] of recordsOf(disk, keys(chain))) {
    yield readEntry(decodeWith('twophase entry', value, EntryCodec.decode))
  }
}

export function* readPrepared(disk: Disk, chain: ChainId): Generator<PreparedRecord, void> {
  for (const [key, value] of recordsOf(disk, prepared(chain))) {
    const { coordinator, from, ring, portion } = decodeWith(key, value, PreparedCodec.decode)
    if (portion !== undefined) {
      const read = readPortion(portion)
      yield { coordinator: toHex(coordinator), number: read.number, from, ring, portion: read }
    }
  }
}

/** Finished transactions by their slots. */
export function* readDone(
  disk: Disk,
  chain: ChainId
): Generator<readonly [slot: number, transactions: readonly TransactionId[]], void> {
  for (const [key, value] of recordsOf(disk, finished(chain))) {
    const { transactions } = decodeWith(key, value, DoneRecord.decode)
    const slot = Number.parseInt(key.slice(key.lastIndexOf('/') + 1), 16)
    yield [
      slot,
      transactions.map(({ coordinator, number }) => ({ coordinator: toHex(coordinator), number }))
    ]
  }
}

export function* readDecisions(disk: Disk, chain: ChainId): Generator<ClassicDecision, void> {
  for (const [key, value] of recordsOf(disk, decisions(chain))) {
    const raw = decodeWith(key, value, DecisionRecord.decode)
    if (raw.outcome !== undefined) {
      const outcome = readOutcome(raw.outcome)
      const { participants, seq, result } = raw
      const [coordinator, client] = [toHex(raw.coordinator), toHex(raw.client)]
      // Of an older record nobody knows who has left the ring since.
      const { ring = NUMBER_MAX } = raw
      const name = { coordinator, number: outcome.number, client, seq, digest: toHex(raw.digest) }
      yield { ...name, outcome, ring, participants, result }
    }
  }
}

function* recordsOf(disk: Disk, rest: string): Generator<readonly [string, Uint8Array], void> {
  const prefix = machineKey('twophase', rest)
  for (const [key, value] of disk.state) {
    if (key.startsWith(prefix)) {
      yield [key, value]
    }
  }
}

/** How far this vehicle is with the ring, in memory and on disk. */
export interface Standing {
  readonly record: StandingRecord
  /** Version of the ring that this vehicle has acted by: what it knows after a restart may be older. */
  readonly leastVersion: number
  note(next: Partial<StandingRecord>): void
}

export function createStanding(disk: Disk, chain: ChainId, ops: WriteOp[]): Standing {
  let record = readStanding(disk, chain)
  return {
    get record() {
      return record
    },
    get leastVersion() {
      const { readyFor, servedFor, clearedFor, votedFor } = record
      return Math.max(readyFor, servedFor, clearedFor, votedFor)
    },
    note(next) {
      record = { ...record, ...next }
      ops.push(putStanding(chain, record))
    }
  }
}
