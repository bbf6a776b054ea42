/**
 * The ring of one group: calls become requests to the vehicle, replies become views.
 */

import { InvalidInputError } from '../core/errors.ts'
import type { ChainId } from '../core/genesis.ts'
import { isPeer, type PeerId } from '../core/peer.ts'
import type { RingJoinRequest, RingLeaveRequest } from '../protocols/twophase/index.ts'
import { keyOfText, textOfKey } from '../state/kv/index.ts'
import type { RingChanged, RingShown } from '../vehicle/requests.ts'
import { OutcomeUnknownError, RefusedError } from './errors.ts'
import { given } from './given.ts'
import type { GroupCallOptions, GroupCalls } from './group-calls.ts'
import type { Names } from './names.ts'
import type { Ring } from './ring-api.ts'

export function createRingCalls(
  { insist }: Pick<GroupCalls, 'insist'>,
  chain: ChainId,
  names: Pick<Names, 'anyVehicle' | 'vehicle' | 'labelOf'>
): Ring {
  const change = async (
    request: RingJoinRequest | RingLeaveRequest,
    options: GroupCallOptions
  ): Promise<RingChanged> => {
    try {
      return await insist((deadlineMs) => ({ ...request, deadlineMs }), options)
    } catch (error) {
      throw error instanceof OutcomeUnknownError ? unknownChange(error) : error
    }
  }

  const ask = async (keys: readonly string[], options: GroupCallOptions): Promise<RingShown> => {
    try {
      return await insist<RingShown>(
        (deadlineMs) => ({ type: 'ringShow', chain, keys, deadlineMs }),
        options
      )
    } catch (error) {
      const isUnconfirmed = error instanceof RefusedError && error.reason === 'noLeader'
      throw isUnconfirmed ? unconfirmed(error) : error
    }
  }

  /** Of the ring a vehicle knows the ids of all, also of those that it has not met since its start. */
  const whoLeaves = async (
    name: string,
    isGone: boolean,
    options: GroupCallOptions
  ): Promise<PeerId> => {
    if (isPeer(name)) {
      return name
    }
    const { nodes } = await ask([], options)
    // Who is gone may have been replaced by another of its name, which must not go in its place.
    const find = isGone ? names.anyVehicle : names.vehicle
    return find(
      name,
      nodes.map(({ peer }) => peer)
    )
  }

  return {
    chain,
    async show(keys = [], options = {}) {
      const shown = await ask(keys.map(keyOfText), options)
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
    join: async (options = {}) => await change({ type: 'ringJoin', chain }, options),
    async leave(vehicle, { gone, ...options } = {}) {
      if (gone === true && vehicle === undefined) {
        throw new InvalidInputError('a vehicle that answers is not gone: name the one that is')
      }
      const startedAtMs = performance.now()
      const peer =
        vehicle === undefined ? undefined : await whoLeaves(vehicle, gone === true, options)
      const left = leftOf(options, performance.now() - startedAtMs)
      return await change({ type: 'ringLeave', chain, ...given({ peer, isGone: gone }) }, left)
    }
  }
}

/** What is left of the patience of a caller; who has named no time is given the usual one again. */
function leftOf(options: GroupCallOptions, spentMs: number): GroupCallOptions {
  const { timeoutMs } = options
  return timeoutMs === undefined
    ? options
    : { ...options, timeoutMs: Math.max(1, timeoutMs - spentMs) }
}

function unconfirmed(error: RefusedError): RefusedError {
  const message = `${error.message}; which ring this vehicle knows is told by vguard-node group show`
  return new RefusedError(message, error)
}

/** A change of the ring takes no id of its caller: what it says is what it is known by. */
function unknownChange(cause: OutcomeUnknownError): OutcomeUnknownError {
  const { operation } = cause
  const message =
    'nobody who leads the group has confirmed the change of the ring, which may still be made; ' +
    'ask for the same again, which does nothing twice'
  return new OutcomeUnknownError(message, { operation, cause })
}
