/**
 * Failures among real nodes: real streams that break, stores that are closed and opened again.
 */
import { afterEach, describe, expect, test } from 'vitest'
import type { VGuardNode } from '../../../src/index.ts'
import {
  closeNodes,
  createFleet,
  createNode,
  readAll,
  records,
  temporaryFolder,
  until
} from '../../support/nodes.ts'

afterEach(closeNodes)

const isConnected = (node: VGuardNode, other: VGuardNode): boolean =>
  node.peers().some(({ peer, isConnected: is }) => is && peer === other.peer)

const plain = async (node: VGuardNode, chain: string): Promise<readonly unknown[]> =>
  (await readAll(node, chain)).map(({ record }) => record)

const PLACE_MS = 30_000

describe('failures among real nodes', { timeout: 120_000 }, () => {
  test('B2: with one backup dead, and then the proposer too, everything is read', async () => {
    const [a, b, c, d] = await createFleet(['car-a', 'car-b', 'car-c', 'car-d'] as const)
    const ended = await a.endBooth({
      participants: ['car-b', 'car-c'],
      records: records(20),
      deadlineMs: PLACE_MS
    })
    expect([...ended.chosen].sort()).toEqual([b.peer, c.peer].sort())
    await b.stop()
    expect(await plain(d, a.ownChain)).toEqual(records(20))
    await a.stop()
    expect(await plain(d, a.ownChain)).toEqual(records(20))
    const { servedBy, trace } = await d.read(a.ownChain, { latest: 1 })
    expect([servedBy, trace.at(-1)?.outcome]).toEqual([c.peer, 'data'])
  })

  test('B7: a backup that is stopped and started on its disk still holds and answers', async () => {
    const dataDir = temporaryFolder()
    const backups = { vehicle: { replicate: { backups: 1 } } }
    const a = await createNode('car-a', backups)
    const bootstrap = a.addresses()
    const first = await createNode('car-b', { dataDir, store: 'disk', bootstrap })
    const c = await createNode('car-c', { bootstrap })
    await until('b and c are connected', () => isConnected(a, first) && isConnected(c, first))
    await a.endBooth({ participants: ['car-b'], records: records(20), deadlineMs: PLACE_MS })
    const chain = a.ownChain
    await until('b knows the table', () => first.chains().some(({ table }) => table?.epoch === 1))
    await first.stop()
    const again = await createNode('car-b', { dataDir, store: 'disk', bootstrap })
    await until('b is back', () => isConnected(c, again))
    await a.stop()
    expect(again.chains().find((known) => known.chain === chain)).toMatchObject({
      duty: 'backup',
      table: { epoch: 1, members: [again.peer] }
    })
    expect(await plain(c, chain)).toEqual(records(20))
  })

  test('B9: two ends at once are two booths, the same one twice is one', async () => {
    const [a, b] = await createFleet(['car-a', 'car-b'] as const, {
      vehicle: { replicate: { backups: 1 } }
    })
    const common = { participants: ['car-b'], deadlineMs: PLACE_MS }
    const [one, two, again] = await Promise.all([
      a.endBooth({ ...common, operation: 'one', records: records(3) }),
      a.endBooth({ ...common, operation: 'two', records: records(3, 3) }),
      a.endBooth({ ...common, operation: 'one', records: records(3) })
    ])
    expect(again).toEqual(one)
    expect(two.booth).not.toBe(one.booth)
    expect(await plain(b, a.ownChain)).toEqual(records(6))
  })

  test('B12: records of one time are all there, in their order', async () => {
    const [a, b] = await createFleet(['car-a', 'car-b'] as const, {
      vehicle: { replicate: { backups: 1 } }
    })
    const same = records(10).map((record) => ({ ...record, timeMs: 1_577_218_697_000 }))
    await a.endBooth({ participants: ['car-b'], records: same, deadlineMs: PLACE_MS })
    await a.endBooth({ participants: ['car-b'], records: same, deadlineMs: PLACE_MS })
    await a.stop()
    expect(await plain(b, a.ownChain)).toEqual([...same, ...same])
    const { records: newest } = await b.read(a.ownChain, { latest: 3 })
    expect(newest.map(({ height, index }) => [height, index])).toEqual([
      [2, 9],
      [2, 8],
      [2, 7]
    ])
  })

  test('B19: without a quorum an append is unknown in time, and nothing is lost by it', async () => {
    const certify = { appendTimeoutMs: 1_000 }
    const [a, b, c] = await createFleet(['car-a', 'car-b', 'car-c'] as const, {
      faults: true,
      vehicle: { certify, replicate: { backups: 1 } }
    })
    await a.openBooth({ members: ['car-b', 'car-c'] })
    await a.append(records(2))
    await a.cutLink('car-b')
    await expect(a.append(records(1, 2))).rejects.toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN' })
    await expect(
      a.endBooth({ operation: 'end', deadlineMs: 500, backups: 1 })
    ).rejects.toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN', operation: 'end' })
    // With whom is in reach the same end is brought to its end.
    await a.openBooth({ members: ['car-c'] })
    const ended = await a.endBooth({ operation: 'end', deadlineMs: PLACE_MS, backups: 1 })
    expect(ended).toMatchObject({ state: 'sealed', chosen: [c.peer] })
    await a.fixLink('car-b')
    expect(await plain(b, a.ownChain)).toEqual(records(3))
  })
})
