/**
 * Who uses the ring besides ordinary clients: somebody who scans all keys, and somebody who has vehicles
 * join and leave.
 */

import { fromUtf8 } from '../../core/bytes.ts'
import type { Queried } from '../../core/group-request.ts'
import type { Random } from '../../core/random.ts'
import { decodeAnswer, encodeQuery, SCAN_DEFAULTS, textOfKey } from '../../state/kv/index.ts'
import type { VehicleRequest } from '../../vehicle/requests.ts'
import { pickVehicle, wordOf } from '../asking.ts'
import { type KvOutput, type KvValue, kvGet } from '../linearizability/kv-model.ts'
import { nameValue } from '../paxos/workload.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { TwophaseContext } from './context.ts'

const SCAN_MS_MAX = 700

/** A scan is linearizable for each key by itself, so it counts as a read of each. */
export function startScanner(context: TwophaseContext, random: Random, untilMs: number): void {
  const { world, plan, history } = context
  const keys = Array.from({ length: plan.keys }, (_, i) => `k${i}`)
  const next = (): void => {
    world.plan(random.next() * SCAN_MS_MAX, () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      const calls = keys.map((key) => history.call('scanner', kvGet(key), undefined))
      scanAll(context, pickVehicle(world, random), (found) => {
        keys.forEach((key, i) => {
          const output: KvOutput = { isDone: true, values: [found?.values.get(key)] }
          if (found !== undefined) {
            calls[i]?.returned(output, found.height)
          }
        })
        next()
      })
    })
  }
  next()
}

interface Found {
  readonly values: ReadonlyMap<string, KvValue>
  readonly height: number
}

/** Large values take more than one answer. Tells nothing when one of them is not given. */
function scanAll(
  { world, chain, count }: TwophaseContext,
  vehicle: VirtualVehicle,
  told: (found: Found | undefined) => void
): void {
  const values = new Map<string, KvValue>()
  const ask = (after: string): void => {
    const question = encodeQuery({ ...SCAN_DEFAULTS, after })
    vehicle.request({ type: 'query', chain, question }, (answer) => {
      count(`scan ${wordOf(answer)}`)
      if (answer.type !== 'ok') {
        told(undefined)
        return
      }
      const { result, height } = answer.value as Queried
      const page = decodeAnswer(result)
      const { entries, after: last } = page.type === 'scan' ? page : { entries: [], after: '' }
      for (const { key, value } of entries) {
        values.set(textOfKey(key), nameValue(fromUtf8(value.bytes)))
      }
      if (last === '') {
        told({ values, height })
      } else {
        world.plan(0, () => ask(last))
      }
    })
  }
  ask('')
}

/** Has vehicles join the ring, and leave it; some are said to be gone, whether they are or not. */
export function startMover(context: TwophaseContext, random: Random, untilMs: number): void {
  const { world, chain, plan, count } = context
  const next = (): void => {
    world.plan(random.next() * plan.moveMsMax, () => {
      if (world.nowMs() >= untilMs) {
        return
      }
      const who = random.pick(world.vehicles)
      const isJoin = random.chance(0.5)
      const isGone = plan.goneShare > 0 && random.chance(plan.goneShare)
      const request: VehicleRequest = isJoin
        ? { type: 'ringJoin', chain }
        : { type: 'ringLeave', chain, peer: who.peer, isGone }
      const asked = isJoin ? who : pickVehicle(world, random)
      context.changing++
      asked.request(request, (answer) => {
        context.changing--
        count(`${request.type}${isGone && !isJoin ? ' gone' : ''} ${wordOf(answer)}`)
        next()
      })
    })
  }
  next()
}
