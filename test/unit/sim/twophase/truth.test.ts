/** The truth of the suite `twophase` on trial: what it must see, whenever it was written. */
import { expect, test } from 'vitest'
import { createGroupBlock } from '../../../../src/core/block.ts'
import { blockKey } from '../../../../src/core/keyspace.ts'
import type { WriteOp } from '../../../../src/core/machine.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTruth } from '../../../../src/sim/twophase/truth.ts'

const { crypto } = createCryptoRealm(1).identity('observer')
const chain = 'C'.repeat(43)
/** No disk is looked at. */
const NOBODY = (): undefined => undefined

/** The first block of the chain on a disk; another time is another block. */
function firstBlock(timeMs: number): readonly WriteOp[] {
  const first = { chain, height: 1, prev: '0'.repeat(64), timeMs, entries: [] }
  const value = encodeStoredBlock({
    block: createGroupBlock(crypto, first, 0),
    summary: NO_SUMMARY
  })
  return [{ type: 'put', key: blockKey(chain, 1), value }]
}

test('twophase rules judge also what was written before the opener heard that the group had begun', () => {
  const broken: string[] = []
  const truth = createTruth(crypto, (rule, who) => broken.push(`${rule} ${who}`), NOBODY)
  truth.durable('car-0', firstBlock(1))
  expect(truth.height, 'nobody knows yet which group is judged').toBe(0)
  truth.began(chain, { crypto, copies: 2, begin: 2 })
  expect(truth.height).toBe(1)
  expect(broken).toEqual([])
  truth.durable('car-1', firstBlock(2))
  expect(broken).toEqual(['I1 car-1'])
})

test('twophase rules find two blocks of a height that were both written before the group was known', () => {
  const broken: string[] = []
  const truth = createTruth(crypto, (rule, who) => broken.push(`${rule} ${who}`), NOBODY)
  truth.durable('car-0', firstBlock(1))
  truth.durable('car-1', firstBlock(2))
  truth.began(chain, { crypto, copies: 2, begin: 2 })
  expect(broken).toEqual(['I1 car-1'])
})
