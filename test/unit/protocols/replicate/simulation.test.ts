/** The archive under faults: seeded runs, with the promises checked after every batch on disk. */
import { describe, expect, it } from 'vitest'
import { runChaos } from './chaos.ts'

const SEEDS = Number(process.env['SEEDS'] ?? 20)
const FROM = Number(process.env['FROM'] ?? 1)

describe('replicate and release under faults', () => {
  it('replicate: loss, doubling, reordering, crashes and cuts break no promise', () => {
    for (let seed = FROM; seed < FROM + SEEDS; seed++) {
      const { problems } = runChaos(seed)
      expect(problems, `seed ${seed}`).toEqual([])
    }
  })
})
