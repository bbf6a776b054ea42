/**
 * Traces are readable, and cost nothing when nobody reads along.
 */
import { expect, test } from 'vitest'
import { createTrace, describe, shortenWords } from '../../../src/sim/trace.ts'

test('trace: describes a message in a few words with short names', () => {
  const nameOf = (text: string): string => (text === 'peer' ? 'car-1' : text)
  const message = {
    type: 'vote',
    chain: 'peer',
    hash: 'ab'.repeat(32),
    bytes: new Uint8Array(3),
    list: [1, 2, 3, 4, 5, 6, 7, 8],
    inner: { a: { b: { c: { d: 1 } } } },
    absent: undefined
  }
  expect(describe(message, nameOf)).toBe(
    'chain=car-1 hash=#ababab bytes=<3 B> list=[1 2 3 4 5 6 … 8] inner={a={b=…}}'
  )
})

test('trace: of a large value in the message of a broken rule its beginning is told', () => {
  const told = shortenWords(`put k1=w.7${'.'.repeat(300_000)}\n  then nothing`)
  expect(told).toMatch(/^put k1=w\.7\.+… \(300006 characters\)\n {2}then nothing$/)
  expect(told.length).toBeLessThan(300)
})

test('trace: prints one line an event and asks for details only then', () => {
  const lines: string[] = []
  const trace = createTrace((line) => lines.push(line))
  trace.add(12.34, 'car-1', 'votes', () => 'height=3')
  expect(lines).toEqual(['     12.3  car-1    votes height=3'])
  const silent = createTrace()
  silent.add(12.34, 'car-1', 'votes', () => expect.fail('nobody reads along'))
  expect(silent.digest()).toBe(trace.digest())
})
