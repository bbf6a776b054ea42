/**
 * The drawings of a simulated fleet: what was measured, and what the closed formula says, on one sheet
 * each.
 */
import type { FleetReport } from '../../sim/fleet/report.ts'
import { type Chart, COLOURS, chartDrawing, hoursTo, type Point, powers, stepsTo } from './chart.ts'

/** A drawing with the name of its file. */
export interface Plot {
  readonly file: string
  readonly svg: string
}

export function fleetPlots(report: FleetReport): readonly Plot[] {
  const charts: Readonly<Record<string, Chart>> = {
    loss: lossChart(report),
    away: awayChart(report),
    repairs: repairsChart(report),
    traffic: trafficChart(report),
    storage: storageChart(report),
    fairness: fairnessChart(report)
  }
  return Object.entries(charts).map(([name, chart]) => ({
    file: `fleet-${name}.svg`,
    svg: chartDrawing(chart)
  }))
}

const percent = (value: number): string => String(Number((100 * value).toPrecision(6)))

const power = (value: number): string => (value === 1 ? '1' : `10^${Math.round(Math.log10(value))}`)

const atLeast = (min: number, value: number): number => Math.max(min, value)

const LOSS_MIN = 1e-6
const AWAY_MIN = 1e-8

function lossChart({ availability, chains, options }: FleetReport): Chart {
  const { loss } = availability
  const m = options.k + 1
  const curve: Point[] = Array.from({ length: 91 }, (_, i) => {
    const share = 0.05 + i / 100
    return [share, share ** (m + 1)]
  })
  return {
    title: 'What is lost when a part of all vehicles is lost at once',
    note: `Trials on the copies of ${chains} chains, every hour, with intervals of 95 %; k = ${options.k}.`,
    x: {
      title: 'vehicles lost for good (% of all)',
      min: 0,
      max: 1,
      ticks: TENTHS,
      textOf: percent
    },
    y: {
      title: 'chains lost (part of all)',
      min: LOSS_MIN,
      max: 1,
      ticks: powers(-6, 0),
      isLogarithmic: true,
      textOf: power
    },
    layers: [
      { type: 'line', name: `formula, q^${m + 1}`, colour: COLOURS.formula, points: curve },
      {
        type: 'points',
        name: 'simulated',
        colour: COLOURS.measured,
        points: loss
          .filter(({ value }) => value > 0)
          .map(({ share, value, low, high }) => [
            share,
            atLeast(LOSS_MIN, value),
            atLeast(LOSS_MIN, low),
            atLeast(LOSS_MIN, high)
          ])
      }
    ]
  }
}

const TENTHS = [0, 0.2, 0.4, 0.6, 0.8, 1]

function awayChart({ availability, options }: FleetReport): Chart {
  const { away } = availability
  const bars = (of: (each: (typeof away)[number]) => number, shift: number): Point[] =>
    away.flatMap((each, j): Point[] => (of(each) > AWAY_MIN ? [[j + shift, of(each)]] : []))
  return {
    title: 'How many backups of a chain are away',
    note: 'Share of the time; the formula is that of chains whose proposer repairs them.',
    x: {
      title: `backups away (of ${options.k + 1})`,
      min: -0.5,
      max: options.k + 1.5,
      ticks: away.map((_, j) => j)
    },
    y: {
      title: 'time (part of all)',
      min: AWAY_MIN,
      max: 1,
      ticks: powers(-8, 0),
      isLogarithmic: true,
      textOf: power
    },
    layers: [
      {
        type: 'bars',
        name: 'formula',
        colour: COLOURS.formula,
        points: bars(({ formula }) => formula, -0.25),
        width: 0.25
      },
      {
        type: 'bars',
        name: 'simulated, proposer there',
        colour: COLOURS.measured,
        points: bars(({ withProposer }) => withProposer, 0),
        width: 0.25
      },
      {
        type: 'bars',
        name: 'simulated, all',
        colour: COLOURS.other,
        points: bars(({ share }) => share, 0.25),
        width: 0.25
      }
    ]
  }
}

function repairsChart({ traffic, repair, options }: FleetReport): Chart {
  const { minutes } = traffic
  const hours = Math.max(options.hours, 0.01)
  const peak = Math.max(1, ...minutes.map(({ repairs, begun }) => Math.max(repairs, begun)))
  const steps = stepsTo(peak)
  const left = repair.storm?.left ?? 0
  return {
    title: 'Placements and repairs, minute by minute',
    note: `Half-way ${left} vehicles leave within a minute.`,
    x: { title: 'time (hours)', min: 0, max: hours, ticks: hoursTo(hours) },
    y: { title: 'placements and repairs (a minute)', min: 0, max: steps.at(-1) ?? 1, ticks: steps },
    layers: [
      {
        type: 'line',
        name: 'begun',
        colour: COLOURS.other,
        points: minutes.map(({ minute, begun }) => [minute / 60, begun])
      },
      {
        type: 'line',
        name: 'under way at once, at most',
        colour: COLOURS.measured,
        points: minutes.map(({ minute, repairs }) => [minute / 60, repairs])
      }
    ]
  }
}

function trafficChart({ traffic, options }: FleetReport): Chart {
  const { minutes } = traffic
  const hours = Math.max(options.hours, 0.01)
  const points = minutes
    .slice(1)
    .map(({ minute, bytes, there }): Point => [minute / 60, bytes / 60 / Math.max(1, there)])
  const steps = stepsTo(Math.max(1, ...points.map(([, rate]) => rate)))
  return {
    title: 'Traffic of one vehicle',
    note: 'Bytes sent a second, on average over all that are there, minute by minute.',
    x: { title: 'time (hours)', min: 0, max: hours, ticks: hoursTo(hours) },
    y: { title: 'sent (bytes a second)', min: 0, max: steps.at(-1) ?? 1, ticks: steps },
    layers: [{ type: 'line', name: 'simulated', colour: COLOURS.measured, points }]
  }
}

const KIB = 1024
const STORAGE_BINS = 24

function storageChart({ storage }: FleetReport): Chart {
  const max = Math.max(1, ...storage.hosted) / KIB
  const width = max / STORAGE_BINS
  const bins = Array.from({ length: STORAGE_BINS }, () => 0)
  for (const bytes of storage.hosted) {
    const bin = Math.min(STORAGE_BINS - 1, Math.floor(bytes / KIB / width))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  const steps = stepsTo(Math.max(...bins))
  const mean = storage.formulaBytes / KIB
  const top = steps.at(-1) ?? 1
  return {
    title: 'What vehicles keep for others',
    note: `At the end; the formula is k + 1 copies of each chain, evenly: ${mean.toFixed(1)} KiB.`,
    x: {
      title: 'kept for others (KiB)',
      min: 0,
      max,
      ticks: stepsTo(max, 8).filter((value) => value <= max)
    },
    y: { title: 'vehicles (count)', min: 0, max: top, ticks: steps },
    layers: [
      {
        type: 'bars',
        name: 'simulated',
        colour: COLOURS.measured,
        points: bins.map((count, i) => [(i + 0.5) * width, count]),
        width
      },
      {
        type: 'line',
        name: 'formula, on average',
        colour: COLOURS.formula,
        points: [
          [mean, 0],
          [mean, top]
        ],
        isDashed: true
      }
    ]
  }
}

const DEVIATION_MAX = 4

function fairnessChart({ fairness }: FleetReport): Chart {
  const { deviations, vehicles } = fairness
  const step = (2 * DEVIATION_MAX) / (deviations.length - 1)
  const at = (i: number): number => i * step - DEVIATION_MAX
  const bell: Point[] = Array.from({ length: 81 }, (_, i) => {
    const x = i / 10 - DEVIATION_MAX
    return [x, (vehicles * step * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)]
  })
  const steps = stepsTo(Math.max(1, ...deviations, ...bell.map(([, y]) => y)))
  return {
    title: 'How often vehicles were drawn, against an even draw',
    note: `${fairness.draws} draws; chi-square ${fairness.chiSquare.toFixed(0)} with ${fairness.degrees} degrees of freedom.`,
    x: {
      title: '(drawn \u2212 expected) / standard deviation',
      min: -DEVIATION_MAX - step,
      max: DEVIATION_MAX + step,
      ticks: [-4, -3, -2, -1, 0, 1, 2, 3, 4],
      textOf: (value) => String(value).replace('-', '\u2212')
    },
    y: { title: 'vehicles (count)', min: 0, max: steps.at(-1) ?? 1, ticks: steps },
    layers: [
      {
        type: 'bars',
        name: 'simulated',
        colour: COLOURS.measured,
        points: deviations.map((count, i) => [at(i), count]),
        width: step
      },
      { type: 'line', name: 'an even draw', colour: COLOURS.formula, points: bell }
    ]
  }
}
