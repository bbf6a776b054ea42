/**
 * Events, log lines and metrics from facts.
 */
import { describe, expect, test } from 'vitest'
import { createEventBook, type NodeEvent } from '../../../src/node/events.ts'
import { createFactLog, createLogger, type Logger } from '../../../src/node/logger.ts'
import { createMetrics } from '../../../src/node/metrics.ts'
import { createNetworkCounts } from '../../../src/node/network-counts.ts'

const fact = (name: string, detail: Record<string, unknown> = {}) => ({ name, detail })

async function take(events: AsyncGenerator<NodeEvent, void>, count: number): Promise<NodeEvent[]> {
  const taken: NodeEvent[] = []
  for await (const event of events) {
    taken.push(event)
    if (taken.length === count) {
      break
    }
  }
  return taken
}

describe('events', () => {
  test('a listener hears what it asked for, by name or beginning, until it ends', () => {
    const book = createEventBook(() => undefined)
    const heard: string[] = []
    const end = book.on('read:*', ({ id, name }) => heard.push(`${id} ${name}`))
    book.on('booth:opened', ({ name }) => heard.push(name))
    book.tell(fact('read:asked'), 1)
    book.tell(fact('certify:voted'), 2)
    book.tell(fact('booth:opened'), 3)
    end()
    book.tell(fact('read:done'), 4)
    expect(heard).toEqual(['1 read:asked', 'booth:opened'])
  })

  test('a listener that throws harms nobody else', () => {
    const errors: unknown[] = []
    const book = createEventBook((error) => errors.push(error))
    const heard: number[] = []
    book.on('a', () => {
      throw new Error('mine')
    })
    book.on('a', ({ id }) => heard.push(id))
    book.tell(fact('a'), 1)
    expect([errors.length, heard]).toEqual([1, [1]])
  })

  test('a watch begins behind an id, goes on live, and ends with its signal', async () => {
    const book = createEventBook(() => undefined)
    book.tell(fact('a'), 1)
    book.tell(fact('b'), 2)
    const controller = new AbortController()
    const watch = book.watch({ since: 1, signal: controller.signal })
    const seen = take(watch, 2)
    await Promise.resolve()
    book.tell(fact('c'), 3)
    expect((await seen).map(({ name }) => name)).toEqual(['b', 'c'])
    const idle = take(book.watch({ signal: controller.signal }), 1)
    controller.abort()
    await expect(idle).resolves.toEqual([])
  })

  test('a watch ends with the node', async () => {
    const book = createEventBook(() => undefined)
    const idle = take(book.watch(), 1)
    await Promise.resolve()
    book.close()
    await expect(idle).resolves.toEqual([])
  })

  test('who is slow loses the oldest, and is told how many', async () => {
    const book = createEventBook(() => undefined)
    const watch = book.watch({ since: 0 })
    book.tell(fact('first'), 1)
    await watch.next()
    for (let i = 0; i < 1_200; i++) {
      book.tell(fact('flood'), 2)
    }
    const [gap, next] = await take(watch, 2)
    expect(gap).toMatchObject({ name: 'events:lost', detail: { count: 200 } })
    expect(next?.id).toBe((gap?.id ?? 0) + 1)
  })

  test('a bounded number is remembered', () => {
    const book = createEventBook(() => undefined)
    for (let i = 0; i < 1_500; i++) {
      book.tell(fact('a'), i)
    }
    expect(book.recent().length).toBe(1_000)
    expect(book.recent(1_499).map(({ id }) => id)).toEqual([1_500])
  })
})

describe('log', () => {
  const lines = (): { log: Logger; seen: string[] } => {
    const seen: string[] = []
    const at = (level: string) => (_detail: object, message: string) => {
      seen.push(`${level} ${message}`)
    }
    return {
      seen,
      log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
    }
  }

  test('rare changes are info, refusals warn, the rest is debug', () => {
    const { log, seen } = lines()
    const write = createFactLog(log)
    for (const name of ['certify:voted', 'certify:opened', 'read:refused', 'node:halted']) {
      write(fact(name), 1)
    }
    expect(seen).toEqual([
      'debug certify:voted',
      'info certify:opened',
      'warn read:refused',
      'error node:halted'
    ])
  })

  test('a peer that provokes warnings gets few lines a minute, and the rest is counted', () => {
    const { log, seen } = lines()
    const write = createFactLog(log)
    for (let i = 0; i < 500; i++) {
      write(fact('read:refused'), i)
    }
    expect(seen).toHaveLength(10)
    write(fact('read:refused'), 61_000)
    expect(seen.slice(10)).toEqual(['warn read:refused: lines were left out', 'warn read:refused'])
  })

  test('a booth a second gets a line each, a flood of them does not', () => {
    const { log, seen } = lines()
    const write = createFactLog(log)
    for (let i = 0; i < 1_000; i++) {
      write(fact('certify:opened'), i)
      write(fact('certify:certified'), i)
    }
    expect(seen.filter((line) => line.startsWith('info'))).toHaveLength(60)
    expect(seen.filter((line) => line.startsWith('debug'))).toHaveLength(1_000)
  })

  test('a logger writes JSON lines with ISO times', () => {
    const written: string[] = []
    createLogger('info', { write: (line) => written.push(line) }).info({ a: 1 }, 'told')
    const { level, time, a, msg } = JSON.parse(written[0] ?? '{}')
    expect([level, a, msg]).toEqual([30, 1, 'told'])
    expect(new Date(time).getTime()).toBeGreaterThan(0)
  })
})

describe('metrics', () => {
  test('facts are counted; bytes are summed and milliseconds become seconds', async () => {
    const metrics = createMetrics()
    metrics.count(fact('read:timedOut', { peer: 'x', bytes: 5, sentBytes: 7, latencyMs: 120 }))
    metrics.count(fact('read:timedOut', { bytes: 5, atMs: 99 }))
    const text = await metrics.text()
    expect(text).toContain('vguard_read_timed_out_total 2')
    expect(text).toContain('vguard_read_timed_out_bytes_total 10')
    expect(text).toContain('vguard_read_timed_out_sent_bytes_total 7')
    expect(text).toContain('vguard_read_timed_out_latency_seconds_bucket{le="0.25"} 1')
    expect(text).not.toContain('at_seconds')
    expect(text).not.toContain('peer')
  })

  test('the number of series is bounded', async () => {
    const metrics = createMetrics()
    for (let i = 0; i < 2_000; i++) {
      metrics.count(fact(`made:up${i}`))
    }
    const text = await metrics.text()
    expect(text.match(/^# TYPE/gm)?.length).toBe(1_000)
  })

  test('readings are taken when metrics are asked for', async () => {
    const metrics = createMetrics()
    let value = 1
    metrics.addReadings([
      { name: 'store_bytes', help: 'x', kind: 'gauge', read: () => value },
      { name: 'steps_total', help: 'y', kind: 'counter', read: () => value }
    ])
    await metrics.text()
    value = 9
    const text = await metrics.text()
    expect(text).toContain('vguard_store_bytes 9')
    expect(text).toContain('vguard_steps_total 9')
  })

  test('the network counts by labels, whether they are the same object or equal ones', async () => {
    const metrics = createMetrics()
    const counts = createNetworkCounts(metrics.registry)
    const read = { protocol: 'read' }
    counts.count('bytesSent', read, 10)
    counts.count('bytesSent', read, 5)
    counts.count('bytesSent', { protocol: 'read' }, 1)
    counts.count('bytesSent', { protocol: 'certify' }, 4)
    counts.count('sightings', {})
    expect(counts.total('bytesSent')).toBe(20)
    expect(counts.by('bytesSent', 'protocol')).toEqual({ read: 16, certify: 4 })
    const text = await metrics.text()
    expect(text).toContain('vguard_network_bytes_sent_total{protocol="read"} 16')
    expect(text).toContain('vguard_network_sightings_total 1')
  })

  test('made-up labels do not fill the memory', () => {
    const counts = createNetworkCounts(createMetrics().registry)
    for (let i = 0; i < 1_000; i++) {
      counts.count('messagesRefused', { protocol: 'read', reason: `r${i}` })
    }
    expect(counts.total('messagesRefused')).toBe(200)
  })
})
