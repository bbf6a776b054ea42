/**
 * What a vehicle that is no member of a group may put into the group's log.
 *
 * Keeps: nobody says there what is another's to say, so a member that leads believes what its log tells:
 * that a member has all values, that a vehicle has the keys which the next ring gives it, or that all
 * have done a transaction.
 */
import { decodeCommand } from '../core/command.ts'
import type { Crypto } from '../core/crypto.ts'
import type { PeerId } from '../core/peer.ts'
import { isOfVehicle } from '../protocols/twophase/coordinator-name.ts'
import { decodeOperation } from '../state/ring/index.ts'

/** Values, and who has them, are told by members alone: clients ask the engine, which has no log. */
export function quorumEntryFault(): string {
  return 'only members put anything into the log of such a group'
}

/**
 * A vehicle speaks for itself and for the transactions that it coordinates; whoever is in doubt asks for
 * the transactions of others, and anybody may say that a vehicle is to leave.
 *
 * @throws InvalidMessageError when the entry is none that the state takes
 */
export function twophaseEntryFault(
  crypto: Crypto,
  asker: PeerId,
  entry: Uint8Array
): string | undefined {
  const command = decodeCommand(entry)
  if (command.type !== 'operation') {
    return 'only members change the members'
  }
  const operation = decodeOperation(command.operation)
  const isOwn = (coordinator: string): boolean => isOfVehicle(crypto, asker, coordinator)
  switch (operation.type) {
    case 'register':
    case 'ready':
    case 'settled':
      return operation.peer === asker ? undefined : 'a vehicle says this of itself alone'
    case 'decide':
      return isOwn(operation.coordinator) ? undefined : 'somebody else coordinates these'
    case 'end':
      return operation.transactions.every(({ coordinator }) => isOwn(coordinator))
        ? undefined
        : 'somebody else coordinates these'
    case 'leave':
    case 'resolve':
      return undefined
  }
}
