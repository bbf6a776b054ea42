/** The chain of a group as it is read and verified: certified, decided and tentative blocks, and work. */
import { describe, expect, test } from 'vitest'
import { tailKey } from '../../../src/core/keyspace.ts'
import { verifiedBlocks, verifyHeld } from '../../../src/node/archive.ts'
import { tentativeBlocks } from '../../../src/node/tail.ts'
import { createGroupArchive, type GroupArchive, putCommand } from '../../support/group-archive.ts'

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) {
    list.push(item)
  }
  return list
}

async function filled(count: number, workBits = 0): Promise<GroupArchive> {
  const archive = await createGroupArchive(workBits)
  for (let i = 1; i <= count; i++) {
    await archive.decide(archive.next([putCommand(i, 'key', i)]))
  }
  return archive
}

describe('archive of a group', () => {
  test('decided blocks are shown when they are asked for', async () => {
    const { source, held } = await filled(3)
    expect(await all(verifiedBlocks(source, held))).toEqual([])
    const blocks = await all(verifiedBlocks(source, held, { until: 'decided' }))
    expect(blocks.map(({ height, state }) => `${height} ${state}`)).toEqual([
      '1 decided',
      '2 decided',
      '3 decided'
    ])
    expect(blocks[0]?.nonce).toBeUndefined()
  })

  test('tentative blocks stand behind the decided ones, as far as they link', async () => {
    const archive = await filled(2)
    const { source, held } = archive
    const third = archive.next([putCommand(3, 'key', 3)])
    const put = (height: number, value: Uint8Array) =>
      ({ type: 'put', key: tailKey(held.chain.id, height), value }) as const
    await archive.write([put(2, third.bytes), put(3, third.bytes), put(4, third.bytes)])
    const [only, ...more] = await all(tentativeBlocks(source, held))
    expect([only?.height, only?.state, more]).toEqual([3, 'tentative', []])
    expect(await all(tentativeBlocks(source, held, { to: 2 }))).toEqual([])
  })

  test('a chain with work verifies, and shows its nonces', async () => {
    const { source, held } = await filled(3, 6)
    expect(await verifyHeld(source, held)).toMatchObject({
      isSound: true,
      blocks: 3,
      decidedTo: 3,
      certifiedTo: 0
    })
    const [first] = await all(verifiedBlocks(source, held, { until: 'decided' }))
    expect(first?.nonce).toMatch(/^[0-9a-f]{16}$/)
  })

  test('a block without its work is told', async () => {
    const archive = await filled(2, 12)
    // One block in 4,096 has the work by chance: take one that has not.
    for (let i = 3; ; i++) {
      const idle = archive.next([putCommand(i, 'key', i)], { workBits: 0 })
      if (!idle.hash.startsWith('000')) {
        await archive.decide(idle)
        break
      }
    }
    const report = await verifyHeld(archive.source, archive.held)
    expect(report.isSound).toBe(false)
    expect(report.faults).toEqual([
      { height: 3, reason: 'its hash does not begin with 12 zero bits' }
    ])
  })

  test('a time that falls is told', async () => {
    const archive = await filled(2)
    await archive.decide(archive.next([putCommand(3, 'key', 3)], { timeMs: 1 }))
    const report = await verifyHeld(archive.source, archive.held)
    expect(report.faults[0]?.reason).toBe('its time lies before that of the block before')
  })
})
