/**
 * Messages that wait on behalf of many, with one bound in bytes for all of them.
 *
 * Keeps: each has room of its own for short messages, on which heartbeats and votes hang, and nobody
 * else can take it. All other room is common; there one has at most half of what it leaves free, so
 * that one takes a third, the next a third of what is left, and so on.
 */

/** A longer message carries data, and is sent again by whoever needs it. */
const SHORT_BYTES_MAX = 16 * 1024

/** Part of all room that is set aside for short messages. */
const OWN_PART = 1 / 8

/** Part of the common room left free that one may have. */
const COMMON_PART = 1 / 2

export interface FairBytes {
  /** The room of one more, with nothing waiting. */
  share(): Share
}

export interface Share {
  /** Whether a message of this length may wait too. */
  hasRoom(length: number): boolean
  /** A message of this length waits. */
  add(length: number): void
  /** A message of this length waits no longer. */
  remove(length: number): void
}

/** Room for `bytesMax`, as long as there are no more than `sharesMax` shares. */
export function createFairBytes(bytesMax: number, sharesMax: number): FairBytes {
  const ownMax = Math.floor((OWN_PART * bytesMax) / sharesMax)
  const commonMax = bytesMax - sharesMax * ownMax
  let common = 0

  return {
    share() {
      let short = 0
      let long = 0
      /** Bytes of the common room that this share takes. */
      let taken = 0

      /** What it would take with so many bytes more, or fewer, in messages of this length. */
      const takenWith = (length: number, bytes: number): number => {
        const isShort = length <= SHORT_BYTES_MAX
        const shortAfter = isShort ? short + bytes : short
        return (isShort ? long : long + bytes) + Math.max(0, shortAfter - ownMax)
      }

      const change = (length: number, bytes: number): void => {
        const after = takenWith(length, bytes)
        common += after - taken
        taken = after
        if (length <= SHORT_BYTES_MAX) {
          short += bytes
        } else {
          long += bytes
        }
      }

      return {
        hasRoom(length) {
          const after = takenWith(length, length)
          const free = commonMax - common - (after - taken)
          return after === taken || after <= COMMON_PART * free
        },
        add: (length) => change(length, length),
        remove: (length) => change(length, -length)
      }
    }
  }
}
