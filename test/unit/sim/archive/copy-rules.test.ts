/**
 * V1 to V3 on trial: honest copies pass, each broken promise is called by its rule.
 */
import { describe, expect, test } from 'vitest'
import type { FullBlock } from '../../../../src/core/block.ts'
import { withoutBody } from '../../../../src/core/block.ts'
import { blockKey } from '../../../../src/core/keyspace.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { signHoldAck } from '../../../../src/core/table.ts'
import type { VirtualVehicle } from '../../../../src/sim/virtual-vehicle.ts'
import { type Court, fill, openCourt } from '../../../support/court.ts'

type Cars = [VirtualVehicle, VirtualVehicle, VirtualVehicle, VirtualVehicle, VirtualVehicle]

/** Vehicles 0 and 1 form the booth; 2 and 3 are the backups, 4 a stranger. */
function openArchive(): { court: Court; cars: Cars; blocks: FullBlock[]; head: FullBlock } {
  const court = openCourt(5)
  const cars = court.cars as Cars
  const blocks = fill(court, 3, cars.slice(0, 2))
  return { court, cars, blocks, head: blocks[2] as FullBlock }
}

const remove = (court: Court, car: VirtualVehicle, height: number): void =>
  court.put(car, [{ type: 'del', key: blockKey(court.chain.id, height) }])

describe('sim archive: copy rules', () => {
  test('V1: a table is sealed when all its backups have all blocks, and not before', () => {
    const { court, cars, blocks, head } = openArchive()
    const backups = [cars[2], cars[3]]
    for (const block of blocks) {
      court.store(block, backups)
    }
    court.learn(court.sealed(1, head, backups), cars[0])
    expect(court.broken()).toEqual([])
    court.learn(court.sealed(2, head, [cars[3], cars[4]]), cars[0])
    expect(court.broken()).toEqual(['V1'])
  })

  test('V1: a table names as many backups as were asked for', () => {
    const { court, cars, blocks, head } = openArchive()
    for (const block of blocks) {
      court.store(block, [cars[2]])
    }
    court.learn(court.sealed(1, head, [cars[2]]), cars[0])
    expect(court.broken()).toEqual(['V1'])
  })

  test('V1: nothing is expected of a lying, damaged or departed backup', () => {
    const { court, cars, head } = openArchive()
    cars[2].isByzantine = true
    court.context.copyRules.damaged(cars[3].peer, court.chain.id)
    cars[4].depart()
    court.learn(court.sealed(1, head, [cars[2], cars[3], cars[4]]), cars[0])
    expect(court.broken()).toEqual([])
  })

  test('V2: a table without the word of each backup is no table', () => {
    const { court, cars, blocks, head } = openArchive()
    for (const block of blocks) {
      court.store(block, [cars[2], cars[3]])
    }
    const genuine = court.sealed(1, head, [cars[2], cars[3]])
    const short = { ...genuine, acks: genuine.acks.slice(1) }
    court.context.copyRules.sealed(cars[0], chainOf(court), short)
    expect(court.broken()).toEqual(['V2'])
  })

  test('V2: a member lets go only of what a table says others hold', () => {
    const { court, cars, blocks, head } = openArchive()
    for (const block of blocks) {
      court.store(block, [cars[2], cars[3]])
    }
    court.learn(court.sealed(1, head, [cars[2], cars[3]]), cars[1])
    remove(court, cars[1], 1)
    const second = withoutBody(blocks[1] as FullBlock)
    const value = encodeStoredBlock({ block: second, summary: NO_SUMMARY })
    court.put(cars[1], [{ type: 'put', key: blockKey(court.chain.id, 2), value }])
    expect(court.broken()).toEqual([])
    remove(court, cars[2], 1)
    expect(court.broken()).toEqual(['V2'])
  })

  test('V2: without a table a member keeps what it has signed', () => {
    const { court, cars } = openArchive()
    remove(court, cars[1], 1)
    expect(court.broken()).toEqual(['V2'])
  })

  test('V2: the proposer never lets go, nor does anybody of pinned blocks', () => {
    const { court, cars, blocks, head } = openArchive()
    for (const block of blocks) {
      court.store(block, [cars[2], cars[3]])
    }
    const sealed = court.sealed(1, head, [cars[2], cars[3]])
    court.learn(sealed, cars[0])
    remove(court, cars[0], 1)
    expect(court.broken()).toEqual(['V2'])
    court.learn(sealed, cars[1])
    court.context.copyRules.pinned(cars[1], court.chain.id, [[2, 3]])
    remove(court, cars[1], 1)
    expect(court.broken()).toHaveLength(1)
    remove(court, cars[1], 2)
    expect(court.broken()).toEqual(['V2', 'V2'])
  })

  test('V2: an older table does not excuse a backup of a newer one', () => {
    const { court, cars, blocks, head } = openArchive()
    for (const block of blocks) {
      court.store(block, [cars[2], cars[3]])
    }
    court.store(blocks[0] as FullBlock, [cars[4]])
    court.learn(court.sealed(1, blocks[0] as FullBlock, [cars[3], cars[4]]), cars[2])
    court.learn(court.sealed(2, head, [cars[2], cars[3]]), cars[0])
    remove(court, cars[2], 1)
    expect(court.broken()).toEqual(['V2'])
  })

  test('V3: a hold is for what is on disk and certified, with epochs that never fall', () => {
    const { court, cars, blocks, head } = openArchive()
    const { id: chain } = court.chain
    const hold = (epoch: number, block: FullBlock): void => {
      const { header, hash: headHash } = block
      const word = { chain, epoch, height: header.height, headHash, peer: cars[2].peer }
      const ack = signHoldAck(cars[2].crypto, word)
      court.context.copyRules.sent(cars[2], { type: 'hold', ack })
    }
    for (const block of blocks.slice(0, 2)) {
      court.store(block, [cars[2]])
    }
    hold(2, blocks[1] as FullBlock)
    expect(court.broken()).toEqual([])
    hold(3, head)
    expect(court.broken()).toEqual(['V3'])
    court.store(head, [cars[2]])
    hold(3, head)
    expect(court.broken()).toEqual(['V3'])
    hold(2, head)
    expect(court.broken()).toEqual(['V3', 'V3'])
    hold(4, court.block(3, 'ab'.repeat(32), []))
    expect(court.broken()).toHaveLength(3)
  })
})

function chainOf({
  context,
  chain
}: Court): NonNullable<ReturnType<typeof context.book.chains.get>> {
  const book = context.book.chains.get(chain.id)
  expect(book).toBeDefined()
  return book as NonNullable<typeof book>
}
