/**
 * The vehicle as a service of systemd: the unit is one that systemd takes, word for word, and the
 * program speaks to a service manager as the unit promises.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Level } from 'level'
import { afterEach, describe, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-codes.ts'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { crc32, sealRecord } from '../../../src/storage/checksum.ts'
import {
  closeAll,
  makeVehicle,
  runProgram,
  startDaemon,
  temporaryFolder,
  until
} from '../../support/program.ts'
import { PROGRAM } from '../../support/real-fleet.ts'
import { requires } from '../../support/requires.ts'

const UNIT = readFileSync(
  fileURLToPath(new URL('../../../systemd/vguard-node.service', import.meta.url)),
  'utf8'
)

/** Settings as `Section.Key`, each with its values in order. */
function parseUnit(text: string): ReadonlyMap<string, readonly string[]> {
  const settings = new Map<string, string[]>()
  let section = ''
  for (const line of text.split('\n')) {
    const [, name] = /^\[(\w+)\]$/.exec(line) ?? []
    const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? []
    section = name ?? section
    if (key !== '') {
      settings.set(`${section}.${key}`, [...(settings.get(`${section}.${key}`) ?? []), value])
    } else if (name === undefined && line !== '' && !line.startsWith('#')) {
      throw new Error(`the unit has a line that is nothing: ${line}`)
    }
  }
  return settings
}

const SETTINGS = parseUnit(UNIT)
const service = (key: string): string => SETTINGS.get(`Service.${key}`)?.join(' ') ?? ''

/** The unit as if the program were installed, and its folder. */
function installed(unit = UNIT): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'bin'))
  symlinkSync(PROGRAM, join(folder, 'bin', 'vguard-node'))
  const path = join(folder, 'vguard-node.service')
  writeFileSync(path, unit.replace('ExecStart=', `ExecStart=${folder}/bin/`))
  return path
}

/** Hears what is said to a service manager. */
async function listen(path: string): Promise<{ readonly heard: string[] }> {
  const script = `
import array, os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("bound", flush=True)
while True:
    data, ancillary, _, _ = s.recvmsg(4096, 4096)
    for _, kind, fds in ancillary:
        if kind == socket.SCM_RIGHTS:
            for fd in array.array("i", fds):
                os.close(fd)
    print(data.decode().replace("\\n", " "), flush=True)
`
  const child = spawn('python3', ['-c', script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  listeners.push(child)
  const heard: string[] = []
  const lines = createInterface({ input: child.stdout })
  const bound = once(lines, 'line')
  lines.on('line', (line) => heard.push(line))
  await bound
  return { heard }
}

const listeners: ChildProcess[] = []
afterEach(async () => {
  await closeAll()
  for (const child of listeners.splice(0)) {
    child.kill('SIGKILL')
  }
})

const LOOPBACK = ['--http', '127.0.0.1:0', '--listen', '/ip4/127.0.0.1/tcp/0']

describe('the unit of systemd', () => {
  test('restarts what may heal by itself, and nothing that only a person can', () => {
    const { usage, damaged, fleet, exposed } = EXIT
    const codes = service('RestartPreventExitStatus').split(' ').map(Number)
    expect(codes).toEqual([usage, damaged, fleet, exposed])
    expect(service('Restart')).toBe('on-failure')
    expect(SETTINGS.get('Unit.StartLimitIntervalSec')).toEqual(['0'])
  })

  test('lets in what the vehicle needs, and keeps its data to itself', () => {
    expect(service('RestrictAddressFamilies').split(' ').sort()).toEqual([
      ...['AF_INET', 'AF_INET6', 'AF_NETLINK', 'AF_UNIX']
    ])
    expect(service('MemoryDenyWriteExecute'), 'V8 compiles at run time').toBe('')
    expect(service('StateDirectoryMode')).toBe('0700')
    expect(service('Environment')).toContain(
      `VGUARD_DATA_DIR=/var/lib/${service('StateDirectory')}`
    )
    for (const key of ['NoNewPrivileges', 'ProtectHome', 'PrivateTmp', 'PrivateDevices']) {
      expect(service(key), key).toBe('yes')
    }
    expect(service('ProtectSystem')).toBe('strict')
    expect(service('CapabilityBoundingSet')).toBe('')
  })

  test.skipIf(requires('systemd'))('is understood word for word', () => {
    const verify = (path: string) =>
      spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' })
    const { status, stderr } = verify(installed())
    expect(stderr).toBe('')
    expect(status).toBe(0)
    // The check can fail.
    for (const [right, wrong] of [
      ['ProtectHome=', 'ProtectHoome='],
      ['ProtectSystem=strict', 'ProtectSystem=stricht'],
      ['@system-service', '@system-servce']
    ] as const) {
      expect(verify(installed(UNIT.replace(right, wrong))).stderr, wrong).toMatch(/Unknown|Failed/)
    }
  })

  test.skipIf(requires('systemd'))('exposes no more than systemd calls OK', () => {
    const words = ['security', '--offline=true', '--threshold=20', installed()]
    const { status, stdout } = spawnSync('systemd-analyze', words, { encoding: 'utf8' })
    expect(stdout).toMatch(/Overall exposure level/)
    expect(status, stdout.split('\n').at(-2)).toBe(0)
  })
})

describe.skipIf(requires('systemd', 'python3'))('the service', { timeout: 120_000 }, () => {
  test('says when it is ready, that it is alive, and that it stops', async () => {
    const [program, command = '', ...flags] = service('ExecStart').split(' ')
    expect([program, command]).toEqual(['vguard-node', 'start'])
    const NOTIFY_SOCKET = join(temporaryFolder(), 'notify')
    const { heard } = await listen(NOTIFY_SOCKET)
    const env = { NOTIFY_SOCKET, WATCHDOG_USEC: '500000' }
    const daemon = await startDaemon(await makeVehicle('car-1'), flags, { env })
    await until('it is ready', async () => heard.length > 1)
    expect(heard[1]).toBe(`READY=1 STATUS=car-1 ${daemon.peer}`)
    const beats = (): number => heard.filter((line) => line === 'WATCHDOG=1').length
    await until('it is alive', async () => beats() >= 3)
    expect(await daemon.signal('SIGTERM')).toBe(0)
    const said = heard.filter((line) => line !== 'BARRIER=1' && line !== 'WATCHDOG=1')
    expect(said.slice(2)).toEqual(['STOPPING=1'])
    expect(daemon.log()).not.toContain('cannot be told')
  })

  test('that does not start is not ready, and ends with a code that is not restarted', async () => {
    const NOTIFY_SOCKET = join(temporaryFolder(), 'notify')
    const { heard } = await listen(NOTIFY_SOCKET)
    const words = ['start', ...LOOPBACK, '--no-mdns', '--data-dir', join(temporaryFolder(), 'new')]
    const { code } = await runProgram(words, { env: { NOTIFY_SOCKET } })
    expect(code).toBe(EXIT.fleet)
    expect(service('RestartPreventExitStatus').split(' ')).toContain(String(code))
    expect(heard).toEqual(['bound'])
  })

  test('of a store that a later version has written is refused, and left as it is', async () => {
    const dataDir = await makeVehicle('car-1')
    const daemon = await startDaemon(dataDir)
    await daemon.signal('SIGTERM')
    const path = join(dataDir, 'store', 'level')
    const level = new Level<string, Uint8Array>(path, { valueEncoding: 'view', compression: false })
    const later = sealRecord(crc32, 'm/format', toUtf8('9'))
    await level.put('m/format', later)
    await level.close()
    const words = ['start', ...LOOPBACK, '--no-mdns', '--data-dir', dataDir]
    const { code, stderr } = await runProgram(words)
    expect(stderr).toMatch(
      /^error: \S+ has store format 9 and this vguard-node reads format 1: run/m
    )
    expect(code).toBe(EXIT.damaged)
    expect(service('RestartPreventExitStatus').split(' ')).toContain(String(code))
    await level.open()
    expect(Buffer.from((await level.get('m/format')) ?? [])).toEqual(Buffer.from(later))
    await level.close()
  })

  test('without anybody who listens says so once and runs on', async () => {
    const env = { NOTIFY_SOCKET: join(temporaryFolder(), 'nobody'), WATCHDOG_USEC: '200000' }
    const daemon = await startDaemon(await makeVehicle('car-1'), [], { env })
    await until('it has said so', async () => daemon.log().includes('cannot be told'))
    expect(await daemon.signal('SIGTERM')).toBe(0)
    expect(daemon.log().match(/cannot be told: systemd-notify ended with 1/g)).toHaveLength(1)
  })
})
