/**
 * Commands as data: where values come from, what is wrong ends with which code.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { growFolder } from '../../../src/cli/cluster/folder.ts'
import { buildCommand, type CommandContext } from '../../../src/cli/command.ts'
import { EXIT, ExitError, exitCodeOf } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/index.ts'
import { collectList, parseInteger } from '../../../src/cli/parse.ts'
import { COMMANDS } from '../../../src/cli/program.ts'
import { InvalidInputError } from '../../../src/core/errors.ts'
import { ProblemError, UnreachableError } from '../../../src/http/client.ts'
import { problem } from '../../../src/http/problems.ts'
import { IngestError } from '../../../src/ingest/index.ts'
import { CATALOGUE, type ProblemCode } from '../../../src/node/catalogue.ts'
import { createCli } from '../../support/cli.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'vguard-cli-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) {
    rmSync(made, { recursive: true })
  }
})

/** Runs a made-up command and hands its context over. */
async function contextOf(
  words: readonly string[],
  env: Record<string, string> = {}
): Promise<CommandContext> {
  const { cli } = createCli(env)
  let found: CommandContext | undefined
  let done: Promise<void> = Promise.resolve()
  const command = buildCommand(
    {
      name: 'made up',
      summary: 'x',
      parameters: [['[word]', 'x']],
      options: [
        { flags: '--backups <n>', text: 'x', parse: parseInteger(0, 16), default: 3 },
        { flags: '--no-mdns', text: 'x' },
        { flags: '--open', text: 'x' },
        { flags: '--listen <list>', text: 'x', parse: collectList },
        { flags: '--dir <path>', text: 'x' }
      ],
      run: (context) => {
        found = context
        return Promise.resolve()
      }
    },
    cli,
    (promise) => {
      done = promise
    }
  )
  command.parse([...words], { from: 'user' })
  await done
  return found as CommandContext
}

describe('values of a command', () => {
  test('flag before environment before file before default', async () => {
    const dataDir = folder()
    writeFileSync(join(dataDir, 'config.json'), '{"backups":7,"mdns":false,"listen":["a","b"]}')
    const env = { VGUARD_BACKUPS: '5', VGUARD_DATA_DIR: dataDir }
    const all = await contextOf(['--backups', '9'], env)
    expect([all.number('backups'), all.originOf('backups')]).toEqual([9, 'flag'])
    const two = await contextOf([], env)
    expect([two.number('backups'), two.originOf('backups')]).toEqual([5, 'environment'])
    const three = await contextOf([], { VGUARD_DATA_DIR: dataDir })
    expect([three.number('backups'), three.originOf('backups')]).toEqual([7, 'file'])
    expect([three.value('mdns'), three.list('listen')]).toEqual([false, ['a', 'b']])
    const none = await contextOf(['--data-dir', folder()])
    expect([none.number('backups'), none.originOf('backups')]).toEqual([3, 'default'])
    expect([none.value('mdns'), none.list('listen'), none.flag('open')]).toEqual([
      true,
      undefined,
      false
    ])
  })

  test('false means false', async () => {
    const dataDir = folder()
    const closed = await contextOf([], { VGUARD_OPEN: 'false', VGUARD_DATA_DIR: dataDir })
    expect(closed.flag('open')).toBe(false)
    const open = await contextOf([], { VGUARD_OPEN: 'yes', VGUARD_DATA_DIR: dataDir })
    expect(open.flag('open')).toBe(true)
    const quiet = await contextOf([], { VGUARD_MDNS: '0', VGUARD_DATA_DIR: dataDir })
    expect(quiet.value('mdns')).toBe(false)
  })

  test.each([
    ['{', 'is no JSON'],
    ['[]', 'must hold one JSON object'],
    ['{"backups":"many"}', '"backups" in config.json'],
    ['{"backups":{}}', '"backups" in config.json'],
    ['{"open":"maybe"}', '"open" in config.json'],
    ['{"bakcups":2}', 'config.json: "bakcups" is no setting; the nearest is "backups"'],
    ['{"dataDir":"/x"}', 'config.json: "dataDir" is no setting'],
    ['{"vehicle":{"reed":{}}}', '"vehicle.reed" is no setting; the nearest is "vehicle.read"'],
    ['{"vehicle":3}', '"vehicle" must be an object'],
    ['{"vehicle":{"certify":{"validate":1}}}', '"vehicle.certify.validate" is no setting'],
    ['{"network":{"listen":[]}}', '"network.listen" is no setting; the nearest is "listen"'],
    ['{"mdnsOptions":{"prot":1}}', 'the nearest is "mdnsOptions.port"']
  ])('a file with %s is refused with its place', async (text, reason) => {
    const dataDir = folder()
    writeFileSync(join(dataDir, 'config.json'), text)
    await expect(contextOf(['--data-dir', dataDir])).rejects.toThrow(reason)
  })

  test('a wrong value of a flag is refused with its name, and told once', async () => {
    await expect(contextOf(['--backups', '99'])).rejects.toThrow(
      /^--backups: "99" is no whole number from 0 to 16$/
    )
  })

  test('a wrong value in the environment is refused with its name', async () => {
    const env = { VGUARD_BACKUPS: '99', VGUARD_DATA_DIR: folder() }
    await expect(contextOf([], env)).rejects.toThrow('VGUARD_BACKUPS: "99"')
  })

  test('a variable that looks like a setting and that nothing reads is told', async () => {
    const env = { VGUARD_BACKUP: '5', VGUARD_DATA_DIR: folder(), VGUARD_TOKEN: 'x', BACKUPS: '5' }
    const sentence = '"VGUARD_BACKUP" is no setting; the nearest is "VGUARD_BACKUPS"'
    expect((await contextOf([], env)).unread).toEqual([sentence])
    for (const words of [['config'], ['config', '--json'], ['doctor']]) {
      const { cli, written } = createCli(env)
      expect(await run(words, cli), words.join(' ')).toBe(EXIT.ok)
      expect(`${written.err}${written.out}`, words.join(' ')).toContain(
        words.includes('--json') ? JSON.stringify([sentence]) : `in the environment ${sentence}`
      )
    }
  })
})

describe('how commands end', () => {
  test.each([
    [['nonsense'], EXIT.usage, 'unknown command'],
    [['status', '--nonsense'], EXIT.usage, 'unknown option'],
    [['read'], EXIT.usage, 'missing required argument'],
    [['read', 'a', '--limit', 'x'], EXIT.usage, 'no whole number'],
    [['append', '--format', 'xml'], EXIT.usage, 'Allowed choices'],
    [['status', '--http', 'nowhere'], EXIT.usage, 'no control address'],
    [['status', '--http', '127.0.0.1:1'], EXIT.unreachable, 'no node answers'],
    [['pin', 'a', '9-3'], EXIT.usage, 'no blocks'],
    [['id'], EXIT.notFound, 'there is no key'],
    [['booth', 'open'], EXIT.usage, 'give either --members'],
    [['sim', '--seeds', '1', '--without', 'loss,rain'], EXIT.usage, 'there is no fault "rain"; th'],
    [['sim', '--seeds', '1', '--without', ','], EXIT.usage, '--without: "," names nothing'],
    [['sim', '--trace', '--without', 'rain'], EXIT.usage, 'there is no fault "rain"'],
    [['cluster', 'up', '--dir', '/dev/null'], EXIT.usage, '/dev/null cannot be the directory'],
    [['cluster', 'up', '--dir', '/proc/x/y'], EXIT.usage, '/proc/x/y cannot be the directory'],
    [['init', '--data-dir', '/dev/null/x'], EXIT.usage, 'x cannot be the directory'],
    [['completion', 'tcsh'], EXIT.usage, 'no known shell']
  ])('%j', async (words, exitCode, message) => {
    const { cli, written } = createCli({ VGUARD_DATA_DIR: folder() })
    expect(await run([...words, '--json'], cli), written.err).toBe(exitCode)
    expect(written.err).toContain(message)
    expect(written.err.trim().split('\n'), 'one sentence').toHaveLength(1)
    expect(written.err, 'as all sentences behind a colon').toMatch(/^error: [^A-Z]/)
    const last = JSON.parse(written.out.trim().split('\n').at(-1) ?? '')
    expect(last.exitCode).toBe(exitCode)
    expect(last.error.message).toContain(message)
  })

  test('sim fleet: its --json is its own, not that of sim', async () => {
    const { cli, written } = createCli()
    const small = ['--vehicles', '8', '--hours', '0.02', '--warm-up-hours', '0']
    expect(await run(['sim', 'fleet', ...small, '--json'], cli), written.err).toBe(EXIT.ok)
    expect(JSON.parse(written.out)).toMatchObject({ options: { vehicles: 8 } })
  })

  test('a bad result is the last line of a program, not an error in its place', async () => {
    const dataDir = folder()
    chmodSync(dataDir, 0o777)
    const { cli, written } = createCli({ VGUARD_DATA_DIR: dataDir })
    expect(await run(['doctor', '--json', '--http', '127.0.0.1:1'], cli)).toBe(EXIT.unhealthy)
    expect(written.err).toContain('checks found a fault')
    const last = JSON.parse(written.out.trim().split('\n').at(-1) ?? '')
    expect(last.findings.some(({ state }: { readonly state: string }) => state === 'fault')).toBe(
      true
    )
  })

  test('help and version end well', async () => {
    const ways = [['--help'], ['status', '--help'], ['booth', '--help'], ['version'], ['--version']]
    for (const words of ways) {
      const { cli, written } = createCli()
      expect(await run(words, cli), words.join(' ')).toBe(EXIT.ok)
      expect(written.out.length, words.join(' ')).toBeGreaterThan(4)
      expect(written.err, words.join(' ')).toBe('')
    }
  })

  test('a group without a command shows its help, and a wrong flag names the help of its command', async () => {
    const help = async (...words: readonly string[]) => {
      const { cli, written } = createCli()
      const code = await run(words, cli)
      return { code, ...written }
    }
    expect(await help('booth')).toMatchObject({ code: EXIT.usage, err: '' })
    expect((await help('booth')).out).toMatch(/Usage: vguard-node booth.*\n(.*\n)*.*open/)
    expect((await help('booth', 'open', '--x')).err).toMatch(/see: vguard-node booth open --help$/m)
    expect((await help('booth', 'opne')).err).toMatch(/see: vguard-node booth --help$/m)
    expect((await help('--x')).err).toMatch(/see: vguard-node --help$/m)
  })

  test('hints name the data directory that was given', async () => {
    const { cli, written } = createCli()
    const dir = join(folder(), 'car')
    expect(await run(['init', '--name', 'car-1', '--data-dir', dir], cli)).toBe(EXIT.ok)
    expect(written.err).toContain(`vguard-node start --data-dir ${dir}\n`)
  })

  test('an error becomes its exit code', () => {
    const at = (line: number | undefined) =>
      new IngestError({ file: 'f', line, rows: 0, reason: 'x' })
    expect(exitCodeOf(at(4))).toBe(EXIT.malformedData)
    expect(exitCodeOf(at(undefined))).toBe(EXIT.unreadableFile)
    expect(exitCodeOf(new InvalidInputError('x'))).toBe(EXIT.usage)
    expect(exitCodeOf(new UnreachableError('x'))).toBe(EXIT.unreachable)
    expect(exitCodeOf(new ExitError('x', { exitCode: EXIT.damaged }))).toBe(EXIT.damaged)
    expect(exitCodeOf(new Error('x'))).toBe(EXIT.failed)
    expect(exitCodeOf('x')).toBe(EXIT.failed)
  })

  test('every problem of the control API has an exit code that is not just "failed"', () => {
    const plain = ['ERR_INTERNAL', 'ERR_WRONG_TYPE', 'ERR_WRONG_HOST']
    const codes = Object.keys(CATALOGUE) as ProblemCode[]
    for (const code of codes.filter((one) => !plain.includes(one))) {
      expect(exitCodeOf(new ProblemError(problem(code, 'x'))), code).not.toBe(EXIT.failed)
    }
    const newer = { ...problem('ERR_REFUSED', 'x'), code: 'ERR_OF_A_LATER_VERSION' }
    expect(exitCodeOf(new ProblemError(newer))).toBe(EXIT.rejected)
  })

  test('what is told moves no cursor, whatever somebody has called a thing', async () => {
    const { cli, written } = createCli()
    const dir = join(folder(), 'a\u001b[31mb\u202ec')
    expect(await run(['status', '--data-dir', dir], cli)).toBe(EXIT.unreachable)
    expect(written.err).toContain('a?[31mb?c')
    expect(written.err).not.toContain('\u001b[31mb')
  })

  test('a data directory without a running node is never answered by another node', async () => {
    for (const words of [['status'], ['stop'], ['read', 'car-1']]) {
      const { cli, written } = createCli()
      const dir = folder()
      expect(await run([...words, '--data-dir', dir], cli), words.join(' ')).toBe(EXIT.unreachable)
      expect(written.err).toContain(`no node runs with the data directory ${dir}`)
    }
  })
})

describe('which vehicle a command is about', () => {
  test('a port that the node is to pick is looked up where the node has written it down', async () => {
    const dataDir = folder()
    writeFileSync(join(dataDir, 'config.json'), '{"http":"127.0.0.1:0"}')
    const { cli, written } = createCli()
    expect(await run(['status', '--data-dir', dataDir], cli)).toBe(EXIT.unreachable)
    expect(written.err).toContain(`no node runs with the data directory ${dataDir}`)
  })

  test('a data directory with a cluster in it tells how one of its vehicles is named', async () => {
    const home = folder()
    const told = async (): Promise<string> => {
      const { cli, written } = createCli()
      expect(await run(['status', '--data-dir', home], cli)).toBe(EXIT.unreachable)
      return written.err
    }
    expect(await told()).not.toContain('--vehicle')
    mkdirSync(join(home, 'cluster'))
    const list = JSON.stringify({ vehicles: [{ name: 'car-1', peer: 'x' }] })
    writeFileSync(join(home, 'cluster', 'cluster.json'), list)
    expect(await told()).toContain(
      'or name one of the cluster in it by --vehicle car-1, another by'
    )
  })

  test('a new identity in a cluster is told where the fleet key lies, and how it is started', async () => {
    const home = folder()
    const dir = join(home, 'cluster')
    await growFolder(dir, 2)
    const told = async (...words: readonly string[]): Promise<string> => {
      const { cli, written } = createCli()
      expect(await run(words, cli), written.err).toBe(EXIT.ok)
      return written.err
    }
    const here = ['--vehicle', 'car-2', '--data-dir', home]
    const named = await told('new-identity', ...here)
    const { cli, written } = createCli()
    await run(['id', ...here], cli)
    const invite = `vguard-node invite ${written.out.trim()} --name car-2`
    expect(named).toContain(`${invite} --vehicle car-1 --data-dir ${home}\n`)
    expect(named).toContain(`vguard-node join <invite> --vehicle car-2 --data-dir ${home}\n`)
    expect(named).toContain(`vguard-node cluster restart car-2 --dir ${dir}\n`)
    const asked = createCli()
    await run([...invite.split(' ').slice(1), '--vehicle', 'car-1', '--data-dir', home], asked.cli)
    const joined = await told('join', asked.written.out.trim(), ...here)
    expect(joined).toContain(`vguard-node cluster restart car-2 --dir ${dir}\n`)
    const list = createCli()
    await run(['cluster', 'ls', '--vehicle', 'car-1', '--data-dir', home], list.cli)
    expect(list.written.out, 'as it is now').toContain(written.out.trim())
    expect(list.written.err).toContain(`vguard-node status --vehicle car-1 --data-dir ${home}\n`)
    const byPath = await told('new-identity', '--data-dir', join(dir, 'car-2'))
    expect(byPath).toMatch(
      new RegExp(`invite \\w+ --name car-2 --data-dir ${join(dir, 'car-1')}\n`)
    )
  })

  test('who does not run is started by the command that it was started with', async () => {
    const home = folder()
    const vehicle = join(home, 'cluster', 'car-2')
    mkdirSync(vehicle, { recursive: true })
    writeFileSync(join(home, 'cluster', 'cluster.json'), '{}')
    const told = async (...words: readonly string[]): Promise<string> => {
      const { cli, written } = createCli()
      await run([...words, '--data-dir', home], cli)
      return written.err
    }
    const restart = `vguard-node cluster restart car-2 --dir ${join(home, 'cluster')}`
    expect(await told('status')).toContain(`start it with: vguard-node start --data-dir ${home},`)
    expect(await told('status', '--vehicle', 'car-2')).toContain(`start it with: ${restart},`)
    writeFileSync(join(vehicle, 'api-address'), '127.0.0.1:1')
    const dead = await told('get', 't', 'a', '--vehicle', 'car-2')
    expect(dead).toContain(
      `no node answers at http://127.0.0.1:1 (ECONNREFUSED); start one with: ${restart}`
    )
    const other = await told('status', '--vehicle', 'car-2', '--http', '127.0.0.1:1')
    expect(other).toMatch(/start one with: vguard-node start$/m)
    const missing = join(home, 'missing')
    expect(await told('cluster', 'ls', '--dir', missing)).toContain(
      `start one with: vguard-node cluster up --dir ${missing}\n`
    )
  })

  test('--vehicle is a vehicle of the cluster, by flag or environment, and no path', async () => {
    const home = folder()
    const place = join(home, 'elsewhere')
    for (const dir of [join(home, 'cluster'), place]) {
      mkdirSync(join(dir, 'car-2'), { recursive: true })
      writeFileSync(join(dir, 'cluster.json'), '{}')
    }
    const dataDirOf = async (words: readonly string[], env: Record<string, string> = {}) =>
      (await contextOf(words, { VGUARD_DATA_DIR: home, ...env })).dataDir
    expect(await dataDirOf([])).toBe(home)
    expect(await dataDirOf(['--vehicle', 'car-2'])).toBe(join(home, 'cluster', 'car-2'))
    expect(await dataDirOf([], { VGUARD_VEHICLE: 'car-2' })).toBe(join(home, 'cluster', 'car-2'))
    const named = { VGUARD_VEHICLE: 'car-2' }
    expect(await dataDirOf(['--data-dir', place], named), 'a flag says more').toBe(place)
    const env = { VGUARD_DIR: place, ...named }
    expect(await dataDirOf([], env)).toBe(join(place, 'car-2'))
    writeFileSync(
      join(home, 'config.json'),
      JSON.stringify({ dir: place, vehicle: { group: 'x' } })
    )
    expect(await dataDirOf(['--vehicle', 'car-2'])).toBe(join(place, 'car-2'))
    for (const name of ['car-9', '../cluster/car-2', '.']) {
      await expect(dataDirOf(['--vehicle', name]), name).rejects.toMatchObject({
        exitCode: EXIT.notFound
      })
    }
    await expect(contextOf(['--vehicle', 'car-2', '--data-dir', folder()])).rejects.toThrow(
      'there is no cluster in'
    )
  })

  test('a command that speaks to no vehicle looks for none that the environment names', async () => {
    const home = folder()
    const env = { VGUARD_DATA_DIR: home, VGUARD_VEHICLE: 'car-1' }
    const alone = COMMANDS.filter(({ isAlone }) => isAlone === true)
    expect(alone.map(({ name }) => name).sort()).toEqual([
      ...['api', 'bench kv', 'chain verify-file', 'cluster down', 'cluster kill', 'cluster ls'],
      ...['cluster restart', 'cluster up', 'completion', 'demo', 'sim', 'sim fleet', 'version']
    ])
    const codeOf = async (...words: readonly string[]): Promise<number> =>
      await run(words, createCli(env).cli)
    expect(await codeOf('cluster', 'down')).toBe(EXIT.ok)
    expect(await codeOf('status'), 'any other one does').toBe(EXIT.notFound)
    expect(await codeOf('cluster', 'down', '--vehicle', 'car-1')).toBe(EXIT.notFound)
  })
})
