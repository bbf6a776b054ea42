/**
 * Ends of booths: how long they take and what they move, by the number of backups and the size of the
 * data, where nobody but the proposer has the data yet, and where the members have certified it.
 *
 * Keeps: for each number of backups a proposer of its own with always the same backups, so that an end
 * moves the data of its booth and nothing older; all are measured in turn, round by round.
 */
import type { Bench } from './context.ts'
import {
  BOOTH_KINDS,
  type BoothKind,
  type EndFigures,
  type EvaluationSettings
} from './evaluation-report.ts'
import { type BenchVehicle, startFleet } from './fleet.ts'
import { figureOf } from './report-file.ts'
import { sum } from './statistics.ts'

const LABEL = 'evaluation'
const CALL_TIMEOUT_MS = 300_000

interface Setting {
  readonly kind: BoothKind
  readonly backups: number
  readonly bytes: number
}

interface Sample {
  readonly ms: number
  readonly sentBytes: number
}

export async function measureEnds(
  bench: Bench,
  { backupsMax, sizes, blockBytes, rounds }: EvaluationSettings
): Promise<readonly EndFigures[]> {
  const fleet = await startFleet(bench, { count: backupsMax + 1, label: LABEL })
  const settings = Array.from({ length: backupsMax }, (_, i) => i + 1).flatMap((backups) =>
    sizes.flatMap((bytes) => BOOTH_KINDS.map((kind) => ({ kind, backups, bytes })))
  )
  const samples = new Map<Setting, Sample[]>(settings.map((setting) => [setting, []]))
  for (let round = -1; round < rounds; round++) {
    bench.say(`evaluation: ends of booths, round ${round + 1} of ${rounds}`)
    for (const [setting, taken] of samples) {
      // The first round warms up, and gives every backup what came before; the largest it needs not.
      const isWanted = round >= 0 || setting.bytes === sizes[0]
      if (isWanted) {
        const sample = await endOnce(fleet.vehicles, setting, blockBytes)
        taken.push(...(round >= 0 ? [sample] : []))
      }
    }
  }
  await fleet.end()
  return [...samples].map(([setting, taken]) => ({
    ...setting,
    ms: figureOf(taken.map(({ ms }) => ms)),
    sentBytes: figureOf(taken.map(({ sentBytes }) => sentBytes))
  }))
}

async function endOnce(
  vehicles: readonly BenchVehicle[],
  { kind, backups, bytes }: Setting,
  blockBytes: number
): Promise<Sample> {
  const proposer = vehicles[backups - 1]
  if (proposer === undefined) {
    throw new Error(`there is no proposer for ${backups} backups`)
  }
  const participants = vehicles
    .filter((vehicle) => vehicle !== proposer)
    .slice(0, backups)
    .map(({ peer }) => peer)
  await proposer.remote.call('openBooth', kind === 'alone' ? [] : participants)
  const entryBytes = Math.min(bytes, blockBytes)
  const count = Math.ceil(bytes / blockBytes)
  await proposer.remote.call('appendSingly', { count, entryBytes }, CALL_TIMEOUT_MS)
  const before = await sentBytes(vehicles)
  // Who has made data alone meets those who are to keep it when the booth ends.
  const end = { entryBytes: 0, backups, ...(kind === 'alone' ? { participants } : {}) }
  const { ms, state, chosen } = await proposer.remote.call('endBooth', end, CALL_TIMEOUT_MS)
  if (state !== 'sealed' || chosen.length !== backups) {
    throw new Error(`an end of booth with ${backups} backups and ${bytes} bytes ended ${state}`)
  }
  return { ms, sentBytes: (await sentBytes(vehicles)) - before }
}

async function sentBytes(vehicles: readonly BenchVehicle[]): Promise<number> {
  return sum(await Promise.all(vehicles.map(({ remote }) => remote.call('bytesSent', null))))
}
