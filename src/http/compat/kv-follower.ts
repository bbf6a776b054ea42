/**
 * A follower of KeyValueStore by hand: a write is voted for, and done or forgotten when told so.
 *
 * Keeps: one write waits at a time, as there; a second one is refused and never takes its place. What is
 * committed is a write of the group's store like any other; asked again, it is not done twice.
 */
import { OutcomeUnknownError } from '../../node/errors.ts'
import type { KvStore } from '../../node/kv/api.ts'
import { KV_TEXTS, KvError } from './kv-texts.ts'

export type PendingWrite =
  | { readonly type: 'put'; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly type: 'delete'; readonly key: Uint8Array }

export interface KvFollower {
  /** @throws KvError when another write waits */
  vote(write: PendingWrite): void
  /** Resolves to false when nothing waited. */
  commit(store: KvStore): Promise<boolean>
  /** Returns false when nothing waited. @throws KvError while the write is being committed */
  abort(): boolean
}

export function createKvFollower(): KvFollower {
  let pending: PendingWrite | undefined
  let operation: string | undefined
  let committing: Promise<void> | undefined

  const write = async (store: KvStore, { key, ...write }: PendingWrite): Promise<void> => {
    try {
      await (write.type === 'put'
        ? store.put(key, write.value, { operation })
        : store.delete(key, { operation }))
      pending = undefined
      operation = undefined
    } catch (error) {
      if (error instanceof OutcomeUnknownError) {
        operation = error.operation === '' ? undefined : error.operation
      }
      throw error
    } finally {
      committing = undefined
    }
  }

  return {
    vote(next) {
      if (pending !== undefined) {
        throw new KvError(KV_TEXTS.invalid, 'another write waits for commit or abort')
      }
      pending = next
    },
    async commit(store) {
      if (pending === undefined) {
        return false
      }
      committing ??= write(store, pending)
      await committing
      return true
    },
    abort() {
      if (committing !== undefined || operation !== undefined) {
        throw new KvError(KV_TEXTS.failed, 'the write is being committed; commit again to learn')
      }
      const isPending = pending !== undefined
      pending = undefined
      return isPending
    }
  }
}
