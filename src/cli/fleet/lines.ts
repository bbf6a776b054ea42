/**
 * The report of a simulated fleet as lines for a person.
 */
import { bytesText } from '../../core/bytes.ts'
import type { FleetReport } from '../../sim/fleet/report.ts'
import { durationText } from '../terminal.ts'

export const FLEET_COLUMNS = ['', 'simulated', 'formula'] as const

/** Rows: what, as simulated, as the formula says. */
export function fleetRows(report: FleetReport): readonly (readonly string[])[] {
  return [
    ...availabilityRows(report),
    ...repairRows(report),
    ...readRows(report),
    ...roomRows(report),
    ...fairnessRows(report)
  ]
}

/** The kinds of messages with the most bytes. */
export function kindRows({ traffic }: FleetReport): readonly (readonly string[])[] {
  return traffic.kinds
    .slice(0, KINDS_SHOWN)
    .map(({ kind, messages, bytes }) => [kind, String(messages), bytesText(bytes)])
}

const KINDS_SHOWN = 10
const HALF = 0.5

function shareText(share: number): string {
  return share === 0 ? '0' : `${Number((100 * share).toPrecision(3))} %`
}

function countText(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function availabilityRows({ presence, availability, chains }: FleetReport): string[][] {
  const { survives, loss, away, exhausted, unreadable } = availability
  const half = loss.find(({ share }) => share === HALF)
  const full = survives.length - 2
  return [
    ['chains with backups', String(chains), ''],
    ['vehicles that are there', shareText(presence.value), shareText(presence.formula)],
    [`chains that survive any ${full} lost holders`, shareText(survives[full] ?? 0), '100 %'],
    [
      'chains lost with half of all vehicles',
      shareText(half?.value ?? 0),
      shareText(half?.formula ?? 0)
    ],
    ...away.flatMap(({ share, withProposer, formula }, j) => [
      [`time with ${j} backups away`, shareText(share), ''],
      ['  while the proposer is there', shareText(withProposer), shareText(formula)]
    ]),
    ['all backups away at once, times', String(exhausted.value), countText(exhausted.formula)],
    [
      'nobody there that has a chain (formula: without repair)',
      shareText(unreadable.share),
      shareText(unreadable.formula)
    ]
  ]
}

function repairRows({ repair }: FleetReport): string[][] {
  const { byProposerMs, byStewardMs, storm } = repair
  const rows = [
    ['backups replaced', String(repair.repairs), ''],
    ['replaced by the proposer after, median', durationText(byProposerMs.p50), ''],
    ['replaced by a steward after, median', durationText(byStewardMs.p50), ''],
    ['placements and repairs begun', String(repair.begun), ''],
    ['under way at once, most', String(repair.peak), '']
  ]
  if (storm !== undefined) {
    const calm = storm.calmAfterMinutes
    rows.push(
      ['vehicles that leave in the storm', String(storm.left), ''],
      ['placements and repairs begun in its quarter of an hour', String(storm.begun), ''],
      ['chains that it takes a backup from', '', countText(storm.touched)],
      ['under way at once in the storm, most', String(storm.peak), ''],
      ['calm after', calm === undefined ? 'not before the end' : `${calm} min`, '']
    )
  }
  return rows
}

function readRows({ reads }: FleetReport): string[][] {
  return [
    ['reads asked, answered', `${reads.asked}, ${reads.answered}`, ''],
    ['of them with the proposer away', String(reads.withoutProposer), ''],
    ['refused although a holder was there', String(reads.failed), '0'],
    ['answered within, 95 %', durationText(reads.answerMs.p95), '']
  ]
}

function roomRows({ storage, traffic }: FleetReport): string[][] {
  return [
    [
      'kept for others by a vehicle',
      bytesText(Math.round(storage.hostedBytes.mean)),
      bytesText(Math.round(storage.formulaBytes))
    ],
    ['kept by the fullest vehicle', bytesText(storage.hostedBytes.max), ''],
    ['sent by a vehicle a second', bytesText(Math.round(traffic.bytesPerVehicleSecond)), '']
  ]
}

function fairnessRows({ fairness }: FleetReport): string[][] {
  return [
    ['chi-square of the draw', countText(fairness.chiSquare), countText(fairness.degrees)],
    ['an even draw is so uneven with probability', shareText(fairness.pValue), ''],
    ['Gini of times drawn', countText(fairness.gini), countText(fairness.giniByChance)]
  ]
}
