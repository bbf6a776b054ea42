/**
 * The suite `archive`: booths, copies, release and reading by real vehicles, in worlds where things go
 * wrong.
 */
import { createRandom, type Random } from '../../core/random.ts'
import type { VehicleOptions } from '../../vehicle/options.ts'
import { scheduleFaults } from '../fault-schedule.ts'
import { drawFaults, type FaultMix } from '../faults.ts'
import { joinWorld } from '../join.ts'
import { reportOf, type SeedOptions, type SeedReport, type Suite } from '../suite.ts'
import { createWorld, type World } from '../world.ts'
import { makeLiar } from './byzantine.ts'
import { type ArchiveContext, createContext } from './context.ts'
import { createLosses } from './losses.ts'
import { type ArchivePlan, drawPlan } from './plan.ts'
import { vehicleProgram } from './program.ts'
import { createProposer } from './proposer.ts'
import { startPinner, startReader } from './reader.ts'
import { startSaboteur } from './saboteur.ts'
import { settle } from './settle.ts'

/** What a crash may be tied to: every message and record that carries a promise. */
const CRASH_TARGETS: readonly string[] = [
  'send certify:open',
  'send certify:opened',
  'send certify:propose',
  'send certify:vote',
  'send certify:certified',
  'send replicate:offer',
  'send replicate:offerAnswer',
  'send replicate:manifest',
  'send replicate:chunk',
  'send replicate:hold',
  'send replicate:seal',
  'send replicate:sealAck',
  'send release:release',
  'send release:released',
  'write b',
  'write c',
  'write s/held',
  'write s/table',
  'write s/certify',
  'write s/replicate',
  'write s/release',
  'write s/vehicle',
  'reply ok'
]

const START_MS_MAX = 300
const MEET_MS = 1_000

export const ARCHIVE: Suite = { name: 'archive', runSeed: runArchive }

function runArchive(seed: number, options: SeedOptions = {}): SeedReport {
  const random = createRandom(seed)
  const faults = drawFaults(random.fork(), options.off)
  const plan = drawPlan(random.fork())
  const world = createArchiveWorld(seed, plan, faults, options)
  const context = createContext(world, plan, faults)
  join(context, random.fork())
  world.run(MEET_MS)
  storm(context)
  world.run(plan.stormMs)
  if (world.violations.length === 0) {
    settle(context)
  }
  return reportOf(seed, world, context.counts)
}

function createArchiveWorld(
  seed: number,
  plan: ArchivePlan,
  faults: FaultMix,
  { print }: SeedOptions
): World {
  const pivots = (): readonly string[] =>
    plan.hasPivot ? world.vehicles.slice(0, 1).map(({ peer }) => peer) : []
  const optionsOf = (name: string): VehicleOptions => ({
    name,
    pivots: pivots(),
    quotaBytes: plan.quotaBytes,
    faultsAllowed: true,
    replicate: { backups: plan.backups },
    retention: { sweepIntervalMs: 1_000 }
  })
  const program = vehicleProgram(optionsOf)
  const world = createWorld({ seed, program, faults, ...(print === undefined ? {} : { print }) })
  return world
}

/** Everybody starts, some with plans to crash, one perhaps lying. */
function join(context: ArchiveContext, random: Random): void {
  const { world, plan, faults } = context
  joinWorld(world, plan.vehicles, random, {
    faults,
    targets: CRASH_TARGETS,
    startMsMax: START_MS_MAX
  })
  if (faults.byzantine) {
    makeLiar(context, random)
  }
}

function storm(context: ArchiveContext): void {
  const { world, plan, faults, random } = context
  const endMs = world.nowMs() + plan.stormMs
  for (const vehicle of world.vehicles.slice(-plan.proposers)) {
    createProposer(context, vehicle, random.fork()).start(endMs)
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
  const losses = createLosses(context, (name) => world.addVehicle(name).start())
  scheduleFaults(world, faults, plan.stormMs, losses)
}
