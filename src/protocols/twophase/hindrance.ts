/**
 * Why what a client asks for comes to nothing now; the same may be asked again.
 */
import { OTHER_OPERATION_TEXT } from '../../core/command.ts'
import type { PeerId } from '../../core/peer.ts'

export interface Hindrance {
  readonly reason: string
  readonly text: string
}

/** Owners that have not answered in time. `need` is what needs them. */
export function unreachable(owners: readonly PeerId[], need: string): Hindrance {
  const [one = '', ...more] = owners
  const who =
    more.length === 0
      ? `${one} keeps a copy of a key and does not answer`
      : `${[one, ...more].join(', ')} keep copies of keys and do not answer`
  return { reason: 'unreachable', text: `${who}; ${need}` }
}

export const STALE: Hindrance = {
  reason: 'notReady',
  text: 'the names of operations that were taken beforehand are too old'
}
export const OTHER: Hindrance = { reason: 'otherOperation', text: OTHER_OPERATION_TEXT }
export const TAKEN: Hindrance = {
  reason: 'busy',
  text: 'another vehicle has used the names of operations that were taken beforehand'
}
export const SILENT: Hindrance = {
  reason: 'unreachable',
  text: 'not all owners of the keys have answered in time'
}
export const BEHIND: Hindrance = {
  reason: 'locked',
  text: 'another operation of this vehicle has one of the keys'
}
