/**
 * The map: vehicles on their recorded tracks, the booth of a chain, who proposes it and who holds it.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { BoothView } from '../../../src/node/api.ts'
import { get } from '../api.ts'
import { dateText, durationText } from '../format.ts'
import { chainLabel, chains, labelOf } from '../live/state.ts'
import { MapCanvas } from '../map/canvas.tsx'
import { newestBooth, rolesOf, type Scene, sceneOf, spanOf } from '../map/scene.ts'
import { followTracks, trackFaults, tracks } from '../map/tracks.ts'
import { useAsk } from '../parts/ask.ts'
import { Button, Empty, Panel } from '../parts/basic.tsx'
import { go, route } from '../route.ts'
import { VehiclePanel } from './vehicle.tsx'

const BOOTH_MS = 3_000
/** How quickly a live vehicle comes up to its newest record, in seconds. */
const GLIDE_S = 0.6
const SPEEDS = [1, 10, 60] as const

interface Replay {
  readonly atMs: number
  readonly isPlaying: boolean
  readonly speed: number
}

export function MapView(): JSX.Element {
  const chain = useSignal<string | undefined>(undefined)
  const picked = route.value[1]
  const replay = useSignal<Replay | undefined>(undefined)
  const fitRound = useSignal(0)
  useEffect(() => {
    const stop = new AbortController()
    void followTracks(stop.signal)
    return () => stop.abort()
  }, [])
  const choices = chains.value.filter(({ proposer }) => proposer !== undefined)
  const begun = choices.filter(({ certified, elsewhere }) => (certified ?? elsewhere) !== undefined)
  const first = begun.find(({ isOwn }) => isOwn) ?? begun[0] ?? choices[0]
  const chosen = chain.value ?? first?.chain
  const asked = useAsk(
    chosen,
    (signal) =>
      get<{ booths: readonly BoothView[] }>('/v1/booths', { query: { chain: chosen }, signal }),
    BOOTH_MS
  )
  const booth = newestBooth(asked.data?.booths ?? [])
  const roles = rolesOf(chosen, booth)
  const clock = useClock(replay)
  const scene = (nowMs: number): Scene => sceneOf(roles, booth, clock(nowMs))
  const pick = (peer: string | undefined): void =>
    peer === undefined ? go('map') : go('map', peer)
  return (
    <div class="split">
      <Panel
        title="Map"
        note={chosen === undefined ? '' : `booth and copies of the chain of ${chainLabel(chosen)}`}
        actions={
          <>
            <Button onClick={() => fitRound.value++}>Show all</Button>
            <select
              aria-label="Chain"
              value={chosen}
              onChange={(event) => {
                chain.value = event.currentTarget.value
              }}
            >
              {choices.map((view) => (
                <option key={view.chain} value={view.chain}>
                  {chainLabel(view.chain)}
                </option>
              ))}
            </select>
          </>
        }
      >
        <Vehicles scene={scene(performance.now())} picked={picked} onPick={pick} />
        {tracks.value.size === 0 ? (
          <Empty>
            No place is recorded yet: vehicles appear where their records say they were. Append GPS
            records to a chain to see them drive.
          </Empty>
        ) : null}
        <div class="map">
          <MapCanvas scene={scene} picked={picked} onPick={pick} fitRound={fitRound.value} />
        </div>
        <Player replay={replay} />
        <Keys />
      </Panel>
      <aside>
        {picked === undefined ? (
          <Panel title="Vehicle">
            <Empty>Choose a vehicle to see what is known of it.</Empty>
          </Panel>
        ) : (
          <VehiclePanel key={picked} peer={picked} role={roles.get(picked) ?? 'none'} />
        )}
        {[...trackFaults.value].map(([peer, text]) => (
          <p class="note" key={peer}>
            The track of {labelOf(peer)} cannot be read: {text}
          </p>
        ))}
      </aside>
    </div>
  )
}

/** The time shown of each track: the newest, approached smoothly, or that of the replay. */
function useClock(replay: {
  value: Replay | undefined
}): (nowMs: number) => (peer: string, lastMs: number) => number {
  const shown = useRef(new Map<string, number>())
  const lastFrameMs = useRef(0)
  return (nowMs) => {
    const passedS = Math.min(0.25, Math.max(0, (nowMs - lastFrameMs.current) / 1000))
    lastFrameMs.current = nowMs
    const at = replay.value
    if (at?.isPlaying === true && passedS > 0) {
      const toMs = spanOf()?.toMs ?? at.atMs
      const atMs = Math.min(toMs, at.atMs + passedS * 1000 * at.speed)
      replay.value = { ...at, atMs, isPlaying: atMs < toMs }
    }
    return (peer, lastMs) => {
      if (at !== undefined) {
        return at.atMs
      }
      const from = shown.current.get(peer) ?? lastMs
      const next = lastMs - (lastMs - from) * Math.exp(-passedS / GLIDE_S)
      shown.current.set(peer, next)
      return next
    }
  }
}

/** The same vehicles as buttons, for keyboards and screen readers. */
function Vehicles({
  scene,
  picked,
  onPick
}: {
  readonly scene: Scene
  readonly picked: string | undefined
  readonly onPick: (peer: string | undefined) => void
}): JSX.Element {
  return (
    <fieldset class="vehicles" aria-label="Vehicles">
      {scene.vehicles.map(({ peer, label, role, isSelf }) => (
        <button
          key={peer}
          type="button"
          aria-pressed={peer === picked}
          title={peer}
          onClick={() => onPick(peer === picked ? undefined : peer)}
        >
          {label}
          <span class="note">
            {isSelf ? ' this vehicle' : ''}
            {role === 'none' ? '' : ` ${role}`}
          </span>
        </button>
      ))}
    </fieldset>
  )
}

function Player({
  replay
}: {
  readonly replay: { value: Replay | undefined }
}): JSX.Element | null {
  const span = spanOf()
  if (span === undefined) {
    return null
  }
  const at = replay.value
  const start = (): void => {
    const atMs = at === undefined || at.atMs >= span.toMs ? span.fromMs : at.atMs
    replay.value = { speed: at?.speed ?? 10, atMs, isPlaying: at?.isPlaying !== true }
  }
  return (
    <div class="player">
      <button
        type="button"
        aria-pressed={at === undefined}
        onClick={() => (replay.value = undefined)}
      >
        Live
      </button>
      <Button onClick={start}>{at?.isPlaying === true ? 'Pause' : 'Replay'}</Button>
      <input
        type="range"
        aria-label="Time of the replay"
        aria-valuetext={dateText(at?.atMs ?? span.toMs)}
        min={span.fromMs}
        max={span.toMs}
        step={1000}
        value={at?.atMs ?? span.toMs}
        onInput={(event) => {
          const atMs = Number(event.currentTarget.value)
          replay.value = { speed: at?.speed ?? 10, atMs, isPlaying: false }
        }}
      />
      <span class="note">
        {dateText(at?.atMs ?? span.toMs)} of {durationText(span.toMs - span.fromMs)}
      </span>
      <select
        aria-label="Speed of the replay"
        disabled={at === undefined}
        value={at?.speed ?? 10}
        onChange={(event) => {
          if (at !== undefined) {
            replay.value = { ...at, speed: Number(event.currentTarget.value) }
          }
        }}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            ×{speed}
          </option>
        ))}
      </select>
    </div>
  )
}

const KEYS = [
  ['◎', 'proposer'],
  ['●', 'backup'],
  ['◌', 'obsolete'],
  ['○', 'in the booth or elsewhere'],
  ['▲', 'drives that way'],
  ['─', 'link of this vehicle'],
  ['┄', 'link cut on purpose']
] as const

function Keys(): JSX.Element {
  return (
    <div class="map-keys">
      {KEYS.map(([sign, text]) => (
        <span key={text}>
          {sign} {text}
        </span>
      ))}
      <span>shaded: the newest booth</span>
    </div>
  )
}
