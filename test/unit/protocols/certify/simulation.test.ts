/** Certify under faults: C1 to C4 after every step, and an end once the faults are over. */
import { describe, expect, test } from 'vitest'
import { type Play, play } from './play.ts'

const SEEDS = Number(process.env['CERTIFY_SEEDS'] ?? 5)
const FROM = Number(process.env['CERTIFY_FROM'] ?? 1)

const PLAYS: readonly (Omit<Play, 'seed'> & { readonly title: string })[] = [
  { title: 'a booth of one', members: 1, crashes: true },
  { title: 'four members, loss and reordering', members: 4 },
  { title: 'four members that crash', members: 4, crashes: true },
  { title: 'five members that crash', members: 5, crashes: true },
  { title: 'seven members that crash', members: 7, crashes: true },
  { title: 'changing members that crash', members: 4, spare: 3, crashes: true },
  { title: 'picked members that crash', members: 4, spare: 3, auto: true, crashes: true },
  { title: 'one liar among four', members: 4, liars: 1 },
  { title: 'one liar among five', members: 5, liars: 1, crashes: true },
  { title: 'two liars among seven', members: 7, liars: 2 }
]

describe('certify simulated', () => {
  test.each(PLAYS)('certify: C1 to C4 hold with $title', (options) => {
    for (let seed = FROM; seed < FROM + SEEDS; seed++) {
      const { violations, appended } = play({ ...options, seed })
      expect(violations, `seed ${seed}, ${JSON.stringify(options)}`).toEqual([])
      expect(appended, `seed ${seed}`).toBeGreaterThan(0)
    }
  })

  test.each([4, 5, 7])(
    'certify: a proposer that forks among %i members certifies one block of a height at most',
    (members) => {
      let frozen = 0
      for (let seed = FROM; seed < FROM + SEEDS; seed++) {
        const outcome = play({ members, forks: true, seed })
        expect(outcome.violations, `seed ${seed}`).toEqual([])
        frozen += outcome.frozen
      }
      expect(frozen, 'some vehicles have found evidence').toBeGreaterThan(0)
    }
  )
})
