/**
 * What some engines promise and others refuse: each feature works as the contract says, or is refused
 * for good in one sentence, with nothing done.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  KV_FEATURES,
  type KvFeature,
  type KvStore,
  OutcomeUnknownError,
  RefusedError
} from '../../../src/index.ts'
import { expectNotSupported, type KvFixture, type KvGround, PATIENT_MS } from './fixture.ts'

/**
 * A call that needs the feature, on keys that nobody else uses. What has none here is not refused where
 * it is not promised, only weaker.
 */
const CALLS: Readonly<Partial<Record<KvFeature, (kv: KvStore) => Promise<unknown>>>> = {
  compareAndSet: (kv) => kv.compareAndSet('refused', 'absent', 1),
  oneKeyTransactions: (kv) =>
    kv.transact({ whenTrue: [{ type: 'put', key: 'refused', value: 1 }] }),
  transactions: (kv) =>
    kv.transact({
      whenTrue: [
        { type: 'put', key: 'refused', value: 1 },
        { type: 'put', key: 'refused too', value: 1 }
      ]
    }),
  timeToLive: (kv) => kv.put('refused', 1, { ttlMs: 60_000 }),
  touch: (kv) => kv.touch('refused', 60_000),
  count: (kv) => kv.count(),
  stats: (kv) => kv.stats(),
  watch: (kv) => kv.watch().next()
}

/**
 * All vehicles share this thread: while it stands still none of them hears anything, and when it goes on
 * timers come first, so the time of a caller is up before what has come meanwhile is heard. Longer than
 * any engine lets pass between two looks at the clock.
 */
const STALL_MS = 150
/** Longest way of a put from its caller to the answer, and how often one is stalled somewhere on it. */
const TURNS_MAX = 60
const STALLS_MAX = 200
/** Puts of unknown outcome that are asked again. */
const LOST = 3

function stall(): void {
  const endsAtMs = performance.now() + STALL_MS
  while (performance.now() < endsAtMs) {
    // Nothing is heard.
  }
}

/** Lets what is under way come this much further. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

type Case = readonly [name: string, run: (at: (i: number) => KvStore) => Promise<void>]

const WORKS: Readonly<Record<KvFeature, readonly Case[]>> = {
  compareAndSet: [
    [
      'puts once when the key must be absent',
      async (at) => {
        const first = await at(0).compareAndSet('lock', 'absent', 'car-1')
        const second = await at(3).compareAndSet('lock', 'absent', 'car-2')
        expect([first.succeeded, second.succeeded]).toEqual([true, false])
        expect((await at(1).get('lock'))?.value).toBe('car-1')
        expect(second.modified).toBe(first.revision)
      }
    ],
    [
      'compares presence, revision and value',
      async (at) => {
        const swap = async (expected: Parameters<KvStore['compareAndSet']>[1], i: number) =>
          (await at(i).compareAndSet('swap', expected, i)).succeeded
        expect(await swap('present', 0), 'absent yet').toBe(false)
        const { revision } = await at(1).put('swap', 'begin')
        expect(await swap({ revision }, 2), 'its revision').toBe(true)
        expect(await swap({ revision }, 3), 'a former revision').toBe(false)
        expect(await swap({ value: 'begin' }, 3), 'a former value').toBe(false)
        expect(await swap({ value: 2 }, 1), 'its value').toBe(true)
        expect(await swap('present', 0), 'present').toBe(true)
        expect((await at(3).get('swap'))?.value).toBe(0)
      }
    ],
    [
      'loses no increment of counters that are raised at every vehicle',
      async (at) => {
        const raise = async (i: number): Promise<void> => {
          for (;;) {
            const entry = await at(i).get('counter')
            const expected = entry === undefined ? 'absent' : { revision: entry.revision }
            const next = Number(entry?.value ?? 0) + 1
            if ((await at(i).compareAndSet('counter', expected, next)).succeeded) {
              return
            }
          }
        }
        const clients = Array.from({ length: 4 }, async (_, i) => {
          for (let k = 0; k < 6; k++) {
            await raise(i)
          }
        })
        await Promise.all(clients)
        expect((await at(2).get('counter'))?.value).toBe(24)
      }
    ]
  ],
  oneKeyTransactions: [
    [
      'does one branch or the other',
      async (at) => {
        const transaction = {
          compares: [{ key: 'branch', expected: 'absent' as const }],
          whenTrue: [{ type: 'put', key: 'branch', value: 1 } as const],
          whenFalse: [{ type: 'get', key: 'branch' } as const]
        }
        const first = await at(0).transact(transaction)
        const second = await at(3).transact(transaction)
        expect([first.succeeded, second.succeeded]).toEqual([true, false])
        const [got] = second.parts
        expect(got?.type === 'get' ? got.entry?.value : undefined).toBe(1)
      }
    ]
  ],
  transactions: [
    [
      'are done whole, and all parts see the state before',
      async (at) => {
        await at(0).put('t/a', 1)
        const done = await at(3).transact({
          compares: [{ key: 't/a', expected: { value: 1 } }],
          whenTrue: [
            { type: 'get', key: 't/a' },
            { type: 'put', key: 't/a', value: 2 },
            { type: 'put', key: 't/b', value: 3 },
            { type: 'delete', key: 't/none' }
          ],
          whenFalse: [{ type: 'delete', key: 't/a' }]
        })
        expect(done.succeeded).toBe(true)
        const [got, , put, deleted] = done.parts
        expect(got?.type === 'get' ? got.entry?.value : undefined).toBe(1)
        expect([put, deleted].map((part) => part?.type !== 'get' && part?.found)).toEqual([
          false,
          false
        ])
        expect([(await at(1).get('t/a'))?.value, (await at(2).get('t/b'))?.value]).toEqual([2, 3])
      }
    ],
    [
      'change nothing when a compare of any key fails',
      async (at) => {
        await at(1).put('u/a', 1)
        const done = await at(2).transact({
          compares: [
            { key: 'u/a', expected: 'present' },
            { key: 'u/b', expected: 'present' }
          ],
          whenTrue: [
            { type: 'put', key: 'u/a', value: 2 },
            { type: 'put', key: 'u/b', value: 2 }
          ]
        })
        expect(done.succeeded).toBe(false)
        expect([(await at(0).get('u/a'))?.value, await at(3).get('u/b')]).toEqual([1, undefined])
      }
    ],
    [
      'that move between the same keys at every vehicle keep the sum, and none waits for ever',
      async (at) => {
        const keys = ['sum/a', 'sum/b', 'sum/c']
        await Promise.all(keys.map((key) => at(0).put(key, 100)))
        const move = async (i: number, from: string, to: string): Promise<void> => {
          for (;;) {
            const [a, b] = await Promise.all([at(i).get(from), at(i).get(to)])
            const done = await at(i).transact({
              compares: [
                { key: from, expected: { revision: a?.revision ?? '' } },
                { key: to, expected: { revision: b?.revision ?? '' } }
              ],
              whenTrue: [
                { type: 'put', key: from, value: Number(a?.value) - 1 },
                { type: 'put', key: to, value: Number(b?.value) + 1 }
              ]
            })
            if (done.succeeded) {
              return
            }
          }
        }
        const clients = Array.from({ length: 4 }, async (_, i) => {
          for (let k = 0; k < 3; k++) {
            await move(i, keys[(i + k) % 3] ?? '', keys[(i + k + 1 + (k % 2)) % 3] ?? '')
          }
        })
        await Promise.all(clients)
        const values = await Promise.all(keys.map(async (key) => (await at(1).get(key))?.value))
        expect(values.reduce((sum: number, value) => sum + Number(value), 0)).toBe(300)
      }
    ]
  ],
  previous: [
    [
      'tells whether there was one, and which',
      async (at) => {
        const first = await at(0).put('former', 'x', { previous: true })
        const second = await at(1).put('former', 'y', { previous: true })
        const third = await at(2).delete('former', { previous: true })
        expect([first.found, second.found, third.found]).toEqual([false, true, true])
        expect([first, second, third].map(({ previous }) => previous?.value)).toEqual([
          undefined,
          'x',
          'y'
        ])
        expect(second.previous?.revision).toBe(first.revision)
        expect((await at(3).put('former', 'z')).previous, 'not asked for').toBeUndefined()
      }
    ]
  ],
  timeToLive: [
    [
      'ends, by the clock of the log',
      async (at) => {
        await at(0).put('brief', 1, { ttlMs: 40 })
        expect((await at(1).get('brief'))?.expiresAtMs ?? 1).toBeGreaterThan(0)
        for (let i = 0; i < 200 && (await at(2).get('brief')) !== undefined; i++) {
          await at(3).put('tick', i)
        }
        expect(await at(0).get('brief')).toBeUndefined()
      }
    ]
  ],
  touch: [
    [
      'changes how long an entry lives, and makes none',
      async (at) => {
        await at(0).put('touched', 1)
        expect((await at(1).touch('touched', 60_000)).found).toBe(true)
        expect((await at(2).get('touched'))?.expiresAtMs).toBeGreaterThan(0)
        await at(3).touch('touched', 0)
        expect((await at(0).get('touched'))?.expiresAtMs).toBeUndefined()
        expect((await at(1).touch('never touched', 60_000)).found).toBe(false)
      }
    ]
  ],
  count: [],
  stats: [
    [
      'count the keys',
      async (at) => {
        const before = (await at(0).stats()).keys
        await at(1).put('counted', 1)
        expect((await at(3).stats()).keys).toBe(before + 1)
      }
    ]
  ],
  cut: [
    [
      'shows no transaction by half',
      async (at) => {
        const both = (value: number) =>
          ['cut/a', 'cut/b'].map((key) => ({ type: 'put', key, value }) as const)
        await at(0).transact({ whenTrue: both(0) })
        let isDone = false
        const writes = (async () => {
          for (let i = 1; i <= 20; i++) {
            await at(i).transact({ whenTrue: both(i) })
          }
          isDone = true
        })()
        while (!isDone) {
          const { entries } = await at(3).scan({ prefix: 'cut/' })
          const values = entries.map(({ value }) => value)
          expect(values[0], `both have ${values.join(' and ')}`).toBe(values[1])
        }
        await writes
      }
    ]
  ],
  unknown: [
    [
      'and was done once',
      async (at) => {
        const lost: { key: string; value: number; operation: string }[] = []
        for (let i = 0; i < STALLS_MAX && lost.length < LOST; i++) {
          const [key, value] = [`lost/${i}`, i]
          const answered = at(i)
            .put(key, value, { timeoutMs: STALL_MS / 10 })
            .then(
              () => undefined,
              (cause: unknown) => cause
            )
          await turns((7 * i) % TURNS_MAX)
          stall()
          const error = await answered
          if (error instanceof OutcomeUnknownError) {
            lost.push({ key, value, operation: error.operation })
          } else if (error !== undefined) {
            expect(error, 'nothing was done').toBeInstanceOf(RefusedError)
          }
        }
        expect(lost.length, 'puts of which nobody knows whether they were done').toBe(LOST)
        for (const [i, { key, value, operation }] of lost.entries()) {
          const again = await at(i + 1).put(key, value, { operation })
          expect((await at(i + 2).get(key))?.revision, key).toBe(again.revision)
          await at(i + 3).put(key, 'since')
          await at(i)
            .put(key, value, { operation })
            .catch((cause: unknown) => expect(cause, key).toBeInstanceOf(OutcomeUnknownError))
          expect((await at(i + 2).get(key))?.value, key).toBe('since')
        }
      }
    ]
  ],
  // Asked where operations are, and where a member goes.
  again: [],
  spare: [],
  watch: [
    [
      'tells every change once, in order',
      async (at) => {
        const controller = new AbortController()
        const { height } = await at(0).put('w/0', 0)
        await at(1).put('w/1', 1)
        await at(2).delete('w/0')
        const seen: string[] = []
        const options = { prefix: 'w/', fromHeight: height, signal: controller.signal }
        for await (const change of at(1).watch(options)) {
          seen.push(`${change.type} ${change.key}`)
          if (seen.length === 3) {
            controller.abort()
          }
        }
        expect(seen).toEqual(['put w/0', 'put w/1', 'delete w/0'])
      }
    ]
  ]
}

export function runKvFeatures({ name, promises, open }: KvFixture): void {
  describe(`what ${name} promises beside`, () => {
    let ground: KvGround
    beforeAll(async () => {
      ground = await open()
    }, PATIENT_MS)
    afterAll(() => ground.close())
    const at = (i: number): KvStore => ground.stores[i % ground.stores.length] ?? ground.stores[0]

    for (const [feature, what] of Object.entries(KV_FEATURES) as [KvFeature, string][]) {
      const call = CALLS[feature]
      if (promises.has(feature)) {
        for (const [does, run] of WORKS[feature]) {
          test(`${feature} ${does}`, () => run(at), PATIENT_MS)
        }
      } else if (call !== undefined) {
        test(
          `${feature} is refused: ${what}`,
          async () => {
            for (const store of ground.stores) {
              await expectNotSupported(call(store), feature)
            }
            const after = await Promise.all(['refused', 'refused too'].map((key) => at(1).get(key)))
            expect(after, 'nothing was done').toEqual([undefined, undefined])
          },
          PATIENT_MS
        )
      }
    }
  })
}
