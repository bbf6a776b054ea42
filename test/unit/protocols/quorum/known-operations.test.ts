/** What a leader knows of the operations of its epoch: nothing is forgotten but what was confirmed. */
import { describe, expect, it } from 'vitest'
import { createKnownOperations } from '../../../../src/protocols/quorum/known-operations.ts'
import {
  COPIES_ANSWERED_MAX,
  FORGET_PAUSE_MS,
  RESULTS_MAX,
  RESULTS_OF_ONE_MAX,
  SESSIONS_KNOWN_MAX,
  SESSIONS_OF_ONE_MAX,
  SHARE_PAUSE_MS
} from '../../../../src/protocols/quorum/limits.ts'
import type { Outcome } from '../../../../src/protocols/quorum/types.ts'

const SINK = { push: () => undefined }
const done = (revision: number, bytes = 4): Outcome => ({
  type: 'done',
  result: new Uint8Array(bytes),
  revision
})

const DIGEST = '0d'.repeat(8)

describe('quorum known operations', () => {
  const setting = (resultsMax?: number) => {
    const known = createKnownOperations(resultsMax)
    const heard: Outcome[] = []
    const take = (client: string, seq: number, ackedTo = 0, vehicle = 'car') => {
      const name = { client, seq, digest: DIGEST, ackedTo, vehicle }
      return known.take(0, name, (_now, outcome) => heard.push(outcome), SINK)
    }
    const hasRoom = (client: string): boolean => known.lackOf(client, 'car') === undefined
    return { known, heard, take, hasRoom }
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

  it('quorum: another operation under a name that was taken is told apart', () => {
    const { known, take } = setting()
    const other = { client: 'a', seq: 1, digest: '0e'.repeat(8) }
    expect(known.isOther(other), 'nobody has the name').toBe(false)
    const finish = take('a', 1)
    expect(known.isOther(other), 'it waits').toBe(true)
    finish?.(0, done(7), SINK)
    expect(known.isOther(other), 'it is done').toBe(true)
    expect(known.isOther({ ...other, digest: DIGEST })).toBe(false)
    expect(known.isOther({ ...other, seq: 2 })).toBe(false)
    take('a', 2, 1)
    expect(known.isOther(other), 'it is confirmed').toBe(false)
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

  it('quorum: what was given up is new when it comes again, and what is done is never given up', () => {
    const { known, heard, take } = setting()
    take('a', 1)
    known.drop({ client: 'a', seq: 1 })
    expect(take('a', 1), 'it is new').toBeDefined()
    take('a', 2)?.(0, done(2), SINK)
    known.drop({ client: 'a', seq: 2 })
    expect(take('a', 2)).toBeUndefined()
    expect(heard).toEqual([done(2), done(2)])
    known.drop({ client: 'b', seq: 1 })
    known.drop({ client: 'a', seq: 1 })
    known.end(7)
    expect(known.isUntaken(7, { client: 'a', seq: 1 }), 'the next leader may do it').toBe(true)
    expect(known.isUntaken(7, { client: 'a', seq: 2 })).toBe(false)
  })

  it('quorum: a large result is told once', () => {
    const { heard, take } = setting()
    take('a', 1)?.(0, done(1, 10_000), SINK)
    expect(heard.at(-1)).toEqual(done(1, 10_000))
    take('a', 1)
    expect(heard.at(-1)).toEqual({ type: 'stale' })
  })

  it('quorum: sessions are forgotten all at once, or not at all', () => {
    const { known, take, hasRoom } = setting()
    for (let i = 0; i < SESSIONS_KNOWN_MAX; i++) {
      take(`s${i}`, 1, 0, `car-${i % 100}`)
    }
    expect(hasRoom('s0')).toBe(true)
    expect(hasRoom('one more')).toBe(false)
    known.end(1)
    expect(hasRoom('one more')).toBe(true)
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
    expect(known.forget(100_000, 'room')).toBe(true)
    known.end(7)
    expect(known.isUntaken(7, { client: 'a', seq: 1 })).toBe(false)
    known.end(8)
    expect(known.isUntaken(8, { client: 'a', seq: 1 })).toBe(true)
  })

  it('quorum: of all sendings of an operation the last ones are answered', () => {
    const known = createKnownOperations()
    const heard: number[] = []
    const send = (copy: number) =>
      known.take(
        0,
        { client: 'a', seq: 1, digest: DIGEST, ackedTo: 0, vehicle: 'car' },
        () => heard.push(copy),
        SINK
      )
    const copies = Array.from({ length: 3 * COPIES_ANSWERED_MAX }, (_, i) => i)
    const [finish] = copies.map(send)
    finish?.(0, done(1), SINK)
    expect(heard).toEqual(copies.slice(-COPIES_ANSWERED_MAX))
  })

  it('quorum: results of all sessions have an end, and what is confirmed makes room', () => {
    const { take, hasRoom } = setting(3)
    take('a', 1)?.(0, done(1), SINK)
    take('a', 2)?.(0, done(2), SINK)
    expect(hasRoom('a')).toBe(true)
    take('b', 1)?.(0, done(3), SINK)
    expect(['a', 'b', 'one more'].map(hasRoom)).toEqual([false, false, false])
    take('a', 3, 2)
    expect(['a', 'b', 'one more'].map(hasRoom)).toEqual([true, true, true])
  })

  it('quorum: what ends twice takes room once, and what was begun before all was forgotten takes none', () => {
    const { known, take, hasRoom } = setting(2)
    const late = take('a', 1)
    known.end(1)
    late?.(0, done(1), SINK)
    const finish = take('b', 1)
    finish?.(0, { type: 'stale' }, SINK)
    finish?.(0, done(2), SINK)
    expect(hasRoom('b')).toBe(true)
    take('b', 2)?.(0, done(3), SINK)
    expect(hasRoom('b')).toBe(false)
    known.end(1)
    expect(hasRoom('b')).toBe(true)
  })

  it('quorum: a vehicle has its share of sessions, whatever others have', () => {
    const { known, heard, take } = setting()
    for (let i = 0; i < SESSIONS_OF_ONE_MAX; i++) {
      expect(known.lackOf(`s${i}`, 'car')).toBeUndefined()
      take(`s${i}`, 1)
    }
    expect(known.lackOf('one more', 'car')).toBe('share')
    expect(known.lackOf('s0', 'car'), 'those that it has go on').toBeUndefined()
    expect(known.lackOf('one more', 'truck')).toBeUndefined()
    take('one more', 1, 0, 'truck')
    expect(known.lackOf('one more', 'car'), 'it is that of who asked first').toBeUndefined()
    expect(known.forget(SHARE_PAUSE_MS - 1, 'share')).toBe(false)
    take('s0', 1)
    expect(heard, 'nothing is forgotten').toEqual([])
    expect(known.forget(SHARE_PAUSE_MS, 'share')).toBe(true)
    expect(known.lackOf('another', 'car')).toBeUndefined()
  })

  it('quorum: what is known began with the first session', () => {
    const { known } = setting()
    const open = (nowMs: number, client: string): void => {
      const name = { client, seq: 1, digest: DIGEST, ackedTo: 0, vehicle: 'car' }
      known.take(nowMs, name, () => undefined, SINK)
    }
    open(7, 'a')
    open(8, 'b')
    expect(known.forget(6 + SHARE_PAUSE_MS, 'share')).toBe(false)
    expect(known.forget(7 + SHARE_PAUSE_MS, 'share')).toBe(true)
    const laterMs = 2 * SHARE_PAUSE_MS
    open(laterMs, 'a')
    expect(known.forget(laterMs + SHARE_PAUSE_MS - 1, 'share')).toBe(false)
    expect(known.forget(laterMs + SHARE_PAUSE_MS, 'share')).toBe(true)
  })

  it('quorum: a vehicle has its share of results, and what it confirms makes room', () => {
    const { known, take } = setting()
    const fill = (session: number, count: number): void => {
      for (let seq = 1; seq <= count; seq++) {
        take(`s${session}`, seq)?.(0, done(seq), SINK)
      }
    }
    const full = RESULTS_OF_ONE_MAX / RESULTS_MAX
    for (let session = 1; session < full; session++) {
      fill(session, RESULTS_MAX)
    }
    fill(full, RESULTS_MAX - 1)
    expect(known.lackOf('s1', 'car')).toBeUndefined()
    take(`s${full}`, RESULTS_MAX)?.(0, done(1), SINK)
    expect(['s1', 'one more'].map((client) => known.lackOf(client, 'car'))).toEqual([
      'share',
      'share'
    ])
    expect(known.lackOf('s1', 'truck'), 'whoever asks for it').toBe('share')
    expect(known.lackOf('one more', 'truck')).toBeUndefined()
    take('s1', RESULTS_MAX + 1, 1)
    expect(known.lackOf('s1', 'car')).toBeUndefined()
    known.end(1)
    fill(1, 1)
    expect(known.lackOf('s1', 'car')).toBeUndefined()
  })

  it('quorum: all is forgotten at once, and not again so soon', () => {
    const { known, heard, take, hasRoom } = setting(2)
    const fill = (): void => {
      take('a', 1)?.(0, done(1), SINK)
      take('a', 2)?.(0, done(2), SINK)
    }
    fill()
    expect([known.forget(5, 'room'), hasRoom('a')]).toEqual([true, true])
    fill()
    expect([known.forget(4 + FORGET_PAUSE_MS, 'room'), hasRoom('a')]).toEqual([false, false])
    take('a', 2)
    expect(heard.at(-1), 'nothing is forgotten').toEqual(done(2))
    expect([known.forget(5 + FORGET_PAUSE_MS, 'room'), hasRoom('a')]).toEqual([true, true])
  })
})
