/**
 * After the storm: the group must work again soon, whoever is asked (Q7), what was acknowledged must come
 * into the log (Q8), and what was deleted must be forgotten (Q9).
 */
import type { Queried } from '../../core/group-request.ts'
import { endFaults } from '../fault-schedule.ts'
import { begun, note, returned } from './client.ts'
import { type QuorumContext, statusOf } from './context.ts'

const SLICE_MS = 20
/** Longest time from the end of all faults until a write and a read of every vehicle are done. */
const WITHIN_MS = 20_000
const DEADLINE_MS = 1_500

export function settle(context: QuorumContext): void {
  const { world } = context
  endFaults(world)
  checkWorks(context)
  checkArchived(context)
  checkForgotten(context)
}

/** Q7: every vehicle that runs gets a write and a read done. */
function checkWorks(context: QuorumContext): void {
  const { world, workload, count } = context
  const startMs = world.nowMs()
  const random = world.random.fork()
  const waiting = new Set(world.vehicles.filter(({ state }) => state === 'up'))
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
  while (waiting.size > 0 && world.violations.length === 0) {
    if (world.nowMs() - startMs > WITHIN_MS) {
      const names = [...waiting].map(({ name }) => name).join(' ')
      world.fail('Q7', 'world', `${names} get nothing done ${WITHIN_MS} ms after all faults ended`)
      return
    }
    world.run(SLICE_MS)
  }
  context.noted('works after', world.nowMs() - startMs)
}

/** Q8: nothing waits for the log any more, and with a leader the log lacks nothing. */
function checkArchived(context: QuorumContext): void {
  const { world, plan, rules } = context
  const startMs = world.nowMs()
  const isOpen = (): boolean =>
    world.vehicles.some((vehicle) => (statusOf(vehicle, context.chain())?.unarchived ?? 0) > 0) ||
    (!plan.rules.leaderless && rules.unlogged().length > 0)
  while (isOpen() && world.violations.length === 0) {
    if (world.nowMs() - startMs > WITHIN_MS) {
      const keys = rules.unlogged().join(' ')
      const text = `values wait for the log ${WITHIN_MS} ms after all faults ended; it lacks ${keys}`
      world.fail('Q8', 'world', text)
      return
    }
    world.run(SLICE_MS)
  }
  context.noted('archived after', world.nowMs() - startMs)
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
  const startMs = world.nowMs()
  while (rules.kept().length > 0 && world.violations.length === 0) {
    if (world.nowMs() - startMs > WITHIN_MS) {
      const keys = rules.kept().join(' ')
      world.fail('Q9', 'world', `members keep ${keys}, which are deleted, after ${WITHIN_MS} ms`)
      return
    }
    world.run(SLICE_MS)
  }
  context.noted('forgotten after', world.nowMs() - startMs)
  readAll(context)
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
