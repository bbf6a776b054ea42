/**
 * Names of coordinators, as 32 hexadecimal digits: the first half tells the data directory, the second
 * one the start of the vehicle on it.
 */
import type { Incarnation } from '../../core/booth.ts'
import { toUtf8 } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'

const HALF_DIGITS = 16

export interface Coordinating {
  readonly self: PeerId
  readonly incarnation: Incarnation
  /** Text that no other start on this data directory has. */
  readonly start: string
  readonly chain: ChainId
}

export function coordinatorName(
  crypto: Crypto,
  { self, incarnation, start, chain }: Coordinating
): string {
  const name = `coordinator ${self} ${incarnation} ${start} ${chain}`
  return `${directoryOf(crypto, incarnation)}${halfDigest(crypto, name)}`
}

/** Whether a coordinator of that name decided on this data directory. */
export function isOfDirectory(crypto: Crypto, incarnation: Incarnation, name: string): boolean {
  return name.startsWith(directoryOf(crypto, incarnation))
}

function directoryOf(crypto: Crypto, incarnation: Incarnation): string {
  return halfDigest(crypto, `coordinator on ${incarnation}`)
}

function halfDigest(crypto: Crypto, text: string): string {
  return crypto.sha256(toUtf8(text)).slice(0, HALF_DIGITS)
}
