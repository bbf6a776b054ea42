/**
 * Deleted keys do not stay for ever: when all members hold a deletion, or what followed it, nobody has to
 * keep it.
 *
 * Keeps: a leader says so of epochs that ended before its own, and only when it has looked through all keys
 * with all members, each of which had begun its epoch, and what that found to do is done. Values of those
 * epochs are taken up by nobody any more, so from then on a key without a register has nothing, whatever
 * else is shown of those epochs. The keys that are deleted in an epoch are forgotten in the next one, which
 * begins when the log has them: what it lacks is written again, and would never be old enough.
 */
import type { NowMs } from '../../core/machine.ts'
import type { Archive } from './archive.ts'
import { createEpochs } from './epochs.ts'
import { PRESSED_MS, STORE_BYTES_MAX } from './limits.ts'
import type { GroupParts } from './parts.ts'
import type { Out } from './types.ts'

export interface Forgetting {
  /** This vehicle leads from now on. */
  begin(): void
  tick(nowMs: NowMs, out: Out): void
}

export interface ForgettingPorts {
  /** In which this vehicle leads; 0 when it does not. */
  epoch(): number
  readonly archive: Pick<Archive, 'isSettled' | 'isLooking' | 'newest' | 'lookAgain'>
  /** Members that answer, this one included. */
  answering(): number
  /** Begins another epoch when what is under way is done. */
  close(nowMs: NowMs, out: Out): void
}

/** Little room: registers take this part of what they may, and so many of them are of deleted keys. */
const PRESSED_BYTES: number = STORE_BYTES_MAX / 2
const PRESSED_PART = 1 / 8

/** Pause between two looks through all keys, and at least so many times as long as the last one took. */
const LOOK_MS = 60_000
const LOOK_TIMES = 3

export function createForgetting(
  { registers, roster, settings, chain, ports: group, fact }: GroupParts,
  { epoch: ledNow, archive, answering, close }: ForgettingPorts
): Forgetting {
  const epochs = createEpochs(settings.deletedMs)
  const leastPauseMs = Math.min(LOOK_MS, settings.deletedMs)
  /** The last look: since when, and until when. */
  let lookSinceMs: NowMs = 0
  let lookUntilMs: NowMs = 0
  let wasLooking = false
  /** The last write when it was time for another epoch; undefined before. */
  let dueTo: number | undefined

  const keptMs = (): number => {
    const { bytes, deleted, size } = registers
    const isPressed = bytes > PRESSED_BYTES && deleted > size * PRESSED_PART
    return isPressed ? Math.min(settings.deletedMs, PRESSED_MS) : settings.deletedMs
  }

  const watch = (nowMs: NowMs): void => {
    const { isLooking } = archive
    lookSinceMs = isLooking && !wasLooking ? nowMs : lookSinceMs
    lookUntilMs = isLooking ? nowMs : lookUntilMs
    wasLooking = isLooking
  }

  const isTimeToLook = (nowMs: NowMs): boolean => {
    const pauseMs = Math.max(leastPauseMs, LOOK_TIMES * (lookUntilMs - lookSinceMs))
    return !archive.isLooking && nowMs >= lookUntilMs + pauseMs
  }

  const areAllThere = (): boolean => answering() === roster.members.length

  const forget = (nowMs: NowMs, epoch: number, out: Out): void => {
    if (archive.isSettled) {
      fact('quorum:forgot', { epoch, deleted: registers.deleted }, out)
      registers.forgetTo(epoch, out)
    } else if (areAllThere() && isTimeToLook(nowMs)) {
      archive.lookAgain()
    }
  }

  /** What is left was deleted in this epoch. */
  const renew = (nowMs: NowMs, epoch: number, out: Out): void => {
    dueTo ??= archive.newest
    const loggedTo = group.archiveOf(chain.id)?.horizons.get(epoch) ?? 0
    if (loggedTo >= dueTo && areAllThere() && !archive.isLooking) {
      close(nowMs, out)
    }
  }

  return {
    begin() {
      dueTo = undefined
    },
    tick(nowMs, out) {
      registers.sweep(out)
      epochs.note(nowMs, registers.epoch)
      watch(nowMs)
      const epoch = ledNow()
      if (epoch === 0 || registers.deleted === 0) {
        return
      }
      const begun = epochs.begunBy(nowMs - keptMs()) ?? 0
      const ended = Math.min(begun, epoch) - 1
      if (registers.forgottenTo < ended) {
        forget(nowMs, ended, out)
      } else if (begun >= epoch && registers.isSwept) {
        renew(nowMs, epoch, out)
      }
    }
  }
}
