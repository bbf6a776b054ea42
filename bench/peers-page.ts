/**
 * What other stores did, as a section of docs/performance.md and a drawing, from the report.
 */
import { CLASSES, type DurabilityClass } from './peer-systems.ts'
import type { PeersReport, SystemReport } from './peers-report.ts'
import { type Bar, barsDrawing, COLOURS } from './plot.ts'
import { RAW_LIMITS, type RawLimit } from './raw-limits.ts'
import {
  type Figure,
  type Files,
  figureText,
  headLines,
  replaceSection,
  spreadText
} from './report-file.ts'

export const PEERS_PAGE = 'docs/performance.md'
export const PEERS_JSON = 'bench/results/peers.json'
const DRAWING = 'docs/plots/peers.svg'
export const PEERS_SECTION = 'peers'

const CLASS_NAMES = Object.keys(CLASSES) as readonly DurabilityClass[]

const MEASURES = [
  { name: 'putsPerSecond', title: 'puts a second, all clients' },
  { name: 'getsPerSecond', title: 'gets a second, all clients' },
  { name: 'putMs', title: 'ms for a put, one client, p50' },
  { name: 'getMs', title: 'ms for a get, one client, p50' },
  { name: 'putBusyP99Ms', title: 'ms for a put, all clients, p99' },
  { name: 'putCpuUs', title: 'microseconds of processor for a put, all processes' },
  { name: 'getCpuUs', title: 'microseconds of processor for a get, all processes' }
] as const

/** Every file that follows from the report; `page` is docs/performance.md as it is now. */
export function peersFiles(report: PeersReport, page: string): Files {
  return new Map([
    [PEERS_JSON, `${JSON.stringify(report, null, 2)}\n`],
    [DRAWING, peersDrawing(report)],
    [PEERS_PAGE, replaceSection(page, PEERS_SECTION, peersSection(report))]
  ])
}

export function peersSection(report: PeersReport): string {
  const { systems, settings } = report
  const { clients, valueBytes, rounds, loadMs, singleMs } = settings
  const measured = systems.filter(({ state }) => state === 'measured')
  const missing = systems.filter(({ state }) => state !== 'measured')
  return [
    ...headLines(report),
    '',
    `Every store is three processes on this one machine and one process of clients, with the same load generator: ${clients} clients that each ` +
      `wait for one answer, values of ${valueBytes} bytes. All stores run all the time and are loaded in turn, ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ` +
      `${loadMs / 1000} s with all clients and ${singleMs / 1000} s with one for puts and for gets each. A figure is the median of the rounds, ` +
      'with the least and the greatest in brackets. The report is [bench/results/peers.json](../bench/results/peers.json).',
    '',
    '![Stores side by side](plots/peers.svg)',
    '',
    ...CLASS_NAMES.flatMap((name) => classLines(name, measured)),
    ...(missing.length === 0 ? [] : missingLines(missing)),
    ...limitLines(report),
    ...readingLines(measured)
  ].join('\n')
}

/** A table of each class: figures of different worth do not stand in one table. */
function classLines(name: DurabilityClass, measured: readonly SystemReport[]): readonly string[] {
  const systems = measured.filter((system) => system.class === name)
  if (systems.length === 0) {
    return []
  }
  const cells = (of: (system: SystemReport) => string): string => systems.map(of).join(' | ')
  return [
    `**A put is ${CLASSES[name]}:**`,
    '',
    `| | ${cells(({ title, version }) => `${title} ${version ?? ''}`)} |`,
    `|---|${'---|'.repeat(systems.length)}`,
    ...MEASURES.map(
      (measure) =>
        `| ${measure.title} | ${cells(({ figures }) => spreadText(figures[measure.name]))} |`
    ),
    `| idle, % of a core, all processes | ${cells(({ idleCpuPercent = 0 }) => figureText(idleCpuPercent))} |`,
    `| set up as | ${cells(({ acknowledged }) => acknowledged)} |`,
    `| a get is | ${cells(({ reads }) => reads)} |`,
    ''
  ]
}

function missingLines(missing: readonly SystemReport[]): readonly string[] {
  return [
    'Not in this run:',
    '',
    ...missing.map(({ title, state, why }) => {
      return `- ${title}: ${state === 'notInstalled' ? 'not installed' : 'failed'}, ${why}`
    }),
    ''
  ]
}

function limitLines({ raw }: PeersReport): readonly string[] {
  const rows = Object.entries(RAW_LIMITS).map(
    ([name, { text, unit }]) => `| ${text} | ${spreadText(raw[name as RawLimit])} ${unit} |`
  )
  return ['What the machine itself did in the same rounds:', '', '| | |', '|---|---|', ...rows, '']
}

/** What the figures say, in words that follow from them. */
function readingLines(measured: readonly SystemReport[]): readonly string[] {
  const of = (name: string): SystemReport | undefined =>
    measured.find((system) => system.name === name)
  const [ours, etcd] = [of('paxos'), of('etcd')]
  const lines: string[] = []
  if (ours !== undefined && etcd !== undefined) {
    lines.push(
      '- Like with like, paxos against etcd: ' +
        [
          ['putsPerSecond', 'puts a second'],
          ['getsPerSecond', 'gets a second'],
          ['putMs', 'the time of a put that is alone'],
          ['getMs', 'the time of a get that is alone']
        ]
          .map(
            ([name = '', words]) => `${ratioText(ours.figures[name], etcd.figures[name])} ${words}`
          )
          .join(', ') +
        '.'
    )
  }
  const weaker = measured.filter((system) => system.class !== 'synced')
  if (weaker.length > 0) {
    lines.push(
      `- ${listText(weaker.map(({ title }) => title))} answer for less, as the heads of their tables say: their figures are ` +
        'here for scale, and not to be set against those of the first table.'
    )
  }
  return lines
}

function listText(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** How often the second goes into the first; told as equal where their spreads overlap. */
function ratioText(ours: Figure | undefined, theirs: Figure | undefined): string {
  if (ours === undefined || theirs === undefined) {
    return 'not measured'
  }
  const isApart = ours.min > theirs.max || ours.max < theirs.min
  const ratio = `${figureText(ours.value / theirs.value)} times`
  return isApart ? ratio : `${ratio} (within the spread)`
}

function peersDrawing({ systems, machine, settings, isSmall }: PeersReport): string {
  const bars = (name: string): readonly Bar[] =>
    CLASS_NAMES.flatMap((group, i) =>
      systems
        .filter((system) => system.class === group)
        .map(({ title, figures }) => {
          return { label: title, figure: figures[name], colour: COLOURS[i] ?? COLOURS[0] }
        })
    )
  const groups = MEASURES.slice(0, 4).map(({ name, title }) => ({ title, bars: bars(name) }))
  const legend = CLASS_NAMES.map((name, i) => `${COLOUR_NAMES[i]}: ${CLASSES[name]}`).join('. ')
  const note =
    `${isSmall ? 'A SMALL RUN. ' : ''}A put is, ${legend}. Three processes of each store and ${settings.clients} clients in one ` +
    `process more, values of ${settings.valueBytes} bytes; medians, least and greatest of ${settings.rounds} ${settings.rounds === 1 ? 'round' : 'rounds'}. ` +
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}.`
  return barsDrawing('Stores side by side', groups, note)
}

const COLOUR_NAMES = ['blue', 'orange', 'green', 'pink'] as const
