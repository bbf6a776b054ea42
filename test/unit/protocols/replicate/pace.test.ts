/** How much one pull of a transfer asks for. */
import { describe, expect, it } from 'vitest'
import { createPace, type Pace } from '../../../../src/protocols/replicate/pace.ts'

const SHARE = 4

type Came = readonly [blocks: number, tookMs: number]

function paceAfter(...chunks: readonly Came[]): Pace {
  const pace = createPace()
  for (const [blocks, tookMs] of chunks) {
    pace.came(blocks, tookMs)
  }
  return pace
}

const groupsAfter = (...chunks: readonly Came[]): number => paceAfter(...chunks).groups(SHARE)

describe('pace', () => {
  it('pace: begins small, doubles while chunks come within 500 ms, up to four groups', () => {
    expect(groupsAfter()).toBe(1)
    expect(groupsAfter([2, 500])).toBe(2)
    expect(groupsAfter([2, 501])).toBe(1)
    expect(groupsAfter([2, 0], [4, 0])).toBe(4)
    expect(groupsAfter([2, 0], [4, 0], [8, 0])).toBe(4)
  })

  it('pace: halves after more than 1 s, begins anew after no answer', () => {
    expect(groupsAfter([2, 0], [4, 0], [8, 1_000])).toBe(4)
    expect(groupsAfter([2, 0], [4, 0], [8, 1_001])).toBe(2)
    expect(groupsAfter([2, 2_000])).toBe(1)
    const pace = paceAfter([2, 0], [4, 0])
    pace.late()
    expect(pace.groups(SHARE)).toBe(1)
  })

  it('pace: many small blocks are not asked for at once', () => {
    expect(groupsAfter([256, 0])).toBe(2)
    expect(groupsAfter([257, 0])).toBe(1)
    expect(groupsAfter([2, 0], [4, 0], [512, 0])).toBe(4)
    expect(groupsAfter([2, 0], [4, 0], [513, 0])).toBe(2)
  })

  it('pace: no more than its share, and at most twice its share on the way', () => {
    const pace = paceAfter([2, 0], [4, 0])
    for (const share of [1, 2, 3, 4, 16]) {
      const [groups, pulls] = [pace.groups(share), pace.pullsMax(share)]
      expect(groups, `share ${share}`).toBe(Math.min(4, share))
      expect(pulls, `share ${share}`).toBeGreaterThanOrEqual(1)
      expect(groups * pulls, `share ${share}`).toBeLessThanOrEqual(2 * share)
    }
    expect(createPace().pullsMax(SHARE)).toBe(4)
  })
})
