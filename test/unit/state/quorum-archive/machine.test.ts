/** The state that the log of a quorum group makes: horizons that only grow. */
import { describe, expect, it } from 'vitest'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import {
  createQuorumArchive,
  decodeArchiveState,
  encodeArchiveBatch
} from '../../../../src/state/quorum-archive/index.ts'

const { crypto } = createCryptoRealm(3).identity('car')
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
      ])
    })
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
