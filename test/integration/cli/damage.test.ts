/**
 * A damaged store as its owner meets it: what status and doctor say, what comes back by itself, what
 * can be given up, and the way out when votes may be lost.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Level } from 'level'
import { afterEach, describe, expect, test } from 'vitest'
import {
  closeAll,
  type Daemon,
  done,
  makeVehicle,
  runProgram,
  startDaemon,
  temporaryFolder,
  until
} from '../../support/program.ts'

afterEach(closeAll)

/** Deletes the records whose keys match, behind the back of the store. */
async function lose(dataDir: string, keys: RegExp): Promise<void> {
  const level = new Level<string, Buffer>(join(dataDir, 'store', 'level'), {
    valueEncoding: 'buffer',
    compression: false
  })
  const found = (await level.keys().all()).filter((key) => keys.test(key))
  expect(found.length, `records like ${keys}`).toBeGreaterThan(0)
  await level.batch(found.map((key) => ({ type: 'del' as const, key })))
  await level.close()
}

async function findingsOf(daemon: Daemon): Promise<{ code: number | null; text: string }> {
  const { code, stdout } = await daemon.run('doctor')
  return { code, text: stdout }
}

const isWell = async (daemon: Daemon): Promise<boolean> =>
  (await daemon.run('status', '--json')).json['health'] === 'ok'

describe('a damaged store', { timeout: 180_000 }, () => {
  test('lost state: neither votes nor acknowledgements, and a new identity is the way out', async () => {
    const dataDir = await makeVehicle('car-a')
    const first = await startDaemon(dataDir, ['--backups', '0'])
    await done(first.run('booth', 'open', '--members', ''))
    await done(first.feed('{"n":1}\n{"n":2}\n', 'append'))
    await first.signal('SIGTERM')
    await lose(dataDir, /^s\/certify\/voted\//)

    const damaged = await startDaemon(dataDir, ['--backups', '0'])
    const { code, text } = await findingsOf(damaged)
    expect(text).toMatch(/damage .*state on disk is damaged \(s has.*neither votes.*new-identity/)
    expect(code).toBe(14)
    expect((await damaged.run('status')).code).toBe(5)
    expect((await damaged.run('booth', 'open', '--members', '')).code).not.toBe(0)
    expect((await damaged.run('doctor', '--accept-loss', 'car-a')).stderr).toMatch(/new-identity/)
    const file = join(temporaryFolder(), 'chain.jsonl')
    await done(damaged.run('chain', 'export', 'car-a', file))
    expect((await damaged.run('new-identity')).code, 'while it runs').toBe(13)
    await damaged.signal('SIGTERM')

    const { json } = await done(damaged.run('new-identity', '--json'))
    expect(json).toMatchObject({ formerPeer: damaged.peer, name: 'car-a', needsInvite: false })
    const again = await startDaemon(dataDir, ['--backups', '0'])
    expect(again.peer).toBe(json['peer'])
    expect(await isWell(again)).toBe(true)
    const imported = await done(again.run('chain', 'import', file, '--json'))
    const old = String(imported.json['chain'])
    expect((await done(again.run('read', old))).stdout).toMatch(/"n":1.*\n.*"n":2/)
    await done(again.run('booth', 'open', '--members', ''))
    await done(again.feed('{"n":3}\n', 'append'))
  })

  test('a store that was taken away: the vehicle does not begin again under its old name', async () => {
    const dataDir = await makeVehicle('car-a')
    const first = await startDaemon(dataDir)
    await first.signal('SIGTERM')
    rmSync(join(dataDir, 'store'), { recursive: true })
    const words = ['start', '--data-dir', dataDir, '--no-mdns', '--log-level', 'silent']
    const ended = await runProgram(words)
    expect(ended.stderr).toMatch(/^error: the store .* is gone.*new-identity$/m)
    expect(ended.code).toBe(14)
    const looked = await runProgram(['doctor', '--data-dir', dataDir])
    expect([looked.code, looked.stdout]).toEqual([
      14,
      expect.stringMatching(/damage .*the store .* is gone/)
    ])
    await done(runProgram(['new-identity', '--data-dir', dataDir]))
    const again = await startDaemon(dataDir)
    expect(again.peer).not.toBe(first.peer)
  })

  test('lost blocks of a backup: doctor says from whom they come back, and they do', async () => {
    const dirA = await makeVehicle('car-a')
    const dirB = await makeVehicle('car-b', dirA)
    const a = await startDaemon(dirA, ['--backups', '1'])
    const b = await startDaemon(dirB, ['--bootstrap', a.addresses.join(',')])
    await until('they meet', async () => {
      const { json } = await a.run('status', '--json')
      return (json['peers'] as { connected: number }).connected === 1
    })
    await done(a.run('booth', 'open', '--members', ''))
    await done(a.feed('{"n":1}\n', 'append'))
    await done(a.feed('{"n":2}\n', 'append'))
    expect((await done(a.run('booth', 'end', '--json'))).json['state']).toBe('sealed')
    await b.signal('SIGTERM')
    await a.signal('SIGTERM')
    await lose(dirB, /^b\/.*000002$/)
    const stopped = await runProgram(['doctor', '--data-dir', dirB])
    expect(stopped.stdout).toMatch(/damage .*chain \S+ has lost block 2 .*when the vehicle runs/)
    expect(stopped.code, 'while it does not run').toBe(14)

    const alone = await startDaemon(dirB)
    const { code, text } = await findingsOf(alone)
    expect(text).toMatch(/damage .*chain \S+ of car-a has lost block 2 .*connected: start car-a/)
    expect(code).toBe(14)
    expect((await alone.run('doctor', '--accept-loss', 'car-a')).stderr).toMatch(/given its word/)
    await startDaemon(dirA, ['--bootstrap', alone.addresses.join(',')])
    await until('they are back', () => isWell(alone))
    expect((await done(alone.run('chain', 'verify', 'car-a', '--json'))).json).toMatchObject({
      isSound: true
    })
    expect((await findingsOf(alone)).code).toBe(0)
  })

  test('lost certificates: told until a person accepts it, over restarts too', async () => {
    const dataDir = await makeVehicle('car-a')
    const first = await startDaemon(dataDir, ['--backups', '0'])
    await done(first.run('booth', 'open', '--members', ''))
    await done(first.feed('{"n":1}\n', 'append'))
    await done(first.feed('{"n":2}\n', 'append'))
    await first.signal('SIGTERM')
    await lose(dataDir, /^c\/.*000001$/)

    let daemon = await startDaemon(dataDir, ['--backups', '0'])
    expect(await findingsOf(daemon)).toMatchObject({
      code: 14,
      text: expect.stringMatching(/1 certificates instead of 2.*--accept-loss/)
    })
    await done(daemon.run('chain', 'verify', 'car-a'))
    await daemon.signal('SIGTERM')
    daemon = await startDaemon(dataDir, ['--backups', '0'])
    const { stdout } = await done(daemon.run('doctor', '--accept-loss', 'car-a'))
    expect(stdout).toMatch(/given up of chain \S+: 1 certificates instead of 2/)
    expect(await isWell(daemon)).toBe(true)
    expect((await done(daemon.run('doctor', '--accept-loss', 'car-a'))).stdout).toMatch(/^nothing/)
    await daemon.signal('SIGTERM')
    daemon = await startDaemon(dataDir, ['--backups', '0'])
    expect(await isWell(daemon)).toBe(true)
    expect((await findingsOf(daemon)).code).toBe(0)
  })
})
