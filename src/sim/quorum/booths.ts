/**
 * The booths of a group as its log would decide them: who lost its disk becomes a member again in a
 * later booth, of which every vehicle hears some time after.
 *
 * Keeps: what a vehicle knows of booths is on its disk, and it never forgets it but with its disk.
 */
import { fromUtf8 } from '../../core/bytes.ts'
import type { Random } from '../../core/random.ts'
import type { QuorumPorts } from '../../protocols/quorum/index.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import { INCARNATION_KEY } from './program.ts'

type KnownBooth = NonNullable<ReturnType<QuorumPorts['boothOf']>>

export interface Booths {
  readonly newest: KnownBooth | undefined
  /** As this vehicle knows it. */
  knownTo(peer: string): KnownBooth | undefined
  /** The first booth, of these. */
  begin(members: readonly VirtualVehicle[]): void
  /** A vehicle has lost its disk; it is to be a member again. */
  lost(vehicle: VirtualVehicle): void
}

const READMIT_MS_MIN = 100
const READMIT_MS_MAX = 1_500
const TELL_MS_MAX = 800

export function createBooths(world: World, random: Random): Booths {
  const known = new Map<string, KnownBooth>()
  const list: KnownBooth[] = []

  const tell = (booth: KnownBooth): void => {
    for (const { peer } of world.vehicles) {
      world.plan(random.next() * TELL_MS_MAX, () => learn(peer, booth))
    }
  }

  const learn = (peer: string, booth: KnownBooth): void => {
    if ((known.get(peer)?.number ?? 0) < booth.number) {
      known.set(peer, booth)
    }
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
    knownTo: (peer) => known.get(peer),
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
    lost(vehicle) {
      known.delete(vehicle.peer)
      const tellAgain = list.at(-1)
      if (tellAgain !== undefined) {
        world.plan(random.next() * TELL_MS_MAX, () => learn(vehicle.peer, tellAgain))
      }
      world.plan(random.integer(READMIT_MS_MIN, READMIT_MS_MAX), () => readmit(vehicle))
    }
  }
}

export function incarnationOf({ disk }: VirtualVehicle): string | undefined {
  const stored = disk.get(INCARNATION_KEY)
  return stored === undefined ? undefined : fromUtf8(stored)
}
