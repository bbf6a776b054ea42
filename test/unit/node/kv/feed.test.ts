/** The changes of a store as its blocks are decided: from any height, for many watchers, through gaps. */
import { describe, expect, test } from 'vitest'
import { blockKey } from '../../../../src/core/keyspace.ts'
import { createFeed, type Feed } from '../../../../src/node/kv/feed.ts'
import {
  createGroupArchive,
  type GroupArchive,
  putCommand
} from '../../../support/group-archive.ts'

interface Watched {
  readonly archive: GroupArchive
  readonly feed: Feed
  add(count: number): Promise<void>
  /** Loads of the store so far. */
  readonly loads: () => number
}

async function watched(): Promise<Watched> {
  const archive = await createGroupArchive()
  const { store, held, blocks } = archive
  let loads = 0
  const feed = createFeed(held.chain.id, {
    store: {
      load: (query) => {
        loads++
        return store.load(query)
      }
    },
    crypto: archive.source.crypto,
    held: () => held,
    decided: () => blocks.length,
    snapshot: () => undefined
  })
  return {
    archive,
    feed,
    loads: () => loads,
    async add(count) {
      for (let i = 0; i < count; i++) {
        const seq = blocks.length + 1
        await archive.decide(archive.next([putCommand(seq, `key ${seq}`, seq)]))
      }
      feed.wake()
    }
  }
}

/** Heights and numbers of changes of the blocks that are told, until there are so many. */
async function take(feed: Feed, from: number, count: number): Promise<string[]> {
  const controller = new AbortController()
  const told: string[] = []
  for await (const { height, changes } of feed.blocks(from, controller.signal)) {
    told.push(`${height}: ${changes.map(({ key }) => key).join()}`)
    if (told.length === count) {
      break
    }
  }
  return told
}

describe('feed of changes', () => {
  test('tells blocks from any height on, each once', async () => {
    const { feed, add } = await watched()
    await add(5)
    expect(await take(feed, 3, 3)).toEqual(['3: key 3', '4: key 4', '5: key 5'])
    expect(await take(feed, 1, 2)).toEqual(['1: key 1', '2: key 2'])
  })

  test('goes on with what is decided later', async () => {
    const { feed, add } = await watched()
    await add(1)
    const told = take(feed, 2, 3)
    await add(1)
    await add(2)
    expect(await told).toEqual(['2: key 2', '3: key 3', '4: key 4'])
  })

  test('ends for all who watch, and who comes later, when nothing is decided any more', async () => {
    const { feed, add } = await watched()
    await add(1)
    const told = [take(feed, 1, 9), take(feed, 2, 9)]
    await new Promise(setImmediate)
    feed.close()
    expect(await Promise.all(told)).toEqual([['1: key 1'], []])
    expect(await take(feed, 1, 9)).toEqual([])
  })

  test('watchers that are up to date share one replica', async () => {
    const { feed, add, loads } = await watched()
    await add(2)
    const told = Array.from({ length: 20 }, () => take(feed, 3, 2))
    await add(1)
    await add(1)
    for (const one of told) {
      expect(await one).toEqual(['3: key 3', '4: key 4'])
    }
    expect(loads()).toBeLessThan(10)
  })

  test('a slow watcher loses nothing, whatever others have read since', async () => {
    const { feed, add } = await watched()
    await add(1)
    const controller = new AbortController()
    const slow = feed.blocks(1, controller.signal)
    expect((await slow.next()).value?.height).toBe(1)
    await add(1_500)
    expect(await take(feed, 1_500, 1)).toEqual(['1500: key 1500'])
    for (let height = 2; height <= 1_501; height++) {
      expect((await slow.next()).value?.height, `block ${height}`).toBe(height)
    }
    controller.abort()
    expect((await slow.next()).done).toBe(true)
  })

  test('what is no longer on the disk is refused', async () => {
    const { archive, feed, add } = await watched()
    await add(3)
    await archive.write([{ type: 'del', key: blockKey(archive.held.chain.id, 1) }])
    await expect(take(feed, 1, 1)).rejects.toMatchObject({ code: 'ERR_COMPACTED' })
  })
})
