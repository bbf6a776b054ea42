/**
 * Why what a client asks for comes to nothing now; the same may be asked again.
 */
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
