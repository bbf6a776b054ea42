/**
 * The booths of a group as its log would decide them: who lost its disk becomes a member again in a
 * later booth, of which every vehicle hears some time after.
 *
 * Keeps: what a vehicle knows of booths is on its disk, and it never forgets it but with its disk.
 */
import { fromUtf8 } from '../../core/bytes.ts'
import type { Random } from '../../core/random.ts'
import { sinceWhen } from '../../protocols/paxos/roster.ts'
import type { QuorumPorts } from '../../protocols/quorum/index.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import { INCARNATION_KEY } from './program.ts'

type KnownBooth = NonNullable<ReturnType<QuorumPorts['boothOf']>>

export interface Booths {
  readonly newest: KnownBooth | undefined
  /** As this vehicle knows it. */
  knownTo(peer: string): KnownBooth | undefined
  /** Booth since which a member has been in all, as this vehicle knows it; 0 for none. */
  sinceTo(peer: string, of: string): number
  /** The first booth, of these. */
  begin(members: readonly VirtualVehicle[]): void
  /** A vehicle has lost its disk; it is to be a member again. */
  lost(vehicle: VirtualVehicle): void
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

  const tell = (booth: KnownBooth): void => {
    for (const { peer } of world.vehicles) {
      world.plan(random.next() * TELL_MS_MAX, () => learn(peer, booth))
    }
  }

  const imageOf = (peer: string): BoothsOnDisk => known.get(peer) ?? NOTHING_KNOWN

  /** Enters all booths up to this one, one after the other. */
  const learn = (peer: string, booth: KnownBooth): void => {
    let { booth: before, since } = imageOf(peer)
    for (const next of list.slice(before?.number ?? 0, booth.number)) {
      const all = sinceWhen(rosterOf({ booth: before, since }), next)
      since = new Map(next.members.map((member, i) => [member, all[i] ?? next.number]))
      before = next
    }
    known.set(peer, { booth: before, since })
  }

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
      const booth = { ...before, number: before.number + 1, incarnations }
      list.push(booth)
      world.log('world', `decides booth ${booth.number}`, () => vehicle.name)
      tell(booth)
    }
  }

  return {
    get newest() {
      return list.at(-1)
    },
    knownTo: (peer) => imageOf(peer).booth,
    sinceTo: (peer, of) => imageOf(peer).since.get(of) ?? 0,
    imageOf,
    begin(members) {
      const sorted = [...members].sort((a, b) => (a.peer < b.peer ? -1 : 1))
      const booth = {
        number: 1,
        members: sorted.map(({ peer }) => peer),
        incarnations: sorted.map((vehicle) => incarnationOf(vehicle) ?? '')
      }
      list.push(booth)
      tell(booth)
    },
    lost: (vehicle) => beginAnew(vehicle, NOTHING_KNOWN),
    putBack: beginAnew
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
