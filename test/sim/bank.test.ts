/**
 * A bank shared by whole vehicles: what is answered before the log has it, and what becomes of it.
 */
import { describe, expect, it } from 'vitest'
import type { BankFlushed, BankWritten } from '../../src/vehicle/requests.ts'
import {
  type BankScene,
  backup,
  bankOptions,
  openBank,
  wipe,
  wordOf
} from '../support/bank-scene.ts'
import { play, type Scene } from '../support/scene.ts'

const CARS = { cars: 'ABC', options: bankOptions }

/** Three members; anna is owned by A, bert by B, each with 100. */
function story(tell: (scene: Scene, bank: BankScene) => void, cars = 'ABC', members = 'ABC'): void {
  play({ ...CARS, cars }, (scene) => {
    const bank = openBank(scene, members)
    bank.account('anna', 'A', 100)
    bank.account('bert', 'B', 100)
    tell(scene, bank)
  })
}

const crash = (scene: Scene, name: string): void => {
  scene.car(name).crash('kill -9')
  scene.until(`${name} runs again`, () => scene.car(name).state === 'up')
}

describe('bank: owners', () => {
  it('bank: an owner that has the money answers without the others, and the log gets it in time', () => {
    story((scene, bank) => {
      expect(bank.pay('A', 'anna>bert', 30)).toMatchObject({ level: 'local', epoch: 1, seq: 1 })
      scene.cut('A', 'BC')
      expect(bank.word('A', 'anna>bert', 70)).toBe('local')
      scene.world.network.heal()
      bank.rest()
      expect(bank.balances('C')).toBe('anna:0 bert:200')
      const money = { minted: '200', total: '200', isConserved: true, accounts: 2 }
      expect(bank.branch('B').money).toMatchObject(money)
    })
  })

  it('bank: whoever is asked, the owner issues; backed and committed are answered when they are', () => {
    story((_scene, bank) => {
      expect(bank.word('C', 'anna>bert', 1)).toBe('local')
      expect(bank.word('D', 'anna>bert', 1, { level: 'backed' })).toBe('backed')
      const committed = bank.pay('B', 'anna>bert', 1, { level: 'committed' })
      expect(committed).toMatchObject({ level: 'committed', height: expect.any(Number) })
      expect(bank.balances('D')).toBe('anna:97 bert:103')
    }, 'ABCD')
  })

  it('bank: zero, negative and self transfers, strange names and unknown accounts are refused', () => {
    story((_scene, bank) => {
      expect(bank.word('A', 'anna>bert', 0)).toBe('invalid')
      expect(bank.word('C', 'anna>bert', -5)).toBe('invalid')
      expect(bank.word('A', 'anna>anna', 1)).toBe('invalid')
      expect(bank.word('A', 'an na>bert', 1)).toBe('invalid')
      expect(bank.word('A', 'anna>nobody', 1)).toBe('noAccount')
      expect(bank.word('C', 'nobody>anna', 1)).toBe('noAccount')
      expect(bank.word('A', 'anna>bert', 1, { operation: 'x'.repeat(129) })).toBe('invalid')
      expect(bank.balances('A')).toBe('anna:100 bert:100')
    })
  })

  it('bank: the same operation again moves nothing, wherever it is asked; another under its id is refused', () => {
    story((scene, bank) => {
      const operation = 'rent'
      expect(bank.word('A', 'anna>bert', 60, { operation })).toBe('local')
      expect(bank.word('C', 'anna>bert', 60, { operation })).toBe('local')
      expect(bank.word('A', 'anna>bert', 61, { operation })).toBe('operationUsed')
      bank.rest()
      expect(bank.word('B', 'anna>bert', 60, { operation })).toBe('committed')
      expect(bank.word('C', 'anna>bert', 59, { operation })).toBe('operationUsed')
      crash(scene, 'A')
      expect(bank.word('A', 'anna>bert', 60, { operation })).toBe('committed')
      expect(bank.balances('A')).toBe('anna:40 bert:160')
    })
  })

  it('bank: who has nothing pending can be told so', () => {
    story((scene, bank) => {
      bank.pay('A', 'anna>bert', 1)
      bank.pay('A', 'anna>bert', 2)
      const { chain } = bank
      const flushed = scene.get<BankFlushed>('A', { type: 'bankFlush', chain })
      expect(flushed).toEqual({ chain, settled: 2 })
      expect(bank.branch('A').pending).toBe(0)
      expect(bank.balances('B')).toBe('anna:97 bert:103')
      scene.cut('A', 'BC')
      bank.pay('A', 'anna>bert', 1)
      const answer = scene.ask('A', { type: 'bankFlush', chain, deadlineMs: 500 })
      expect(wordOf(answer)).toBe('unreachable')
    })
  })

  it('bank: a minority answers local, refuses what it cannot do, and tells when it does not know', () => {
    story((scene, bank) => {
      bank.pay('A', 'anna>bert', 1)
      scene.cut('A', 'BC')
      const deadlineMs = 1_000
      expect(bank.word('A', 'anna>bert', 10)).toBe('local')
      expect(bank.word('A', 'anna>bert', 10, { level: 'backed', deadlineMs })).toBe('unknown')
      expect(bank.word('A', 'anna>bert', 10, { level: 'committed', deadlineMs })).toBe('unknown')
      expect(bank.word('A', 'anna>bert', 90, { deadlineMs })).toBe('unreachable')
      expect(bank.word('C', 'anna>bert', 1, { deadlineMs })).toBe('unknown')
      expect(bank.word('C', 'bert>anna', 1, { deadlineMs })).toBe('local')
      scene.world.network.heal()
      bank.rest()
      expect(bank.balances('B')).toBe('anna:70 bert:130')
    })
  })

  it('bank: mint and open are done once, and refused when they contradict what is there', () => {
    story((scene, bank) => {
      const { chain } = bank
      const mint = {
        type: 'bankMint',
        chain,
        account: 'anna',
        amount: 5n,
        owner: undefined
      } as const
      scene.get<BankWritten>('C', { ...mint, operation: 'gift' })
      const again = scene.get<BankWritten>('B', { ...mint, operation: 'gift' })
      expect(again).toMatchObject({ account: 'anna', balance: 105n, isNew: false })
      const other = { ...mint, amount: 6n, operation: 'gift' }
      expect(wordOf(scene.ask('A', other))).toBe('exists')
      expect(wordOf(scene.ask('A', { ...mint, amount: 0n, operation: 'x' }))).toBe('invalid')
      const open = { type: 'bankOpen', chain, account: 'anna' } as const
      expect(wordOf(scene.ask('A', open))).toBe('ok')
      expect(wordOf(scene.ask('B', open))).toBe('exists')
      const log = bank.query('C', { type: 'log', after: undefined, limit: 2 })
      expect(log).toMatchObject({ entries: [{ kind: 'mint' }, { kind: 'mint', amount: 5n }] })
    })
  })
})

describe('bank: rounds', () => {
  it('bank: what an account lacks is gathered from all owners in one block', () => {
    story((_scene, bank) => {
      bank.account('carl', 'C', 50)
      expect(bank.word('B', 'bert>anna', 20)).toBe('local')
      expect(bank.word('C', 'carl>anna', 20)).toBe('local')
      expect(bank.word('A', 'anna>bert', 135)).toBe('local')
      expect(bank.word('A', 'anna>bert', 6)).toBe('insufficientFunds')
      bank.rest()
      expect(bank.balances('A')).toBe('anna:5 bert:215 carl:30')
      const heights = new Set<number>()
      const log = bank.query('A', { type: 'log', after: undefined, limit: 3 })
      for (const { kind, height } of log.type === 'log' ? log.entries : []) {
        expect(kind).toBe('transfer')
        heights.add(height)
      }
      expect(heights.size, 'blocks of the three transfers').toBe(2)
    })
  })

  it('B26: a transfer that is made while a round gathers what is pending is not lost', () => {
    story((scene, bank) => {
      bank.pay('A', 'anna>bert', 1)
      bank.pay('B', 'bert>anna', 1)
      let during = 0
      scene.world.observe({
        sent(vehicle, _to, protocol, message) {
          const { type } = message as { readonly type: string }
          if (protocol === 'bank' && type === 'pending' && vehicle.name === 'B' && during++ === 0) {
            bank.begin('B', 'bert>anna', 5)
            bank.begin('A', 'anna>bert', 7)
          }
        }
      })
      expect(bank.word('A', 'anna>bert', 101)).toBe('insufficientFunds')
      expect(during, 'rounds that were disturbed').toBeGreaterThan(0)
      bank.rest()
      expect(bank.balances('C')).toBe('anna:98 bert:102')
    })
  })

  it('bank: a round does not wait for an owner that is silent', () => {
    story((scene, bank) => {
      scene.cut('B', 'AC')
      const begunAtMs = scene.world.nowMs()
      expect(bank.word('A', 'anna>bert', 200)).toBe('insufficientFunds')
      expect(scene.world.nowMs() - begunAtMs).toBeLessThan(2_000)
    })
  })
})

describe('bank: crashes and disks', () => {
  it('bank: what was answered is pending on the disk, so a crash loses nothing', () => {
    story((scene, bank) => {
      expect(bank.word('A', 'anna>bert', 60)).toBe('local')
      crash(scene, 'A')
      expect(bank.word('A', 'anna>bert', 41)).toBe('insufficientFunds')
      bank.rest()
      expect(bank.balances('A')).toBe('anna:40 bert:160')
      expect(bank.pay('A', 'anna>bert', 40)).toMatchObject({ epoch: 2, seq: 1 })
    })
  })

  it('bank: an owner with an older disk spends nothing twice, and gets back what was backed', () => {
    story((scene, bank) => {
      bank.pay('A', 'anna>bert', 10)
      const restore = backup(scene, 'A', 's/bank/')
      expect(bank.word('A', 'anna>bert', 50, { level: 'backed' })).toBe('backed')
      restore()
      expect(bank.word('A', 'anna>bert', 45)).toBe('insufficientFunds')
      expect(bank.word('A', 'anna>bert', 40)).toBe('local')
      bank.rest()
      expect(bank.balances('C')).toBe('anna:0 bert:200')
    })
  })

  it('bank: an owner that lost its disk issues no more; what was backed is kept by who takes its accounts', () => {
    story((scene, bank) => {
      expect(bank.word('A', 'anna>bert', 10, { level: 'backed' })).toBe('backed')
      scene.cut('A', 'BC')
      expect(bank.word('A', 'anna>bert', 20)).toBe('local')
      scene.world.network.heal()
      wipe(scene, 'A')
      expect(bank.word('C', 'anna>bert', 1, { deadlineMs: 1_000 })).toBe('unknown')
      expect(wordOf(bank.move('C', 'anna', 'C'))).toBe('ok')
      expect(bank.balances('B')).toBe('anna:90 bert:110')
      expect(bank.word('B', 'anna>bert', 90)).toBe('local')
      expect(bank.word('C', 'anna>bert', 1)).toBe('insufficientFunds')
    })
  })

  it('bank: an owner that is a member again after it lost its disk gets back what was backed unasked', () => {
    story((scene, bank) => {
      expect(bank.word('A', 'anna>bert', 10, { level: 'backed' })).toBe('backed')
      wipe(scene, 'A')
      scene.until('A is there again', () =>
        scene.status('B').connected.includes(scene.car('A').peer)
      )
      const members = scene.cars('ABC').map(({ peer }) => peer)
      scene.get('B', { type: 'changeMembers', chain: bank.chain, members, operation: 'again' })
      scene.until('it is in the log', () => bank.balances('B') === 'anna:90 bert:110')
      expect(bank.word('C', 'anna>bert', 90)).toBe('local')
    })
  })

  it('bank: copies that a keeper lost with its disk do not count', () => {
    story((scene, bank) => {
      scene.cut('A', 'C')
      expect(bank.word('A', 'anna>bert', 10, { level: 'backed' })).toBe('backed')
      scene.car('A').depart()
      wipe(scene, 'B')
      const force = { force: 'ownerGone', deadlineMs: 3_000 } as const
      expect(wordOf(bank.move('C', 'anna', 'C', force))).not.toBe('ok')
    })
  })
})

describe('bank: moving accounts', () => {
  it('bank: an account moves with nothing pending, and the next owner issues from it', () => {
    story((scene, bank) => {
      bank.pay('A', 'anna>bert', 30)
      expect(wordOf(bank.move('C', 'anna', 'B'))).toBe('ok')
      expect(wordOf(bank.move('C', 'anna', 'B'))).toBe('ok')
      expect(bank.ownerOf('A', 'anna')).toBe('B')
      expect(bank.balances('A')).toBe('anna:70 bert:130')
      scene.cut('A', 'BC')
      expect(bank.pay('B', 'anna>bert', 70)).toMatchObject({ level: 'local' })
      scene.world.network.heal()
      expect(bank.word('A', 'anna>bert', 1)).toBe('insufficientFunds')
    })
  })

  it('bank: an owner that is only away keeps its accounts, unless somebody insists', () => {
    story((scene, bank) => {
      bank.pay('A', 'anna>bert', 10, { level: 'backed' })
      scene.cut('A', 'BC')
      bank.pay('A', 'anna>bert', 20, { operation: 'late' })
      expect(wordOf(bank.move('B', 'anna', 'B', { deadlineMs: 1_000 }))).toBe('unknown')
      expect(wordOf(bank.move('B', 'anna', 'B', { force: 'ownerGone' }))).toBe('ok')
      expect(bank.word('B', 'anna>bert', 85)).toBe('local')
      scene.world.network.heal()
      scene.until('A has told what came to nothing', () => bank.branch('A').lost.length > 0)
      expect(bank.branch('A').lost).toEqual([
        { operation: 'late', account: 'anna', to: 'bert', amount: '20', reason: 'notOwner' }
      ])
      bank.rest()
      expect(bank.balances('C')).toBe('anna:5 bert:195')
      crash(scene, 'A')
      expect(bank.branch('A').lost).toHaveLength(1)
    })
  })

  it('bank: what an owner still can pay after its epoch was ended is issued anew', () => {
    story((scene, bank) => {
      bank.account('cora', 'A', 50)
      bank.pay('A', 'anna>bert', 10, { level: 'backed' })
      scene.cut('A', 'BC')
      bank.pay('A', 'cora>bert', 5)
      expect(wordOf(bank.move('B', 'anna', 'B', { force: 'ownerGone' }))).toBe('ok')
      scene.world.network.heal()
      bank.rest()
      expect(bank.branch('A').lost).toEqual([])
      expect(bank.balances('C')).toBe('anna:90 bert:115 cora:45')
    })
  })

  it('bank: an owner that its group dropped hands in what is pending, and its accounts can be taken', () => {
    story(
      (scene, bank) => {
        scene.cut('A', 'B')
        bank.pay('A', 'anna>bert', 30)
        const members = scene.cars('BCD').map(({ peer }) => peer)
        const { chain } = bank
        const change = { type: 'changeMembers', chain, members, operation: 'out' } as const
        scene.get('C', change)
        scene.world.network.heal()
        scene.until('A has handed in', () => bank.branch('A').pending === 0)
        expect(bank.balances('D')).toBe('anna:70 bert:130')
        expect(bank.word('A', 'anna>bert', 1)).toBe('notMember')
        expect(wordOf(bank.move('A', 'anna', 'D'))).toBe('notMember')
        expect(wordOf(bank.move('D', 'anna', 'D'))).toBe('ok')
        expect(bank.word('A', 'anna>bert', 70)).toBe('local')
      },
      'ABCD',
      'ABC'
    )
  })

  it('bank: when members change, an owner begins an epoch that the new ones keep copies of', () => {
    story(
      (scene, bank) => {
        bank.pay('A', 'anna>bert', 10)
        const members = scene.cars('ACD').map(({ peer }) => peer)
        const { chain } = bank
        scene.get('C', { type: 'changeMembers', chain, members, operation: 'swap' })
        scene.until('A issues again', () => {
          const { phase, epoch } = bank.branch('A')
          return phase === 'issuing' && epoch === 2
        })
        scene.car('B').depart()
        scene.cut('A', 'C')
        expect(bank.word('A', 'anna>bert', 10, { level: 'backed' })).toBe('backed')
        expect(bank.branch('D').kept).toBeGreaterThan(0)
      },
      'ABCD',
      'ABC'
    )
  })

  it('bank: without a majority of keepers an account is taken only by who accepts what may be lost', () => {
    story(
      (scene, bank) => {
        bank.pay('A', 'anna>bert', 10, { level: 'committed' })
        scene.car('A').depart()
        const members = scene.cars('BCD').map(({ peer }) => peer)
        const { chain } = bank
        scene.get('C', { type: 'changeMembers', chain, members, operation: 'out' })
        scene.until('D belongs to it', () => bank.branch('D').money !== undefined)
        scene.run(2_000)
        scene.car('C').depart()
        const deadlineMs = 3_000
        const owner = { force: 'ownerGone', deadlineMs } as const
        expect(wordOf(bank.move('D', 'anna', 'D', owner))).toBe('unreachable')
        const all = { force: 'keepersGone' } as const
        expect(wordOf(bank.move('D', 'anna', 'D', all))).toBe('ok')
        expect(bank.word('B', 'anna>bert', 90)).toBe('local')
      },
      'ABCD',
      'ABC'
    )
  })
})
