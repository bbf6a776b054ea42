/**
 * V6 and V7, and that nothing grows without bound: what vehicles say of themselves, looked at whenever
 * something of theirs has reached the disk, and once a second.
 *
 * V6: copies and reservations never exceed the quota. V7: no reservation outlives its expiry.
 * Source: PROTOCOLS.md, section 6.
 */
import type { ReplicateStatus } from '../../protocols/replicate/index.ts'
import type { VehicleStatus } from '../../vehicle/types.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { breaks, type RuleContext } from './rules.ts'

const INTERVAL_MS = 1_000
/** A reservation is let go by a timer, which may be late by a stop of the process or a slow disk. */
const EXPIRY_SLACK_MS = 40_000
const TIMERS_MAX = 2_000
const INBOX_MAX = 20_000

export function startStatusRules(context: RuleContext): void {
  const { world } = context
  world.observe({
    durable(vehicle) {
      if (vehicle.state === 'up') {
        check(context, vehicle)
      }
    }
  })
  const look = (): void => {
    for (const vehicle of world.vehicles) {
      if (vehicle.state === 'up') {
        check(context, vehicle)
      }
    }
    world.plan(INTERVAL_MS, look)
  }
  world.plan(INTERVAL_MS, look)
}

function check(context: RuleContext, vehicle: VirtualVehicle): void {
  const status = vehicle.status() as VehicleStatus
  const { quotaBytes, usedBytes } = status.quota
  if (usedBytes > quotaBytes) {
    breaks(context, 'V6', vehicle, `keeps ${usedBytes} bytes for others, allowed ${quotaBytes}`)
  }
  const replicate = status.machines['replicate'] as ReplicateStatus | undefined
  for (const [chain, { untilMs }] of Object.entries(replicate?.transfers ?? {})) {
    if (untilMs + EXPIRY_SLACK_MS < vehicle.nowMs()) {
      breaks(context, 'V7', vehicle, `keeps an expired reservation for ${chain}`)
    }
  }
  const load = vehicle.load()
  if (load !== undefined && (load.timers > TIMERS_MAX || load.inbox > INBOX_MAX)) {
    breaks(context, 'bounds', vehicle, `has ${load.timers} timers and ${load.inbox} events waiting`)
  }
}
