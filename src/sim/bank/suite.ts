/**
 * The suite `bank`: whole vehicles that share accounts, with clients, moving accounts and changing
 * members, in worlds where things go wrong.
 */
import { createRandom, type Random } from '../../core/random.ts'
import type { GroupOpened } from '../../protocols/paxos/index.ts'
import type { VehicleRequest } from '../../vehicle/requests.ts'
import { vehicleProgram } from '../archive/program.ts'
import { scheduleFaults } from '../fault-schedule.ts'
import { drawFaults } from '../faults.ts'
import { joinWorld } from '../join.ts'
import { reportOf, type SeedOptions, type SeedReport, type Suite } from '../suite.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import { createWorld } from '../world.ts'
import { startChanger, startClient, startMover } from './clients.ts'
import { type BankContext, createContext } from './context.ts'
import { createLosses, startRollbacks } from './losses.ts'
import { drawPlan } from './plan.ts'
import { settle } from './settle.ts'

/** What a crash may be tied to: every message and record that carries a promise. */
const CRASH_TARGETS: readonly string[] = [
  'send bank:transfer',
  'send bank:answer',
  'send bank:keep',
  'send bank:kept',
  'send bank:fence',
  'send bank:fenced',
  'send bank:pending',
  'send bank:move',
  'send paxos:accept',
  'send paxos:forward',
  'write s/bank',
  'write s/bank',
  'write s/bank',
  'write b',
  'reply ok',
  'reply ok'
]

const JOINING = { targets: CRASH_TARGETS, startMsMax: 100 }

/** Long enough for everybody to be connected. */
const MEET_MS = 1_000
const ASK_MS_MAX = 30_000
const SLICE_MS = 20

export const BANK: Suite = { name: 'bank', runSeed: runBank }

function runBank(seed: number, { off, print }: SeedOptions = {}): SeedReport {
  const random = createRandom(seed)
  const faults = drawFaults(random.fork(), off)
  const plan = drawPlan(random.fork())
  const program = vehicleProgram((name) => ({ name, ...plan.options }))
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
  return reportOf(seed, world, context.counts)
}

/**
 * Begins the group and its accounts, each with some money and a member for its owner. It has no name, or
 * one that began and was told to nobody would keep others from beginning.
 */
function open(context: BankContext): void {
  const { world, plan, accounts, truth } = context
  const members = world.vehicles.slice(0, plan.members)
  const peers = members.map(({ peer }) => peer)
  const begin = {
    type: 'openGroup',
    state: 'bank',
    members: peers,
    name: '',
    workBits: 0
  } as const
  const opened = insist(context, members, begin)
  if (opened?.type !== 'ok') {
    return
  }
  context.chain = (opened.value as GroupOpened).chain
  const { chain } = context
  world.call(chain, 'bank')
  truth.began(chain)
  for (const [i, account] of accounts.entries()) {
    const owner = peers[i % peers.length] ?? ''
    const amount = BigInt(plan.money)
    const operation = `first-${account}`
    insist(context, members, { type: 'bankMint', chain, account, amount, owner, operation })
  }
}

/** Asks one after the other until somebody says `ok`. */
function insist(
  { world }: BankContext,
  vehicles: readonly VirtualVehicle[],
  request: VehicleRequest
): Answer | undefined {
  const endMs = world.nowMs() + ASK_MS_MAX
  let answer: Answer | undefined
  let isAsked = false
  for (let asks = 0; answer?.type !== 'ok' && world.violations.length === 0; ) {
    if (world.nowMs() > endMs) {
      world.fail('liveness', 'world', `${request.type} is not done in ${ASK_MS_MAX} ms`)
    }
    if (!isAsked) {
      isAsked = true
      vehicles[asks++ % vehicles.length]?.request(request, (told) => {
        answer = told
        isAsked = false
      })
    }
    world.run(SLICE_MS)
  }
  return answer
}

function storm(context: BankContext, random: Random): void {
  const { world, plan, faults } = context
  const endMs = world.nowMs() + plan.stormMs
  for (let i = 0; i < plan.clients; i++) {
    startClient(context, `client${i}`, random.fork(), endMs)
  }
  if (plan.moves) {
    startMover(context, random.fork(), endMs)
  }
  if (plan.changesMembers) {
    startChanger(context, random.fork(), endMs)
  }
  if (plan.rollbacks) {
    startRollbacks(context, random.fork(), endMs)
  }
  scheduleFaults(world, faults, plan.stormMs, createLosses(context))
}
