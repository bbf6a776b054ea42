/** What a leader knows of the operations of its epoch: nothing is forgotten but what was confirmed. */
import { describe, expect, it } from 'vitest'
import { createKnownOperations } from '../../../../src/protocols/quorum/known-operations.ts'
import {
  COPIES_ANSWERED_MAX,
  FORGET_PAUSE_MS,
  SESSIONS_KNOWN_MAX
} from '../../../../src/protocols/quorum/limits.ts'
import type { Outcome } from '../../../../src/protocols/quorum/types.ts'

const SINK = { push: () => undefined }
const done = (revision: number, bytes = 4): Outcome => ({
  type: 'done',
  result: new Uint8Array(bytes),
  revision
})

describe('quorum known operations', () => {
  const setting = (resultsMax?: number) => {
    const known = createKnownOperations(resultsMax)
    const heard: Outcome[] = []
    const take = (client: string, seq: number, ackedTo = 0) =>
      known.take(0, { client, seq, ackedTo }, (_now, outcome) => heard.push(outcome), SINK)
    return { known, heard, take }
  }

  it('quorum: all copies of an operation hear what became of the first', () => {
    const { heard, take } = setting()
    const finish = take('a', 1)
    expect(take('a', 1), 'it waits').toBeUndefined()
    finish?.(0, done(7), SINK)
    expect(heard).toEqual([done(7), done(7)])
    expect(take('a', 1)).toBeUndefined()
    expect(heard.at(-1), 'later too').toEqual(done(7))
    expect(take('b', 1), 'another session').toBeDefined()
  })

  it('quorum: what was confirmed is forgotten, and not done again', () => {
    const { heard, take } = setting()
    take('a', 1)?.(0, done(1), SINK)
    take('a', 2, 1)?.(0, done(2), SINK)
    expect(take('a', 1)).toBeUndefined()
    expect(heard.at(-1)).toEqual({ type: 'stale' })
    expect(take('a', 2)).toBeUndefined()
    expect(heard.at(-1)).toEqual(done(2))
  })

  it('quorum: a large result is told once', () => {
    const { heard, take } = setting()
    take('a', 1)?.(0, done(1, 10_000), SINK)
    expect(heard.at(-1)).toEqual(done(1, 10_000))
    take('a', 1)
    expect(heard.at(-1)).toEqual({ type: 'stale' })
  })

  it('quorum: sessions are forgotten all at once, or not at all', () => {
    const { known, take } = setting()
    for (let i = 0; i < SESSIONS_KNOWN_MAX; i++) {
      take(`s${i}`, 1)
    }
    expect(known.hasRoom('s0')).toBe(true)
    expect(known.hasRoom('one more')).toBe(false)
    known.end(1)
    expect(known.hasRoom('one more')).toBe(true)
  })

  it('quorum: of the epoch before it is known what was taken, as long as the next one lasts', () => {
    const { known, take } = setting()
    take('a', 1)?.(0, done(1), SINK)
    take('a', 2, 1)?.(0, done(2), SINK)
    take('a', 4, 1)
    const isUntaken = (epoch: number): readonly boolean[] =>
      [1, 2, 3, 4].map((seq) => known.isUntaken(epoch, { client: 'a', seq }))
    expect(isUntaken(7), 'it has not ended').toEqual([false, false, false, false])
    known.end(7)
    expect(isUntaken(7)).toEqual([false, false, true, false])
    expect(known.isUntaken(7, { client: 'b', seq: 1 })).toBe(true)
    expect(isUntaken(6), 'somebody else may have led it').toEqual([false, false, false, false])
    known.begin(8)
    expect(known.isUntaken(7, { client: 'b', seq: 1 })).toBe(true)
    known.end(8)
    expect(known.isUntaken(7, { client: 'b', seq: 1 })).toBe(false)
    expect(known.isUntaken(8, { client: 'b', seq: 1 })).toBe(true)
    known.begin(10)
    expect(known.isUntaken(8, { client: 'b', seq: 1 }), 'somebody may have led between').toBe(false)
  })

  it('quorum: of an epoch of which some was forgotten nothing is taken for new', () => {
    const { known, take } = setting()
    take('a', 1)?.(0, done(1), SINK)
    expect(known.forget(100_000)).toBe(true)
    known.end(7)
    expect(known.isUntaken(7, { client: 'a', seq: 1 })).toBe(false)
    known.end(8)
    expect(known.isUntaken(8, { client: 'a', seq: 1 })).toBe(true)
  })

  it('quorum: of all sendings of an operation the last ones are answered', () => {
    const known = createKnownOperations()
    const heard: number[] = []
    const send = (copy: number) =>
      known.take(0, { client: 'a', seq: 1, ackedTo: 0 }, () => heard.push(copy), SINK)
    const copies = Array.from({ length: 3 * COPIES_ANSWERED_MAX }, (_, i) => i)
    const [finish] = copies.map(send)
    finish?.(0, done(1), SINK)
    expect(heard).toEqual(copies.slice(-COPIES_ANSWERED_MAX))
  })

  it('quorum: results of all sessions have an end, and what is confirmed makes room', () => {
    const { known, take } = setting(3)
    take('a', 1)?.(0, done(1), SINK)
    take('a', 2)?.(0, done(2), SINK)
    expect(known.hasRoom('a')).toBe(true)
    take('b', 1)?.(0, done(3), SINK)
    expect(['a', 'b', 'one more'].map(known.hasRoom)).toEqual([false, false, false])
    take('a', 3, 2)
    expect(['a', 'b', 'one more'].map(known.hasRoom)).toEqual([true, true, true])
  })

  it('quorum: what ends twice takes room once, and what was begun before all was forgotten takes none', () => {
    const { known, take } = setting(2)
    const late = take('a', 1)
    known.end(1)
    late?.(0, done(1), SINK)
    const finish = take('b', 1)
    finish?.(0, { type: 'stale' }, SINK)
    finish?.(0, done(2), SINK)
    expect(known.hasRoom('b')).toBe(true)
    take('b', 2)?.(0, done(3), SINK)
    expect(known.hasRoom('b')).toBe(false)
    known.end(1)
    expect(known.hasRoom('b')).toBe(true)
  })

  it('quorum: all is forgotten at once, and not again so soon', () => {
    const { known, heard, take } = setting(2)
    const fill = (): void => {
      take('a', 1)?.(0, done(1), SINK)
      take('a', 2)?.(0, done(2), SINK)
    }
    fill()
    expect([known.forget(5), known.hasRoom('a')]).toEqual([true, true])
    fill()
    expect([known.forget(4 + FORGET_PAUSE_MS), known.hasRoom('a')]).toEqual([false, false])
    take('a', 2)
    expect(heard.at(-1), 'nothing is forgotten').toEqual(done(2))
    expect([known.forget(5 + FORGET_PAUSE_MS), known.hasRoom('a')]).toEqual([true, true])
  })
})
