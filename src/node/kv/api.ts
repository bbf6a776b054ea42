/**
 * The key-value store of a group as a host program sees it.
 *
 * Keys are texts, or any bytes; values are bytes or JSON. Every method may be called at any vehicle.
 * Reads of a key are linearizable. Errors are those of node/api.ts; an OutcomeUnknownError carries the
 * operation id with which the same call, at any vehicle, learns what became of it and does nothing twice.
 *
 * All engines of groups keep this; what only some of them promise says so, and `kvPromises` tells it of a
 * group. What the engine of a group does not promise it refuses with ERR_NOT_SUPPORTED, and does nothing.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { CallOptions } from '../calls.ts'
import type { JsonText } from './values.ts'

/** 1 to 1,024 bytes; a text stands for its UTF-8. */
export type KvKeyInput = string | Uint8Array

/** Bytes are kept as bytes, everything else as JSON; `jsonText` keeps a JSON text to the letter. */
export type KvInput = Uint8Array | JsonText | Json

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json | undefined }

export interface KvEntryView {
  /** Bytes that are no UTF-8 show as U+FFFD; `keyBytes` has them. */
  readonly key: string
  readonly keyBytes: Uint8Array
  readonly kind: 'bytes' | 'json'
  /** The bytes, or what the JSON text means. */
  readonly value: unknown
  /** The bytes, or the JSON text as it was put. */
  readonly bytes: Uint8Array
  /** When the value was put: height of the block and index in it, such as `17.3`. */
  readonly revision: string
  /** Revision that made the key. */
  readonly created: string
  /** Puts since the key was made, from 1. */
  readonly changes: number
  /** From then on it is gone, in milliseconds since the epoch; undefined for never. */
  readonly expiresAtMs: number | undefined
}

export interface KvReadOptions extends CallOptions {
  /** How long to try, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number | undefined
}

export interface KvWriteOptions extends KvReadOptions {
  /** The id of an earlier try of the same call, which an OutcomeUnknownError has told. */
  readonly operation?: string | undefined
}

export interface KvPutOptions extends KvWriteOptions {
  /**
   * The entry is gone so long after the time of its block, in milliseconds; default: never. Only with
   * the engine paxos.
   */
  readonly ttlMs?: number | undefined
  /** Also answer the entry that was there before; without a leader, the one that its writer saw. */
  readonly previous?: boolean | undefined
}

export interface KvDeleteOptions extends KvWriteOptions {
  readonly previous?: boolean | undefined
}

/** Where in the log a write stands. */
export interface KvLogged {
  readonly chain: ChainId
  /** `<client>:<seq>`; the same again does nothing twice. */
  readonly operation: string
  readonly height: number
  /**
   * Of a key that it wrote. Of a transaction with the engine twophase, where each key has revisions of its own, it is
   * of none: a get tells those of the keys.
   */
  readonly revision: string
}

export interface KvWritten extends KvLogged {
  /** Whether the key was there before. */
  readonly found: boolean
  /** The entry that was there, when it was wanted. */
  readonly previous: KvEntryView | undefined
}

export interface KvSwapped extends KvLogged {
  readonly succeeded: boolean
  /** Revision of the value that was there before; undefined when there was none. */
  readonly modified: string | undefined
  readonly previous: KvEntryView | undefined
}

export type KvExpected =
  | 'absent'
  | 'present'
  | { readonly revision: string }
  | { readonly value: KvInput }

export interface KvCompare {
  readonly key: KvKeyInput
  readonly expected: KvExpected
}

export type KvPart =
  | {
      readonly type: 'put'
      readonly key: KvKeyInput
      readonly value: KvInput
      readonly ttlMs?: number | undefined
      readonly previous?: boolean | undefined
    }
  | {
      readonly type: 'delete'
      readonly key: KvKeyInput
      readonly previous?: boolean | undefined
    }
  | { readonly type: 'touch'; readonly key: KvKeyInput; readonly ttlMs?: number | undefined }
  | { readonly type: 'get'; readonly key: KvKeyInput }

/**
 * All or nothing: `whenTrue` when all compares hold, else `whenFalse`. At most 128 of each. With the
 * engine quorum all of one key, and none without a leader.
 */
export interface KvTransaction {
  readonly compares?: readonly KvCompare[] | undefined
  readonly whenTrue?: readonly KvPart[] | undefined
  readonly whenFalse?: readonly KvPart[] | undefined
}

export type KvPartResult =
  | {
      readonly type: 'put' | 'delete' | 'touch'
      readonly found: boolean
      readonly previous: KvEntryView | undefined
    }
  | { readonly type: 'get'; readonly entry: KvEntryView | undefined }

export interface KvTransacted extends KvLogged {
  /** Whether all compares held. */
  readonly succeeded: boolean
  /** Of the branch that was done, in its order; all parts saw the state before it. */
  readonly parts: readonly KvPartResult[]
}

/** Which keys: those with a prefix, or from `from` to before `to`; default all. */
export interface KvRange {
  readonly prefix?: KvKeyInput | undefined
  readonly from?: KvKeyInput | undefined
  readonly to?: KvKeyInput | undefined
}

export interface KvScanOptions extends KvReadOptions, KvRange {
  /** Entries of the page. Range 1 to 10,000, default 1,000; a page ends at 1 MiB and 4 KiB, too. */
  readonly limit?: number | undefined
  readonly reverse?: boolean | undefined
  /** Without values. */
  readonly keysOnly?: boolean | undefined
  /** `cursor` of the page before. */
  readonly cursor?: string | undefined
}

export interface KvPage {
  readonly chain: ChainId
  readonly entries: readonly KvEntryView[]
  /** Set when there is more. */
  readonly cursor: string | undefined
  /**
   * The page shows the store after this block; pages of one scan may show different ones. With the
   * engines quorum and twophase it is no such cut: each key is linearizable by itself.
   */
  readonly height: number
}

export interface KvStats {
  readonly keys: number
  /** Estimate of the memory that they take. */
  readonly bytes: number
  /** Entries with a time to live. */
  readonly expiring: number
  readonly height: number
}

export interface KvWatchOptions extends KvRange {
  /**
   * First height whose changes are told: a whole number from 1 to 2^48. Default: the block after the newest one.
   */
  readonly fromHeight?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface KvChangeView {
  /** `put` made or changed the key; `expire` removed it because its time was up. */
  readonly type: 'put' | 'delete' | 'expire'
  readonly key: string
  readonly keyBytes: Uint8Array
  /** Of a put; undefined when the key is gone. */
  readonly kind: 'bytes' | 'json' | undefined
  readonly value: unknown
  readonly bytes: Uint8Array | undefined
  readonly revision: string
  readonly height: number
  /** The key was not there before. */
  readonly isNew: boolean
}

export interface KvStore {
  readonly chain: ChainId
  get(key: KvKeyInput, options?: KvReadOptions): Promise<KvEntryView | undefined>
  put(key: KvKeyInput, value: KvInput, options?: KvPutOptions): Promise<KvWritten>
  delete(key: KvKeyInput, options?: KvDeleteOptions): Promise<KvWritten>
  /**
   * Sets how long an entry that is there lives on, in milliseconds; 0 for ever. Only with the engine
   * paxos.
   */
  touch(key: KvKeyInput, ttlMs: number, options?: KvWriteOptions): Promise<KvWritten>
  /**
   * Puts when the key is as expected; otherwise `succeeded` is false, and nothing is changed. Not in a
   * group without a leader.
   */
  compareAndSet(
    key: KvKeyInput,
    expected: KvExpected,
    value: KvInput,
    options?: KvPutOptions
  ): Promise<KvSwapped>
  transact(transaction: KvTransaction, options?: KvWriteOptions): Promise<KvTransacted>
  scan(options?: KvScanOptions): Promise<KvPage>
  /** All entries of a range, page by page. */
  scanAll(options?: KvScanOptions): AsyncGenerator<KvEntryView, void>
  count(range?: KvRange, options?: KvReadOptions): Promise<number>
  stats(options?: KvReadOptions): Promise<KvStats>
  /**
   * Changes in the order of the log, as they are decided; ends with the signal, and with the node. Only at a vehicle that
   * keeps the group's chain, which makes a second copy of the store while somebody watches; only with
   * the engine paxos.
   *
   * @throws RefusedError ERR_NOT_MEMBER, or ERR_COMPACTED with the first height that can be had
   * @throws InvalidInputError when `fromHeight` is no height
   */
  watch(options?: KvWatchOptions): AsyncGenerator<KvChangeView, void>
}
