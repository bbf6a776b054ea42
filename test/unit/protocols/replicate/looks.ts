/**
 * How tests look at a fleet: names instead of peer ids, what is held, told and reported.
 */
import type { Fact, Reply } from '../../../../src/core/machine.ts'
import type { PlacementReport } from '../../../../src/core/signal.ts'
import type { Table } from '../../../../src/core/table.ts'
import type { Fleet } from './fleet.ts'

export function nameOf(fleet: Fleet, peer: string): string {
  return fleet.nodes().find((node) => node.peer === peer)?.name ?? peer
}

export function namesOf(fleet: Fleet, peers: readonly string[]): readonly string[] {
  return peers.map((peer) => nameOf(fleet, peer)).sort()
}

export function peersOf(fleet: Fleet, names: readonly string[]): readonly string[] {
  return names.map((name) => fleet.node(name).peer)
}

/** Whether a vehicle has given its word for the chain of `of`. */
export function isHolding(fleet: Fleet, name: string, of = 'A'): boolean {
  return fleet.node(name).life?.replicate.status(0).holds[fleet.chain(of).chain.id] !== undefined
}

/** The newest table that `at` knows of the chain of `of`. */
export function tableAt(fleet: Fleet, at: string, of = at): Table | undefined {
  const { chain } = fleet.chain(of)
  return fleet.node(at).life?.environment.tables.get(chain.id)?.table
}

export function membersOf(fleet: Fleet, of: string): readonly string[] {
  return namesOf(fleet, tableAt(fleet, of)?.members ?? [])
}

/** Vehicles with a body of any block of this chain, its proposer apart. */
export function copiesOf(fleet: Fleet, of: string): readonly string[] {
  const { chain } = fleet.chain(of)
  return fleet
    .nodes()
    .filter(({ name, life }) => {
      const held = life?.environment.holdings.get(chain.id)
      return name !== of && (held?.runs.length ?? 0) > 0
    })
    .map(({ name }) => name)
}

export function factsOf(fleet: Fleet, name: string, fact: string): readonly Fact['detail'][] {
  return fleet
    .node(name)
    .facts.filter((of) => of.name === fact)
    .map(({ detail }) => detail)
}

export function reportOf(reply: Reply | undefined): PlacementReport {
  if (reply?.type !== 'ok') {
    throw new RangeError(`expected a report, got ${JSON.stringify(reply)}`)
  }
  return reply.value as PlacementReport
}

/** Asks for a placement and waits for its answer. */
export function placeAndWait(
  fleet: Fleet,
  name: string,
  request: Parameters<Fleet['place']>[1] = {}
): PlacementReport {
  const id = fleet.place(name, request)
  fleet.until(() => fleet.reply(name, id) !== undefined, 60_000)
  return reportOf(fleet.reply(name, id))
}

/** Places the chain of A on these, and lets everybody hear of it. */
export function placeAndHear(fleet: Fleet, names: readonly string[]): PlacementReport {
  const candidates = peersOf(fleet, names)
  const report = placeAndWait(fleet, 'A', { backups: names.length, candidates })
  fleet.pass(100)
  return report
}

/** Bytes of messages of one type, to one vehicle or to all. */
export function trafficOf(fleet: Fleet, type: string, to?: string): number {
  return fleet.traffic
    .filter((of) => of.type === type && (to === undefined || of.to === to))
    .reduce((sum, { bytes }) => sum + bytes, 0)
}
