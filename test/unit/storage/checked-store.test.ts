/**
 * The checked store on an engine that fails, lies or dawdles.
 */
import { beforeEach, describe, expect, test } from 'vitest'
import type { LoadQuery } from '../../../src/core/machine.ts'
import { type OpenedStore, openCheckedStore } from '../../../src/storage/checked-store.ts'
import { crc32 } from '../../../src/storage/checksum.ts'
import type { Engine, Entry } from '../../../src/storage/engine.ts'
import { StoreFailedError, StoreFullError } from '../../../src/storage/errors.ts'
import type { Witness } from '../../../src/storage/witness.ts'
import { CRYPTO, del, put, stateKey } from '../../contract/store/samples.ts'

const KEYS = ['a', 'b', 'c', 'd'].map(stateKey)
const [A = '', B = '', C = '', D = ''] = KEYS
const ALL: LoadQuery = { type: 'range', gte: 's/', lte: 's/\x7f', recordsMax: 99, bytesMax: 1e6 }

/** An engine in memory that can be told to misbehave. */
interface Fake extends Engine {
  readonly records: Map<string, Uint8Array>
  readonly events: string[]
  range: Engine['range']
  writeError: Error | undefined
  witnessError: Error | undefined
  /** Loads of these keys fail, and ranges that meet them. */
  readonly unreadable: Set<string>
  /** Ranges deliver at most so many records, as if the rest were gone. */
  rangeMax: number
  gate: Promise<unknown>
}

function createFake(): Fake {
  const records = new Map<string, Uint8Array>()
  const events: string[] = []
  const unreadable = new Set<string>()
  const note = (event: string, { sequence, isClean }: Witness): void => {
    events.push(`${event} ${sequence}${isClean ? ' clean' : ''}`)
  }
  const fake: Fake = {
    records,
    events,
    unreadable,
    writeError: undefined,
    witnessError: undefined,
    rangeMax: Number.POSITIVE_INFINITY,
    gate: Promise.resolve(),
    begin(witness) {
      note('begin', witness)
      return Promise.resolve()
    },
    async write(changes) {
      await fake.gate
      if (fake.writeError !== undefined) {
        throw fake.writeError
      }
      for (const [key, stored] of changes) {
        if (stored === undefined) {
          records.delete(key)
        } else {
          records.set(key, stored)
        }
      }
      events.push(`write ${changes.length}`)
    },
    witness(witness) {
      if (fake.witnessError !== undefined) {
        throw fake.witnessError
      }
      note('witness', witness)
    },
    get: (keys) =>
      keys.some((key) => unreadable.has(key))
        ? Promise.reject(new Error('bad block'))
        : Promise.resolve(keys.map((key) => records.get(key))),
    async *all() {
      yield await Promise.resolve([...records])
    },
    range({ gte, lte }) {
      const entries: Entry[] = [...records].filter(([key]) => key >= gte && key <= lte)
      entries.sort(([one], [other]) => (one < other ? -1 : 1))
      return entries.some(([key]) => unreadable.has(key))
        ? Promise.reject(new Error('bad block'))
        : Promise.resolve({ entries: entries.slice(0, fake.rangeMax), isAll: true })
    },
    sizeBytes: () => Promise.resolve(0),
    close(witness) {
      if (witness === undefined) {
        events.push('close')
      } else {
        note('close', witness)
      }
      return Promise.resolve()
    }
  }
  return fake
}

let fake: Fake
let store: OpenedStore

const open = (): Promise<OpenedStore> =>
  openCheckedStore({
    engine: fake,
    checksum: crc32,
    crypto: CRYPTO,
    place: 'here',
    witness: { type: 'missing' },
    read: () => Promise.resolve([]),
    explain: (cause) =>
      cause instanceof StoreFailedError ? cause : new StoreFailedError('broken', 'io', { cause })
  })

const textsOf = async (query: LoadQuery): Promise<readonly (readonly [string, string?])[]> =>
  (await store.load(query)).records.map(({ key, value }) =>
    value === undefined ? [key] : [key, Buffer.from(value).toString()]
  )

beforeEach(async () => {
  fake = createFake()
  store = await open()
  await store.write(KEYS.map((key) => put(key, key)))
  fake.events.length = 0
})

describe('order', () => {
  test('a new store marks that it is in use before it writes', async () => {
    fake = createFake()
    store = await open()
    expect(fake.events).toEqual(['begin 0', 'write 2', 'witness 1'])
  })

  test('a batch resolves only when the engine has it, and is witnessed after that', async () => {
    const gate = Promise.withResolvers<undefined>()
    fake.gate = gate.promise
    const write = store.write([put(A, '1')]).then(() => fake.events.push('resolved'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(fake.events).toEqual([])
    gate.resolve(undefined)
    await write
    expect(fake.events).toEqual(['write 2', 'witness 3', 'resolved'])
  })

  test('closing leaves a clean witness of the last batch', async () => {
    await store.close()
    expect(fake.events).toEqual(['close 2 clean'])
  })

  test('closing waits for the writes and loads under way', async () => {
    const gate = Promise.withResolvers<undefined>()
    fake.gate = gate.promise
    const write = store.write([put(A, '1')])
    const load = store.load(ALL).then(() => fake.events.push('loaded'))
    const closing = store.close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(fake.events).toEqual(['loaded'])
    gate.resolve(undefined)
    await Promise.all([write, load, closing])
    expect(fake.events).toEqual(['loaded', 'write 2', 'witness 3', 'close 3 clean'])
  })

  test('closing waits for a load that takes longer than the writes', async () => {
    const gate = Promise.withResolvers<undefined>()
    const { range } = fake
    fake.range = async (span) => {
      await gate.promise
      return range(span)
    }
    const load = store.load(ALL).then(() => fake.events.push('loaded'))
    const closing = store.close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(fake.events).toEqual([])
    gate.resolve(undefined)
    await Promise.all([load, closing])
    expect(fake.events).toEqual(['loaded', 'close 2 clean'])
  })

  test('a batch is one batch for the engine, with tallies only of what it touches', async () => {
    await store.write([put('c/x/000000000001', '1'), put('o/x/ab', '1'), put(A, '2'), del(B)])
    // Four records, two tallies and the meta record.
    expect(fake.events[0]).toBe('write 7')
  })
})

describe('a failed write', () => {
  test('is told with its reason, and with it every later one', async () => {
    fake.writeError = new StoreFullError('no room')
    await expect(store.write([put(A, '1')])).rejects.toBe(fake.writeError)
    fake.writeError = undefined
    for (const ops of [[put(A, '1')], []]) {
      const later = store.write(ops)
      await expect(later).rejects.toBeInstanceOf(StoreFullError)
      await expect(later).rejects.toThrow(
        'nothing is written any more since a write failed: no room'
      )
    }
    expect(fake.events).toEqual([])
  })

  test('fails the writes that were already waiting', async () => {
    fake.writeError = new Error('EIO')
    const writes = KEYS.map((key) => store.write([put(key, 'new')]))
    const results = await Promise.allSettled(writes)
    expect(results.every(({ status }) => status === 'rejected')).toBe(true)
    expect(fake.events).toEqual([])
  })

  test('changes nothing that is loaded, and loads go on', async () => {
    fake.writeError = new Error('EIO')
    const write = store.write([put(A, 'new'), del(B)])
    await expect(write).rejects.toMatchObject({ name: 'StoreFailedError', reason: 'io' })
    expect(await textsOf(ALL)).toEqual(KEYS.map((key) => [key, key]))
  })

  test('is also one whose witness could not be written', async () => {
    fake.witnessError = new Error('EIO')
    await expect(store.write([put(A, 'new')])).rejects.toMatchObject({ reason: 'io' })
    fake.witnessError = undefined
    await expect(store.write([put(A, 'new')])).rejects.toMatchObject({ reason: 'io' })
    expect(await textsOf({ type: 'get', keys: [A] })).toEqual([[A, 'new']])
  })

  test('leaves no clean witness', async () => {
    fake.writeError = new Error('EIO')
    await store.write([put(A, 'new')]).catch(() => undefined)
    await store.close()
    expect(fake.events).toEqual(['close'])
  })
})

describe('loads', () => {
  test('one record that cannot be read does not hide the others', async () => {
    fake.unreadable.add(B)
    const expected = [[A, A], [B], [C, C], [D, D]]
    expect(await textsOf({ type: 'get', keys: KEYS })).toEqual(expected)
    expect(await textsOf(ALL)).toEqual(expected)
    expect(await textsOf({ ...ALL, reverse: true } as LoadQuery)).toEqual(expected.toReversed())
  })

  test('a range that cannot be read as one still keeps to its limits', async () => {
    fake.unreadable.add(B)
    const { records, more } = await store.load({ ...ALL, recordsMax: 3 } as LoadQuery)
    expect(records.map(({ key }) => key)).toEqual([A, B, C])
    expect(more).toBe(true)
  })

  test('records that a range leaves out appear without value', async () => {
    fake.rangeMax = 2
    expect(await textsOf(ALL)).toEqual([[A, A], [B, B], [C], [D]])
  })

  test('a batch that the engine has before the store knows is no damage', async () => {
    const gate = Promise.withResolvers<undefined>()
    const write = fake.write.bind(fake)
    Object.assign(fake, {
      write: async (changes: Parameters<Engine['write']>[0]) => {
        await write(changes)
        await gate.promise
      }
    })
    const writing = store.write([put(A, 'new'), del(B), put(stateKey('x'), 'new')])
    await new Promise((resolve) => setImmediate(resolve))
    const expected = [
      [A, 'new'],
      [C, C],
      [D, D],
      [stateKey('x'), 'new']
    ]
    expect(await textsOf(ALL)).toEqual(expected)
    expect(await textsOf({ type: 'get', keys: [...KEYS, stateKey('x')] })).toEqual(expected)
    gate.resolve(undefined)
    await writing
    expect(await textsOf(ALL)).toEqual(expected)
  })
})
