/**
 * Streams of records: order, batches, failures.
 */
import { describe, expect, test, vi } from 'vitest'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { appendStream } from '../../../src/node/append.ts'
import { RefusedError } from '../../../src/node/errors.ts'

/** Appends in memory; each batch takes a turn of the event loop. */
function createTarget(fail: (batch: number) => Error | undefined = () => undefined) {
  const batches: number[][] = []
  let calls = 0
  let height = 0
  return {
    batches,
    append: async (entries: readonly Uint8Array[]) => {
      calls++
      await new Promise((resolve) => setImmediate(resolve))
      const error = fail(calls)
      if (error !== undefined) {
        throw error
      }
      batches.push(entries.map((entry) => new DataView(entry.buffer).getUint32(0)))
      height++
      return { chain: 'c', from: height, to: height, hash: `h${height}`, entries: entries.length }
    }
  }
}

const entry = (i: number, bytes = 4): Uint8Array => {
  const made = new Uint8Array(bytes)
  new DataView(made.buffer).setUint32(0, i)
  return made
}

async function* numbers(count: number, bytes = 4): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) {
    yield entry(i, bytes)
    if (i % 100 === 99) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

/** Gives so many, and then nothing for ever. */
async function* hanging(count: number): AsyncGenerator<Uint8Array> {
  yield* numbers(count)
  await new Promise(() => undefined)
}

describe('append of a stream', () => {
  test('keeps the order, in batches of a bounded size, and tells the progress', async () => {
    const target = createTarget()
    const told: number[] = []
    const onProgress = ({ records }: { readonly records: number }) => told.push(records)
    const done = await appendStream(numbers(20_000), target.append, { onProgress })
    expect(target.batches.flat()).toEqual(Array.from({ length: 20_000 }, (_, i) => i))
    expect(Math.max(...target.batches.map((batch) => batch.length))).toBeLessThanOrEqual(4_096)
    expect(done).toMatchObject({ chain: 'c', records: 20_000, from: 1, to: target.batches.length })
    expect(told.at(-1)).toBe(20_000)
    expect(told).toHaveLength(target.batches.length)
  })

  test('large records make small batches', async () => {
    const target = createTarget()
    await appendStream(numbers(8, 300_000), target.append)
    expect(target.batches.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(Math.max(...target.batches.map((batch) => batch.length))).toBeLessThanOrEqual(2)
  })

  test('a record that comes alone does not wait for others', async () => {
    const target = createTarget()
    let release = (): void => undefined
    const slow = async function* (): AsyncGenerator<Uint8Array> {
      yield entry(1)
      await new Promise<void>((resolve) => {
        release = resolve
      })
      yield entry(2)
    }
    const appending = appendStream(slow(), target.append)
    while (target.batches.length === 0) {
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(target.batches).toEqual([[1]])
    release()
    await appending
    expect(target.batches).toEqual([[1], [2]])
  })

  test('nothing to append is no error', async () => {
    await expect(appendStream([], createTarget().append)).resolves.toBeUndefined()
  })

  test('when the source fails, what it gave before is appended first', async () => {
    const target = createTarget()
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield* numbers(150)
      throw new Error('line 151')
    }
    await expect(appendStream(broken(), target.append)).rejects.toThrow('line 151')
    expect(target.batches.flat()).toHaveLength(150)
  })

  test('a record out of its range is a failure of the source', async () => {
    const target = createTarget()
    const records = [
      entry(1),
      { kind: 'bytes', key: '', timeMs: Number.NaN, position: undefined, payload: toUtf8('x') }
    ] as const
    await expect(appendStream(records, target.append)).rejects.toThrow('time')
    expect(target.batches).toEqual([[1]])
  })

  test('a busy vehicle is asked again with the same batch; another refusal ends it', async () => {
    const busy = new RefusedError('later', { reason: 'busy', retry: true })
    const target = createTarget((call) => (call < 3 ? busy : undefined))
    await appendStream(numbers(3), target.append)
    expect(target.batches.flat()).toEqual([0, 1, 2])
    let wasClosed = false
    const source = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield* numbers(100_000)
      } finally {
        wasClosed = true
      }
    }
    const closed = createTarget((call) =>
      call === 2 ? new RefusedError('no', { reason: 'noBooth', retry: false }) : undefined
    )
    await expect(appendStream(source(), closed.append)).rejects.toThrow('no')
    await vi.waitFor(() => expect(wasClosed).toBe(true))
  })

  test('a source that hangs holds up neither a failure nor a caller who stops waiting', async () => {
    const refused = createTarget(() => new RefusedError('no', { reason: 'noBooth', retry: false }))
    await expect(appendStream(hanging(1), refused.append)).rejects.toThrow('no')

    const target = createTarget()
    const caller = new AbortController()
    const options = {
      signal: caller.signal,
      onProgress: () => caller.abort(new Error('bored'))
    }
    await expect(appendStream(hanging(1), target.append, options)).rejects.toThrow('bored')
    expect(target.batches).toEqual([[0]])
    await expect(appendStream(hanging(0), target.append, options)).rejects.toThrow('bored')
  })

  test('a source that was given up is told to end, though it was asked for more', async () => {
    let wasClosed = false
    const source: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: () => {
          wasClosed = true
          return Promise.reject(new Error('nobody hears this'))
        }
      })
    }
    const signal = AbortSignal.abort(new Error('bored'))
    await expect(appendStream(source, createTarget().append, { signal })).rejects.toThrow('bored')
    expect(wasClosed).toBe(false)
    const caller = new AbortController()
    const appending = appendStream(source, createTarget().append, { signal: caller.signal })
    caller.abort(new Error('bored'))
    await expect(appending).rejects.toThrow('bored')
    expect(wasClosed).toBe(true)
  })
})
