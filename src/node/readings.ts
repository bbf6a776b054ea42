/**
 * What a node measures when somebody asks for its metrics.
 */
import type { ReplicateStatus } from '../protocols/replicate/types.ts'
import type { Vehicle, VehicleStatus } from '../vehicle/types.ts'
import { groupSeries } from './group-readings.ts'
import { groupViews } from './group-views.ts'
import type { Metrics, Reading } from './metrics.ts'
import type { Names } from './names.ts'
import type { Network } from './network/index.ts'
import type { Runtime } from './runtime.ts'

/** A look at the vehicle is as good as a new one for so long. */
const LOOK_MS = 200

export function addReadings(
  metrics: Metrics,
  runtime: Pick<Runtime, 'counters'>,
  network: Pick<Network, 'connected'>,
  vehicle: Pick<Vehicle, 'self' | 'holdings' | 'groups' | 'status'>,
  names: Pick<Names, 'labelOf'>,
  nowMs: () => number
): void {
  const of = (name: keyof ReturnType<Runtime['counters']>) => () => runtime.counters()[name]
  metrics.addReadings([
    { name: 'events_waiting', kind: 'gauge', help: 'Events not yet stepped', read: of('queued') },
    { name: 'effects_waiting', kind: 'gauge', help: 'Effects kept', read: of('unreleased') },
    { name: 'timers_waiting', kind: 'gauge', help: 'Timers set', read: of('timers') },
    { name: 'requests_waiting', kind: 'gauge', help: 'Requests open', read: of('pending') },
    { name: 'steps_total', kind: 'counter', help: 'Events stepped', read: of('steps') },
    { name: 'batches_total', kind: 'counter', help: 'Durable batches', read: of('batches') },
    { name: 'writes_total', kind: 'counter', help: 'Writes in batches', read: of('batchedOps') },
    {
      name: 'sync_seconds_total',
      kind: 'counter',
      help: 'Time spent writing batches',
      read: () => runtime.counters().syncMs / 1000
    },
    {
      name: 'messages_dropped_total',
      kind: 'counter',
      help: 'Remote messages dropped because too many waited',
      read: of('dropped')
    },
    {
      name: 'peers_connected',
      kind: 'gauge',
      help: 'Vehicles admitted and connected',
      read: () => network.connected().length
    },
    {
      name: 'chains_known',
      kind: 'gauge',
      help: 'Chains known',
      read: () => vehicle.holdings.all().length
    },
    {
      name: 'held_bytes',
      kind: 'gauge',
      help: 'Bytes of blocks held with their bodies',
      read: () => vehicle.holdings.all().reduce((sum, { bytes }) => sum + bytes, 0)
    }
  ])
  const status = recent(() => vehicle.status(nowMs()), nowMs)
  metrics.addReadings(alarms(status))
  const groups = recent(() => groupViews(vehicle, names, status()), nowMs)
  metrics.addSeries(groupSeries(vehicle.self, groups))
}

/** What a supervisor sets its alarms on. */
function alarms(status: () => VehicleStatus): readonly Reading[] {
  const placements = (): readonly { readonly isUnderReplicated: boolean }[] => {
    const { placements: found = {} } = (status().machines['replicate'] ??
      {}) as Partial<ReplicateStatus>
    return Object.values(found)
  }
  return [
    {
      name: 'state_damaged',
      kind: 'gauge',
      help: '1 when state on disk is damaged, so that the vehicle never votes again',
      read: () => (status().isDamaged ? 1 : 0)
    },
    {
      name: 'chains_damaged',
      kind: 'gauge',
      help: 'Chains that have lost something on this disk',
      read: () => status().chains.filter(({ health }) => health === 'damaged').length
    },
    {
      name: 'chains_frozen',
      kind: 'gauge',
      help: 'Chains of which two histories were signed',
      read: () => status().chains.filter(({ health }) => health === 'frozen').length
    },
    {
      name: 'chains_under_replicated',
      kind: 'gauge',
      help: 'Chains placed by this vehicle that too few backups hold',
      read: () => placements().filter(({ isUnderReplicated }) => isUnderReplicated).length
    },
    {
      name: 'quota_bytes',
      kind: 'gauge',
      help: 'Room for chains of other vehicles',
      read: () => status().quota.quotaBytes
    },
    {
      name: 'quota_used_bytes',
      kind: 'gauge',
      help: 'Room that chains of other vehicles take',
      read: () => status().quota.usedBytes
    },
    {
      name: 'disk_free_bytes',
      kind: 'gauge',
      help: 'Free bytes of the disk of the data directory',
      read: () => status().quota.diskFreeBytes
    }
  ]
}

/** One look for all readings of one question. */
function recent<T>(look: () => T, nowMs: () => number): () => T {
  let last: { readonly atMs: number; readonly value: T } | undefined
  return () => {
    const atMs = nowMs()
    if (last === undefined || Math.abs(atMs - last.atMs) > LOOK_MS) {
      last = { atMs, value: look() }
    }
    return last.value
  }
}
