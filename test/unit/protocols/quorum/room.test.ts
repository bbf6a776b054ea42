/** What a leader, or a member without one, has no room for: more sessions than it can know, and bytes that wait. */
import { describe, expect, it } from 'vitest'
import { encodeCommand } from '../../../../src/core/command.ts'
import type { Seen } from '../../../../src/protocols/quorum/collect.ts'
import { createFreeWriter } from '../../../../src/protocols/quorum/free-writer.ts'
import {
  FORGET_PAUSE_MS,
  SESSIONS_KNOWN_MAX,
  SESSIONS_OF_ONE_MAX,
  SHARE_PAUSE_MS,
  WAITING_BYTES_MAX
} from '../../../../src/protocols/quorum/limits.ts'
import { QUORUM_DEFAULTS } from '../../../../src/protocols/quorum/options.ts'
import type { Respond } from '../../../../src/protocols/quorum/reads.ts'
import type { StoreRound } from '../../../../src/protocols/quorum/stores.ts'
import { clientOf } from '../../../../src/protocols/quorum/term.ts'
import { createWriter } from '../../../../src/protocols/quorum/writer.ts'
import { REGISTER_STATE } from '../../../../src/sim/quorum/program.ts'
import { encodeOperation } from '../../../../src/state/kv/index.ts'
import { HASHER } from '../../../support/ring.ts'
import { put } from './stage.ts'

const NOBODY = { push: () => undefined }
const NO_BYTES = new Uint8Array(0)
const DEADLINE_MS = 5_000
const SMALL = encodeOperation(put('k', 'v'))
const LARGE = encodeOperation(put('k', 'x'.repeat(1_000_000)))
/** More than a function takes arguments. */
const KEYS = 130_000
const LARGE_MAX = Math.floor(WAITING_BYTES_MAX / LARGE.length)

type Then = (nowMs: number, seen: readonly Seen[], out: typeof NOBODY) => void

/** Parts of a writer whose members hold nothing, show it at once, and have what is sent when they are asked to. */
const alone = (isAnswered = true) => {
  const rounds: StoreRound[] = []
  const parts = {
    settings: { ...QUORUM_DEFAULTS, queueMax: 1_000_000 },
    registers: { get: () => undefined, joined: 1, bytes: 0 },
    roster: { indexOf: () => 0 },
    environment: { self: 'self', crypto: HASHER },
    // What comes of an operation is another matter, and takes longer.
    ports: { state: { ...REGISTER_STATE, apply: () => ({ content: NO_BYTES, result: NO_BYTES }) } },
    turn: () => undefined,
    run: 6
  }
  const collector = {
    drop: () => undefined,
    ask(nowMs: number, { keys }: { keys: readonly string[] }, then: Then) {
      const seen = keys.map((key) => ({
        key,
        newest: undefined,
        holders: [],
        behind: [],
        forgottenTo: 0
      }))
      if (isAnswered) {
        then(nowMs, seen, NOBODY)
      }
    }
  }
  const stores = {
    dropEarly: () => undefined,
    begin: (_nowMs: number, round: StoreRound) => rounds.push(round)
  }
  const store = (nowMs: number): void => {
    for (const round of rounds.splice(0)) {
      round.done(nowMs, NOBODY)
    }
  }
  return { parts: parts as never, collector: collector as never, stores: stores as never, store }
}

interface Room {
  /** In which operations are named now: an epoch, or the run of a member. */
  readonly term: number
  /** What each of its operations was answered with. */
  readonly heard: string[]
  /** Unless it is named, one vehicle asks for as many sessions as it may have, the next one for the next. */
  ask(nowMs: number, session: number, seq?: number, operation?: Uint8Array, vehicle?: string): void
  /** Has members asked for the newest values, and values sent. */
  flush(nowMs: number): void
  /** Enough members have what was sent. */
  store(nowMs: number): void
}

const carOf = (session: number): string => `car-${Math.floor(session / SESSIONS_OF_ONE_MAX)}`

const roomOf = (
  termNow: () => number,
  take: (nowMs: number, vehicle: string, entry: Uint8Array, respond: Respond) => void,
  flush: Room['flush'],
  store: Room['store']
): Room => {
  const heard: string[] = []
  return {
    get term() {
      return termNow()
    },
    heard,
    ask(nowMs, session, seq = 1, operation = SMALL, vehicle = carOf(session)) {
      const client = clientOf(termNow(), session.toString(16).padStart(32, '0'))
      const name = { client, seq, ackedTo: 0, openedAt: 0 }
      const entry = encodeCommand({ type: 'operation', ...name, operation })
      take(nowMs, vehicle, entry, (_now, { type }) => heard.push(type))
    },
    flush,
    store
  }
}

const led = (): Room => {
  const { parts, collector, stores, store } = alone()
  const renew = (): void => {
    const { epoch } = writer
    writer.end()
    writer.begin(epoch + 1)
  }
  const writer = createWriter(parts, collector, stores, () => undefined, renew)
  writer.begin(1)
  return roomOf(
    () => writer.epoch,
    (nowMs, vehicle, entry, respond) =>
      writer.take(nowMs, vehicle, entry, nowMs + DEADLINE_MS, respond, NOBODY),
    (nowMs) => writer.flush(nowMs, NOBODY),
    store
  )
}

const free = (isAnswered = true): Room => {
  const { parts, collector, stores, store } = alone(isAnswered)
  const writer = createFreeWriter(parts, collector, stores, () => undefined)
  return roomOf(
    () => writer.term,
    (nowMs, vehicle, entry, respond) =>
      writer.take(nowMs, vehicle, entry, nowMs + DEADLINE_MS, respond, NOBODY),
    (nowMs) => writer.flush(nowMs, NOBODY),
    store
  )
}

/** All that it has taken is done. */
const finish = (room: Room, nowMs: number): void => {
  room.flush(nowMs)
  room.store(nowMs)
  room.flush(nowMs)
}

/** As many sessions as are known. */
const fill = (room: Room, nowMs: number): void => {
  for (let session = 0; session < SESSIONS_KNOWN_MAX; session++) {
    room.ask(nowMs, session)
  }
}

describe('quorum room', () => {
  it('quorum: for lack of room for a session another term begins, and not again so soon', () => {
    for (const [make, refusal] of [
      [led, 'notLeader'],
      [free, 'stale']
    ] as const) {
      const room = make()
      const { term } = room
      fill(room, 0)
      expect([room.heard, room.term]).toEqual([[], term])
      room.ask(0, SESSIONS_KNOWN_MAX)
      expect(room.heard).toEqual([refusal])
      finish(room, 0)
      expect(room.term).toBe(term + 1)
      room.heard.length = 0
      const lateMs = FORGET_PAUSE_MS - 1
      fill(room, lateMs)
      room.ask(lateMs, SESSIONS_KNOWN_MAX)
      expect([room.heard, room.term], 'it is asked again').toEqual([[], term + 1])
      room.ask(lateMs, 0, 2)
      room.flush(lateMs)
      room.store(lateMs)
      const done = room.heard.filter((type) => type === 'done').length
      expect(done, 'sessions that are known go on').toBe(SESSIONS_KNOWN_MAX + 1)
      room.ask(FORGET_PAUSE_MS, SESSIONS_KNOWN_MAX)
      expect(room.heard.at(-1)).toBe(refusal)
      finish(room, FORGET_PAUSE_MS)
      expect(room.term).toBe(term + 2)
    }
  })

  it('quorum: for the share of one vehicle another term begins after ten minutes', () => {
    for (const [make, refusal] of [
      [led, 'notLeader'],
      [free, 'stale']
    ] as const) {
      const room = make()
      const { term } = room
      const sinceMs = FORGET_PAUSE_MS
      for (let session = 0; session < SESSIONS_OF_ONE_MAX; session++) {
        room.ask(sinceMs, session)
      }
      expect(room.heard).toEqual([])
      const other = SESSIONS_OF_ONE_MAX
      const more = (nowMs: number): void => room.ask(nowMs, other + 1, 1, SMALL, carOf(0))
      more(sinceMs)
      more(sinceMs + SHARE_PAUSE_MS - 1)
      expect(room.heard).toEqual(['busy', 'busy'])
      room.ask(sinceMs + SHARE_PAUSE_MS - 1, other)
      finish(room, sinceMs)
      finish(room, sinceMs + SHARE_PAUSE_MS - 1)
      const done = room.heard.filter((type) => type === 'done').length
      expect(done, 'another vehicle too').toBe(SESSIONS_OF_ONE_MAX + 1)
      expect(room.term).toBe(term)
      more(sinceMs + SHARE_PAUSE_MS)
      expect(room.heard.at(-1)).toBe(refusal)
      finish(room, sinceMs + SHARE_PAUSE_MS)
      expect(room.term).toBe(term + 1)
      more(sinceMs + SHARE_PAUSE_MS)
      finish(room, sinceMs + SHARE_PAUSE_MS)
      expect(room.heard.at(-1)).toBe('done')
    }
  })

  it('quorum: no more bytes wait at a member without a leader than it has room for, until they are answered or too late', () => {
    const room = free()
    let seq = 0
    const fillBytes = (nowMs: number): void => {
      for (let i = 0; i < LARGE_MAX; i++) {
        room.ask(nowMs, 1, ++seq, LARGE)
      }
      expect(room.heard).toEqual([])
      room.ask(nowMs, 1, ++seq, LARGE)
      expect(room.heard.splice(0)).toEqual(['busy'])
    }
    fillBytes(0)
    room.flush(0)
    room.store(0)
    expect(room.heard.splice(0)).toEqual(Array(LARGE_MAX).fill('done'))
    fillBytes(100)
    room.flush(100)
    const lateMs = 100 + DEADLINE_MS
    room.flush(lateMs)
    expect(room.heard.splice(0)).toEqual(Array(LARGE_MAX).fill('stale'))
    // Members had it all the same, and say so late.
    room.store(lateMs)
    fillBytes(lateMs)
  })

  it('quorum: a member without a leader takes as many keys in one turn as may wait', () => {
    const room = free(false)
    for (let i = 0; i < KEYS; i++) {
      room.ask(0, Math.floor(i / 1_000), 1 + (i % 1_000), encodeOperation(put(`${i}`, '')))
    }
    room.flush(0)
    room.flush(DEADLINE_MS)
    expect(room.heard.length).toBe(KEYS)
  })
})
