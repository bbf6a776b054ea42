/**
 * Runs seeds of a suite until one breaks a rule; for the mutant runner.
 *
 *   node --import tsx test/mutants/sim.ts SUITE FROM SEEDS
 *
 * Prints one JSON object: `{ seeds, broken }`.
 */
import { suiteOf } from '../../src/sim/suites.ts'

const [name = '', from = '1', seeds = '1'] = process.argv.slice(2)
const suite = suiteOf(name)

const first = Number(from)
const result: { seeds: number; broken?: string } = { seeds: 0 }
for (let seed = first; seed < first + Number(seeds) && result.broken === undefined; seed++) {
  const [violation] = suite.runSeed(seed).violations
  result.seeds++
  if (violation !== undefined) {
    const { rule, who, message } = violation
    result.broken = `seed ${seed}: ${rule} by ${who}: ${message.slice(0, 200)}`
  }
}
console.log(JSON.stringify(result))
