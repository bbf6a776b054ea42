/**
 * Where vehicles were: the places in the records of the chains they propose, read from whoever holds them.
 *
 * Keeps: reads only what is new of a chain, and only while somebody looks; a track has a greatest length.
 */
import { signal } from '@preact/signals'
import type { RecordJson } from '../../../src/http/records.ts'
import type { ChainView, ReadPage } from '../../../src/node/api.ts'
import { get, post } from '../api.ts'
import { chains, refreshSoon } from '../live/state.ts'
import { createProjection, type Fix, type Projection } from './geo.ts'

export interface Track {
  readonly peer: string
  readonly chain: string
  /** In the order of their times. */
  readonly fixes: readonly Fix[]
}

type Page = Omit<ReadPage, 'records' | 'cursor'> & {
  readonly records: readonly RecordJson[]
  readonly cursor?: string
}

/** By the vehicle that proposes the chain. */
export const tracks = signal<ReadonlyMap<string, Track>>(new Map())
/** Why the track of a vehicle cannot be read, by vehicle. */
export const trackFaults = signal<ReadonlyMap<string, string>>(new Map())
/** The origin is the first place that anybody was. */
export const projection = signal<Projection | undefined>(undefined)

const FIXES_MAX = 3_000
const FIRST_RECORDS = 600
const PAGE_RECORDS = 1_000
const POLL_MS = 1_500
/** A chain of which nothing is held here costs others a read. */
const ELSEWHERE_MS = 15_000
const DEADLINE_MS = 5_000

interface Progress {
  height: number
  index: number
  nextMs: number
}

const progress = new Map<string, Progress>()

/** Keeps tracks up to date until the signal ends it. */
export async function followTracks(stop: AbortSignal): Promise<void> {
  // Vehicles whose chains only others know are to be seen as well.
  await post('/v1/chains/discover', { signal: stop }).catch(() => undefined)
  refreshSoon()
  while (!stop.aborted) {
    for (const view of chains.value) {
      if (view.proposer !== undefined && !stop.aborted) {
        await follow(view, view.proposer, stop)
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

async function follow(view: ChainView, peer: string, stop: AbortSignal): Promise<void> {
  const { chain, certified, elsewhere } = view
  const known = progress.get(chain) ?? { height: 0, index: -1, nextMs: 0 }
  // Of a chain that is only known by name the holders tell how long it is.
  const isVague = !view.isOwn && elsewhere === undefined && certified === undefined
  const height = isVague ? known.height + 1 : (elsewhere?.height ?? certified?.height ?? 0)
  const isNear = view.held.some(({ to }) => to >= height)
  if (height === 0 || (isNear && height <= known.height) || Date.now() < known.nextMs) {
    return
  }
  const query =
    known.height === 0
      ? { chain, latest: FIRST_RECORDS, deadlineMs: DEADLINE_MS }
      : {
          chain,
          after: `${known.height}:${known.index}`,
          limit: PAGE_RECORDS,
          deadlineMs: DEADLINE_MS
        }
  try {
    const page = await get<Page>('/v1/read', { query, signal: stop })
    const ordered = [...page.records].sort((a, b) => a.height - b.height || a.index - b.index)
    const last = ordered.at(-1)
    progress.set(chain, {
      height: last?.height ?? Math.max(known.height, page.headHeight),
      index: last?.index ?? known.index,
      nextMs: isNear ? 0 : Date.now() + ELSEWHERE_MS
    })
    take(peer, chain, ordered)
    setFault(peer, undefined)
  } catch (error) {
    if (!stop.aborted) {
      progress.set(chain, { ...known, nextMs: Date.now() + ELSEWHERE_MS })
      setFault(peer, error instanceof Error ? error.message : String(error))
    }
  }
}

function take(peer: string, chain: string, records: readonly RecordJson[]): void {
  const fixes = records.flatMap((record): Fix[] => {
    if (
      !('latitude' in record) ||
      record.latitude === undefined ||
      record.longitude === undefined
    ) {
      return []
    }
    const place = { latitude: record.latitude, longitude: record.longitude }
    projection.value ??= createProjection(place)
    return [{ ...projection.value.project(place), timeMs: record.timeMs }]
  })
  if (fixes.length === 0) {
    return
  }
  const all = [...(tracks.value.get(peer)?.fixes ?? []), ...fixes]
  all.sort((a, b) => a.timeMs - b.timeMs)
  // A record that was appended twice is one place.
  const distinct = all.filter(({ timeMs }, i) => timeMs !== all[i - 1]?.timeMs)
  tracks.value = new Map(tracks.value).set(peer, { peer, chain, fixes: distinct.slice(-FIXES_MAX) })
}

function setFault(peer: string, text: string | undefined): void {
  if (trackFaults.value.get(peer) === text) {
    return
  }
  const next = new Map(trackFaults.value)
  if (text === undefined) {
    next.delete(peer)
  } else {
    next.set(peer, text)
  }
  trackFaults.value = next
}
