/**
 * One simulated fleet from its first arrival to its report.
 *
 * Keeps: one set of options, its seed among them, gives one report, to the last byte.
 */
import type { Fact } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { REPLICATE_DEFAULTS } from '../../protocols/replicate/index.ts'
import { createBooks } from './books.ts'
import { brokenRules } from './check.ts'
import { createDrawTally } from './fairness.ts'
import { createLife } from './life.ts'
import { createLossTrials } from './losses.ts'
import { type FleetOptions, resolveFleetOptions, vehicleOptions } from './options.ts'
import { createReaders, READ_PREFIX } from './reads.ts'
import { createRepairs, repairFigures } from './repairs.ts'
import { type FleetReport, reportOf } from './report.ts'
import { createRoomTally } from './room.ts'
import { createTimeline, MINUTE_MS } from './timeline.ts'
import { createTraffic } from './traffic.ts'
import { createFleetWorld, type FleetMember, NOTICE_MS_MAX } from './world.ts'

export interface FleetRun {
  /** Simulated time of the end, warm-up included, in milliseconds. */
  readonly endMs: number
  nowMs(): number
  /** Simulates on to a multiple of WINDOW_MS, or at most up to the end. */
  runTo(atMs: number): void
  report(): FleetReport
}

const HOUR_MS = 3_600_000

/** Behind the time after which a backup counts as gone: notice, repair interval, retry and transfer. */
const GRACE_MS =
  NOTICE_MS_MAX +
  REPLICATE_DEFAULTS.memberAbsentMs +
  REPLICATE_DEFAULTS.repairIntervalMs +
  4 * REPLICATE_DEFAULTS.retryMs

/** Broken rules that a report names. */
const FAULTS_SHOWN = 10

interface SealedDetail {
  readonly chain: string
  readonly epoch: number
  readonly height: number
  readonly members: readonly PeerId[]
}

/** @throws InvalidInputError when a setting is out of its range or does not fit another */
export function createFleetRun(fleetOptions: FleetOptions = {}): FleetRun {
  const options = resolveFleetOptions(fleetOptions)
  const { seed, vehicles, neighbours, k } = options
  const backups = k + 1
  const warmUpMs = options.warmUpHours * HOUR_MS
  const endMs = warmUpMs + options.hours * HOUR_MS
  const books = createBooks(vehicles, backups)
  const draws = createDrawTally(vehicles)
  const traffic = createTraffic(warmUpMs)
  const there = createTimeline()
  const repairs = createRepairs(() => world.nowMs())
  const deferredAtMs = new Map<string, number>()
  const faults: string[] = []
  let isCounting = false
  let stormed = 0
  let checked = 0

  const sealed = (issuer: FleetMember, detail: SealedDetail): void => {
    const { chain, epoch, height } = detail
    const members = detail.members.flatMap((peer) => world.memberOf(peer)?.index ?? [])
    const fact = { chain, epoch, height, members, issuer: issuer.index }
    const result = books.sealed(world.nowMs(), fact)
    const book = books.chains.get(chain)
    if (result === undefined || book === undefined || !isCounting) {
      return
    }
    const { before, fresh } = result
    // Of those whom the issuer could ask; who has left since it drew is counted as well.
    const candidates = issuer.mates
      .filter((mate) => issuer.isConnected(mate) || fresh.includes(mate.index))
      .map(({ index }) => index)
      .filter((index) => index !== book.proposer && !before.includes(index))
    draws.add(fresh, candidates)
  }

  const fact = (member: FleetMember, { name, detail }: Fact): void => {
    const chain = String(detail['chain'])
    switch (name) {
      case 'replicate:offering':
        repairs.begin(member, chain)
        break
      case 'replicate:superseded':
        repairs.end(member, chain)
        break
      case 'replicate:sealed':
        repairs.end(member, chain)
        sealed(member, detail as unknown as SealedDetail)
        break
      case 'replicate:upkeepDeferred':
        deferredAtMs.set(chain, world.nowMs())
        break
      default:
    }
    traffic.fact(name)
  }

  const world = createFleetWorld({
    seed,
    vehicles,
    neighbours,
    vehicle: vehicleOptions(options),
    listener: {
      fact,
      sent: (kind, bytes) => traffic.sent(world.nowMs(), kind, bytes),
      replied(member, id, reply) {
        if (id.startsWith(READ_PREFIX)) {
          readers.replied(member, id, reply)
        }
      },
      leaving(member) {
        room.leaving(member)
        readers.left(member)
        repairs.left(member)
      }
    }
  })
  const readers = createReaders(world, books, world.random.fork())
  const room = createRoomTally(world.members)
  const losses = createLossTrials(world.members, books, room, world.random.fork())
  const life = createLife(world, options, {
    arrived(member) {
      there.change(world.nowMs(), 1)
      books.arrived(world.nowMs(), member.index)
      repairs.arrived(member)
    },
    left(member) {
      there.change(world.nowMs(), -1)
      books.left(world.nowMs(), member.index)
    },
    began: (member, { chain }) => books.begin(chain.id, member.index),
    storm(count) {
      stormed = count
    },
    reads: (member) => readers.begin(member)
  })

  const eachHour = (): void => {
    room.look(world.nowMs())
    losses.look()
    checked++
    const rules = { backups, graceMs: GRACE_MS, deferredAtMs }
    faults.push(...brokenRules(world.nowMs(), world.members, books, rules))
    world.planForAll(HOUR_MS, eachHour)
  }

  world.planForAll(warmUpMs, () => {
    isCounting = true
    books.startCounting(world.nowMs())
    readers.startCounting()
    room.startCounting(world.nowMs())
    world.planForAll(Math.min(HOUR_MS, endMs - warmUpMs) - 1, eachHour)
  })
  life.start()

  return {
    endMs,
    nowMs: world.nowMs,
    runTo: (atMs) => world.runTo(Math.min(atMs, endMs)),
    report() {
      books.settle(world.nowMs())
      const measuredMs = Math.max(0, world.nowMs() - warmUpMs)
      const minutes = Math.floor(measuredMs / MINUTE_MS) + 1
      const repairMinutes = repairs.minutes(warmUpMs, minutes)
      return reportOf({
        options,
        measuredMs,
        books,
        draws: draws.result(),
        traffic: traffic.figures(there.minutes(warmUpMs, minutes), repairMinutes),
        repairs: repairFigures(repairMinutes),
        reads: readers.figures(),
        room: room.figures(),
        losses: losses.figures(),
        stormed,
        plans: world.plans,
        checks: { looks: checked, broken: faults.length, first: faults.slice(0, FAULTS_SHOWN) }
      })
    }
  }
}
