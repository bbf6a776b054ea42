/**
 * The stream of events over real HTTP: it lasts, whatever limits other requests have.
 */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import type { App } from '../../../src/http/context.ts'
import { AUTHORIZATION, createFakeNode } from '../../support/fake-node.ts'

/** Longer than any request with a body may take to arrive. */
const LONG_MS = 120_000

afterEach(() => {
  vi.useRealTimers()
})

interface Stream {
  /** Ids and names so far. */
  readonly heard: string[]
  readonly answer: IncomingMessage
  end(): void
}

async function listen(app: App, path: string, headers: object = {}): Promise<Stream> {
  const { port } = app.server.address() as AddressInfo
  const all = { ...AUTHORIZATION, ...headers }
  const sent = request({ host: '127.0.0.1', port, path, headers: all, agent: false })
  sent.on('error', () => undefined).end()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const heard: string[] = []
  let text = ''
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    const frames = `${text}${chunk}`.split('\n\n')
    text = frames.pop() ?? ''
    for (const frame of frames) {
      const found = /^id: (\d+)\nevent: (.*)\ndata: (.*)$/.exec(frame)
      if (found !== null) {
        const { detail } = JSON.parse(found[3] ?? '') as { detail: { count?: number } }
        heard.push(`${found[1]} ${found[2]}${detail.count === undefined ? '' : ` ${detail.count}`}`)
      }
    }
  })
  return { heard, answer, end: () => sent.destroy() }
}

test('events: everybody hears everything once and in order, however many listen', async () => {
  const { app, events } = createFakeNode()
  await app.listen({ host: '127.0.0.1', port: 0 })
  try {
    const streams = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        listen(app, i % 2 === 0 ? '/v1/events' : '/v1/events?names=read:*,booth:opened')
      )
    )
    const all: string[] = []
    for (let id = 1; id <= 300; id++) {
      const name = ['read:served', 'certify:voted', 'booth:opened'][id % 3] ?? ''
      events.tell({ name, detail: {} }, id)
      all.push(`${id} ${name}`)
      if (id % 50 === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    const some = all.filter((line) => !line.endsWith('voted'))
    for (const [i, { heard }] of streams.entries()) {
      const wanted = i % 2 === 0 ? all : some
      await vi.waitFor(() => expect(heard.length, `stream ${i}`).toBe(wanted.length))
      expect(heard, `stream ${i}`).toEqual(wanted)
    }
    events.close()
    await vi.waitFor(() => expect(streams.every(({ answer }) => answer.complete)).toBe(true))
  } finally {
    await app.close()
  }
})

test('events: who comes back hears what it missed, and how much is not remembered', async () => {
  const { app, events } = createFakeNode()
  await app.listen({ host: '127.0.0.1', port: 0 })
  try {
    for (let id = 1; id <= 1_500; id++) {
      events.tell({ name: 'a', detail: {} }, id)
    }
    const late = await listen(app, '/v1/events', { 'last-event-id': '1498' })
    await vi.waitFor(() => expect(late.heard).toEqual(['1499 a', '1500 a']))
    const later = await listen(app, '/v1/events?since=100')
    await vi.waitFor(() => expect(later.heard.length).toBe(1_001))
    expect(later.heard.slice(0, 2)).toEqual(['500 events:lost 400', '501 a'])
    const all = await listen(app, '/v1/events?since=0')
    await vi.waitFor(() => expect(all.heard.at(-1)).toBe('1500 a'))
    expect(all.heard.length, 'who asks for all that is remembered misses nothing').toBe(1_000)
    const ofLifeBefore = await listen(app, '/v1/events?since=9000')
    events.tell({ name: 'b', detail: {} }, 1)
    await vi.waitFor(() => expect(ofLifeBefore.heard).toEqual(['1501 b']))
  } finally {
    events.close()
    await app.close()
  }
})

test('events: who does not read is told how much it has missed, and holds up nobody', async () => {
  const { app, events } = createFakeNode()
  await app.listen({ host: '127.0.0.1', port: 0 })
  try {
    const slow = await listen(app, '/v1/events')
    slow.answer.pause()
    const quick = await listen(app, '/v1/events')
    const detail = { text: 'x'.repeat(4_096) }
    for (let id = 1; id <= 6_000; id++) {
      events.tell({ name: 'a', detail }, id)
      if (id % 100 === 0) {
        await vi.waitFor(() => expect(quick.heard.length).toBe(id))
      }
    }
    slow.answer.resume()
    await vi.waitFor(() => expect(slow.heard.at(-1)).toBe('6000 a'))
    const gaps = slow.heard.filter((line) => line.includes('events:lost'))
    const lost = gaps.reduce((sum, line) => sum + Number(line.split(' ')[2]), 0)
    expect(lost).toBeGreaterThan(0)
    expect(slow.heard.length - gaps.length + lost).toBe(6_000)
  } finally {
    events.close()
    await app.close()
  }
})

test('events: a stream goes on after the time that a body may take', async () => {
  const { app, events } = createFakeNode()
  try {
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const sent = request({ host: '127.0.0.1', port, path: '/v1/events', headers: AUTHORIZATION })
    sent.end()
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    answer.setEncoding('utf8')
    await once(answer, 'data')
    vi.advanceTimersByTime(LONG_MS)
    events.tell({ name: 'read:served', detail: { chain: 'x' } }, 1)
    const [text] = (await once(answer, 'data')) as [string]
    expect(text).toContain('read:served')
    sent.destroy()
  } finally {
    events.close()
    await app.close()
  }
})
