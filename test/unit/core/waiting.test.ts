/** What waits for an answer has an end, in number and in bytes. */
import { describe, expect, it } from 'vitest'
import { createWaiting, type Waiting } from '../../../src/core/waiting.ts'

const waiting = (): Waiting<string, Uint8Array> =>
  createWaiting({ countMax: 3, bytesMax: 1_000 }, ({ length }) => length)

const fill = (some: Waiting<string, Uint8Array>, ...sizes: readonly number[]): void => {
  for (const [i, size] of sizes.entries()) {
    some.set(`${i}`, new Uint8Array(size))
  }
}

describe('waiting', () => {
  it('waiting: so many requests wait, however short', () => {
    const some = waiting()
    fill(some, 1, 1)
    expect(some.fault).toBeUndefined()
    some.set('last', new Uint8Array(1))
    expect(some.fault).toBe('3 requests of 3 bytes wait already')
    some.delete('last')
    expect([some.fault, some.size, some.get('last')]).toEqual([undefined, 2, undefined])
  })

  it('waiting: so many bytes wait, and a single request however long', () => {
    const some = waiting()
    fill(some, 999)
    expect(some.fault).toBeUndefined()
    fill(some, 999, 1)
    expect(some.fault, 'one in the place of another counts once').toBe(
      '2 requests of 1000 bytes wait already'
    )
    some.delete('none')
    some.delete('0')
    expect(some.fault).toBeUndefined()
    fill(some, 5_000)
    expect(some.fault).toBe('2 requests of 5001 bytes wait already')
    expect([...some.values()].map(({ length }) => length)).toEqual([1, 5_000])
  })
})
