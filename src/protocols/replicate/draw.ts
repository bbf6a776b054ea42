/**
 * The draw of candidates: at random, weighted by room and fairness, so that no vehicle is asked for
 * much more than others; vehicles that are likely to leave together are spread.
 *
 * Source: VGuardDB, "randomly selects vehicles with available storage space"; differs from it in that
 * room is really looked at, and the bytes x hours hosted before count against a vehicle.
 */
import type { Environment } from '../../core/environment.ts'
import type { PeerId } from '../../core/peer.ts'

export interface DrawRules {
  /** Drawn before all others. */
  readonly given: readonly PeerId[]
  /** Members of the present table, drawn before others of their kind when wanted. */
  readonly current: readonly PeerId[]
  /** Never drawn. */
  readonly excluded: (peer: PeerId) => boolean
  /** Bytes of the whole copy. */
  readonly bytes: number
}

const GIB = 1024 * 1024 * 1024

/** A vehicle of which nothing is known counts as one with this much room. */
const FREE_UNKNOWN_BYTES = GIB / 4

/** All connected vehicles that may be asked, in the order in which to ask them. */
export function drawCandidates(environment: Environment, rules: DrawRules): readonly PeerId[] {
  const { peers, self } = environment
  const given = new Set(rules.given)
  const current = new Set(rules.current)
  const ranked = [...peers.connected]
    .filter((peer) => peer !== self && !rules.excluded(peer))
    .map((peer) => ({
      peer,
      kind: kindOf(environment, rules.bytes, peer, given, current),
      draw: drawOf(environment, peer)
    }))
    .sort((a, b) => a.kind - b.kind || a.draw - b.draw || (a.peer < b.peer ? -1 : 1))
  const kinds = [...new Set(ranked.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const alike = ranked.filter((candidate) => candidate.kind === kind)
    return spreadGroups(
      environment,
      alike.map(({ peer }) => peer)
    )
  })
}

/** Lesser kinds are asked first: with room, then without; named, then others; present, then new. */
function kindOf(
  { peers }: Environment,
  bytes: number,
  peer: PeerId,
  given: ReadonlySet<PeerId>,
  current: ReadonlySet<PeerId>
): number {
  const advert = peers.advert(peer)
  const isFull = advert !== undefined && advert.freeBytes < bytes && !current.has(peer)
  return (isFull ? 4 : 0) + (given.has(peer) ? 0 : 2) + (current.has(peer) ? 0 : 1)
}

/** A weighted random order: the less, the earlier; exponential with the weight as its rate. */
function drawOf({ random, peers }: Environment, peer: PeerId): number {
  const advert = peers.advert(peer)
  const room = Math.min(advert?.freeBytes ?? FREE_UNKNOWN_BYTES, 4 * GIB) / GIB
  const hosted = (advert?.hostedByteHours ?? 0) / GIB
  const weight = (0.1 + Math.sqrt(room)) / (1 + hosted)
  return -Math.log(1 - random.next()) / weight
}

/** Keeps the order, but asks a second vehicle of a failure group only after one of every other. */
function spreadGroups({ peers }: Environment, order: readonly PeerId[]): readonly PeerId[] {
  const counts = new Map<string, number>()
  const rounds = order.map((peer) => {
    const group = peers.advert(peer)?.group ?? ''
    const round = group === '' ? 0 : (counts.get(group) ?? 0)
    counts.set(group, round + 1)
    return { peer, round }
  })
  return rounds.sort((a, b) => a.round - b.round).map(({ peer }) => peer)
}
