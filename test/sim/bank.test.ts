/**
 * A bank shared by whole vehicles: what is answered before the log has it, and what becomes of it.
 */
import { describe, expect, it } from 'vitest'
import { bankOptions, openBank } from '../support/bank-scene.ts'
import { play } from '../support/scene.ts'

const CARS = { cars: 'ABC', options: bankOptions }

describe('bank: owners', () => {
  it('bank: an owner that has the money answers without the others, and the log gets it in time', () => {
    play(CARS, (scene) => {
      const bank = openBank(scene, 'ABC')
      bank.account('anna', 'A', 100)
      bank.account('bert', 'B', 10)
      expect(bank.pay('A', 'anna>bert', 30)).toMatchObject({ level: 'local', epoch: 1, seq: 1 })
      scene.cut('A', 'BC')
      expect(bank.word('A', 'anna>bert', 70)).toBe('local')
      scene.world.network.heal()
      bank.rest()
      expect(bank.balances('C')).toBe('anna:0 bert:110')
      const money = { minted: '110', total: '110', isConserved: true, accounts: 2 }
      expect(bank.branch('B').money).toMatchObject(money)
    })
  })

  it('bank: whoever is asked, the owner issues; backed and committed are answered when they are', () => {
    play({ ...CARS, cars: 'ABCD' }, (scene) => {
      const bank = openBank(scene, 'ABC')
      bank.account('anna', 'A', 100)
      bank.account('bert', 'B')
      expect(bank.word('C', 'anna>bert', 1)).toBe('local')
      expect(bank.word('D', 'anna>bert', 1, { level: 'backed' })).toBe('backed')
      const committed = bank.pay('B', 'anna>bert', 1, { level: 'committed' })
      expect(committed).toMatchObject({ level: 'committed', height: expect.any(Number) })
      expect(bank.balances('D')).toBe('anna:97 bert:3')
    })
  })

  it('bank: what an account lacks is gathered from all owners in one block', () => {
    play(CARS, (scene) => {
      const bank = openBank(scene, 'ABC')
      bank.account('anna', 'A', 5)
      bank.account('bert', 'B', 50)
      bank.account('carl', 'C', 50)
      expect(bank.word('B', 'bert>anna', 20)).toBe('local')
      expect(bank.word('C', 'carl>anna', 20)).toBe('local')
      expect(bank.word('A', 'anna>bert', 45)).toBe('local')
      expect(bank.word('A', 'anna>bert', 1)).toBe('insufficientFunds')
      bank.rest()
      expect(bank.balances('A')).toBe('anna:0 bert:75 carl:30')
    })
  })
})
