/**
 * A chart with two axes: lines, points with their uncertainty, and bars.
 */
import { escaped, text } from '../bench/drawing.ts'

/** Told apart also by those who see no red or green. */
export const COLOURS = { measured: '#0072b2', formula: '#e69f00', other: '#009e73' } as const

export interface Axis {
  readonly title: string
  readonly min: number
  readonly max: number
  readonly ticks: readonly number[]
  readonly isLogarithmic?: boolean
  /** A value as it stands at the axis; what follows a ^ is raised. */
  readonly textOf?: (value: number) => string
}

export type Point = readonly [x: number, y: number]

export type Layer = {
  /** As the legend has it; empty for none. */
  readonly name: string
  readonly colour: string
} & (
  | { readonly type: 'line'; readonly points: readonly Point[]; readonly isDashed?: boolean }
  | {
      readonly type: 'points'
      readonly points: readonly (readonly [x: number, y: number, low: number, high: number])[]
    }
  | { readonly type: 'bars'; readonly points: readonly Point[]; readonly width: number }
)

export interface Chart {
  readonly title: string
  /** What is to be known to read it, in a sentence. */
  readonly note: string
  readonly x: Axis
  readonly y: Axis
  readonly layers: readonly Layer[]
}

const WIDTH = 720
const HEIGHT = 420
const LEFT = 84
const RIGHT = 24
const TOP = 92
const BOTTOM = 60
const GREY = '#e0e0e0'
const DOT = 3.5

export function chartDrawing(chart: Chart): string {
  const { title, note, x, y, layers } = chart
  const xOf = placeOn(x, LEFT, WIDTH - RIGHT)
  const yOf = placeOn(y, HEIGHT - BOTTOM, TOP)
  return svgFrame(WIDTH, HEIGHT, title, [
    svgText(LEFT, 30, title, 18, '#1a1a1a', 'font-weight="600"'),
    svgText(LEFT, 50, note, 12),
    ...legend(layers),
    ...y.ticks.flatMap((value) => [
      line(LEFT, yOf(value), WIDTH - RIGHT, yOf(value), GREY),
      svgText(LEFT - 8, yOf(value) + 4, textAt(y, value), 12, '#444444', 'text-anchor="end"')
    ]),
    ...x.ticks.flatMap((value) => [
      line(xOf(value), HEIGHT - BOTTOM, xOf(value), HEIGHT - BOTTOM + 5, '#777777'),
      svgText(
        xOf(value),
        HEIGHT - BOTTOM + 20,
        textAt(x, value),
        12,
        '#444444',
        'text-anchor="middle"'
      )
    ]),
    line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, '#777777'),
    svgText(
      (LEFT + WIDTH - RIGHT) / 2,
      HEIGHT - 14,
      x.title,
      13,
      '#1a1a1a',
      'text-anchor="middle"'
    ),
    svgText(
      0,
      0,
      y.title,
      13,
      '#1a1a1a',
      `text-anchor="middle" transform="translate(20 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)"`
    ),
    ...layers.flatMap((layer) => drawn(layer, xOf, yOf, HEIGHT - BOTTOM))
  ])
}

/** One line of words; digits behind a ^ are raised, such as in 10^-3. */
function svgText(...line: Parameters<typeof text>): string {
  return text(...line).replace(
    /\^(-?)(\d+)/g,
    (_, sign: string, digits: string) =>
      `<tspan dy="-0.5em" font-size="75%">${sign === '' ? '' : '\u2212'}${digits}</tspan>`
  )
}

/** Round steps up to a greatest value. */
export function stepsTo(max: number, count = 5): readonly number[] {
  const rough = Math.max(max, Number.MIN_VALUE) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, i) =>
    Number((i * step).toPrecision(6))
  )
}

/** Hours from the first to the last, a round part of a day apart. */
export function hoursTo(hours: number): readonly number[] {
  const step = [1, 2, 3, 4, 6, 12].find((of) => hours / of <= 8)
  const isShort = hours < 2
  const steps = isShort || step === undefined ? stepsTo(hours, 8) : multiples(step, hours)
  return steps.filter((hour) => hour <= hours)
}

function multiples(step: number, most: number): readonly number[] {
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step)
}

/** Powers of ten from one exponent to another. */
export function powers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i))
}

function textAt({ textOf }: Axis, value: number): string {
  return textOf === undefined ? String(value) : textOf(value)
}

function placeOn({ min, max, isLogarithmic = false }: Axis, from: number, to: number) {
  const at = (value: number): number => (isLogarithmic ? Math.log10(value) : value)
  return (value: number): number => {
    const inside = Math.max(min, Math.min(max, value))
    return from + ((at(inside) - at(min)) / (at(max) - at(min))) * (to - from)
  }
}

function legend(layers: readonly Layer[]): readonly string[] {
  const named = layers.filter(({ name }) => name !== '')
  return named.flatMap(({ name, colour }, i) => {
    const left = LEFT + (i * (WIDTH - LEFT - RIGHT)) / Math.max(1, named.length)
    return [
      `<rect x="${fixed(left)}" y="64" width="12" height="12" rx="2" fill="${colour}"/>`,
      svgText(Math.round(left) + 18, 74, name, 12)
    ]
  })
}

function drawn(
  layer: Layer,
  xOf: (value: number) => number,
  yOf: (value: number) => number,
  bottom: number
): readonly string[] {
  const { colour } = layer
  switch (layer.type) {
    case 'line': {
      const path = layer.points.map(([x, y]) => `${fixed(xOf(x))},${fixed(yOf(y))}`).join(' ')
      const dash = layer.isDashed === true ? ' stroke-dasharray="6 4"' : ''
      return [`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`]
    }
    case 'points':
      return layer.points.flatMap(([x, y, low, high]) => [
        line(xOf(x), yOf(low), xOf(x), yOf(high), colour),
        `<circle cx="${fixed(xOf(x))}" cy="${fixed(yOf(y))}" r="${DOT}" fill="${colour}"/>`
      ])
    case 'bars':
      return layer.points.map(([x, y]) => {
        const [left, right] = [xOf(x - layer.width / 2), xOf(x + layer.width / 2)]
        const [top, width] = [yOf(y), Math.max(0.5, right - left - 1)]
        return `<rect x="${fixed(left)}" y="${fixed(top)}" width="${fixed(width)}" height="${fixed(bottom - top)}" fill="${colour}"/>`
      })
  }
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" stroke="${colour}"/>`
}

function fixed(value: number): string {
  return String(Number(value.toFixed(1)))
}

/** A white drawing with a title that is read aloud. */
function svgFrame(width: number, height: number, title: string, parts: readonly string[]): string {
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>'
  ]
  return `${lines.join('\n')}\n`
}
