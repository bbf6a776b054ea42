/** Quorums: how many of n must agree. */
import { describe, expect, it } from 'vitest'
import { certificateQuorum, faultsTolerated, majority } from '../../../src/core/quorum.ts'

describe('quorum', () => {
  it('quorum: two certificates of one booth share a correct member, for every n to 128', () => {
    for (let n = 1; n <= 128; n++) {
      const f = faultsTolerated(n)
      const shared = 2 * certificateQuorum(n) - n
      expect(shared, `n = ${n}`).toBeGreaterThan(f)
      expect(3 * f, `n = ${n}`).toBeLessThan(n)
    }
  })

  it("quorum: V-Guard's own formula fails where n = 2 mod 3", () => {
    const vguard = (n: number): number => Math.floor(n / 3) * 2 + 1
    expect(2 * vguard(5) - 5).toBeLessThanOrEqual(faultsTolerated(5))
    expect(certificateQuorum(5)).toBe(4)
  })

  it('quorum: the correct members alone can certify', () => {
    for (let n = 1; n <= 128; n++) {
      expect(n - faultsTolerated(n), `n = ${n}`).toBeGreaterThanOrEqual(certificateQuorum(n))
    }
  })

  it('quorum: two majorities share a member', () => {
    for (let n = 1; n <= 128; n++) {
      expect(2 * majority(n), `n = ${n}`).toBeGreaterThan(n)
    }
  })
})
