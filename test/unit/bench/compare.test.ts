/** From the figures of the bench to engines side by side. */
import { expect, it } from 'vitest'
import { comparisonOf } from '../../../bench/compare.ts'
import type { Machine } from '../../../bench/machine.ts'
import { summarise } from '../../../bench/statistics.ts'

const MACHINE: Machine = {
  cpu: 'A processor',
  cores: 2,
  memoryMiB: 1,
  node: 'v20',
  kernel: 'Linux',
  loadBefore: [0]
}
const figures = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([name, value]) => summarise(name, '', [value]))

it('compare: engines are told with what was measured of them, and nothing else', () => {
  const results = figures({
    'twophase.putsPerSecond': 8_000,
    'twophase.getsPerSecond': 20_000,
    'twophase.txnsPerSecond': 3_000,
    'twophase.txn.p50Ms': 2,
    'twophase.movedFraction': 0.25,
    'twophase.joining.getsPerSecond': 900,
    'classic.putsPerSecond': 3_000,
    'classic.getsPerSecond': 20_000,
    'quorum.putsPerSecond': 12_000,
    'quorum.getsPerSecond': 25_000,
    'quorum.p50Ms': 1,
    'quorum.get.p50Ms': 0.5,
    'paxos.putsPerSecond': 7_700,
    'peer.etcd.putsPerSecond': 4_000
  })
  const { engines = [], machine } = comparisonOf(MACHINE, results) ?? {}
  expect(machine).toBe('A processor, 2 cores, Node v20.')
  expect(engines).toEqual([
    expect.objectContaining({ engine: 'quorum', putsPerSecond: 12_000, putMs: 1, getMs: 0.5 }),
    expect.objectContaining({
      engine: 'twophase',
      txnsPerSecond: 3_000,
      movedFraction: 0.25,
      joiningGetsPerSecond: 900
    }),
    expect.objectContaining({ engine: 'classic', putsPerSecond: 3_000 })
  ])
  expect(engines[0]?.txnsPerSecond, 'not done').toBeUndefined()
})

it('compare: one engine is not compared', () => {
  const one = figures({ 'paxos.putsPerSecond': 1, 'paxos.getsPerSecond': 1 })
  expect(comparisonOf(MACHINE, one)).toBeUndefined()
  expect(comparisonOf(MACHINE, [])).toBeUndefined()
})
