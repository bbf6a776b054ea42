/**
 * One seeded run of a fleet under faults: placements, crashes, cuts, losses; then calm, and everything
 * that was asked for must have come about.
 */
import type { PlacementReport } from '../../../../src/core/signal.ts'
import { createFleet, type Fleet } from './fleet.ts'

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
const PROPOSERS = ['A', 'B']
const STEPS = 60
const SETTLE_MS = 400_000
const CHECK_MS = 1_000

export interface ChaosResult {
  /** What was violated or did not come about; empty when all is well. */
  readonly problems: readonly string[]
  readonly fleet: Fleet
}

export function runChaos(seed: number): ChaosResult {
  const fleet = createFleet({
    names: NAMES,
    seed,
    replicate: {
      preferCurrent: seed % 3 === 0,
      backups: 2,
      // Every other run is impatient, so that stewards and repairs come in.
      ...(seed % 2 === 0 ? { memberAbsentMs: 2_000, proposerAbsentMs: 5_000 } : {})
    }
  })
  const asked = new Map<string, string>()
  const { random } = fleet
  fleet.faults = {
    loss: random.pick([0, 0.05, 0.2]),
    doubling: random.pick([0, 0.1, 0.3]),
    delayMsMax: random.pick([5, 50, 400])
  }
  for (const proposer of PROPOSERS) {
    fleet.append(proposer, random.integer(1, 10), random.pick([8, 2_000, 60_000]))
  }
  for (let i = 0; i < STEPS; i++) {
    act(fleet, asked)
    fleet.pass(random.pick([10, 200, 3_000]))
  }
  calm(fleet)
  for (const proposer of PROPOSERS) {
    const height = fleet.chain(proposer).blocks.length
    asked.set(fleet.place(proposer, { backups: 2, height, deadlineMs: 120_000 }), proposer)
  }
  for (let ms = 0; ms < SETTLE_MS && !isSettled(fleet); ms += CHECK_MS) {
    fleet.pass(CHECK_MS)
  }
  fleet.invariants.finish()
  return { problems: [...fleet.invariants.violations, ...unsettled(fleet, asked)], fleet }
}

function act(fleet: Fleet, asked: Map<string, string>): void {
  const { random } = fleet
  const name = random.pick(NAMES)
  const isUp = fleet.node(name).life !== undefined
  const proposer = random.pick(PROPOSERS)
  const choice = random.integer(0, 9)
  if (choice <= 1 && isUp) {
    fleet.crash(name)
  } else if (choice <= 3 && !isUp) {
    fleet.boot(name)
  } else if (choice === 4) {
    fleet.cut(name, random.pick(NAMES.filter((other) => other !== name)))
  } else if (choice === 5) {
    fleet.healAll()
  } else if (fleet.node(proposer).life !== undefined) {
    fleet.append(proposer, random.integer(0, 3), random.pick([8, 500]))
    const backups = random.integer(2, 3)
    const candidates = random
      .shuffle(NAMES)
      .slice(0, 4)
      .map((of) => fleet.node(of).peer)
    asked.set(fleet.place(proposer, { backups, candidates, deadlineMs: 5_000 }), proposer)
  }
}

function calm(fleet: Fleet): void {
  for (const name of NAMES) {
    if (fleet.node(name).life === undefined) {
      fleet.boot(name)
    }
  }
  fleet.healAll()
  fleet.faults = { loss: 0, doubling: 0, delayMsMax: 5 }
  fleet.pass(1_000)
}

/** Every chain is placed at its full height and no superfluous copy is left. */
function isSettled(fleet: Fleet): boolean {
  return problemsOf(fleet).length === 0
}

function problemsOf(fleet: Fleet): readonly string[] {
  return PROPOSERS.flatMap((name) => {
    const { chain, blocks } = fleet.chain(name)
    const life = fleet.node(name).life
    const table = life?.environment.tables.get(chain.id)?.table
    const status = life?.replicate.status(0)
    const problems: string[] = []
    if (table?.height !== blocks.length) {
      problems.push(`${name} is placed up to ${table?.height} of ${blocks.length}`)
    }
    if (Object.keys(status?.placements ?? {}).includes(chain.id)) {
      problems.push(`${name} is still placing`)
    }
    for (const peer of status?.obsolete[chain.id] ?? []) {
      problems.push(`${name} has not released ${nameOf(fleet, peer)}`)
    }
    for (const node of fleet.nodes()) {
      const isMember = table?.members.includes(node.peer) === true
      const hold = node.life?.replicate.status(0).holds[chain.id]
      if (isMember !== (hold !== undefined)) {
        problems.push(`${node.name} of ${name}: member ${isMember}, hold ${JSON.stringify(hold)}`)
      }
      if (isMember && node.life?.environment.tables.get(chain.id)?.table.epoch !== table?.epoch) {
        problems.push(`${node.name} does not know the table of ${name}`)
      }
    }
    return problems
  })
}

function unsettled(fleet: Fleet, asked: ReadonlyMap<string, string>): readonly string[] {
  const problems = [...problemsOf(fleet)]
  for (const [id, proposer] of asked) {
    const reply = fleet.reply(proposer, id)
    const isReport = reply?.type === 'ok' && (reply.value as PlacementReport).chain !== undefined
    if (reply !== undefined && !isReport && reply.type !== 'refused') {
      problems.push(`${proposer} answered ${id} with ${JSON.stringify(reply)}`)
    }
  }
  return problems
}

export function nameOf(fleet: Fleet, peer: string): string {
  return fleet.nodes().find((node) => node.peer === peer)?.name ?? peer
}
