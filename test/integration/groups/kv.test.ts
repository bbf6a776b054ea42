/** The key-value store of a group of real nodes: every call of the library, at members and strangers. */
import { setTimeout as pausing } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonText, type KvStore, type VGuardNode } from '../../../src/index.ts'
import { closeNodes, createFleet } from '../../support/nodes.ts'
import { patient } from '../../support/stores.ts'

let opener: VGuardNode
let kv: KvStore
let strangerKv: KvStore
let chain: string

beforeAll(async () => {
  const [a, b, , stranger] = await createFleet(['car-1', 'car-2', 'car-3', 'car-4'] as const)
  opener = a
  const opened = await a.openGroup({ state: 'kv', members: ['car-2', 'car-3'], name: 'settings' })
  chain = opened.chain
  kv = patient(b.kv(chain))
  strangerKv = patient(stranger.kv(chain))
}, 30_000)

afterAll(closeNodes)

/** In the order of a scan. */
const byKey = (
  [a]: readonly [string, ...unknown[]],
  [b]: readonly [string, ...unknown[]]
): number => (a < b ? -1 : 1)

describe('kv of three vehicles', () => {
  it('kv: a value of JSON comes back as it was put, at a member and at a stranger', async () => {
    const put = await kv.put('speed limit', { kmh: 50, 'odd - key': [null, 'ü'] })
    expect(put.found).toBe(false)
    expect(put.revision).toMatch(/^\d+\.\d+$/)
    for (const store of [kv, strangerKv, patient(opener.kv('settings'))]) {
      const entry = await store.get('speed limit')
      expect(entry?.value, 'at each vehicle').toEqual({ kmh: 50, 'odd - key': [null, 'ü'] })
      expect(entry?.kind, 'at each vehicle').toBe('json')
    }
  })

  it('kv: bytes with NUL and a megabyte of them are kept', async () => {
    const nul = Uint8Array.of(0, 1, 255, 0)
    await strangerKv.put(Uint8Array.of(0, 7), nul)
    expect((await kv.get(Uint8Array.of(0, 7)))?.value).toEqual(nul)
    const large = new Uint8Array(1024 * 1024).fill(7)
    await kv.put('large', large)
    expect((await strangerKv.get('large'))?.bytes.length).toBe(large.length)
    await kv.delete('large')
  })

  it('kv: a JSON text is kept to the letter', async () => {
    await kv.put('number', jsonText('1.0'))
    const entry = await kv.get('number')
    expect(entry?.value).toBe(1)
    expect(new TextDecoder().decode(entry?.bytes)).toBe('1.0')
  })

  it('kv: compare-and-set puts once', async () => {
    const first = await kv.compareAndSet('lock', 'absent', 'car-1')
    const second = await strangerKv.compareAndSet('lock', 'absent', 'car-2', { previous: true })
    expect([first.succeeded, second.succeeded]).toEqual([true, false])
    expect(second.previous?.value).toBe('car-1')
    const { modified = '' } = second
    const third = await kv.compareAndSet('lock', { revision: modified }, 'car-3')
    expect(third.succeeded).toBe(true)
    expect((await kv.compareAndSet('lock', { value: 'car-3' }, 'free')).succeeded).toBe(true)
  })

  it('kv: a transaction is done whole', async () => {
    await kv.put('a', 1)
    const done = await strangerKv.transact({
      compares: [{ key: 'a', expected: { value: 1 } }],
      whenTrue: [
        { type: 'get', key: 'a' },
        { type: 'put', key: 'a', value: 2 },
        { type: 'put', key: 'b', value: 3 }
      ],
      whenFalse: [{ type: 'delete', key: 'a' }]
    })
    expect(done.succeeded).toBe(true)
    const [got] = done.parts
    expect(got?.type === 'get' ? got.entry?.value : undefined).toBe(1)
    expect((await kv.get('b'))?.value).toBe(3)
  })

  it('kv: scans go by prefix, by bounds, in pages and back', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, i) => kv.put(`car/${10 + i}`, i)))
    const page = await strangerKv.scan({ prefix: 'car/', limit: 10 })
    expect(page.entries.map(({ key }) => key)[9]).toBe('car/19')
    const rest = await strangerKv.scan({ prefix: 'car/', limit: 20, cursor: page.cursor })
    expect([rest.entries.length, rest.cursor]).toEqual([15, undefined])
    const keys: string[] = []
    for await (const { key } of kv.scanAll({
      from: 'car/12',
      to: 'car/15',
      reverse: true,
      limit: 2
    })) {
      keys.push(key)
    }
    expect(keys).toEqual(['car/14', 'car/13', 'car/12'])
    expect(await kv.count({ prefix: 'car/' })).toBe(25)
  })

  it('kv: an entry is gone when its time is up, by the clock of the log', async () => {
    await kv.put('brief', 1, { ttlMs: 40 })
    expect((await kv.get('brief'))?.expiresAtMs).toBeGreaterThan(0)
    for (let i = 0; i < 200 && (await kv.get('brief')) !== undefined; i++) {
      await kv.put('tick', i)
    }
    expect(await kv.get('brief')).toBeUndefined()
  })

  it('kv: the same operation id does nothing twice', async () => {
    const first = await kv.put('once', 'x')
    const again = await strangerKv.put('once', 'x', { operation: first.operation })
    expect(again).toEqual(first)
    await expect(kv.delete('once', { operation: first.operation })).rejects.toMatchObject({
      code: 'ERR_OTHER_OPERATION'
    })
  })

  it('kv: a thousand writes at once share blocks', async () => {
    const before = (await kv.stats()).height
    const written = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) => strangerKv.put(`many/${i}`, i))
    )
    const heights = new Set(written.map(({ height }) => height))
    expect(heights.size).toBeLessThan(200)
    expect((await kv.stats()).height).toBeGreaterThan(before)
    expect(await kv.count({ prefix: 'many/' })).toBe(1_000)
  })

  it('B20: overlapping puts on one key and on others: every acknowledged value is there', async () => {
    const stores = [kv, strangerKv, patient(opener.kv(chain))]
    const puts = Array.from({ length: 300 }, async (_, i) => {
      const store = stores[i % stores.length] ?? kv
      const [own, shared] = await Promise.all([
        store.put(`own/${i}`, i),
        store.put('shared', i, { previous: true })
      ])
      return { i, own, shared }
    })
    const done = await Promise.all(puts)
    const revisions = new Set(done.flatMap(({ own, shared }) => [own.revision, shared.revision]))
    expect(revisions.size, 'each has a place of its own').toBe(600)
    // Each put of the shared key saw another one before it: together they are one row.
    const before = new Set(done.map(({ shared }) => shared.previous?.value))
    const last = (await strangerKv.get('shared'))?.value
    expect(before).toEqual(
      new Set([undefined, ...done.map(({ i }) => i).filter((i) => i !== last)])
    )
    const own = new Map<string, unknown>()
    for await (const { key, value } of strangerKv.scanAll({ prefix: 'own/' })) {
      own.set(key, value)
    }
    expect(own).toEqual(new Map(done.map(({ i }) => [`own/${i}`, i] as const).sort(byKey)))
  })

  it('kv: what is beyond a limit is refused with a sentence', async () => {
    const invalid = { name: 'InvalidInputError' }
    await expect(kv.put('', 1)).rejects.toMatchObject(invalid)
    await expect(kv.put('k'.repeat(1025), 1)).rejects.toMatchObject(invalid)
    await expect(kv.put('k', new Uint8Array(1024 * 1024 + 1))).rejects.toMatchObject({
      code: 'ERR_TOO_LARGE'
    })
    await expect(kv.put('k', undefined as never)).rejects.toMatchObject(invalid)
    await expect(kv.scan({ prefix: 'a', from: 'b' })).rejects.toMatchObject(invalid)
    await expect(kv.get('k', { timeoutMs: 0 })).rejects.toMatchObject(invalid)
  })
})

describe('watch of a store', () => {
  it('watch: tells every change once, in order, from any height on', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const seen: string[] = []
    const first = await kv.put('w/0', 0)
    const watching = (async () => {
      for await (const change of kv.watch({ prefix: 'w/', signal })) {
        seen.push(`${change.type} ${change.key} ${String(change.value)}`)
        if (change.key === 'w/end') {
          controller.abort()
        }
      }
    })()
    await kv.put('w/1', 'x')
    await kv.compareAndSet('w/1', 'absent', 'not done')
    await kv.transact({
      whenTrue: [
        { type: 'put', key: 'w/2', value: 2 },
        { type: 'delete', key: 'w/1' },
        { type: 'delete', key: 'w/none' }
      ]
    })
    await kv.put('w/brief', 1, { ttlMs: 1 })
    await pausing(5)
    await kv.put('w/end', null)
    await watching
    expect(seen).toEqual([
      'put w/1 x',
      'put w/2 2',
      'delete w/1 undefined',
      'put w/brief 1',
      'expire w/brief undefined',
      'put w/end null'
    ])

    const again: string[] = []
    const late = new AbortController()
    const options = { prefix: 'w/', fromHeight: first.height, signal: late.signal }
    for await (const { type, key, isNew } of kv.watch(options)) {
      again.push(`${type} ${key} ${isNew}`)
      if (key === 'w/end') {
        late.abort()
      }
    }
    expect(again[0]).toBe('put w/0 true')
    expect(again.length).toBe(seen.length + 1)
  })

  it('watch: a vehicle that keeps nothing of the group says so', async () => {
    const watch = strangerKv.watch()
    await expect(watch.next()).rejects.toMatchObject({ code: 'ERR_NOT_MEMBER' })
  })
})
