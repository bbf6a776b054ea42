/** What the log decided, matched with what clients asked for. */
import { expect, test } from 'vitest'
import { type KvInput, kvPut, kvTransaction } from '../../../../src/sim/linearizability/kv-model.ts'
import { createHistory } from '../../../../src/sim/paxos/history.ts'
import { match } from '../../../../src/sim/twophase/order.ts'

type Write = readonly [key: string, version: number, value: string | undefined]

const change = (operation: string, ...writes: readonly Write[]) => ({
  operation,
  writes: writes.map(([key, version, value]) => ({ key, version, value }))
})

/** What each input is matched with; `ids` are of those that were told theirs. */
function matched(
  inputs: readonly KvInput[],
  changes: readonly ReturnType<typeof change>[],
  ids: readonly (string | undefined)[] = []
): readonly (Readonly<Record<string, number>> | undefined)[] {
  const history = createHistory()
  for (const [index, input] of inputs.entries()) {
    const call = history.call(`client-${index}`, input, new Uint8Array(1))
    const id = ids[index]
    if (id !== undefined) {
      call.named(id)
    }
  }
  const told = history.told() as Parameters<typeof match>[0]
  const found = match(told, changes)
  return told.map((one) => found.get(one) && Object.fromEntries(found.get(one) ?? []))
}

const BOTH = kvTransaction({
  writes: [
    ['a', undefined],
    ['b', undefined]
  ]
})
const ALONE = kvPut('a', undefined)

test('order: a delete alone is not that of a transaction that deletes more, whichever came first', () => {
  const changes = [
    change('x:1', ['a', 3, undefined]),
    change('x:2', ['a', 5, undefined], ['b', 2, undefined])
  ]
  expect(matched([BOTH, ALONE], changes)).toEqual([{ a: 5, b: 2 }, { a: 3 }])
  expect(matched([ALONE, BOTH], changes.toReversed())).toEqual([{ a: 3 }, { a: 5, b: 2 }])
})

test('order: a transaction that deleted also what was not there is found by the rest', () => {
  expect(matched([BOTH], [change('x:1', ['a', 3, undefined])])).toEqual([{ a: 3 }])
})

test('order: who was told the name is found by it, and others by values of their own', () => {
  const changes = [change('x:1', ['a', 1, 'v']), change('x:2', ['a', 2, 'v'])]
  const inputs = [kvPut('a', 'v'), kvPut('a', 'v'), kvPut('a', 'w'), kvPut('b', 'v')]
  expect(matched(inputs, changes, [undefined, 'x:1'])).toEqual([
    { a: 2 },
    { a: 1 },
    undefined,
    undefined
  ])
})
