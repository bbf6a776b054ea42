/**
 * A daemon that speaks the old APIs: flags, environment and file, what it says of them, and what is
 * wrong with them.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { closeAll, done, makeVehicle, runProgram, startDaemon } from '../../support/program.ts'
import { exchange } from '../../support/raw-http.ts'

afterEach(closeAll)

const portOf = (address: string): number => Number(address.split(':').at(-1))

describe('start --compat', { timeout: 120_000 }, () => {
  test('speaks what the flags say, by the numbers they say', async () => {
    const daemon = await startDaemon(await makeVehicle('bus'), [
      ...['--backups', '0', '--compat', 'vguarddb,kvstore=settings', '--compat-kv', 'none'],
      ...['--compat-ids', '4=bus']
    ])
    const port = portOf(daemon.http)
    const body = '{"participants":[4]}'
    const head = `GET /end_of_booth HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: Go-http-client/1.1\r\n`
    const rest = `Content-Length: ${body.length}\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\n\r\n${body}`
    const answer = await exchange(port, head + rest)
    expect([answer.status, answer.body]).toEqual([200, ''])
    expect((await done(daemon.run('booth', 'ls', '--json'))).json).toMatchObject({
      booths: [{ isOpen: false }]
    })
    const none = await exchange(port, 'GET /compat/kv/?key=a HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect([none.status, none.body]).toEqual([500, 'error: follower_capacity not yet full'])
    await done(daemon.run('group', 'open', '--name', 'settings'))
    const put = 'PUT /compat/kv/?key=a&val=b HTTP/1.1\r\nHost: localhost\r\n\r\n'
    expect((await exchange(port, put)).status).toBe(201)
    const got = await done(daemon.run('get', 'settings', 'a', '--json'))
    expect(JSON.stringify(got.json)).toContain(Buffer.from('b').toString('base64'))
  })

  test('takes its settings from the file, and an address that is taken ends it', async () => {
    const dataDir = await makeVehicle('car-1')
    const settings = { compat: ['kvstore'], compatKv: '127.0.0.1:0' }
    writeFileSync(join(dataDir, 'config.json'), JSON.stringify(settings))
    const daemon = await startDaemon(dataDir, ['--log-level', 'debug'])
    const status = await exchange(
      portOf(daemon.http),
      'GET /compat/kv/ HTTP/1.1\r\nHost: localhost\r\n\r\n'
    )
    expect(status.status).toBe(200)
    const words = ['start', '--data-dir', await makeVehicle('car-2'), '--no-mdns']
    const listen = ['--listen', '/ip4/127.0.0.1/tcp/0', '--http', '127.0.0.1:0']
    const taken = await runProgram([
      ...[...words, ...listen, '--compat', 'kvstore', '--compat-kv', daemon.http]
    ])
    expect([taken.code, taken.stderr]).toEqual([12, expect.stringContaining('--compat-kv')])
  })

  test.each([
    ['--compat', 'vguard'],
    ['--compat', 'vguarddb', '--compat-ids', 'car-1'],
    ['--compat', 'kvstore', '--compat-kv', '16200']
  ])('%s %s %s %s is refused before anything starts', async (...flags) => {
    const dataDir = await makeVehicle('car-1')
    const ended = await runProgram(['start', '--data-dir', dataDir, ...flags])
    expect([ended.code, ended.stderr.trimEnd().split('\n')]).toEqual([2, [expect.any(String)]])
  })
})
