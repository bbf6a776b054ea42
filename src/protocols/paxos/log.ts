/**
 * What one member of a group has promised and accepted: the only durable state that votes rest on.
 *
 * The log is every block that this vehicle knows of the chain: the decided ones, which lie in the
 * holdings, and behind them a tail that was accepted in one ballot.
 *
 * Keeps: I2 `promised` never falls; a decided block is never replaced; the tail links by hash; what
 * the tail no longer contains is gone from the disk in the same batch.
 * Source: Sequence Paxos (Omni-Paxos, 2023); differs from it in that blocks link by hash.
 */
import { type Ballot, compareBallots, higherBallot, noBallot } from '../../core/ballot.ts'
import type { FullBlock } from '../../core/block.ts'
import type { Hash } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { assert } from '../../core/errors.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import { tailKey } from '../../core/keyspace.ts'
import type { Disk, WriteOp } from '../../core/machine.ts'
import {
  baseKey,
  headBehind,
  readBase,
  readRecord,
  readStale,
  readTail,
  recordKey
} from './log-disk.ts'
import { BaseRecord, LogRecord } from './messages.ts'
import { createRecent } from './recent.ts'
import type { Out } from './types.ts'
import { encodeHead } from './wire.ts'

export interface Log {
  readonly promised: Ballot
  /** In which ballot the tail was taken over. */
  readonly accepted: Ballot
  readonly decided: Head
  /** The last block that may be gone for room, with all before it; height 0 while all are kept. */
  readonly base: Head
  /** The last block, decided or not. */
  readonly top: Head
  /** Blocks behind the decided ones. */
  readonly tail: readonly FullBlock[]
  /** The tail ends with the last block of the booth; nothing may follow. */
  readonly isSealed: boolean
  /**
   * Blocks up to there lay on the disk when they were counted as decided. The archive may have written
   * the last of them, and booths may end among them: only who has read them knows which is in force.
   */
  readonly foundTo: number
  /** Time of the last block; 0 while it is not known. */
  readonly timeMs: number
  hashAt(height: number): Hash | undefined
  /** A decided block that is still in memory. */
  recent(height: number): FullBlock | undefined
  /** Blocks behind a height to the top, or undefined when some are no longer in memory. */
  blocksAfter(height: number): readonly FullBlock[] | undefined
  /** The lowest height behind which all blocks are in memory. */
  readonly memoryFrom: number
  promise(ballot: Ballot, out: Out): void
  /** Takes over a whole tail in a ballot: what stood behind the decided blocks goes. */
  replace(ballot: Ballot, tail: readonly FullBlock[], out: Out): void
  /** Adds blocks in the ballot of the tail. */
  append(blocks: readonly FullBlock[], out: Out): void
  /** The tail is decided up to there. Returns the blocks that were not before. */
  decide(height: number, out: Out): readonly FullBlock[]
  /**
   * Takes blocks that were decided elsewhere, from the first not decided here, up to one that
   * contradicts a block held here. Returns those that were taken.
   */
  install(blocks: readonly FullBlock[], out: Out): readonly FullBlock[]
  /**
   * Blocks up to there are not needed any more, decided here or not: the state after them is on disk.
   * `remove` takes them off the disk.
   */
  rebase(base: Head, blockTimeMs: number, out: Out): void
  /** Deletes so many blocks up to the base, lost ones too, but for pinned ones. Returns whether more are left. */
  remove(blocksMax: number, out: Out): boolean
  /** From now on this vehicle keeps the log: what it holds of the chain already is decided. */
  keep(): void
  /** The blocks on this disk that go on from the base are decided too. */
  goOn(): void
  /** Whether this vehicle does so. */
  readonly isKept: boolean
  /** Begins the next booth behind its seal. */
  configure(cfg: number, out: Out): void
}

export interface LogTerms {
  /** Of the booth in force. */
  readonly cfg: number
  /** What is held of a chain whose log is not kept here is a copy for others, and may go at any time. */
  readonly isKept: boolean
  /** Blocks that a person keeps, wherever the base is. */
  isPinned(height: number): boolean
}

export function createLog(
  environment: Environment,
  chain: Chain,
  { cfg, isKept: isKeptFirst, isPinned }: LogTerms,
  disk: Disk
): Log {
  const { holdings, isDamaged } = environment
  const held = holdings.get(chain.id)
  assert(held !== undefined, `chain ${chain.id} was never adopted`)
  const record = readRecord(disk, chain)
  let promised = higherBallot(record?.promised ?? noBallot(cfg), noBallot(cfg))
  let accepted = higherBallot(record?.accepted ?? noBallot(cfg), noBallot(cfg))
  let base = readBase(disk, chain)
  let isKept = isKeptFirst
  let decided: Head = isKept ? headBehind(held, base) : base
  let foundTo = decided.height
  let tail: FullBlock[] = readTail(environment, chain, decided, disk)
  const stale = readStale(chain, tail, disk, isDamaged ? decided.height : undefined)
  let timeMs = tail.at(-1)?.header.timeMs ?? 0
  let recent = createRecent()

  const writeRecord = (out: Out): void => {
    const value = LogRecord.encode({ promised, accepted })
    out.push({ type: 'write', ops: [{ type: 'put', key: recordKey(chain.id), value }] })
  }
  const writeTail = (ops: readonly WriteOp[], out: Out): void => {
    if (ops.length > 0) {
      out.push({ type: 'write', ops })
    }
  }
  const put = ({ header, bytes }: FullBlock): WriteOp => ({
    type: 'put',
    key: tailKey(chain.id, header.height),
    value: bytes
  })
  const del = ({ header }: FullBlock): WriteOp => ({
    type: 'del',
    key: tailKey(chain.id, header.height)
  })
  /**
   * What a damaged disk kept of a tail is still there when the disk is whole again. Where nothing was
   * put in its place it stays: it was accepted, and may go on from what will be decided.
   */
  const clearStale = (through = Number.POSITIVE_INFINITY): readonly WriteOp[] => {
    const gone = [...stale].filter(([, height]) => height <= through)
    for (const [key] of gone) {
      stale.delete(key)
    }
    return gone.map(([key]) => ({ type: 'del', key }))
  }
  const top = (): Head => {
    const last = tail.at(-1)
    return last === undefined ? decided : { height: last.header.height, hash: last.hash }
  }

  const assertLinks = (before: Head, blocks: readonly FullBlock[]): void => {
    let { height, hash } = before
    for (const { header, hash: next } of blocks) {
      height++
      assert(header.height === height && header.prev === hash, `block ${height} does not link`)
      hash = next
    }
  }

  /** Returns false when another block is held in its place, or around it. */
  const store = (block: FullBlock, out: Out): boolean => {
    if (holdings.put(block, out) === 'conflict') {
      return false
    }
    const { height, timeMs: blockTimeMs } = block.header
    decided = { height, hash: block.hash }
    timeMs = Math.max(timeMs, blockTimeMs)
    recent.add(block)
    return true
  }

  const goOn = (): void => {
    const here = headBehind(held, base)
    if (here.height > decided.height) {
      decided = here
      foundTo = here.height
      // The blocks between are on disk only, and those in memory follow each other.
      recent = createRecent()
    }
  }

  return {
    get promised() {
      return promised
    },
    get accepted() {
      return accepted
    },
    get decided() {
      return decided
    },
    get base() {
      return base
    },
    get top() {
      return top()
    },
    get tail() {
      return tail
    },
    get isSealed() {
      return tail.at(-1)?.header.seal !== undefined
    },
    get foundTo() {
      return foundTo
    },
    get timeMs() {
      return timeMs
    },
    hashAt(height) {
      if (height > decided.height) {
        return tail[height - decided.height - 1]?.hash
      }
      return height === base.height ? base.hash : holdings.get(chain.id)?.hashAt(height)
    },
    recent: (height) => recent.get(height),
    get memoryFrom() {
      return Math.min(recent.from, decided.height + 1) - 1
    },
    blocksAfter(height) {
      if (height < this.memoryFrom) {
        return undefined
      }
      return [...recent.after(height), ...tail.filter((block) => block.header.height > height)]
    },
    promise(ballot, out) {
      assert(compareBallots(ballot, promised) >= 0, 'a promise was taken back')
      if (compareBallots(ballot, promised) > 0) {
        promised = ballot
        writeRecord(out)
      }
    },
    replace(ballot, next, out) {
      assert(compareBallots(ballot, promised) >= 0, 'a log was accepted below a promise')
      assertLinks(decided, next)
      const kept = new Set(next.map(({ hash }) => hash))
      const known = new Set(tail.map(({ hash }) => hash))
      // A height that stays is overwritten; the last operation on a key wins.
      const gone = tail.filter(({ hash }) => !kept.has(hash)).map(del)
      const come = next.filter(({ hash }) => !known.has(hash)).map(put)
      writeTail([...clearStale(), ...gone, ...come], out)
      tail = [...next]
      timeMs = Math.max(timeMs, tail.at(-1)?.header.timeMs ?? 0)
      promised = ballot
      accepted = ballot
      writeRecord(out)
    },
    append(blocks, out) {
      assertLinks(top(), blocks)
      assert(tail.at(-1)?.header.seal === undefined, 'a block follows the last one of its booth')
      tail.push(...blocks)
      writeTail([...clearStale(top().height), ...blocks.map(put)], out)
      timeMs = Math.max(timeMs, blocks.at(-1)?.header.timeMs ?? 0)
    },
    decide(height, out) {
      const blocks = tail.slice(0, height - decided.height)
      assert(decided.height + blocks.length === height, `block ${height} is decided and not here`)
      tail = tail.slice(blocks.length)
      for (const block of blocks) {
        assert(store(block, out), `two blocks of height ${block.header.height} are decided`)
      }
      writeTail(blocks.map(del), out)
      return blocks
    },
    install(blocks, out) {
      assertLinks(decided, blocks)
      const taken: FullBlock[] = []
      for (const block of blocks) {
        if (!store(block, out)) {
          break
        }
        const [next] = tail
        const gone = next?.hash === block.hash ? tail.slice(0, 1) : tail
        writeTail([...clearStale(block.header.height), ...gone.map(del)], out)
        tail = tail.slice(gone.length)
        taken.push(block)
      }
      return taken
    },
    rebase(next, blockTimeMs, out) {
      assert(next.height >= base.height, 'blocks that are gone do not come back')
      base = next
      if (next.height > decided.height) {
        const known = tail[next.height - decided.height - 1]
        const kept = known?.hash === next.hash ? tail.slice(next.height - decided.height) : []
        const gone = tail.slice(0, tail.length - kept.length).map(del)
        writeTail([...clearStale(next.height), ...gone], out)
        tail = kept
        decided = next
        recent = createRecent()
      }
      timeMs = Math.max(timeMs, blockTimeMs)
      const value = BaseRecord.encode({ head: encodeHead(base) })
      out.push({ type: 'write', ops: [{ type: 'put', key: baseKey(chain.id), value }] })
    },
    remove(blocksMax, out) {
      for (const run of [...held.runs, ...held.damage]) {
        const last = Math.min(run.to, base.height)
        let { from } = run
        while (from <= last && isPinned(from)) {
          from++
        }
        let to = from
        while (to < last && to - from + 1 < blocksMax && !isPinned(to + 1)) {
          to++
        }
        if (from <= last) {
          holdings.remove(chain.id, from, to, out)
          return true
        }
      }
      return false
    },
    keep() {
      if (!isKept) {
        goOn()
      }
      isKept = true
    },
    goOn,
    get isKept() {
      return isKept
    },
    configure(next, out) {
      if (accepted.cfg >= next) {
        return // A damaged disk has lost the record of the booth, and not the log.
      }
      assert(tail.length === 0, 'a block follows the last one of its booth')
      writeTail(clearStale(), out)
      promised = higherBallot(promised, noBallot(next))
      accepted = noBallot(next)
      writeRecord(out)
    }
  }
}
