/**
 * The files of the page over HTTP: what needs no token, what may be kept, and what the page may do.
 */
import { describe, expect, test } from 'vitest'
import { createFakeNode } from '../../support/fake-node.ts'

const host = { host: '127.0.0.1' }

async function assetOf(pattern: RegExp): Promise<string> {
  const { app } = createFakeNode()
  const { body } = await app.inject({ url: '/ui/', headers: host })
  return pattern.exec(body)?.[1] ?? ''
}

describe('the page over HTTP', () => {
  test.each(['/ui', '/ui/'])('%s is the page, asked for again each time', async (url) => {
    const { app } = createFakeNode()
    const answer = await app.inject({ url, headers: host })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toContain('text/html')
    expect(answer.headers['cache-control']).toBe('no-cache')
    const again = { ...host, 'if-none-match': String(answer.headers['etag']) }
    const second = await app.inject({ url, headers: again })
    expect(second.statusCode).toBe(304)
    expect(second.body).toBe('')
  })

  test('runs no script and no style but its own, and stands in no frame', async () => {
    const { app } = createFakeNode()
    const { headers, body } = await app.inject({ url: '/ui/', headers: host })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(body).not.toMatch(/<style|<script(?![^>]*src=)|\son\w+=|style=/)
    expect(body).not.toMatch(/https?:\/\//)
  })

  test('its script has a name of its content, and may be kept for ever', async () => {
    const { app } = createFakeNode()
    const url = await assetOf(/src="(\/ui\/assets\/[\w-]+\.js)"/)
    const plain = await app.inject({ url, headers: host })
    expect(plain.statusCode).toBe(200)
    expect(plain.headers['cache-control']).toContain('immutable')
    expect(plain.headers['content-encoding']).toBeUndefined()
    const zipped = await app.inject({ url, headers: { ...host, 'accept-encoding': 'br, gzip' } })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
  })

  test('all of it is below 300 KB', async () => {
    const { app } = createFakeNode()
    const headers = { ...host, 'accept-encoding': 'gzip' }
    const { body } = await app.inject({ url: '/ui/', headers: host })
    const urls = Array.from(body.matchAll(/(?:src|href)="(\/ui\/[^"]+)"/g), ([, url]) => url ?? '')
    expect(urls.length).toBeGreaterThan(1)
    let bytes = Buffer.byteLength(body)
    for (const url of urls) {
      bytes += (await app.inject({ url, headers })).rawPayload.length
    }
    expect(bytes).toBeLessThan(300_000)
  })

  test.each([
    '/ui/assets/none.js',
    '/ui/../package.json',
    '/ui/%2e%2e/%2e%2e/package.json',
    '/ui/assets/..%2f..%2f..%2fpackage.json'
  ])('%s is not there', async (url) => {
    const { app } = createFakeNode()
    const answer = await app.inject({ url, headers: host })
    expect([401, 404]).toContain(answer.statusCode)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  test('another host is refused the page as well', async () => {
    const { app } = createFakeNode()
    const answer = await app.inject({ url: '/ui/', headers: { host: 'evil.example' } })
    expect(answer.statusCode).toBe(421)
  })
})
