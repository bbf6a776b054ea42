/**
 * The suite `quorum`: a group that keeps each key with as many members as its genesis asks for, and its
 * clients, in worlds where things go wrong.
 */
import { majority } from '../../core/quorum.ts'
import { createRandom, type Random } from '../../core/random.ts'
import { scheduleFaults } from '../fault-schedule.ts'
import { drawFaults } from '../faults.ts'
import { createImpostor } from '../impostor.ts'
import { joinWorld } from '../join.ts'
import { reportOf, type SeedOptions, type SeedReport, type Suite } from '../suite.ts'
import { incarnationOf } from './booths.ts'
import { startClient, startReader } from './client.ts'
import { createContext, type QuorumContext } from './context.ts'
import { startDiskHunter } from './disk-hunter.ts'
import { startDiskSwapper } from './disk-swapper.ts'
import { startHunter } from './hunter.ts'
import { createLosses } from './losses.ts'
import { startNarrows } from './narrows.ts'
import { checkOrder } from './order.ts'
import { drawPlan } from './plan.ts'
import { startReplacer } from './replacer.ts'
import { settle } from './settle.ts'

/** What a crash may be tied to: every message and record that carries a promise. */
const CRASH_TARGETS: readonly string[] = [
  'send quorum:claim',
  'send quorum:grant',
  'send quorum:fetch',
  'send quorum:store',
  'send quorum:stored',
  'send quorum:stored',
  'send quorum:pulled',
  'send quorum:answers',
  'write s/quorum',
  'write s/quorum',
  'reply ok'
]

const JOINING = { targets: CRASH_TARGETS, startMsMax: 100 }

/** Long enough for everybody to be connected. */
const MEET_MS = 700
const SLICE_MS = 50
const BEGIN_MS_MAX = 10_000

export const QUORUM: Suite = { name: 'quorum', runSeed: runQuorum }

function runQuorum(seed: number, options: SeedOptions = {}): SeedReport {
  const random = createRandom(seed)
  // Who takes the place of a member that has left for good is decided by the one that also has it leave.
  const drawn = drawFaults(random.fork(), options.off)
  const plan = drawPlan(random.fork())
  const wipes =
    drawn.wipes || ((plan.huntsDisks || plan.swapsDisks) && options.off?.has('wipes') !== true)
  const faults = { ...drawn, departures: false, wipes }
  const context = createContext(seed, plan, faults, options.print)
  const { world } = context
  joinWorld(world, plan.members + plan.others, random.fork(), { ...JOINING, faults })
  world.run(MEET_MS)
  begin(context)
  storm(context, random.fork())
  world.run(plan.stormMs)
  if (world.violations.length === 0) {
    settle(context)
  }
  const isGood = world.violations.length === 0
  const isUndecided = isGood && checkOrder(context) === 'undecided'
  return reportOf(seed, world, context.counts, isUndecided)
}

/** The group begins when all of its members have a data directory. */
function begin(context: QuorumContext): void {
  const { world, plan } = context
  const members = world.vehicles.slice(0, plan.members)
  const endMs = world.nowMs() + BEGIN_MS_MAX
  while (members.some((vehicle) => incarnationOf(vehicle) === undefined)) {
    if (world.nowMs() > endMs || world.violations.length > 0) {
      world.fail('Q7', 'world', `not all members have started after ${BEGIN_MS_MAX} ms`)
      return
    }
    world.run(SLICE_MS)
  }
  context.begin(members)
}

function storm(context: QuorumContext, random: Random): void {
  const { world, plan, faults, chain, count } = context
  const endMs = world.nowMs() + plan.stormMs
  const operations = Math.ceil(plan.operations / plan.clients)
  const { impostorShare: share, rules } = plan
  const impostor = createImpostor({
    ...{ world, chain, count, random: random.fork(), share, isBlind: rules.leaderless }
  })
  for (let i = 0; i < plan.clients; i++) {
    startClient(context, `client-${i}`, random.fork(), operations, endMs, impostor.heard)
  }
  for (let i = 0; i < plan.readers; i++) {
    startReader(context, `reader-${i}`, random.fork(), endMs)
  }
  if (plan.isCrowded) {
    startNarrows(context, random.fork(), endMs)
  } else if (plan.huntsLeaders) {
    startHunter(context, random.fork(), endMs)
  }
  const losses = createLosses(context)
  scheduleFaults(world, faults, plan.stormMs, losses)
  if (plan.huntsDisks && faults.wipes) {
    startDiskHunter(context, losses, random.fork(), endMs)
  }
  // Fewer than a majority may not know of the booth in which a member counted with another disk.
  const isSafe = plan.rules.reads >= majority(plan.members)
  if (plan.swapsDisks && isSafe && faults.wipes) {
    startDiskSwapper(context, losses, random.fork(), endMs)
  }
  if (plan.replacesMembers) {
    startReplacer(context, losses, random.fork(), endMs)
  }
}
