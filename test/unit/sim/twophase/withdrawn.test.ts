/** The rule of what was refused for certain on trial. */
import { expect, test } from 'vitest'
import { kvGet, kvPut } from '../../../../src/sim/linearizability/kv-model.ts'
import { createHistory } from '../../../../src/sim/paxos/history.ts'
import { watchWithdrawn } from '../../../../src/sim/twophase/withdrawn.ts'

test('withdrawn: what a client was told is not done must not be done, and is no part of the history', () => {
  const { history, check } = watchWithdrawn(createHistory())
  const refused = history.call('client-0', kvPut('k', 'one'), new Uint8Array(1))
  history.call('client-1', kvPut('k', 'two'), new Uint8Array(1))
  refused.withdrawn()
  history.call('client-1', kvPut('k', undefined), new Uint8Array(1)).withdrawn()
  history.call('client-1', kvGet('k'), undefined).withdrawn()
  expect(history.told().map(({ who }) => who)).toEqual(['client-1'])
  const broken: string[] = []
  const judge = (value: string | undefined): void =>
    check([{ operation: 'x:1', writes: [{ key: 'k', version: 1, value }] }], (rule, who, message) =>
      broken.push(`${rule} ${who} ${message}`)
    )
  judge('two')
  judge(undefined)
  expect(broken).toEqual([])
  judge('one')
  expect(broken).toEqual(['T7 client-0 was told that its write of k is not done, which x:1 has'])
})
