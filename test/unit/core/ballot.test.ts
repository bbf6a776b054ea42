/** Ballots: their order. */
import { describe, expect, it } from 'vitest'
import {
  ballotText,
  compareBallots,
  higherBallot,
  isSameBallot,
  noBallot
} from '../../../src/core/ballot.ts'

describe('ballot', () => {
  it('ballot: ordered by booth, then number, then name', () => {
    const ascending = [
      noBallot(1),
      { cfg: 1, num: 1, node: 'a' },
      { cfg: 1, num: 1, node: 'b' },
      { cfg: 1, num: 9, node: 'a' },
      noBallot(2),
      { cfg: 2, num: 1, node: 'a' }
    ]
    for (const [i, a] of ascending.entries()) {
      for (const [j, b] of ascending.entries()) {
        const message = `${ballotText(a)} and ${ballotText(b)}`
        expect(Math.sign(compareBallots(a, b)), message).toBe(Math.sign(i - j))
        expect(isSameBallot(a, b), message).toBe(i === j)
        expect(higherBallot(a, b), message).toEqual(ascending[Math.max(i, j)])
      }
    }
  })
})
