/**
 * What the replicated stores before this one lost, hung on or died of, asked of every engine.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { jsonText, type KvStore, type KvWritten } from '../../../src/index.ts'
import { type KvFixture, type KvGround, PATIENT_MS, revisionOf, textOf } from './fixture.ts'

/** Sizes around those that fixed buffers of former servers had: 41, 1000 and 1024 bytes. */
const SIZES = [0, 1, 40, 41, 42, 999, 1000, 1023, 1024, 1025, 65_536, 1_048_575, 1_048_576]
/** Time in which a call is answered although a member is gone. */
const LOST_MS = 10_000

export function runKvRegressions({ name, promises, open }: KvFixture): void {
  describe(`failures of former stores, with ${name}`, () => {
    let ground: KvGround
    beforeEach(async () => {
      ground = await open()
    }, PATIENT_MS)
    afterEach(() => ground.close())
    const at = (i: number): KvStore => ground.stores[i % ground.stores.length] ?? ground.stores[0]

    test(
      'B20: writers at every vehicle at once lose no acknowledged put, on any key',
      async () => {
        const writers = Array.from({ length: 8 }, async (_, writer) => {
          for (let i = 0; i < 15; i++) {
            await Promise.all([
              at(writer).put(`own/${writer}/${i}`, i),
              at(writer).put(`shared/${i}`, `${writer}`)
            ])
          }
        })
        await Promise.all(writers)
        for (const store of ground.stores) {
          for (let writer = 0; writer < 8; writer++) {
            const own = await store.get(`own/${writer}/14`)
            expect(own?.value, `the last of writer ${writer}`).toBe(14)
          }
        }
        const { entries } = await at(3).scan({ prefix: 'own/', limit: 1000 })
        expect(entries.length).toBe(8 * 15)
        expect((await at(2).scan({ prefix: 'shared/' })).entries.length).toBe(15)
      },
      PATIENT_MS
    )

    test(
      'raced writes have an order, and no reader goes back in it',
      async () => {
        let isDone = false
        const seen: bigint[][] = ground.stores.map(() => [])
        const readers = ground.stores.map(async (store, i) => {
          while (!isDone) {
            const entry = await store.get('raced')
            if (entry !== undefined) {
              seen[i]?.push(revisionOf(entry))
            }
          }
        })
        const puts = Array.from({ length: 4 }, async (_, writer) => {
          const revisions: { readonly revision: string; readonly value: string }[] = []
          for (let i = 0; i < 15; i++) {
            const value = `${writer}:${i}`
            const { revision } = await at(writer).put('raced', value)
            revisions.push({ revision, value })
          }
          return revisions
        })
        const done = (await Promise.all(puts)).flat()
        isDone = true
        await Promise.all(readers)
        const sorted = done.toSorted((a, b) => (revisionOf(a) < revisionOf(b) ? -1 : 1))
        expect(new Set(done.map(({ revision }) => revision)).size, 'each its own').toBe(done.length)
        for (const [i, store] of ground.stores.entries()) {
          expect((await store.get('raced'))?.value, `at ${i}`).toBe(sorted.at(-1)?.value)
          const back = seen[i]?.findIndex((revision, k) => revision < (seen[i]?.[k - 1] ?? 0n))
          expect(back, `reader ${i} goes back`).toBe(-1)
        }
      },
      PATIENT_MS
    )

    test(
      'B14: values of any size up to 1 MiB come back whole',
      async () => {
        for (const [i, size] of SIZES.entries()) {
          const value = Uint8Array.from({ length: size }, (_, k) => (k * 31 + i) % 256)
          await at(i).put(`size/${size}`, value)
          const found = (await at(i + 1).get(`size/${size}`))?.bytes
          expect(found !== undefined && Buffer.compare(found, value), `${size} bytes`).toBe(0)
        }
      },
      PATIENT_MS
    )

    test(
      'B22: with the member gone of which most depends, every key is read',
      async () => {
        const keys = Array.from({ length: 24 }, (_, i) => `key-${i}`)
        await Promise.all(keys.map((key, i) => at(i).put(key, i)))
        const lost = await ground.lose()
        const left = ground.stores.filter((_, i) => i !== lost)
        const leftAt = (i: number): KvStore => left[i % left.length] ?? at(lost + 1)
        const options = { timeoutMs: LOST_MS }
        for (const [i, key] of keys.entries()) {
          expect((await leftAt(i).get(key, options))?.value, key).toBe(i)
        }
        const puts = await Promise.allSettled(
          keys.map((key, i) => leftAt(i).put(key, `${i} again`, options))
        )
        const done = puts.filter(({ status }) => status === 'fulfilled').length
        expect(done, 'no key waits for another one').toBeGreaterThan(0)
        if (promises.has('spare')) {
          expect(done).toBe(keys.length)
        }
        for (const [i, put] of puts.entries()) {
          const found = await leftAt(i + 1).get(keys[i] ?? '', options)
          if (put.status === 'fulfilled') {
            expect(found?.value, `key ${i}`).toBe(`${i} again`)
          } else {
            expect(put.reason, `key ${i}`).toMatchObject({ code: expect.stringMatching(/^ERR_/) })
            expect([i, `${i} again`], `key ${i}`).toContain(found?.value)
          }
        }
      },
      PATIENT_MS
    )

    test(
      'what was acknowledged is there when all members were down',
      async () => {
        const done = await Promise.all(
          Array.from({ length: 12 }, (_, i) => at(i).put(`kept/${i}`, jsonText(`${i}.0`)))
        )
        await at(0).delete('kept/3')
        await ground.restart()
        for (let i = 0; i < 12; i++) {
          const entry = await at(i).get(`kept/${i}`)
          expect(textOf(entry), `key ${i}`).toBe(i === 3 ? undefined : `${i}.0`)
          if (i !== 3) {
            expect(entry?.revision, `key ${i}`).toBe(done[i]?.revision)
          }
        }
        // Nor is an operation of before done again, known or not, or a revision given again.
        const { operation = '', revision = '' } = done[0] ?? {}
        const later = await at(1).put('kept/0', 'later')
        const again = await at(2)
          .put('kept/0', jsonText('0.0'), { operation })
          .catch((error: unknown) => error)
        expect([revision, 'ERR_OUTCOME_UNKNOWN']).toContain(
          again instanceof Error && 'code' in again ? again.code : (again as KvWritten).revision
        )
        expect((await at(3).get('kept/0'))?.value).toBe('later')
        expect(revisionOf(later) > revisionOf({ revision })).toBe(true)
        const anew = await at(0).put('kept/3', 'anew')
        expect(revisionOf(anew) > revisionOf(done[3] ?? anew)).toBe(true)
      },
      PATIENT_MS
    )

    test.runIf(promises.has('compareAndSet'))(
      'B25: a key is deleted after a change of it was refused',
      async () => {
        await at(0).put('refused before', 1)
        const refused = await at(1).compareAndSet('refused before', 'absent', 2)
        expect(refused.succeeded).toBe(false)
        expect((await at(2).delete('refused before')).found).toBe(true)
        expect(await at(3).get('refused before')).toBeUndefined()
      },
      PATIENT_MS
    )

    test.runIf(promises.has('transactions'))(
      'B25: keys are deleted after a transaction on them was refused',
      async () => {
        await Promise.all(['x', 'y'].map((key) => at(0).put(key, 1)))
        const refused = await at(1).transact({
          compares: [
            { key: 'x', expected: 'present' },
            { key: 'y', expected: 'absent' }
          ],
          whenTrue: [{ type: 'delete', key: 'x' }]
        })
        expect(refused.succeeded).toBe(false)
        for (const key of ['x', 'y']) {
          expect((await at(2).delete(key)).found, key).toBe(true)
          expect(await at(3).get(key), key).toBeUndefined()
        }
      },
      PATIENT_MS
    )

    test(
      'B23: what is asked before the group is complete is answered',
      async () => {
        // Nobody has waited for a leader, for the third member, or for the stranger to hear of it.
        const answers = await Promise.all([
          ...ground.stores.map((store) => store.get('early')),
          ...ground.stores.map((store, i) => store.put(`early/${i}`, i))
        ])
        expect(answers.slice(0, 4)).toEqual([undefined, undefined, undefined, undefined])
        for (let i = 0; i < 4; i++) {
          expect(textOf(await at(i + 1).get(`early/${i}`)), `put ${i}`).toBe(`${i}`)
        }
      },
      PATIENT_MS
    )
  })
}
