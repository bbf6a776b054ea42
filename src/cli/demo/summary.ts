/**
 * The end of the story in figures: who holds what, what it cost, how long it took.
 */
import { bytesText } from '../../core/bytes.ts'
import { durationText, type Terminal } from '../terminal.ts'
import { colourNames } from './narrator.ts'
import { chainAt, type Outcome } from './story.ts'
import { NAMES, type Street, statusOf } from './street.ts'

export interface CarSummary {
  readonly name: string
  readonly role: string
  /** Blocks of A's chain held with their content. */
  readonly blocks: number
  readonly bytes: number
  readonly sentBytes: number
  readonly receivedBytes: number
}

export interface Summary {
  readonly vehicles: readonly CarSummary[]
  readonly records: number
  /** Copies that survive besides the proposer's. */
  readonly copies: number
  /** Bytes of blocks sent to make the copies. */
  readonly copiedBytes: number
  /** What VGuardDB would have sent: the whole chain to every backup at the end of each booth. */
  readonly fullCopyBytes: number
  readonly recordsPerSecond: number
  readonly endBoothMs: number
  readonly readMs: number
  readonly hops: number
}

const ROLES: Readonly<Record<string, string>> = {
  proposer: 'proposer',
  backup: 'backup',
  former: 'released',
  member: 'was in a booth',
  none: 'was in a booth'
}

export async function summarise(street: Street, outcome: Outcome): Promise<Summary> {
  const vehicles: CarSummary[] = []
  for (const name of NAMES) {
    vehicles.push(name === 'A' ? GONE : await summariseCar(street, name, outcome.chain))
  }
  const { placements, read } = outcome
  const backups = vehicles.filter(({ role }) => role === 'backup')
  const chainBytes = Math.max(0, ...backups.map(({ bytes }) => bytes))
  const lastHeight = placements.at(-1)?.height ?? 1
  return {
    vehicles,
    records: outcome.recordsVerified,
    copies: backups.length,
    copiedBytes: placements.reduce((sum, { bytesSent }) => sum + bytesSent, 0),
    fullCopyBytes: Math.round(
      placements.reduce(
        (sum, { chosen, height }) => sum + chosen.length * chainBytes * (height / lastHeight),
        0
      )
    ),
    recordsPerSecond: outcome.recordsPerSecond,
    endBoothMs: outcome.endMs,
    readMs: read.ms,
    hops: read.trace.length
  }
}

const GONE: CarSummary = {
  name: 'A',
  role: 'gone',
  blocks: 0,
  bytes: 0,
  sentBytes: 0,
  receivedBytes: 0
}

async function summariseCar(street: Street, name: string, chain: string): Promise<CarSummary> {
  const car = street.car(name)
  const { duty, held, bytes } = await chainAt(car, chain)
  const { traffic } = await statusOf(car)
  return {
    name,
    role: name === 'G' ? 'reader' : (ROLES[duty] ?? duty),
    blocks: held.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    bytes,
    sentBytes: traffic.sentBytes,
    receivedBytes: traffic.receivedBytes
  }
}

export function printSummary(terminal: Terminal, summary: Summary): void {
  terminal.out('')
  terminal.table(
    ['VEHICLE', 'ROLE', 'BLOCKS', 'COPY', 'SENT', 'RECEIVED'],
    summary.vehicles.map(({ name, role, blocks, bytes, sentBytes, receivedBytes }) => [
      colourNames(terminal, name),
      role,
      String(blocks),
      bytesText(bytes),
      role === 'gone' ? '' : bytesText(sentBytes),
      role === 'gone' ? '' : bytesText(receivedBytes)
    ])
  )
  const { copiedBytes, fullCopyBytes, records, recordsPerSecond, endBoothMs, readMs, hops } =
    summary
  const share = fullCopyBytes === 0 ? 0 : Math.round((copiedBytes / fullCopyBytes) * 100)
  const lines: readonly (readonly [string, string])[] = [
    ['records verified', String(records)],
    [
      'copied',
      `${bytesText(copiedBytes)}, ${share} % of full copies (${bytesText(fullCopyBytes)})`
    ],
    ['certified', `${recordsPerSecond} records/s over HTTP`],
    ['end of booth', durationText(endBoothMs)],
    ['read of everything', `${durationText(readMs)}, ${hops} vehicles asked`]
  ]
  terminal.out('')
  for (const [name, text] of lines) {
    terminal.out(`${name.padEnd(20)}${text}`)
  }
  terminal.out('')
  terminal.out(terminal.style('green', 'Every step was verified.'))
}
