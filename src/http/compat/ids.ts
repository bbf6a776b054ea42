/**
 * The numbers of VGuardDB, which were places in a file of addresses, as other names of vehicles: n is
 * the vehicle that the settings say, else the one named n, else the only one whose name ends in -n.
 *
 * Keeps: a vehicle that was met keeps its number after it is gone, so that a booth can end without it.
 */
import type { PeerId } from '../../core/peer.ts'
import type { VGuardNode } from '../../node/api.ts'
import { NotFoundError } from '../../node/errors.ts'

export interface Ids {
  /** @throws NotFoundError when the number means no vehicle, or more than one */
  vehicleOf(id: number): PeerId
  /** Undefined for a vehicle that has no number. */
  idOf(peer: PeerId): number | undefined
  close(): void
}

type Names = Pick<VGuardNode, 'peer' | 'name' | 'peers' | 'chains' | 'resolveVehicle' | 'events'>

/** Vehicles whose names are remembered. */
const REMEMBERED_MAX = 4096

export function createIds(node: Names, given: ReadonlyMap<number, string> = new Map()): Ids {
  const remembered = new Map<PeerId, string>()
  const remember = (): void => {
    for (const { peer, name } of [...node.peers(), node]) {
      if (name !== '' && (remembered.has(peer) || remembered.size < REMEMBERED_MAX)) {
        remembered.set(peer, name)
      }
    }
  }
  remember()
  const forget = node.events.on('network:admitted', remember)

  /** Names by vehicle: who is or was connected, and who is known by a chain. */
  const named = (): ReadonlyMap<PeerId, string> => {
    remember()
    const names = new Map(remembered)
    for (const { proposer, name } of node.chains()) {
      if (proposer !== undefined && !names.has(proposer)) {
        names.set(proposer, name)
      }
    }
    return names
  }

  const findNamed = (id: number): PeerId => {
    const all = [...named()]
    const exact = all.filter(([, name]) => name === String(id))
    const found = exact.length > 0 ? exact : all.filter(([, name]) => name.endsWith(`-${id}`))
    const [first, ...others] = found
    if (first !== undefined && others.length === 0) {
      return first[0]
    }
    if (first === undefined) {
      const message = `no vehicle is known as ${id}, nor by a name that ends in -${id}; name it with --compat-ids ${id}=NAME`
      throw new NotFoundError(message, { code: 'ERR_UNKNOWN_VEHICLE' })
    }
    const names = found.map(([peer, name]) => name || peer).join(', ')
    const message = `${id} could be any of ${names}; say which with --compat-ids ${id}=NAME`
    throw new NotFoundError(message, { code: 'ERR_AMBIGUOUS_NAME' })
  }

  const vehicleOf = (id: number): PeerId => {
    const name = given.get(id)
    return name === undefined ? findNamed(id) : node.resolveVehicle(name)
  }

  const means = (id: number, peer: PeerId): boolean => {
    try {
      return vehicleOf(id) === peer
    } catch {
      return false
    }
  }

  return {
    vehicleOf,
    idOf(peer) {
      const setting = [...given.keys()].find((id) => means(id, peer))
      const [, digits] = /^(?:.*-)?(0|[1-9]\d{0,8})$/.exec(named().get(peer) ?? '') ?? []
      const own = digits === undefined || !means(Number(digits), peer) ? undefined : Number(digits)
      return setting ?? own
    },
    close: forget
  }
}
