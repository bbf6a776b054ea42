/** Copies of the store of a running vehicle: few at a time, and none that nobody takes on. */
import { expect, test, vi } from 'vitest'
import { createStoreCopies, type StorePortion } from '../../../src/node/store-copies.ts'
import { StoreFailedError } from '../../../src/storage/index.ts'
import { collect } from '../../support/collect.ts'

const PORTION: StorePortion = [['s/a', new Uint8Array(4)]]

/** A store with three portions that tells how many of its copies are open. */
function fakeStore(error?: Error) {
  let open = 0
  return {
    open: () => open,
    async *copy() {
      open++
      try {
        yield await Promise.resolve(PORTION)
        if (error !== undefined) {
          throw error
        }
        yield PORTION
        yield PORTION
      } finally {
        open--
      }
    }
  }
}

test('store copies: no more than so many at a time, and a finished one makes room', async () => {
  const store = fakeStore()
  const copyStore = createStoreCopies(store, { copiesMax: 2, idleMs: 1000 })
  const [one, two] = [copyStore(), copyStore()]
  await one.next()
  await two.next()
  await expect(copyStore().next()).rejects.toMatchObject({ code: 'ERR_BUSY' })
  expect(store.open()).toBe(2)
  await one.return()
  expect(store.open()).toBe(1)
  expect(await collect(copyStore())).toHaveLength(3)
  expect(await collect(two)).toHaveLength(2)
  expect(store.open()).toBe(0)
})

test('store copies: one of which nothing is taken is given up and makes room', async () => {
  vi.useFakeTimers()
  try {
    const store = fakeStore()
    const copyStore = createStoreCopies(store, { copiesMax: 1, idleMs: 1000 })
    const stuck = copyStore()
    await stuck.next()
    await vi.advanceTimersByTimeAsync(999)
    await expect(copyStore().next()).rejects.toMatchObject({ code: 'ERR_BUSY' })
    await vi.advanceTimersByTimeAsync(1)
    expect(store.open()).toBe(0)
    expect(await collect(copyStore())).toHaveLength(3)
    await expect(stuck.next()).rejects.toMatchObject({ code: 'ERR_TIMEOUT' })
    expect(await collect(copyStore())).toHaveLength(3)
  } finally {
    vi.useRealTimers()
  }
})

test('store copies: the end of the node and of the caller end a copy', async () => {
  const closed = fakeStore(new StoreFailedError('the store is closed', 'closed'))
  const copy = createStoreCopies(closed)()
  await copy.next()
  await expect(copy.next()).rejects.toMatchObject({ code: 'ERR_STOPPED' })
  expect(closed.open()).toBe(0)
  const store = fakeStore()
  const controller = new AbortController()
  const aborted = createStoreCopies(store)({ signal: controller.signal })
  await aborted.next()
  controller.abort(new Error('gone'))
  await expect(aborted.next()).rejects.toThrow('gone')
  expect(store.open()).toBe(0)
})
