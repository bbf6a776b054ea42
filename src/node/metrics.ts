/**
 * Metrics for Prometheus, from facts and from readings taken when somebody asks.
 *
 * A fact `read:redirected` counts `vguard_read_redirected_total`; a number in it that ends with
 * `bytes` is summed in `…_bytes_total`, one that ends with `Ms` goes into a histogram of seconds.
 *
 * Keeps: the number of series is bounded, and nothing a peer sends becomes a label but the name of a group
 * that this vehicle takes part in, of which there are only so many.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Fact } from '../core/machine.ts'

/** A value read when metrics are asked for. */
export interface Reading {
  /** Without the prefix `vguard_`, with its unit last: `store_bytes`. */
  readonly name: string
  readonly help: string
  readonly kind: 'gauge' | 'counter'
  readonly read: () => number
}

/** Values of one kind that are read together, one for each thing that the labels name. */
export interface Series {
  /** Without the prefix `vguard_`, with its unit last: `group_blocks_behind`. */
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
  readonly read: () => readonly Sample[]
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface Metrics {
  readonly registry: Registry
  count(fact: Fact): void
  addReadings(readings: readonly Reading[]): void
  /** Gauges with labels; what is no longer read is no longer told. */
  addSeries(series: readonly Series[]): void
  /** All metrics in the text format of Prometheus. */
  text(): Promise<string>
}

const SERIES_MAX = 1000
/** LAN and disk times: from a fast round trip to a slow placement. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const counters = new Map<string, Counter>()
  const histograms = new Map<string, Histogram>()

  const counter = (name: string, help: string): Counter | undefined => {
    const known = counters.get(name)
    if (known !== undefined || counters.size >= SERIES_MAX) {
      return known
    }
    const made = new Counter({ name, help, registers: [registry] })
    counters.set(name, made)
    return made
  }
  const histogram = (name: string, help: string): Histogram | undefined => {
    const known = histograms.get(name)
    if (known !== undefined || histograms.size >= SERIES_MAX) {
      return known
    }
    const made = new Histogram({ name, help, buckets: SECONDS, registers: [registry] })
    histograms.set(name, made)
    return made
  }
  const measure = (base: string, fact: string, field: string, value: number): void => {
    if (/^bytes$|Bytes$/.test(field)) {
      counter(`${base}_${snake(field)}_total`, `Sum of ${field} of ${fact}`)?.inc(value)
    } else if (field.endsWith('Ms') && !/(^at|At)Ms$/.test(field)) {
      const name = `${base}_${snake(field.slice(0, -2))}_seconds`
      histogram(name, `${field} of ${fact}, in seconds`)?.observe(value / 1000)
    }
  }

  return {
    registry,
    count({ name, detail }) {
      const base = `vguard_${snake(name)}`
      counter(`${base}_total`, `How often ${name} happened`)?.inc()
      for (const [field, value] of Object.entries(detail)) {
        if (typeof value === 'number' && value >= 0) {
          measure(base, name, field, value)
        }
      }
    },
    addReadings(readings) {
      for (const { name, help, kind, read } of readings) {
        const options = { name: `vguard_${name}`, help, registers: [registry] }
        if (kind === 'gauge') {
          new Gauge({
            ...options,
            collect() {
              this.set(read())
            }
          })
        } else {
          new Counter({
            ...options,
            collect() {
              this.reset()
              this.inc(read())
            }
          })
        }
      }
    },
    addSeries(series) {
      for (const { name, help, labelNames, read } of series) {
        new Gauge({
          ...{ name: `vguard_${name}`, help, labelNames: [...labelNames], registers: [registry] },
          collect() {
            this.reset()
            for (const { labels, value } of read()) {
              this.set({ ...labels }, value)
            }
          }
        })
      }
    },
    text: () => registry.metrics()
  }
}

/** `read:timedOut` as `read_timed_out`. */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/[^a-z0-9]+/g, '_')
}
