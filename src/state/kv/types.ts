/**
 * What the key-value store speaks: operations, results, questions, answers and changes.
 */

/** The bytes of a key as Latin-1, one character a byte: texts compare as the bytes do. */
export type KvKey = string

/** Number of a change: 4,096 x height + index of the entry in its block. */
export type Revision = number

/** Any bytes, or the UTF-8 of a JSON text, which is kept to the letter: 1.0 stays 1.0. */
export interface KvValue {
  readonly kind: 'bytes' | 'json'
  readonly bytes: Uint8Array
}

export interface KvEntry {
  readonly key: KvKey
  /** Empty in a scan of keys. */
  readonly value: KvValue
  /** Revision that made the key. */
  readonly created: Revision
  /** Revision that put the value. */
  readonly modified: Revision
  /** Puts since the key was made, from 1. */
  readonly changes: number
  /** Time of a block, in ms since the epoch, from which the entry is gone; 0 for never. */
  readonly expiresAtMs: number
}

export interface PutOperation {
  readonly type: 'put'
  readonly key: KvKey
  readonly value: KvValue
  /** From the time of the block, in ms; 0 for ever. A put without it ends an earlier one. */
  readonly ttlMs: number
  readonly wantsPrevious: boolean
}

export interface DeleteOperation {
  readonly type: 'delete'
  readonly key: KvKey
  readonly wantsPrevious: boolean
}

/** Sets the time to live of an entry that is there; its value and revision stay. */
export interface TouchOperation {
  readonly type: 'touch'
  readonly key: KvKey
  /** From the time of the block, in ms; 0 for ever. */
  readonly ttlMs: number
}

/** In a transaction: reads the key as it was before it. */
export interface GetQuery {
  readonly type: 'get'
  readonly key: KvKey
}

export type Expected =
  | { readonly type: 'absent' }
  | { readonly type: 'present' }
  /** Last put in this revision. */
  | { readonly type: 'revision'; readonly revision: Revision }
  /** Kind and bytes are equal. */
  | { readonly type: 'value'; readonly value: KvValue }

export interface CompareAndSetOperation {
  readonly type: 'compareAndSet'
  /** Of the key that is put. */
  readonly expected: Expected
  readonly put: PutOperation
}

export interface Compare {
  readonly key: KvKey
  readonly expected: Expected
}

export type Part = PutOperation | DeleteOperation | TouchOperation | GetQuery

/** All or nothing. Compares and parts see the state before it; no branch writes a key twice. */
export interface TransactionOperation {
  readonly type: 'transaction'
  readonly compares: readonly Compare[]
  /** Done when all compares hold. */
  readonly whenTrue: readonly Part[]
  readonly whenFalse: readonly Part[]
}

export type KvOperation =
  | PutOperation
  | DeleteOperation
  | TouchOperation
  | CompareAndSetOperation
  | TransactionOperation

export interface WrittenResult {
  readonly type: 'put' | 'delete' | 'touch'
  /** Of the operation. */
  readonly revision: Revision
  /** Whether the key was there before. */
  readonly found: boolean
  /** The entry that was there, when it was wanted. */
  readonly previous: KvEntry | undefined
}

export interface GotResult {
  readonly type: 'get'
  readonly entry: KvEntry | undefined
}

export type PartResult = WrittenResult | GotResult

export const REFUSED_REASONS = [
  /** It cannot be decoded, or breaks a limit. */
  'malformed',
  /** The store has no room for it. */
  'full',
  /** The entries that it asks for are more than an answer may carry. */
  'tooLarge'
] as const

/** Nothing was done; asking again changes nothing until the cause is gone. */
export interface RefusedResult {
  readonly type: 'refused'
  readonly reason: (typeof REFUSED_REASONS)[number]
  readonly text: string
}

export type KvResult =
  | WrittenResult
  | {
      readonly type: 'compareAndSet'
      readonly succeeded: boolean
      readonly revision: Revision
      /** Revision of the value that was there before; 0 when there was none. */
      readonly modified: Revision
      readonly previous: KvEntry | undefined
    }
  | {
      readonly type: 'transaction'
      /** Whether all compares held. */
      readonly succeeded: boolean
      readonly revision: Revision
      /** Of the branch that was done, in its order. */
      readonly parts: readonly PartResult[]
    }
  | RefusedResult

/** Keys from `from` to before `to`; empty for no bound. */
export interface KeyRange {
  readonly from: KvKey
  readonly to: KvKey
}

export interface ScanQuery extends KeyRange {
  readonly type: 'scan'
  /** Entries of the answer. */
  readonly limit: number
  /** Bytes of keys and values of the answer; one entry is always answered. */
  readonly bytesMax: number
  readonly reverse: boolean
  readonly keysOnly: boolean
  /** From the answer before: goes on behind it. Empty at first. */
  readonly after: KvKey
}

export type KvQuery =
  | GetQuery
  | ScanQuery
  | (KeyRange & { readonly type: 'count' })
  | { readonly type: 'stats' }

export type KvAnswer =
  | GotResult
  | {
      readonly type: 'scan'
      readonly entries: readonly KvEntry[]
      /** For the next question; empty when there is no more. */
      readonly after: KvKey
    }
  | { readonly type: 'count'; readonly count: number }
  | {
      readonly type: 'stats'
      /** Entries kept, also those whose time is up and that wait for their removal. */
      readonly keys: number
      /** Estimate of the memory they take. */
      readonly bytes: number
      /** Entries with a time to live. */
      readonly expiring: number
    }

/** One change that somebody who watches is told. A touch is none. */
export interface KvChange {
  readonly key: KvKey
  readonly revision: Revision
  /** The value that was put; undefined when the key is gone. */
  readonly value: KvValue | undefined
  /** `put` made or changed the key; `expire` removed it because its time was up. */
  readonly type: 'put' | 'delete' | 'expire'
  /** The key was not there before. */
  readonly isNew: boolean
}
