/**
 * The usual scene of read tests: a proposer and backups that hold five blocks, and a reader that
 * knows their table, all connected.
 */
import type { Reply } from '../../src/core/machine.ts'
import type { ReadResult } from '../../src/protocols/read/index.ts'
import { hold, type MadeChain, makeChain, makeTable, recordsAt, teach } from './read-chain.ts'
import { createReadFleet, REALM, type ReadFleet, type ReadVehicle } from './read-fleet.ts'

export const OWNER = REALM.identity('owner')

/** Five blocks of two records each. */
export const made: MadeChain = makeChain(
  OWNER,
  [1, 2, 3, 4, 5].map((height) => recordsAt([height * 100, height * 100 + 1]))
)
export const chain: string = made.chain.id

export interface Setting {
  readonly fleet: ReadFleet
  readonly owner: ReadVehicle
  readonly backups: readonly ReadVehicle[]
  readonly reader: ReadVehicle
}

/** A proposer and two backups that hold all, and a reader that knows the table; all connected. */
export function setting(names: readonly string[] = ['b1', 'b2']): Setting {
  const fleet = createReadFleet()
  const owner = fleet.vehicle('owner')
  const backups = names.map((name) => fleet.vehicle(name))
  const reader = fleet.vehicle('reader')
  const sealed = backups.length === 0 ? undefined : makeTable(made, 1, backups)
  for (const vehicle of [owner, ...backups]) {
    hold(vehicle, made)
    teach(vehicle, made, sealed)
  }
  teach(reader, made, sealed)
  fleet.connectAll()
  return { fleet, owner, backups, reader }
}

export const placesOf = ({ entries }: ReadResult): readonly string[] =>
  entries.map(({ height, index }) => `${height}.${index}`)
export const stepsOf = ({ trace }: ReadResult, fleet: Setting): readonly string[] =>
  trace.map(({ peer, outcome }) => `${nameOf(fleet, peer)} ${outcome}`)
const nameOf = ({ owner, backups, reader }: Setting, peer: string): string =>
  [owner, ...backups, reader].find((vehicle) => vehicle.peer === peer)?.name ?? peer

export function refusalOf(reply: Reply): Extract<Reply, { type: 'refused' }> {
  if (reply.type !== 'refused') {
    throw new Error(`the reply is ${reply.type}`)
  }
  return reply
}

export const ALL: readonly string[] = [
  '1.0',
  '1.1',
  '2.0',
  '2.1',
  '3.0',
  '3.1',
  '4.0',
  '4.1',
  '5.0',
  '5.1'
]

/** For what a test knows to be there. */
export function fail(): never {
  throw new Error('the test lacks what it needs')
}
