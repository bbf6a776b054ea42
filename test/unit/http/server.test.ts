/**
 * The guards of the control API: who may call, by which name, how much, and what a failure looks like.
 */
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../src/core/errors.ts'
import { isOwnHost } from '../../../src/http/address.ts'
import {
  NotFoundError,
  OutcomeUnknownError,
  RefusedError,
  TimedOutError
} from '../../../src/node/errors.ts'
import { AUTHORIZATION, createFakeNode, type FakeNode, TOKEN } from '../../support/fake-node.ts'

const made: FakeNode[] = []
const fake = (...methods: Parameters<typeof createFakeNode>): FakeNode => {
  const node = createFakeNode(...methods)
  made.push(node)
  return node
}
afterEach(async () => {
  for (const { app } of made.splice(0)) {
    await app.close()
  }
})

const HOST = { host: '127.0.0.1:9860' }

describe('control API: who may call', () => {
  test.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['another scheme', { authorization: `Basic ${TOKEN}` }],
    ['the token without its scheme', { authorization: TOKEN }]
  ])('%s is refused', async (_what, headers) => {
    const { app } = fake()
    for (const url of ['/v1/status', '/metrics', '/v1/events', '/nowhere']) {
      const answer = await app.inject({ url, headers: { ...HOST, ...headers } })
      expect(answer.statusCode, url).toBe(401)
      expect(answer.json().code, url).toBe('ERR_NO_TOKEN')
      expect(answer.headers['www-authenticate'], url).toBe('Bearer')
    }
  })

  test('only life signs answer without a token', async () => {
    const { app } = fake({
      status: () => Promise.resolve({ health: 'damaged', problems: ['a'] } as never)
    })
    const live = await app.inject({ url: '/livez', headers: HOST })
    expect([live.statusCode, live.body]).toEqual([200, 'ok\n'])
    const ready = await app.inject({ url: '/readyz', headers: HOST })
    expect([ready.statusCode, ready.json().isReady]).toEqual([503, false])
    expect((await app.inject({ url: '/version', headers: HOST })).headers['x-vguard-version']).toBe(
      (await app.inject({ url: '/version', headers: HOST })).json().version
    )
  })

  test.each([
    ['evil.example', 421],
    ['127.0.0.1.evil.example:9860', 421],
    ['localhost:9860', 200],
    ['LOCALHOST', 200],
    ['[::1]:9860', 200],
    ['car.example', 200]
  ])('a request for host "%s" gets %d', async (host, status) => {
    const { app } = fake()
    const answer = await app.inject({ url: '/v1/config', headers: { ...AUTHORIZATION, host } })
    expect(answer.statusCode).toBe(status)
  })

  test('a request without a host names nobody', () => {
    const own = { localAddress: '::ffff:10.0.0.7', extraHosts: [] }
    expect(isOwnHost(undefined, own)).toBe(false)
    expect(isOwnHost('', own)).toBe(false)
    expect(isOwnHost('10.0.0.7:9860', own)).toBe(true)
  })

  test.each([
    ['a long part', `/v1/chains/${'a'.repeat(500)}`, 'has more than 128 characters'],
    ['a wrong escape', '/v1/chains/%zz', 'is not a valid address']
  ])('a path with %s gets a problem like any other', async (_what, url, detail) => {
    const answer = await fake().app.inject({ url, headers: { ...AUTHORIZATION, ...HOST } })
    expect(answer.statusCode).toBe(400)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.json()).toMatchObject({ code: 'ERR_INVALID_INPUT', status: 400 })
    expect(answer.json().detail).toContain(detail)
  })

  test.each(['key=%ff', 'key=%', 'key=%zz', 'prefix=a&key=%C3'])(
    'a query with a wrong escape is refused, not read as its letters: %s',
    async (query) => {
      const get = () => Promise.resolve(undefined)
      const { app } = fake({ resolveChain: () => 'C', kv: () => ({ get }) } as object)
      const url = `/v1/kv/settings/entry?${query}`
      const answer = await app.inject({ url, headers: { ...AUTHORIZATION, ...HOST } })
      expect(answer.json()).toMatchObject({ code: 'ERR_INVALID_INPUT', status: 400 })
      expect(answer.json().detail).toContain('write %25 for a percent sign')
      const whole = await app.inject({
        url: '/v1/kv/settings/entry?key=%25ff%C3%A9+%2B',
        headers: { ...AUTHORIZATION, ...HOST }
      })
      expect(whole.json()).toMatchObject({ code: 'ERR_NO_KEY' })
      const stranger = await app.inject({ url, headers: HOST })
      expect(stranger.json()).toMatchObject({ code: 'ERR_NO_TOKEN' })
    }
  )

  const own = `http://${HOST.host}`
  const foreign: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:8080' },
    { origin: `${own}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: own },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  ]
  test.each(foreign)(
    'a page of another site gets nothing, though it has the token: %j',
    async (from) => {
      const { app, stops } = fake({ peers: () => [] })
      const headers = { ...AUTHORIZATION, ...HOST, ...from }
      for (const [method, url] of [
        ['GET', '/v1/peers'],
        ['POST', '/v1/stop'],
        ['GET', '/metrics'],
        ['GET', '/v1/nowhere']
      ] as const) {
        const answer = await app.inject({ method, url, headers })
        expect([answer.statusCode, answer.json().code], url).toEqual([403, 'ERR_NOT_ALLOWED'])
      }
      expect(stops()).toBe(0)
      expect((await app.inject({ url: '/livez', headers })).statusCode).toBe(200)
    }
  )

  const friends: readonly Record<string, string>[] = [
    {},
    { origin: own },
    { 'sec-fetch-site': 'same-origin', origin: own },
    { 'sec-fetch-site': 'none' }
  ]
  test.each(friends)('the own page, and who is no page, are answered: %j', async (from) => {
    const { app } = fake({ peers: () => [] })
    const headers = { ...AUTHORIZATION, ...HOST, ...from }
    expect((await app.inject({ url: '/v1/peers', headers })).statusCode).toBe(200)
  })

  test('a foreign host is refused before the token is looked at', async () => {
    const { app } = fake()
    const answer = await app.inject({ url: '/v1/status', headers: { host: 'evil.example' } })
    expect(answer.json().code).toBe('ERR_WRONG_HOST')
  })
})

describe('control API: limits', () => {
  const post = (app: FakeNode['app'], payload: string, type = 'application/json') =>
    app.inject({
      method: 'POST',
      url: '/v1/records',
      headers: { ...HOST, ...AUTHORIZATION, 'content-type': type },
      payload
    })

  test('a body above 8 MiB is refused', async () => {
    const { app } = fake()
    const answer = await post(app, JSON.stringify({ records: ['x'.repeat(9 * 1024 * 1024)] }))
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'ERR_TOO_LARGE'])
    expect(answer.json().detail).toMatch(/^the body of the request has more than the \d+ bytes/)
  })

  test('a body that is no JSON, or of another type, is refused', async () => {
    const { app } = fake()
    expect((await post(app, '{')).json().code).toBe('ERR_INVALID_INPUT')
    expect((await post(app, '<a/>', 'text/xml')).json().code).toBe('ERR_WRONG_TYPE')
  })

  test('unknown fields are refused, not ignored', async () => {
    const { app } = fake()
    const answer = await post(app, JSON.stringify({ records: [{}], chian: 'car-1' }))
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toContain('not known there')
  })

  test('headers above 16 KiB end the connection', async () => {
    const { app } = fake()
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const status = await new Promise((resolve) => {
      const sent = request(
        { port, host: '127.0.0.1', headers: { ...AUTHORIZATION, 'x-long': 'x'.repeat(20_000) } },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        }
      )
      sent.on('error', () => resolve('closed'))
      sent.end()
    })
    expect([431, 'closed']).toContain(status)
  })
})

describe('control API: failures', () => {
  const failures: [string, Error, number, object][] = [
    [
      'a refusal',
      new RefusedError('no booth is open; open one', {
        reason: 'noBooth',
        retry: true,
        detail: { chain: 'c' }
      }),
      409,
      { code: 'ERR_NO_BOOTH', retry: true, facts: { chain: 'c' } }
    ],
    [
      'a refusal without an entry',
      new RefusedError('no', { reason: 'newReason', retry: false }),
      409,
      { code: 'ERR_REFUSED', title: 'The vehicle refused', facts: { reason: 'newReason' } }
    ],
    [
      'an unknown outcome',
      new OutcomeUnknownError('who knows', { operation: 'trip-7' }),
      504,
      { code: 'ERR_OUTCOME_UNKNOWN', operation: 'trip-7' }
    ],
    ['a time-out', new TimedOutError('late'), 504, { code: 'ERR_TIMEOUT', retry: true }],
    [
      'an unknown chain',
      new NotFoundError('no such chain', { code: 'ERR_UNKNOWN_CHAIN' }),
      404,
      { code: 'ERR_UNKNOWN_CHAIN', detail: 'no such chain' }
    ],
    ['a wrong value', new InvalidInputError('backups is 99'), 400, { detail: 'backups is 99' }],
    [
      'a mistake of our own',
      new TypeError('secret detail'),
      500,
      { code: 'ERR_INTERNAL', detail: 'the node could not answer; its log says why' }
    ]
  ]
  test.each(failures)('%s is a problem', async (_what, error, status, body) => {
    const { app } = fake({ openBooth: () => Promise.reject(error) })
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/booths',
      headers: { ...HOST, ...AUTHORIZATION },
      payload: { members: [] }
    })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ status, ...body })
  })

  test('an unknown path is a problem', async () => {
    const { app } = fake()
    const answer = await app.inject({ url: '/v1/nowhere', headers: { ...HOST, ...AUTHORIZATION } })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'ERR_NOT_FOUND'])
  })

  test('stop answers before it stops', async () => {
    const { app, stops } = fake()
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/stop',
      headers: { ...HOST, ...AUTHORIZATION }
    })
    expect([answer.statusCode, stops()]).toEqual([202, 1])
  })
})
