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
import { STORE_BYTES_MAX } from './limits.ts'
import type { GroupParts } from './parts.ts'
import type { Out } from './types.ts'

export interface Forgetting {
  /** This vehicle leads from now on. */
  begin(nowMs: NowMs): void
  tick(nowMs: NowMs, out: Out): void
}

export interface ForgettingPorts {
  /** In which this vehicle leads; 0 when it does not. */
  epoch(): number
  /** The last write of the epoch. */
  counter(): number
  /** All members hold the newest of each key as far as it is of an earlier epoch, and the log has it. */
  isSettled(): boolean
  /** Values that are not in the log yet. */
  unlogged(): number
  /** Looks through all keys again. */
  lookAgain(): void
  /** Members that answer, this one included. */
  answering(): number
  /** Begins another epoch. */
  renew(nowMs: NowMs, out: Out): void
}

/** When there is little room deleted keys are kept for no longer than this. */
const PRESSED_MS = 600_000

/** Little room: registers take this part of what they may, and so many of them are of deleted keys. */
const PRESSED_BYTES: number = STORE_BYTES_MAX / 2
const PRESSED_PART = 1 / 8

/** Pause between two looks through all keys, which are much to send where there are many. */
const LOOK_MS = 3_600_000

export function createForgetting(
  { registers, roster, settings, chain, ports: group, fact }: GroupParts,
  ports: ForgettingPorts
): Forgetting {
  const pauseMs = Math.min(LOOK_MS, settings.deletedMs)
  let begunMs: NowMs = 0
  let lookedMs: NowMs = 0
  /** The last write when it was time for another epoch; undefined before. */
  let dueTo: number | undefined

  const keptMs = (): number => {
    const { bytes, deleted, size } = registers
    const isPressed = bytes > PRESSED_BYTES && deleted > size * PRESSED_PART
    return isPressed ? Math.min(settings.deletedMs, PRESSED_MS) : settings.deletedMs
  }

  const forget = (nowMs: NowMs, epoch: number, out: Out): void => {
    if (ports.isSettled()) {
      fact('quorum:forgot', { epoch, deleted: registers.deleted }, out)
      registers.forgetTo(epoch, out)
    } else if (ports.answering() === roster.members.length && nowMs >= lookedMs + pauseMs) {
      lookedMs = nowMs
      ports.lookAgain()
    }
  }

  return {
    begin(nowMs) {
      begunMs = nowMs
      lookedMs = nowMs
      dueTo = undefined
    },
    tick(nowMs, out) {
      registers.sweep(out)
      const epoch = ports.epoch()
      const isDue = epoch > 0 && nowMs >= begunMs + keptMs()
      if (!isDue || registers.deleted === 0) {
        return
      }
      if (registers.forgottenTo < epoch - 1) {
        forget(nowMs, epoch - 1, out)
      } else if (registers.isSwept) {
        // What is left was deleted in this epoch.
        dueTo ??= ports.counter()
        const loggedTo = group.archiveOf(chain.id)?.horizons.get(epoch) ?? 0
        if (ports.unlogged() === 0 || loggedTo >= dueTo) {
          ports.renew(nowMs, out)
        }
      }
    }
  }
}
