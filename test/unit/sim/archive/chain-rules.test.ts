/**
 * C1 to C4 on trial: honest histories pass, each broken one is called by its rule.
 */
import { describe, expect, test } from 'vitest'
import type { FullBlock } from '../../../../src/core/block.ts'
import { voteBytes } from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import type { VirtualVehicle } from '../../../../src/sim/virtual-vehicle.ts'
import { type Court, fill, openCourt } from '../../../support/court.ts'

function vote(court: Court, car: VirtualVehicle, { header, hash }: FullBlock): void {
  const subject = { chain: court.chain.id, height: header.height, hash, booth: '' }
  const signature = car.crypto.sign(voteBytes(subject))
  court.context.chainRules.sent(car, { type: 'vote', ...subject, signature })
}

const entry = (n: number): Uint8Array => Uint8Array.of(n)

describe('sim archive: chain rules', () => {
  test('an honest history breaks none', () => {
    const court = openCourt(4)
    const blocks = fill(court, 3, court.cars)
    for (const car of court.cars.slice(1)) {
      vote(court, car, blocks[0] as FullBlock)
      vote(court, car, blocks[0] as FullBlock)
    }
    expect(court.broken()).toEqual([])
  })

  test('C1: one vehicle signs two blocks of one height', () => {
    const court = openCourt(4)
    const [, car] = court.cars as [VirtualVehicle, VirtualVehicle]
    const one = court.block(1, NO_HASH, [entry(1)])
    const other = court.block(1, NO_HASH, [entry(2)])
    court.store(one, [car])
    vote(court, car, one)
    expect(court.broken()).toEqual([])
    court.store(other, [car])
    vote(court, car, other)
    expect(court.broken()).toEqual(['C1'])
  })

  test('C1: a vehicle signs what is not on its disk', () => {
    const court = openCourt(4)
    vote(court, court.cars[1] as VirtualVehicle, court.block(1, NO_HASH, [entry(1)]))
    expect(court.broken()).toEqual(['C1'])
  })

  test('C1: a proposer shows two blocks of one height', () => {
    const court = openCourt(4)
    const [proposer] = court.cars as [VirtualVehicle]
    for (const n of [1, 2]) {
      const block = court.block(1, NO_HASH, [entry(n)])
      court.store(block, [proposer])
      const { id: chain } = court.chain
      court.context.chainRules.sent(proposer, {
        type: 'propose',
        chain,
        booth: '',
        block: block.bytes
      })
    }
    expect(court.broken()).toEqual(['C1'])
  })

  const quorums = [
    [2, 2],
    [3, 3],
    [4, 3],
    [5, 4],
    [7, 5],
    [8, 6]
  ] as const
  for (const [n, needed] of quorums) {
    test(`C2: of ${n} members ${needed} must sign`, () => {
      const court = openCourt(n)
      const booth = court.booth(court.cars)
      const block = court.block(1, NO_HASH, [entry(1)])
      court.store(block, court.cars)
      const proposer = court.cars[0] as VirtualVehicle
      court.certify(booth, court.certificate(booth, block, court.cars.slice(0, needed)), proposer)
      expect(court.broken()).toEqual([])
      const next = court.block(2, block.hash, [entry(2)])
      court.store(next, court.cars)
      court.certify(
        booth,
        court.certificate(booth, next, court.cars.slice(0, needed - 1)),
        proposer
      )
      expect(court.broken()).toEqual(['C2'])
    })
  }

  test('C2: a certificate without its pivot, or with a vote whose block is on no disk', () => {
    const court = openCourt(4, [3])
    const booth = court.booth(court.cars)
    const block = court.block(1, NO_HASH, [entry(1)])
    const [proposer] = court.cars as [VirtualVehicle]
    court.store(block, court.cars.slice(0, 2))
    court.certify(booth, court.certificate(booth, block, court.cars.slice(0, 3)), proposer)
    expect(court.broken()).toEqual(['C2'])
    court.store(block, court.cars.slice(0, 3))
    court.certify(booth, court.certificate(booth, block, court.cars.slice(0, 3)), proposer)
    expect(court.broken()).toEqual(['C2', 'C2'])
    court.store(block, court.cars)
    court.certify(booth, court.certificate(booth, block, court.cars), proposer)
    expect(court.broken()).toHaveLength(2)
  })

  test('C2: two certified histories of one booth, but not when more than f lie', () => {
    for (const [isLying, wanted] of [
      [false, ['C2']],
      [true, []]
    ] as const) {
      const court = openCourt(3)
      const [proposer] = court.cars as [VirtualVehicle]
      const booth = court.booth(court.cars)
      proposer.isByzantine = isLying
      const other = court.cars[1] as VirtualVehicle
      for (const n of [1, 2]) {
        const block = court.block(1, NO_HASH, [entry(n)])
        court.store(block, court.cars)
        court.certify(booth, court.certificate(booth, block, court.cars), other)
      }
      expect(court.broken(), `lying: ${isLying}`).toEqual(wanted)
    }
  })

  test('C3: a certified block that leads down to nothing', () => {
    const court = openCourt(1)
    const booth = court.booth(court.cars)
    const [proposer] = court.cars as [VirtualVehicle]
    const block = court.block(2, 'ab'.repeat(32), [entry(1)])
    court.store(block, court.cars)
    court.certify(booth, court.certificate(booth, block, court.cars), proposer)
    expect(court.broken()).toEqual(['C3'])
  })

  test('C4: an append is answered that is not certified, or not as it was appended', () => {
    const court = openCourt(4)
    const [proposer] = court.cars as [VirtualVehicle]
    const [block] = fill(court, 1, court.cars) as [FullBlock]
    const { id: chain } = court.chain
    const { chainRules } = court.context
    const answer = { chain, from: 1, to: 1, hash: block.hash, entries: 1 }
    chainRules.appended(proposer, [entry(1), Uint8Array.of(1, 1)], answer)
    expect(court.broken()).toEqual([])
    expect(chainRules.acknowledged).toHaveLength(1)
    chainRules.appended(proposer, [entry(9)], answer)
    expect(court.broken()).toEqual(['C4'])
    chainRules.appended(proposer, [entry(1)], { ...answer, to: 2, hash: 'ab'.repeat(32) })
    expect(court.broken()).toEqual(['C4', 'C4'])
  })

  test('C4: an entry is certified twice', () => {
    const court = openCourt(4)
    const booth = court.booth(court.cars)
    const [proposer] = court.cars as [VirtualVehicle]
    let prev = NO_HASH
    for (const height of [1, 2]) {
      const block = court.block(height, prev, [entry(1)])
      court.store(block, court.cars)
      court.certify(booth, court.certificate(booth, block, court.cars), proposer)
      prev = block.hash
    }
    expect(court.broken()).toEqual(['C4'])
  })
})
