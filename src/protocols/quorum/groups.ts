/**
 * The groups of a vehicle: those that it belongs to, and those that it only asks for something.
 *
 * Keeps: a group that the vehicle belongs to always finds a place, which the log bounds. Nobody else takes
 * one: what is asked begins with a request of this vehicle, and the one longest idle gives way to the next.
 */
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { Group } from './group.ts'
import { ASKED_MAX } from './limits.ts'
import type { Out } from './types.ts'

export interface Groups {
  get(id: ChainId): Group | undefined
  all(): Iterable<Group>
  /** A group that is known, or begun now because this vehicle belongs to it. */
  own(nowMs: NowMs, id: ChainId, out: Out): Group | undefined
  /** Something is asked of it; undefined when requests wait at too many others. */
  ask(nowMs: NowMs, chain: Chain, out: Out): Group | undefined
}

export interface GroupsPorts {
  quorumChain(id: ChainId): Chain | undefined
  /** Whether the booth in force names this vehicle. */
  belongsTo(id: ChainId): boolean
  create(chain: Chain): Group
}

/** `kept` are those of which something is on disk. */
export function createGroups(
  kept: readonly Chain[],
  { quorumChain, belongsTo, create }: GroupsPorts
): Groups {
  const groups = new Map<ChainId, Group>(kept.map((chain) => [chain.id, create(chain)]))
  /** Groups that were asked, the last one at the end. */
  const asked = new Set<ChainId>()

  const begin = (nowMs: NowMs, chain: Chain, out: Out): Group => {
    const group = create(chain)
    groups.set(chain.id, group)
    group.start(nowMs, out)
    return group
  }

  /** One that has something on disk stays: begun anew it would have what the disk had at the start. */
  const isForeign = (id: ChainId): boolean => !belongsTo(id) && groups.get(id)?.isBlank === true

  /** Whether there is room for one more that is asked, perhaps that of the one longest idle. */
  const makeRoom = (): boolean => {
    const foreign = [...groups.keys()].filter(isForeign).length
    if (foreign < ASKED_MAX) {
      return true
    }
    for (const id of asked) {
      if (isForeign(id) && groups.get(id)?.pending === 0) {
        asked.delete(id)
        return groups.delete(id)
      }
    }
    return false
  }

  const own: Groups['own'] = (nowMs, id, out) => {
    const known = groups.get(id)
    const chain = known === undefined && belongsTo(id) ? quorumChain(id) : undefined
    return chain === undefined ? known : begin(nowMs, chain, out)
  }

  return {
    get: (id) => groups.get(id),
    all: () => groups.values(),
    own,
    ask(nowMs, chain, out) {
      const known = own(nowMs, chain.id, out)
      if (known === undefined && !makeRoom()) {
        return undefined
      }
      asked.delete(chain.id)
      asked.add(chain.id)
      return known ?? begin(nowMs, chain, out)
    }
  }
}
