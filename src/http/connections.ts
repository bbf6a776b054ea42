/**
 * How many connections clients may hold, whatever they say on them.
 *
 * Keeps: most of the files that the system lets this process open are left for the store and for other
 * vehicles; who has no token can take none of them away.
 */

/** One file in so many is a client's. */
const FILES_PER_CONNECTION = 4

/** For the owner, however few files there are. */
const CONNECTIONS_MIN = 16

/** `filesMax` is undefined where the system does not tell it. */
export function connectionsWithin(filesMax: number | undefined, wanted: number): number {
  const share = Math.floor((filesMax ?? Number.POSITIVE_INFINITY) / FILES_PER_CONNECTION)
  return Math.min(wanted, Math.max(CONNECTIONS_MIN, share))
}
