/**
 * Whether there is room for more blocks, in sentences that say what is short.
 *
 * Keeps: a store that must compact still finds space, so a full disk refuses before it fails.
 */
import { bytesText } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { CertifySettings } from './options.ts'

interface Room {
  readonly environment: Pick<Environment, 'quota'>
  readonly settings: Pick<CertifySettings, 'diskFreeBytesMin'>
}

/** Why nothing at all is written to chains any more; undefined while the disk has room. */
export function diskFault({ environment, settings }: Room): string | undefined {
  const { diskFreeBytes } = environment.quota()
  if (diskFreeBytes >= settings.diskFreeBytesMin) {
    return undefined
  }
  const [left, kept] = [diskFreeBytes, settings.diskFreeBytesMin].map(bytesText)
  return `the disk has ${left} left and ${kept} stay free; make room on it`
}

/** Why this vehicle does not take that many more bytes of other vehicles' chains. */
export function roomFault(room: Room, bytes: number): string | undefined {
  const { quotaBytes, usedBytes } = room.environment.quota()
  return usedBytes + bytes > quotaBytes
    ? `${bytesText(usedBytes)} of the ${bytesText(quotaBytes)} for other vehicles are used`
    : diskFault(room)
}
