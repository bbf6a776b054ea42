/**
 * Snapshots: the state as it was after some block, on disk, so that a restart reads the blocks behind
 * it and not the whole chain.
 *
 * Keeps: a snapshot counts only when all its parts are on disk, and is believed only when the state
 * made of it has the digest that was written down and no other block stands in its place; otherwise the
 * chain is read from the beginning. Blocks that are lost in front of it are not missed. Where blocks are gone that the state needs, this vehicle neither
 * votes nor leads until it has the state from another.
 */
import type { FullBlock } from '../../core/block.ts'
import { decodeWith } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { machineKey, snapshotKey } from '../../core/keyspace.ts'
import type { Disk, NowMs, StoredRecord, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { SnapshotNote } from '../../core/signal.ts'
import type { Apply } from './apply.ts'
import { SNAPSHOT_HELD_MS, SNAPSHOT_HELD_MS_MAX, SNAPSHOT_WANTED_MS } from './limits.ts'
import { SnapshotRecord } from './messages.ts'
import type { GroupParts } from './parts.ts'
import type { Out } from './types.ts'
import { encodeHead, readHead } from './wire.ts'

export const SNAPSHOT_TIMER = 'paxos:snapshot:'
export const SNAPSHOT_TOKEN = 'paxos:snapshot:'

/** Parts of one load: about 4 MiB. */
const LOAD_PARTS = 16

/** A snapshot waits for blocks of so many of the bytes that the state takes in memory. */
const STATE_SHARE = 1 / 4

export interface Snapshots {
  /** Restores the newest snapshot, if there is one. */
  start(out: Out): void
  loaded(records: readonly StoredRecord[], out: Out): void
  applied(block: FullBlock, out: Out): void
  /** Takes a snapshot, or writes the next part of the one that is being taken. */
  write(nowMs: NowMs, out: Out): void
  /** The newest one, whole and on disk. */
  readonly newest: SnapshotNote | undefined
  /** The state cannot be had from what is on this disk. */
  readonly isLost: boolean
  /** Another vehicle reads the newest one: none takes its place for a while. */
  hold(nowMs: NowMs): void
  /** A member without its state has decided up to there: one is taken now if the newest is older. */
  want(nowMs: NowMs, peer: PeerId, height: number, out: Out): void
  /** Takes the place of the state with one from another vehicle. Returns whether it was good for it. */
  install(from: SnapshotNote, parts: readonly Uint8Array[], out: Out): boolean
}

interface Taking {
  readonly note: SnapshotNote
  readonly parts: Iterator<Uint8Array>
  written: number
}

export function createSnapshots(
  { settings, chain, log, roster, createState }: GroupParts,
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
  let isPlanned = false
  /** Since when and until when the newest one is read by others. */
  let heldFromMs: NowMs | undefined
  let heldUntilMs = Number.NEGATIVE_INFINITY
  let isLost = false
  let wantedAtMs = Number.NEGATIVE_INFINITY

  const load = (from: number, { head, parts }: SnapshotNote, out: Out): void => {
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

  const drop = ({ head, parts }: SnapshotNote): WriteOp[] =>
    keysOf(head.height, 0, parts).map((gone) => ({ type: 'del', key: gone }))

  const restore = (from: SnapshotNote, parts: readonly Uint8Array[], out: Out): void => {
    try {
      apply.state.load(parts)
      if (apply.state.digest() === from.digest) {
        if (from.head.height > log.decided.height) {
          log.rebase(from.head, from.timeMs, out)
          log.goOn()
        }
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

  /** The chain itself has everything, unless blocks went for room. */
  const giveUp = (from: SnapshotNote, out: Out): void => {
    kept = undefined
    out.push({ type: 'write', ops: [{ type: 'del', key }, ...drop(from)] })
    const detail = { chain: chain.id, height: from.head.height }
    out.push({ type: 'fact', fact: { name: 'paxos:snapshotLost', detail } })
    if (log.base.height === 0) {
      apply.resume(0, 0, out)
    } else {
      lose(out)
    }
  }

  const lose = (out: Out): void => {
    isLost = true
    apply.hold()
    const { height } = log.base
    out.push({ type: 'signal', signal: { type: 'snapshotMissing', chain: chain.id, height } })
  }

  const begin = (nowMs: NowMs, out: Out): void => {
    if (nowMs < heldUntilMs) {
      out.push({ type: 'timer', id: `${SNAPSHOT_TIMER}${chain.id}`, atMs: heldUntilMs })
      return
    }
    isPlanned = false
    // Whoever still reads the chain takes one at the end; then the booth in force is that of the state.
    // One of the same height has come from another since: its parts would be written over, and go.
    if (apply.applied !== log.decided.height || kept?.head.height === apply.applied) {
      return
    }
    entries = 0
    bytes = 0
    const { booth, seal, operations, sinceOf } = roster()
    const note: SnapshotNote = {
      head: log.decided,
      timeMs: apply.timeMs,
      parts: 0,
      digest: apply.state.digest(),
      booth: booth?.bytes ?? new Uint8Array(0),
      seal,
      operations,
      since: booth?.members.map(sinceOf) ?? []
    }
    taking = { note, parts: apply.state.save().parts(), written: 0 }
    out.push({ type: 'timer', id: `${SNAPSHOT_TIMER}${chain.id}`, atMs: nowMs })
  }

  const plan = (out: Out): void => {
    if (taking === undefined && !isPlanned) {
      isPlanned = true
      out.push({ type: 'timer', id: `${SNAPSHOT_TIMER}${chain.id}`, atMs: 0 })
    }
  }

  const finish = ({ note, written }: Taking, out: Out): void => {
    const { head } = note
    const ops: WriteOp[] = kept === undefined ? [] : drop(kept)
    kept = { ...note, parts: written }
    ops.push({ type: 'put', key, value: encodeRecord(kept) }, { type: 'del', key: takingKey })
    out.push({ type: 'write', ops })
    taking = undefined
    heldFromMs = undefined
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
        if (log.base.height > 0) {
          lose(out)
        }
        return
      }
      if (isOfChain(kept)) {
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
    applied({ header }, out) {
      entries += header.entriesCount
      bytes += header.bodyBytes
      // What a snapshot writes is all of the state, so a large one is worth it less often.
      const isWorthIt = bytes >= apply.state.bytes * STATE_SHARE
      const isDue =
        (entries >= settings.snapshotEntries && isWorthIt) || bytes >= settings.snapshotBytes
      if (isDue) {
        plan(out)
      }
    },
    write(nowMs, out) {
      if (taking === undefined) {
        begin(nowMs, out)
        return
      }
      const next = taking.parts.next()
      if (next.done === true) {
        finish(taking, out)
        return
      }
      const { note, written } = taking
      const place = snapshotKey(chain.id, note.head.height, written)
      taking.written++
      // After a crash half way this record tells what to clear away.
      const record = encodeRecord({ ...note, parts: written + 1 })
      const ops: WriteOp[] = [
        { type: 'put', key: place, value: next.value },
        { type: 'put', key: takingKey, value: record }
      ]
      out.push({ type: 'write', ops })
      out.push({ type: 'timer', id: `${SNAPSHOT_TIMER}${chain.id}`, atMs: nowMs })
    },
    get newest() {
      return kept
    },
    get isLost() {
      return isLost
    },
    hold(nowMs) {
      heldFromMs ??= nowMs
      heldUntilMs = Math.min(nowMs + SNAPSHOT_HELD_MS, heldFromMs + SNAPSHOT_HELD_MS_MAX)
    },
    want(nowMs, peer, height, out) {
      const isMember = roster().booth?.members.includes(peer) === true
      const isRare = nowMs - wantedAtMs >= SNAPSHOT_WANTED_MS
      if (isMember && isRare && (kept?.head.height ?? 0) < height) {
        wantedAtMs = nowMs
        plan(out)
      }
    },
    install(from, parts, out) {
      const { height } = from.head
      if (isOld(from) || parts.length !== from.parts || !isOf(from, parts)) {
        return false
      }
      apply.state.load(parts)
      const half = taking === undefined ? [] : drop({ ...taking.note, parts: taking.written })
      const ops: WriteOp[] = [...half, ...(kept === undefined ? [] : drop(kept))]
      ops.push({ type: 'del', key: takingKey }, { type: 'put', key, value: encodeRecord(from) })
      parts.forEach((value, i) => {
        ops.push({ type: 'put', key: snapshotKey(chain.id, height, i), value })
      })
      // One batch with the new base of the log, so that a crash leaves both or neither.
      out.push({ type: 'write', ops })
      taking = undefined
      restored = undefined
      isPlanned = false
      isLost = false
      kept = from
      log.rebase(from.head, from.timeMs, out)
      apply.resume(height, from.timeMs, out)
      const detail = { chain: chain.id, height, parts: parts.length }
      out.push({ type: 'fact', fact: { name: 'paxos:snapshotInstalled', detail } })
      return true
    }
  }

  /** Whether the chain still has its block, or has lost that or some in front of it. */
  function isOfChain({ head: { height, hash } }: SnapshotNote): boolean {
    const known = log.hashAt(height)
    return known === undefined ? height > log.decided.height : known === hash
  }

  /** Whether it goes no further than what is here; a lost state begins anew wherever the blocks go on. */
  function isOld({ head }: SnapshotNote): boolean {
    const { height, hash } = head
    if (!isLost) {
      return height < log.decided.height || height === apply.applied
    }
    // A block in front of the base may be left when those behind it are gone.
    const isCutOff = height < log.base.height
    return isCutOff || (height <= log.decided.height && log.hashAt(height) !== hash)
  }

  /** Whether the parts make the state with that digest; tried apart from the state in use. */
  function isOf({ digest }: SnapshotNote, parts: readonly Uint8Array[]): boolean {
    // Apart from the state in use.
    const trial = createState()
    try {
      trial.load(parts)
      return trial.digest() === digest
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) {
        throw error
      }
      return false
    }
  }
}

function encodeRecord({ head, seal, operations, since, ...note }: SnapshotNote): Uint8Array {
  return SnapshotRecord.encode({
    ...note,
    head: encodeHead(head),
    seal: encodeHead(seal),
    operations: [...operations],
    since: [...since]
  })
}

function readRecord(value: Uint8Array | undefined): SnapshotNote | undefined {
  if (value === undefined) {
    return undefined
  }
  const raw = decodeWith('snapshot', value, SnapshotRecord.decode)
  const head = readHead('snapshot.head', raw.head)
  return { ...raw, head, seal: readHead('snapshot.seal', raw.seal) }
}
