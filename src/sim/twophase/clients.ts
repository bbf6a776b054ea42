/**
 * Who uses the ring besides ordinary clients: somebody who scans all keys, and somebody who has vehicles
 * join and leave.
 */

import { fromUtf8 } from '../../core/bytes.ts'
import type { Queried } from '../../core/group-request.ts'
import type { Random } from '../../core/random.ts'
import { decodeAnswer, encodeQuery, SCAN_DEFAULTS, textOfKey } from '../../state/kv/index.ts'
import type { VehicleRequest } from '../../vehicle/requests.ts'
import { type KvOutput, kvGet } from '../linearizability/kv-model.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import type { TwophaseContext } from './context.ts'

const SCAN_MS_MAX = 700
const MOVE_MS_MAX = 2_500

/** A scan is linearizable for each key by itself, so it counts as a read of each. */
export function startScanner(context: TwophaseContext, random: Random, untilMs: number): void {
  const { world, chain, plan, history, count } = context
  const keys = Array.from({ length: plan.keys }, (_, i) => `k${i}`)
  const next = (): void => {
    world.plan(random.next() * SCAN_MS_MAX, () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      const calls = keys.map((key) => history.call('scanner', kvGet(key), undefined))
      const question = encodeQuery(SCAN_DEFAULTS)
      pickVehicle(world, random).request({ type: 'query', chain, question }, (answer) => {
        count(`scan ${wordOf(answer)}`)
        if (answer.type === 'ok') {
          const { result, height } = answer.value as Queried
          const values = valuesIn(result)
          keys.forEach((key, i) => {
            const output: KvOutput = { isDone: true, values: [values.get(key)] }
            calls[i]?.returned(output, height)
          })
        }
        next()
      })
    })
  }
  next()
}

function valuesIn(result: Uint8Array): ReadonlyMap<string, string> {
  const answer = decodeAnswer(result)
  const entries = answer.type === 'scan' ? answer.entries : []
  return new Map(entries.map(({ key, value }) => [textOfKey(key), fromUtf8(value.bytes)]))
}

/** Has vehicles join the ring, and leave it. */
export function startMover(context: TwophaseContext, random: Random, untilMs: number): void {
  const { world, chain, count } = context
  const next = (): void => {
    world.plan(random.next() * MOVE_MS_MAX, () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      const who = random.pick(world.vehicles)
      const isJoin = random.chance(0.5)
      const request: VehicleRequest = isJoin
        ? { type: 'ringJoin', chain }
        : { type: 'ringLeave', chain, peer: who.peer }
      const asked = isJoin ? who : pickVehicle(world, random)
      context.changing++
      asked.request(request, (answer) => {
        context.changing--
        count(`${request.type} ${wordOf(answer)}`)
        next()
      })
    })
  }
  next()
}

export function pickVehicle(world: World, random: Random): VirtualVehicle {
  const there = world.vehicles.filter(({ state }) => state === 'up' || state === 'paused')
  return random.pick(there.length > 0 ? there : world.vehicles)
}

/** An answer in one or two words. */
export function wordOf(answer: Answer): string {
  return answer.type === 'refused' ? `refused ${answer.reason}` : answer.type
}
