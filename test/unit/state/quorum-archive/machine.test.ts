/** The state that the log of a quorum group makes: horizons that only grow. */
import { describe, expect, it } from 'vitest'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import {
  createQuorumArchive,
  decodeArchiveState,
  encodeArchiveBatch
} from '../../../../src/state/quorum-archive/index.ts'
import { ArchiveBatch } from '../../../../src/state/quorum-archive/messages.ts'

const realm = createCryptoRealm(3)
const { crypto } = realm.identity('car')
const place = { height: 1, index: 0, timeMs: 0 }
const QUESTION = new Uint8Array(0)

const batch = (epoch: number, upTo: number, count = 1): Uint8Array =>
  encodeArchiveBatch({
    registers: Array.from({ length: count }, () => Uint8Array.of(1)),
    epoch,
    upTo
  })

describe('quorum archive', () => {
  it('quorum archive: horizons of epochs only grow, and batches are counted', () => {
    const state = createQuorumArchive(crypto)
    for (const [epoch, upTo] of [
      [1, 5],
      [2, 3],
      [1, 4],
      [2, 0]
    ] as const) {
      expect(state.fault(batch(epoch, upTo))).toBeUndefined()
      expect(state.apply(batch(epoch, upTo, 2), place).length).toBeGreaterThan(0)
    }
    const shown = decodeArchiveState(state.query(QUESTION, { height: 4, timeMs: 0 }))
    expect(shown).toEqual({
      batches: 4,
      registers: 8,
      horizons: new Map([
        [1, 5],
        [2, 3]
      ]),
      whole: new Map()
    })
  })

  it('quorum archive: the last booth in which a member had all is known, of the newest members', () => {
    const state = createQuorumArchive(crypto)
    const peers = Array.from({ length: 300 }, (_, i) => realm.identity(`car-${i}`).peer)
    const [first = '', second = ''] = peers
    const tell = (member: string, booth: number): void => {
      const whole = encodeArchiveBatch({
        ...{ registers: [], epoch: 0, upTo: 0 },
        whole: { member, booth }
      })
      expect(state.fault(whole)).toBeUndefined()
      state.apply(whole, place)
    }
    const shown = () => decodeArchiveState(state.query(QUESTION, { height: 1, timeMs: 0 })).whole
    tell(first, 2)
    tell(second, 5)
    tell(second, 3)
    expect(shown().get(first)).toBe(2)
    expect(shown().get(second)).toBe(5)
    const other = createQuorumArchive(crypto)
    other.load(state.save().parts())
    expect(other.digest()).toBe(state.digest())
    for (const [i, peer] of peers.slice(2).entries()) {
      tell(peer, 6 + i)
    }
    expect(shown().size).toBe(256)
    expect(shown().has(first), 'another has long been in its place').toBe(false)
    expect(shown().get(peers.at(-1) ?? '')).toBe(303)
  })

  it('quorum archive: a member that is none, or has all in no booth, makes no batch', () => {
    const state = createQuorumArchive(crypto)
    for (const whole of [
      { member: 'x', booth: 2 },
      { member: realm.identity('car').peer, booth: 0 }
    ]) {
      const batch = ArchiveBatch.encode({ registers: [], epoch: 0, upTo: 0, whole })
      expect(state.fault(batch)).toMatch(/whole/)
    }
  })

  it('quorum archive: a snapshot makes the same state, and a torn one none', () => {
    const state = createQuorumArchive(crypto)
    state.apply(batch(7, 9), place)
    const other = createQuorumArchive(crypto)
    other.load(state.save().parts())
    expect(other.digest()).toBe(state.digest())
    state.apply(batch(8, 1), place)
    expect(other.digest()).not.toBe(state.digest())
    expect(() => other.load([])).toThrow(InvalidMessageError)
    expect(other.digest()).toBe(createQuorumArchive(crypto).digest())
  })

  it('quorum archive: what is no batch changes nothing', () => {
    const state = createQuorumArchive(crypto)
    const before = state.digest()
    const garbage = Uint8Array.of(255, 255, 255)
    expect(state.fault(garbage)).toBeDefined()
    state.apply(garbage, place)
    expect(state.digest()).toBe(before)
  })
})
