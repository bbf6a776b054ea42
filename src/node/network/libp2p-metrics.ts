/**
 * What libp2p counts of itself, in the registry of this node: connections, dials, handshakes, streams.
 *
 * Keeps: several nodes in one process count apart, which `@libp2p/prometheus-metrics` does not; bytes of
 * streams are counted by our own senders and receivers, so messages pass here untouched.
 */
import type {
  CalculateMetric,
  Counter,
  CounterGroup,
  Histogram,
  HistogramGroup,
  Metric,
  MetricGroup,
  Metrics
} from '@libp2p/interface'
import {
  Gauge,
  Counter as PromCounter,
  Histogram as PromHistogram,
  type Metric as PromMetric,
  Summary as PromSummary,
  type Registry
} from 'prom-client'

/** Options of all kinds of metrics together. */
interface Options {
  readonly label?: string
  readonly help?: string
  readonly buckets?: number[]
  readonly percentiles?: number[]
  readonly calculate?: CalculateMetric<number> | CalculateMetric<Record<string, number>>
}

type Values = Partial<Record<string, number | true>>

/** Numbers by what they are of; a metric without a label has one of nothing. */
type Series = Readonly<Record<string, number>>

const LABEL = 'label'

export function createLibp2pMetrics(registry: Registry): Metrics {
  const made = new Map<string, PromMetric>()
  /** Several listeners may each have something to add to one metric. */
  const sources = new Map<string, (() => Promise<Series>)[]>()

  const readAll = async (name: string): Promise<Series> => {
    const parts = await Promise.all((sources.get(name) ?? []).map((read) => read()))
    return Object.assign({}, ...parts)
  }
  const addSource = (name: string, { calculate }: Options): void => {
    if (calculate !== undefined) {
      const read = async (): Promise<Series> => {
        const value = await calculate()
        return typeof value === 'number' ? { '': value } : value
      }
      sources.set(name, [...(sources.get(name) ?? []), read])
    }
  }
  /** The metric of this name; made by whoever asks first. */
  const once = <M extends PromMetric>(name: string, options: Options, make: () => M): M => {
    addSource(name, options)
    const known = made.get(name) as M | undefined
    const metric = known ?? make()
    made.set(name, metric)
    return metric
  }
  const configOf = (name: string, { label = LABEL, help = name }: Options, isGroup: boolean) => ({
    ...{ name: name.replaceAll(/\W/g, '_'), help, registers: [registry] },
    labelNames: isGroup ? [label] : []
  })
  const labelsOf = (
    { label = LABEL }: Options,
    key: string,
    isGroup: boolean
  ): Record<string, string> => (isGroup ? { [label]: key } : {})

  /** What is calculated is read when somebody asks, and replaces what was read before. */
  const collecting = (
    name: string,
    options: Options,
    isGroup: boolean,
    { reset, add }: { reset(): void; add(labels: Record<string, string>, value: number): void }
  ) =>
    options.calculate === undefined
      ? {}
      : {
          async collect() {
            const values = await readAll(name)
            reset()
            for (const [key, value] of Object.entries(values)) {
              add(labelsOf(options, key, isGroup), value)
            }
          }
        }

  const gauge = (name: string, options: Options, isGroup: boolean): Gauge =>
    once(name, options, () => {
      const metric: Gauge = new Gauge({
        ...configOf(name, options, isGroup),
        ...collecting(name, options, isGroup, {
          reset: () => metric.reset(),
          add: (labels, value) => metric.set(labels, value)
        })
      })
      return metric
    })
  const counter = (name: string, options: Options, isGroup: boolean): PromCounter =>
    once(name, options, () => {
      const metric: PromCounter = new PromCounter({
        ...configOf(name, options, isGroup),
        ...collecting(name, options, isGroup, {
          reset: () => metric.reset(),
          add: (labels, value) => metric.inc(labels, value)
        })
      })
      return metric
    })
  const histogram = (name: string, options: Options, isGroup: boolean): PromHistogram =>
    once(name, options, () => {
      const { buckets } = options
      const config = configOf(name, options, isGroup)
      return new PromHistogram({ ...config, ...(buckets === undefined ? {} : { buckets }) })
    })
  const summary = (name: string, options: Options, isGroup: boolean): PromSummary =>
    once(name, options, () => {
      const { percentiles } = options
      const config = configOf(name, options, isGroup)
      return new PromSummary({ ...config, ...(percentiles === undefined ? {} : { percentiles }) })
    })

  const each = (
    options: Options,
    values: Values,
    call: (labels: object, value: number) => void
  ) => {
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined) {
        call({ [options.label ?? LABEL]: key }, value === true ? 1 : value)
      }
    }
  }
  const gaugeOf = (name: string, options: Options = {}): Metric => {
    const metric = gauge(name, options, false)
    return {
      update: (value) => metric.set(value),
      increment: (value = 1) => metric.inc(value),
      decrement: (value = 1) => metric.dec(value),
      reset: () => metric.reset(),
      timer: () => metric.startTimer()
    }
  }
  const gaugesOf = (name: string, options: Options = {}): MetricGroup => {
    const metric = gauge(name, options, true)
    return {
      update: (values) => each(options, values, (labels, value) => metric.set(labels, value)),
      increment: (values) => each(options, values, (labels, value) => metric.inc(labels, value)),
      decrement: (values) => each(options, values, (labels, value) => metric.dec(labels, value)),
      reset: () => metric.reset(),
      timer: (key) => metric.startTimer(labelsOf(options, key, true))
    }
  }
  const counterOf = (name: string, options: Options = {}): Counter => {
    const metric = counter(name, options, false)
    return { increment: (value = 1) => metric.inc(value), reset: () => metric.reset() }
  }
  const countersOf = (name: string, options: Options = {}): CounterGroup => {
    const metric = counter(name, options, true)
    return {
      increment: (values) => each(options, values, (labels, value) => metric.inc(labels, value)),
      reset: () => metric.reset()
    }
  }
  const observed = (metric: PromHistogram | PromSummary): Histogram => ({
    observe: (value) => metric.observe(value),
    reset: () => metric.reset(),
    timer: () => metric.startTimer()
  })
  const observedGroup = (
    metric: PromHistogram | PromSummary,
    options: Options
  ): HistogramGroup => ({
    observe: (values) => each(options, values, (labels, value) => metric.observe(labels, value)),
    reset: () => metric.reset(),
    timer: (key) => metric.startTimer(labelsOf(options, key, true))
  })

  return {
    trackMultiaddrConnection: () => undefined,
    trackProtocolStream: () => undefined,
    registerMetric: gaugeOf,
    registerMetricGroup: gaugesOf,
    registerCounter: counterOf,
    registerCounterGroup: countersOf,
    registerHistogram: (name: string, options: Options = {}) =>
      observed(histogram(name, options, false)),
    registerHistogramGroup: (name: string, options: Options = {}) =>
      observedGroup(histogram(name, options, true), options),
    registerSummary: (name: string, options: Options = {}) =>
      observed(summary(name, options, false)),
    registerSummaryGroup: (name: string, options: Options = {}) =>
      observedGroup(summary(name, options, true), options),
    traceFunction: (_name: string, fn: never) => fn,
    createTrace: () => undefined
  }
}
