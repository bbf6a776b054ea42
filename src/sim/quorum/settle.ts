/**
 * After the storm: the group must work again soon, whoever is asked (Q7), also while its leader reaches too
 * few; what was acknowledged must come into the log (Q8), and what was deleted must be forgotten (Q9).
 */
import type { Queried } from '../../core/group-request.ts'
import { endFaults } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { begun, note, returned } from './client.ts'
import { type QuorumContext, statusOf } from './context.ts'
import { cutLeaderOff } from './half-cut.ts'

const SLICE_MS = 20
/** Longest time from the end of all faults until a write and a read of every vehicle are done. */
const WITHIN_MS = 20_000
/**
 * Longest time from then until deleted keys are forgotten: a look may wait for a page that was lost, with a
 * rest behind it, and in one epoch after the other.
 */
const FORGOTTEN_WITHIN_MS = 120_000
const DEADLINE_MS = 1_500

export function settle(context: QuorumContext): void {
  const { world } = context
  endFaults(world)
  checkWorks(
    context,
    world.vehicles.filter(({ state }) => state === 'up')
  )
  const others = cutLeaderOff(context, world.random.fork())
  if (others !== undefined && world.violations.length === 0) {
    checkWorks(context, others)
    world.network.heal()
  }
  checkArchived(context)
  checkForgotten(context)
}

/** Q7: each of these gets a write and a read done. */
function checkWorks(context: QuorumContext, vehicles: readonly VirtualVehicle[]): void {
  const { world, workload, count } = context
  const random = world.random.fork()
  const waiting = new Set(vehicles)
  for (const vehicle of waiting) {
    const who = `last-${vehicle.name}`
    const ask = (): void => {
      const asked = workload.drawPut(random, who)
      const one = begun(context, asked, who)
      const request = { type: 'submit', chain: context.chain(), operation: asked.bytes }
      vehicle.request({ ...request, deadlineMs: DEADLINE_MS }, (answer) => {
        count(`last ${answer.type}`)
        note(context, one, answer, true)
        if (answer.type === 'ok') {
          waiting.delete(vehicle)
        } else {
          world.plan(SLICE_MS, ask)
        }
      })
    }
    ask()
  }
  comesAbout(context, {
    ...{ rule: 'Q7', notedAs: 'works after' },
    isOpen: () => waiting.size > 0,
    faultText: () => `${[...waiting].map(({ name }) => name).join(' ')} get nothing done`
  })
}

/** Q8: nothing waits for the log any more, and with a leader the log lacks nothing. */
function checkArchived(context: QuorumContext): void {
  const { world, plan, rules } = context
  comesAbout(context, {
    ...{ rule: 'Q8', notedAs: 'archived after' },
    isOpen: () =>
      world.vehicles.some((vehicle) => (statusOf(vehicle, context.chain())?.unarchived ?? 0) > 0) ||
      (!plan.rules.leaderless && rules.unlogged().length > 0),
    faultText: () => `values wait for the log, which lacks ${rules.unlogged().join(' ')},`
  })
}

/** Q9: members that are all there keep no key that was deleted, and nobody finds what was in it. */
function checkForgotten(context: QuorumContext): void {
  const { world, plan, booths, rules } = context
  const areThere = (booths.newest?.members ?? []).every((peer) => {
    const vehicle = world.vehicleOf(peer)
    const status = vehicle?.state === 'up' ? statusOf(vehicle, context.chain()) : undefined
    return status !== undefined && status.role !== 'learner'
  })
  if (!plan.forgets || !areThere) {
    return
  }
  context.count('all are there to forget')
  const isDone = comesAbout(context, {
    ...{ rule: 'Q9', notedAs: 'forgotten after', withinMs: FORGOTTEN_WITHIN_MS },
    isOpen: () => rules.kept().length > 0,
    faultText: () => `members keep ${rules.kept().join(' ')}, which are deleted,`
  })
  if (isDone) {
    readAll(context)
  }
}

function readAll(context: QuorumContext): void {
  const { world, plan, workload } = context
  const random = world.random.fork()
  for (const vehicle of world.vehicles.filter(({ state }) => state === 'up')) {
    for (let i = 0; i < plan.keys; i++) {
      const asked = workload.drawGet(random)
      const one = begun(context, asked, `end-${vehicle.name}-${i}`)
      const request = { type: 'query', chain: context.chain(), question: asked.bytes }
      vehicle.request({ ...request, deadlineMs: DEADLINE_MS }, (answer) => {
        if (answer.type === 'ok') {
          returned(context, one, (answer.value as Queried).result)
        }
      })
    }
  }
  world.run(2 * DEADLINE_MS)
}

interface Expected {
  readonly rule: string
  /** Name of the time that it took, in the report. */
  readonly notedAs: string
  readonly withinMs?: number
  /** It has not come about yet. */
  isOpen(): boolean
  /** The beginning of a sentence on what has not. */
  faultText(): string
}

/** Lets time pass until it has come about. Returns whether it has, or another rule was broken meanwhile. */
function comesAbout(
  context: QuorumContext,
  { rule, notedAs, withinMs = WITHIN_MS, isOpen, faultText }: Expected
): boolean {
  const { world } = context
  const startMs = world.nowMs()
  while (isOpen() && world.violations.length === 0) {
    if (world.nowMs() - startMs > withinMs) {
      world.fail(rule, 'world', `${faultText()} ${withinMs} ms after all faults ended`)
      return false
    }
    world.run(SLICE_MS)
  }
  context.noted(notedAs, world.nowMs() - startMs)
  return true
}
