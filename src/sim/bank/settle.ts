/**
 * After the storm: every account works again, what is pending comes into the log, and all that was
 * promised is there.
 */
import { endFaults } from '../fault-schedule.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import { move } from './clients.ts'
import type { BankContext } from './context.ts'

const SLICE_MS = 50
/** Longest time until something asked for after the storm is done. */
const WORKS_WITHIN_MS = 20_000

export function settle(context: BankContext): void {
  const { world, promises } = context
  endFaults(world)
  until(context, 'every client is answered', () => () => context.waiting === 0)
  untilAllWork(context)
  untilFlushed(context)
  untilEqual(context)
  if (world.violations.length === 0) {
    promises.check()
  }
}

function isThere(context: BankContext, vehicle: VirtualVehicle): boolean {
  return vehicle.state === 'up' && !context.lost.has(vehicle.peer)
}

/** The members in force that have their disks. */
function members(context: BankContext): readonly VirtualVehicle[] {
  const views = context.world.vehicles
    .filter((vehicle) => isThere(context, vehicle))
    .map((vehicle) => context.groupOf(vehicle))
  const newest = views.reduce((a, b) => ((b?.booth ?? 0) > (a?.booth ?? 0) ? b : a), undefined)
  return context.world.vehicles.filter(
    (vehicle) => isThere(context, vehicle) && newest?.members.includes(vehicle.peer) === true
  )
}

/** Every account has an owner that issues: one that is gone loses its accounts to somebody else. */
function untilAllWork(context: BankContext): void {
  for (const account of context.accounts) {
    until(context, `the account ${account} works`, () => workOf(context, account))
  }
}

/** Asks for one unit to be moved and committed, or for another owner when this one cannot. */
function workOf(context: BankContext, account: string): () => boolean {
  const { world, truth, accounts, chain, lost } = context
  let isDone = false
  let isAsked = false
  let asks = 0

  const answered = (answer: Answer, isTransfer: boolean): void => {
    isAsked = false
    isDone ||=
      isTransfer &&
      (answer.type === 'ok' || (answer.type === 'refused' && answer.reason === 'insufficientFunds'))
  }
  return () => {
    const there = members(context)
    const vehicle = there[asks % Math.max(1, there.length)]
    if (isAsked || isDone || vehicle === undefined) {
      return isDone
    }
    asks++
    isAsked = true
    const owner = truth.ledger.ownerOf(account) ?? ''
    const isFit = there.some(({ peer }) => peer === owner)
    if (!isFit) {
      const isGone = lost.has(owner) || world.vehicleOf(owner)?.state !== 'up'
      move(context, vehicle, account, vehicle.peer, isGone, (answer) => answered(answer, false))
    } else {
      const to = accounts.find((other) => other !== account) ?? ''
      const operation = `last-${account}-${asks}`
      const request = { type: 'bankTransfer', chain, account, to, amount: 1n, operation } as const
      vehicle.request({ ...request, level: 'committed', deadlineMs: 2_000 }, (answer) => {
        context.promises.told(operation, answer)
        answered(answer, true)
      })
    }
    return false
  }
}

/** Nothing is pending on any disk that was not lost. */
function untilFlushed(context: BankContext): void {
  const { world, chain } = context
  const pending = (): number =>
    world.vehicles
      .filter((vehicle) => isThere(context, vehicle))
      .reduce((sum, { disk }) => sum + disk.keys(`s/bank/${chain}/p/`).length, 0)
  until(context, 'nothing is pending', () => () => pending() === 0)
}

/** B5: all members have the same bank. */
function untilEqual(context: BankContext): void {
  const { truth } = context
  until(context, 'all members have the same bank', () => () => {
    const views = members(context).map((vehicle) => [vehicle, context.groupOf(vehicle)] as const)
    for (const [vehicle, view] of views) {
      if (view !== undefined) {
        truth.shown(vehicle.name, view.applied, view.digest)
      }
    }
    return views.every(([, view]) => view?.applied === truth.height)
  })
}

function until(context: BankContext, what: string, begin: () => () => boolean): void {
  const { world } = context
  const endMs = world.nowMs() + WORKS_WITHIN_MS
  const holds = begin()
  while (world.violations.length === 0 && !holds()) {
    if (world.nowMs() > endMs) {
      world.fail('liveness', 'world', `${what}: not ${WORKS_WITHIN_MS} ms after all faults ended`)
      return
    }
    world.run(SLICE_MS)
  }
}
