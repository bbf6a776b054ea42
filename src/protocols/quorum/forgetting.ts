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
import { TERM_MAX } from './term.ts'
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

/** Pause between two looks through all keys that missed somebody. */
const LOOK_MS = 60_000

/** The epochs behind this one are kept for elections: after the last one nobody leads. */
const RENEWED_MAX = TERM_MAX / 2

export function createForgetting(
  { registers, roster, settings, chain, ports: group, fact }: GroupParts,
  { epoch: ledNow, archive, answering, close }: ForgettingPorts
): Forgetting {
  const epochs = createEpochs(settings.deletedMs)
  const pauseMs = Math.min(LOOK_MS, settings.deletedMs)
  /** When keys were looked through last. */
  let lookedMs: NowMs = 0
  /** The last write when it was time for another epoch; undefined before. */
  let dueTo: number | undefined

  const keptMs = (): number => {
    const { bytes, deleted, size } = registers
    const isPressed = bytes > PRESSED_BYTES && deleted > size * PRESSED_PART
    return isPressed ? Math.min(settings.deletedMs, PRESSED_MS) : settings.deletedMs
  }

  const areAllThere = (): boolean => answering() === roster.members.length

  const look = (nowMs: NowMs): void => {
    if (areAllThere() && !archive.isLooking && nowMs >= lookedMs + pauseMs) {
      archive.lookAgain()
    }
  }

  /** What is left was deleted in this epoch. */
  const renew = (nowMs: NowMs, epoch: number, out: Out): void => {
    dueTo ??= archive.newest
    const loggedTo = group.archiveOf(chain.id)?.horizons.get(epoch) ?? 0
    if (loggedTo >= dueTo && areAllThere() && epoch < RENEWED_MAX) {
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
      lookedMs = archive.isLooking ? nowMs : lookedMs
      const epoch = ledNow()
      if (epoch === 0 || registers.deleted === 0) {
        return
      }
      const begun = epochs.begunBy(nowMs - keptMs()) ?? 0
      const ended = Math.min(begun, epoch) - 1
      const isOver = registers.forgottenTo < ended
      if (!isOver && (begun < epoch || !registers.isSwept)) {
        return
      }
      if (!archive.isSettled) {
        look(nowMs)
      } else if (isOver) {
        fact('quorum:forgot', { epoch: ended, deleted: registers.deleted }, out)
        registers.forgetTo(ended, out)
      } else {
        renew(nowMs, epoch, out)
      }
    }
  }
}
