/**
 * The messages of admission: who a vehicle is, and whether it may speak here.
 */
import type { MembershipFault } from '../../core/fleet.ts'
import type { PeerId } from '../../core/peer.ts'

/** Who I am and to which fleet I belong. */
export interface Hello {
  readonly type: 'hello'
  /** Of the software, at most 32 characters. */
  readonly version: string
  /** Undefined for an open fleet. */
  readonly fleet: PeerId | undefined
  /** Signed Membership; empty for an open fleet. */
  readonly membership: Uint8Array
  /** Alias of the vehicle, at most 64 characters; it proves nothing. */
  readonly name: string
  /** Newest revocations known; 0 for none. */
  readonly revocationsVersion: number
  /** Clock of the sender, milliseconds since the epoch. */
  readonly timeMs: number
}

/** Admitted. */
export interface Welcome {
  readonly type: 'welcome'
  /** Signed Revocations when newer than those of the receiver's Hello; else empty. */
  readonly revocations: Uint8Array
}

/**
 * Why a vehicle is not admitted: its membership does not count, or one side belongs to a fleet and
 * the other to none (`open`).
 */
export type DeniedReason = MembershipFault | 'open'

/** Not admitted, and why. The sender closes the connection. */
export interface Denied {
  readonly type: 'denied'
  readonly reason: DeniedReason
  /** One sentence for a person, at most 256 characters. */
  readonly text: string
}

export type AdmissionMessage = Hello | Welcome | Denied
