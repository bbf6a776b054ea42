/** How a running vehicle ends: what was asked is answered, what is asked is sent away. */
import { once } from 'node:events'
import { request } from 'node:http'
import '../../../src/polyfill.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { readToken } from '../../../src/http/token.ts'
import {
  closeAll,
  type Daemon,
  done,
  makeVehicle,
  startDaemon,
  until
} from '../../support/program.ts'

afterEach(closeAll)

interface Answer {
  readonly status: number
  readonly text: string
}

function ask(
  daemon: Daemon,
  method: string,
  path: string,
  onBegun: () => void = () => undefined
): Promise<Answer> {
  const [host, port] = daemon.http.split(':')
  const headers = { authorization: `Bearer ${readToken(daemon.dataDir)}` }
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path, headers, agent: false }, (response) => {
      let text = ''
      onBegun()
      response.on('data', (data: Buffer) => {
        text += data.toString()
      })
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.once('error', reject)
    })
    sent.once('error', reject)
    sent.end()
  })
}

/** A vehicle whose booth has a member that is gone, so that an append waits. */
async function startStuck(): Promise<Daemon> {
  const dataDir = await makeVehicle('car-1')
  const a = await startDaemon(dataDir, ['--backups', '0'])
  const b = await startDaemon(await makeVehicle('car-2', dataDir), [
    ...['--bootstrap', a.addresses.join(',')]
  ])
  await until('they meet', async () => {
    const { json } = await a.run('status', '--json')
    return (json['peers'] as { connected: number }).connected === 1
  })
  await done(a.run('booth', 'open', '--members', 'car-2'))
  await b.signal('SIGKILL')
  return a
}

describe('the end of a vehicle', { timeout: 120_000 }, () => {
  test('what waits is answered as unknown, what is asked meanwhile is sent away', async () => {
    const a = await startStuck()
    const waiting = a.feed('{"n":1}\n', 'append', '--json')
    await until('the append waits', async () => {
      const { json } = await a.run('status', '--json')
      return (json['runtime'] as { pending: number }).pending > 0
    })
    const begun = Promise.withResolvers<void>()
    const events = ask(a, 'GET', '/v1/events', begun.resolve)
    await begun.promise
    const exit = once(a.child, 'exit')
    a.child.kill('SIGTERM')
    await until('it stops', async () => (await ask(a, 'GET', '/readyz')).status === 503)
    const refused = await ask(a, 'POST', '/v1/chains/discover')
    expect(refused.status).toBe(503)
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'ERR_STOPPED', retry: true })
    expect((await ask(a, 'GET', '/livez')).text).toBe('ok\n')

    expect(await exit).toEqual([0, null])
    const { code, json } = await waiting
    expect(json).toMatchObject({ error: { code: 'ERR_OUTCOME_UNKNOWN' } })
    expect(code).toBe(7)
    expect(await events, 'the stream ends, it does not break').toMatchObject({ status: 200 })
  })

  test('what can be done soon is done before the end', async () => {
    const dataDir = await makeVehicle('car-1')
    const a = await startDaemon(dataDir, ['--backups', '0'])
    await done(a.run('booth', 'open', '--members', ''))
    const rows = Array.from({ length: 3000 }, (_, n) => `{"n":${n}}`).join('\n')
    const appending = a.feed(`${rows}\n`, 'append', '--json')
    await until('it has begun', async () => {
      const { json } = await a.run('chain', 'show', 'car-1', '--json')
      return json['certified'] !== undefined
    })
    expect(await a.signal('SIGTERM')).toBe(0)
    const { code, json } = await appending
    expect({ code, records: json['records'] }).toEqual({ code: 0, records: 3000 })
  })

  test('a second signal ends at once, and the next start finds everything', async () => {
    const a = await startStuck()
    const waiting = a.feed('{"n":1}\n', 'append')
    await until('the append waits', async () => {
      const { json } = await a.run('status', '--json')
      return (json['runtime'] as { pending: number }).pending > 0
    })
    const exit = once(a.child, 'exit')
    a.child.kill('SIGTERM')
    await until('it stops', async () => (await ask(a, 'GET', '/readyz')).status === 503)
    a.child.kill('SIGTERM')
    expect(await exit).toEqual([130, null])
    expect((await waiting).code).toBe(7)
    const again = await startDaemon(a.dataDir, ['--backups', '0'])
    expect((await again.run('status', '--json')).json['health']).not.toBe('damaged')
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s ends in order', async (signal) => {
    const daemon = await startDaemon(await makeVehicle('car-1'))
    const begun = Date.now()
    expect(await daemon.signal(signal)).toBe(0)
    expect(Date.now() - begun, 'nothing waits, so nothing is waited for').toBeLessThan(10_000)
    expect(daemon.log()).toContain('stopping')
    expect(daemon.log()).not.toMatch(/"level":50/)
  })
})
