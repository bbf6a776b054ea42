/**
 * Events on their way onto the page: out of the stream, in batches, counted by the second.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBatch } from '../../../ui/src/live/batch.ts'
import { createSeconds, quantileOf } from '../../../ui/src/live/seconds.ts'
import { createSseParser } from '../../../ui/src/live/sse.ts'

describe('server-sent events', () => {
  const text = [
    ': connected\n\n',
    'id: 7\nevent: read:served\ndata: {"id":7}\n\n',
    ': alive\n\n',
    'id: 8\r\nevent: x\r\ndata: a\r\ndata:b\r\n\r\n'
  ].join('')
  const expected = [
    { id: '7', name: 'read:served', data: '{"id":7}' },
    { id: '8', name: 'x', data: 'a\nb' }
  ]

  test('are read whole, comments are not', () => {
    expect(createSseParser().push(text)).toEqual(expected)
  })

  test('are the same however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length })), (cuts) => {
        const parser = createSseParser()
        const places = [0, ...cuts.sort((a, b) => a - b), text.length]
        const found = places.slice(1).flatMap((end, i) => parser.push(text.slice(places[i], end)))
        expect(found).toEqual(expected)
      })
    )
  })

  test('an event that is not finished is not told', () => {
    const parser = createSseParser()
    expect(parser.push('id: 9\ndata: x\n')).toEqual([])
    expect(parser.push('\n')).toEqual([{ id: '9', name: '', data: 'x' }])
  })
})

describe('batch', () => {
  const bench = (max: number) => {
    const frames: (() => void)[] = []
    const flushed: [readonly number[], number][] = []
    const batch = createBatch<number>({
      schedule: (callback) => frames.push(callback),
      flush: (items, dropped) => flushed.push([items, dropped]),
      max
    })
    const draw = (): void => {
      for (const frame of frames.splice(0)) {
        frame()
      }
    }
    return { batch, flushed, frames, draw }
  }

  test('hands on once a frame, in order', () => {
    const { batch, flushed, frames, draw } = bench(10)
    batch.add([1])
    batch.add([2, 3])
    expect(frames).toHaveLength(1)
    draw()
    batch.add([4])
    draw()
    expect(flushed).toEqual([
      [[1, 2, 3], 0],
      [[4], 0]
    ])
  })

  test('asks for no frame when there is nothing', () => {
    const { batch, frames } = bench(10)
    batch.add([])
    expect(frames).toHaveLength(0)
  })

  test('loses the oldest when more comes than is taken, and says how many', () => {
    const { batch, flushed, draw } = bench(3)
    batch.add([1, 2])
    batch.add([3, 4, 5])
    draw()
    batch.add([6])
    draw()
    expect(flushed).toEqual([
      [[3, 4, 5], 2],
      [[6], 0]
    ])
  })
})

describe('seconds', () => {
  test('count by series, and know what was before anything was counted', () => {
    const seconds = createSeconds(4)
    seconds.count('a', 11_200)
    seconds.count('a', 11_900, 2)
    seconds.count('b', 12_000)
    expect(seconds.counts('a', 13_999)).toEqual([null, 3, 0, 0])
    expect(seconds.counts('b', 13_000)).toEqual([null, 0, 1, 0])
  })

  test('forget what is older than they keep, and take nothing older', () => {
    const seconds = createSeconds(2)
    seconds.count('a', 1_000)
    seconds.count('a', 5_000)
    seconds.count('a', 3_000)
    expect(seconds.counts('a', 5_000)).toEqual([0, 1])
  })

  test('tell quantiles of the samples of ten seconds', () => {
    const seconds = createSeconds(20)
    for (const value of [5, 1, 3, 2]) {
      seconds.sample(20_000, value)
    }
    seconds.sample(29_999, 4)
    const [ninth, tenth] = seconds.quantiles(0.5, 30_000).slice(-2)
    expect([ninth, tenth]).toEqual([3, 4])
    expect(seconds.quantiles(0.99, 29_000).at(-1)).toBe(5)
    expect(seconds.quantiles(0.99, 19_999).at(-1)).toBeNull()
    seconds.sample(30_000, 9)
    expect(seconds.quantiles(0.99, 30_000).slice(-2)).toEqual([5, 9])
    expect(quantileOf([], 0.5)).toBeNull()
    expect(quantileOf([9], 0)).toBe(9)
  })
})
