/**
 * The blocks of a leader, from entries to who waits for them to be decided.
 *
 * Keeps: one block is made at a time, because the next links to its hash; the search for the work of a
 * block lets everything else of the vehicle go on in between; the last block of the booth comes right
 * behind the one that is being made.
 */
import { beginGroupBlock, type FullBlock, type SealNote } from '../../core/block.ts'
import type { Hash } from '../../core/bytes.ts'
import type { NowMs } from '../../core/machine.ts'
import type { Apply } from './apply.ts'
import type { Leader } from './leader.ts'
import { WORK_TRIES_MAX } from './limits.ts'
import type { GroupParts } from './parts.ts'
import type { Batch, Waiter } from './queue.ts'
import type { Out } from './types.ts'

export const WORK_TIMER = 'paxos:work:'

export interface Proposals {
  /** A block is being made: nothing can be proposed before it. */
  readonly isMaking: boolean
  /** Makes a block of these entries and proposes it, at once or when its work is found. */
  propose(nowMs: NowMs, batch: Batch, note: SealNote | undefined, out: Out): void
  /** Goes on with the search for work. */
  search(nowMs: NowMs, out: Out): void
  /** Who waits for the entries of a block that is applied, in their order; empty for another block. */
  settle(block: FullBlock): readonly Waiter[]
  /** This vehicle no longer leads. Who waits for a block that was not proposed. */
  clear(): readonly Waiter[]
}

interface Planned {
  readonly batch: Batch
  readonly note: SealNote | undefined
}

interface Making extends Planned {
  tryNonces(triesMax: number): FullBlock | undefined
}

const NOBODY: readonly Waiter[] = []

export function createProposals(
  { environment, chain, log }: GroupParts,
  leader: Leader,
  apply: Apply
): Proposals {
  const proposed = new Map<number, { readonly hash: Hash; readonly waiters: readonly Waiter[] }>()
  let making: Making | undefined
  let sealing: Planned | undefined

  const begin = (nowMs: NowMs, { batch, note }: Planned): Making => {
    const { height, hash } = log.top
    const draft = {
      chain: chain.id,
      height: height + 1,
      prev: hash,
      timeMs: Math.max(Math.floor(nowMs), log.timeMs, apply.timeMs),
      entries: batch.entries
    }
    const whole = note === undefined ? draft : { ...draft, seal: note }
    const { workBits } = chain.genesis
    return { batch, note, tryNonces: beginGroupBlock(environment.crypto, whole, workBits) }
  }

  const search = (nowMs: NowMs, out: Out): void => {
    while (making !== undefined) {
      const block = making.tryNonces(WORK_TRIES_MAX)
      if (block === undefined) {
        out.push({ type: 'timer', id: `${WORK_TIMER}${chain.id}`, atMs: nowMs })
        return
      }
      const { waiters } = making.batch
      proposed.set(block.header.height, { hash: block.hash, waiters })
      making = undefined
      leader.propose(nowMs, block, out)
      if (sealing !== undefined) {
        making = begin(nowMs, sealing)
        sealing = undefined
      }
    }
  }

  return {
    get isMaking() {
      return making !== undefined
    },
    propose(nowMs, batch, note, out) {
      const planned = { batch, note }
      if (making === undefined) {
        making = begin(nowMs, planned)
        search(nowMs, out)
      } else {
        sealing = planned
      }
    },
    search,
    settle({ header: { height, seal }, hash }) {
      const known = proposed.get(height)
      proposed.delete(height)
      return known?.hash === hash && seal === undefined ? known.waiters : NOBODY
    },
    clear() {
      const left = making?.batch.waiters ?? NOBODY
      making = undefined
      sealing = undefined
      proposed.clear()
      return left
    }
  }
}
