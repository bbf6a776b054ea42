/**
 * Hostile texts through every door of a real node: the control API, and the commands on it.
 */
import { afterEach, describe, expect, test } from 'vitest'
import type { App } from '../../../src/http/context.ts'
import { createControlApp } from '../../../src/http/server.ts'
import { createVGuardNode, type VGuardNode } from '../../../src/index.ts'
import { SILENT } from '../../../src/node/logger.ts'
import { HOSTILE_TEXTS } from '../../support/hostile.ts'
import { closeAll, done, makeVehicle, startDaemon } from '../../support/program.ts'

const TOKEN = 'token-of-the-test-of-hostile-texts'
const headers = { host: '127.0.0.1', authorization: `Bearer ${TOKEN}` }

let node: VGuardNode | undefined
let app: App | undefined

async function start(): Promise<App> {
  node = await createVGuardNode({
    store: 'memory',
    open: true,
    name: 'car-a',
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    faults: true,
    vehicle: { replicate: { backups: 0 } }
  })
  app = createControlApp({
    node,
    token: TOKEN,
    address: { type: 'tcp', host: '127.0.0.1', port: 9860 },
    logger: SILENT,
    onStop: () => undefined
  })
  await app.ready()
  return app
}

afterEach(async () => {
  await app?.close()
  await node?.stop()
  await closeAll()
})

const post = (to: App, url: string, payload: object | string, type = 'application/json') =>
  to.inject({ method: 'POST', url, headers: { ...headers, 'content-type': type }, payload })

/** No success, no failure of the node, one sentence of what was wrong, and nothing of its inside. */
function expectProblem(
  { statusCode, body }: { readonly statusCode: number; readonly body: string },
  what: string
): void {
  expect(statusCode, `${what}: ${body}`).toBeGreaterThanOrEqual(400)
  expect(statusCode, `${what}: ${body}`).toBeLessThan(500)
  const { code, detail } = JSON.parse(body)
  expect([code, detail], what).toEqual([expect.stringMatching(/^ERR_/), expect.any(String)])
  expect(detail, what).not.toMatch(/\n\s+at |\/src\/|node_modules/)
}

describe('hostile texts', { timeout: 120_000 }, () => {
  test('B14: in records they are kept as they are, and found by exactly themselves', async () => {
    const api = await start()
    await post(api, '/v1/booths', { members: [] })
    const records = HOSTILE_TEXTS.map((text, i) => ({
      kind: 'json',
      key: text,
      timeMs: i,
      value: { [`field ${text}`]: text }
    }))
    expect((await post(api, '/v1/records', { records })).statusCode).toBe(200)
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      const url = `/v1/read?chain=car-a&key=${encodeURIComponent(text)}`
      const answer = await api.inject({ url, headers })
      expect(answer.statusCode, `${JSON.stringify(text)}: ${answer.body}`).toBe(200)
      const found = answer.json().records as object[]
      expect(found, JSON.stringify(text)).toEqual([
        expect.objectContaining({ index, key: text, value: { [`field ${text}`]: text } })
      ])
    }
    // As JSON on the wire an object may bring a key that objects themselves have.
    const body = '{"records":[{"kind":"json","timeMs":1,"value":{"__proto__":{"isAdmin":true}}}]}'
    const polluting = await post(api, '/v1/records', body)
    expect([200, 400]).toContain(polluting.statusCode)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  test('B14: as ids of operations they are like all others, and do nothing twice', async () => {
    const api = await start()
    const texts = HOSTILE_TEXTS.filter((text) => text.length <= 128)
    for (const operation of texts) {
      const what = JSON.stringify(operation)
      await post(api, '/v1/booths', { members: [] })
      const end = { operation, backups: 0 }
      const ended = await post(api, '/v1/booths/current/end', end)
      expect(ended.statusCode, `${what}: ${ended.body}`).toBe(200)
      const again = await post(api, '/v1/booths/current/end', end)
      expect(again.json(), what).toEqual(ended.json())
      const group = { state: 'kv', members: [], operation }
      const opened = await post(api, '/v1/groups', group)
      expect(opened.statusCode, `${what}: ${opened.body}`).toBe(201)
      expect((await post(api, '/v1/groups', group)).json(), what).toEqual(opened.json())
    }
    const status = (await api.inject({ url: '/v1/status', headers })).json()
    expect(status.health, status.problems.join()).toBe('ok')
  })

  test('B14: as names, chains, peers and fields they are refused, and the node goes on', async () => {
    const api = await start()
    for (const text of HOSTILE_TEXTS) {
      // Longer parts of a path are refused before anybody looks at them.
      const name = encodeURIComponent([...text].slice(0, 60).join(''))
      const what = JSON.stringify(text)
      expectProblem(await post(api, '/v1/booths', { members: [text] }), `members ${what}`)
      expectProblem(await post(api, '/v1/booths', { [text]: text }), `field ${what}`)
      expectProblem(await post(api, '/v1/booths', text), `body ${what}`)
      expectProblem(await post(api, '/v1/faults/links', { peer: text, cut: true }), `peer ${what}`)
      const urls = [
        `/v1/chains/${name}x`,
        `/v1/chains/car-a/blocks/${name}`,
        `/v1/read?chain=${name}x`,
        `/v1/read?chain=car-a&box=${name}`,
        `/v1/read?chain=car-a&limit=${name}`,
        `/v1/read?chain=car-a&after=${name}`
      ]
      for (const url of urls) {
        expectProblem(await api.inject({ url, headers }), `${url} ${what}`)
      }
    }
    for (const body of [
      '[',
      '['.repeat(100_000),
      '{"members":',
      '\u0000',
      '"a"',
      'null',
      '1e999'
    ]) {
      expectProblem(await post(api, '/v1/booths', body), `body ${body.slice(0, 20)}`)
    }
    expect((await api.inject({ url: '/v1/status', headers })).json()).toMatchObject({
      health: 'ok'
    })
  })

  test('B14: on the command line and in files they are data, and never run', async () => {
    const daemon = await startDaemon(await makeVehicle('car-a'), ['--backups', '0'])
    await done(daemon.run('booth', 'open', '--members', ''))
    const lines = HOSTILE_TEXTS.map((text) => `${JSON.stringify({ who: text })}\n`).join('')
    await done(daemon.feed(lines, 'append', '-', '--format', 'jsonl', '--key', 'who'))
    const csv = 'name,query\n"-","\'; DROP TABLE gps_data; --"\n=cmd|\' /C calc\'!A0,$(reboot)\n'
    await done(daemon.feed(csv, 'append', '-', '--format', 'csv', '--key', 'name'))
    const all = await done(daemon.run('read', 'car-a', '--limit', '1000', '--json'))
    const printed = all.stdout.trimEnd().split('\n').slice(0, -1)
    const keys = printed.map((line) => (JSON.parse(line) as { key: string }).key)
    expect(keys).toEqual([...HOSTILE_TEXTS, '-', "=cmd|' /C calc'!A0"])
    // What could steer a terminal is escaped.
    for (const character of ['\u0000', '\u001b', '\r']) {
      expect(all.stdout.includes(character), JSON.stringify(character)).toBe(false)
    }
    for (const text of [
      '-',
      "' OR '1'='1",
      '$(reboot)`reboot`;reboot|reboot&',
      '../../../../etc/passwd'
    ]) {
      const found = await done(daemon.run('read', 'car-a', `--key=${text}`, '--json'))
      const count = keys.filter((key) => key === text).length
      expect(found.json['records'], text).toBe(count)
      const unknown = await daemon.run('chain', 'show', text)
      expect([text, unknown.code]).toEqual([text, 4])
      expect(unknown.stderr.trimEnd().split('\n').length, unknown.stderr).toBeLessThanOrEqual(2)
      expect((await daemon.run('read', 'car-a', `--limit=${text}`)).code, text).toBe(2)
    }
    expect((await done(daemon.run('status', '--json'))).json).toMatchObject({ health: 'ok' })
    expect(daemon.log()).not.toMatch(/"level":50|halted/)
  })
})
