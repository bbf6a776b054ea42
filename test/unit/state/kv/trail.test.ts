/**
 * The changes of a block, from the block and its trail: what those who watch are told.
 */
import { describe, expect, test } from 'vitest'
import { encodeCommand } from '../../../../src/core/command.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { createRandom } from '../../../../src/core/random.ts'
import {
  changesOf,
  createKv,
  createTrail,
  encodeOperation,
  type KvOperation
} from '../../../../src/state/kv/index.ts'
import { anyOperation, bytesValue, put } from '../../../support/kv.ts'
import { createKvModel } from '../../../support/kv-model.ts'

const CLIENT = '00112233445566778899aabbccddeeff'

function commandOf(operation: KvOperation, seq: number): Uint8Array {
  return encodeCommand({
    type: 'operation',
    client: CLIENT,
    seq,
    ackedTo: 0,
    openedAt: 0,
    operation: encodeOperation(operation)
  })
}

/** Applies one block and gives its entries and its trail. */
function createBlocks() {
  const trail = createTrail()
  const machine = createKv({ onTrace: trail.add })
  return (height: number, timeMs: number, ...operations: readonly KvOperation[]) => {
    for (const [index, operation] of operations.entries()) {
      machine.apply(encodeOperation(operation), { height, index, timeMs })
    }
    const entries = operations.map((operation, index) => commandOf(operation, index + 1))
    return changesOf(height, entries, trail.take())
  }
}

describe('kv trail', () => {
  test('kv trail: a block is told as the writes that changed something, in their order', () => {
    const applyBlock = createBlocks()
    const cas: KvOperation = {
      type: 'compareAndSet',
      expected: { type: 'absent' },
      put: put('a', bytesValue(3))
    }
    const transaction: KvOperation = {
      type: 'transaction',
      compares: [{ key: 'nowhere', expected: { type: 'present' } }],
      whenTrue: [put('x')],
      whenFalse: [
        { type: 'get', key: 'a' },
        { type: 'touch', key: 'a', ttlMs: 100 },
        { type: 'delete', key: 'nowhere', wantsPrevious: false },
        put('b', bytesValue(4)),
        put('c', bytesValue(5))
      ]
    }
    expect(applyBlock(1, 0, put('a'), cas, transaction, put('a', bytesValue(2)))).toEqual([
      { type: 'put', key: 'a', revision: 4096, value: bytesValue(1), isNew: true },
      { type: 'put', key: 'b', revision: 4098, value: bytesValue(4), isNew: true },
      { type: 'put', key: 'c', revision: 4098, value: bytesValue(5), isNew: true },
      { type: 'put', key: 'a', revision: 4099, value: bytesValue(2), isNew: false }
    ])
    expect(applyBlock(2, 0, { type: 'delete', key: 'a', wantsPrevious: false })).toEqual([
      { type: 'delete', key: 'a', revision: 8192, value: undefined, isNew: false }
    ])
    expect(applyBlock(3, 0, cas)).toMatchObject([{ type: 'put', key: 'a', isNew: true }])
    expect(applyBlock(4, 0, cas)).toEqual([])
  })

  test('kv trail: an end is told when it is found, before what the operation does', () => {
    const applyBlock = createBlocks()
    applyBlock(1, 1000, put('a', bytesValue(1), { ttlMs: 10 }))
    expect(applyBlock(2, 1010, put('b'), put('a'))).toEqual([
      { type: 'expire', key: 'a', revision: 8192, value: undefined, isNew: false },
      { type: 'put', key: 'b', revision: 8192, value: bytesValue(1), isNew: true },
      { type: 'put', key: 'a', revision: 8193, value: bytesValue(1), isNew: true }
    ])
  })

  test('kv trail: the changes are those of the model, whatever was asked', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = createRandom(seed)
      const applyBlock = createBlocks()
      const model = createKvModel()
      for (let height = 1; height <= 100; height++) {
        const operation = anyOperation(random)
        const timeMs = height * 30
        model.apply(operation, height, timeMs)
        const changes = applyBlock(height, timeMs, operation)
        const told = changes.filter(({ type }) => type !== 'expire')
        expect(told, `seed ${seed} height ${height}`).toEqual(model.takeChanges())
      }
    }
  })

  test('kv trail: a trail of another block is refused', () => {
    const trail = createTrail()
    const machine = createKv({ onTrace: trail.add })
    machine.apply(encodeOperation(put('a')), { height: 1, index: 2, timeMs: 0 })
    const taken = trail.take()
    const touch: KvOperation = { type: 'touch', key: 'a', ttlMs: 1 }
    const other = [put('a'), put('a'), touch].map(commandOf)
    const seal = encodeCommand({ type: 'reconfigure', booth: new Uint8Array(3) })
    expect(() => changesOf(1, other, taken)).toThrow(InvalidMessageError)
    expect(() => changesOf(1, other.slice(0, 2), taken)).toThrow(InvalidMessageError)
    expect(() => changesOf(1, [...other.slice(0, 2), seal], taken)).toThrow(InvalidMessageError)
    expect(changesOf(1, [], trail.take())).toEqual([])
  })
})
