/**
 * After the storm: the group must work again soon (I10), all members must end with the same blocks and
 * the same state (I9); and once more when all of them have been started anew, from what the storm has
 * left on their disks, and then every member that was well votes.
 */
import {
  type GroupStatus,
  PAXOS_DEFAULTS,
  type PaxosStatus,
  type Submitted
} from '../../protocols/paxos/index.ts'
import { endFaults } from '../fault-schedule.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { PaxosContext } from './context.ts'
import { lostMembers } from './losses.ts'
import type { ShownState } from './state-rules.ts'
import type { Truth } from './truth.ts'

const SLICE_MS = 20
/**
 * Longest time from the end of all faults to the first operation done, and from then to equal members: some
 * seconds for connections, and rounds of a resting group until a member is told of its booth.
 */
const WITHIN_MS = 4_000
const WITHIN_ROUNDS = 25
const DEADLINE_MS = 1_000
/** Longer than two loads that take long, and shorter than a state takes to come from another. */
const READ_MS = 500

export function settle(context: PaxosContext): void {
  const { world } = context
  endFaults(world)
  const truth = context.truth()
  if (truth === undefined) {
    return
  }
  checkWorks(context, truth)
  checkEqual(context, truth)
  if (world.violations.length === 0) {
    awaitMended(context)
    const strangers = strangersOf(context, truth)
    restartAll(context)
    // The states are read back from the disks.
    world.run(READ_MS)
    checkVoters(context, truth, strangers)
    checkWorks(context, truth)
    checkEqual(context, truth)
    checkReplay(context, truth)
  }
}

/** What was mended last is known before it is on the disk. */
function awaitMended({ world, isDamaged }: PaxosContext): void {
  if (world.vehicles.some(({ peer }) => isDamaged(peer))) {
    world.run(READ_MS)
  }
}

function restartAll({ world }: PaxosContext): void {
  for (const vehicle of world.vehicles) {
    vehicle.crash('all are started anew')
  }
  for (const vehicle of world.vehicles) {
    vehicle.start()
  }
}

/** Members of the booth in force that have not the whole disk that they were invited with. */
function strangersOf(context: PaxosContext, { booths }: Truth): readonly string[] {
  const booth = booths.at(-1)
  return booth === undefined ? [] : lostMembers(context, booth, 'unmendable')
}

/**
 * Who kept its disk, or has mended it with the help of the others, finds no fault in it. A stranger that a
 * new booth has invited since it was started still finds one, until it hears of that booth.
 */
function checkVoters(context: PaxosContext, truth: Truth, before: readonly string[]): void {
  const { world } = context
  const booth = truth.booths.at(-1)
  const strangers = [...before, ...strangersOf(context, truth)]
  for (const vehicle of world.vehicles) {
    const isMember = booth?.members.includes(vehicle.peer) === true
    const fault = statusOf(vehicle, truth)?.fault
    if (isMember && !strangers.includes(vehicle.peer) && fault !== undefined) {
      world.fail('restart', vehicle.name, `does not vote after a restart of all: ${fault}`)
    }
  }
}

/** In milliseconds. */
function withinOf({ plan }: PaxosContext): number {
  const { heartbeatIdleMs = PAXOS_DEFAULTS.heartbeatIdleMs } = plan.options
  return WITHIN_MS + WITHIN_ROUNDS * heartbeatIdleMs
}

/** I10: somebody gets an operation done, whoever of the vehicles is asked. */
function checkWorks(context: PaxosContext, truth: Truth): void {
  const { world, history, scenario } = context
  const withinMs = withinOf(context)
  const startMs = world.nowMs()
  const random = world.random.fork()
  let isDone = false
  const ask = (vehicle: VirtualVehicle): void => {
    const asked = scenario.workload.drawPut(random, 'last')
    const call = history.call('last', asked.input, asked.bytes)
    const request = { type: 'submit', chain: truth.chain, operation: asked.bytes } as const
    vehicle.request({ ...request, deadlineMs: DEADLINE_MS }, (answer) => {
      if (answer.type === 'ok') {
        const value = answer.value as Submitted
        context.submitted(vehicle, value)
        call.named(value.operation)
        call.returned(asked.read(value.result), value.height)
        isDone = true
      } else if (answer.type === 'refused') {
        call.withdrawn()
      } else if (answer.type === 'unknown') {
        call.named(answer.operation)
      }
    })
  }
  let askedAtMs = Number.NEGATIVE_INFINITY
  while (!isDone && world.violations.length === 0) {
    if (world.nowMs() - startMs > withinMs) {
      world.fail('I10', 'world', `nothing is done ${withinMs} ms after all faults ended`)
      return
    }
    if (world.nowMs() - askedAtMs > 2 * DEADLINE_MS) {
      askedAtMs = world.nowMs()
      for (const vehicle of world.vehicles.filter(({ state }) => state === 'up')) {
        ask(vehicle)
      }
    }
    world.run(SLICE_MS)
  }
  context.noted('works after', world.nowMs() - startMs)
}

/** I9 and I8: members that kept their disks end with all chosen blocks and one state. */
function checkEqual(context: PaxosContext, truth: Truth): void {
  const { world } = context
  const withinMs = withinOf(context)
  const startMs = world.nowMs()
  let late = lateMembers(context, truth)
  while (late.length > 0 && world.violations.length === 0) {
    if (world.nowMs() - startMs > withinMs) {
      world.fail(
        'I9',
        late[0]?.name ?? '',
        `lacks blocks up to ${truth.height}: ${late.map(({ name }) => name).join(' ')}`
      )
      return
    }
    world.run(SLICE_MS)
    late = lateMembers(context, truth)
  }
  context.noted('equal after', world.nowMs() - startMs)
}

function checkReplay(context: PaxosContext, truth: Truth): void {
  const shown = context.world.vehicles.flatMap((vehicle): readonly ShownState[] => {
    const status = statusOf(vehicle, truth)
    return status === undefined ? [] : [{ peer: vehicle.peer, ...status }]
  })
  context.stateRules.checkReplay(truth, shown, context.scenario.createState('replay'))
}

function lateMembers(context: PaxosContext, truth: Truth): readonly VirtualVehicle[] {
  const booth = truth.booths.at(-1)
  if (booth === undefined) {
    return []
  }
  const lost = lostMembers(context, booth, 'unmendable')
  return context.world.vehicles.filter((vehicle) => {
    const isMember = booth.members.includes(vehicle.peer) && !lost.includes(vehicle.peer)
    const status = isMember ? statusOf(vehicle, truth) : undefined
    return isMember && (status?.applied !== truth.height || status.booth !== booth.number)
  })
}

export function statusOf(vehicle: VirtualVehicle, { chain }: Truth): GroupStatus | undefined {
  const status = vehicle.status() as PaxosStatus | undefined
  return status?.groups.find((group) => group.chain === chain)
}
