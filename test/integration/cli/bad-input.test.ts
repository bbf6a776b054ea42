/**
 * Bad input: each kind has one clear sentence and its own exit code, and loses nothing.
 */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  closeAll,
  done,
  type Ended,
  makeVehicle,
  runProgram,
  startDaemon,
  temporaryFolder,
  until,
  WITH_OWN_MOUNTS
} from '../../support/program.ts'
import { requires } from '../../support/requires.ts'

afterEach(closeAll)

const starting = (dataDir: string, ...flags: readonly string[]): Promise<Ended> =>
  runProgram([
    'start',
    '--data-dir',
    dataDir,
    '--no-mdns',
    '--listen',
    '/ip4/127.0.0.1/tcp/0',
    '--http',
    '127.0.0.1:0',
    '--log-level',
    'silent',
    ...flags
  ])

function expectSentence({ code, stderr }: Ended, wanted: number, words: RegExp): void {
  const lines = stderr.trimEnd().split('\n')
  expect(stderr).toMatch(words)
  expect(lines, 'one sentence').toHaveLength(1)
  expect(lines[0]).toMatch(/^error: /)
  expect(code).toBe(wanted)
}

describe('bad input', { timeout: 180_000 }, () => {
  test('an address that is taken, for vehicles or for the control API', async () => {
    const dataDir = await makeVehicle('car-a')
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const http = await starting(dataDir, '--http', `127.0.0.1:${port}`)
    expectSentence(http, 12, /taken.*--http/)
    const listen = await starting(dataDir, '--listen', `/ip4/127.0.0.1/tcp/${port}`)
    expectSentence(listen, 12, /taken/)
    server.close()
  })

  test('a data directory in use', async () => {
    const dataDir = await makeVehicle('car-a')
    const first = await startDaemon(dataDir)
    expectSentence(await starting(dataDir), 13, /in use by another process/)
    await done(first.run('status'))
  })

  test('a damaged store, and a directory that is no store', async () => {
    const dataDir = await makeVehicle('car-a')
    const daemon = await startDaemon(dataDir)
    await daemon.signal('SIGTERM')
    rmSync(join(dataDir, 'store', 'level', 'CURRENT'))
    expectSentence(await starting(dataDir), 14, /CURRENT is missing/)
  })

  test('a key, or a data directory, that others can read', async () => {
    const dataDir = await makeVehicle('car-a')
    chmodSync(join(dataDir, 'key'), 0o644)
    expectSentence(await starting(dataDir), 17, /open to other users.*chmod 600/)
    chmodSync(join(dataDir, 'key'), 0o600)
    chmodSync(dataDir, 0o755)
    expectSentence(await starting(dataDir), 17, /open to other users.*chmod 700/)
  })

  test('no fleet, and the wrong one', async () => {
    const alone = join(temporaryFolder(), 'alone')
    await done(runProgram(['init', '--no-fleet', '--data-dir', alone]))
    expectSentence(await starting(alone), 16, /belongs to no fleet.*init.*join.*--open/)
    const dirA = await makeVehicle('car-a')
    expectSentence(await starting(dirA, '--open'), 16, /belongs to a fleet/)
    const dirB = await makeVehicle('car-b', dirA)
    const { stdout } = await done(runProgram(['id', '--data-dir', dirB]))
    const other = await makeVehicle('other')
    const words = ['invite', stdout.trim(), '--name', 'car-b', '--json', '--data-dir', other]
    const { json } = await done(runProgram(words))
    const invite = String(json['invite'])
    expectSentence(
      await runProgram(['join', invite, '--data-dir', dirB]),
      16,
      /belongs to another fleet/
    )
    // The invite is for car-b and nobody else.
    const third = join(temporaryFolder(), 'third')
    expectSentence(
      await runProgram(['join', invite, '--data-dir', third]),
      2,
      /cannot be used.*ask for one made for/
    )
  })

  test('a vehicle of another fleet is not admitted, and both say so', async () => {
    const a = await startDaemon(await makeVehicle('car-a'))
    const stranger = await startDaemon(await makeVehicle('stranger'), [
      '--bootstrap',
      a.addresses.join(',')
    ])
    const events = await done(
      a.run('events', '--names', 'network:refused', '--since', '0', '--count', '1', '--json')
    )
    expect(events.json).toMatchObject({ detail: { peer: stranger.peer } })
    const { json } = await done(a.run('status', '--json'))
    expect(json['peers']).toMatchObject({ connected: 0 })
  })

  test('a malformed CSV names its line, and what was before it is kept', async () => {
    const daemon = await startDaemon(await makeVehicle('car-a'), ['--backups', '0'])
    await done(daemon.run('booth', 'open', '--members', ''))
    const file = join(temporaryFolder(), 'drive.csv')
    writeFileSync(
      file,
      'timestamp,latitude,longitude\n1577218696.999,-27.7,-51.1\n1577218698,north,-51.1\n'
    )
    const ended = await daemon.run('append', file)
    expectSentence(ended, 10, /drive\.csv, line 3, column latitude.*1 record was taken/)
    const read = await done(daemon.run('read', 'car-a', '--csv'))
    expect(read.stdout.trimEnd().split('\n')).toHaveLength(2)
  })

  test('a file that is not there, a folder, an unknown chain, no booth, no node', async () => {
    const daemon = await startDaemon(await makeVehicle('car-a'), ['--backups', '0'])
    const folder = temporaryFolder()
    expectSentence(await daemon.run('append', join(folder, 'none.csv')), 11, /no such file/)
    expectSentence(await daemon.run('append', folder), 11, /folder/)
    expectSentence(await daemon.run('read', 'nobody'), 4, /no chain is known as "nobody"/)
    expectSentence(await daemon.feed('{}\n', 'append'), 6, /booth/)
    expectSentence(await daemon.run('booth', 'open', '--members', 'car-9'), 4, /no vehicle/)
    await daemon.signal('SIGTERM')
    expectSentence(await daemon.run('status'), 3, /no node runs.*vguard-node start/)
  })

  test('wrong flags and settings', async () => {
    const nowhere = join(temporaryFolder(), 'car')
    const words = ['init', '--open', '--data-dir', nowhere, '--name', 'x'.repeat(65)]
    expectSentence(await runProgram(words), 2, /65 characters/)
    expect(existsSync(nowhere)).toBe(false)
    const dataDir = await makeVehicle('car-a')
    expectSentence(await starting(dataDir, '--backups', '99'), 2, /"99"/)
    expectSentence(await starting(dataDir, '--listen', 'everywhere'), 2, /everywhere/)
    writeFileSync(join(dataDir, 'config.json'), '{"vehicle":{"read":{"deadlineMs":1}}}')
    const said = /config\.json: read\.deadlineMs is 1, allowed are /
    expectSentence(await starting(dataDir), 2, said)
    expectSentence(await runProgram(['status', '--data-dir', dataDir]), 2, said)
  })

  test('a setting that there is none of is refused by every command, and the nearest is told', async () => {
    const dataDir = await makeVehicle('car-a')
    const path = join(dataDir, 'config.json')
    writeFileSync(path, '{"vehicle":{"reed":{"deadlineMs":3000}}}')
    const words = /config\.json: "vehicle\.reed" is no setting; the nearest is "vehicle\.read"$/m
    expectSentence(await starting(dataDir), 2, words)
    for (const command of ['status', 'config']) {
      expectSentence(await runProgram([command, '--data-dir', dataDir]), 2, words)
    }
    // A file serves all commands: a setting of another one is no unknown one.
    writeFileSync(path, '{"logLevel":"silent","timeout":"5s","peersMax":3}')
    expectSentence(await starting(dataDir), 2, /"peersMax".*"network\.peersMax"$/m)
  })

  test('a misspelt variable is told at the start, and what is wrong besides decides', async () => {
    const dataDir = await makeVehicle('car-a')
    const words = ['start', '--data-dir', dataDir, '--fleet-key', 'nowhere']
    const { code, stderr } = await runProgram(words, { env: { VGUARD_BAKCUPS: '2' } })
    const [told, wrong] = stderr.split('\n')
    expect(told).toMatch(/^warning: .*"VGUARD_BAKCUPS" is no setting.*"VGUARD_BACKUPS"$/)
    expect(wrong).toMatch(/^error: --fleet-key needs --init/)
    expect(code).toBe(2)
  })

  test.skipIf(requires('linux'))('what cannot be written, or read to its end', async () => {
    const dataDir = await makeVehicle('car-a')
    // The log has no room, and the vehicle goes on.
    const wrap = ['/bin/sh', '-c', 'exec "$0" "$@" 2> /dev/full']
    const daemon = await startDaemon(dataDir, [], { wrap })
    const letters = join(dataDir, 'letters')
    writeFileSync(letters, 'precious')
    const chain = String((await done(daemon.run('chain', 'show', 'car-a', '--json'))).json['chain'])
    expectSentence(await daemon.run('chain', 'export', chain, letters), 6, /there already/)
    const nowhere = join(dataDir, 'no', 'such')
    expectSentence(await daemon.run('chain', 'export', chain, nowhere), 11, /no such directory/)
    for (const words of [['append'], ['chain', 'import']]) {
      const unreadable = await daemon.run(...words, '/proc/self/mem')
      expectSentence(unreadable, 11, /mem: it cannot be read/)
    }
    // An input that goes on does not keep a command that has failed.
    const endless = ['bash', '-c', 'exec "$0" "$@" < <(echo 1; exec sleep 120 > /dev/null 2>&1)']
    const words = ['append', '-', '--format', 'jsonl', '--data-dir', dataDir]
    expectSentence(await runProgram(words, { wrap: endless }), 6, /no open booth/)
    expect(readFileSync(letters, 'utf8')).toBe('precious')
    expect(await daemon.signal('SIGTERM')).toBe(0)
  })

  test.skipIf(requires('linux', 'mounts'))(
    'a full disk: the node says so, ends, and has lost nothing that was acknowledged',
    async () => {
      const folder = temporaryFolder()
      const script = [
        // What the programs say lies beside the full disk: it would have no room on it.
        'set -e; disk="$0/disk"; mkdir "$disk"',
        'mount -t tmpfs -o size=40m,mode=700 none "$disk"',
        'node="$1"; program="$2"; dir="$disk/data"',
        '"$node" "$program" init --name car-a --data-dir "$dir" > /dev/null 2>&1',
        // Without this the vehicle refuses records long before the disk is full.
        `echo '{"vehicle":{"certify":{"diskFreeBytesMin":0}}}' > "$dir/config.json"`,
        'dd if=/dev/zero of="$disk/filler" bs=1M count=16 status=none',
        'run() { "$node" "$program" "$@" --data-dir "$dir"; }',
        'up() { "$node" "$program" start --data-dir "$dir" --no-mdns --backups 0 ' +
          '--listen /ip4/127.0.0.1/tcp/0 --http "unix:$disk/s" --log-level silent ' +
          '> /dev/null 2> "$0/err" < /dev/null & pid=$!; run ready --wait > /dev/null; }',
        'up; run booth open --members "" > /dev/null',
        'x=$(head -c 900 /dev/zero | tr "\\0" x); append=0',
        'yes "{\\"x\\":\\"$x\\"}" | head -n 60000 | run append > /dev/null 2> "$0/said" || append=$?',
        'daemon=0; wait $pid || daemon=$?; sentence=$(cat "$0/err")',
        'rm "$disk/filler"; up; records=$(run read car-a 2> /dev/null | wc -l)',
        'run chain verify car-a > /dev/null; kill $pid; wait $pid || true',
        'echo "$append|$daemon|$records|$sentence|$(cat "$0/said")"'
      ].join('\n')
      const wrap = [...WITH_OWN_MOUNTS, script, folder]
      const ended = await runProgram([], { wrap })
      expect(ended.stderr.replace(/^npm warn.*\n/gm, '')).toBe('')
      const [append, daemon, records, sentence, said] = ended.stdout.trim().split('|')
      expect([append, daemon], ended.stdout).toEqual(['7', '15'])
      expect(sentence).toMatch(/^error: the vehicle has halted: .*full/)
      expect(said).toMatch(/^error: .*unknown/)
      expect(Number(records)).toBeGreaterThan(1_000)
    }
  )

  test.skipIf(requires('linux', 'mounts'))(
    'a full disk: a test that is given up in the middle leaves no process behind',
    { timeout: 30_000 },
    async () => {
      const folder = temporaryFolder()
      const script = 'sleep 600 & touch "$0/up"; wait'
      const ending = runProgram([], { wrap: [...WITH_OWN_MOUNTS, script, folder] })
      await until('the script runs', async () => existsSync(join(folder, 'up')))
      await closeAll()
      // It is closed, and so answered, when the last process that writes to it has ended.
      expect(await ending).toMatchObject({ code: null })
    }
  )
})
