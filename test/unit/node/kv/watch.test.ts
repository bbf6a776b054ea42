/** Watching a store: what is asked for is checked before anything is read, and nobody watches for ever. */
import { afterEach, describe, expect, test } from 'vitest'
import { createKvWatch, type KvWatch } from '../../../../src/node/kv/watch.ts'
import {
  createGroupArchive,
  type GroupArchive,
  putCommand
} from '../../../support/group-archive.ts'

const archives: GroupArchive[] = []

afterEach(async () => {
  for (const { store } of archives.splice(0)) {
    await store.close()
  }
})

interface Watched {
  readonly chain: string
  readonly watch: KvWatch
  /** The vehicle ends. */
  end(): void
}

/** A vehicle that keeps one block of a group, which it leads. */
async function watched(): Promise<Watched> {
  const archive = await createGroupArchive()
  archives.push(archive)
  const { held, store, blocks } = archive
  await archive.decide(archive.next([putCommand(1, 'key 1', 1)]))
  const { id: chain } = held.chain
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  type Vehicle = Parameters<typeof createKvWatch>[1]
  const vehicle = {
    self: 'self',
    holdings: { get: () => held, all: () => [held] },
    groups: {
      decidedOf: () => ({ height: blocks.length }),
      membersOf: () => ['self'],
      snapshotOf: () => undefined
    }
  } as unknown as Vehicle
  type Foundation = Parameters<typeof createKvWatch>[0]
  const { crypto } = archive.source
  const foundation = { store, identity: { crypto } } as unknown as Foundation
  const events = { on: () => () => undefined } as unknown as Parameters<typeof createKvWatch>[2]
  const watch = createKvWatch(foundation, vehicle, events, ended, () =>
    Promise.resolve(blocks.length)
  )
  return { chain, watch, end }
}

describe('watch of a store', () => {
  test('a height that is none is told, and nothing is waited for', async () => {
    const { chain, watch } = await watched()
    for (const fromHeight of [0, -1, 1.5, Number.NaN, 2 ** 48 + 1]) {
      const next = watch.changes(chain, { fromHeight }).next()
      await expect(next, `${fromHeight}`).rejects.toMatchObject({
        code: 'ERR_INVALID_INPUT',
        message: expect.stringContaining(`fromHeight is ${fromHeight}, allowed are`)
      })
    }
    const first = await watch.changes(chain, { fromHeight: 1 }).next()
    expect(first.value).toMatchObject({ key: 'key 1', height: 1 })
  })

  test('ends with the vehicle, for who watches already and for who comes later', async () => {
    const { chain, watch, end } = await watched()
    const waiting = watch.changes(chain, {}).next()
    await new Promise(setImmediate)
    end()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await watch.changes(chain, {}).next()).toEqual({ done: true, value: undefined })
  })
})
