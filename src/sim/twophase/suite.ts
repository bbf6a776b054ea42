/**
 * The suite `twophase`: whole vehicles that keep keys on a ring, with clients, scans, and vehicles that
 * join and leave, in worlds where things go wrong.
 */

import { majority } from '../../core/quorum.ts'
import { createRandom, type Random } from '../../core/random.ts'
import type { GroupOpened } from '../../protocols/paxos/index.ts'
import { wordOf } from '../asking.ts'
import { scheduleFaults } from '../fault-schedule.ts'
import { drawFaults } from '../faults.ts'
import { createImpostor } from '../impostor.ts'
import { joinWorld } from '../join.ts'
import { startClient } from '../paxos/client.ts'
import { reportOf, type SeedOptions, type SeedReport, type Suite } from '../suite.ts'
import { createWorld } from '../world.ts'
import { startMover, startScanner } from './clients.ts'
import { createContext, type TwophaseContext } from './context.ts'
import { huntRings } from './hunter.ts'
import { createLosses } from './losses.ts'
import { checkOrder } from './order.ts'
import { drawPlan } from './plan.ts'
import { ringProgram } from './program.ts'
import { settle } from './settle.ts'

/** What a crash may be tied to: every message and record that carries a promise. */
const CRASH_TARGETS: readonly string[] = [
  'send twophase:prepare',
  'send twophase:prepare',
  'send twophase:outcomes+prepare',
  'send twophase:votes',
  'send twophase:votes',
  'send twophase:acks+votes',
  'send twophase:outcomes',
  'send twophase:outcomes',
  'send twophase:acks',
  'send twophase:range',
  'send twophase:pull',
  'send twophase:answer',
  'send paxos:accept',
  'send paxos:forward',
  'write s/twophase',
  'write s/twophase',
  'write s/twophase',
  'write b',
  'reply ok',
  'reply ok'
]

const JOINING = { targets: CRASH_TARGETS, startMsMax: 100 }

/** Long enough for everybody to be connected. */
const MEET_MS = 1_000
const OPEN_MS_MAX = 30_000
const OPEN_RETRY_MS = 300
const SLICE_MS = 20

export const TWOPHASE: Suite = { name: 'twophase', runSeed: runTwophase }

function runTwophase(seed: number, { off, print }: SeedOptions = {}): SeedReport {
  const random = createRandom(seed)
  const faults = drawFaults(random.fork(), off)
  const plan = drawPlan(random.fork())
  const program = ringProgram(plan)
  const world = createWorld({ seed, program, faults, ...(print === undefined ? {} : { print }) })
  const context = createContext(world, plan, faults)
  joinWorld(world, plan.members + plan.others, random.fork(), { ...JOINING, faults })
  world.run(MEET_MS)
  open(context)
  if (world.violations.length === 0) {
    storm(context, random.fork())
    world.run(plan.stormMs)
  }
  if (world.violations.length === 0) {
    settle(context)
  }
  const isGood = world.violations.length === 0
  const isUndecided = isGood && checkOrder(context) === 'undecided'
  return reportOf(seed, world, context.counts, isUndecided)
}

/**
 * Asks one after the other of the members to begin the group, until one has.
 * It has no name, or one that began and was told to nobody would keep others from beginning.
 */
function open(context: TwophaseContext): void {
  const { world, plan, truth, count } = context
  const { copies, classic } = plan
  const members = world.vehicles.slice(0, plan.members)
  const request = {
    ...{ type: 'openGroup', engine: 'twophase', state: 'kv', name: '', workBits: 0 },
    members: members.map(({ peer }) => peer),
    twophase: { copies, classic }
  } as const
  const ask = (attempt: number): void => {
    members[attempt % members.length]?.request(request, (answer) => {
      count(`open ${wordOf(answer)}`)
      if (answer.type === 'ok' && context.chain === '') {
        context.chain = (answer.value as GroupOpened).chain
        world.call(context.chain, 'ring')
        const { crypto } = world.realm.identity('observer')
        const begin = Math.max(copies, majority(plan.members))
        truth.began(context.chain, { crypto, copies, begin, ...plan.ringLimits })
      } else if (context.chain === '') {
        world.plan(OPEN_RETRY_MS, () => ask(attempt + 1))
      }
    })
  }
  ask(0)
  const endMs = world.nowMs() + OPEN_MS_MAX
  while (context.chain === '' && world.violations.length === 0) {
    if (world.nowMs() > endMs) {
      world.fail('T8', 'world', `no group has begun after ${OPEN_MS_MAX} ms`)
    }
    world.run(SLICE_MS)
  }
}

function storm(context: TwophaseContext, random: Random): void {
  const { world, plan, faults, history, workload, chain, count } = context
  const endMs = world.nowMs() + plan.stormMs
  const impostor = createImpostor({
    ...{ world, count, random: random.fork(), share: plan.impostorShare, isBlind: false },
    chain: () => chain
  })
  const setting = {
    ...{ world, chain, workload, history, count, pauseMsMax: plan.pauseMsMax, bursts: 0.1 },
    submitted: (_vehicle: unknown, { operation }: { readonly operation: string }) => {
      context.done.add(operation)
      impostor.heard(operation)
    }
  }
  const operations = Math.ceil(plan.operations / plan.clients)
  for (let i = 0; i < plan.clients; i++) {
    startClient(setting, `client-${i}`, random.fork(), operations, endMs)
  }
  startScanner(context, random.fork(), endMs)
  if (plan.moves) {
    startMover(context, random.fork(), endMs)
  }
  if (plan.moves && faults.outages) {
    huntRings(context, random.fork(), endMs)
  }
  scheduleFaults(world, faults, plan.stormMs, createLosses(context))
}
