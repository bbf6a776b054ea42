/**
 * The suites of the simulator, by name.
 */
import { InvalidInputError } from '../core/errors.ts'
import { ARCHIVE } from './archive/suite.ts'
import { BANK } from './bank/suite.ts'
import { GROUPS } from './groups/suite.ts'
import { PAXOS } from './paxos/suite.ts'
import { QUORUM } from './quorum/suite.ts'
import type { Suite } from './suite.ts'
import { TWOPHASE } from './twophase/suite.ts'

const SUITES: readonly Suite[] = [ARCHIVE, PAXOS, GROUPS, BANK, QUORUM, TWOPHASE]

export const SUITE_NAMES: readonly string[] = SUITES.map(({ name }) => name)

/** @throws InvalidInputError when there is no suite of this name */
export function suiteOf(name: string): Suite {
  const suite = SUITES.find((known) => known.name === name)
  if (suite === undefined) {
    throw new InvalidInputError(`there is no suite "${name}"; there are ${SUITE_NAMES.join(', ')}`)
  }
  return suite
}
