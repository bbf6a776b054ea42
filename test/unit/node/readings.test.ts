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
  const names = { labelOf: (peer: string) => peer }
  addReadings(metrics, runtime, { connected: () => [] }, vehicle, names, () => nowMs)
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

test('readings: groups are told by what the vehicle is now', async () => {
  const metrics = createMetrics()
  let connected: readonly string[] = ['b', 'c']
  const members = ['a', 'b', 'c']
  const held = { bytes: 0, chain: { id: 'C', genesis: { engine: 'paxos', name: 'g', members } } }
  const told = { chain: 'C', role: 'follower', leader: 'b', decided: 1, ...{ members } }
  const vehicle = {
    self: 'a',
    holdings: { all: () => [held] },
    groups: { membersOf: () => members },
    status: () => ({
      chains: [],
      quota: { quotaBytes: 0, usedBytes: 0, diskFreeBytes: 0 },
      machines: { paxos: { groups: [{ ...told, connected, heights: [], incarnations: [] }] } }
    })
  } as unknown as Vehicle
  const runtime = { counters: () => new Proxy({}, { get: () => 0 }) } as unknown as Runtime
  let nowMs = 1000
  const names = { labelOf: (peer: string) => peer }
  addReadings(metrics, runtime, { connected: () => [] }, vehicle, names, () => nowMs)
  const leader = 'vguard_group_has_leader{chain="C",name="g",engine="paxos"}'
  expect(await metrics.text()).toContain(`${leader} 1`)
  connected = []
  nowMs += 1000
  expect(await metrics.text()).toContain(`${leader} 0`)
})
