/**
 * Availability: processes that hold the data are killed one after the other, the proposer first, and
 * somebody who has nothing reads on.
 */
import type { Bench } from './context.ts'
import type { AvailabilityFigures } from './evaluation-report.ts'
import { endVehicle, startFleet } from './fleet.ts'
import { figureOf } from './report-file.ts'
import { median, sum } from './statistics.ts'

const BACKUPS = [1, 2, 3] as const
const BLOCKS = 50
const ENTRY_BYTES = 10_000
const READS = 20
const LABEL = 'evaluation'
const CALL_TIMEOUT_MS = 180_000

interface Trial {
  readonly killed: number
  readonly answered: number
  readonly firstMs: number | undefined
  readonly ms: number
}

export async function measureFailures(
  bench: Bench,
  rounds: number
): Promise<readonly AvailabilityFigures[]> {
  const trials = new Map<number, Trial[]>(BACKUPS.map((backups) => [backups, []]))
  for (let round = 0; round < rounds; round++) {
    bench.say(`evaluation: failures, round ${round + 1} of ${rounds}`)
    for (const [backups, taken] of trials) {
      taken.push(...(await killOneByOne(bench, backups)))
    }
  }
  return [...trials].flatMap(([backups, taken]) =>
    Array.from({ length: backups + 2 }, (_, killed) => {
      const these = taken.filter((trial) => trial.killed === killed)
      const firsts = these.flatMap(({ firstMs }) => firstMs ?? [])
      return {
        backups,
        killed,
        reads: these.length * READS,
        answered: sum(these.map(({ answered }) => answered)),
        firstMs: firsts.length === 0 ? undefined : figureOf(firsts),
        ms: figureOf(these.map(({ ms }) => ms))
      }
    })
  )
}

async function killOneByOne(bench: Bench, backups: number): Promise<readonly Trial[]> {
  const { vehicles } = await startFleet(bench, { count: backups + 2, label: LABEL, backups })
  const [proposer, ...others] = vehicles
  const holders = [proposer, ...others.slice(0, backups)]
  const [reader = proposer] = others.slice(backups)
  const { remote, chain } = proposer
  await remote.call('openBooth', [])
  await remote.call('appendSingly', { count: BLOCKS, entryBytes: ENTRY_BYTES }, CALL_TIMEOUT_MS)
  const participants = holders.slice(1).map(({ peer }) => peer)
  const { state, height } = await remote.call('endBooth', { entryBytes: 0, backups, participants })
  if (state !== 'sealed') {
    throw new Error(`the booth ended ${state}`)
  }
  // A stranger knows of the chain because it has read it before.
  await reader.remote.call('read', { chain, count: 1, height: height - 1 })
  const trials: Trial[] = []
  for (let killed = 0; killed <= holders.length; killed++) {
    await holders[killed - 1]?.remote.kill()
    const argument = { chain, count: READS, height: height - 1 }
    const { timesMs, refusedMs, firstMs } = await reader.remote.call(
      'readPatiently',
      argument,
      CALL_TIMEOUT_MS
    )
    const ms = median(timesMs.length > 0 ? timesMs : refusedMs)
    trials.push({ killed, answered: timesMs.length, firstMs, ms })
  }
  for (const vehicle of vehicles) {
    await endVehicle(bench, vehicle, LABEL)
  }
  return trials
}
