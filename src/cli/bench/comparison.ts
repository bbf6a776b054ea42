/**
 * Figures of several engines side by side: the table, the words and the JSON of the comparison.
 */
import { countText, durationText } from '../terminal.ts'
import { ADVICE, type ComparedEngine, WHEN_LOST } from './engines.ts'

/** What was measured of one engine; undefined where it refuses to do it, or it was not measured. */
export interface EngineFigures {
  readonly engine: ComparedEngine
  /** With many clients at once, each waiting for its answer. */
  readonly putsPerSecond: number
  readonly getsPerSecond: number
  /** Transactions of two keys. */
  readonly txnsPerSecond?: number | undefined
  /** Median time of one client that is alone. */
  readonly putMs?: number | undefined
  readonly getMs?: number | undefined
  readonly txnMs?: number | undefined
  /** Share of all copies of keys that moved when a vehicle joined. */
  readonly movedFraction?: number | undefined
  /** What half of the clients each got done until that vehicle had them. */
  readonly joiningPutsPerSecond?: number | undefined
  readonly joiningGetsPerSecond?: number | undefined
}

export interface Comparison {
  /** How it was measured, in a sentence. */
  readonly how: string
  /** The machine, in a line. */
  readonly machine: string
  readonly engines: readonly EngineFigures[]
}

interface Measure {
  readonly name: Exclude<keyof EngineFigures, 'engine'>
  readonly title: string
  readonly isTime: boolean
}

/** In the order of the table and the drawing. */
export const MEASURES: readonly Measure[] = [
  { name: 'putsPerSecond', title: 'puts a second', isTime: false },
  { name: 'getsPerSecond', title: 'gets a second', isTime: false },
  { name: 'txnsPerSecond', title: 'transactions of two keys a second', isTime: false },
  { name: 'putMs', title: 'ms for a put, one client', isTime: true },
  { name: 'getMs', title: 'ms for a get, one client', isTime: true },
  { name: 'txnMs', title: 'ms for a transaction, one client', isTime: true }
]

/** Of engines that keep keys on a ring; in the table alone, for no other engine has a bar beside theirs. */
const JOINING: readonly Measure[] = [
  {
    name: 'movedFraction',
    title: 'share of all copies that one more vehicle takes',
    isTime: true
  },
  {
    name: 'joiningPutsPerSecond',
    title: 'puts a second until it has them, half of the clients',
    isTime: false
  },
  {
    name: 'joiningGetsPerSecond',
    title: 'gets a second until it has them, the other half',
    isTime: false
  }
]

/** What was measured of at least one engine. */
export function measuresOf(
  engines: readonly EngineFigures[],
  measures: readonly Measure[] = MEASURES
): readonly Measure[] {
  return measures.filter(({ name }) => engines.some((figures) => figures[name] !== undefined))
}

/** How large a load was measured. */
export interface Sizes {
  readonly members: number
  readonly clients: number
  readonly valueBytes: number
  readonly forMs: number
}

export function howText({ members, clients, valueBytes, forMs }: Sizes): string {
  return (
    `${countText(members, 'member')} and ${countText(clients, 'client')} as ${members + 1} processes on ` +
    `one machine, values of ${valueBytes} bytes, ${durationText(forMs)} for each load, durable before ` +
    'acknowledged.'
  )
}

/** A row for each measure, a column for each engine. */
export function comparisonTable({ engines }: Comparison): {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
} {
  const measures = measuresOf(engines, [...MEASURES, ...JOINING])
  return {
    columns: ['', ...engines.map(({ engine }) => engine)],
    rows: measures.map(({ name, title, isTime }) => [
      title,
      ...engines.map((figures) => figureText(figures[name], isTime))
    ])
  }
}

/** `12,300`, `1.92`, or a dash for what an engine does not do. */
export function figureText(value: number | undefined, isTime: boolean): string {
  if (value === undefined) {
    return '-'
  }
  const digits = isTime ? 2 : 0
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits
  })
}

/** Which replication for which data, and what a lost vehicle means: two lines an engine. */
export function adviceLines({ engines }: Comparison): readonly string[] {
  return engines.flatMap(({ engine }) => [
    `${engine}: ${ADVICE[engine]}`,
    `  when a vehicle is lost: ${WHEN_LOST[engine]}`
  ])
}
