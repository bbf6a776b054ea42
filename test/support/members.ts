/**
 * A fleet with a key and members, for tests of who counts: books that know the members, and
 * revocations of some of them.
 */
import {
  createFleetBook,
  createMembership,
  createRevocations,
  type FleetBook
} from '../../src/core/fleet.ts'
import type { CryptoRealm } from '../../src/sim/crypto.ts'

export interface TestFleet {
  /** The book of one vehicle, which has met all members. */
  bookOf(name: string): FleetBook
  /** A book that has met nobody, as a newcomer's. */
  strangeBookOf(name: string): FleetBook
  /** Revokes these members, and those before. */
  revocationsOf(...names: readonly string[]): Uint8Array
  /** A membership issued once more, under another serial. */
  renewed(name: string): Uint8Array
}

export function createTestFleet(realm: CryptoRealm, names: readonly string[]): TestFleet {
  const fleet = realm.identity('fleet key')
  const revoked = new Set<string>()
  let version = 0
  const serialOf = (name: string, generation: number): Uint8Array => {
    const serial = new Uint8Array(16).fill(generation)
    serial[0] = names.indexOf(name)
    return serial
  }
  const issue = (name: string, generation: number): Uint8Array =>
    createMembership(fleet.crypto, {
      fleet: fleet.peer,
      peer: realm.identity(name).peer,
      name,
      role: 'vehicle',
      issuedAtMs: generation,
      expiresAtMs: 0,
      serial: serialOf(name, generation)
    })
  const strangeBookOf = (name: string): FleetBook =>
    createFleetBook(realm.identity(name).crypto, fleet.peer)
  return {
    strangeBookOf,
    bookOf(name) {
      const book = strangeBookOf(name)
      for (const member of names) {
        book.learn(issue(member, 1), 1)
      }
      return book
    },
    revocationsOf(...more) {
      for (const name of more) {
        revoked.add(name)
      }
      version++
      const serials = [...revoked].map((name) => serialOf(name, 1))
      return createRevocations(fleet.crypto, { fleet: fleet.peer, version, serials })
    },
    renewed: (name) => issue(name, 2)
  }
}
