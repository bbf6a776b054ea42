/**
 * The changes of one group's store as its blocks are decided, for any number of watchers: one replica
 * for those who are up to date, and one of its own for each who begins in the past.
 *
 * Keeps: every watcher is told every change once, in the order of the log; a slow one holds up nobody
 * and takes no memory, because what it has not read yet lies on the disk.
 */
import type { ChainId } from '../../core/genesis.ts'
import { type BlockChanges, openReplica, type Replica, type ReplicaSource } from './replica.ts'

export interface Feed {
  /** Blocks from this height on, whether or not they changed anything; ends with the signal, and by `close`. */
  blocks(from: number, signal: AbortSignal | undefined): AsyncGenerator<BlockChanges, void>
  /** Something was decided. */
  wake(): void
  /** Nothing is decided any more. */
  close(): void
}

/** Blocks that are told from memory. */
const RECENT_BLOCKS_MAX = 1024
const RECENT_BYTES_MAX = 8 * 1024 * 1024

export function createFeed(chain: ChainId, source: ReplicaSource): Feed {
  let watchers = 0
  let shared: Shared | undefined
  let waiting: (() => void)[] = []
  let isClosed = false

  const decidedBeyond = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake)
        waiting = waiting.filter((other) => other !== wake)
        resolve()
      }
      signal?.addEventListener('abort', wake)
      waiting.push(wake)
    })

  const advance = async (): Promise<Shared> => {
    shared ??= createShared(chain, source)
    const current = shared
    try {
      await current.advance()
    } catch (error) {
      shared = shared === current ? undefined : shared
      throw error
    }
    return current
  }

  async function* blocks(
    from: number,
    signal: AbortSignal | undefined
  ): AsyncGenerator<BlockChanges, void> {
    let next = from
    let own: Replica | undefined
    watchers++
    try {
      while (!isClosed && signal?.aborted !== true) {
        if (next > source.decided()) {
          await decidedBeyond(signal)
          continue
        }
        const known = (await advance()).recentFrom(next)
        if (known !== undefined) {
          own = undefined
          next += known.length
          yield* known
          continue
        }
        own ??= await openReplica(chain, source, next)
        for (const block of await own.advance()) {
          if (block.height === next) {
            next++
            yield block
          }
        }
      }
    } finally {
      watchers--
      if (watchers === 0) {
        shared = undefined
      }
    }
  }

  const wakeAll = (): void => {
    for (const wake of waiting) {
      wake()
    }
  }

  return {
    blocks,
    wake: wakeAll,
    close() {
      isClosed = true
      wakeAll()
    }
  }
}

/** The replica of those who are up to date, and the blocks that it has told last. */
interface Shared {
  /** Applies what is decided; whoever calls while it does waits for the same. */
  advance(): Promise<void>
  /** Blocks from `next` on; undefined when it is no longer remembered. */
  recentFrom(next: number): readonly BlockChanges[] | undefined
}

function createShared(chain: ChainId, source: ReplicaSource): Shared {
  const opened = openReplica(chain, source, source.decided() + 1)
  let recent: BlockChanges[] = []
  let bytes = 0
  let running: Promise<void> | undefined

  const remember = (told: readonly BlockChanges[]): void => {
    recent.push(...told)
    bytes += told.reduce((sum, block) => sum + block.bytes, 0)
    let dropped = 0
    while (recent.length - dropped > RECENT_BLOCKS_MAX || bytes > RECENT_BYTES_MAX) {
      bytes -= recent[dropped]?.bytes ?? 0
      dropped++
    }
    recent = dropped === 0 ? recent : recent.slice(dropped)
  }

  const follow = async (): Promise<void> => {
    const replica = await opened
    while (replica.height < source.decided()) {
      remember(await replica.advance())
    }
  }

  return {
    advance() {
      running ??= follow().finally(() => {
        running = undefined
      })
      return running
    },
    recentFrom(next) {
      const first = recent[0]?.height ?? Number.POSITIVE_INFINITY
      return next >= first ? recent.slice(next - first) : undefined
    }
  }
}
