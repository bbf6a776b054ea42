/**
 * Figures as drawings for pages: bars with their spread, and lines over two axes. SVG that stands
 * alone, without scripts or fonts from elsewhere.
 */
import { escaped, text, wrap } from '../src/cli/bench/drawing.ts'
import { type Figure, figureText } from './report-file.ts'

/** Told apart also by those who see no red or green. */
export const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00'] as const

const WIDTH = 720
const MARGIN = 24
const INK = '#1a1a1a'
const FAINT = '#d0d0d0'
const HEAD_HEIGHT = 44
const LINE_HEIGHT = 18

export interface Bar {
  readonly label: string
  /** Undefined where nothing was measured. */
  readonly figure: Figure | undefined
  readonly colour: string
}

export interface Bars {
  readonly title: string
  readonly bars: readonly Bar[]
}

export interface Line {
  readonly label: string
  readonly points: readonly { readonly x: number; readonly figure: Figure }[]
}

export interface LinePlot {
  readonly title: string
  readonly xTitle: string
  readonly yTitle: string
  /** What stands below the axis, from left to right, and where. */
  readonly ticks: readonly { readonly x: number; readonly text: string }[]
  readonly isXLogarithmic: boolean
  readonly isYLogarithmic: boolean
  readonly lines: readonly Line[]
  /** Small print below. */
  readonly note: string
}

function drawing(title: string, height: number, parts: readonly string[]): string {
  const size = `viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"`
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size} font-family="system-ui, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(MARGIN, 30, title, 18, INK, 'font-weight="600"'),
    ...parts,
    '</svg>'
  ]
  return `${lines.join('\n')}\n`
}

const LABEL_WIDTH = 150
const FIGURE_WIDTH = 70
const BAR_HEIGHT = 14
const BAR_STEP = 20
const TITLE_HEIGHT = 26
const GAP = 12

/** Groups of bars, each with its own scale; a thin line over each bar is the spread of its samples. */
export function barsDrawing(title: string, groups: readonly Bars[], note: string): string {
  const parts: string[] = []
  let top = HEAD_HEIGHT
  for (const group of groups) {
    parts.push(text(MARGIN, top + 16, group.title, 14, INK, 'font-weight="600"'))
    const most = Math.max(...group.bars.map(({ figure }) => figure?.max ?? 0), Number.MIN_VALUE)
    for (const [i, bar] of group.bars.entries()) {
      parts.push(...barParts(bar, most, top + TITLE_HEIGHT + i * BAR_STEP))
    }
    top += TITLE_HEIGHT + group.bars.length * BAR_STEP + GAP
  }
  const small = wrap(note)
  parts.push(...small.map((line, i) => text(MARGIN, top + (i + 1) * LINE_HEIGHT, line, 12)))
  return drawing(title, top + small.length * LINE_HEIGHT + MARGIN, parts)
}

function barParts({ label, figure, colour }: Bar, most: number, y: number): readonly string[] {
  const left = MARGIN + LABEL_WIDTH
  const room = WIDTH - 2 * MARGIN - LABEL_WIDTH - FIGURE_WIDTH
  const middle = y + BAR_HEIGHT - 3
  const name = text(MARGIN, middle, label, 12)
  if (figure === undefined) {
    return [name, text(left, middle, 'not measured', 12, '#777777')]
  }
  const at = (value: number): number => left + Math.max(1, Math.round((value / most) * room))
  const [from, end, to] = [at(figure.min), at(figure.value), at(figure.max)]
  const centre = y + BAR_HEIGHT / 2
  return [
    name,
    `<rect x="${left}" y="${y}" width="${end - left}" height="${BAR_HEIGHT}" rx="2" fill="${colour}"/>`,
    `<path d="M${from} ${centre}H${to}M${from} ${centre - 4}v8M${to} ${centre - 4}v8" stroke="${INK}" fill="none"/>`,
    text(Math.max(end, to) + 6, middle, figureText(figure.value), 12, INK)
  ]
}

const PLOT_LEFT = 76
const PLOT_RIGHT = 150
const PLOT_HEIGHT = 260
const AXIS_HEIGHT = 46

/** Lines with a dot for each figure and a thin upright line for its spread. */
export function lineDrawing(plot: LinePlot): string {
  const { lines, ticks, isXLogarithmic, isYLogarithmic } = plot
  const bottom = HEAD_HEIGHT + 12 + PLOT_HEIGHT
  const right = WIDTH - PLOT_RIGHT
  const figures = lines.flatMap(({ points }) => points.map(({ figure }) => figure))
  const xs = ticks.map(({ x }) => x)
  const xAt = scale(Math.min(...xs), Math.max(...xs), PLOT_LEFT + 12, right - 12, isXLogarithmic)
  const levels = levelsOf(figures, isYLogarithmic)
  const [least, most] = [levels[0] ?? 0, levels.at(-1) ?? 1]
  const yAt = scale(least, most, bottom, HEAD_HEIGHT + 24, isYLogarithmic)
  const grid = levels.flatMap((level) => [
    `<path d="M${PLOT_LEFT} ${yAt(level)}H${right}" stroke="${FAINT}"/>`,
    text(PLOT_LEFT - 6, yAt(level) + 4, figureText(level), 11, '#444444', 'text-anchor="end"')
  ])
  const marks = ticks.map((tick) =>
    text(xAt(tick.x), bottom + 18, tick.text, 11, '#444444', 'text-anchor="middle"')
  )
  const centre = (PLOT_LEFT + right) / 2
  const small = wrap(plot.note)
  const top = bottom + AXIS_HEIGHT
  return drawing(plot.title, top + small.length * LINE_HEIGHT + MARGIN, [
    ...grid,
    ...marks,
    text(centre, bottom + 36, plot.xTitle, 12, INK, 'text-anchor="middle"'),
    text(PLOT_LEFT - 6, HEAD_HEIGHT + 8, plot.yTitle, 12, INK),
    ...lines.flatMap((line, i) => lineParts(line, i, xAt, yAt, right)),
    ...small.map((words, i) => text(MARGIN, top + (i + 1) * LINE_HEIGHT, words, 12))
  ])
}

type Scale = (value: number) => number

function scale(from: number, to: number, low: number, high: number, isLogarithmic: boolean): Scale {
  const place = (value: number): number => (isLogarithmic ? Math.log(value) : value)
  const span = place(to) - place(from)
  return (value) =>
    Math.round(low + (span === 0 ? 0.5 : (place(value) - place(from)) / span) * (high - low))
}

/** Round values that lie around all figures: powers of ten, or five steps from zero. */
function levelsOf(figures: readonly Figure[], isLogarithmic: boolean): readonly number[] {
  const least = Math.min(...figures.map(({ min }) => min))
  const most = Math.max(...figures.map(({ max }) => max))
  if (isLogarithmic) {
    const from = Math.floor(Math.log10(Math.max(least, 1e-6)))
    const to = Math.max(from + 1, Math.ceil(Math.log10(most)))
    return Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i))
  }
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1e-6)))
  const step = [0.2, 0.5, 1, 2].map((share) => share * power).find((size) => 5 * size >= most)
  const size = step ?? 2 * power
  return Array.from({ length: Math.ceil(most / size) + 1 }, (_, i) => i * size)
}

function lineParts(
  { label, points }: Line,
  index: number,
  xAt: Scale,
  yAt: Scale,
  right: number
): readonly string[] {
  const colour = COLOURS[index % COLOURS.length] ?? INK
  const path = points.map(({ x, figure }) => `${xAt(x)} ${yAt(figure.value)}`).join('L')
  const keyY = HEAD_HEIGHT + 30 + index * 20
  return [
    `<path d="M${path}" stroke="${colour}" stroke-width="2" fill="none"/>`,
    ...points.flatMap(({ x, figure }) => [
      `<path d="M${xAt(x)} ${yAt(figure.min)}V${yAt(figure.max)}" stroke="${colour}"/>`,
      `<circle cx="${xAt(x)}" cy="${yAt(figure.value)}" r="3" fill="${colour}"/>`
    ]),
    `<rect x="${right + 12}" y="${keyY - 9}" width="12" height="12" rx="2" fill="${colour}"/>`,
    text(right + 30, keyY + 2, label, 12, INK)
  ]
}
