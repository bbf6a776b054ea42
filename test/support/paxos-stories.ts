/**
 * Scripted worlds of the suite paxos: named situations, each told by a readable trace.
 */
import { toUtf8 } from '../../src/core/bytes.ts'
import { createRandom } from '../../src/core/random.ts'
import type { GroupOpened } from '../../src/protocols/paxos/index.ts'
import type { CrashPlan } from '../../src/sim/crash-points.ts'
import { drawFaults, FAULT_NAMES } from '../../src/sim/faults.ts'
import type { PaxosPlan } from '../../src/sim/paxos/plan.ts'
import { createPaxosWorld } from '../../src/sim/paxos/suite.ts'
import type { VirtualVehicle } from '../../src/sim/virtual-vehicle.ts'
import type { World } from '../../src/sim/world.ts'
import { encodeOperation, keyOfText } from '../../src/state/kv/index.ts'

/** What a script directs. */
export interface Stage {
  readonly world: World
  readonly cars: readonly VirtualVehicle[]
  /** Writes a remark into the trace. */
  tell(remark: string): void
  /** Asks a vehicle to put a value and does not wait. */
  put(car: VirtualVehicle, value: string): void
  run(forMs: number): void
  /** Blocks both directions between two vehicles. */
  cut(a: VirtualVehicle, b: VirtualVehicle): void
}

export interface Story {
  readonly members: number
  /** Crashes of a vehicle, by its number. */
  readonly crashes?: Readonly<Record<number, CrashPlan>>
  readonly script: (stage: Stage) => void
}

const MEET_MS = 700
const OPEN_MS = 200

/** What happens all the time and tells nothing. */
const DULL = /paxos:heartbeat|reconcile:|is asked|connects| unconnected | blocked | lost to /

/** Plays a story without any other fault. Returns its trace; a broken rule is its last line. */
export function playStory({ members, crashes = {}, script }: Story): string {
  const lines: string[] = []
  const faults = drawFaults(createRandom(1), new Set(FAULT_NAMES))
  const { world, context } = createPaxosWorld(1, planOf(members), faults, {
    print: (line) => lines.push(line)
  })
  const cars = Array.from({ length: members }, (_, i) => {
    const plan = crashes[i]
    return world.addVehicle(`car-${i}`, plan === undefined ? [] : [plan])
  })
  for (const car of cars) {
    car.start()
  }
  world.run(MEET_MS)
  let chain = ''
  const peers = cars.map(({ peer }) => peer)
  const open = {
    type: 'openGroup',
    state: 'kv',
    members: peers,
    name: 'story',
    wantsLeases: false,
    hasBank: false,
    workBits: 0,
    impostorShare: 0
  } as const
  cars[0]?.request(open, (answer) => {
    chain = answer.type === 'ok' ? (answer.value as GroupOpened).chain : ''
    context.began(chain)
  })
  world.run(OPEN_MS)
  script({
    world,
    cars,
    tell: (remark) => lines.push(`\n# ${remark}`),
    put(car, value) {
      const put = { type: 'put', key: keyOfText('road'), ttlMs: 0, wantsPrevious: false } as const
      const bytes = encodeOperation({ ...put, value: { kind: 'bytes', bytes: toUtf8(value) } })
      world.log(car.name, `puts ${value}`)
      car.request({ type: 'submit', chain, operation: bytes }, () => undefined)
    },
    run: (forMs) => world.run(forMs),
    cut(a, b) {
      world.network.block(a.peer, b.peer)
      world.network.block(b.peer, a.peer)
    }
  })
  return `${lines
    .filter((line) => !DULL.test(line))
    .map(shorten)
    .join('\n')}\n`
}

function planOf(members: number): PaxosPlan {
  return {
    members,
    others: 0,
    clients: 0,
    operations: 0,
    keys: 1,
    changesMembers: false,
    huntsLeaders: false,
    hasReader: false,
    bursts: 0,
    pauseMsMax: 0,
    stormMs: 0,
    options: {},
    sessions: {},
    wantsLeases: false,
    hasBank: false,
    workBits: 0,
    impostorShare: 0
  }
}

/** Leaves out the names that every message has, and writes ballots and heads as one word. */
function shorten(line: string): string {
  return line
    .replace(/ message=\{(.*?) chain=group-\d+ incarnation=\S+$/, ' $1')
    .replaceAll(/ (?:chain|run|operation)=[^\s}]+/g, '')
    .replaceAll(/\{cfg=(\d+) num=(\d+) node=(\S*)\}/g, '$1.$2.$3')
    .replaceAll(/\{height=(\d+) hash=(\S+)\}/g, '$1$2')
    .trimEnd()
}
