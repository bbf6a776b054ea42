/**
 * The groups of a vehicle: those that it belongs or has belonged to, those that it is invited into, and
 * those that it only asks for something.
 *
 * Keeps: a place among its groups is taken, and kept on disk, only by a booth that names the vehicle. Nobody
 * fills it up with invitations: of one inviter the oldest gives way to the newest. What it asks counts
 * for nothing.
 */
import type { Environment } from '../../core/environment.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Group } from './group.ts'
import { ASKED_MAX, GROUPS_MAX, INVITED_BY_ONE_MAX, INVITED_MAX } from './limits.ts'
import type { Out } from './types.ts'

export interface Groups {
  get(chain: ChainId): Group | undefined
  all(): readonly Group[]
  /** A booth names, or has named, this vehicle; undefined when there are too many. */
  join(chain: Chain, out: Out): Group | undefined
  /** This member of the group invites; undefined when there is no room. */
  invite(chain: Chain, from: PeerId, out: Out): Group | undefined
  /** Something is asked of it; undefined when too many are waiting for answers. */
  ask(chain: Chain, out: Out): Group | undefined
  /** No booth names this vehicle yet, as far as it knows. */
  isInvited(chain: ChainId): boolean
  /** No more may be stored for others, so that invitations have to wait. */
  isFull(): boolean
}

interface Place {
  readonly group: Group
  readonly as: 'member' | 'invited' | 'asker'
  /** Who has invited. */
  readonly by: PeerId | undefined
}

export function createGroups(
  environment: Environment,
  kept: readonly Group[],
  create: (chain: Chain) => Group
): Groups {
  const { holdings } = environment
  const places = new Map<ChainId, Place>(
    kept.map((group) => [group.chain.id, { group, as: 'member', by: undefined }])
  )

  const count = (as: Place['as'], by?: PeerId): number =>
    [...places.values()].filter((one) => one.as === as && (by ?? one.by) === one.by).length

  /** The oldest of these that waits for no answer goes; nothing is lost with it that is not on disk. */
  const giveWay = (as: Place['as'], by?: PeerId): boolean => {
    for (const [chain, one] of places) {
      if (one.as === as && (by ?? one.by) === one.by && one.group.pending() === 0) {
        return places.delete(chain)
      }
    }
    return false
  }

  const place = (chain: Chain, as: Place['as'], by: PeerId | undefined, out: Out): Group => {
    const known = places.get(chain.id)?.group
    holdings.adopt(chain, out)
    const group = known ?? create(chain)
    places.set(chain.id, { group, as, by })
    if (known === undefined) {
      out.push({ type: 'signal', signal: { type: 'adopted', chain: chain.id } })
    }
    return group
  }

  const isFull = (): boolean => {
    const { usedBytes, quotaBytes } = environment.quota()
    return usedBytes > quotaBytes
  }

  return {
    get: (chain) => places.get(chain)?.group,
    all: () => [...places.values()].map(({ group }) => group),
    join(chain, out) {
      const known = places.get(chain.id)
      if (known?.as === 'member') {
        return known.group
      }
      const isRoom = count('member') < GROUPS_MAX && holdings.admits(chain)
      return isRoom ? place(chain, 'member', undefined, out) : undefined
    },
    invite(chain, from, out) {
      const known = places.get(chain.id)
      if (known !== undefined && known.as !== 'asker') {
        return known.group
      }
      if (isFull() || !holdings.admits(chain) || count('member') >= GROUPS_MAX) {
        return undefined
      }
      const ofOne = count('invited', from) < INVITED_BY_ONE_MAX || giveWay('invited', from)
      const ofAll = count('invited') < INVITED_MAX || giveWay('invited')
      return ofOne && ofAll ? place(chain, 'invited', from, out) : undefined
    },
    ask(chain, out) {
      const known = places.get(chain.id)
      if (known !== undefined) {
        return known.group
      }
      const isRoom = count('asker') < ASKED_MAX || giveWay('asker')
      return isRoom ? place(chain, 'asker', undefined, out) : undefined
    },
    isInvited: (chain) => places.get(chain)?.as === 'invited',
    isFull
  }
}
