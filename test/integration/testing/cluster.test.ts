/** The testing kit, used as a program that embeds vehicles would. */
import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ReadRecord, VGuardNode } from '../../../src/index.ts'
import { createCluster } from '../../../src/testing/index.ts'

const PATIENT_MS = 90_000

const record = (n: number) =>
  ({ kind: 'json', key: `k${n}`, timeMs: n, text: `{"n":${n}}` }) as const

async function keysOf(node: VGuardNode, chain: string): Promise<readonly unknown[]> {
  const found: ReadRecord[] = []
  for await (const one of node.readAll(chain, {}, { deadlineMs: 20_000 })) {
    found.push(one)
  }
  return found.map((one) => one.record?.kind === 'json' && one.record.key)
}

test(
  'cluster: a vehicle that was stopped is missed, and has its disk when it is back',
  async () => {
    await using cluster = await createCluster(4)
    expect(cluster.nodes.map(({ name }) => name)).toEqual(['car-1', 'car-2', 'car-3', 'car-4'])
    const [first] = cluster.nodes
    const participants = ['car-2', 'car-3']
    await first?.endBooth({ operation: 'one', participants, records: [record(1)] })
    const { peer } = cluster.node('car-1')
    await cluster.stop('car-1')
    expect(cluster.nodes.length).toBe(3)
    expect(() => cluster.node(0)).toThrow('car-1 is stopped')
    await expect(cluster.stop(0)).rejects.toThrow('car-1 is stopped')
    const back = await cluster.start('car-1')
    expect(back.peer).toBe(peer)
    expect(await keysOf(cluster.node(3), peer)).toEqual(['k1'])
    await expect(cluster.start('car-1')).rejects.toThrow('car-1 runs')
  },
  PATIENT_MS
)

test(
  'cluster: parted sides do not agree with each other, and do again once they are healed',
  async () => {
    await using cluster = await createCluster(3, { store: 'memory' })
    const { chain } = await cluster
      .node(0)
      .openGroup({ state: 'kv', members: ['car-2', 'car-3'], timeoutMs: 30_000 })
    const kvAt = (i: number) => cluster.node(i).kv(chain)
    await kvAt(0).put('k', 'before', { timeoutMs: 30_000 })
    await cluster.part([0], ['car-2', 2])
    await expect(kvAt(0).put('k', 'alone', { timeoutMs: 2_000 })).rejects.toThrow()
    await kvAt(1).put('k', 'together', { timeoutMs: 30_000 })
    await cluster.heal()
    const { value } = (await kvAt(0).get('k', { timeoutMs: 30_000 })) ?? {}
    expect(value).toBe('together')
  },
  PATIENT_MS
)

test(
  'cluster: nothing is left behind, and what cannot be is told',
  async () => {
    const cluster = await createCluster(1)
    const folder = cluster.folder ?? ''
    expect(readdirSync(folder)).toEqual(['car-1'])
    await cluster.close()
    expect(existsSync(folder)).toBe(false)
    await expect(createCluster(0)).rejects.toThrow('1 to 64')
    await using other = await createCluster(1, { store: 'memory' })
    expect(() => other.node('car-2')).toThrow('no vehicle "car-2"')
    await other.stop(0)
    await expect(other.start(0)).rejects.toThrow('lost its memory')
  },
  PATIENT_MS
)
