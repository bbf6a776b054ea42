/**
 * The ring of one group: calls become requests to the vehicle, replies become views.
 */
import type { ChainId } from '../core/genesis.ts'
import { keyOfText, textOfKey } from '../state/kv/index.ts'
import type { RingChanged, RingShown } from '../vehicle/requests.ts'
import { given } from './given.ts'
import type { GroupCalls } from './group-calls.ts'
import type { Names } from './names.ts'
import type { Ring } from './ring-api.ts'

export function createRingCalls(
  { insist }: Pick<GroupCalls, 'insist'>,
  chain: ChainId,
  names: Pick<Names, 'vehicle' | 'labelOf'>
): Ring {
  return {
    chain,
    async show(keys = [], options = {}) {
      const wanted = keys.map(keyOfText)
      const shown = await insist<RingShown>(
        (deadlineMs) => ({ type: 'ringShow', chain, keys: wanted, deadlineMs }),
        options
      )
      return {
        ...shown,
        nodes: shown.nodes.map((node) => ({ ...node, name: names.labelOf(node.peer) })),
        ready: shown.ready.map(names.labelOf),
        owners: shown.owners.map(({ key, owners }) => ({
          key: textOfKey(key),
          owners: owners.map(names.labelOf)
        }))
      }
    },
    join: async (options = {}) =>
      await insist<RingChanged>((deadlineMs) => ({ type: 'ringJoin', chain, deadlineMs }), options),
    async leave(vehicle, { gone, ...options } = {}) {
      const peer = vehicle === undefined ? undefined : names.vehicle(vehicle)
      const leave = { type: 'ringLeave', chain, ...given({ peer, isGone: gone }) } as const
      return await insist<RingChanged>((deadlineMs) => ({ ...leave, deadlineMs }), options)
    }
  }
}
