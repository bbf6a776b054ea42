/**
 * What people may call vehicles and chains.
 */
import { describe, expect, test } from 'vitest'
import { createNames } from '../../../src/node/names.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'

const realm = createCryptoRealm(1)
const [one, two, three] = ['1', '2', '3'].map((name) => realm.identity(name).peer)
const CHAIN_1 = 'EcAErN2ER5E1xSxxoe9uBdMAEHda2UEJUBWt6i5B94Dg'
const CHAIN_2 = '6Yt8YzTpzm2aw5yt8aEHMRmJazi88cKDSb5F7JaEtNxL'
const CHAIN_4 = '43AZF5ofJQcy7681gVzL2DBpeBbB8AuZiixuknaAMPNt'
const CHAIN_3 = '8uGDAGfQEXu4c8HGt8zSwBa7HhUQ78K1JNweZSwSm7Hg'

const names = createNames(
  () => [
    { peer: one!, name: 'car-1', isConnected: true },
    { peer: one!, name: 'car-1', isConnected: true },
    { peer: two!, name: '7', isConnected: true },
    { peer: three!, name: 'twin', isConnected: true },
    { peer: two!, name: 'twin', isConnected: true }
  ],
  () => [
    { chain: CHAIN_1, name: 'drives', proposer: one },
    { chain: CHAIN_2, name: 'log', proposer: two },
    { chain: CHAIN_3, name: 'log', proposer: two }
  ],
  () => [
    { chain: CHAIN_4, name: 'drives', proposer: undefined },
    { chain: CHAIN_4, name: 'settings', proposer: undefined }
  ]
)

describe('names of vehicles', () => {
  test('an alias, an integer, a whole id, its end', () => {
    expect(names.vehicle('car-1')).toBe(one)
    expect(names.vehicle('7')).toBe(two)
    expect(names.vehicle(three!)).toBe(three)
    expect(names.vehicle(one!.slice(-6))).toBe(one)
    expect(names.vehicle(two!.slice(0, 20))).toBe(two)
  })

  test('a sentence names vehicles by their aliases, where they have one', () => {
    const stranger = realm.identity('stranger').peer
    expect(names.named(`${one} refuses: full; ${stranger} does, and x${two}`)).toBe(
      `car-1 refuses: full; ${stranger} does, and x${two}`
    )
  })

  test('an unknown id means itself, an unknown name nothing', () => {
    const stranger = realm.identity('stranger').peer
    expect(names.vehicle(stranger)).toBe(stranger)
    expect(() => names.vehicle('car-9')).toThrow('no vehicle is known as "car-9"')
  })

  test('a name of two vehicles, or a part of several ids, is refused with both', () => {
    expect(() => names.vehicle('twin')).toThrow(three)
    expect(() => names.vehicle('12D3Koo')).toThrow('could be any of 3 vehicles')
  })

  test('of one name, who is connected goes before those that are away; who is gone is any of them', () => {
    const fleet = [
      { peer: one!, name: 'car-3', isConnected: false },
      { peer: two!, name: 'car-3', isConnected: true },
      { peer: two!, name: 'car-3', isConnected: false }
    ]
    const replaced = createNames(
      () => fleet,
      () => []
    )
    expect(replaced.vehicle('car-3')).toBe(two)
    expect(() => replaced.anyVehicle('car-3')).toThrow('could be any of 2 vehicles')
    fleet.push({ peer: three!, name: 'car-3', isConnected: true })
    expect(() => replaced.vehicle('car-3'), 'two are there').toThrow('any of 2 vehicles')
    const lost = createNames(
      () => fleet.filter(({ isConnected }) => !isConnected),
      () => []
    )
    expect(() => lost.vehicle('car-3'), 'nobody is there').toThrow('any of 2 vehicles')
    expect(lost.vehicle(one!), 'an id means itself').toBe(one)
  })

  test('whoever was not met is found among those who may be meant, by its label or a part of its id', () => {
    const unmet = realm.identity('unmet').peer
    const replaced = realm.identity('replaced').peer
    const known = createNames(
      () => [{ peer: one!, name: 'car-1', isConnected: true }],
      () => [{ chain: CHAIN_1, name: 'car-1', proposer: replaced }]
    )
    const among = [unmet, replaced]
    expect(known.vehicle(known.labelOf(unmet), among)).toBe(unmet)
    expect(known.vehicle(unmet.slice(0, 20), among)).toBe(unmet)
    expect(() => known.vehicle(known.labelOf(unmet)), 'nobody else is').toThrow('no vehicle')
    expect(known.labelOf(replaced), 'named by its chain').toBe('car-1')
    expect(known.vehicle('car-1', among)).toBe(one)
    expect(() => known.anyVehicle('car-1', among)).toThrow('could be any of 2 vehicles')
    expect(known.anyVehicle('car-1', [one!, unmet]), 'one vehicle, known twice').toBe(one)
  })

  test('too short a part of an id is no name', () => {
    expect(() => names.vehicle(one!.slice(-3))).toThrow('no vehicle')
  })

  test('a label is the alias or the end of the id', () => {
    expect(names.labelOf(one!)).toBe('car-1')
    const stranger = realm.identity('stranger').peer
    expect(names.labelOf(stranger)).toBe(stranger.slice(-6))
  })
})

describe('names of chains', () => {
  test('an id, a name, a part, the vehicle that proposes it', () => {
    expect(names.chain(CHAIN_2)).toBe(CHAIN_2)
    expect(names.chain('drives')).toBe(CHAIN_1)
    expect(names.chain('6Yt8')).toBe(CHAIN_2)
    expect(names.chain('car-1')).toBe(CHAIN_1)
    expect(names.chain(one!)).toBe(CHAIN_1)
  })

  test('an id that is not known here is still an id', () => {
    const other = `9${CHAIN_1.slice(1)}`
    expect(names.chain(other)).toBe(other)
  })

  test('several chains of a name or of a proposer are refused', () => {
    expect(() => names.chain('log')).toThrow('could be any of 2 chains')
    expect(() => names.chain('7')).toThrow('could be any of 2 chains')
    expect(() => names.chain('nothing')).toThrow('no chain is known')
    expect(() => names.chain('car-9')).toThrow('no chain is known')
  })
})

describe('names of chains that others told of', () => {
  test('one known here goes before', () => {
    expect(names.chain('drives')).toBe(CHAIN_1)
    expect(names.chain('settings')).toBe(CHAIN_4)
  })
})
