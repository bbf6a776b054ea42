/**
 * The proposer's half of a group: takes over what may be decided, then adds blocks to the log and
 * counts who has them on disk.
 *
 * Keeps: I5 only the vehicle of a ballot leads it, and never twice; what a majority promises (promises.ts)
 * is put behind what is decided anywhere among it; a block is decided when a majority, counted by vehicle
 * and data directory, has it on disk in the leader's own ballot; the leader's own disk counts like any.
 * Source: Sequence Paxos (Omni-Paxos, 2023).
 */
import { type Ballot, isSameBallot } from '../../core/ballot.ts'
import type { FullBlock } from '../../core/block.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { type GroupParts, partsOf } from './parts.ts'
import { createPromises, type Promised } from './promises.ts'
import type { AcceptedMessage, AskMessage, Out, PromiseMessage } from './types.ts'

/** What the leader knows of one member. */
interface Standing {
  promise: Promised | undefined
  /** It has been sent the log of this ballot. */
  isSynced: boolean
  /** It has everything up to there on disk, in this ballot; 0 for nothing. */
  height: number
  beat: number
  /** Its newest decided block, as far as known. */
  decided: number
  resendAtMs: NowMs
  resendMs: number
}

/** Not even the log that was taken over is on disk. */
const NOTHING = -1

export const WRITTEN_TIMER = 'paxos:written:'

export interface Leader {
  /** `idle`: does not lead. `prepare`: waits for a majority of promises. */
  readonly phase: 'idle' | 'prepare' | 'lead'
  readonly ballot: Ballot | undefined
  /** Blocks that are proposed and not decided. */
  readonly inFlight: number
  /** Everything up to there may have been decided before this ballot. */
  readonly floor: number
  /** The newest question of who still follows that a majority has answered. */
  readonly beatHeard: number
  begin(nowMs: NowMs, ballot: Ballot, out: Out): void
  promise(nowMs: NowMs, from: PeerId, message: PromiseMessage, out: Out): void
  accepted(nowMs: NowMs, from: PeerId, message: AcceptedMessage, out: Out): void
  ask(nowMs: NowMs, from: PeerId, message: AskMessage, out: Out): void
  /** The own disk still writes the log; what is asked meanwhile makes one block, once it is done. */
  readonly isWriting: boolean
  /** Adds a block to the log, and sends it while the own disk still writes it. */
  propose(nowMs: NowMs, block: FullBlock, out: Out): void
  /** A timer of WRITTEN_TIMER has fired: the log is on disk as it was when it was set. */
  written(nowMs: NowMs, timer: string, out: Out): void
  /** Asks who still follows; the number is reached by `beatHeard` when a majority does. */
  beat(nowMs: NowMs, out: Out): number
  /** Tells what is decided. */
  tell(out: Out): void
  /** What is decided has not been told yet. */
  readonly hasNews: boolean
  /** Sends again what is not answered. Returns when to look again. */
  resend(nowMs: NowMs, out: Out): NowMs
  /** Decided blocks have come from elsewhere. */
  installed(nowMs: NowMs, out: Out): void
  stop(): void
}

export function createLeader(
  parts: GroupParts,
  /** The log has been taken over, or more of it is decided. */
  onProgress: (nowMs: NowMs, out: Out) => void
): Leader {
  const { log, settings, send } = parts
  const promises = createPromises(parts)
  let phase: Leader['phase'] = 'idle'
  let ballot: Ballot | undefined
  let standings = new Map<PeerId, Standing>()
  let floor = 0
  let beat = 0
  let beatHeard = 0
  let told = 0
  /** The own log of this ballot is on disk up to there; only that counts. */
  let writtenTo = NOTHING

  const postpone = (nowMs: NowMs, standing: Standing): void => {
    standing.resendAtMs = nowMs + standing.resendMs
    standing.resendMs = Math.min(settings.resendMsMax, Math.ceil(standing.resendMs * 1.5))
  }
  const heardOf = (nowMs: NowMs, standing: Standing): void => {
    standing.resendMs = settings.resendMsMin
    standing.resendAtMs = nowMs + standing.resendMs
  }

  /** Of who answers in this ballot. */
  const standingOf = (from: PeerId, to: { readonly ballot: Ballot }): Standing | undefined =>
    ballot !== undefined && isSameBallot(to.ballot, ballot) ? standings.get(from) : undefined

  const prepare = (to: PeerId, asked: Ballot, out: Out): void => {
    const { decided, accepted, top } = log
    send(to, { type: 'prepare', ballot: asked, decided, accepted, height: top.height }, out)
  }

  const sendSync = (to: PeerId, standing: Standing, asked: Ballot, out: Out): void => {
    const from = Math.max(standing.decided, log.memoryFrom)
    standing.isSynced = true
    const { decided, top } = log
    for (const blocks of partsOf(log.blocksAfter(from) ?? [])) {
      send(to, { type: 'sync', ballot: asked, from, to: top.height, blocks, decided }, out)
    }
  }

  const sendAccept = (to: PeerId, asked: Ballot, from: number, out: Out): void => {
    for (const blocks of partsOf(log.blocksAfter(from) ?? [])) {
      const { decided } = log
      send(to, { type: 'accept', ballot: asked, from, blocks, decided, beat }, out)
    }
  }

  /**
   * An Accept rests on the promise of this ballot and on the log taken over in it. As soon as both are
   * on disk it leaves early, and does not overtake the Sync; what is decided is so by disks that have it.
   */
  const broadcast = (from: number, blocks: readonly Uint8Array[], out: Out): void => {
    const sendNow = writtenTo === NOTHING ? send : parts.sendEarly
    told = log.decided.height
    for (const [peer, standing] of standings) {
      if (ballot !== undefined && standing.isSynced) {
        const { decided } = log
        sendNow(peer, { type: 'accept', ballot, from, blocks, decided, beat }, out)
      }
    }
  }

  /** Tells when the log as it is now has been written. */
  const awaitWritten = (nowMs: NowMs, out: Out): void => {
    const { cfg = 0, num = 0 } = ballot ?? {}
    const id = `${WRITTEN_TIMER}${cfg}.${num}.${log.top.height}:${parts.chain.id}`
    out.push({ type: 'timer', id, atMs: nowMs })
  }

  /** Promises that count; one that is outdated is asked for anew. */
  const countPromises = (): readonly Promised[] =>
    [...standings.values()].flatMap((standing) => {
      const { promise } = standing
      const verdict = promise === undefined ? 'incomplete' : promises.judge(promise)
      if (verdict === 'outdated') {
        standing.promise = undefined
      }
      return promise !== undefined && verdict === 'counts' ? [promise] : []
    })

  const takeOver = (nowMs: NowMs, out: Out): void => {
    const counting = countPromises()
    if (
      ballot === undefined ||
      phase !== 'prepare' ||
      counting.length + 1 < parts.roster().quorum
    ) {
      return
    }
    log.replace(ballot, promises.tailFrom(counting), out)
    phase = 'lead'
    floor = log.top.height
    awaitWritten(nowMs, out)
    const detail = { chain: parts.chain.id, ballot, decided: log.decided.height, floor }
    out.push({ type: 'fact', fact: { name: 'paxos:led', detail } })
    for (const [peer, standing] of standings) {
      if (standing.promise !== undefined) {
        sendSync(peer, standing, ballot, out)
        heardOf(nowMs, standing)
      }
    }
    advance(nowMs, out)
    onProgress(nowMs, out)
  }

  const countDecided = (): number => {
    const heights = [...standings.values()].map(({ height }) => height)
    heights.push(writtenTo)
    heights.sort((a, b) => b - a)
    return heights[parts.roster().quorum - 1] ?? 0
  }

  const countBeats = (): number => {
    const beats = [...standings.values()].map((standing) => standing.beat)
    beats.push(beat)
    beats.sort((a, b) => b - a)
    return beats[parts.roster().quorum - 1] ?? 0
  }

  const advance = (nowMs: NowMs, out: Out): void => {
    const height = phase === 'lead' ? countDecided() : 0
    if (height > log.decided.height) {
      parts.decided(nowMs, log.decide(height, out), out)
    }
  }

  return {
    get phase() {
      return phase
    },
    get ballot() {
      return ballot
    },
    get inFlight() {
      return log.tail.length
    },
    get floor() {
      return floor
    },
    get beatHeard() {
      return beatHeard
    },
    get isWriting() {
      return phase === 'lead' && writtenTo < log.top.height
    },
    get hasNews() {
      return phase === 'lead' && told < log.decided.height
    },
    begin(nowMs, next, out) {
      phase = 'prepare'
      ballot = next
      floor = 0
      beat = 0
      beatHeard = 0
      writtenTo = NOTHING
      standings = new Map()
      log.promise(next, out)
      for (const peer of parts.roster().others) {
        const standing: Standing = {
          promise: undefined,
          isSynced: false,
          height: 0,
          beat: 0,
          decided: 0,
          resendAtMs: nowMs + settings.resendMsMin,
          resendMs: settings.resendMsMin
        }
        standings.set(peer, standing)
        prepare(peer, next, out)
      }
      takeOver(nowMs, out)
    },
    promise(nowMs, from, message, out) {
      const standing = standingOf(from, message)
      if (ballot === undefined || standing === undefined) {
        return
      }
      heardOf(nowMs, standing)
      standing.decided = Math.max(standing.decided, message.decided.height)
      const promised = promises.add(from, standing.promise, message, out)
      if (promised === undefined) {
        return
      }
      standing.promise = promised
      if (message.decided.height > log.decided.height) {
        parts.missing(nowMs, from, message.decided, out)
      }
      if (phase === 'lead') {
        if (!standing.isSynced) {
          sendSync(from, standing, ballot, out)
        }
      } else {
        takeOver(nowMs, out)
      }
    },
    accepted(nowMs, from, message, out) {
      const standing = phase === 'lead' ? standingOf(from, message) : undefined
      if (ballot === undefined || standing === undefined) {
        return
      }
      if (log.hashAt(message.top.height) !== message.top.hash) {
        return
      }
      heardOf(nowMs, standing)
      standing.isSynced = true
      standing.height = Math.max(standing.height, message.top.height)
      standing.beat = Math.max(standing.beat, Math.min(message.beat, beat))
      beatHeard = countBeats()
      advance(nowMs, out)
      onProgress(nowMs, out)
    },
    ask(nowMs, from, message, out) {
      const standing = phase === 'lead' ? standingOf(from, message) : undefined
      if (ballot === undefined || standing === undefined) {
        return
      }
      heardOf(nowMs, standing)
      standing.decided = Math.max(standing.decided, message.decided.height)
      sendSync(from, standing, ballot, out)
    },
    propose(nowMs, block, out) {
      const from = log.top.height
      log.append([block], out)
      broadcast(from, [block.bytes], out)
      awaitWritten(nowMs, out)
    },
    written(nowMs, timer, out) {
      const what = timer.slice(WRITTEN_TIMER.length, timer.lastIndexOf(':'))
      const [cfg, num, height = NOTHING] = what.split('.').map(Number)
      // Of a ballot before this one it says nothing about the log of this one.
      if (phase === 'lead' && ballot?.cfg === cfg && ballot?.num === num) {
        writtenTo = Math.max(writtenTo, height)
        advance(nowMs, out)
        onProgress(nowMs, out)
      }
    },
    beat(_nowMs, out) {
      beat++
      broadcast(log.top.height, [], out)
      beatHeard = countBeats()
      return beat
    },
    tell(out) {
      broadcast(log.top.height, [], out)
    },
    resend(nowMs, out) {
      let nextMs = nowMs + settings.resendMsMax
      for (const [peer, standing] of standings) {
        const isBehind = standing.height < log.top.height || standing.beat < beat
        if (
          ballot !== undefined &&
          nowMs >= standing.resendAtMs &&
          (phase !== 'lead' || isBehind)
        ) {
          if (!standing.isSynced) {
            prepare(peer, ballot, out)
          } else if (standing.height > 0 && standing.height >= log.memoryFrom) {
            sendAccept(peer, ballot, standing.height, out)
          } else {
            sendSync(peer, standing, ballot, out)
          }
          postpone(nowMs, standing)
        }
        nextMs = Math.min(nextMs, Math.max(standing.resendAtMs, nowMs + settings.resendMsMin))
      }
      return nextMs
    },
    installed(nowMs, out) {
      if (phase === 'prepare' && ballot !== undefined) {
        // Promises told what was lacking then; they are asked for anew from here.
        for (const [peer, standing] of standings) {
          standing.promise = undefined
          prepare(peer, ballot, out)
          heardOf(nowMs, standing)
        }
        takeOver(nowMs, out)
      }
    },
    stop() {
      phase = 'idle'
      ballot = undefined
      standings = new Map()
    }
  }
}
