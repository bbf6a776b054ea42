/**
 * The suite `paxos`: a group that shares a key-value store or a bank, its clients and its changes of members, in
 * worlds where things go wrong.
 */
import type { PeerId } from '../../core/peer.ts'
import { createRandom, type Random } from '../../core/random.ts'
import type { StateMachine } from '../../core/state-machine.ts'
import type { GroupOpened, Submitted } from '../../protocols/paxos/index.ts'
import { wordOf } from '../asking.ts'
import { scheduleFaults } from '../fault-schedule.ts'
import { drawFaults, type FaultMix } from '../faults.ts'
import { createImpostor } from '../impostor.ts'
import { joinWorld } from '../join.ts'
import { reportOf, type SeedOptions, type SeedReport, type Suite } from '../suite.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import { createWorld, type World } from '../world.ts'
import { startChanger } from './changer.ts'
import { startClient } from './client.ts'
import { createContext, type PaxosContext } from './context.ts'
import { startHunter } from './hunter.ts'
import { createLosses } from './losses.ts'
import { checkOrder } from './order.ts'
import { drawPlan, type PaxosPlan } from './plan.ts'
import { paxosProgram } from './program.ts'
import { startReader } from './reader.ts'
import { settle } from './settle.ts'

/** What a crash may be tied to: every message and record that carries a promise. */
const CRASH_TARGETS: readonly string[] = [
  'send paxos:prepare',
  'send paxos:promise',
  'send paxos:sync',
  'send paxos:accept',
  'send paxos:accepted',
  'send paxos:accepted',
  'send paxos:open',
  'send paxos:ready',
  'send paxos:forward',
  'send paxos:answers',
  'write b',
  'write s/paxos',
  'write s/held',
  'reply ok'
]

const JOINING = { targets: CRASH_TARGETS, startMsMax: 100 }

/** Long enough for everybody to be connected. */
const MEET_MS = 700
const OPEN_RETRY_MS = 200
const OPEN_MS_MAX = 30_000
const SLICE_MS = 20

export const PAXOS: Suite = { name: 'paxos', runSeed: runPaxos }

function runPaxos(seed: number, options: SeedOptions = {}): SeedReport {
  const random = createRandom(seed)
  const faults = drawFaults(random.fork(), options.off)
  const plan = drawPlan(random.fork())
  const { world, context } = createPaxosWorld(seed, plan, faults, options)
  joinWorld(world, plan.members + plan.others, random.fork(), { ...JOINING, faults })
  world.run(MEET_MS)
  openGroup(context)
  storm(context, random.fork())
  world.run(plan.stormMs)
  if (world.violations.length === 0) {
    settle(context)
  }
  const isGood = world.violations.length === 0
  const verdict = isGood ? checkOrder(context, context.scenario.createState('order')) : 'ok'
  return reportOf(seed, world, context.counts, verdict === 'undecided')
}

/** As docs/protocols/paxos.md has it. */
const LEASE_DRIFT_MAX = 1e-3

/** A world of members with all rules laid over it. */
export function createPaxosWorld(
  seed: number,
  plan: PaxosPlan,
  mix: FaultMix,
  { print }: SeedOptions
): { readonly world: World; readonly context: PaxosContext } {
  const watch = (peer: PeerId): StateMachine =>
    context.stateRules.watch(peer, context.scenario.createState(peer))
  // Leases rest on clocks that drift no more than this.
  const leases = plan.wantsLeases
  const drift = leases ? Math.min(mix.drift, LEASE_DRIFT_MAX) : mix.drift
  const faults = { ...mix, drift }
  const program = paxosProgram({ ...plan.options, leases }, watch)
  const world = createWorld({ seed, program, faults, ...(print === undefined ? {} : { print }) })
  const context = createContext(world, plan, faults)
  return { world, context }
}

/**
 * Asks one after the other of the first members to begin a group, until one has.
 * It has no name, or one that began and was told to nobody would keep others from beginning.
 */
function openGroup({ world, plan, began, count, scenario }: PaxosContext): void {
  const members = world.vehicles.slice(0, plan.members)
  const peers = members.map(({ peer }) => peer)
  const { workBits } = plan
  const { state } = scenario
  const request = { type: 'openGroup', state, members: peers, name: '', workBits } as const
  let isOpen = false
  const ask = (attempt: number): void => {
    members[attempt % members.length]?.request(request, (answer) => {
      count(`open ${wordOf(answer)}`)
      if (answer.type === 'ok') {
        isOpen = true
        began((answer.value as GroupOpened).chain)
      } else {
        world.plan(OPEN_RETRY_MS, () => ask(attempt + 1))
      }
    })
  }
  ask(0)
  const endMs = world.nowMs() + OPEN_MS_MAX
  while (!isOpen && world.violations.length === 0) {
    if (world.nowMs() > endMs) {
      world.fail('I10', 'world', `no group has begun after ${OPEN_MS_MAX} ms`)
      return
    }
    world.run(SLICE_MS)
  }
}

function storm(context: PaxosContext, random: Random): void {
  const { world, plan, faults, history, count, submitted, scenario } = context
  const chain = context.truth()?.chain
  if (chain === undefined) {
    return
  }
  const endMs = world.nowMs() + plan.stormMs
  const { pauseMsMax, bursts } = plan
  const paces = { pauseMsMax, bursts }
  const { workload } = scenario
  // A bank takes other operations.
  const share = plan.hasBank ? 0 : plan.impostorShare
  const impostor = createImpostor({
    ...{ world, count, random: random.fork(), share, isBlind: false },
    chain: () => chain
  })
  const setting = {
    ...{ world, chain, workload, history, ...paces, count },
    submitted(vehicle: VirtualVehicle, answer: Submitted): void {
      impostor.heard(answer.operation)
      submitted(vehicle, answer)
    }
  }
  const operations = Math.ceil(plan.operations / plan.clients)
  for (let i = 0; i < plan.clients; i++) {
    startClient(setting, `client-${i}`, random.fork(), operations, endMs)
  }
  if (plan.changesMembers) {
    startChanger(context, chain, random.fork(), endMs)
  }
  if (plan.hasReader) {
    startReader(context, chain, random.fork(), endMs)
  }
  if (plan.huntsLeaders) {
    startHunter(context, random.fork(), endMs)
  }
  scheduleFaults(world, faults, plan.stormMs, createLosses(context))
}
