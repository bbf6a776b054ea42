/**
 * The daemon and its commands as a person uses them: real processes, streams and disks.
 */
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { GPS_COLUMNS, generateDrive, toGpsLine } from '../../../src/state/records/index.ts'
import {
  closeAll,
  done,
  makeVehicle,
  runProgram,
  startDaemon,
  temporaryFolder,
  until
} from '../../support/program.ts'

afterEach(closeAll)

const driveLines = (rows: number): string[] => [
  GPS_COLUMNS.join(','),
  ...Array.from(generateDrive(7, { rows }), ({ gps, position }) => toGpsLine(gps, position))
]

describe('daemon', { timeout: 240_000 }, () => {
  test('a booth over a CSV file, backups, a read from a third vehicle, an export and import', async () => {
    const dirA = await makeVehicle('car-a')
    const dirB = await makeVehicle('car-b', dirA)
    const dirC = await makeVehicle('car-c', dirA)
    const a = await startDaemon(dirA, ['--backups', '1'])
    const bootstrap = ['--bootstrap', a.addresses.join(',')]
    const b = await startDaemon(dirB, bootstrap)
    const c = await startDaemon(dirC, [...bootstrap, '--enable-faults'])
    await done(a.run('ready', '--wait'))
    await until('everybody is connected', async () => {
      const { json } = await a.run('peers', '--json')
      const peers = json['peers'] as { isConnected: boolean; name: string }[]
      return peers.filter(({ isConnected }) => isConnected).length === 2
    })

    await done(a.run('booth', 'open', '--members', 'car-b'))
    const lines = driveLines(300)
    const file = join(temporaryFolder(), 'drive.csv')
    writeFileSync(file, `${lines.join('\n')}\n`)
    const appended = await done(a.run('append', file, '--json'))
    expect(appended.json['records']).toBe(300)
    const typed = await done(a.feed('{"note":"typed"}\n{"note":"more"}\n', 'append', '--json'))
    expect(typed.json['records']).toBe(2)
    const operation = ['booth', 'end', '--operation', 'trip-1', '--json']
    const ended = await done(a.run(...operation))
    expect(ended.json).toMatchObject({ state: 'sealed', operation: 'trip-1', chosen: [b.peer] })
    const again = await done(a.run(...operation))
    expect(again.json['height']).toBe(ended.json['height'])

    const from = ['read', 'car-a', '--limit', '300', '--csv']
    const csv = await done(c.run(...from, '--trace'))
    expect(csv.stdout.trimEnd().split('\n')).toEqual(lines)
    expect(csv.stderr).toMatch(/ data /)
    const notes = await done(c.run('read', 'car-a', '--latest', '1', '--json'))
    expect(JSON.parse(notes.stdout.split('\n')[0] ?? '')).toMatchObject({ value: { note: 'more' } })
    expect(notes.json).toMatchObject({ records: 1 })

    const verified = await done(b.run('chain', 'verify', 'car-a', '--json'))
    expect(verified.json).toMatchObject({ isSound: true, headersOnly: 0 })
    const exported = join(temporaryFolder(), 'chain.jsonl')
    const out = await done(b.run('chain', 'export', 'car-a', exported, '--json'))
    const imported = await done(c.run('chain', 'import', exported, '--json'))
    expect(imported.json).toMatchObject({ blocks: out.json['blocks'], from: 1 })
    const pinned = await done(c.run('unpin', 'car-a', '1', '--json'))
    expect(pinned.json['pinned']).toEqual([[2, out.json['blocks']]])
    const list = await done(c.run('chain', 'ls', '--json'))
    expect(list.json['chains']).toContainEqual(expect.objectContaining({ label: 'car-a' }))
    const shown = await done(b.run('chain', 'show', 'car-a', '1', '--json'))
    expect(shown.json).toMatchObject({ height: 1 })
    const booths = await done(a.run('booth', 'ls', '--json'))
    expect(booths.json['booths']).toHaveLength(1)
    const backups = await done(c.run('backups', 'ls', '--json'))
    expect(backups.json['backups']).toHaveLength(1)

    expect((await a.run('offline')).code).toBe(6)
    await done(c.run('offline', '--protocols', 'read'))
    await done(c.run('link', 'cut', 'car-b'))
    expect((await done(c.run('link', 'fix', 'car-b', '--json'))).json).toEqual({
      offline: ['read'],
      cuts: []
    })
    await done(c.run('online'))
    const events = await done(a.run('events', '--since', '0', '--count', '3', '--json'))
    expect(events.stdout.trimEnd().split('\n')).toHaveLength(3)
    expect((await done(a.run('doctor', '--json'))).json['findings']).toBeInstanceOf(Array)

    expect((await a.run('read', 'nobody')).code).toBe(4)
    expect((await a.run('chain', 'show', 'car-a', '99')).code).toBe(4)
    const exit = once(a.child, 'exit')
    await done(a.run('stop'))
    expect(await exit).toEqual([0, null])
    expect(await b.signal('SIGTERM')).toBe(0)
    expect(await c.signal('SIGINT')).toBe(0)
    for (const daemon of [a, b, c]) {
      expect(daemon.log(), 'no error in any log').not.toMatch(/"level":50|halted/)
    }
  })

  test('survives kill -9: identity, chain and every acknowledged record', async () => {
    const dataDir = await makeVehicle('car-a')
    const before = await startDaemon(dataDir, ['--backups', '0'])
    await done(before.run('booth', 'open', '--members', ''))
    await done(before.feed('{"n":1}\n{"n":2}\n', 'append'))
    await before.signal('SIGKILL')
    const after = await startDaemon(dataDir, ['--backups', '0'])
    expect(after.peer).toBe(before.peer)
    const read = await done(after.run('read', 'car-a'))
    expect(read.stdout.trimEnd().split('\n')).toHaveLength(2)
    await done(after.run('booth', 'open', '--members', ''))
    await done(after.feed('{"n":3}\n', 'append'))
    expect((await done(after.run('read', 'car-a'))).stdout.trimEnd().split('\n')).toHaveLength(3)
    expect((await done(after.run('chain', 'verify', 'car-a', '--json'))).json['isSound']).toBe(true)
    expect((await after.run('crash')).code, 'faults are not allowed').toBe(6)
    expect(await after.signal('SIGTERM')).toBe(0)
    const last = await startDaemon(dataDir, ['--backups', '0', '--enable-faults'])
    const exit = once(last.child, 'exit')
    expect((await done(last.run('crash'))).stdout).toBe('crashed\n')
    expect(await exit, 'nothing of it had time to end in order').toEqual([null, 'SIGKILL'])
  })

  test('a revoked vehicle is cut off while everything runs', async () => {
    const [dirA, dirB] = ['a', 'b'].map((name) => join(temporaryFolder(), name)) as [string, string]
    await done(runProgram(['init', '--name', 'car-a', '--data-dir', dirA]))
    const made = await done(runProgram(['init', '--no-fleet', '--json', '--data-dir', dirB]))
    const invite = ['invite', String(made.json['peer']), '--name', 'car-b', '--data-dir', dirA]
    const { stdout } = await done(runProgram(invite))
    await done(runProgram(['join', '-', '--data-dir', dirB], { input: stdout }))
    const a = await startDaemon(dirA)
    const b = await startDaemon(dirB, ['--bootstrap', a.addresses.join(',')])
    const connected = async (): Promise<number> => {
      const { json } = await a.run('status', '--json')
      return (json['peers'] as { connected: number }).connected
    }
    await until('both are connected', async () => (await connected()) === 1)
    const revoked = await done(a.run('revoke', b.peer, '--json'))
    expect(revoked.json).toEqual({ peer: b.peer, told: true })
    await until('it is cut off', async () => (await connected()) === 0)
  })

  test('a machine on which nobody is: the first start makes what is missing', async () => {
    const dirs = ['a', 'b', 'c', 'd'].map((name) => join(temporaryFolder(), name))
    const [dirA = '', dirB = '', dirC = '', dirD = ''] = dirs
    const a = await startDaemon(dirA, ['--init', '--name', 'car-a'])
    const key = ['--init', '--fleet-key', join(dirA, 'fleet-key')]
    const bootstrap = ['--bootstrap', a.addresses.join(',')]
    const b = await startDaemon(dirB, [...key, '--name', 'car-b', ...bootstrap])
    await until('both are connected', async () => {
      const { json } = await a.run('peers', '--json')
      const peers = json['peers'] as { isConnected: boolean; name: string }[]
      return peers.some(({ isConnected, name }) => isConnected && name === 'car-b')
    })
    expect(await b.signal('SIGTERM')).toBe(0)
    const again = await startDaemon(dirB, key)
    expect(again.peer, 'what is there stays').toBe(b.peer)
    expect((await done(again.run('status', '--json'))).json['name']).toBe('car-b')

    const open = await startDaemon(dirC, ['--init', '--open', '--name', 'car-c'])
    expect((await done(open.run('status', '--json'))).json['name']).toBe('car-c')
    await done(runProgram(['init', '--name', 'car-d', '--data-dir', dirD]))
    const start = ['start', '--no-mdns', '--http', '127.0.0.1:0', '--data-dir', dirD]
    expect((await runProgram([...start, ...key])).code, 'of another fleet').toBe(16)
    const nowhere = [...start, '--init', '--fleet-key', join(dirD, 'nowhere')]
    expect((await runProgram(nowhere)).code, 'no such key').toBe(16)
    expect((await runProgram([...start, ...key.slice(1)])).code, 'without --init').toBe(2)
    expect((await runProgram([...start, ...key, '--open'])).code).toBe(2)
    chmodSync(join(dirA, 'fleet-key'), 0o644)
    expect((await runProgram([...start, ...key])).code, 'anybody can read the key').toBe(17)
  })

  test('the control API may be a unix socket, and its secrets are for the owner only', async () => {
    const dataDir = await makeVehicle('car-a')
    const socket = join(temporaryFolder(), 'api.sock')
    const daemon = await startDaemon(dataDir, ['--http', `unix:${socket}`])
    const { stdout } = await done(daemon.run('status'))
    expect(stdout).toMatch(/^peers +0 discovered, 0 connected, 0 subscribed, 0 in the booth$/m)
    expect(stdout).toMatch(/^gossip +\/vguard\/12D3\w+\/gossip\/1$/m)
    for (const path of [
      socket,
      ...['key', 'api-token', 'fleet-key'].map((f) => join(dataDir, f))
    ]) {
      expect(statSync(path).mode & 0o077, path).toBe(0)
    }
    expect(readFileSync(join(dataDir, 'api-token'), 'utf8').trim().length).toBe(43)
    await daemon.signal('SIGKILL')
    // The socket file of the dead process is in nobody's way.
    const aliases = ['--id', '7', '--k_backups', '1', '--is_proposer', 'false']
    const again = await startDaemon(dataDir, ['--http', `unix:${socket}`, ...aliases])
    await done(again.run('ready'))
    expect((await done(again.run('status', '--json'))).json['name']).toBe('7')
  })

  test('a token and addresses that are given: a secret of a container, one of its networks', async () => {
    const dataDir = await makeVehicle('car-1')
    const file = join(temporaryFolder(), 'token')
    writeFileSync(file, 'a secret that everybody can read\n', { mode: 0o644 })
    const exposed = await runProgram(['start', '--data-dir', dataDir, '--token-file', file])
    expect([exposed.code, exposed.stderr]).toEqual([17, expect.stringContaining(file)])
    writeFileSync(file, `${'x'.repeat(40)}\n`)
    chmodSync(file, 0o400)
    const network = ['--listen', '/ip4/0.0.0.0/tcp/0', '--announce-in', '127.0.0.0/8,fd00::/8']
    const daemon = await startDaemon(dataDir, ['--token-file', file, ...network])
    expect(daemon.addresses).toEqual([expect.stringMatching(/^\/ip4\/127\.0\.0\.1\//)])
    expect(existsSync(join(dataDir, 'api-token')), 'no other token is made').toBe(false)
    expect((await daemon.run('status')).code).toBe(17)
    await done(daemon.run('status', '--token-file', file))
    const words = ['status', '--data-dir', dataDir]
    await done(runProgram(words, { env: { VGUARD_TOKEN_FILE: file } }))
    await done(runProgram(words, { env: { VGUARD_TOKEN: 'x'.repeat(40) } }))
    const env = { VGUARD_TOKEN: 'not the one' }
    await done(runProgram([...words, '--token-file', file], { env }))
  })

  test('client commands start without libp2p, the store or Fastify', async () => {
    const hooks = `import { writeSync } from 'node:fs'
      export async function load(url, context, next) {
        writeSync(2, 'loaded ' + url + '\\n')
        return next(url, context)
      }`
    const register = `import { register } from 'node:module'
      register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hooks))})`
    const flag = `data:text/javascript,${encodeURIComponent(register)}`
    const { stderr } = await runProgram(['status', '--http', '127.0.0.1:1'], {
      nodeFlags: ['--import', flag]
    })
    const loaded = stderr.split('\n').filter((line) => line.startsWith('loaded '))
    expect(loaded.some((url) => url.includes('commander'))).toBe(true)
    expect(loaded.filter((url) => /libp2p|level|fastify|typebox/.test(url))).toEqual([])
  })
})
