/**
 * The engines that were measured, side by side, from the figures of the bench.
 */
import type { Comparison, EngineFigures } from '../src/cli/bench/comparison.ts'
import { COMPARED_ENGINES } from '../src/cli/bench/engines.ts'
import type { Machine } from './machine.ts'
import type { Result } from './statistics.ts'
import { CLIENTS, RUN_MS, VALUE_BYTES } from './store-figures.ts'

/** Undefined when fewer than two engines were measured. */
export function comparisonOf(machine: Machine, results: readonly Result[]): Comparison | undefined {
  const values = new Map(results.map(({ name, value }) => [name, value]))
  const engines = COMPARED_ENGINES.flatMap((engine): readonly EngineFigures[] => {
    const of = (name: string): number | undefined => values.get(`${engine}.${name}`)
    const [putsPerSecond, getsPerSecond] = [of('putsPerSecond'), of('getsPerSecond')]
    return putsPerSecond === undefined || getsPerSecond === undefined
      ? []
      : [
          {
            engine,
            putsPerSecond,
            getsPerSecond,
            txnsPerSecond: of('txnsPerSecond'),
            putMs: of('p50Ms'),
            getMs: of('get.p50Ms'),
            txnMs: of('txn.p50Ms'),
            movedFraction: of('movedFraction'),
            joiningPutsPerSecond: of('joining.putsPerSecond'),
            joiningGetsPerSecond: of('joining.getsPerSecond')
          }
        ]
  })
  const { cpu, cores, node } = machine
  const comparison = {
    how:
      `Three members and ${CLIENTS} clients as four processes on one machine, values of ` +
      `${VALUE_BYTES} bytes, medians of loads of ${RUN_MS / 1000} s, durable before acknowledged.`,
    machine: `${cpu}, ${cores} cores, Node ${node}.`,
    engines
  }
  return engines.length < 2 ? undefined : comparison
}
