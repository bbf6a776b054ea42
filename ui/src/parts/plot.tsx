/**
 * One plot of the last minutes, drawn by uPlot in the colours of the page.
 *
 * Keeps: drawn anew at most once a second, and only while it is seen.
 */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { timeText } from '../format.ts'
import { clockAheadMs, SECONDS_KEPT } from '../live/history.ts'
import { colour, onScheme } from './colours.ts'

export interface Line {
  readonly label: string
  /** Name of a colour of the style sheet. */
  readonly colour: string
  /** Values of the last seconds, oldest first. */
  read(nowMs: number): (number | null)[]
  readonly isDashed?: boolean
}

const HEIGHT = 132
const TICK_MS = 1_000

export function Plot({
  label,
  unit,
  lines
}: {
  readonly label: string
  readonly unit: string
  readonly lines: readonly Line[]
}): JSX.Element {
  const place = useRef<HTMLDivElement>(null)
  const values = useSignal<readonly (number | null)[]>([])
  useEffect(() => {
    const parent = place.current
    if (parent === null) {
      return
    }
    let plot = draw(parent, lines)
    const update = (): void => {
      // The second that runs is not whole yet.
      const nowMs = Date.now() + clockAheadMs - TICK_MS
      const data = dataAt(lines, nowMs)
      plot.setData(data)
      values.value = data.slice(1).map(newestOf)
    }
    const resize = new ResizeObserver(() => {
      plot.setSize({ width: parent.clientWidth, height: HEIGHT })
    })
    resize.observe(parent)
    const offScheme = onScheme(() => {
      plot.destroy()
      plot = draw(parent, lines)
      update()
    })
    update()
    const timer = setInterval(update, TICK_MS)
    return () => {
      clearInterval(timer)
      resize.disconnect()
      offScheme()
      plot.destroy()
    }
  }, [])
  return (
    <figure class="plot">
      <div ref={place} role="img" aria-label={`${label}, ${SECONDS_KEPT / 60} minutes`} />
      <figcaption class="keys">
        {lines.map((line, i) => (
          <span key={line.label}>
            <i class={`key ${line.colour} ${line.isDashed === true ? 'dashed' : ''}`} />{' '}
            {line.label} <b>{values.value[i] ?? '–'}</b>
          </span>
        ))}
        <span>{unit}</span>
      </figcaption>
    </figure>
  )
}

function dataAt(lines: readonly Line[], nowMs: number): uPlot.AlignedData {
  const last = Math.floor(nowMs / 1000)
  const xs = Array.from({ length: SECONDS_KEPT }, (_, i) => last - SECONDS_KEPT + 1 + i)
  return [xs, ...lines.map((line) => line.read(nowMs))]
}

function newestOf(values: ArrayLike<number | null | undefined>): number | null {
  return Array.from(values).findLast((value) => typeof value === 'number') ?? null
}

/** Local hour and minute of a time in seconds. */
function minuteText(timeS: number): string {
  return timeText(timeS * 1000).slice(0, 5)
}

function draw(parent: HTMLElement, lines: readonly Line[]): uPlot {
  const font = '11px system-ui, sans-serif'
  const axis = {
    stroke: colour('soft'),
    font,
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false }
  }
  return new uPlot(
    {
      width: parent.clientWidth,
      height: HEIGHT,
      cursor: { show: false },
      legend: { show: false },
      padding: [8, 4, 0, 0],
      scales: { y: { range: (_plot, _min, max) => [0, Math.max(4, (max ?? 0) * 1.1)] } },
      axes: [
        { ...axis, space: 70, size: 24, values: (_plot, times) => times.map(minuteText) },
        { ...axis, size: 40, space: 28 }
      ],
      series: [
        {},
        ...lines.map((line) => ({
          label: line.label,
          stroke: colour(line.colour),
          width: 1.5,
          spanGaps: true,
          points: { show: false },
          ...(line.isDashed === true ? { dash: [4, 3] } : {})
        }))
      ]
    },
    undefined,
    parent
  )
}
