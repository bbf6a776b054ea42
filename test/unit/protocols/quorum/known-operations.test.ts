/** What a leader knows of the operations of its epoch: nothing is forgotten but what was confirmed. */
import { describe, expect, it } from 'vitest'
import { createKnownOperations } from '../../../../src/protocols/quorum/known-operations.ts'
import { SESSIONS_KNOWN_MAX } from '../../../../src/protocols/quorum/limits.ts'
import type { Outcome } from '../../../../src/protocols/quorum/types.ts'

const SINK = { push: () => undefined }
const done = (revision: number, bytes = 4): Outcome => ({
  type: 'done',
  result: new Uint8Array(bytes),
  revision
})

describe('quorum known operations', () => {
  const setting = () => {
    const known = createKnownOperations()
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
    known.clear()
    expect(known.hasRoom('one more')).toBe(true)
  })
})
