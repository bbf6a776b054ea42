/** Drawings and lines of a simulated fleet: complete, and never with a figure that is none. */
import { describe, expect, it } from 'vitest'
import { hoursTo, powers, stepsTo } from '../../../../src/cli/fleet/chart.ts'
import { fleetRows, kindRows } from '../../../../src/cli/fleet/lines.ts'
import { fleetPlots } from '../../../../src/cli/fleet/plots.ts'
import type { FleetOptions } from '../../../../src/sim/fleet/options.ts'
import type { FleetReport } from '../../../../src/sim/fleet/report.ts'
import { createFleetRun } from '../../../../src/sim/fleet/run.ts'

function reportOf(options: FleetOptions): FleetReport {
  const run = createFleetRun({ blockBytes: 64, warmUpHours: 0.3, ...options })
  run.runTo(run.endMs)
  return run.report()
}

const NAMES = ['loss', 'away', 'repairs', 'traffic', 'storage', 'fairness']

describe('fleet plots', () => {
  it.each([
    ['busy', { vehicles: 32, hours: 1, departures: 2, arrivals: 6 }],
    ['still', { vehicles: 8, hours: 0.02, departures: 0, booths: 0, reads: 0, storm: 0 }],
    ['that has not begun', { vehicles: 8, hours: 0.01, warmUpHours: 0, storm: 0 }]
  ] as const)('plots: of a fleet %s all six are whole', { timeout: 60_000 }, (_, options) => {
    const report = reportOf(options)
    const plots = fleetPlots(report)
    expect(plots.map(({ file }) => file)).toEqual(NAMES.map((name) => `fleet-${name}.svg`))
    for (const { file, svg } of plots) {
      expect(svg, file).toMatch(/^<svg xmlns[\s\S]*<\/svg>\n$/)
      expect(svg, file).not.toMatch(/NaN|Infinity|undefined/)
    }
    for (const row of [...fleetRows(report), ...kindRows(report)]) {
      expect(row.join(' '), row[0]).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('plots: of one report they are the same to the last byte', { timeout: 60_000 }, () => {
    const options = { vehicles: 16, hours: 0.3, departures: 2 }
    expect(fleetPlots(reportOf(options))).toEqual(fleetPlots(reportOf(options)))
  })

  it('plots: the steps of an axis are round and reach its greatest value', () => {
    expect(stepsTo(17)).toEqual([0, 5, 10, 15, 20])
    expect(stepsTo(0.3)).toEqual([0, 0.1, 0.2, 0.3])
    expect(powers(-2, 0)).toEqual([0.01, 0.1, 1])
    expect(hoursTo(24)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24])
    expect(hoursTo(5)).toEqual([0, 1, 2, 3, 4, 5])
    expect(hoursTo(0.3)).toEqual([0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3])
    expect(hoursTo(720).at(-1)).toBe(700)
  })

  it('plots: powers of ten are raised digits, never a ^', { timeout: 60_000 }, () => {
    const plots = fleetPlots(reportOf({ vehicles: 8, hours: 0.1, storm: 0 }))
    const loss = plots.find(({ file }) => file === 'fleet-loss.svg')?.svg ?? ''
    expect(loss).toContain('10<tspan dy="-0.5em" font-size="75%">\u22126</tspan>')
    expect(plots.map(({ svg }) => svg).join('')).not.toContain('^')
  })
})
