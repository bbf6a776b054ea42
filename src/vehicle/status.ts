/**
 * The picture of one chain for `status`, tests and the control API.
 */
import type { Environment } from '../core/environment.ts'
import type { Held } from '../core/holdings.ts'
import type { Machines } from './machines.ts'
import type { ChainStatus } from './types.ts'

export function chainStatus(
  { tables }: Environment,
  machines: Machines,
  held: Held,
  unaccounted: string | undefined
): ChainStatus {
  const { id, genesis } = held.chain
  const sealed = tables.get(id)
  const isDamaged = held.damage.length > 0 || unaccounted !== undefined
  return {
    chain: id,
    name: genesis.name,
    proposer: genesis.proposer,
    duty: machines.dutyOf(id),
    held: held.runs.map(({ from, to }) => ({ from, to })),
    bytes: held.bytes,
    certified: held.certified,
    health: isDamaged ? 'damaged' : machines.isFrozen(id) ? 'frozen' : 'ok',
    damage: held.damage,
    unaccounted,
    table:
      sealed === undefined
        ? undefined
        : {
            epoch: sealed.table.epoch,
            height: sealed.table.height,
            members: sealed.table.members
          },
    pinned: machines.pinned(id)
  }
}
