/**
 * The keeper: what it takes, what it answers, what it forgets.
 */
import { describe, expect, test } from 'vitest'
import type { Disk, Key } from '../../../../src/core/machine.ts'
import type { Transfer } from '../../../../src/core/transfer.ts'
import { createKeeper, type Keeper } from '../../../../src/protocols/bank/keeper.ts'
import type {
  Books,
  KeepMessage,
  KeptMessage,
  Out,
  OwnerEpoch
} from '../../../../src/protocols/bank/types.ts'
import { batchOf, OTHER, OWNER, pay } from '../../../support/bank.ts'

const chain = 'C'.repeat(43)
const incarnation = 'ab'.repeat(16)

interface Bench {
  readonly keeper: Keeper
  readonly records: Map<Key, Uint8Array>
  readonly out: Out
  keep(from: number, count: number, settled?: number, epoch?: number): KeptMessage | undefined
  restart(): Bench
}

const transfers = (from: number, count: number): readonly Transfer[] =>
  Array.from({ length: count }, (_, i) => pay('anna', 'bert', 1, `op-${from + i}`))

function bench(records = new Map<Key, Uint8Array>()): Bench {
  const disk: Disk = {
    state: records,
    chains: new Map(),
    integrity: { stateDamage: undefined }
  }
  const keeper = createKeeper(chain, incarnation, disk)
  const out: Out = {
    push(effect) {
      for (const op of effect.type === 'write' ? effect.ops : []) {
        if (op.type === 'put') {
          records.set(op.key, op.value)
        } else {
          records.delete(op.key)
        }
      }
    }
  }
  return {
    keeper,
    records,
    out,
    keep(from, count, settled = 0, epoch = 1) {
      const batch = batchOf(OWNER, epoch, from, ...transfers(from, count))
      const message: KeepMessage = { type: 'keep', chain, settled, batch }
      return keeper.keep(OWNER, message, out)
    },
    restart: () => bench(records)
  }
}

const booksWith = (owner: Partial<OwnerEpoch>): Books => ({
  applied: 1,
  account: () => undefined,
  owner: (peer) =>
    peer === OWNER
      ? { epoch: 1, isOpen: true, incarnation, keepers: [], lastSeq: 0, ends: [], ...owner }
      : undefined,
  settled: () => [],
  totals: () => ({ minted: 0n, total: 0n, accounts: 0 })
})

describe('bank keeper', () => {
  test('bank keeper: what it keeps is on disk, and there after a restart', () => {
    const one = bench()
    expect(one.keep(1, 2)).toEqual({
      ...{ type: 'kept', chain, incarnation, epoch: 1, to: 2, fence: 0 }
    })
    expect(one.keep(3, 1)?.to).toBe(3)
    expect(one.records.size).toBe(3)
    const next = one.restart()
    expect(next.keeper.size).toBe(3)
    expect(next.keep(4, 1)?.to).toBe(4)
    expect(next.keeper.fence(OWNER, 1, next.out)?.transfers).toHaveLength(4)
  })

  test('bank keeper: copies are consecutive; what is missing is asked for by the answer', () => {
    const one = bench()
    expect(one.keep(3, 1)?.to).toBe(0)
    expect(one.keep(1, 1)?.to).toBe(1)
    expect(one.keep(3, 1)?.to).toBe(1)
    expect(one.keep(1, 3)?.to).toBe(3)
    expect(one.keep(2, 1)?.to).toBe(3)
    expect(one.keeper.size).toBe(3)
  })

  test('bank keeper: what the owner knows to be settled goes, and may be the beginning', () => {
    const one = bench()
    expect(one.keep(5, 2, 4)?.to).toBe(6)
    expect(one.keep(7, 1, 6)?.to).toBe(7)
    expect([one.keeper.size, one.records.size]).toEqual([1, 1])
    expect(one.keep(20, 1, 19)?.to).toBe(20)
    expect([one.keeper.size, one.records.size]).toEqual([1, 1])
  })

  test('bank keeper: of one owner there is room for as many as one may have pending', () => {
    const one = bench()
    expect(one.keep(1, 1024)?.to).toBe(1024)
    expect(one.keep(1025, 5)?.to).toBe(1024)
    expect(one.keep(1025, 5, 3)?.to).toBe(1027)
  })

  test('bank keeper: nothing more is kept of a fenced epoch, after a restart neither', () => {
    const one = bench()
    one.keep(1, 2)
    expect(one.keeper.fence(OWNER, 1, one.out)).toMatchObject({ from: 1, epoch: 1 })
    expect(one.keep(3, 1)).toMatchObject({ to: 0, fence: 1 })
    const next = one.restart()
    expect(next.keep(3, 1)).toMatchObject({ to: 0, fence: 1 })
    expect(next.keeper.fence(OWNER, 1, next.out)?.transfers).toHaveLength(2)
    expect(next.keep(1, 1, 0, 2)).toMatchObject({ to: 1, fence: 1 })
    expect(next.keeper.fence(OWNER, 1, next.out)).toBeUndefined()
    expect(next.keeper.fence(OTHER, 1, next.out)).toBeUndefined()
  })

  test('bank keeper: a newer epoch takes the place of the older one, and never the other way', () => {
    const one = bench()
    one.keep(1, 3)
    expect(one.keep(1, 1, 0, 2)?.to).toBe(1)
    expect(one.records.size).toBe(1)
    expect(one.keep(4, 1, 0, 1)?.to).toBe(0)
    expect(one.keeper.size).toBe(1)
  })

  test('bank keeper: what the log has settled goes', () => {
    const one = bench()
    one.keep(1, 3)
    one.keeper.settle(booksWith({ lastSeq: 2 }), one.out)
    expect([one.keeper.size, one.records.size]).toEqual([1, 1])
    one.keeper.settle(booksWith({ epoch: 0 }), one.out)
    expect(one.keeper.size).toBe(1)
    one.keeper.settle(booksWith({ isOpen: false }), one.out)
    expect([one.keeper.size, one.records.size]).toEqual([0, 0])
    one.keep(1, 3, 0, 2)
    one.keeper.settle(booksWith({ epoch: 3 }), one.out)
    expect([one.keeper.size, one.records.size]).toEqual([0, 0])
  })

  test('bank keeper: it keeps for as many owners as a group has members', () => {
    const one = bench()
    for (let i = 0; i < 128; i++) {
      const batch = batchOf(`peer-${i}`, 1, 1, ...transfers(1, 1))
      const message: KeepMessage = { type: 'keep', chain, settled: 0, batch }
      expect(one.keeper.keep(`peer-${i}`, message, one.out)?.to, String(i)).toBe(1)
    }
    expect(one.keep(1, 1)).toBeUndefined()
  })
})
