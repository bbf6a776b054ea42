/**
 * How large a value and an operation may be: the same with every engine, through every vehicle.
 */
import { expect, test } from 'vitest'
import type { KvFeature, KvStore } from '../../../src/index.ts'
import { askedAnew, type KvGround, PATIENT_MS } from './fixture.ts'

const mebibyte = (last: number): Uint8Array =>
  new Uint8Array(1024 * 1024).fill(7).fill(last, 1024 * 1024 - 1)
const isSame = (found: Uint8Array | undefined, value: Uint8Array): boolean =>
  found !== undefined && Buffer.compare(found, value) === 0

/** `stores` are those of a ground that is open when the tests run. */
export function testSizes(
  stores: () => KvGround['stores'],
  promised: (...features: readonly KvFeature[]) => boolean
): void {
  const at = (i: number): KvStore => stores()[i % stores().length] ?? stores()[0]

  test(
    'a value of 1 MiB is kept under the longest key',
    async () => {
      const key = 'L'.repeat(1024)
      await at(3).put(key, mebibyte(1))
      for (const store of stores()) {
        expect(isSame((await store.get(key))?.bytes, mebibyte(1))).toBe(true)
      }
      await at(1).put(key, mebibyte(2))
      const { entries } = await at(3).scan({ prefix: key })
      expect(entries.map((entry) => isSame(entry.bytes, mebibyte(2)))).toEqual([true])
      await at(0).delete(key)
    },
    PATIENT_MS
  )

  test.runIf(promised('previous', 'oneKeyTransactions', 'compareAndSet'))(
    'a value of 1 MiB is told where it was changed, and compared',
    async () => {
      const key = 'M'.repeat(1024)
      await at(3).put(key, mebibyte(2))
      const { previous } = await askedAnew(() => at(2).put(key, mebibyte(2), { previous: true }))
      expect(isSame(previous?.bytes, mebibyte(2))).toBe(true)
      const { parts } = await askedAnew(() => at(3).transact({ whenTrue: [{ type: 'get', key }] }))
      const found = parts.map((part) => part.type === 'get' && part.entry?.bytes)
      expect(found.map((one) => isSame(one || undefined, mebibyte(2)))).toEqual([true])
      const swapped = await at(0).compareAndSet(key, { value: mebibyte(2) }, 'small')
      expect(swapped.succeeded).toBe(true)
      await at(1).delete(key)
    },
    PATIENT_MS
  )

  test('a value of one byte more than 1 MiB is refused, and nothing is done', async () => {
    const large = new Uint8Array(1024 * 1024 + 1)
    const refusal = {
      code: 'ERR_TOO_LARGE',
      message: 'a value has 1048577 bytes, at most 1048576 are allowed'
    }
    for (const store of stores()) {
      await expect(store.put('over', large)).rejects.toMatchObject(refusal)
      await expect(store.compareAndSet('over', { value: large }, 1)).rejects.toMatchObject(refusal)
    }
    expect(await at(1).get('over')).toBeUndefined()
  })

  test('an operation that is too large as a whole is refused, and nothing is done', async () => {
    const refusal = {
      code: 'ERR_TOO_LARGE',
      message: expect.stringMatching(/^the operation has \d+ bytes, at most 1052672 are allowed$/)
    }
    const [some, other] = [new Uint8Array(600_000), new Uint8Array(600_000).fill(1)]
    for (const store of stores()) {
      await expect(store.compareAndSet('whole', { value: some }, other)).rejects.toMatchObject(
        refusal
      )
      const puts = [some, other].map(
        (value, i) => ({ type: 'put', key: `whole/${i}`, value }) as const
      )
      await expect(store.transact({ whenTrue: puts })).rejects.toMatchObject(refusal)
    }
    expect((await at(2).scan({ prefix: 'whole' })).entries).toEqual([])
  })
}
