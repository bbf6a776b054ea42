/**
 * Groups of vehicles that share one state, as a host program opens, changes and sees them.
 */
import { randomUUID } from 'node:crypto'
import { InvalidInputError } from '../core/errors.ts'
import type { ChainId } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'
import type { GroupOpened } from '../vehicle/requests.ts'
import type { VGuardNode } from './api.ts'
import { createBankCalls } from './bank/bank.ts'
import { type Ask, call } from './calls.ts'
import { RefusedError } from './errors.ts'
import type { NodeEvents } from './events.ts'
import { given } from './given.ts'
import { createGroupCalls } from './group-calls.ts'
import { groupViews } from './group-views.ts'
import { createKvCalls } from './kv/store.ts'
import { createKvWatch } from './kv/watch.ts'
import type { Parts } from './parts.ts'
import { createRingCalls } from './ring.ts'

export type Groups = Pick<
  VGuardNode,
  'openGroup' | 'changeMembers' | 'recoverGroup' | 'groups' | 'kv' | 'bank' | 'ring'
>

export function createGroups(
  { foundation, vehicle, runtime, clock, names }: Parts,
  events: NodeEvents,
  ended: Promise<unknown>
): Groups {
  const ask: Ask = async (request, onNamed) => {
    const reply = await runtime.request(request, onNamed)
    return reply.type === 'ok' ? reply : { ...reply, message: names.named(reply.message) }
  }
  const calls = createGroupCalls(ask)
  const watch = createKvWatch(foundation, vehicle, events, ended, async (chain, signal) => {
    const { height } = await createKvCalls(calls, chain).stats({ signal })
    return height
  })

  /** @throws InvalidInputError when the chain is known to keep something else */
  const checkState = (chain: ChainId, wanted: 'kv' | 'bank'): void => {
    const known = vehicle.holdings.get(chain)?.chain.genesis.state
    if (known !== undefined && known !== wanted) {
      const what = { kv: 'a key-value store', bank: 'a bank', records: 'records' }
      throw new InvalidInputError(`chain ${chain} keeps ${what[known]}, not ${what[wanted]}`)
    }
  }

  /**
   * `among`: those who may be meant although they were not met.
   *
   * @throws InvalidInputError when two of the names are of one vehicle
   */
  const vehiclesOf = (
    given: readonly string[],
    among: readonly PeerId[] = []
  ): readonly PeerId[] => {
    const found = new Map<PeerId, string>()
    for (const name of given) {
      const peer = names.vehicle(name, among)
      const before = found.get(peer)
      if (before !== undefined) {
        const both = before === name ? `"${name}" is` : `"${before}" and "${name}" are one vehicle,`
        throw new InvalidInputError(`${both} named twice; name each vehicle once`)
      }
      found.set(peer, name)
    }
    return [...found.keys()]
  }

  return {
    async openGroup(options) {
      const { state, members, pivots, name = '', workBits = 0, operation } = options
      const { engine, quorum, twophase } = options
      return await call<GroupOpened>(
        ask,
        {
          type: 'openGroup',
          state,
          members: vehiclesOf(members),
          name,
          workBits,
          operation: operation ?? randomUUID(),
          ...given({ pivots: pivots && vehiclesOf(pivots), engine, quorum, twophase })
        },
        options
      )
    },
    async changeMembers(group, members, options = {}) {
      const chain = names.chain(group)
      const request = {
        type: 'changeMembers',
        chain,
        members: vehiclesOf(members, vehicle.groups.membersOf(chain)),
        operation: options.operation ?? randomUUID()
      } as const
      return asAsked(await call<GroupOpened>(ask, request, options), request)
    },
    async recoverGroup(group, members, options) {
      const { unsafe, operation = randomUUID() } = options
      const chain = names.chain(group)
      if (!unsafe) {
        throw new InvalidInputError(
          `what only the lost members of group ${group} know may be lost for good: it is recovered ` +
            'only with `unsafe`'
        )
      }
      const peers = vehiclesOf(members, vehicle.groups.membersOf(chain))
      const request = { type: 'recoverGroup', chain, members: peers, operation, unsafe } as const
      return asAsked(await call<GroupOpened>(ask, request, options), request)
    },
    groups: () => groupViews(vehicle, names, vehicle.status(clock.nowMs())),
    bank(group) {
      const chain = names.chain(group)
      checkState(chain, 'bank')
      return createBankCalls(calls, chain, names, {
        self: vehicle.self,
        members: () => vehicle.groups.membersOf(chain)
      })
    },
    ring(group) {
      const chain = names.chain(group)
      const engine = vehicle.holdings.get(chain)?.chain.genesis.engine
      if (engine !== undefined && engine !== 'twophase') {
        const message = `chain ${chain} is of the engine ${engine}, which has no ring`
        throw new RefusedError(message, { reason: 'notSupported', retry: false })
      }
      return createRingCalls(calls, chain, names)
    },
    kv(group) {
      const chain = names.chain(group)
      checkState(chain, 'kv')
      return {
        ...createKvCalls(calls, chain),
        watch: (options = {}) => watch.changes(chain, options)
      }
    }
  }
}

/**
 * A group that knows the operation answers with its booth in force, whoever is named this time.
 *
 * @throws RefusedError when other members are in it than those that are asked for
 */
function asAsked(
  opened: GroupOpened,
  { members, operation }: { readonly members: readonly PeerId[]; readonly operation: string }
): GroupOpened {
  const wanted = new Set(members)
  const isSame =
    opened.members.length === wanted.size && opened.members.every((peer) => wanted.has(peer))
  if (!isSame) {
    const message =
      `operation ${operation} is done, and the members of booth ${opened.number}, which is in force, are ` +
      'others than these: it was for others, or they have changed since; for another change leave the id out'
    throw new RefusedError(message, { reason: 'otherOperation', retry: false })
  }
  return opened
}
