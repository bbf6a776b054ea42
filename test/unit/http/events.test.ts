/**
 * The stream of events over real HTTP: it lasts, whatever limits other requests have.
 */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { AUTHORIZATION, createFakeNode } from '../../support/fake-node.ts'

/** Longer than any request with a body may take to arrive. */
const LONG_MS = 120_000

afterEach(() => {
  vi.useRealTimers()
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
