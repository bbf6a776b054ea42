/**
 * The sequence diagram: a lane for each vehicle, a row for each step; only the rows that are seen are drawn.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

const ROW = 22
const TIME_PIXELS = 92
const LANE_PIXELS = 84
/** Room for labels of arrows that end at the last lane. */
const REST_PIXELS = 220
const ROWS_BEYOND = 4

/** One step as it is drawn. */
export interface RowText {
  readonly time: string
  /** The lane that an arrow begins at, or that a note stands on. */
  readonly from: string
  /** Empty for a note. */
  readonly to: readonly string[]
  readonly label: string
  /** What it is about, behind the label. */
  readonly about: string | undefined
  readonly isWrong: boolean
}

interface Named {
  readonly id: number
}

export interface DiagramProps<S extends Named> {
  readonly steps: readonly S[]
  readonly lanes: readonly string[]
  rowOf(step: S): RowText
  /** A lane as people call it. */
  nameOf(lane: string): string
  readonly self: string
  readonly picked: number | undefined
  readonly onPick: (id: number | undefined) => void
  /** Stays at the newest step. */
  readonly follows: boolean
  readonly onFollow: (follows: boolean) => void
}

export function Diagram<S extends Named>(props: DiagramProps<S>): JSX.Element {
  const { steps, lanes, picked, onPick, follows, onFollow, nameOf, rowOf } = props
  const view = useRef<HTMLDivElement>(null)
  const top = useSignal(0)
  const height = useSignal(400)
  const width = TIME_PIXELS + lanes.length * LANE_PIXELS + REST_PIXELS
  const first = Math.max(0, Math.floor(top.value / ROW) - ROWS_BEYOND)
  const shown = steps.slice(first, first + Math.ceil(height.value / ROW) + 2 * ROWS_BEYOND)
  useEffect(() => {
    const element = view.current
    if (element !== null && follows) {
      element.scrollTop = element.scrollHeight
    }
  })
  useEffect(() => {
    const element = view.current
    if (element === null) {
      return
    }
    const resize = new ResizeObserver(() => {
      height.value = element.clientHeight
    })
    resize.observe(element)
    return () => resize.disconnect()
  }, [height])
  const move = (by: number): void => {
    const at = steps.findIndex(({ id }) => id === picked)
    const next = steps[at < 0 ? steps.length - 1 : Math.min(steps.length - 1, Math.max(0, at + by))]
    onFollow(false)
    onPick(next?.id)
  }
  return (
    <div
      ref={view}
      class="flow"
      role="listbox"
      tabIndex={0}
      aria-label="Sequence diagram. Arrow keys choose a step."
      aria-activedescendant={picked === undefined ? undefined : `step-${picked}`}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        top.value = scrollTop
        onFollow(scrollTop + clientHeight > scrollHeight - ROW)
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        if (by !== 0) {
          event.preventDefault()
          move(by)
        }
      }}
    >
      <Heads lanes={lanes} nameOf={nameOf} self={props.self} width={width} />
      <svg width={width} height={Math.max(steps.length * ROW, 1)} role="presentation">
        {lanes.map((peer, lane) => (
          <line
            key={peer}
            class={`lane ${peer === props.self ? 'own' : ''}`}
            x1={laneX(lane)}
            x2={laneX(lane)}
            y1={top.value}
            y2={top.value + height.value + ROW * ROWS_BEYOND}
          />
        ))}
        {shown.map((step, i) => (
          <Row
            key={step.id}
            id={step.id}
            text={rowOf(step)}
            lanes={lanes}
            nameOf={nameOf}
            width={width}
            y={(first + i) * ROW}
            isPicked={step.id === picked}
            onPick={onPick}
          />
        ))}
      </svg>
    </div>
  )
}

function laneX(lane: number): number {
  return TIME_PIXELS + (lane + 0.5) * LANE_PIXELS
}

function Heads({
  lanes,
  nameOf,
  self,
  width
}: {
  readonly lanes: readonly string[]
  nameOf(lane: string): string
  readonly self: string
  readonly width: number
}): JSX.Element {
  return (
    <div class="flow-head" style={{ width: `${width}px` }}>
      <svg width={width} height={ROW} aria-hidden="true">
        {lanes.map((peer, lane) => (
          <text
            key={peer}
            x={laneX(lane)}
            y={15}
            text-anchor="middle"
            font-weight={peer === self ? 600 : 400}
          >
            {nameOf(peer)}
          </text>
        ))}
      </svg>
    </div>
  )
}

interface RowProps {
  readonly id: number
  readonly text: RowText
  readonly lanes: readonly string[]
  nameOf(lane: string): string
  readonly width: number
  readonly y: number
  readonly isPicked: boolean
  readonly onPick: (id: number) => void
}

function Row({ id, text, lanes, nameOf, width, y, isPicked, onPick }: RowProps): JSX.Element {
  const from = Math.max(0, lanes.indexOf(text.from))
  const ends = text.to.map((peer) => lanes.indexOf(peer)).filter((lane) => lane >= 0)
  const last = Math.max(from, ...ends)
  return (
    <g
      id={`step-${id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isPicked}
      class={`row ${text.isWrong ? 'wrong' : ''} ${isPicked ? 'picked' : ''}`}
      transform={`translate(0 ${y})`}
      onClick={() => onPick(id)}
    >
      <title>{way(text, nameOf)}</title>
      <rect width={width} height={ROW} />
      <text class="time" x={4} y={15}>
        {text.time}
      </text>
      {ends.length === 0 ? <Spot lane={from} /> : null}
      <Arrows from={from} ends={ends} />
      <text class="halo" x={laneX(last) + 10} y={15}>
        {text.label}
        {text.about === undefined ? null : <tspan class="of"> · {text.about}</tspan>}
      </text>
    </g>
  )
}

/** Who told whom: seen where the pointer rests, and heard with the rest. */
function way({ from, to }: RowText, nameOf: (lane: string) => string): string {
  return to.length === 0
    ? `at ${nameOf(from)}`
    : `from ${nameOf(from)} to ${to.map(nameOf).join(', ')}`
}

function Spot({ lane }: { readonly lane: number }): JSX.Element {
  return <circle class="tip" cx={laneX(lane)} cy={ROW / 2} r={3} />
}

/** One line as far as the furthest on each side, with a tip at each that is told. */
function Arrows({
  from,
  ends
}: {
  readonly from: number
  readonly ends: readonly number[]
}): JSX.Element {
  const y = ROW / 2
  const start = laneX(from)
  const far = [Math.min(from, ...ends), Math.max(from, ...ends)].filter((lane) => lane !== from)
  return (
    <>
      {far.map((lane) => (
        <line
          key={lane}
          class="arrow"
          x1={start}
          y1={y}
          x2={laneX(lane) + Math.sign(from - lane) * 5}
          y2={y}
        />
      ))}
      {ends.map((lane) => {
        const back = Math.sign(from - lane) * 7
        return <path key={lane} class="tip" d={`M${laneX(lane)} ${y}l${back} -3.5v7z`} />
      })}
    </>
  )
}
