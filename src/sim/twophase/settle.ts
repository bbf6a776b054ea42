/**
 * After the storm: the ring comes to rest, every key works again, all copies are there and equal, and
 * all that was promised has happened.
 *
 * T5 nothing stays prepared. T6 each key has as many copies as it should, all of them the newest, also
 * before anything new is put. T7 what was answered is done, and what was refused is not. T8 everything works
 * again soon.
 */

import { fromUtf8, toHex } from '../../core/bytes.ts'
import type { Queried } from '../../core/group-request.ts'
import { createHashRing, positionOf } from '../../core/hash-ring.ts'
import { fromLatin1 } from '../../core/latin1.ts'
import { Entry } from '../../protocols/twophase/messages.ts'
import { standingKey } from '../../protocols/twophase/records.ts'
import type { RingShown, Submitted, VehicleRequest } from '../../vehicle/requests.ts'
import { wordOf } from '../asking.ts'
import { endFaults } from '../fault-schedule.ts'
import { type Asked, hexOfValue } from '../paxos/workload.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import type { TwophaseContext } from './context.ts'

const SLICE_MS = 100
/** Longest time until something asked for after the storm is done. */
const WORKS_WITHIN_MS = 25_000
const DEADLINE_MS = 2_000

export function settle(context: TwophaseContext): void {
  const { world, truth } = context
  endFaults(world)
  untilMended(context)
  untilResting(context, STILL_MS)
  // What is put next makes all copies equal, whatever they were. Who keeps a key no more may still have it.
  checkCopies(context, { isSwept: false })
  untilWorks(context)
  untilResting(context, REST_MS)
  untilEqual(context)
  if (world.violations.length === 0) {
    truth.check()
    checkDone(context)
    checkWithdrawn(context)
    checkCopies(context, { isSwept: true })
    noteForgotten(context)
  }
}

function present(context: TwophaseContext): readonly VirtualVehicle[] {
  return context.world.vehicles.filter(({ state }) => state === 'up')
}

/** Members that have their disks. */
function members(context: TwophaseContext): readonly VirtualVehicle[] {
  const { world, plan, lost } = context
  return world.vehicles
    .slice(0, plan.members)
    .filter(({ peer, state }) => state === 'up' && !lost.has(peer))
}

/** Who is gone is taken off the ring; who has lost its disk joins again. */
function untilMended(context: TwophaseContext): void {
  const { world, lost, chain } = context
  // One that is asked to leave only now would undo what follows.
  until(context, 'changes of the ring are answered', () => () => context.changing === 0)
  for (const vehicle of lost.size > 0 ? present(context) : []) {
    untilAnswered(
      context,
      `${vehicle.name} joins for one that is lost`,
      () => [vehicle],
      () => ({ type: 'ringJoin', chain, deadlineMs: DEADLINE_MS }),
      (answer) => answer.type === 'ok'
    )
  }
  for (const peer of lost) {
    const vehicle = world.vehicleOf(peer)
    const isBack = vehicle?.state === 'up'
    const request: VehicleRequest = isBack
      ? { type: 'ringJoin', chain, deadlineMs: DEADLINE_MS }
      : { type: 'ringLeave', chain, peer, isGone: true, deadlineMs: DEADLINE_MS }
    untilAnswered(
      context,
      `${request.type} of what was lost`,
      () => (isBack ? [vehicle] : members(context)),
      () => request,
      (answer) => answer.type === 'ok' || (answer.type === 'refused' && answer.reason === 'unknown')
    )
  }
}

/** Nothing is left of the storm when the world has rested for so long, before anything new is asked. */
const STILL_MS = 200

/** In the end it rests for so long: vehicles may still be on their way to the group, told of it every 3 s. */
const REST_MS = 4_000

/** T5, and the ring moves no more. */
function untilResting(context: TwophaseContext, restMs: number): void {
  const { world } = context
  until(context, 'nothing is prepared and nothing moves', () => {
    let sinceMs = world.nowMs()
    return () => {
      if (!isResting(context)) {
        sinceMs = world.nowMs()
      }
      return world.nowMs() - sinceMs >= restMs
    }
  })
}

function isResting(context: TwophaseContext): boolean {
  const { world, chain } = context
  const up = present(context)
  const [version, ...others] = new Set(members(context).map((one) => context.siteOf(one)?.ring))
  const isIdle = up.every((vehicle) => {
    const site = context.siteOf(vehicle)
    const isOpen = (site?.coordinated ?? 0) + (site?.reads ?? 0) + (site?.telling ?? 0) > 0
    // Who belongs to no group looks for a new ring now and then.
    const isThere = site?.ring === version && site?.phase === 'stable'
    return (
      !isOpen && (site === undefined || isThere || (site.keys === 0 && !isMember(context, vehicle)))
    )
  })
  return (
    isIdle &&
    others.length === 0 &&
    up.every(({ disk }) => disk.keys(`s/twophase/${chain}/p/`).length === 0) &&
    world.vehicles.every(({ state }) => state === 'up' || state === 'gone')
  )
}

function isMember(context: TwophaseContext, vehicle: VirtualVehicle): boolean {
  return members(context).includes(vehicle)
}

/** T8: a put and a get of every key. */
function untilWorks(context: TwophaseContext): void {
  const { plan, history, workload, world, chain } = context
  const random = world.random.fork()
  const ask = (what: string, draw: () => Asked): void => {
    let asked: Asked | undefined
    let call: ReturnType<typeof history.call> | undefined
    untilAnswered(
      context,
      what,
      () => present(context),
      () => {
        asked = draw()
        const bytes = asked.way === 'submit' ? asked.bytes : undefined
        call = history.call('last', asked.input, bytes)
        const until = { chain, deadlineMs: DEADLINE_MS }
        return asked.way === 'submit'
          ? { type: 'submit', operation: asked.bytes, ...until }
          : { type: 'query', question: asked.bytes, ...until }
      },
      (answer) => {
        if (answer.type === 'ok' && asked !== undefined) {
          const { result, height } = answer.value as Queried | Submitted
          call?.returned(asked.read(result), height)
          noteDone(context, answer)
        } else if (answer.type === 'refused') {
          call?.withdrawn()
        }
        return answer.type === 'ok'
      }
    )
  }
  for (let i = 0; i < plan.keys; i++) {
    ask('a put after the storm', () => workload.drawPut(random, 'last'))
    ask('a get after the storm', () => workload.drawGet(random))
  }
}

export function noteDone({ done }: TwophaseContext, answer: Answer): void {
  if (answer.type === 'ok' && 'operation' in (answer.value as object)) {
    done.add((answer.value as Submitted).operation)
  }
}

/** All members have the same log. */
function untilEqual(context: TwophaseContext): void {
  const { truth } = context
  until(context, 'all members have the same log', () => () => {
    const views = members(context).map((vehicle) => [vehicle, context.groupOf(vehicle)] as const)
    for (const [vehicle, view] of views) {
      if (view !== undefined) {
        truth.shown(vehicle.name, view.applied, view.digest)
      }
    }
    return views.every(([, view]) => view?.applied === truth.height)
  })
}

/** T7 */
function checkDone({ done, truth, world }: TwophaseContext): void {
  for (const operation of done) {
    if (!truth.isDone(operation)) {
      world.fail('T7', 'clients', `${operation} was answered and is not done`)
    }
  }
}

/** T7 */
function checkWithdrawn({ withdrawn, truth, world }: TwophaseContext): void {
  withdrawn.check(truth.changes(), (rule, who, message) => world.fail(rule, who, message))
}

/** Counts who has forgotten that keys were removed, so that the rules had something to look at. */
function noteForgotten(context: TwophaseContext): void {
  for (const { disk } of present(context)) {
    const bytes = disk.get(standingKey(context.chain))
    const standing = bytes === undefined ? {} : (JSON.parse(fromUtf8(bytes)) as { floor?: number })
    if ((standing.floor ?? 0) > 0) {
      context.count('removed keys forgotten')
    }
  }
}

/**
 * The ring, shown while nothing moved. A wish to join that was long under way may begin a change just as
 * the ring is asked for, and then who fetches has not yet what it will own: the world is left to rest again.
 */
function ringAtRest(context: TwophaseContext, restMs: number): RingShown | undefined {
  const { world, chain } = context
  const endMs = world.nowMs() + WORKS_WITHIN_MS
  while (world.violations.length === 0) {
    const [member] = members(context)
    let shown: RingShown | undefined
    untilAnswered(
      context,
      'the ring is shown',
      () => (member === undefined ? [] : [member]),
      () => ({ type: 'ringShow', chain }),
      (answer) => {
        shown = answer.type === 'ok' ? (answer.value as RingShown) : shown
        return answer.type === 'ok'
      }
    )
    const isNow = member !== undefined && context.siteOf(member)?.ring === shown?.version
    if (isNow && shown?.phase === 'stable' && isResting(context)) {
      return shown
    }
    if (world.nowMs() > endMs) {
      world.fail('T8', 'the ring', `changed for ${WORKS_WITHIN_MS} ms while nobody asked for it`)
    }
    untilResting(context, restMs)
  }
  return undefined
}

/** T6. `isSwept`: there was time to remove what others keep now. */
function checkCopies(context: TwophaseContext, { isSwept }: { readonly isSwept: boolean }): void {
  const { world, truth, plan, chain } = context
  const shown = ringAtRest(context, isSwept ? REST_MS : STILL_MS)
  if (shown === undefined) {
    return
  }
  const { crypto } = world.realm.identity('observer')
  const ring = createHashRing(crypto, shown.nodes, plan.copies)
  for (const hex of truth.keys()) {
    const key = String.fromCharCode(
      ...(hex.match(/../g) ?? []).map((one) => Number.parseInt(one, 16))
    )
    const owners = ring.owners(positionOf(crypto, key)).map(({ peer }) => peer)
    const wanted = truth.valueOf(hex)
    if (owners.length !== plan.copies) {
      world.fail('T6', 'the ring', `${key} has ${owners.length} owners, not ${plan.copies}`)
      return
    }
    for (const vehicle of present(context)) {
      const isOwner = owners.includes(vehicle.peer)
      const kept = valueOn(vehicle, chain, key)
      const isRight = isOwner ? kept === wanted : kept === undefined || !isSwept
      if (!isRight) {
        const what = `${kept} for ${key}, which has ${wanted}`
        world.fail('T6', vehicle.name, `${isOwner ? 'keeps' : 'still keeps'} ${what}`)
        return
      }
    }
  }
}

/** Hex of the value on a disk, as the truth has it. */
function valueOn({ disk }: VirtualVehicle, chain: string, key: string): string | undefined {
  const bytes = disk.get(`s/twophase/${chain}/k/${toHex(fromLatin1(key))}`)
  const entry = bytes === undefined ? undefined : Entry.decode(bytes)
  return entry === undefined || entry.changes === 0 ? undefined : hexOfValue(entry.value)
}

/** Asks one vehicle after the other until the answer is right. */
function untilAnswered(
  context: TwophaseContext,
  what: string,
  vehicles: () => readonly VirtualVehicle[],
  request: () => VehicleRequest,
  isRight: (answer: Answer) => boolean
): void {
  let word = 'no answer'
  until(
    context,
    () => `${what} is answered, the last said ${word}`,
    () => {
      let isDone = false
      let isAsked = false
      let asks = 0
      return () => {
        const there = vehicles()
        const vehicle = there[asks % Math.max(1, there.length)]
        if (!isAsked && !isDone && vehicle !== undefined) {
          asks++
          isAsked = true
          vehicle.request(request(), (answer) => {
            isAsked = false
            word = `${vehicle.name} ${wordOf(answer)}`
            isDone ||= isRight(answer)
          })
        }
        return isDone
      }
    }
  )
}

function until(
  context: TwophaseContext,
  what: string | (() => string),
  begin: () => () => boolean
): void {
  const { world } = context
  const endMs = world.nowMs() + WORKS_WITHIN_MS
  const holds = begin()
  while (world.violations.length === 0 && !holds()) {
    if (world.nowMs() > endMs) {
      const text = typeof what === 'string' ? what : what()
      world.fail('T8', 'world', `${text}: not ${WORKS_WITHIN_MS} ms after all faults ended`)
      return
    }
    world.run(SLICE_MS)
  }
}
