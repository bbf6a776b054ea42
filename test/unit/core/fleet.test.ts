/** Fleets: who belongs, until when, and who no longer does. */
import { describe, expect, it } from 'vitest'
import {
  createFleetBook,
  createMembership,
  createRevocations,
  type Membership
} from '../../../src/core/fleet.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'

const realm = createCryptoRealm(4)
const fleet = realm.identity('fleet key')
const car = realm.identity('car')
const other = realm.identity('other')

function membership(changes: Partial<Membership> = {}): Membership {
  return {
    fleet: fleet.peer,
    peer: car.peer,
    name: 'car-1',
    role: 'vehicle',
    issuedAtMs: 100,
    expiresAtMs: 1_000,
    serial: new Uint8Array(16).fill(1),
    ...changes
  }
}

describe('fleet', () => {
  it('fleet: a membership signed by the fleet key admits its vehicle only', () => {
    const book = createFleetBook(other.crypto, fleet.peer)
    const bytes = createMembership(fleet.crypto, membership())
    expect(book.admits(car.peer, bytes, 500)).toBe(true)
    expect(book.admits(other.peer, bytes, 500)).toBe(false)
    expect(book.membershipOf(car.peer)).toEqual(bytes)
    expect(book.admits(car.peer, undefined, 500)).toBe(true)
    expect(book.admits(other.peer, undefined, 500)).toBe(false)
  })

  it('fleet: another fleet, a forged signature and an expired membership are refused with the reason', () => {
    const book = createFleetBook(other.crypto, fleet.peer)
    const foreign = createMembership(other.crypto, membership({ fleet: other.peer }))
    expect(book.learn(foreign, 500)).toContain('of fleet')
    expect(book.learn(createMembership(other.crypto, membership()), 500)).toContain('did not sign')
    expect(book.learn(createMembership(fleet.crypto, membership()), 1_001)).toContain('expired')
    expect(book.learn(new Uint8Array(9), 500)).toContain('cannot be decoded')
    expect(book.members()).toEqual([])
  })

  it('fleet: a revoked membership no longer counts, and revocations never go back', () => {
    const book = createFleetBook(other.crypto, fleet.peer)
    const bytes = createMembership(fleet.crypto, membership())
    expect(book.learn(bytes, 500)).toBeUndefined()
    const { serial } = membership()
    const list = (version: number, serials: readonly Uint8Array[]) =>
      createRevocations(fleet.crypto, { fleet: fleet.peer, version, serials })
    expect(book.revoke(list(2, [serial]))).toBe(true)
    expect(book.admits(car.peer, bytes, 500)).toBe(false)
    expect(book.learn(bytes, 500)).toContain('revoked')
    expect(book.revoke(list(1, []))).toBe(false)
    expect(book.revoke(list(2, []))).toBe(false)
    const forged = createRevocations(other.crypto, { fleet: fleet.peer, version: 9, serials: [] })
    expect(book.revoke(forged)).toBe(false)
    expect(book.admits(car.peer, bytes, 500)).toBe(false)
    const again = createMembership(fleet.crypto, membership({ serial: new Uint8Array(16).fill(2) }))
    expect(book.admits(car.peer, again, 500), 'a new membership after revocation').toBe(true)
  })

  it('fleet: who was admitted stays known as such after its revocation, and only so', () => {
    const book = createFleetBook(other.crypto, fleet.peer)
    const bytes = createMembership(fleet.crypto, membership())
    const { serial } = membership()
    const list = { fleet: fleet.peer, version: 1, serials: [serial] }
    expect(book.revoke(createRevocations(fleet.crypto, list))).toBe(true)
    expect(book.admitted(car.peer, bytes, 500)).toBe(true)
    expect(book.membershipOf(car.peer), 'it is not learned').toBeUndefined()
    expect(book.admitted(car.peer, undefined, 500)).toBe(false)
    expect(book.admitted(other.peer, bytes, 500), 'of another vehicle').toBe(false)
    expect(book.admitted(car.peer, bytes, 1_001), 'expired by then').toBe(false)
    const forged = createMembership(other.crypto, membership())
    expect(book.admitted(car.peer, forged, 500), 'forged').toBe(false)
    const foreign = createMembership(other.crypto, membership({ fleet: other.peer }))
    expect(book.admitted(car.peer, foreign, 500), 'of another fleet').toBe(false)
    expect(book.admitted(car.peer, new Uint8Array(9), 500), 'malformed').toBe(false)
  })
})
