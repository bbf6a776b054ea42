/**
 * Ends of booths that are under way or done, and what of them is on disk, so that the same operation
 * id never does anything twice.
 *
 * Keeps: at most OPERATIONS_MAX of them on disk and as many in memory that nobody works on, but for those
 * that are waited for or still to be placed; the oldest make room. One of each chain is to be placed:
 * the highest, for its table covers those below.
 */
import { fromUtf8, toUtf8 } from '../core/bytes.ts'
import type { ChainId } from '../core/genesis.ts'
import type { Head } from '../core/holdings.ts'
import { keyText, machineKey, textOfKeyText } from '../core/keyspace.ts'
import type { Disk, Key, NowMs, WriteOp } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { PlacementReport } from '../core/signal.ts'
import type { EndBoothRequest } from './requests.ts'

/** What certify answers to a seal. */
export interface Sealed {
  readonly booth: string
  readonly head: Head
  readonly from: number
  readonly members: readonly PeerId[]
}

/** A caller that waits, and until when. */
export interface Waiter {
  readonly id: string
  readonly endsAtMs: NowMs
}

/** One end of booth under way or done; `sealed` and `report` are also on disk. */
export interface Operation {
  readonly operation: string
  readonly chain: ChainId
  readonly backups: number | undefined
  readonly participants: readonly PeerId[] | undefined
  /** Records to be sealed; none once they are. */
  entries: readonly Uint8Array[]
  waiters: readonly Waiter[]
  /**
   * `queued` behind another end of booth of the chain that is not sealed yet; `unknown` when it could
   * not be sealed in time: its seal may be certified yet, or it may be asked for again.
   */
  stage: 'queued' | 'open' | 'seal' | 'unknown' | 'place' | 'done'
  /** Its caller was answered before its seal: others need not wait for it any more. */
  isLate: boolean
  /** Booths opened for it; a booth opened to be sealed may be used up by a late seal before it. */
  opened: number
  sealed: Sealed | undefined
  report: PlacementReport | undefined
}

interface StoredOperation {
  readonly chain: ChainId
  readonly backups: number | null
  readonly participants: readonly PeerId[] | null
  readonly sealed: Sealed
  readonly report: PlacementReport | null
}

/** Answers remembered for callers that ask again. */
const OPERATIONS_MAX = 256

const PREFIX = machineKey('vehicle', 'operation/')

/** The caller's id may be any text; keys may not. */
const keyOf = (operation: string): Key => `${PREFIX}${keyText(operation)}`

export function createOperation(
  request: Omit<EndBoothRequest, 'type'> & { readonly chain: ChainId },
  waiters: readonly Waiter[]
): Operation {
  const { operation, chain, backups, participants, entries } = request
  return {
    operation,
    chain,
    backups,
    participants,
    entries: entries ?? [],
    waiters,
    stage: 'queued',
    isLate: false,
    opened: 0,
    sealed: undefined,
    report: undefined
  }
}

export function isUnsealed({ stage }: Operation): boolean {
  return stage === 'open' || stage === 'seal'
}

/** Others of the chain wait for it. */
export function isSealing(op: Operation): boolean {
  return isUnsealed(op) && !op.isLate
}

/** The record of an end of booth whose seal is certified. */
export function storeOperation(op: Operation, sealed: Sealed): WriteOp {
  const stored: StoredOperation = {
    chain: op.chain,
    backups: op.backups ?? null,
    participants: op.participants ?? null,
    sealed,
    report: op.stage === 'done' ? (op.report ?? null) : null
  }
  const value = toUtf8(JSON.stringify(stored))
  return { type: 'put', key: keyOf(op.operation), value }
}

export function restoreOperations(disk: Disk): Map<string, Operation> {
  const operations = new Map<string, Operation>()
  for (const [key, value] of disk.state) {
    if (!key.startsWith(PREFIX)) {
      continue
    }
    const stored = JSON.parse(fromUtf8(value)) as StoredOperation
    const operation = textOfKeyText(key.slice(PREFIX.length))
    operations.set(operation, {
      operation,
      chain: stored.chain,
      backups: stored.backups ?? undefined,
      participants: stored.participants ?? undefined,
      entries: [],
      waiters: [],
      stage: stored.report === null ? 'place' : 'done',
      isLate: false,
      opened: 0,
      sealed: stored.sealed,
      report: stored.report ?? undefined
    })
  }
  return operations
}

/** Of each chain the highest end of booth that is not fully placed. */
export function highestUnplaced(
  operations: ReadonlyMap<string, Operation>
): ReadonlyMap<ChainId, Operation> {
  const highest = new Map<ChainId, Operation>()
  for (const op of operations.values()) {
    const height = highest.get(op.chain)?.sealed?.head.height ?? 0
    if (op.stage === 'place' && (op.sealed?.head.height ?? 0) > height) {
      highest.set(op.chain, op)
    }
  }
  return highest
}

/** Forgets the oldest that nobody works on while there are too many; returns what is to be deleted. */
export function forgetOldest(operations: Map<string, Operation>): readonly WriteOp[] {
  const ended = [...operations.values()].filter(isEnded)
  let excess = ended.length - OPERATIONS_MAX
  if (excess <= 0) {
    return []
  }
  const ops: WriteOp[] = []
  const unplaced = highestUnplaced(operations)
  for (const op of ended) {
    if (excess > 0 && op.waiters.length === 0 && unplaced.get(op.chain) !== op) {
      operations.delete(op.operation)
      ops.push({ type: 'del', key: keyOf(op.operation) })
      excess--
    }
  }
  return ops
}

function isEnded({ stage }: Operation): boolean {
  return stage === 'done' || stage === 'place' || stage === 'unknown'
}
