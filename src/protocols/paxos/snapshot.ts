/**
 * Snapshots: the state as it was after some block, on disk, so that a restart reads the blocks behind
 * it and not the whole chain.
 *
 * Keeps: a snapshot counts only when all its parts are on disk, and is believed only when the state
 * made of it has the digest that was written down and the chain still has its block; otherwise the
 * chain is read from the beginning. No block is deleted for it.
 */
import type { FullBlock } from '../../core/block.ts'
import { decodeWith } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Head } from '../../core/holdings.ts'
import { machineKey, snapshotKey } from '../../core/keyspace.ts'
import type { Disk, NowMs, StoredRecord, WriteOp } from '../../core/machine.ts'
import type { Apply } from './apply.ts'
import { SnapshotRecord } from './messages.ts'
import type { GroupParts } from './parts.ts'
import type { Out } from './types.ts'
import { encodeHead, readHead } from './wire.ts'

export const SNAPSHOT_TIMER = 'paxos:snapshot:'
export const SNAPSHOT_TOKEN = 'paxos:snapshot:'

/** Parts of one load: about 4 MiB. */
const LOAD_PARTS = 16

export interface Snapshots {
  /** Restores the newest snapshot, if there is one. */
  start(out: Out): void
  loaded(records: readonly StoredRecord[], out: Out): void
  applied(block: FullBlock, out: Out): void
  /** Writes the next part of the snapshot that is being taken. */
  write(nowMs: NowMs, out: Out): void
}

interface Kept {
  readonly head: Head
  readonly timeMs: number
  readonly parts: number
  readonly digest: string
}

interface Taking {
  readonly head: Head
  readonly timeMs: number
  readonly digest: string
  readonly parts: Iterator<Uint8Array>
  written: number
}

export function createSnapshots(
  { environment, settings, chain, log }: GroupParts,
  apply: Apply,
  disk: Disk
): Snapshots {
  const key = machineKey('paxos', `${chain.id}/snapshot`)
  const takingKey = machineKey('paxos', `${chain.id}/taking`)
  let kept = readRecord(disk.state.get(key))
  let unfinished = readRecord(disk.state.get(takingKey))
  let taking: Taking | undefined
  let restored: Uint8Array[] | undefined
  let entries = 0
  let bytes = 0

  const load = (from: number, { head, parts }: Kept, out: Out): void => {
    out.push({
      type: 'load',
      token: `${SNAPSHOT_TOKEN}${chain.id}`,
      query: {
        type: 'get',
        keys: keysOf(head.height, from, Math.min(parts, from + LOAD_PARTS))
      }
    })
  }

  const keysOf = (height: number, from: number, to: number): readonly string[] =>
    Array.from({ length: to - from }, (_, i) => snapshotKey(chain.id, height, from + i))

  const drop = ({ head, parts }: Kept): WriteOp[] =>
    keysOf(head.height, 0, parts).map((gone) => ({ type: 'del', key: gone }))

  const restore = (from: Kept, parts: readonly Uint8Array[], out: Out): void => {
    try {
      apply.state.load(parts)
      if (apply.state.digest() === from.digest) {
        apply.resume(from.head.height, from.timeMs, out)
        return
      }
      apply.state.load([])
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) {
        throw error
      }
    }
    giveUp(from, out)
  }

  /** The chain itself has everything. */
  const giveUp = (from: Kept, out: Out): void => {
    kept = undefined
    out.push({ type: 'write', ops: [{ type: 'del', key }, ...drop(from)] })
    const detail = { chain: chain.id, height: from.head.height }
    out.push({ type: 'fact', fact: { name: 'paxos:snapshotLost', detail } })
    apply.resume(0, 0, out)
  }

  const finish = (done: Taking, out: Out): void => {
    const { head, timeMs, digest, written } = done
    const ops: WriteOp[] = kept === undefined ? [] : drop(kept)
    kept = { head, timeMs, parts: written, digest }
    ops.push({ type: 'put', key, value: encodeRecord(kept) }, { type: 'del', key: takingKey })
    out.push({ type: 'write', ops })
    taking = undefined
    const detail = { chain: chain.id, height: head.height, parts: written }
    out.push({ type: 'fact', fact: { name: 'paxos:snapshotTaken', detail } })
  }

  return {
    start(out) {
      if (unfinished !== undefined) {
        out.push({ type: 'write', ops: [{ type: 'del', key: takingKey }, ...drop(unfinished)] })
        unfinished = undefined
      }
      if (kept === undefined) {
        return
      }
      const { height, hash } = kept.head
      if (environment.holdings.get(chain.id)?.hashAt(height) === hash) {
        restored = []
        apply.hold()
        load(0, kept, out)
      } else {
        giveUp(kept, out)
      }
    },
    loaded(records, out) {
      if (kept === undefined || restored === undefined) {
        return
      }
      for (const { value } of records) {
        if (value === undefined) {
          restored = undefined
          giveUp(kept, out)
          return
        }
        restored.push(value)
      }
      if (records.length > 0 && restored.length < kept.parts) {
        load(restored.length, kept, out)
        return
      }
      const parts = restored
      restored = undefined
      restore(kept, parts, out)
    },
    applied({ header, hash }, out) {
      entries += header.entriesCount
      bytes += header.bodyBytes
      const isDue = entries >= settings.snapshotEntries || bytes >= settings.snapshotBytes
      // Whoever still reads the chain takes one at the end.
      const isCurrent = header.height === log.decided.height
      if (!isDue || !isCurrent || taking !== undefined) {
        return
      }
      entries = 0
      bytes = 0
      taking = {
        head: { height: header.height, hash },
        timeMs: header.timeMs,
        digest: apply.state.digest(),
        parts: apply.state.save().parts(),
        written: 0
      }
      out.push({ type: 'timer', id: `${SNAPSHOT_TIMER}${chain.id}`, atMs: 0 })
    },
    write(nowMs, out) {
      const next = taking?.parts.next()
      if (taking === undefined || next === undefined) {
        return
      }
      if (next.done === true) {
        finish(taking, out)
        return
      }
      const { head, timeMs, digest, written } = taking
      const place = snapshotKey(chain.id, head.height, written)
      taking.written++
      // After a crash half way this record tells what to clear away.
      const record = encodeRecord({ head, timeMs, digest, parts: written + 1 })
      const ops: WriteOp[] = [
        { type: 'put', key: place, value: next.value },
        { type: 'put', key: takingKey, value: record }
      ]
      out.push({ type: 'write', ops })
      out.push({ type: 'timer', id: `${SNAPSHOT_TIMER}${chain.id}`, atMs: nowMs })
    }
  }
}

function encodeRecord({ head, timeMs, parts, digest }: Kept): Uint8Array {
  return SnapshotRecord.encode({ head: encodeHead(head), timeMs, parts, digest })
}

function readRecord(value: Uint8Array | undefined): Kept | undefined {
  if (value === undefined) {
    return undefined
  }
  const { head, timeMs, parts, digest } = decodeWith('snapshot', value, SnapshotRecord.decode)
  return { head: readHead('snapshot.head', head), timeMs, parts, digest }
}
