/**
 * Names of coordinators, as 48 hexadecimal digits: a third tells the vehicle, the next one its data
 * directory, and the last one the start of the vehicle on it.
 *
 * Keeps: a name fits one vehicle only, so that nobody can speak under the name of another.
 */
import type { Incarnation } from '../../core/booth.ts'
import { toUtf8 } from '../../core/bytes.ts'
import type { Crypto } from '../../core/crypto.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'

/** So many that nobody finds another key pair whose digits are the same. */
const THIRD_DIGITS = 16

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
  const run = digestOf(crypto, `coordinator ${self} ${incarnation} ${start} ${chain}`)
  return `${vehicleOf(crypto, self)}${directoryOf(crypto, incarnation)}${run}`
}

/** Whether that vehicle may speak as the coordinator of that name. */
export function isOfVehicle(crypto: Crypto, peer: PeerId, name: string): boolean {
  return name.startsWith(vehicleOf(crypto, peer))
}

/** Whether a coordinator of that name decided on this data directory. */
export function isOfDirectory(crypto: Crypto, incarnation: Incarnation, name: string): boolean {
  return name.startsWith(directoryOf(crypto, incarnation), THIRD_DIGITS)
}

function vehicleOf(crypto: Crypto, peer: PeerId): string {
  return digestOf(crypto, `coordinator of ${peer}`)
}

function directoryOf(crypto: Crypto, incarnation: Incarnation): string {
  return digestOf(crypto, `coordinator on ${incarnation}`)
}

function digestOf(crypto: Crypto, text: string): string {
  return crypto.sha256(toUtf8(text)).slice(0, THIRD_DIGITS)
}
