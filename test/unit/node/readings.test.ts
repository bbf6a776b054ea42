/** What supervisors set their alarms on. */
import { expect, test } from 'vitest'
import { createMetrics } from '../../../src/node/metrics.ts'
import { addReadings } from '../../../src/node/readings.ts'
import type { Runtime } from '../../../src/node/runtime.ts'
import type { Vehicle } from '../../../src/vehicle/types.ts'

test('readings: what is wrong with the vehicle is a number, looked up once a question', async () => {
  const metrics = createMetrics()
  let nowMs = 1000
  let looks = 0
  let isDamaged = false
  const runtime = { counters: () => new Proxy({}, { get: () => 0 }) } as unknown as Runtime
  const vehicle = {
    holdings: { all: () => [] },
    status() {
      looks++
      return {
        isDamaged,
        chains: [
          { health: 'ok' },
          { health: 'damaged' },
          { health: 'frozen' },
          { health: 'frozen' }
        ],
        quota: { quotaBytes: 100, usedBytes: 60, diskFreeBytes: 7 },
        machines: {
          replicate: {
            placements: {
              a: { isUnderReplicated: true },
              b: { isUnderReplicated: false },
              c: { isUnderReplicated: true }
            }
          }
        }
      }
    }
  } as unknown as Vehicle
  addReadings(metrics, runtime, { connected: () => [] }, vehicle, () => nowMs)
  const read = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await metrics.text())
        .split('\n')
        .filter((line) => /^vguard_\S+ \S+$/.test(line))
        .map((line) => line.split(' ') as [string, string])
    )

  expect(await read()).toMatchObject({
    vguard_state_damaged: '0',
    vguard_chains_damaged: '1',
    vguard_chains_frozen: '2',
    vguard_chains_under_replicated: '2',
    vguard_quota_bytes: '100',
    vguard_quota_used_bytes: '60',
    vguard_disk_free_bytes: '7'
  })
  expect(looks).toBe(1)
  isDamaged = true
  nowMs += 1000
  expect(await read()).toMatchObject({ vguard_state_damaged: '1' })
})
