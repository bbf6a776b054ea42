/**
 * What a node measures when somebody asks for its metrics.
 */
import type { Vehicle } from '../vehicle/types.ts'
import type { Metrics } from './metrics.ts'
import type { Network } from './network/index.ts'
import type { Runtime } from './runtime.ts'

export function addReadings(
  metrics: Metrics,
  runtime: Runtime,
  network: Network,
  vehicle: Vehicle
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
}
