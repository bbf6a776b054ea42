/**
 * Names that people use for vehicles and chains: an alias, a whole id, its beginning or its end.
 *
 * Keeps: a name means one vehicle or chain or it is an error that lists what it could mean; an id
 * always means itself, whatever aliases others have given themselves; a vehicle that is connected goes
 * before those of its alias that are away, which it may have replaced; a chain known here goes before one
 * that others told of.
 */
import type { ChainId } from '../core/genesis.ts'
import { isPeer, type PeerId, shortPeer } from '../core/peer.ts'
import { NotFoundError } from './errors.ts'

export interface NamedVehicle {
  readonly peer: PeerId
  /** Empty when it has none. */
  readonly name: string
  /** In reach now, or this vehicle itself. */
  readonly isConnected: boolean
}

export interface NamedChain {
  readonly chain: ChainId
  readonly name: string
  readonly proposer: PeerId | undefined
}

export interface Names {
  /**
   * `among`: those whom the name may mean although they were not met since the start, such as the
   * vehicles of a ring; each by what `labelOf` calls it, or a part of its id.
   *
   * @throws NotFoundError when no vehicle, or more than one that this may mean, has this name
   */
  vehicle(name: string, among?: readonly PeerId[]): PeerId
  /**
   * One that may be away as well as connected, such as one that is lost and has been replaced.
   *
   * @throws NotFoundError when no vehicle, or more than one, has this name
   */
  anyVehicle(name: string, among?: readonly PeerId[]): PeerId
  /**
   * A chain by id, by name, or by the vehicle that proposes it.
   *
   * @throws NotFoundError when no chain, or more than one, has this name
   */
  chain(name: string): ChainId
  /** The alias of a vehicle, of one not met since the start the name of its chain; empty for none. */
  aliasOf(peer: PeerId): string
  /** The alias of a vehicle, or the end of its id. */
  labelOf(peer: PeerId): string
  /** A sentence with the aliases of vehicles in place of their ids, where they have one. */
  named(text: string): string
}

/** Fewer characters of an id would be a guess. */
const PART_CHARACTERS_MIN = 4
const PEER_IDS = /\b12D3KooW[1-9A-HJ-NP-Za-km-z]{44}\b/g
const CHAIN_ID = /^[1-9A-HJ-NP-Za-km-z]{43,44}$/

/** `elsewhere` are chains that are known only from others. */
export function createNames(
  vehicles: () => readonly NamedVehicle[],
  chains: () => readonly NamedChain[],
  elsewhere: () => readonly NamedChain[] = () => []
): Names {
  const aliasOf = (peer: PeerId): string =>
    vehicles().find((vehicle) => vehicle.peer === peer)?.name ||
    chains().find(({ proposer }) => proposer === peer)?.name ||
    ''

  const findVehicle = (
    name: string,
    among: readonly PeerId[] = [],
    isAny = false
  ): PeerId | undefined => {
    if (isPeer(name)) {
      return name
    }
    const known = vehicles()
    const named = known.filter((vehicle) => vehicle.name === name)
    const here = isAny ? [] : peersOf(named.filter(({ isConnected }) => isConnected))
    const away = [...peersOf(named), ...among.filter((peer) => aliasOf(peer) === name)]
    const byAlias = here.length > 0 ? here : away
    const byId = [...peersOf(known), ...among].filter((peer) => isPartOf(name, peer))
    const peers = [...new Set(byAlias.length > 0 ? byAlias : byId)]
    if (peers.length > 1) {
      throw ambiguous('vehicle', name, peers)
    }
    return peers[0]
  }

  const findChain = (name: string, known: readonly NamedChain[]): ChainId | undefined => {
    if (known.some(({ chain }) => chain === name)) {
      return name
    }
    const named = known.filter((chain) => chain.name !== '' && chain.name === name)
    const found = named.length > 0 ? named : known.filter(({ chain }) => isPartOf(name, chain))
    if (found.length > 1) {
      throw ambiguous(
        'chain',
        name,
        found.map(({ chain }) => chain)
      )
    }
    return found[0]?.chain
  }

  const vehicleOf = (name: string, among: readonly PeerId[] = [], isAny = false): PeerId => {
    const found = findVehicle(name, among, isAny)
    if (found === undefined) {
      throw new NotFoundError(
        `no vehicle is known as "${name}"; give its peer id (12D3KooW…), or wait until it was met`,
        { code: 'ERR_UNKNOWN_VEHICLE' }
      )
    }
    return found
  }

  return {
    vehicle: (name, among) => vehicleOf(name, among),
    anyVehicle: (name, among) => vehicleOf(name, among, true),
    chain(name) {
      const direct = findChain(name, chains()) ?? findChain(name, elsewhere())
      if (direct !== undefined) {
        return direct
      }
      const proposer = findVehicle(name)
      const own = chains().filter((chain) => proposer !== undefined && chain.proposer === proposer)
      if (own.length > 1) {
        throw ambiguous(
          'chain',
          name,
          own.map(({ chain }) => chain)
        )
      }
      const found = own[0]?.chain ?? (CHAIN_ID.test(name) ? name : undefined)
      if (found === undefined) {
        throw new NotFoundError(
          `no chain is known as "${name}"; give its id, its name, or the vehicle that proposes it`,
          { code: 'ERR_UNKNOWN_CHAIN' }
        )
      }
      return found
    },
    aliasOf,
    labelOf: (peer) => aliasOf(peer) || shortPeer(peer),
    named: (text) => text.replaceAll(PEER_IDS, (peer) => aliasOf(peer) || peer)
  }
}

function peersOf(vehicles: readonly NamedVehicle[]): readonly PeerId[] {
  return vehicles.map(({ peer }) => peer)
}

/** Whether a name is the beginning or the end of an id, long enough to be meant. */
function isPartOf(name: string, id: string): boolean {
  return name.length >= PART_CHARACTERS_MIN && (id.startsWith(name) || id.endsWith(name))
}

function ambiguous(what: string, name: string, ids: readonly string[]): NotFoundError {
  return new NotFoundError(
    `"${name}" could be any of ${ids.length} ${what}s (${ids.join(', ')}); give more of the id`,
    { code: 'ERR_AMBIGUOUS_NAME' }
  )
}
