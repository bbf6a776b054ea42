/**
 * Vehicles as containers: the image, a fleet on one machine, and a swarm of two machines on a LAN.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checked, type Engine, run, startEngine } from '../support/docker-engine.ts'
import { BASE, buildImage, IMAGE, makeParts, type Parts } from '../support/docker-image.ts'
import { closeAll, temporaryFolder, until as untilSoon } from '../support/program.ts'
import { requires } from '../support/requires.ts'

const DOCKER = fileURLToPath(new URL('../../docker', import.meta.url))
const PROGRAM = ['node', '/app/dist/bin/vguard-node.js']
const MINUTES = 60_000
/** Of what lies on the base: the product with its packages. */
const IMAGE_BYTES_MAX = 30e6

const isMissing = requires('root', 'netns', 'docker')
let parts: Parts

/** A swarm takes its time to start and end tasks. */
const until = (what: string, holds: () => Promise<boolean>): Promise<void> =>
  untilSoon(what, holds, 3 * MINUTES)

type Answer = Readonly<Record<string, unknown>>

/** A command in a container, and the JSON object that it prints last. */
async function ask(engine: Engine, container: string, ...words: string[]): Promise<Answer> {
  const output = await engine.docker('exec', container, ...PROGRAM, ...words, '--json')
  return JSON.parse(output.split('\n').at(-1) ?? '') as Answer
}

async function connected(engine: Engine, container: string): Promise<number> {
  const { stdout } = await engine.tryDocker('exec', container, ...PROGRAM, 'status', '--json')
  const line = stdout.trim().split('\n').at(-1) ?? ''
  const { peers } = JSON.parse(line || '{}') as { peers?: { connected: number } }
  return peers?.connected ?? 0
}

beforeAll(async () => {
  if (isMissing === false) {
    parts = await makeParts()
  }
}, 3 * MINUTES)

afterAll(closeAll, 3 * MINUTES)

describe.skipIf(isMissing)('a fleet on one machine', { timeout: 6 * MINUTES }, () => {
  const CARS = ['vg_car_1', 'vg_car_2', 'vg_car_3', 'vg_car_4', 'vg_car_5'] as const
  const compose = ['-p', 'vg', '-f', join(DOCKER, 'compose.yaml')]
  let engine: Engine

  beforeAll(async () => {
    engine = await startEngine({ name: 'vgone' })
    await buildImage(engine, parts)
    await engine.compose({ IMAGE }, ...compose, 'up', '-d', '--no-build', '--scale', 'car=5')
  }, 3 * MINUTES)

  afterAll(async () => {
    await engine?.compose({ IMAGE }, ...compose, 'down', '--volumes', '-t', '5')
    await engine?.end()
  }, 3 * MINUTES)

  it('the image has no root, and tells how it is', async () => {
    const format = '{{.Config.User}} {{json .Config.Healthcheck.Test}} {{.Config.StopSignal}}'
    const told = await engine.docker('image', 'inspect', IMAGE, '--format', format)
    expect(told).toBe(`10001:10001 ["CMD","${PROGRAM.join('","')}","ready"] SIGTERM`)
  })

  it('the image adds little to its base, and its licences', async () => {
    const size = async (image: string): Promise<number> =>
      Number(await engine.docker('image', 'inspect', image, '--format', '{{.Size}}'))
    const bytes = (await size(IMAGE)) - (await size(BASE))
    expect(bytes).toBeGreaterThan(IMAGE_BYTES_MAX / 3)
    expect(bytes).toBeLessThan(IMAGE_BYTES_MAX)
    const list = `process.stdout.write(require('node:fs').readdirSync('/app/node_modules/level').join(' '))`
    const node = ['run', '--rm', '--network', 'none', '--entrypoint', 'node', IMAGE, '-e', list]
    const kept = (await engine.docker(...node)).split(' ').sort()
    expect(kept).toEqual(['LICENSE', 'browser.js', 'index.js', 'package.json'])
  })

  it('five vehicles find each other by mDNS, and are healthy', async () => {
    for (const car of CARS) {
      await until(`${car} is connected`, async () => (await connected(engine, car)) === 4)
      await until(`${car} is healthy`, async () => {
        const state = await engine.docker('inspect', car, '--format', '{{.State.Health.Status}}')
        return state === 'healthy'
      })
    }
    const { addresses } = await ask(engine, CARS[0], 'id').then(() =>
      ask(engine, CARS[0], 'status')
    )
    expect(addresses).toHaveLength(1)
    expect(String(addresses)).not.toContain('127.0.0.1')
  })

  it('a container writes nothing but its data', async () => {
    const write = `require('node:fs').writeFileSync('/app/x', '')`
    const { code, stderr } = await engine.tryDocker('exec', CARS[1], 'node', '-e', write)
    expect(code).not.toBe(0)
    expect(stderr).toContain('EROFS')
  })

  it('a booth is ended, its proposer is killed, and another one reads', async () => {
    const names = await Promise.all(
      CARS.map(async (car) => String((await ask(engine, car, 'status'))['name']))
    )
    const [proposer = '', ...others] = names
    await ask(engine, CARS[0], 'booth', 'open', '--members', others.slice(0, 2).join(','))
    const records = `'{"n":1}\\n{"n":2}\\n'`
    await engine.pipe(['printf', records], ...['exec', '-i', CARS[0], ...PROGRAM, 'append'])
    expect(await ask(engine, CARS[0], 'booth', 'end')).toMatchObject({ state: 'sealed' })
    const before = await ask(engine, CARS[0], 'status')
    await engine.docker('kill', CARS[0])
    const read = await ask(engine, CARS[4], 'read', proposer)
    expect(read).toMatchObject({ records: 2 })
    await engine.docker('start', CARS[0])
    await until('it is back', async () => (await connected(engine, CARS[0])) === 4)
    const { peer } = await ask(engine, CARS[0], 'status')
    expect(peer, 'with the identity that it had').toBe(before['peer'])
  })

  it('a container that is stopped ends in order', async () => {
    await engine.docker('stop', '-t', '20', CARS[3])
    expect(await engine.docker('inspect', CARS[3], '--format', '{{.State.ExitCode}}')).toBe('0')
  })
})

describe.skipIf(isMissing)('a swarm on a LAN', { timeout: 8 * MINUTES }, () => {
  const engines: Engine[] = []
  const stack = temporaryFolder()
  const addressOf = (number: number): string => `10.97.0.${number}`

  /** The container of the vehicle on an engine; empty while there is none. */
  const vehicleOn = async (engine: Engine): Promise<string> =>
    (await engine.docker('ps', '-q', '--filter', 'name=vguard_vehicle')).split('\n')[0] ?? ''

  beforeAll(async () => {
    for (const number of [1, 2]) {
      engines.push(await startEngine({ name: `vgnode${number}` }))
    }
    joinByCable(engines.map(({ pid }) => pid))
    const [first, second] = engines as [Engine, Engine]
    await buildImage(first, parts)
    const image = join(temporaryFolder(), 'image.tar')
    await first.docker('save', '-o', image, IMAGE)
    await second.docker('load', '-i', image)
    await first.docker('swarm', 'init', '--advertise-addr', addressOf(1))
    const token = await first.docker('swarm', 'join-token', '-q', 'worker')
    const join2 = ['--advertise-addr', addressOf(2), '--token', token, `${addressOf(1)}:2377`]
    await second.docker('swarm', 'join', ...join2)
    for (const name of ['stack.yaml', 'stack-macvlan.yaml', 'stack-overlay.yaml']) {
      cpSync(join(DOCKER, name), join(stack, name))
    }
    writeFileSync(join(stack, 'token'), `${'5'.repeat(64)}\n`, { mode: 0o600 })
    const init = ['init', '--name', 'fleet', '--data-dir', join(stack, 'fleet')]
    const program = fileURLToPath(new URL('../../dist/bin/vguard-node.js', import.meta.url))
    checked(init, await run([process.execPath, program, ...init], {}))
    cpSync(join(stack, 'fleet', 'fleet-key'), join(stack, 'fleet-key'))
    process.env['IMAGE'] = IMAGE
    await first.docker('stack', 'deploy', '-c', join(stack, 'stack.yaml'), 'vguard')
  }, 4 * MINUTES)

  afterAll(async () => {
    delete process.env['IMAGE']
    await engines[0]?.tryDocker('stack', 'rm', 'vguard')
    for (const engine of engines.toReversed()) {
      await engine.tryDocker('swarm', 'leave', '--force')
      await engine.end()
    }
  }, 2 * MINUTES)

  it('a vehicle on each machine, of one fleet, that found each other by mDNS', async () => {
    for (const engine of engines) {
      await until('the vehicles are connected', async () => {
        const vehicle = await vehicleOn(engine)
        return vehicle !== '' && (await connected(engine, vehicle)) === 1
      })
    }
    const [first] = engines as [Engine, Engine]
    const status = await ask(first, await vehicleOn(first), 'status')
    expect(status).toMatchObject({ name: 'vgnode1', isOpen: false })
  })

  it('a booth is ended on one machine, its vehicle is killed, and the other machine reads', async () => {
    const [first, second] = engines as [Engine, Engine]
    const proposer = await vehicleOn(first)
    await ask(first, proposer, 'booth', 'open', '--members', 'vgnode2')
    await first.pipe(['printf', `'{"n":7}\\n'`], 'exec', '-i', proposer, ...PROGRAM, 'append')
    const ended = await ask(first, proposer, 'booth', 'end', '--backups', '1')
    expect(ended).toMatchObject({ state: 'sealed' })
    const { peer } = await ask(first, proposer, 'status')
    await first.docker('kill', proposer)
    expect(await ask(second, await vehicleOn(second), 'read', 'vgnode1')).toMatchObject({
      records: 1
    })
    await until('the swarm has started it again', async () => {
      const vehicle = await vehicleOn(first)
      return vehicle !== '' && vehicle !== proposer && (await connected(first, vehicle)) === 1
    })
    expect((await ask(first, await vehicleOn(first), 'status'))['peer']).toBe(peer)
  })

  it('the token is a secret of the swarm, and no other is made', async () => {
    const [first] = engines as [Engine, Engine]
    const vehicle = await vehicleOn(first)
    const list = `process.stdout.write(require('node:fs').readdirSync('/data').join(' '))`
    const kept = await first.docker('exec', vehicle, 'node', '-e', list)
    expect(kept.split(' ')).toContain('membership')
    expect(kept.split(' ')).not.toContain('api-token')
    const without = ['exec', '-e', 'VGUARD_TOKEN_FILE=', vehicle, ...PROGRAM, 'status']
    expect((await first.tryDocker(...without)).code).toBe(17)
  })

  /** Ends the stack and starts the one of these files. */
  const redeploy = async (...names: readonly string[]): Promise<void> => {
    const [first] = engines as [Engine, Engine]
    await first.docker('stack', 'rm', 'vguard')
    for (const engine of engines) {
      await until('the vehicles are gone', async () => (await vehicleOn(engine)) === '')
    }
    const files = names.flatMap((name) => ['-c', join(stack, name)])
    await until('the secrets may be made anew', async () => {
      const { code } = await first.tryDocker('stack', 'deploy', ...files, 'vguard')
      return code === 0
    })
    for (const engine of engines) {
      await until('the vehicles are connected', async () => {
        const vehicle = await vehicleOn(engine)
        return vehicle !== '' && (await connected(engine, vehicle)) === 1
      })
    }
  }

  /** What the vehicles tell of themselves, one after the other. */
  const announced = async (): Promise<readonly unknown[]> =>
    await Promise.all(
      engines.map(
        async (engine) => (await ask(engine, await vehicleOn(engine), 'status'))['addresses']
      )
    )

  it('on a macvlan network they have addresses of the LAN, and find each other by mDNS', async () => {
    const cables = ['vgd-a', 'vgd-b']
    const [first] = engines as [Engine, Engine]
    for (const [i, engine] of engines.entries()) {
      const range = ['--subnet', '10.97.0.0/24', '--ip-range', `10.97.0.${16 * (i + 1)}/28`]
      const here = ['--config-only', '-o', `parent=${cables[i]}`, ...range, 'vguard-lan-here']
      await engine.docker('network', 'create', ...here)
    }
    const swarm = ['--driver', 'macvlan', '--scope', 'swarm', '--config-from', 'vguard-lan-here']
    await first.docker('network', 'create', ...swarm, 'vguard-lan')
    await redeploy('stack.yaml', 'stack-macvlan.yaml')
    expect(await announced()).toEqual([
      [expect.stringMatching(/^\/ip4\/10\.97\.0\.(1[6-9]|2\d|3[01])\//)],
      [expect.stringMatching(/^\/ip4\/10\.97\.0\.(3[2-9]|4[0-7])\//)]
    ])
  })

  it('on an overlay network they find each other by name, and tell no address of a gateway', async () => {
    await redeploy('stack-overlay.yaml')
    expect(await announced()).toEqual([
      [expect.stringMatching(/^\/ip4\/10\.213\./)],
      [expect.stringMatching(/^\/ip4\/10\.213\./)]
    ])
  })
})

/** A cable between the networks of two engines, which are two machines on a LAN then. */
function joinByCable([a = 0, b = 0]: readonly number[]): void {
  const must = (command: string, ...words: readonly string[]): void => {
    const { status, stderr } = spawnSync(command, words, { encoding: 'utf8' })
    if (status !== 0) {
      throw new Error(`${command} ${words.join(' ')}: ${stderr}`)
    }
  }
  const within = (pid: number, ...words: readonly string[]): void =>
    must('nsenter', '-t', String(pid), '-n', 'ip', ...words)
  must(
    'ip',
    'link',
    'add',
    'vgd-a',
    'netns',
    String(a),
    'type',
    'veth',
    'peer',
    'vgd-b',
    'netns',
    String(b)
  )
  for (const [number, pid, name] of [
    [1, a, 'vgd-a'],
    [2, b, 'vgd-b']
  ] as const) {
    within(pid, 'addr', 'add', `10.97.0.${number}/24`, 'dev', name)
    within(pid, 'link', 'set', name, 'up')
    within(pid, 'route', 'add', 'default', 'dev', name)
  }
}
