/** Messages that go to several peers. */
import { describe, expect, it } from 'vitest'
import { createEncoder } from '../../../../src/node/network/encoder.ts'

function counting(bytes: number) {
  let count = 0
  const spec = {
    encode: () => {
      count++
      return new Uint8Array(bytes)
    }
  }
  return { spec, count: () => count }
}

const laterTick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('encoder', () => {
  it('encoder: a message to several peers within a tick is encoded once', async () => {
    const { spec, count } = counting(10)
    const encode = createEncoder()
    const [one, two] = [{}, {}]
    expect(encode(spec, one)).toBe(encode(spec, one))
    expect(count()).toBe(1)
    encode(spec, two)
    encode(spec, one)
    expect(count(), 'only the last is remembered').toBe(3)
    await laterTick()
    encode(spec, one)
    expect(count(), 'and only for a tick').toBe(4)
  })

  it('encoder: a large message is encoded once for as long as it lives', async () => {
    const { spec, count } = counting(64 * 1024)
    const encode = createEncoder()
    const [one, two] = [{}, {}]
    const bytes = encode(spec, one)
    encode(spec, two)
    await laterTick()
    expect(encode(spec, one)).toBe(bytes)
    expect(count()).toBe(2)
  })

  it('encoder: the same message by another spec is encoded anew', async () => {
    const [one, two] = [counting(64 * 1024), counting(64 * 1024)]
    const encode = createEncoder()
    const message = {}
    expect(encode(one.spec, message)).not.toBe(encode(two.spec, message))
    await laterTick()
    encode(one.spec, message)
    expect([one.count(), two.count()]).toEqual([2, 1])
  })
})
