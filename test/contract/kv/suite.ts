/**
 * What every key-value store of a group promises, whatever the engine that keeps it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jsonText, type KvInput, type KvKeyInput } from '../../../src/index.ts'
import {
  askedAgain,
  type KvFixture,
  type KvGround,
  PATIENT_MS,
  revisionOf,
  textOf
} from './fixture.ts'
import { testSizes } from './sizes.ts'

const INVALID = { name: 'InvalidInputError' }
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values)

/** Keys that systems before split, decoded, escaped or cut. */
const KEYS: readonly KvKeyInput[] = [
  'a b',
  'a-b',
  '-',
  'a\0b',
  ' ',
  '%20',
  'a/b?c=d&e',
  '"; DROP TABLE kv; --',
  "__import__('os')",
  'ü€😀',
  '__proto__',
  bytes(0),
  bytes(0, 0),
  bytes(255, 254),
  'k'.repeat(1024),
  `${'k'.repeat(1023)}l`
]

/** JSON texts that come back as they were put. */
const TEXTS = ['1.0', '1e2', '{"b": 1,  "a": [null]}', '"\\u0000 - x"', '""', 'null', '"__proto__"']

export function runKvContract(fixture: KvFixture): void {
  const { name, promises, open } = fixture
  const promised = (...features: readonly string[]): boolean =>
    features.every((feature) => promises.has(feature as never))

  describe(`kv of ${name}`, () => {
    let ground: KvGround
    beforeAll(async () => {
      ground = await open()
    }, PATIENT_MS)
    afterAll(() => ground.close())

    const at = (i: number) => ground.stores[i % ground.stores.length] ?? ground.stores[0]

    describe('one key', () => {
      test(
        'a key that was never put is not there, anywhere',
        async () => {
          for (const store of ground.stores) {
            expect(await store.get('never'), 'at each vehicle').toBeUndefined()
          }
        },
        PATIENT_MS
      )

      test(
        'what is acknowledged is read at once, at every vehicle',
        async () => {
          for (let i = 0; i < 24; i++) {
            await at(i).put('seen', i)
            expect((await at(i + 1 + (i % 3)).get('seen'))?.value, `put ${i}`).toBe(i)
          }
        },
        PATIENT_MS
      )

      test(
        'a JSON text is kept to the letter',
        async () => {
          for (const [i, text] of TEXTS.entries()) {
            await at(i).put('letter', jsonText(text))
            const entry = await at(i + 1).get('letter')
            expect([textOf(entry), entry?.kind, entry?.value], text).toEqual([
              text,
              'json',
              JSON.parse(text)
            ])
          }
        },
        PATIENT_MS
      )

      test(
        'a key is its bytes, whatever they mean elsewhere',
        async () => {
          await Promise.all(KEYS.map((key, i) => at(i).put(key, `value ${i}`)))
          for (const [i, key] of KEYS.entries()) {
            const entry = await at(i + 1).get(key)
            expect(entry?.value, `key ${i}`).toBe(`value ${i}`)
            const wanted = typeof key === 'string' ? new TextEncoder().encode(key) : key
            expect(entry?.keyBytes, `key ${i}`).toEqual(wanted)
          }
        },
        PATIENT_MS
      )

      test(
        'an empty value is a value, and no deleted key',
        async () => {
          const empty: readonly KvInput[] = [new Uint8Array(0), '', null, {}]
          for (const [i, value] of empty.entries()) {
            await at(i).put(`empty/${i}`, value)
            const entry = await at(i + 2).get(`empty/${i}`)
            expect(entry?.value, `value ${i}`).toEqual(value)
            expect(entry?.kind, `value ${i}`).toBe(i === 0 ? 'bytes' : 'json')
          }
        },
        PATIENT_MS
      )

      test(
        'bytes are kept byte by byte',
        async () => {
          const all = Uint8Array.from({ length: 256 }, (_, i) => i)
          await at(0).put('bytes', all)
          const entry = await at(3).get('bytes')
          expect([entry?.kind, entry?.value]).toEqual(['bytes', all])
        },
        PATIENT_MS
      )

      test(
        'every put has a greater revision, also after the key was deleted',
        async () => {
          let before = -1n
          for (let i = 0; i < 12; i++) {
            const put = await at(i).put('revised', i)
            const entry = await at(i + 1).get('revised')
            expect(entry?.revision, `put ${i}`).toBe(put.revision)
            expect(revisionOf(put) > before, `${put.revision} after put ${i}`).toBe(true)
            before = revisionOf(put)
            if (i % 4 === 3) {
              await at(i + 2).delete('revised')
            }
          }
        },
        PATIENT_MS
      )

      test(
        'a deleted key is gone, and deleting it again does nothing',
        async () => {
          await at(0).put('gone', 1)
          expect((await at(1).delete('gone')).found).toBe(true)
          for (const store of ground.stores) {
            expect(await store.get('gone'), 'at each vehicle').toBeUndefined()
          }
          expect((await at(2).delete('gone')).found).toBe(false)
          await at(3).put('gone', 2)
          expect((await at(0).get('gone'))?.value).toBe(2)
        },
        PATIENT_MS
      )
    })

    describe('limits', () => {
      testSizes(() => ground.stores, promised)

      test('what is beyond a limit is refused before anybody is asked', async () => {
        const kv = at(2)
        await expect(kv.put('', 1)).rejects.toMatchObject(INVALID)
        await expect(kv.get('')).rejects.toMatchObject(INVALID)
        await expect(kv.put('k'.repeat(1025), 1)).rejects.toMatchObject(INVALID)
        await expect(kv.put('k', undefined as never)).rejects.toMatchObject(INVALID)
        await expect(kv.scan({ prefix: 'a', from: 'b' })).rejects.toMatchObject(INVALID)
        await expect(kv.scan({ limit: 0 })).rejects.toMatchObject(INVALID)
        await expect(kv.get('k', { timeoutMs: 0 })).rejects.toMatchObject(INVALID)
        const parts = Array.from({ length: 129 }, () => ({ type: 'get', key: 'k' }) as const)
        await expect(kv.transact({ whenTrue: parts })).rejects.toMatchObject(INVALID)
      })

      test('a transaction of nothing is refused before anybody is asked', async () => {
        const empty = { compares: [], whenTrue: [], whenFalse: [] }
        for (const transaction of [{}, empty]) {
          const error = await at(3)
            .transact(transaction)
            .catch((cause: unknown) => cause)
          expect(error).toMatchObject(INVALID)
          expect((error as Error).message).toMatch(/^a transaction needs .{10,100}$/)
        }
      })
    })

    describe('the same operation again', () => {
      test(
        'a put is done once, also when somebody else has put since',
        async () => {
          const first = await at(0).put('once', 'first')
          await at(1).put('once', 'second')
          const { operation } = first
          const again = await askedAgain(fixture, at(2).put('once', 'first', { operation }))
          expect(again?.revision ?? first.revision).toBe(first.revision)
          expect((await at(3).get('once'))?.value).toBe('second')
          const there = await askedAgain(fixture, at(0).put('once', 'first', { operation }))
          expect(there?.revision ?? first.revision).toBe(first.revision)
          expect((await at(3).get('once'))?.value).toBe('second')
        },
        PATIENT_MS
      )

      test(
        'a delete is done once',
        async () => {
          await at(0).put('once deleted', 1)
          const { operation } = await at(1).delete('once deleted')
          await at(2).put('once deleted', 2)
          const again = await askedAgain(fixture, at(3).delete('once deleted', { operation }))
          expect(again?.found ?? true).toBe(true)
          expect((await at(0).get('once deleted'))?.value).toBe(2)
        },
        PATIENT_MS
      )

      test(
        'another operation of the same id is refused',
        async () => {
          const { operation } = await at(0).put('mine', 'x')
          const others = [
            () => at(1).delete('mine', { operation }),
            () => at(1).put('mine', 'y', { operation }),
            () => at(2).put('not mine', 'x', { operation }),
            () => at(3).put('mine', 'x', { operation, previous: true })
          ]
          for (const other of others.filter((_, i) => i < 3 || promised('previous'))) {
            await expect(other()).rejects.toMatchObject({
              code: promised('again')
                ? 'ERR_OTHER_OPERATION'
                : expect.stringMatching(/^ERR_(OTHER_OPERATION|OUTCOME_UNKNOWN)$/)
            })
          }
          expect((await at(2).get('mine'))?.value).toBe('x')
          expect(await at(2).get('not mine')).toBeUndefined()
        },
        PATIENT_MS
      )

      test.runIf(promised('compareAndSet'))(
        'a compare-and-set is done once',
        async () => {
          const first = await at(0).compareAndSet('once swapped', 'absent', 1)
          const { operation } = first
          const again = await askedAgain(
            fixture,
            at(1).compareAndSet('once swapped', 'absent', 1, { operation })
          )
          expect([first.succeeded, again?.succeeded ?? true]).toEqual([true, true])
          expect(again?.revision ?? first.revision).toBe(first.revision)
        },
        PATIENT_MS
      )

      test.runIf(promised('transactions'))(
        'a transaction is done once',
        async () => {
          const transaction = {
            whenTrue: ['once/a', 'once/b'].map((key) => ({ type: 'put', key, value: 1 }) as const)
          }
          const { operation } = await at(0).transact(transaction)
          await at(1).put('once/b', 2)
          const again = await askedAgain(fixture, at(2).transact(transaction, { operation }))
          expect(again?.succeeded ?? true).toBe(true)
          expect((await at(3).get('once/b'))?.value).toBe(2)
        },
        PATIENT_MS
      )
    })

    describe('scans', () => {
      beforeAll(async () => {
        await Promise.all(Array.from({ length: 25 }, (_, i) => at(i).put(`car/${10 + i}`, i)))
        await at(0).put('cas', 'before the prefix')
        await at(1).put('car0', 'behind the prefix')
      }, PATIENT_MS)
      const keys = (entries: readonly { readonly key: string }[]) => entries.map(({ key }) => key)

      test(
        'go by prefix, in the order of the keys, in pages',
        async () => {
          const page = await at(3).scan({ prefix: 'car/', limit: 10 })
          expect([page.entries.length, page.entries[9]?.key]).toEqual([10, 'car/19'])
          const rest = await at(1).scan({ prefix: 'car/', limit: 20, cursor: page.cursor })
          expect([rest.entries.length, rest.cursor]).toEqual([15, undefined])
          expect(rest.entries.at(-1)?.value).toBe(24)
        },
        PATIENT_MS
      )

      test(
        'go by bounds, backwards, and without values',
        async () => {
          const found: string[] = []
          const range = { from: 'car/12', to: 'car/15' }
          for await (const { key } of at(3).scanAll({ ...range, reverse: true, limit: 2 })) {
            found.push(key)
          }
          expect(found).toEqual(['car/14', 'car/13', 'car/12'])
          const { entries } = await at(2).scan({ ...range, keysOnly: true })
          expect(entries.map(({ key, bytes: { length } }) => [key, length])).toEqual(
            ['car/12', 'car/13', 'car/14'].map((key) => [key, 0])
          )
        },
        PATIENT_MS
      )

      test(
        'have every acknowledged put, and no deleted key',
        async () => {
          await at(0).put('scan/a', 1)
          await at(1).put('scan/b', 2)
          await at(2).delete('scan/a')
          expect(keys((await at(3).scan({ prefix: 'scan/' })).entries)).toEqual(['scan/b'])
          await at(2).put('scan/a', 3)
          expect(keys((await at(0).scan({ prefix: 'scan/' })).entries)).toEqual([
            'scan/a',
            'scan/b'
          ])
        },
        PATIENT_MS
      )

      test.runIf(promised('count'))(
        'count what they would show',
        async () => {
          expect(await at(2).count({ prefix: 'car/' })).toBe(25)
          expect(await at(3).count({ from: 'car/12', to: 'car/15' })).toBe(3)
        },
        PATIENT_MS
      )
    })
  })
}
