/**
 * The rules of the suite `bank` on trial: each must break for a history that breaks it.
 */
import { describe, expect, test } from 'vitest'
import { createGroupBlock } from '../../../../src/core/block.ts'
import { encodeCommand } from '../../../../src/core/command.ts'
import { blockKey } from '../../../../src/core/keyspace.ts'
import type { WriteOp } from '../../../../src/core/machine.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import type { Level } from '../../../../src/protocols/bank/index.ts'
import { ownKey } from '../../../../src/protocols/bank/records.ts'
import { createPromises, type Promises } from '../../../../src/sim/bank/promises.ts'
import { createTruth, type Truth } from '../../../../src/sim/bank/truth.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import type { Answer } from '../../../../src/sim/virtual-vehicle.ts'
import type { World } from '../../../../src/sim/world.ts'
import { type BankOperation, encodeOperation } from '../../../../src/state/bank/index.ts'
import { batchOf, begin, OTHER, OWNER, OWNERS, pay } from '../../../support/bank.ts'

const { crypto } = createCryptoRealm(1).identity('observer')
const chain = 'C'.repeat(43)

interface Trial {
  readonly truth: Truth
  readonly promises: Promises
  /** Broken rules since the last look. */
  broken(): readonly string[]
  /** A block with these operations reaches the disk of a vehicle. */
  decide(...operations: readonly BankOperation[]): void
  /** The same height again, with another block. */
  fork(): void
  told(operation: string, level: Level): void
  /** Which vehicles have a transfer of OWNER on disk. */
  readonly disks: Set<string>
}

/** The observer learns which bank it judges at once, or later when `begins` is false. */
function createTrial({ begins = true } = {}): Trial {
  const rules: string[] = []
  const breaks = (rule: string): void => {
    rules.push(rule)
  }
  const truth = createTruth(crypto, breaks)
  if (begins) {
    truth.began(chain)
  }
  const disks = new Set<string>()
  const vehicles = OWNERS.map((peer) => ({
    peer,
    disk: { has: (key: string) => disks.has(`${peer} ${key}`) }
  }))
  const promises = createPromises({ vehicles } as unknown as World, truth, breaks)
  let prev = '0'.repeat(64)
  let height = 0
  let seq = 0

  const store = (operations: readonly BankOperation[], at: number): WriteOp => {
    const entries = operations.map((operation) =>
      encodeCommand({
        ...{ type: 'operation', client: 'ab'.repeat(16), seq: ++seq, ackedTo: 0, openedAt: 0 },
        operation: encodeOperation(operation)
      })
    )
    const block = createGroupBlock(crypto, { chain, height: at, prev, timeMs: 1, entries }, 0)
    prev = block.hash
    const value = encodeStoredBlock({ block, summary: NO_SUMMARY })
    return { type: 'put', key: blockKey(chain, at), value }
  }

  return {
    truth,
    promises,
    disks,
    broken: () => rules.splice(0),
    decide(...operations) {
      height++
      truth.durable('car-0', [store(operations, height)])
    },
    fork() {
      truth.durable('car-1', [store([], height)])
    },
    told(operation, level) {
      const value = { chain, operation, level, owner: OWNER, epoch: 1, seq: 1, height: undefined }
      promises.told(operation, { type: 'ok', value })
    }
  }
}

const REFUSED: Answer = { type: 'refused', reason: 'busy', message: '', retry: true }

/** OWNER begins, and anna gets 100. */
const BEGINNING: readonly BankOperation[] = [
  begin(OWNER, 0),
  { type: 'mint', account: 'anna', amount: 100n, owner: OWNER, operation: 'mint' },
  { type: 'open', account: 'bert', owner: OTHER }
]

/** OWNER has begun, and anna has 100. */
function begun(): Trial {
  const trial = createTrial()
  trial.decide(...BEGINNING)
  expect(trial.broken()).toEqual([])
  return trial
}

const transfers = (from: number, ...all: ReturnType<typeof pay>[]): BankOperation => ({
  type: 'transfers',
  batches: [batchOf(OWNER, 1, from, ...all)]
})

describe('sim bank: the log', () => {
  test('bank rule B2: an owner that has issued more than there is breaks it', () => {
    const trial = begun()
    trial.decide(transfers(1, pay('anna', 'bert', 100)))
    expect(trial.broken()).toEqual([])
    trial.decide(transfers(2, pay('anna', 'bert', 1)))
    expect(trial.broken()).toEqual(['B2'])
  })

  test('bank rules I1 and B5: another block of a height, and another bank after a block, break them', () => {
    const trial = begun()
    trial.truth.shown('car-0', 9, '0'.repeat(32))
    expect(trial.broken(), 'nobody knows what block 9 makes').toEqual([])
    trial.truth.shown('car-0', 1, '0'.repeat(32))
    expect(trial.broken()).toEqual(['B5'])
    trial.fork()
    expect(trial.broken()).toEqual(['I1'])
  })
})

test('sim bank: what was written before the bank was known is judged as well', () => {
  const trial = createTrial({ begins: false })
  trial.decide(
    ...BEGINNING,
    transfers(1, pay('anna', 'bert', 100)),
    transfers(2, pay('anna', 'bert', 1))
  )
  expect(trial.truth.height).toBe(0)
  trial.truth.began(chain)
  expect(trial.truth.height).toBe(1)
  expect(trial.broken()).toEqual(['B2'])
})

describe('sim bank: promises', () => {
  test('bank rule B4: committed, and not in the log, breaks it', () => {
    const trial = begun()
    trial.told('rent', 'committed')
    expect(trial.broken()).toEqual(['B4'])
    trial.decide(transfers(1, pay('anna', 'bert', 1, 'paid')))
    trial.told('paid', 'committed')
    expect(trial.broken()).toEqual([])
  })

  test('bank rule: what is answered must be on the disks that its level names', () => {
    const trial = begun()
    trial.told('x', 'local')
    expect(trial.broken()).toEqual(['local'])
    trial.disks.add(`${OWNER} ${ownKey(chain, 1, 1)}`)
    trial.told('x', 'local')
    expect(trial.broken()).toEqual([])
    trial.told('x', 'backed')
    expect(trial.broken()).toEqual(['backed'])
  })

  test('bank rule: in the end what was promised is there, and what was refused is not', () => {
    const trial = begun()
    trial.disks.add(`${OWNER} ${ownKey(chain, 1, 1)}`)
    trial.told('lost', 'local')
    trial.promises.told('refused', REFUSED)
    trial.promises.told('asked again', REFUSED)
    trial.promises.told('asked again', { type: 'unknown', operation: '', message: '' })
    trial.decide(
      transfers(1, pay('anna', 'bert', 1, 'refused'), pay('anna', 'bert', 1, 'asked again'))
    )
    trial.promises.check()
    expect([...trial.broken()].sort()).toEqual(['local', 'refused'])
  })

  test('bank rule: a lost disk excuses what it alone had, in the epochs until then', () => {
    const trial = begun()
    trial.disks.add(`${OWNER} ${ownKey(chain, 1, 1)}`)
    trial.told('lost', 'local')
    trial.promises.excuse(OWNER, 'local')
    trial.promises.check()
    expect(trial.broken()).toEqual([])
    trial.told('copied', 'backed')
    trial.promises.check()
    expect(trial.broken()).toEqual(['backed'])
    trial.promises.excuse(OWNER, 'backed')
    trial.promises.check()
    expect(trial.broken()).toEqual([])
  })
})
