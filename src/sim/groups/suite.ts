/**
 * The suite `groups`: the chain of a group in the archive. Whole vehicles agree on it, have it placed,
 * change who belongs to the group, and are read by others, in worlds where things go wrong.
 */
import { createRandom } from '../../core/random.ts'
import type { GroupOpened } from '../../vehicle/requests.ts'
import { vehicleProgram } from '../archive/program.ts'
import { startPinner, startReader } from '../archive/reader.ts'
import { startSaboteur } from '../archive/saboteur.ts'
import { wordOf } from '../asking.ts'
import { scheduleFaults } from '../fault-schedule.ts'
import { drawFaults } from '../faults.ts'
import { joinWorld } from '../join.ts'
import { reportOf, type SeedOptions, type SeedReport, type Suite } from '../suite.ts'
import { createWorld } from '../world.ts'
import { startChanging, startPlacing, startPutting } from './client.ts'
import { createGroupsContext, type GroupsContext } from './context.ts'
import { createGroupLosses } from './losses.ts'
import { drawGroupsPlan } from './plan.ts'
import { settleGroup } from './settle.ts'

/** What a crash may be tied to: what placing a group's chain and belonging to it rest on. */
const CRASH_TARGETS: readonly string[] = [
  'send replicate:offer',
  'send replicate:offerAnswer',
  'send replicate:manifest',
  'send replicate:chunk',
  'send replicate:hold',
  'send replicate:seal',
  'send replicate:stewardAsk',
  'send replicate:stewardAnswer',
  'send replicate:placeAsk',
  'send release:release',
  'send release:released',
  'send paxos:accepted',
  'send paxos:vote',
  'send paxos:open',
  'write b',
  'write c',
  'write s/table',
  'write s/replicate',
  'write s/release',
  'write s/paxos',
  'reply ok'
]

const JOINING = { targets: CRASH_TARGETS, startMsMax: 300 }

const MEET_MS = 1_000
const OPEN_RETRY_MS = 300
const OPEN_MS_MAX = 30_000
const SLICE_MS = 20

export const GROUPS: Suite = { name: 'groups', runSeed: runGroups }

function runGroups(seed: number, options: SeedOptions = {}): SeedReport {
  const random = createRandom(seed)
  // The engine promises nothing against lies.
  const off = new Set([...(options.off ?? []), 'byzantine' as const])
  const faults = drawFaults(random.fork(), off)
  const plan = drawGroupsPlan(random.fork())
  const program = vehicleProgram((name) => ({
    ...plan.options,
    name,
    quotaBytes: plan.quotaBytes,
    faultsAllowed: true,
    retention: { sweepIntervalMs: 1_000 }
  }))
  const { print } = options
  const world = createWorld({ seed, program, faults, ...(print === undefined ? {} : { print }) })
  const context = createGroupsContext(world, plan, faults)
  joinWorld(world, plan.vehicles, random.fork(), { ...JOINING, faults })
  world.run(MEET_MS)
  open(context)
  if (world.violations.length === 0) {
    storm(context)
    world.run(plan.stormMs)
  }
  if (world.violations.length === 0) {
    settleGroup(context)
  }
  return reportOf(seed, world, context.counts)
}

/**
 * Asks one after the other of the first vehicles to begin a group, until one has.
 * It has no name, or one that began and was told to nobody would keep others from beginning.
 */
function open(context: GroupsContext): void {
  const { world, plan } = context
  const members = world.vehicles.slice(0, plan.members)
  const peers = members.map(({ peer }) => peer)
  const pivots = plan.hasPivot ? peers.slice(0, 1) : []
  const request = {
    type: 'openGroup',
    state: 'kv',
    members: peers,
    pivots,
    name: '',
    workBits: 0
  } as const
  const ask = (attempt: number): void => {
    members[attempt % members.length]?.request(request, (answer) => {
      context.count(`open ${wordOf(answer)}`)
      if (answer.type === 'ok' && context.chain() === '') {
        context.began((answer.value as GroupOpened).chain, peers)
      } else if (context.chain() === '') {
        world.plan(OPEN_RETRY_MS, () => ask(attempt + 1))
      }
    })
  }
  ask(0)
  const endMs = world.nowMs() + OPEN_MS_MAX
  while (context.chain() === '' && world.violations.length === 0) {
    if (world.nowMs() > endMs) {
      world.fail('liveness', 'world', `no group has begun after ${OPEN_MS_MAX} ms`)
    }
    world.run(SLICE_MS)
  }
}

function storm(context: GroupsContext): void {
  const { world, plan, faults, random } = context
  const endMs = world.nowMs() + plan.stormMs
  for (let i = 0; i < plan.clients; i++) {
    startPutting(context, random.fork(), endMs)
  }
  startPlacing(context, random.fork(), endMs)
  if (plan.changesMembers) {
    startChanging(context, random.fork(), endMs)
  }
  for (let i = 0; i < plan.readers; i++) {
    startReader(context, random.fork(), endMs)
  }
  if (plan.pins) {
    startPinner(context, random.fork(), endMs)
  }
  if (plan.faultsOnPurpose) {
    startSaboteur(context, random.fork(), endMs)
  }
  const losses = createGroupLosses(context, (name) => world.addVehicle(name).start())
  scheduleFaults(world, faults, plan.stormMs, losses)
}
