/**
 * The booths of a group as its log would decide them: who lost its disk becomes a member again in a
 * later booth, or another takes its place. Every vehicle hears of that some time after.
 *
 * Keeps: what a vehicle knows of booths is on its disk, and it never forgets it but with its disk.
 */
import { fromUtf8 } from '../../core/bytes.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Random } from '../../core/random.ts'
import { sinceWhen } from '../../protocols/paxos/roster.ts'
import type { QuorumPorts } from '../../protocols/quorum/index.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import { INCARNATION_KEY } from './program.ts'

type KnownBooth = NonNullable<ReturnType<QuorumPorts['boothOf']>>

export interface Booths {
  readonly newest: KnownBooth | undefined
  /** As this vehicle knows it; undefined for one that never was a member. */
  knownTo(peer: string): KnownBooth | undefined
  /** Members as they are shown to this vehicle. */
  shownTo(peer: string): readonly PeerId[]
  /** Booth since which a member has been in all; 0 for none. */
  since(of: string): number
  /** Booth since which a member has been in all, as this vehicle knows it; 0 for none. */
  sinceTo(peer: string, of: string): number
  /** The first booth, of these. */
  begin(members: readonly VirtualVehicle[]): void
  /** A vehicle has lost its disk; it is to be a member again. */
  lost(vehicle: VirtualVehicle): void
  /** One vehicle takes the place of another. */
  replace(leaving: VirtualVehicle, coming: VirtualVehicle): void
  /** What the disk of this vehicle knows of booths. */
  imageOf(peer: string): BoothsOnDisk
  /** A vehicle has an earlier disk again; it is to be a member with that. */
  putBack(vehicle: VirtualVehicle, image: BoothsOnDisk): void
}

export interface BoothsOnDisk {
  readonly booth: KnownBooth | undefined
  /** By member. */
  readonly since: ReadonlyMap<string, number>
}

const NOTHING_KNOWN: BoothsOnDisk = { booth: undefined, since: new Map() }

const READMIT_MS_MIN = 100
const READMIT_MS_MAX = 1_500
const TELL_MS_MAX = 800

export function createBooths(world: World, random: Random): Booths {
  const known = new Map<string, BoothsOnDisk>()
  const list: KnownBooth[] = []
  /** What somebody knows who hears of every booth at once. */
  let all = NOTHING_KNOWN

  const tell = (booth: KnownBooth): void => {
    for (const { peer } of world.vehicles) {
      world.plan(random.next() * TELL_MS_MAX, () => learn(peer, booth))
    }
  }

  const imageOf = (peer: string): BoothsOnDisk => known.get(peer) ?? NOTHING_KNOWN

  /** Enters all booths up to this one, one after the other. */
  const entered = (image: BoothsOnDisk, booth: KnownBooth): BoothsOnDisk => {
    let { booth: before, since } = image
    for (const next of list.slice(before?.number ?? 0, booth.number)) {
      const sinces = sinceWhen(rosterOf({ booth: before, since }), next)
      since = new Map(next.members.map((member, i) => [member, sinces[i] ?? next.number]))
      before = next
    }
    return { booth: before, since }
  }

  const learn = (peer: string, booth: KnownBooth): void => {
    known.set(peer, entered(imageOf(peer), booth))
  }

  const decide = (booth: KnownBooth, why: string): void => {
    list.push(booth)
    all = entered(all, booth)
    world.log('world', `decides booth ${booth.number}`, () => why)
    tell(booth)
  }

  const wasNamed = (peer: string, upTo: number): boolean =>
    list.slice(0, upTo).some(({ members }) => members.includes(peer))

  const beginAnew = (vehicle: VirtualVehicle, image: BoothsOnDisk): void => {
    known.set(vehicle.peer, image)
    const tellAgain = list.at(-1)
    if (tellAgain !== undefined) {
      world.plan(random.next() * TELL_MS_MAX, () => learn(vehicle.peer, tellAgain))
    }
    world.plan(random.integer(READMIT_MS_MIN, READMIT_MS_MAX), () => readmit(vehicle))
  }

  const readmit = (vehicle: VirtualVehicle): void => {
    const before = list.at(-1)
    const incarnation = incarnationOf(vehicle)
    if (before === undefined || incarnation === undefined || vehicle.state === 'gone') {
      world.plan(READMIT_MS_MAX, () => readmit(vehicle))
      return
    }
    const incarnations = before.members.map((peer, i) =>
      peer === vehicle.peer ? incarnation : (before.incarnations[i] ?? '')
    )
    if (incarnations.join() !== before.incarnations.join()) {
      decide({ ...before, number: before.number + 1, incarnations }, vehicle.name)
    }
  }

  return {
    get newest() {
      return list.at(-1)
    },
    knownTo(peer) {
      const { booth } = imageOf(peer)
      return booth !== undefined && wasNamed(peer, booth.number) ? booth : undefined
    },
    shownTo: (peer) => imageOf(peer).booth?.members ?? list[0]?.members ?? [],
    since: (of) => all.since.get(of) ?? 0,
    sinceTo: (peer, of) => imageOf(peer).since.get(of) ?? 0,
    imageOf,
    begin(members) {
      decide(seated(1, members.map(seatOf)), 'the first')
    },
    replace(leaving, coming) {
      const before = list.at(-1)
      if (before === undefined) {
        return
      }
      const seats = before.members.map(
        (peer, i): Seat =>
          peer === leaving.peer ? seatOf(coming) : [peer, before.incarnations[i] ?? '']
      )
      decide(seated(before.number + 1, seats), `${coming.name} for ${leaving.name}`)
    },
    lost: (vehicle) => beginAnew(vehicle, NOTHING_KNOWN),
    putBack: beginAnew
  }
}

type Seat = readonly [peer: PeerId, incarnation: string]

function seatOf(vehicle: VirtualVehicle): Seat {
  return [vehicle.peer, incarnationOf(vehicle) ?? '']
}

function seated(number: number, seats: readonly Seat[]): KnownBooth {
  const sorted = [...seats].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    number,
    members: sorted.map(([peer]) => peer),
    incarnations: sorted.map(([, incarnation]) => incarnation)
  }
}

export function incarnationOf({ disk }: VirtualVehicle): string | undefined {
  const stored = disk.get(INCARNATION_KEY)
  return stored === undefined ? undefined : fromUtf8(stored)
}

/** What the rule of the groups asks of the booth before. */
function rosterOf({ booth, since }: BoothsOnDisk): Parameters<typeof sinceWhen>[0] {
  return {
    number: booth?.number ?? 0,
    counts: (peer, from) => booth?.incarnations[booth.members.indexOf(peer)] === from,
    sinceOf: (peer) => since.get(peer) ?? 0
  }
}
