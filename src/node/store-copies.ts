/**
 * Copies of the store that a running vehicle hands over, for backups.
 *
 * Keeps: a copy is of one moment, and keeps files of the database from being removed; so there are
 * few at a time, and one that nobody takes on is given up.
 */
import { type Entry, type OpenedStore, StoreFailedError } from '../storage/index.ts'
import { VGuardError } from './errors.ts'

export type StorePortion = readonly Entry[]

export interface StoreCopiesOptions {
  /** Copies at a time. */
  readonly copiesMax: number
  /** Time in which the next portion is taken, in milliseconds. */
  readonly idleMs: number
}

export const STORE_COPIES: Readonly<StoreCopiesOptions> = { copiesMax: 2, idleMs: 60_000 }

/**
 * Makes the function that hands over copies. What it throws: VGuardError ERR_BUSY, ERR_STOPPED when the
 * node stops meanwhile, ERR_TIMEOUT when the caller was too slow; or the reason of the signal.
 */
export function createStoreCopies(
  store: Pick<OpenedStore, 'copy'>,
  { copiesMax, idleMs }: StoreCopiesOptions = STORE_COPIES
): (options?: { readonly signal?: AbortSignal | undefined }) => AsyncGenerator<StorePortion, void> {
  let copies = 0

  return async function* copyStore({ signal } = {}) {
    if (copies >= copiesMax) {
      const message = `${copies} copies of the store are being taken already; ask again later`
      throw new VGuardError(message, { code: 'ERR_BUSY' })
    }
    copies++
    const portions = store.copy()
    let timer: NodeJS.Timeout | undefined
    let isOver = false
    const end = async (): Promise<void> => {
      clearTimeout(timer)
      if (!isOver) {
        isOver = true
        copies--
        await portions.return(undefined)
      }
    }
    try {
      for (;;) {
        signal?.throwIfAborted()
        const next = await portions.next()
        if (next.done === true) {
          return
        }
        timer = setTimeout(() => void end(), idleMs).unref()
        yield next.value
        clearTimeout(timer)
        if (isOver) {
          const message = `the copy was given up: nothing was taken of it for ${idleMs} ms`
          throw new VGuardError(message, { code: 'ERR_TIMEOUT' })
        }
      }
    } catch (cause) {
      throw cause instanceof StoreFailedError && cause.reason === 'closed'
        ? new VGuardError('the node stops, and the copy with it', { code: 'ERR_STOPPED', cause })
        : cause
    } finally {
      await end()
    }
  }
}
