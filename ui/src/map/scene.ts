/**
 * What the map shows at one moment, before anything is drawn: who is where, and who is what to whom.
 */
import type { BoothView } from '../../../src/node/api.ts'
import { chains, labelOf, peers, replicate, self, status } from '../live/state.ts'
import { type Point, type Position, positionAt } from './geo.ts'
import { tracks } from './tracks.ts'

/** What a vehicle is for the chain that is looked at. */
export type Role = 'proposer' | 'backup' | 'obsolete' | 'member' | 'none'

export interface Vehicle {
  readonly peer: string
  readonly label: string
  readonly role: Role
  readonly isSelf: boolean
  readonly isConnected: boolean
  /** Undefined where no record tells a place. */
  readonly position: Position | undefined
}

export interface Scene {
  readonly vehicles: readonly Vehicle[]
  /** Vehicles of the newest booth of the chain. */
  readonly booth: readonly string[]
  readonly links: readonly { readonly peer: string; readonly isCut: boolean }[]
}

/** Time that is shown of each track, by vehicle. */
export type Clock = (peer: string, lastMs: number) => number

/** Roles of all vehicles for a chain. */
export function rolesOf(chain: string | undefined, booth: readonly string[]): Map<string, Role> {
  const view = chains.value.find((one) => one.chain === chain)
  const roles = new Map<string, Role>()
  const set = (ids: readonly string[], role: Role): void => {
    for (const id of ids) {
      roles.set(id, role)
    }
  }
  set(booth, 'member')
  set((chain === undefined ? undefined : replicate.value?.obsolete[chain]) ?? [], 'obsolete')
  set(view?.table?.members ?? [], 'backup')
  set(view?.proposer === undefined ? [] : [view.proposer], 'proposer')
  if (view?.duty === 'obsolete') {
    set([self.value], 'obsolete')
  }
  return roles
}

export function sceneOf(
  roles: ReadonlyMap<string, Role>,
  booth: readonly string[],
  clock: Clock
): Scene {
  const cuts = new Set(
    (status.value?.vehicle.faults.cuts ?? []).map((cut) => cut.split(' ')[0] ?? '')
  )
  const connected = new Set(
    peers.value.filter(({ isConnected }) => isConnected).map(({ peer }) => peer)
  )
  const ids = new Set([self.value, ...peers.value.map(({ peer }) => peer), ...tracks.value.keys()])
  const vehicles = [...ids].map((peer): Vehicle => {
    const fixes = tracks.value.get(peer)?.fixes ?? []
    const last = fixes.at(-1)
    return {
      peer,
      label: labelOf(peer),
      role: roles.get(peer) ?? 'none',
      isSelf: peer === self.value,
      isConnected: peer === self.value || connected.has(peer),
      position: last === undefined ? undefined : positionAt(fixes, clock(peer, last.timeMs))
    }
  })
  return {
    vehicles: vehicles.sort((a, b) => a.label.localeCompare(b.label)),
    booth,
    links: [...new Set([...connected, ...cuts])].map((peer) => ({ peer, isCut: cuts.has(peer) }))
  }
}

export function newestBooth(booths: readonly BoothView[]): readonly string[] {
  return booths.toSorted((a, b) => b.number - a.number)[0]?.members ?? []
}

/** First and last time of all tracks; undefined where there is none. */
export function spanOf(): { readonly fromMs: number; readonly toMs: number } | undefined {
  const all = [...tracks.value.values()]
  if (all.length === 0) {
    return undefined
  }
  return {
    fromMs: Math.min(...all.map(({ fixes }) => fixes[0]?.timeMs ?? Number.POSITIVE_INFINITY)),
    toMs: Math.max(...all.map(({ fixes }) => fixes.at(-1)?.timeMs ?? 0))
  }
}

/** The vehicle nearest to a place on the screen, within reach of a finger. */
export function nearest(spots: ReadonlyMap<string, Point>, at: Point): string | undefined {
  const REACH_PIXELS = 22
  let best: string | undefined
  let least = REACH_PIXELS
  for (const [peer, spot] of spots) {
    const far = Math.hypot(spot.x - at.x, spot.y - at.y)
    if (far < least) {
      least = far
      best = peer
    }
  }
  return best
}
