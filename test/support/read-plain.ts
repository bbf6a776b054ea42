/**
 * Records of tests as plain values, and what a selector over them means, said without cleverness.
 */
import type { Cursor, Selector } from '../../src/core/selector.ts'
import { encodeRecord } from '../../src/state/records/index.ts'
import { hold, type MadeChain, teach } from './read-chain.ts'
import { createReadFleet, type ReadFleet, type ReadVehicle } from './read-fleet.ts'

/** The smallest page, so that there are several. */
export const PAGE_BYTES = 64 * 1024

export interface Plain {
  readonly key: string
  readonly timeMs: number
  readonly latitude: number
  readonly longitude: number
  readonly bytes: number
}

export interface Placed extends Plain {
  readonly height: number
  readonly index: number
}

export const encode = ({ key, timeMs, latitude, longitude, bytes }: Plain): Uint8Array =>
  encodeRecord({
    kind: 'bytes',
    key,
    timeMs,
    position: { latitude, longitude },
    payload: new Uint8Array(bytes)
  })

/** A reader without a copy, and the holder that answers it. */
export function pagedScene(made: MadeChain): { fleet: ReadFleet; reader: ReadVehicle } {
  const fleet = createReadFleet()
  const owner = fleet.vehicle('owner', { pageBytes: PAGE_BYTES })
  const reader = fleet.vehicle('reader', { pageBytes: PAGE_BYTES })
  hold(owner, made)
  teach(reader, made)
  fleet.connectAll()
  return { fleet, reader }
}

export const placeOf = ({ height, index }: Cursor): string => `${height}.${index}`

/** What a selector means, in the order of its answer. */
export function wanted(all: readonly Placed[], selector: Selector): readonly string[] {
  const { heights, times, box, key, latest, after } = selector
  const isAfter = (r: Placed): boolean =>
    after === undefined ||
    r.height > after.height ||
    (r.height === after.height && r.index > after.index)
  const matches = all
    .filter(isAfter)
    .filter((r) => heights === undefined || (r.height >= heights.from && r.height <= heights.to))
    .filter((r) => times === undefined || (r.timeMs >= times.fromMs && r.timeMs <= times.toMs))
    .filter((r) => key === undefined || r.key === key)
    .filter((r) => {
      if (box === undefined) {
        return true
      }
      const { south, west, north, east } = box
      const isWide =
        west <= east
          ? r.longitude >= west && r.longitude <= east
          : r.longitude >= west || r.longitude <= east
      return r.latitude >= south && r.latitude <= north && isWide
    })
  if (latest === undefined) {
    return matches.map(placeOf)
  }
  return matches
    .sort((a, b) => b.timeMs - a.timeMs || b.height - a.height || b.index - a.index)
    .slice(0, latest)
    .map(placeOf)
}

/** All records of a chain, with their places. */
export function placed(blocks: readonly (readonly Plain[])[]): readonly Placed[] {
  return blocks.flatMap((records, i) =>
    records.map((record, index) => ({ ...record, height: i + 1, index }))
  )
}
