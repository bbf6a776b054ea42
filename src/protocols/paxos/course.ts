/**
 * How a group goes on: what is decided is applied and told, the last block of a booth puts the next
 * one into force, and blocks and states from elsewhere take their place.
 *
 * Keeps: from elsewhere nothing is taken that does not link to what is decided here, and no end of a booth
 * that cannot be read or names one that may not follow; a member that
 * skips the end of a booth takes the booth in force with the state; one that finds the end of a booth
 * among the blocks of its disk enters the next, knows of the change if it is in a later one already, and
 * votes when it has read them all.
 */
import type { FullBlock } from '../../core/block.ts'
import { type Booth, decodeBooth } from '../../core/booth.ts'
import type { NowMs, StoredRecord } from '../../core/machine.ts'
import type { SnapshotNote } from '../../core/signal.ts'
import { type Apply, LOAD_TOKEN } from './apply.ts'
import type { Certificates } from './certificates.ts'
import type { Changes } from './change.ts'
import type { Compaction } from './compaction.ts'
import type { Follower } from './follower.ts'
import type { Leader } from './leader.ts'
import type { GroupParts } from './parts.ts'
import { boothIn, readSeal, writeGroupRecord } from './record.ts'
import type { Recovery } from './recovery.ts'
import { type BoothInForce, type KeptBooth, sinceWhen, withOperation } from './roster.ts'
import type { Shown } from './shown.ts'
import type { Snapshots } from './snapshot.ts'
import type { Tenure } from './tenure.ts'
import type { Out } from './types.ts'

/** A booth that comes into force. */
type ComingBooth = BoothInForce & Partial<Pick<KeptBooth, 'since'>>

export interface Course {
  /** Blocks have become decided. */
  decided(nowMs: NowMs, blocks: readonly FullBlock[], out: Out): void
  /** Puts a booth into force whose predecessors this vehicle need not know: others may, and tell `since`. */
  configure(nowMs: NowMs, inForce: ComingBooth, out: Out): void
  /** What lies on the disk has been read: blocks, or parts of the newest snapshot. */
  loaded(nowMs: NowMs, token: string, records: readonly StoredRecord[], out: Out): void
  /** Blocks that were decided elsewhere; what does not go on from here is left. */
  install(nowMs: NowMs, blocks: readonly FullBlock[], out: Out): void
  /** The state after some block, from another vehicle. */
  restore(nowMs: NowMs, note: SnapshotNote, content: readonly Uint8Array[], out: Out): void
}

/** Who has a part in it. */
export interface CourseCast {
  readonly parts: GroupParts
  readonly tenure: Tenure
  readonly leader: Leader
  readonly follower: Follower
  readonly apply: Apply
  readonly snapshots: Snapshots
  readonly compaction: Compaction
  readonly certificates: Certificates
  readonly changes: Changes
  readonly recovery: Recovery
  readonly shown: Shown
  /** What was missing has come. */
  caughtUp(): void
}

export function createCourse(cast: CourseCast): Course {
  const { parts, tenure, leader, follower, apply, snapshots } = cast
  const { compaction, certificates, changes, recovery, shown } = cast
  const { environment, chain, log, lease } = parts

  const decided = (nowMs: NowMs, blocks: readonly FullBlock[], out: Out): void => {
    const last = blocks.at(-1)
    if (last === undefined) {
      return
    }
    apply.advance(out)
    const { height } = last.header
    const detail = { chain: chain.id, height, blocks: blocks.length }
    out.push({ type: 'fact', fact: { name: 'paxos:decided', detail } })
    out.push({
      type: 'signal',
      signal: { type: 'decided', chain: chain.id, head: { height, hash: last.hash } }
    })
    for (const block of blocks) {
      if (block.header.seal !== undefined) {
        enter(nowMs, block, out)
      }
    }
    certificates.progress(nowMs, out)
    compaction.progress(nowMs, out)
  }

  /** The last block of a booth is decided: the booth that it names comes into force. */
  const enter = (nowMs: NowMs, seal: FullBlock, out: Out): void => {
    const booth = boothIn(environment, seal)
    const { roster } = tenure
    const operation = seal.header.seal?.operation ?? ''
    const operations = withOperation(roster, booth.number, operation)
    if (booth.number > roster.number) {
      changes.ended(operation, booth)
      const last = { height: seal.header.height, hash: seal.hash }
      configure(nowMs, { booth, seal: last, operations }, out)
    } else if (operations.some((known, i) => known !== roster.operations[i])) {
      const kept = tenure.recall(operations)
      writeGroupRecord(chain, kept, out)
    }
  }

  const configure: Course['configure'] = (nowMs, inForce, out) => {
    const { booth, seal, since = sinceWhen(tenure.roster, booth) } = inForce
    tenure.stopLeading(nowMs, out)
    const kept = { ...inForce, since, line: shown.lineOf(booth) }
    tenure.configure(nowMs, kept)
    log.configure(booth.number, out)
    follower.reset()
    lease.release()
    certificates.reset()
    writeGroupRecord(chain, kept, out)
    environment.holdings.storeBooth(booth, out)
    const { number, members } = booth
    const detail = { chain: chain.id, number, members, base: seal.height + 1 }
    out.push({ type: 'fact', fact: { name: 'paxos:configured', detail } })
    recovery.configured(out)
    changes.configured(nowMs, out)
    tenure.begin(nowMs, out)
  }

  /**
   * Blocks that go on from what is decided here, up to the first that does not, or that ends a booth with
   * none that may follow it.
   */
  const linked = (blocks: readonly FullBlock[], out: Out): readonly FullBlock[] => {
    let { height, hash } = log.decided
    const { booth, seal } = tenure.roster
    // Booths may have ended among the blocks on the disk that are not read yet, and blocks from before the
    // one in force may be lost.
    let before = apply.hasReadDisk && height >= seal.height ? booth : undefined
    const next: FullBlock[] = []
    for (const block of blocks) {
      const { header } = block
      if (header.chain !== chain.id || header.height !== height + 1 || header.prev !== hash) {
        continue
      }
      const begun = header.seal === undefined ? before : readSeal(environment, chain, block, before)
      if (typeof begun === 'string') {
        const detail = { chain: chain.id, height: header.height, reason: begun }
        out.push({ type: 'fact', fact: { name: 'paxos:refused', detail } })
        break
      }
      next.push(block)
      before = begun
      height++
      hash = block.hash
    }
    return next
  }

  return {
    decided,
    configure,
    loaded(nowMs, token, records, out) {
      const couldVote = parts.mayVote()
      const { number } = tenure.roster
      if (token.startsWith(LOAD_TOKEN)) {
        for (const seal of apply.loaded(nowMs, records, out)) {
          enter(nowMs, seal, out)
        }
      } else {
        snapshots.loaded(records, out)
      }
      // A booth that was entered just now has been told already.
      if (!couldVote && parts.mayVote() && tenure.roster.number === number) {
        changes.configured(nowMs, out)
        tenure.begin(nowMs, out)
      }
    },
    install(nowMs, blocks, out) {
      const next = linked(blocks, out)
      if (next.length === 0) {
        return
      }
      const isOther = next.some(({ header, hash }) => log.hashAt(header.height) !== hash)
      if (isOther && leader.phase === 'lead') {
        // Something else, or more, was decided behind the back of this leader.
        tenure.stopLeading(nowMs, out)
        tenure.election.resign()
      }
      const taken = log.install(next, out)
      cast.caughtUp()
      decided(nowMs, taken, out)
      leader.installed(nowMs, out)
      follower.installed(nowMs, out)
    },
    restore(nowMs, note, content, out) {
      if (!snapshots.install(note, content, out)) {
        return
      }
      if (leader.phase === 'lead') {
        tenure.stopLeading(nowMs, out)
        tenure.election.resign()
      }
      cast.caughtUp()
      const booth =
        note.booth.length === 0 ? undefined : decodeBooth(environment.crypto, note.booth)
      if (booth !== undefined && booth.number > tenure.roster.number) {
        const { seal, operations } = note
        configure(nowMs, { booth, seal, operations, ...sinceIn(note, booth) }, out)
      } else {
        leader.installed(nowMs, out)
        follower.installed(nowMs, out)
        tenure.begin(nowMs, out)
      }
    }
  }
}

/** What the vehicle that took a snapshot knew of the members of its booth; nothing where it was not kept. */
function sinceIn(
  { since }: SnapshotNote,
  { number, members }: Booth
): Partial<Pick<KeptBooth, 'since'>> {
  const isKept = since.length === members.length
  return isKept ? { since: since.map((booth) => Math.min(booth, number)) } : {}
}
