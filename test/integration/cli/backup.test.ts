/**
 * Backups as the person who looks after a fleet meets them: taken while vehicles run, put back when
 * a disk is gone, and never a way to vote twice.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  closeAll,
  type Daemon,
  done,
  makeVehicle,
  runProgram,
  startDaemon,
  temporaryFolder,
  until,
  WITH_OWN_MOUNTS
} from '../../support/program.ts'
import { requires } from '../../support/requires.ts'

afterEach(closeAll)

/** Four vehicles of one fleet that are connected; the first made it. */
async function startFour(): Promise<[Daemon, Daemon, Daemon, Daemon]> {
  const founder = await makeVehicle('car-1')
  const others = await Promise.all(['car-2', 'car-3', 'car-4'].map((n) => makeVehicle(n, founder)))
  const first = await startDaemon(founder, ['--backups', '1'])
  const meeting = ['--bootstrap', first.addresses.join(',')]
  const [b, c, d] = await Promise.all(others.map((dataDir) => startDaemon(dataDir, meeting)))
  if (b === undefined || c === undefined || d === undefined) {
    throw new Error('a vehicle did not start')
  }
  await connected(first, 3)
  return [first, b, c, d]
}

async function connected(daemon: Daemon, peers: number): Promise<void> {
  await until(`${peers} peers are connected`, async () => {
    const { json } = await daemon.run('status', '--json')
    return (json['peers'] as { connected: number }).connected >= peers
  })
}

/** What a person loses with a disk. */
async function loseDisk(daemon: Daemon): Promise<void> {
  await daemon.signal('SIGKILL')
  rmSync(daemon.dataDir, { recursive: true })
}

const append = (daemon: Daemon, n: number) => daemon.feed(`{"n":${n}}\n`, 'append')

describe('backup', { timeout: 240_000 }, () => {
  test('backup: an old one put back loses nothing acknowledged and votes for nothing', async () => {
    const [a, b, c, d] = await startFour()
    await done(a.run('booth', 'open', '--members', 'car-2,car-3,car-4'))
    await done(append(a, 1))
    const members = ['--members', 'car-2,car-3']
    await done(a.run('group', 'open', ...members, '--name', 'store'))
    await done(a.run('put', 'store', 'key', '1'))
    const file = join(temporaryFolder(), 'car-2.backup')
    const taken = await done(b.run('backup', file, '--json'))
    expect(taken.json).toMatchObject({ peer: b.peer, name: 'car-2', lost: [] })
    expect(statSync(file).mode & 0o777).toBe(0o600)

    await done(append(a, 2))
    await done(a.run('put', 'store', 'key', '2'))
    await loseDisk(b)
    await done(runProgram(['restore', file, '--data-dir', b.dataDir]))
    const back = await startDaemon(b.dataDir, ['--bootstrap', a.addresses.join(',')])
    expect(back.peer).toBe(b.peer)
    await connected(back, 3)

    const status = await back.run('status')
    expect(status.code).toBe(5)
    expect(status.stdout).toMatch(/restored from a backup of 20.*neither votes.*new-identity/)
    expect((await done(a.run('read', 'car-1'))).stdout).toMatch(/"n":1.*\n.*"n":2/)
    expect((await done(c.run('get', 'store', 'key'))).stdout).toContain('2')

    // Three of four must sign a block, and two of three choose a value: it is none of them.
    await done(append(a, 3))
    await d.signal('SIGKILL')
    expect((await a.feed('{"n":4}\n', 'append', '--timeout', '4s')).code, 'two of four').not.toBe(0)
    await c.signal('SIGKILL')
    const put = await a.run('put', 'store', 'key', '3', '--timeout', '4s')
    expect(put.code, 'one of three').not.toBe(0)
    expect((await append(back, 5)).code).not.toBe(0)
  })

  test('backup: a vehicle with a new identity takes part, and its old chain is read from others', async () => {
    const [a, b, c] = await startFour()
    await done(a.run('booth', 'open', '--members', 'car-2,car-3'))
    await done(append(a, 1))
    const ended = await done(a.run('booth', 'end', '--json'))
    const chain = String(ended.json['chain'])
    const folder = temporaryFolder()
    const { json } = await done(a.run('backup', folder, '--json'))
    const file = String(json['file'])
    expect(file.startsWith(join(folder, 'vguard-'))).toBe(true)
    await done(a.run('booth', 'open', '--members', 'car-2,car-3'))
    await done(append(a, 2))
    await done(a.run('booth', 'end', '--json'))
    await loseDisk(a)

    const flags = ['--new-identity', '--json', '--data-dir', a.dataDir]
    const made = await done(runProgram(['restore', file, ...flags]))
    expect(made.json).toMatchObject({ formerPeer: a.peer, name: 'car-1', needsInvite: false })
    const meeting = ['--bootstrap', [...b.addresses, ...c.addresses].join(',')]
    const back = await startDaemon(a.dataDir, meeting)
    expect(back.peer).toBe(made.json['peer'])
    await connected(back, 3)
    expect((await done(back.run('read', chain))).stdout).toMatch(/"n":1.*\n.*"n":2/)
    await done(back.run('booth', 'open', '--members', 'car-2,car-3'))
    await done(append(back, 3))

    const former = await startDaemon(join(a.dataDir, 'former-1'))
    expect(former.peer).toBe(a.peer)
    expect((await append(former, 4)).code, 'the old name').not.toBe(0)
    expect((await done(former.run('chain', 'export', chain))).stdout).toContain('"type":"end"')
  })

  test('backup: one taken under load is whole, and so is one of a stopped vehicle', async () => {
    const dataDir = await makeVehicle('car-1')
    const daemon = await startDaemon(dataDir, ['--backups', '0'])
    await done(daemon.run('booth', 'open', '--members', ''))
    const rows = Array.from({ length: 20_000 }, (_, n) => `{"n":${n},"text":"${'x'.repeat(200)}"}`)
    const writing = daemon.feed(`${rows.join('\n')}\n`, 'append')
    const folder = temporaryFolder()
    for (let round = 1; round <= 3; round++) {
      const file = join(folder, `${round}.backup`)
      expect((await done(daemon.run('backup', file, '--json'))).json, `${round}`).toMatchObject({
        lost: []
      })
      await done(runProgram(['backup', '--verify', file]))
    }
    await done(writing)
    const piped = await done(daemon.run('backup', '-'))
    const last = join(folder, 'piped.backup')
    writeFileSync(last, piped.stdout)
    await done(runProgram(['backup', '--verify', last]))
    await daemon.signal('SIGTERM')
    const stopped = await done(
      runProgram(['backup', join(folder, 'stopped'), '--data-dir', dataDir])
    )
    expect(stopped.stdout).toMatch(/records {2}\d+/)
    const target = join(folder, 'new')
    await done(runProgram(['restore', last, '--data-dir', target]))
    const restored = await startDaemon(target, ['--backups', '0'])
    expect((await done(restored.run('chain', 'verify', 'car-1', '--json'))).json).toMatchObject({
      isSound: true
    })
    const { stdout } = await done(restored.run('read', 'car-1', '--latest', '1'))
    expect(stdout).toContain('"n":19999')
  })

  test('backup: what cannot be done is one sentence with its exit code', async () => {
    const dataDir = await makeVehicle('car-1')
    const folder = temporaryFolder()
    const file = join(folder, 'a.backup')
    const at = ['--data-dir', dataDir]
    const new_ = ['--data-dir', join(folder, 'new')]
    await done(runProgram(['backup', file, ...at]))
    const half = join(folder, 'half.backup')
    writeFileSync(half, '{"type":"backup"')
    const daemon = await startDaemon(dataDir)
    const other = await makeVehicle('car-2')
    const cases = [
      [['backup', file, ...at], 6, /is there already: a backup overwrites nothing/],
      [['backup', join(folder, 'no', 'a'), ...at], 11, /there is no such directory/],
      [['backup', ...new_], 2, /holds no vehicle/],
      [['backup', '--http', '127.0.0.1:1', join(folder, 'b'), ...at], 13, /in use by another/],
      [['backup', join(folder, 'b'), '--http', daemon.http, '--data-dir', other], 17, /token/i],
      [['backup', '--verify', half], 14, /is no backup of a vehicle/],
      [['backup', '--verify', join(folder, 'none')], 11, /there is no such file/],
      [['backup', '--verify', folder], 11, /this is a folder/],
      [['restore', file, ...at], 6, /is not empty/],
      [['restore', file, '--data-dir', half], 2, /cannot be made a directory \(EEXIST\)/],
      [['restore', half, ...new_], 14, /is no backup of a vehicle/],
      [['restore', file, '--name', 'x', ...new_], 2, /--name needs --new-identity/]
    ] as const
    for (const [words, code, sentence] of cases) {
      const ended = await runProgram(words)
      expect(ended.stderr, words.join(' ')).toMatch(/^error: [^\n]+\n$/)
      expect(ended.stderr, words.join(' ')).toMatch(sentence)
      expect(ended.code, words.join(' ')).toBe(code)
    }
    expect((await runProgram(['restore', file, ...new_])).code).toBe(0)
  })

  test.skipIf(requires('linux', 'mounts'))(
    'backup: a disk that is full takes neither a backup nor a restore, and keeps nothing of it',
    async () => {
      const dataDir = await makeVehicle('car-1')
      const file = join(temporaryFolder(), 'a.backup')
      await done(runProgram(['backup', file, '--data-dir', dataDir]))
      const disk = join(temporaryFolder(), 'disk')
      mkdirSync(disk)
      const onFullDisk = (...words: readonly string[]) => {
        const command = `mount -t tmpfs -o size=4k none ${disk} && echo > ${disk}/full; "$@"; code=$?; ls -A ${disk}; exit $code`
        return runProgram(words, { wrap: [...WITH_OWN_MOUNTS, command, 'bash'] })
      }
      const cases = [
        ['backup', join(disk, 'b.backup'), '--data-dir', dataDir],
        ['restore', file, '--data-dir', join(disk, 'new')]
      ]
      for (const words of cases) {
        const { code, stdout, stderr } = await onFullDisk(...words)
        expect(stderr, words[0]).toMatch(/^error: the disk of \S+ is full: nothing was/m)
        expect(code, words[0]).toBe(15)
        expect(stdout, words[0]).toBe('full\n')
      }
    }
  )
})
