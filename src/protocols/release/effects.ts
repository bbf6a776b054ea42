/**
 * How the roles of the release machine push effects.
 */
import type { Effect, Sink } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { ReleaseMessage } from './types.ts'

export type Out = Sink<Effect<{ readonly protocol: 'release'; readonly message: ReleaseMessage }>>

export function send(out: Out, to: PeerId, message: ReleaseMessage): void {
  out.push({ type: 'send', to, protocol: 'release', message })
}

/** A fact `release:<name>`. */
export function note(out: Out, name: string, detail: Readonly<Record<string, unknown>>): void {
  out.push({ type: 'fact', fact: { name: `release:${name}`, detail } })
}
