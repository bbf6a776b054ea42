/**
 * What goes wrong on a LAN, drawn from a seed: one fault of processes and one of the network at a
 * time, each for a while, then both again.
 *
 * Keeps: every fault that has begun is ended, also when something else fails meanwhile.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../src/core/random.ts'
import type { GroupLan } from './group-lan.ts'
import { steadyMs } from './kv-clients.ts'

export interface Chaos {
  /** What was done, one line each. */
  readonly story: readonly string[]
  /** How often each kind of fault was done. */
  readonly counts: Readonly<Record<string, number>>
  /** Vehicles that had ended although nobody had killed them. */
  readonly crashed: readonly string[]
  /** Vehicles that have lost their disk. */
  readonly wiped: readonly number[]
  /** Runs faults until the time is over and all of them are ended. */
  run(forMs: number): Promise<void>
}

export interface ChaosPlan {
  readonly group: GroupLan
  readonly random: Random
  readonly members: readonly number[]
  /** Every namespace with a vehicle or clients in it. */
  readonly spaces: readonly number[]
  /** Asks a vehicle to take another one that has lost its disk in again. Returns whether that is done. */
  readonly rejoin: (vehicle: number, member: number, operation: string) => Promise<boolean>
}

interface Fault {
  readonly kind: string
  readonly text: string
  begin(): Promise<void> | void
  end(): Promise<void> | void
}

/** How long a fault lasts, and how long it takes to the next of its lane. */
const FAULT_MS = { min: 300, max: 4_000 }
const CALM_MS = { min: 200, max: 2_500 }
const REJOIN_MS = 60_000
const OUTAGE_CHANCE = 0.2

export function createChaos({ group, random, members, spaces, rejoin }: ChaosPlan): Chaos {
  const { fleet, lan } = group
  const story: string[] = []
  const counts: Record<string, number> = {}
  const crashed: string[] = []
  const wiped: number[] = []
  const startedMs = steadyMs()

  const tell = (text: string): void => {
    story.push(`${((steadyMs() - startedMs) / 1_000).toFixed(1)} s: ${text}`)
  }

  const kill = async (vehicle: number): Promise<void> => {
    if (!fleet.isRunning(vehicle)) {
      crashed.push(`vehicle ${vehicle}`)
      tell(`vehicle ${vehicle} has ended by itself`)
    }
    await fleet.kill(vehicle)
  }

  /** The leader as often as anybody else. */
  const victim = async (): Promise<number> => {
    const any = random.pick(members)
    return random.chance(0.5) ? await group.leader().catch(() => any) : any
  }

  /** What was only in memory is gone: nobody is left who could tell it again. */
  const outage = (): Fault => ({
    kind: 'outage',
    text: 'all members are killed',
    begin: async () => {
      await Promise.all(members.map(kill))
    },
    end: async () => {
      await Promise.all(members.map(group.start))
    }
  })

  const processFault = async (): Promise<Fault> => {
    if (random.chance(OUTAGE_CHANCE)) {
      return outage()
    }
    const vehicle = await victim()
    return random.chance(0.5)
      ? {
          kind: 'kill',
          text: `vehicle ${vehicle} is killed`,
          begin: () => kill(vehicle),
          end: () => group.start(vehicle)
        }
      : {
          kind: 'stop',
          text: `vehicle ${vehicle} is stopped`,
          begin: () => fleet.signal(vehicle, 'SIGSTOP'),
          end: () => fleet.signal(vehicle, 'SIGCONT')
        }
  }

  const networkFault = (): Fault => {
    if (random.chance(0.5)) {
      const vehicle = random.pick(members)
      return {
        kind: 'link',
        text: `the cable of vehicle ${vehicle} is pulled`,
        begin: () => lan.linkDown(vehicle),
        end: () => lan.linkUp(vehicle)
      }
    }
    const mixed = random.shuffle(spaces)
    const half = Math.floor(mixed.length / 2)
    const halves = [mixed.slice(0, half), mixed.slice(half)]
    return {
      kind: 'split',
      text: `the network is split in ${halves.map((one) => one.join(' ')).join(' and ')}`,
      begin: () => lan.split(halves),
      end: () => lan.merge()
    }
  }

  const once = async (fault: Fault): Promise<void> => {
    counts[fault.kind] = (counts[fault.kind] ?? 0) + 1
    tell(fault.text)
    try {
      await fault.begin()
      await pause(random.integer(FAULT_MS.min, FAULT_MS.max))
    } finally {
      await fault.end()
      tell(`${fault.kind} is over`)
    }
    await pause(random.integer(CALM_MS.min, CALM_MS.max))
  }

  /** A member loses its disk, and joins again under its old name by a change of members. */
  const wipe = async (): Promise<void> => {
    const vehicle = random.pick(members)
    tell(`vehicle ${vehicle} loses its disk`)
    wiped.push(vehicle)
    await kill(vehicle)
    await group.wipe(vehicle)
    await group.start(vehicle)
    const others = members.filter((member) => member !== vehicle)
    let tries = 0
    await fleet.until(`vehicle ${vehicle} is a member again`, REJOIN_MS, () =>
      rejoin(random.pick(others), vehicle, `after the loss ${++tries}`)
    )
    counts['wipe'] = 1
    tell(`vehicle ${vehicle} is a member again`)
  }

  return {
    story,
    counts,
    crashed,
    wiped,
    async run(forMs) {
      const endsAtMs = steadyMs() + forMs
      const atMs = (share: number): number => steadyMs() + forMs * share
      /** What a run of any length has once. */
      const due = [
        { fromMs: atMs(1 / 3), act: wipe },
        { fromMs: atMs(2 / 3), act: () => once(outage()) }
      ]
      const processes = async (): Promise<void> => {
        while (steadyMs() < endsAtMs) {
          const [next] = due
          if (next !== undefined && steadyMs() > next.fromMs) {
            due.shift()
            await next.act()
          } else {
            await once(await processFault())
          }
        }
        for (const { act } of due) {
          await act()
        }
      }
      const network = async (): Promise<void> => {
        while (steadyMs() < endsAtMs) {
          await once(networkFault())
        }
      }
      const lanes = await Promise.allSettled([processes(), network()])
      for (const lane of lanes) {
        if (lane.status === 'rejected') {
          throw lane.reason
        }
      }
    }
  }
}
