/**
 * A fault for groups that nobody leads: for a while a member reaches only one of the others, whose words
 * are long on their way to it, while the others go on with each other.
 *
 * What it is told of the newest value is old then, which it must not write by.
 */
import type { Random } from '../../core/random.ts'
import type { QuorumContext } from './context.ts'

const PAUSE_MS_MIN = 100
const PAUSE_MS_MAX = 700
const FOR_MS_MIN = 200
const FOR_MS_MAX = 600
const SLOW_MS_MIN = 80
const SLOW_MS_MAX = 400

/** Strikes until `untilMs`, in worlds that have partitions. */
export function startNarrows(context: QuorumContext, random: Random, untilMs: number): void {
  const { world, booths, count } = context
  const { network } = world

  const strike = (): void => {
    const [member = '', near = '', ...others] = random.shuffle(booths.newest?.members ?? [])
    count('narrows')
    world.log('network', `${member} hears only ${near}, and that late`)
    for (const other of others) {
      network.block(member, other)
      network.block(other, member)
    }
    network.slow(near, member, random.integer(SLOW_MS_MIN, SLOW_MS_MAX))
    world.plan(random.integer(FOR_MS_MIN, FOR_MS_MAX), () => {
      network.heal()
      next()
    })
  }

  const next = (): void => {
    world.plan(random.integer(PAUSE_MS_MIN, PAUSE_MS_MAX), () => {
      if (world.nowMs() < untilMs) {
        strike()
      }
    })
  }

  if (context.faults.partitions) {
    next()
  }
}
