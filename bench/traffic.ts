/**
 * Traffic: thousands of booths of one record each, every one of them placed; bytes on all wires
 * together. Linear is 1: as many bytes a record after all booths as after the first part of them.
 *
 * Once with as many other vehicles as backups, so that every booth places with those of the booth
 * before; once with more, so that who is a backup may change with every booth.
 *
 * Source: VGuardDB sends every backup the whole table at every end of booth, which is quadratic:
 * 458 MB for 1,467 rows.
 */
import type { Bench } from './context.ts'
import { type BenchVehicle, startFleet } from './fleet.ts'
import { rounded, sum, summarise } from './statistics.ts'

interface Setting {
  /** First part of the names of its figures. */
  readonly name: string
  readonly vehicles: number
  readonly backups: number
  /** Ends of booth after which the bytes are looked at. */
  readonly booths: readonly number[]
}

const ENTRY_BYTES = 200
/** The setting where backups change costs more a booth: an eighth of the booths show it. */
const CHANGING_SHARE = 8
/** Booths ended in one call, so that a person sees it go on. */
const STEP_BOOTHS = 100
const STEP_TIMEOUT_MS = 300_000
const SAY_BOOTHS = 1_000
const LABEL = 'traffic'

export async function measureTraffic(bench: Bench): Promise<void> {
  const { booths } = bench.arguments
  const fewer = booths.map((count) => Math.ceil(count / CHANGING_SHARE))
  await measureSetting(bench, { name: 'traffic', vehicles: 4, backups: 3, booths })
  await measureSetting(bench, {
    name: 'traffic.changing',
    vehicles: 6,
    backups: 2,
    booths: [...new Set(fewer)]
  })
}

async function measureSetting(bench: Bench, setting: Setting): Promise<void> {
  const { name, backups, booths } = setting
  const fleet = await startFleet(bench, { count: setting.vehicles, label: LABEL, backups })
  const { vehicles } = fleet
  const startMs = performance.now()
  const bytesPerRecord: number[] = []
  let done = 0
  const atStart = await bytesOf(vehicles)
  for (const count of booths) {
    await endBooths(bench, setting, vehicles, done, count)
    done = count
    const bytes = (await bytesOf(vehicles)) - atStart
    bytesPerRecord.push(bytes / count)
    bench.say(
      `${name}: ${count} booths moved ${rounded(bytes / 1e6)} MB, ` +
        `${rounded(bytes / count)} bytes a record`
    )
  }
  const first = bytesPerRecord[0] ?? Number.NaN
  const last = bytesPerRecord.at(-1) ?? Number.NaN
  const seconds = (performance.now() - startMs) / 1000
  bench.add(
    summarise(`${name}.booths`, '', [done]),
    summarise(`${name}.boothsPerSecond`, 'booths/s', [done / seconds]),
    { ...summarise(`${name}.bytesPerRecord`, 'B', bytesPerRecord), value: rounded(last) },
    summarise(`${name}.linearity`, '', [last / first])
  )
  await fleet.end()
}

async function endBooths(
  bench: Bench,
  { name, backups }: Setting,
  vehicles: readonly [BenchVehicle, ...BenchVehicle[]],
  from: number,
  to: number
): Promise<void> {
  const [proposer, ...others] = vehicles
  const participants = others.map(({ peer }) => peer)
  for (let done = from; done < to; done += STEP_BOOTHS) {
    const count = Math.min(STEP_BOOTHS, to - done)
    const argument = { count, entryBytes: ENTRY_BYTES, participants, backups }
    const { ended, ms } = await proposer.remote.call('endBooths', argument, STEP_TIMEOUT_MS)
    if (ended !== count) {
      throw new Error(`${ended} of ${count} booths were sealed with all their backups`)
    }
    if (done % SAY_BOOTHS === 0) {
      bench.say(`${name}: ${done + count} booths, ${rounded(ms / count)} ms each`)
    }
  }
}

async function bytesOf(vehicles: readonly BenchVehicle[]): Promise<number> {
  return sum(await Promise.all(vehicles.map(({ remote }) => remote.call('bytesSent', null))))
}
