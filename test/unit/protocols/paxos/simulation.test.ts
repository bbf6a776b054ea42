/** Groups under chance: loss, doubles, reordering, cuts, crashes, and the invariants all along. */
import { describe, it } from 'vitest'
import { play } from './chaos.ts'

const LEASE_SEEDS = 30
const SEEDS = Number(process.env['PAXOS_SEEDS'] ?? 100)
const SEED_FIRST = Number(process.env['PAXOS_FROM'] ?? 1)

describe('paxos simulation', () => {
  it(`paxos: ${SEEDS} seeds of trouble keep the invariants`, () => {
    for (let seed = SEED_FIRST; seed < SEED_FIRST + SEEDS; seed++) {
      try {
        play(seed)
      } catch (error) {
        throw new Error(`seed ${seed} (PAXOS_FROM=${seed} PAXOS_SEEDS=1)`, { cause: error })
      }
    }
  }, 120_000)

  it('paxos: with leases reads are as linearizable as without', () => {
    for (let seed = SEED_FIRST; seed < SEED_FIRST + LEASE_SEEDS; seed++) {
      try {
        play(seed, { leases: true })
      } catch (error) {
        throw new Error(`seed ${seed} (PAXOS_FROM=${seed})`, { cause: error })
      }
    }
  }, 60_000)
})
