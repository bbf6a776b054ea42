/**
 * Mutants of what commands tell people: findings, advice, and what an answer is worth.
 */
import { type Mutant, tests } from './mutant.ts'

const DOCTOR = tests('test/unit/cli/doctor.test.ts')

export const CLI_MUTANTS: readonly Mutant[] = [
  {
    id: 'doctor-ends-where-no-node-runs',
    file: 'src/cli/commands/doctor.ts',
    find: '  try {\n    const client = clientOf(context)\n',
    replace: '  const client = clientOf(context)\n  try {\n',
    rule: 'That no node runs is one finding of many.',
    killers: [DOCTOR]
  },
  {
    id: 'doctor-takes-a-wrong-flag-for-a-finding',
    file: 'src/cli/commands/doctor.ts',
    find: '    if (error instanceof InvalidInputError) {\n',
    replace: '    if (error instanceof InvalidInputError && error.message === "") {\n',
    rule: 'A wrong flag is bad input, and nothing about the vehicle.',
    killers: [DOCTOR]
  }
]
