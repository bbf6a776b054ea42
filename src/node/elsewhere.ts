/**
 * Chains that connected vehicles know and this one holds nothing of, by the last time they were asked.
 *
 * Keeps: no more than one discovery finds; a chain that is held here is none of them.
 */
import type { Holdings } from '../core/holdings.ts'
import type { DiscoverResult } from '../protocols/read/index.ts'

type Found = DiscoverResult['chains']

export interface Elsewhere {
  learn(found: DiscoverResult): void
  all(): Found
}

export function createElsewhere(holdings: Pick<Holdings, 'get'>): Elsewhere {
  let last: Found = []
  return {
    learn(found) {
      last = found.chains
    },
    all: () => last.filter(({ chain }) => holdings.get(chain) === undefined)
  }
}
