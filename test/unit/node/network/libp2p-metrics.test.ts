/** Metrics of libp2p in a registry of its own. */
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createLibp2pMetrics } from '../../../../src/node/network/libp2p-metrics.ts'

test('libp2p metrics: every kind comes out as it was counted', async () => {
  const registry = new Registry()
  const metrics = createLibp2pMetrics(registry)
  const size = metrics.registerMetric('a-size', { help: 'how large' })
  size.update(4)
  size.increment()
  size.decrement(2)
  metrics.registerMetricGroup('sizes', { label: 'of' }).update({ x: 7, y: 1 })
  metrics.registerCounter('calls').increment(3)
  const groups = metrics.registerCounterGroup('errors', { label: 'error' })
  groups.increment({ Refused: true })
  groups.increment({ Refused: 2, Late: true })
  metrics.registerHistogram('spans', { buckets: [1, 10] }).observe(5)
  metrics.registerSummaryGroup('times', { label: 'what', percentiles: [0.5] }).observe({ dial: 2 })
  metrics.registerMetric('asked', { calculate: () => 11 })
  const text = await registry.metrics()
  for (const line of [
    '# HELP a_size how large',
    'a_size 3',
    'sizes{of="x"} 7',
    'calls 3',
    'errors{error="Refused"} 3',
    'errors{error="Late"} 1',
    'spans_bucket{le="1"} 0',
    'spans_bucket{le="10"} 1',
    'times{quantile="0.5",what="dial"} 2',
    'asked 11'
  ]) {
    expect(text.split('\n')).toContain(line)
  }
})

test('libp2p metrics: what several ask for is one metric, told by all of them, and anew each time', async () => {
  const registry = new Registry()
  const metrics = createLibp2pMetrics(registry)
  let connections = 2
  const at = (address: string) => ({
    label: 'address',
    calculate: () => (connections > 0 ? { [address]: connections } : {})
  })
  metrics.registerMetricGroup('inbound', at('a'))
  metrics.registerMetricGroup('inbound', at('b'))
  expect(await registry.metrics()).toContain('inbound{address="a"} 2\ninbound{address="b"} 2')
  connections = 0
  expect(await registry.metrics()).not.toContain('inbound{')
})

test('libp2p metrics: two nodes in one process count apart', async () => {
  const [a, b] = [new Registry(), new Registry()]
  createLibp2pMetrics(a).registerCounter('calls').increment()
  createLibp2pMetrics(b).registerCounter('calls').increment(5)
  expect(await a.metrics()).toContain('calls 1\n')
  expect(await b.metrics()).toContain('calls 5\n')
})
