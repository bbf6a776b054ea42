/** The chain of a group as it is read and verified: certified, decided and tentative blocks, and work. */
import { describe, expect, test } from 'vitest'
import { tailKey } from '../../../src/core/keyspace.ts'
import { type BlockRange, verifiedBlocks, verifyHeld } from '../../../src/node/archive.ts'
import { listedBlocks } from '../../../src/node/listing.ts'
import { createGroupArchive, type GroupArchive, putCommand } from '../../support/group-archive.ts'

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) {
    list.push(item)
  }
  return list
}

/** Everything is on disk at once here. */
const written = (): Promise<void> => Promise.resolve()

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
    const listed = async (range: BlockRange): Promise<readonly string[]> => {
      const blocks = listedBlocks(source, held, written, { until: 'tentative', ...range })
      return (await all(blocks)).map(({ height, state }) => `${height} ${state}`)
    }
    expect(await listed({})).toEqual(['1 decided', '2 decided', '3 tentative'])
    expect(await listed({ from: 3 })).toEqual(['3 tentative'])
    expect(await listed({ to: 2 })).toEqual(['1 decided', '2 decided'])
    expect(await listed({ until: 'decided' })).toEqual(['1 decided', '2 decided'])
  })

  test('what is decided while blocks are listed is among them, and none is skipped', async () => {
    const archive = await filled(2)
    const { source, held } = archive
    const heights: string[] = []
    for await (const { height, state } of listedBlocks(source, held, written, {
      until: 'tentative'
    })) {
      heights.push(`${height} ${state}`)
      if (height === 1) {
        for (const seq of [3, 4]) {
          await archive.decide(archive.next([putCommand(seq, 'key', seq)]))
        }
        const { bytes } = archive.next([putCommand(5, 'key', 5)])
        await archive.write([{ type: 'put', key: tailKey(held.chain.id, 5), value: bytes }])
      }
    }
    expect(heights).toEqual(['1 decided', '2 decided', '3 decided', '4 decided', '5 tentative'])
  })

  test('a block that is decided in memory is waited for', async () => {
    const archive = await filled(1)
    const { source, held } = archive
    const late = archive.next([putCommand(2, 'key', 2)])
    let isWritten = false
    const seen = { ...held, lastHeight: 2 }
    const blocks = listedBlocks(
      source,
      seen,
      async () => {
        isWritten = true
        await archive.decide(late)
      },
      { from: 2, until: 'decided' }
    )
    expect((await all(blocks)).map(({ hash }) => hash)).toEqual([late.hash])
    expect(isWritten).toBe(true)
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
