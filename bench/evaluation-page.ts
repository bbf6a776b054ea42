/**
 * docs/evaluation.md and its drawings, from the report: also the words follow from the figures.
 */

import { READ_DEFAULTS } from '../src/protocols/read/index.ts'
import {
  type AvailabilityFigures,
  BOOTH_KINDS,
  type BoothKind,
  type EndFigures,
  type EvaluationReport,
  READ_PATHS,
  type ReadPath,
  type Role,
  type Visibility
} from './evaluation-report.ts'
import { barsDrawing, COLOURS, lineDrawing } from './plot.ts'
import {
  type Figure,
  type Files,
  figureOf,
  figureText,
  headLines,
  spreadText
} from './report-file.ts'

export const EVALUATION_PAGE = 'docs/evaluation.md'
export const EVALUATION_JSON = 'bench/results/evaluation.json'

const MEBIBYTE = 2 ** 20

const KINDS: Readonly<Record<BoothKind, string>> = {
  alone: 'the proposer alone has the data',
  together: 'the members certified it as it was made'
}

const PATHS: Readonly<Record<ReadPath, string>> = {
  own: 'own: the reader has the block',
  proposer: 'proposer: connected, and answers',
  hedged: 'hedged: the proposer is connected and silent, a backup answers',
  backup: 'backup: the proposer is gone',
  redirect: 'redirect: the reader was away, asks a backup that was released since, and is sent on',
  member:
    'member: the proposer is gone before its booth ended, a member of the booth answers (1 KB)'
}

const SEEN_BY: Readonly<Record<Visibility, string>> = {
  stranger: 'a vehicle outside the booth, which asks the proposer',
  member: 'a member of the booth, which has it itself'
}

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  proposer: 'proposer',
  backup: 'backup',
  member: 'member of the second booth, no backup',
  released: 'backup of the first booth, released by the second',
  stranger: 'neither'
}

/** Every file that follows from the report. */
export function evaluationFiles(report: EvaluationReport): Files {
  return new Map([
    [EVALUATION_JSON, `${JSON.stringify(report, null, 2)}\n`],
    ...BOOTH_KINDS.map(
      (kind) => [`docs/plots/ends-${kind}.svg`, endsDrawing(report, kind)] as const
    ),
    ['docs/plots/reads.svg', readsDrawing(report)],
    ['docs/plots/availability.svg', availabilityDrawing(report)],
    [EVALUATION_PAGE, evaluationPage(report)]
  ])
}

export function evaluationPage(report: EvaluationReport): string {
  return `${[
    '# Evaluation',
    'What an end of booth costs, how long reads take on every path, how soon others see a record, what vehicles store, and what is left when some die:',
    'the evaluation that the report on VGuardDB announces and leaves empty. One command takes all figures and writes this page from them.',
    '',
    ...headLines(report),
    '',
    `Every vehicle is a process of its own with LevelDB on disk and TCP on loopback. ${roundsText(report)} everything in turn; a ` +
      'figure is the median of the rounds, with the least and the greatest in brackets. All share the cores: on vehicles with a machine each, what grows ' +
      'with the number of backups grows less. The report is [bench/results/evaluation.json](../bench/results/evaluation.json).',
    '',
    ...endsLines(report),
    ...bytesLines(report),
    ...readsLines(report),
    ...visibilityLines(report),
    ...storageLines(report),
    ...availabilityLines(report)
  ].join('\n')}\n`
}

const endOf = (
  { ends }: EvaluationReport,
  kind: BoothKind,
  backups: number,
  bytes: number
): EndFigures | undefined =>
  ends.find((end) => end.kind === kind && end.backups === backups && end.bytes === bytes)

const backupsOf = ({ settings }: EvaluationReport): readonly number[] =>
  Array.from({ length: settings.backupsMax }, (_, i) => i + 1)

function endsLines(report: EvaluationReport): readonly string[] {
  const { sizes, backupsMax } = report.settings
  const [least = 0, most = 0] = [sizes[0], sizes.at(-1)]
  const tables = BOOTH_KINDS.flatMap((kind) => [
    `**End of booth in ms, ${KINDS[kind]}:**`,
    '',
    `| data | ${backupsOf(report).map(backupsText).join(' | ')} |`,
    `|---|${'---|'.repeat(backupsMax)}`,
    ...sizes.map((bytes) => {
      const cells = backupsOf(report).map((k) => spreadText(endOf(report, kind, k, bytes)?.ms))
      return `| ${sizeText(bytes)} | ${cells.join(' | ')} |`
    }),
    '',
    `![End of booth, ${KINDS[kind]}](plots/ends-${kind}.svg)`,
    ''
  ])
  const ms = (kind: BoothKind, k: number, bytes: number): number =>
    endOf(report, kind, k, bytes)?.ms.value ?? Number.NaN
  const perMebibyte =
    (ms('alone', backupsMax, most) - ms('alone', backupsMax, least)) / ((most - least) / MEBIBYTE)
  return [
    '## End of booth',
    'From the request until the booth is sealed, all k backups have the data on their disks and the table that names them is signed and stored. Backups are always the ' +
      'same, so an end moves the data of its booth and nothing older.',
    '',
    ...tables,
    `- With ${sizeText(least)} it takes ${figureText(ms('alone', 1, least))} ms with one backup and ${figureText(ms('alone', backupsMax, least))} ms with ${backupsMax}: ` +
      'rounds of messages and syncs, hardly the data.',
    `- From ${sizeText(least)} to ${sizeText(most)} that only the proposer has, ${backupsMax} backups take ${figureText(perMebibyte)} ms for each MiB more.`,
    `- What members have certified as it was made does not move again: ${sizeText(most)} end in ${figureText(ms('together', backupsMax, most))} ms with ${backupsMax} backups, ` +
      `against ${figureText(ms('alone', backupsMax, most))} ms.`,
    ''
  ]
}

function bytesLines(report: EvaluationReport): readonly string[] {
  const { sizes, backupsMax } = report.settings
  const most = sizes.at(-1) ?? 0
  const [least = 0] = sizes
  const last = endOf(report, 'alone', backupsMax, most)
  const small = endOf(report, 'alone', backupsMax, least)
  const share = (last?.sentBytes.value ?? Number.NaN) / (backupsMax * most)
  return [
    '## Bytes moved',
    'Bytes that all vehicles together sent during an end of booth: blocks, proofs, tables, gossip, encryption, pings.',
    '',
    `| data, ${KINDS.alone} | ${backupsOf(report).map(backupsText).join(' | ')} |`,
    `|---|${'---|'.repeat(backupsMax)}`,
    ...sizes.map((bytes) => {
      const cells = backupsOf(report).map((k) => {
        const sent = endOf(report, 'alone', k, bytes)?.sentBytes.value
        return sent === undefined ? '-' : sizeText(sent)
      })
      return `| ${sizeText(bytes)} | ${cells.join(' | ')} |`
    }),
    '',
    `- ${sizeText(most)} at ${backupsMax} backups: ${figureText(share)} times the bytes that ${backupsMax} copies have. VGuardDB sends each backup the whole database at every end.`,
    `- What an end costs without data, ${backupsMax} backups: ${sizeText(small?.sentBytes.value ?? 0)}.`,
    ''
  ]
}

function readsLines({ reads }: EvaluationReport): readonly string[] {
  const p50 = (path: ReadPath): number =>
    reads.find((figures) => figures.path === path)?.p50Ms.value ?? Number.NaN
  return [
    '## Reads',
    'One block of 10 KB, read and verified. Seven vehicles, two backups; each path was forced by killing or stopping processes, and who served was checked.',
    '',
    '| path | reads | p50, ms | p99, ms |',
    '|---|---|---|---|',
    ...reads.map(
      ({ path, reads: count, p50Ms, p99Ms }) =>
        `| ${PATHS[path]} | ${count} | ${spreadText(p50Ms)} | ${spreadText(p99Ms)} |`
    ),
    '',
    '![Reads by path](plots/reads.svg)',
    '',
    ...READ_PATHS.filter((path) => reads.every((figures) => figures.path !== path)).map(
      (path) => `- No read went this way in this run: ${PATHS[path]}.`
    ),
    '- Of few reads the p99 is hardly less than the slowest.',
    `- A read takes ${figureText(p50('proposer'))} ms from the proposer, and ${figureText(p50('backup'))} ms from a backup when the proposer is gone: who is not connected is not waited for.`,
    `- A silent one costs ${figureText(p50('hedged'))} ms; ${READ_DEFAULTS.headStartMs} of them are the head start that a connected proposer has (read.headStartMs).`,
    `- A redirect goes through tables that are no longer true, and beside a proposer that is gone. Before the members of a booth that never ended are asked, those that should have the block have told that they do not.`,
    ''
  ]
}

function visibilityLines({ visibility }: EvaluationReport): readonly string[] {
  return [
    '## From writing to reading',
    'The proposer appends a record of 1 KB in a booth of four, another vehicle looks for it all the time. Clocks are one clock: that of the machine.',
    '',
    '| read by | ms from the call that appends | ms from its answer |',
    '|---|---|---|',
    ...visibility.map(
      ({ to, fromCallMs, fromAnswerMs }) =>
        `| ${SEEN_BY[to]} | ${spreadText(fromCallMs)} | ${spreadText(fromAnswerMs)} |`
    ),
    '',
    ...(visibility.some(({ fromAnswerMs }) => fromAnswerMs.min < 0)
      ? ['- Negative: it was read before the append was answered.']
      : []),
    '- Only certified blocks are ever read.',
    ''
  ]
}

function storageLines({ storage, storedBytes }: EvaluationReport): readonly string[] {
  const held = (role: Role): number =>
    storage.find((figures) => figures.role === role)?.heldBytes.value ?? Number.NaN
  return [
    '## Storage',
    `A chain of ${sizeText(storedBytes)} in two booths, two backups; the second booth has other participants than the first.`,
    '',
    '| vehicle | blocks of the chain | all files |',
    '|---|---|---|',
    ...storage.map(
      ({ role, heldBytes, diskBytes }) =>
        `| ${ROLE_WORDS[role]} | ${sizeSpreadText(heldBytes)} | ${sizeSpreadText(diskBytes)} |`
    ),
    '',
    `- Three vehicles hold everything, whatever the size of the fleet. A released backup holds ${sizeText(held('released'))}, a stranger ${sizeText(held('stranger'))}.`,
    '- All files are more than the blocks: LevelDB keeps a log beside its tables, and what was deleted until it compacts.',
    ''
  ]
}

function availabilityLines({ availability }: EvaluationReport): readonly string[] {
  const isAsPromised = availability.every(({ backups, killed, reads, answered }) =>
    killed <= backups ? answered === reads : answered === 0
  )
  const lost = availability.filter(
    ({ backups, killed, reads, answered }) => killed <= backups && answered < reads
  )
  return [
    '## Availability',
    'Holders are killed (SIGKILL) one after the other, the proposer first, then its backups; a stranger reads on at once, blocks of 10 KB.',
    '',
    '| k | killed | reads answered | first answer after the kill, ms | a read, ms |',
    '|---|---|---|---|---|',
    ...availability.map(
      (row) =>
        `| ${row.backups} | ${killedText(row)} | ${row.answered} of ${row.reads} | ${spreadText(row.firstMs)} | ${spreadText(row.ms)} |`
    ),
    '',
    '![Reads answered while holders die](plots/availability.svg)',
    '',
    isAsPromised
      ? '- As promised: with k backups every read is answered while at most k of the k + 1 holders are gone, and none after; then the time is that of the refusal.'
      : `- NOT as promised: ${lost.length === 0 ? 'reads were answered though all holders were gone' : `reads failed with ${lost.map(({ backups, killed }) => `k = ${backups} and ${killed} killed`).join(', ')}`}.`,
    '- When f of n vehicles die at random, data is lost with probability C(n-k-1, f-k-1) / C(n, f), where f is above k: with 20 vehicles, 2 backups and 5 dead, ' +
      `${figureText(100 * lossProbability(20, 2, 5))} %.`
  ]
}

/** All k + 1 holders are among f dead of n. */
export function lossProbability(n: number, k: number, f: number): number {
  let probability = 1
  for (let i = 0; i <= k; i++) {
    probability *= Math.max(0, f - i) / (n - i)
  }
  return probability
}

function killedText({ killed, backups }: AvailabilityFigures): string {
  if (killed === 0) {
    return 'none'
  }
  return killed > backups ? 'all holders' : `proposer${killed > 1 ? ` and ${killed - 1}` : ''}`
}

const roundsText = ({ settings: { rounds } }: EvaluationReport): string =>
  rounds === 1 ? 'One round takes' : `${rounds} rounds take`

const backupsText = (k: number): string => (k === 1 ? '1 backup' : `${k} backups`)

/** `16 KiB`, `3.91 MiB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) {
    return `${figureText(bytes)} B`
  }
  return bytes < MEBIBYTE
    ? `${figureText(bytes / 1024)} KiB`
    : `${figureText(bytes / MEBIBYTE)} MiB`
}

function sizeSpreadText({ value, min, max }: Figure): string {
  const spread = ` (${sizeText(min)} to ${sizeText(max)})`
  return `${sizeText(value)}${sizeText(min) === sizeText(max) ? '' : spread}`
}

const noteOf = ({ settings, machine, isSmall }: EvaluationReport): string =>
  `${isSmall ? 'A SMALL RUN. ' : ''}Medians, least and greatest of ${settings.rounds} ${settings.rounds === 1 ? 'round' : 'rounds'}; all vehicles share ` +
  `one machine: ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}.`

function endsDrawing(report: EvaluationReport, kind: BoothKind): string {
  return lineDrawing({
    title: `End of booth: ${KINDS[kind]}`,
    xTitle: 'data of the booth',
    yTitle: 'ms',
    isXLogarithmic: true,
    isYLogarithmic: true,
    ticks: report.settings.sizes.map((bytes) => ({ x: bytes, text: sizeText(bytes) })),
    lines: backupsOf(report).map((k) => ({
      label: backupsText(k),
      points: report.ends
        .filter((end) => end.kind === kind && end.backups === k)
        .map(({ bytes, ms }) => ({ x: bytes, figure: ms }))
    })),
    note: noteOf(report)
  })
}

function readsDrawing(report: EvaluationReport): string {
  const bars = (name: 'p50Ms' | 'p99Ms') =>
    report.reads.map((figures, i) => ({
      label: figures.path,
      figure: figures[name],
      colour: COLOURS[i % COLOURS.length] ?? COLOURS[0]
    }))
  const groups = [
    { title: 'ms for a read, p50', bars: bars('p50Ms') },
    { title: 'ms for a read, p99', bars: bars('p99Ms') }
  ]
  return barsDrawing('Reads by path', groups, noteOf(report))
}

function availabilityDrawing(report: EvaluationReport): string {
  const { availability } = report
  const most = Math.max(...availability.map(({ killed }) => killed))
  return lineDrawing({
    title: 'Reads answered while holders die, the proposer first',
    xTitle: 'holders killed',
    yTitle: '% of reads',
    isXLogarithmic: false,
    isYLogarithmic: false,
    ticks: Array.from({ length: most + 1 }, (_, killed) => ({ x: killed, text: `${killed}` })),
    lines: [...new Set(availability.map(({ backups }) => backups))].map((backups) => ({
      label: backupsText(backups),
      points: availability
        .filter((row) => row.backups === backups)
        .map(({ killed, reads, answered }) => {
          return { x: killed, figure: figureOf([(100 * answered) / reads]) }
        })
    })),
    note: noteOf(report)
  })
}
