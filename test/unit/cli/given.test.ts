/**
 * What a command was given: where it stands, and what is wrong with it.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EXIT, ExitError, errorCodeOf, exitCodeOf } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import type { VGuardNode } from '../../../src/node/api.ts'
import { VGuardError } from '../../../src/node/errors.ts'
import { createCli } from '../../support/cli.ts'
import { createFakeNode, TOKEN } from '../../support/fake-node.ts'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vguard-given-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true })
})

/** How a command ends, and its sentence. */
async function ended(words: readonly string[], env: Record<string, string> = {}) {
  const { cli, written } = createCli({ VGUARD_DATA_DIR: dataDir, ...env })
  return { code: await run(words, cli), err: written.err.trim() }
}

test('a token file that was named and cannot be read is told with where it was named', async () => {
  const status = ['status', '--http', '127.0.0.1:1']
  const path = join(dataDir, 'nowhere')
  const sentence = `${path} cannot be read (ENOENT)`
  const flag = { code: EXIT.usage, err: `error: --token-file: ${sentence}` }
  expect(await ended([...status, '--token-file', path])).toEqual(flag)
  expect(await ended([...status, '--token-file', path], { VGUARD_TOKEN: 'x' })).toEqual(flag)
  const env = { VGUARD_TOKEN_FILE: path }
  const variable = { code: EXIT.usage, err: `error: VGUARD_TOKEN_FILE: ${sentence}` }
  expect(await ended(status, env)).toEqual(variable)
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify({ tokenFile: path }))
  const file = { code: EXIT.usage, err: `error: "tokenFile" in config.json: ${sentence}` }
  expect(await ended(status)).toEqual(file)
  // The token itself is as good as a file, and whose data directory it is may be another one.
  const { code } = await ended(status, { ...env, VGUARD_TOKEN: 'x' })
  expect(code).toBe(EXIT.unreachable)
  rmSync(join(dataDir, 'config.json'))
  expect((await ended(status)).code).toBe(EXIT.unreachable)
})

test('the name in the settings is that of the vehicle, and of no group and no other vehicle', async () => {
  const names: unknown[] = []
  const openGroup = ({ name }: { readonly name?: string }): never => {
    names.push(name)
    throw new Error('seen')
  }
  const { app } = createFakeNode({ openGroup } as Partial<VGuardNode>)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  writeFileSync(join(dataDir, 'config.json'), '{"name":"car-1"}')
  const open = ['group', 'open', '--http', `127.0.0.1:${port}`]
  for (const env of [{}, { VGUARD_NAME: 'car-1' }]) {
    await ended(open, { VGUARD_TOKEN: TOKEN, ...env })
    const unnamed = { code: EXIT.usage, err: 'error: give the vehicle a name: --name car-2' }
    expect(await ended(['invite', 'P'], env)).toEqual(unnamed)
  }
  await ended([...open, '--name', 't'], { VGUARD_TOKEN: TOKEN })
  await app.close()
  expect(names).toEqual([undefined, undefined, 't'])
})

test('an empty name is refused before anybody is asked: a group without a name is one that has no --name', async () => {
  const open = ['group', 'open', '--http', '127.0.0.1:1']
  const none = 'error: --name: the name has 0 characters, allowed are 1 to 64'
  expect(await ended([...open, '--name', ''])).toEqual({ code: EXIT.usage, err: none })
  expect(await ended(['invite', 'P', '--name', ''])).toEqual({ code: EXIT.usage, err: none })
  expect((await ended([...open, '--name', 'x'])).code).toBe(EXIT.unreachable)
  expect((await ended(open)).code).toBe(EXIT.unreachable)
})

test.each([
  [
    { listen: ['/ip4/bad/tcp/x'] },
    '"listen" in config.json: "/ip4/bad/tcp/x" is no address; write'
  ],
  [{ listen: '/ip4/bad/tcp/1' }, '"listen" in config.json: "/ip4/bad/tcp/1" is no address; write'],
  [{ announce: ['/ip4/10.0.0.7/tcp/65536'] }, '"announce" in config.json: "/ip4/10.0.0.7/tcp/6'],
  [{ bootstrap: ['car-2:4001'] }, '"bootstrap" in config.json: "car-2:4001" is no address; write'],
  [{ http: 'nohost:99999' }, '"http" in config.json: "nohost:99999" is no control address; give'],
  [{ name: 'x'.repeat(300) }, '"name" in config.json: the name has 300 characters, allowed are 1']
])('a setting of the file that is none is refused with its name: %j', async (config, sentence) => {
  writeFileSync(join(dataDir, 'config.json'), JSON.stringify(config))
  for (const command of ['start', 'config']) {
    const { code, err } = await ended([command])
    expect([code, err], command).toEqual([
      EXIT.usage,
      expect.stringContaining(`error: ${sentence}`)
    ])
  }
})

test.each([
  [['start', '--listen', '/ip4/127.0.0.1/tcp/0,x'], '--listen: "x" is no address; write'],
  [['start', '--listen', '/ip6/10.0.0.7/tcp/1'], '--listen: "/ip6/10.0.0.7/tcp/1" is no address'],
  [['start', '--http', 'nohost:99999'], '--http: "nohost:99999" is no control address; give'],
  [['status', '--http', 'nohost'], '--http: "nohost" is no control address; give host:port'],
  [
    ['group', 'open', '--name', 'x'.repeat(300)],
    '--name: the name has 300 characters, allowed are'
  ],
  [
    ['kv', 'get', 't', 'a', '--timeout', '2h'],
    '--timeout: 7200 s is too long, a node tries for at most 1h'
  ],
  [['status', '--timeout', '99999d'], '--timeout: "99999d" is too long, allowed are at most 24d'],
  [['init', '--name', 'x'.repeat(65)], '--name: the name has 65 characters, allowed are 1 to 64'],
  [
    ['put', 't', 'k', '1', '--ttl', '99999999d'],
    '--ttl: "99999999d" is too long, allowed are at most 36600d'
  ],
  [['bench', 'kv', '--for', '30d'], '--for: "30d" is too long, allowed are at most 1d']
])('what the vehicle would refuse is refused with its flag: %j', async (words, sentence) => {
  const { code, err } = await ended(words)
  expect([code, err]).toEqual([EXIT.usage, expect.stringContaining(`error: ${sentence}`)])
})

test.each([
  [['kv', 'get', '', 'k'], '<group> is empty'],
  [['kv', 'get', 'g', ''], '<key> is empty'],
  [['ring', 'leave', 'g', ''], '[vehicle] is empty'],
  [['group', 'open', '--operation', ''], '--operation: its value is empty; give one, or leave it'],
  [['cluster', 'ls', '--dir', ''], '--dir: its value is empty'],
  [['status', '--vehicle', ''], '--vehicle: its value is empty'],
  [['ring', 'show', 'g', '--keys', ','], '--keys: "," names nothing; write items with commas'],
  [['group', 'open', '--members', ''], '--members: "" names nothing']
])('a variable of a script that is not set is named: %j', async (words, sentence) => {
  const { code, err } = await ended(words)
  expect([code, err]).toEqual([EXIT.usage, expect.stringContaining(`error: ${sentence}`)])
})

test.each([
  ['kv', 'put', 'g', 'k', ''],
  ['kv', 'cas', 'g', 'k', 'x', '--if-value', ''],
  ['kv', 'scan', 'g', '--prefix', '', '--from', ''],
  ['booth', 'open', '--members', ''],
  ['booth', 'end', '--members', '']
])(
  'the empty text is a value, begins every key, and is a booth of nobody else: %j',
  async (...words) => {
    expect((await ended([...words, '--http', '127.0.0.1:1'])).code).toBe(EXIT.unreachable)
  }
)

test('addresses of all kinds are taken, and as they are written', async () => {
  const listen = '/ip4/127.0.0.1/tcp/0,/ip6/::1/tcp/4001,/dns4/car-2.example/tcp/4001/p2p/12D3KooW'
  const { cli, written } = createCli({ VGUARD_DATA_DIR: dataDir, VGUARD_HTTP: '[::1]:0' })
  expect(await run(['config', '--json', '--listen', listen], cli), written.err).toBe(EXIT.ok)
  const { settings } = JSON.parse(written.out)
  expect(settings.listen.value).toEqual(listen.split(','))
  expect(settings.http.value).toBe('[::1]:0')
})

test('what a command finds out by itself has a code that its exit code agrees with', async () => {
  const { cli, written } = createCli({ VGUARD_DATA_DIR: dataDir })
  expect(await run(['cluster', 'ls', '--json'], cli)).toBe(EXIT.notFound)
  expect(JSON.parse(written.out)).toMatchObject({
    error: { code: 'ERR_UNKNOWN_VEHICLE' },
    exitCode: EXIT.notFound
  })
  const codes = Object.values(EXIT).map((exitCode) => {
    const { code } = new ExitError('x', { exitCode })
    if (code !== 'ERR_FAILED') {
      expect(exitCodeOf(new VGuardError('x', { code })), code).toBe(exitCode)
    }
    return code
  })
  expect(codes).toContain('ERR_DISK_FULL')
  const cause = new VGuardError('x', { code: 'ERR_STORE_FAILED' })
  expect(new ExitError('x', { exitCode: EXIT.diskFull, cause }).code).toBe('ERR_STORE_FAILED')
  const other = new ExitError('x', { exitCode: EXIT.failed, cause })
  expect([other.code, errorCodeOf(other)], 'said anew').toEqual(['ERR_FAILED', 'ERR_FAILED'])
})
