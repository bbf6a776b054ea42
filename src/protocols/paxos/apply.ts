/**
 * From decided blocks to the shared state: each entry applied once, in order, on every member; after
 * a restart the blocks are read back from the disk.
 *
 * Keeps: I4 what is applied is decided, without gaps; the state depends on nothing but the blocks.
 */
import { entriesOf, type FullBlock, isFull } from '../../core/block.ts'
import { blockKey } from '../../core/keyspace.ts'
import type { NowMs, StoredRecord } from '../../core/machine.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { RESULTS_BYTES_MAX } from './limits.ts'
import type { GroupParts } from './parts.ts'
import { isRecovery } from './recovery-mark.ts'
import type { Out } from './types.ts'

/** Of one load, whatever their number. */
const LOAD_BYTES = 4 * 1024 * 1024

/** Of the entries of a block, in their order; undefined for those that there was no room to keep. */
export type Results = readonly (Uint8Array | undefined)[]

export interface Apply {
  readonly state: StateMachine
  /** The last block applied. */
  readonly applied: number
  /** Time of that block; 0 before the first. */
  readonly timeMs: number
  /** Applies what is decided, and asks the disk for what is not in memory. */
  advance(out: Out): void
  /** Returns the blocks among them that ended a booth. */
  loaded(nowMs: NowMs, records: readonly StoredRecord[], out: Out): readonly FullBlock[]
  /** The next block could not be read from the disk. */
  readonly isUnreadable: boolean
  /** All that lay on the disk when it was counted as decided has been applied. */
  readonly hasReadDisk: boolean
  /** Waits until the state has been restored from elsewhere. */
  hold(): void
  /** The state is as after this block; goes on from there. */
  resume(height: number, blockTimeMs: number, out: Out): void
}

export const LOAD_TOKEN = 'paxos:load:'
export const RELOAD_TIMER = 'paxos:reload:'

/** Twice as long each time: a read may fail for a moment, and a lost block comes back from the others. */
const RELOAD_MS_MIN = 1_000
const RELOAD_MS_MAX = 64_000

export function createApply(
  { environment, settings, chain, log, createState }: GroupParts,
  onApplied: (block: FullBlock, results: Results, out: Out) => void
): Apply {
  const { crypto, holdings } = environment
  const state = createState()
  let applied = 0
  let timeMs = 0
  let isLoading = false
  let isHeld = false
  /** Since the next block could not be read, until it is asked for again. */
  let reloadMs: number | undefined

  const applyBlock = (block: FullBlock, out: Out): void => {
    const { height, seal } = block.header
    const results: (Uint8Array | undefined)[] = []
    let left = RESULTS_BYTES_MAX
    timeMs = block.header.timeMs
    applied = height
    reloadMs = undefined
    // The last block of a booth carries the next booth, which is no matter of the state.
    const entries = seal === undefined ? entriesOf(block.body) : []
    for (let index = 0; index < entries.length; index++) {
      const result = state.apply(entries[index] ?? new Uint8Array(0), { height, index, timeMs })
      // Short entries may each ask for a large value; on every member, and again after every restart.
      left -= result.length
      results.push(left >= 0 ? result : undefined)
    }
    if (seal !== undefined && isRecovery(seal.operation)) {
      state.recovered?.()
    }
    onApplied(block, results, out)
  }

  const load = (out: Out): void => {
    if (isLoading) {
      return
    }
    isLoading = true
    out.push({
      type: 'load',
      token: `${LOAD_TOKEN}${chain.id}`,
      query: {
        type: 'range',
        gte: blockKey(chain.id, applied + 1),
        lte: blockKey(chain.id, log.decided.height),
        recordsMax: settings.loadBlocks,
        bytesMax: LOAD_BYTES
      }
    })
  }

  const advance = (out: Out): void => {
    while (!isHeld && applied < log.decided.height) {
      const block = log.recent(applied + 1)
      if (block === undefined) {
        load(out)
        return
      }
      applyBlock(block, out)
    }
  }

  /** The block of a record when it is the next one and what was decided. */
  const next = ({ value }: StoredRecord): FullBlock | undefined => {
    const block = value === undefined ? undefined : decodeStoredBlock(crypto, value).block
    const isNext =
      block !== undefined &&
      isFull(block) &&
      block.header.height === applied + 1 &&
      holdings.get(chain.id)?.hashAt(applied + 1) === block.hash
    return isNext ? block : undefined
  }

  return {
    state,
    get applied() {
      return applied
    },
    get timeMs() {
      return timeMs
    },
    get hasReadDisk() {
      return applied >= log.foundTo
    },
    advance,
    hold() {
      isHeld = true
    },
    resume(height, blockTimeMs, out) {
      isHeld = false
      reloadMs = undefined
      applied = height
      timeMs = blockTimeMs
      advance(out)
    },
    get isUnreadable() {
      return reloadMs !== undefined
    },
    loaded(nowMs, records, out) {
      isLoading = false
      const before = applied
      const seals: FullBlock[] = []
      for (const record of records) {
        const block = next(record)
        if (block === undefined) {
          break
        }
        applyBlock(block, out)
        if (block.header.seal !== undefined) {
          seals.push(block)
        }
      }
      if (applied > before) {
        advance(out)
      } else if (applied < log.decided.height && log.recent(applied + 1) === undefined) {
        reloadMs = Math.min(RELOAD_MS_MAX, 2 * (reloadMs ?? RELOAD_MS_MIN / 2))
        const atMs = nowMs + reloadMs
        const detail = { chain: chain.id, height: applied + 1 }
        out.push({ type: 'fact', fact: { name: 'paxos:unreadable', detail } })
        out.push({ type: 'timer', id: `${RELOAD_TIMER}${chain.id}`, atMs })
      }
      return seals
    }
  }
}
