/**
 * Faults on purpose during the storm: vehicles set offline by request, links cut by request.
 */
import type { Random } from '../../core/random.ts'
import type { ArchiveContext } from './context.ts'
import { running } from './reader.ts'

const INTERVAL_MS = 3_000
const LASTS_MS_MAX = 3_000

export function startSaboteur(context: ArchiveContext, random: Random, untilMs: number): void {
  const { world } = context
  const act = (): void => {
    if (world.nowMs() >= untilMs) {
      return
    }
    const vehicle = running(context, random)
    const other = running(context, random)
    if (vehicle !== undefined && other !== undefined) {
      const protocol = random.pick(world.protocols)
      const [begin, end] = random.chance(0.5)
        ? [
            {
              type: 'setOffline',
              offline: true,
              ...(random.chance(0.5) ? {} : { protocols: [protocol] })
            },
            { type: 'setOffline', offline: false }
          ]
        : [
            { type: 'cutLink', peer: other.peer },
            { type: 'fixLink', peer: other.peer }
          ]
      vehicle.request(begin, (answer) => context.count(`sabotage ${answer.type}`))
      world.plan(random.next() * LASTS_MS_MAX, () => vehicle.request(end, () => undefined))
    }
    world.plan(random.next() * INTERVAL_MS, act)
  }
  world.plan(random.next() * INTERVAL_MS, act)
}
