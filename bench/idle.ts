/**
 * Idle: the processor's time of a vehicle that is connected to three others while nothing happens.
 */
import type { Bench } from './context.ts'
import { pause, profiled, startFleet } from './fleet.ts'
import { summarise } from './statistics.ts'

const SETTLE_MS = 10_000
const WINDOW_MS = 20_000
const RUNS = 2
const LABEL = 'idle'

export async function measureIdle(bench: Bench): Promise<void> {
  const fleet = await startFleet(bench, { count: 4, label: LABEL })
  const { vehicles } = fleet
  await pause(SETTLE_MS)
  const usages = () => Promise.all(vehicles.map(({ remote }) => remote.call('usage', null)))
  const window = async (): Promise<readonly number[]> => {
    const before = await usages()
    const startMs = performance.now()
    await pause(WINDOW_MS)
    const ms = performance.now() - startMs
    const after = await usages()
    return after.map(({ cpuMs }, i) => (100 * (cpuMs - (before[i]?.cpuMs ?? 0))) / ms)
  }
  const percents: number[] = []
  for (let run = 0; run < bench.runs(RUNS); run++) {
    percents.push(...(await window()))
  }
  bench.add(summarise('idle.cpuPercent', '%', percents))
  if (bench.arguments.profile) {
    await profiled(bench, 'idle', vehicles.slice(0, 1), window)
  }
  await fleet.end()
}
