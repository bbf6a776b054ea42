/** Why n - f votes are enough and fewer are not, for every size of a booth from 4 to 20. */
import { describe, expect, test } from 'vitest'
import { verifyCertificate } from '../../../../src/core/booth.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { certificateQuorum, faultsTolerated } from '../../../../src/core/quorum.ts'
import { blockOf, boothOf, certificateOf, chainOf, identity } from './script.ts'

const SIZES = Array.from({ length: 17 }, (_, i) => i + 4)

/** The least number of members that two groups of `size` among `n` share. */
const overlap = (n: number, size: number): number => Math.max(0, 2 * size - n)

describe('certify: quorums', () => {
  test.each(SIZES)('certify: two quorums of %i members share a correct one', (n) => {
    const f = faultsTolerated(n)
    expect(overlap(n, certificateQuorum(n))).toBeGreaterThan(f)
    expect(certificateQuorum(n), 'reached without the faulty').toBeLessThanOrEqual(n - f)
    expect(3 * f + 1).toBeLessThanOrEqual(n)
  })

  test('certify: the quorum of V-Guard lets two blocks through where n = 2 mod 3', () => {
    const unsafe = SIZES.filter((n) => {
      const vguard = Math.floor(n / 3) * 2 + 1
      return overlap(n, vguard) <= faultsTolerated(n)
    })
    expect(unsafe).toEqual([5, 8, 11, 14, 17, 20])
  })

  test.each(SIZES)('certify: a booth of %i accepts n - f signatures and not one less', (n) => {
    const chain = chainOf('P')
    const names = ['P', ...Array.from({ length: n - 1 }, (_, i) => `M${i}`)]
    const booth = boothOf(chain, names)
    const block = blockOf(chain, 'P')
    const quorum = certificateQuorum(n)
    const { crypto } = identity('P')
    const isGood = (count: number): boolean =>
      verifyCertificate(
        crypto,
        OPEN_FLEET,
        chain,
        booth,
        certificateOf(booth, block, names.slice(0, count))
      )
    expect([isGood(quorum - 1), isGood(quorum), isGood(n)]).toEqual([false, true, true])
  })
})
