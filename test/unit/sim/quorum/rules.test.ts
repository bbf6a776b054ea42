/**
 * What the rules of registers make of an answer and of the disk that it rests on.
 */
import { expect, test } from 'vitest'
import { quorumRules } from '../../../../src/core/engine-rules.ts'
import { machineKey } from '../../../../src/core/keyspace.ts'
import type { WriteOp } from '../../../../src/core/machine.ts'
import { Meta } from '../../../../src/protocols/quorum/messages.ts'
import type { QuorumMessage } from '../../../../src/protocols/quorum/types.ts'
import { createRules } from '../../../../src/sim/quorum/rules.ts'

const KEY = machineKey('quorum', 'chain/meta')

function puts(epoch: number): WriteOp {
  return { type: 'put', key: KEY, value: Meta.encode({ epoch, joined: 1 }) }
}

function stored(epoch: number): QuorumMessage {
  const from = { chain: 'chain', incarnation: 'i', booth: 1, run: 1, id: 1 }
  return { ...from, type: 'stored', epoch, refused: [] } as QuorumMessage
}

test('an answer speaks of an epoch that the disk has, or had before all was taken off it', () => {
  const broken: string[] = []
  const rules = createRules(
    quorumRules(3),
    { members: () => ['a', 'b', 'c'], counts: () => false },
    (rule, peer, message) => broken.push(`${rule} ${peer} ${message}`)
  )
  const says = (epoch: number): string | undefined => {
    rules.sent('a', 'b', stored(epoch))
    return broken.pop()
  }
  const before = 'Q1 a speaks of the epoch 5 before it is on its disk'
  expect(says(5)).toBe(before)
  rules.durable('a', [puts(5)])
  expect(says(5)).toBe(undefined)
  rules.durable('a', [{ type: 'del', key: KEY }])
  expect(says(5), 'left out of a booth').toBe(undefined)
  expect(says(6)).toContain('the epoch 6')
  rules.wiped('a')
  expect(says(5), 'of a disk that is lost').toBe(before)
  rules.putBack('a', [puts(4)], 1)
  expect(says(4)).toBe(undefined)
  expect(says(5), 'of a disk that is older').toBe(before)
})
