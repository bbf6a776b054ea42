/** The archive under faults: seeded runs, with the promises checked after every batch on disk. */
import { describe, expect, it } from 'vitest'
import { runChaos } from './chaos.ts'

const SEEDS = Number(process.env['SEEDS'] ?? 12)
const FROM = Number(process.env['FROM'] ?? 1)
const TIMEOUT_MS = 10_000 + SEEDS * 10_000

describe('replicate and release under faults', () => {
  it(
    'replicate: loss, doubling, reordering, crashes and cuts break no promise',
    () => {
      for (let seed = FROM; seed < FROM + SEEDS; seed++) {
        const { problems } = runChaos(seed)
        const replay = `FROM=${seed} SEEDS=1 npx vitest run test/unit/protocols/replicate/simulation`
        expect(problems, `seed ${seed}; replay: ${replay}`).toEqual([])
      }
    },
    TIMEOUT_MS
  )
})
