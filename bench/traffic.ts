/**
 * Traffic: thousands of booths of one record each, every one of them placed; bytes on all wires
 * together. Linear is 1: twice the booths move twice the bytes.
 *
 * Source: VGuardDB sends every backup the whole table at every end of booth, which is quadratic:
 * 458 MB for 1,467 rows.
 */
import type { Bench } from './context.ts'
import { type BenchVehicle, endVehicle, startFleet } from './fleet.ts'
import { rounded, summarise } from './statistics.ts'

const ENTRY_BYTES = 200
const BACKUPS = 3
/** Booths ended in one call, so that a person sees it go on. */
const STEP_BOOTHS = 100
const STEP_TIMEOUT_MS = 120_000
const LABEL = 'traffic'

export async function measureTraffic(bench: Bench): Promise<void> {
  const { booths } = bench.arguments
  const { vehicles } = await startFleet(bench, { count: 4, label: LABEL, backups: BACKUPS })
  const startMs = performance.now()
  const bytesPerRecord: number[] = []
  let done = 0
  const atStart = await bytesOf(vehicles)
  for (const count of booths) {
    await endBooths(bench, vehicles, done, count)
    done = count
    const bytes = (await bytesOf(vehicles)) - atStart
    bytesPerRecord.push(bytes / count)
    const perSecond = rounded(count / ((performance.now() - startMs) / 1000))
    bench.say(
      `traffic: ${count} booths moved ${rounded(bytes / 1e6)} MB, ` +
        `${rounded(bytes / count)} bytes a record, ${perSecond} booths/s`
    )
  }
  const first = bytesPerRecord[0] ?? Number.NaN
  const last = bytesPerRecord.at(-1) ?? Number.NaN
  const seconds = (performance.now() - startMs) / 1000
  bench.add(
    summarise('traffic.booths', '', [done]),
    summarise('traffic.boothsPerSecond', 'booths/s', [done / seconds]),
    { ...summarise('traffic.bytesPerRecord', 'B', bytesPerRecord), value: rounded(last) },
    summarise('traffic.linearity', '', [last / first])
  )
  for (const vehicle of vehicles) {
    await endVehicle(bench, vehicle, LABEL)
  }
}

async function endBooths(
  bench: Bench,
  vehicles: readonly [BenchVehicle, ...BenchVehicle[]],
  from: number,
  to: number
): Promise<void> {
  const [proposer, ...others] = vehicles
  const participants = others.map(({ peer }) => peer)
  for (let done = from; done < to; done += STEP_BOOTHS) {
    const count = Math.min(STEP_BOOTHS, to - done)
    const argument = { count, entryBytes: ENTRY_BYTES, participants, backups: BACKUPS }
    const { ended, ms } = await proposer.remote.call('endBooths', argument, STEP_TIMEOUT_MS)
    if (ended !== count) {
      throw new Error(`${ended} of ${count} booths were sealed with all their backups`)
    }
    if (done % (10 * STEP_BOOTHS) === 0) {
      bench.say(`traffic: ${done + count} booths, ${rounded(ms / count)} ms each`)
    }
  }
}

async function bytesOf(vehicles: readonly BenchVehicle[]): Promise<number> {
  const sent = await Promise.all(vehicles.map(({ remote }) => remote.call('bytesSent', null)))
  return sent.reduce((sum, bytes) => sum + bytes, 0)
}
