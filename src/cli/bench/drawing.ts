/**
 * A comparison as a drawing: bars of each measure, an SVG that stands alone, without scripts or fonts
 * from elsewhere.
 */
import { type Comparison, type EngineFigures, figureText, measuresOf } from './comparison.ts'
import type { ComparedEngine } from './engines.ts'

/** Told apart also by those who see no red or green. */
const COLOURS: Readonly<Record<ComparedEngine, string>> = {
  paxos: '#0072b2',
  quorum: '#e69f00',
  twophase: '#009e73',
  classic: '#cc79a7'
}

const WIDTH = 720
const MARGIN = 24
/** Left of the bars stand the names of the engines. */
const LABEL_WIDTH = 88
/** Right of the longest bar stands its figure. */
const FIGURE_WIDTH = 90
const BAR_HEIGHT = 18
const BAR_STEP = 24
const TITLE_HEIGHT = 26
const GAP = 14
const HEAD_HEIGHT = 76
const LINE_HEIGHT = 18
/** Characters of small print in a line of the drawing. */
const LINE_CHARACTERS = 104

/** The drawing of a comparison. */
export function comparisonDrawing(comparison: Comparison): string {
  const { engines, how, machine } = comparison
  const measures = measuresOf(engines)
  const blockHeight = TITLE_HEIGHT + engines.length * BAR_STEP + GAP
  const small = [...wrap(how), ...wrap(machine)]
  const footTop = HEAD_HEIGHT + measures.length * blockHeight
  const height = footTop + small.length * LINE_HEIGHT + MARGIN
  const names = engines.map(({ engine }) => engine).join(', ')
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif">`,
    `<title>${escaped(`Key-value stores compared: ${names}`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(MARGIN, 36, 'A key-value store, engine by engine', 20, '#1a1a1a', 'font-weight="600"'),
    text(MARGIN, 58, 'Longer is better for what is done a second, shorter for milliseconds.', 13),
    ...measures.flatMap((measure, i) => block(measure, engines, HEAD_HEIGHT + i * blockHeight)),
    ...small.map((line, i) => text(MARGIN, footTop + (i + 1) * LINE_HEIGHT, line, 12)),
    '</svg>'
  ]
  return `${parts.join('\n')}\n`
}

/** One measure: its title, and a bar for each engine. */
function block(
  { name, title, isTime }: ReturnType<typeof measuresOf>[number],
  engines: readonly EngineFigures[],
  top: number
): readonly string[] {
  const most = Math.max(...engines.map((figures) => figures[name] ?? 0), Number.MIN_VALUE)
  const room = WIDTH - 2 * MARGIN - LABEL_WIDTH - FIGURE_WIDTH
  const bars = engines.flatMap((figures, i) => {
    const value = figures[name]
    const y = top + TITLE_HEIGHT + i * BAR_STEP
    const left = MARGIN + LABEL_WIDTH
    const length = Math.max(1, Math.round(((value ?? 0) / most) * room))
    const middle = y + BAR_HEIGHT - 4
    const label = text(MARGIN, middle, figures.engine, 13)
    if (value === undefined) {
      return [label, text(left, middle, 'not done by this engine', 13, '#777777')]
    }
    const colour = COLOURS[figures.engine]
    return [
      label,
      `<rect x="${left}" y="${y}" width="${length}" height="${BAR_HEIGHT}" rx="2" fill="${colour}"/>`,
      text(left + length + 6, middle, figureText(value, isTime), 13, '#1a1a1a')
    ]
  })
  return [text(MARGIN, top + 16, title, 14, '#1a1a1a', 'font-weight="600"'), ...bars]
}

/** One line of words. */
export function text(
  x: number,
  y: number,
  words: string,
  size: number,
  colour = '#444444',
  more = ''
): string {
  const attributes = `x="${x}" y="${y}" font-size="${size}" fill="${colour}" ${more}`.trimEnd()
  return `<text ${attributes}>${escaped(words)}</text>`
}

/** Lines of whole words. */
export function wrap(words: string): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + word.length >= LINE_CHARACTERS) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** Words as they may stand in a drawing. */
export function escaped(words: string): string {
  const named: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }
  return words.replace(/[&<>"]/g, (character) => `&${named[character] ?? ''};`)
}
