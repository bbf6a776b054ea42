/**
 * Three vehicles in namespaces of their own find each other by multicast, lose each other, and find each
 * other again.
 */
import { execFileSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test } from 'vitest'
import { createLan, type Lan } from '../support/lan.ts'
import type { VehicleLine, VehicleOrder } from '../support/lan-vehicle.ts'
import { requires } from '../support/requires.ts'

interface Vehicle {
  readonly lines: VehicleLine[]
  /** Known once it is ready. */
  peer(): string
  connected(): readonly string[]
  order(order: VehicleOrder): void
  kill(): void
}

const lans: Lan[] = []

afterEach(async () => {
  for (const lan of lans.splice(0)) {
    await lan.destroy()
  }
})

async function open(size: number): Promise<Lan> {
  const lan = await createLan(size)
  lans.push(lan)
  return lan
}

/** A vehicle with the number also keeps its name over a restart. */
function start(lan: Lan, number: number): Vehicle {
  const seed = number.toString(16).padStart(64, '0')
  const script = 'test/support/lan-vehicle.ts'
  const child = lan.spawn(number, process.execPath, ['--import', 'tsx', script, seed], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  if (child.stdout === null || child.stdin === null) {
    throw new Error('the vehicle has no pipes')
  }
  const { stdin } = child
  // A vehicle that was killed does not read its orders.
  stdin.on('error', () => undefined)
  const lines: VehicleLine[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as VehicleLine)
  })
  return {
    lines,
    peer: () => lines.find((line) => line.type === 'ready')?.peer ?? '',
    connected() {
      const peers = new Set<string>()
      for (const line of lines) {
        if (line.type === 'connected') {
          peers.add(line.peer)
        } else if (line.type === 'disconnected') {
          peers.delete(line.peer)
        }
      }
      return [...peers]
    },
    order: (order) => stdin.write(`${JSON.stringify(order)}\n`),
    kill: () => child.kill('SIGKILL')
  }
}

const until = (what: string, holds: () => boolean): Promise<void> =>
  expect.poll(holds, { message: what, timeout: 60_000, interval: 20 }).toBe(true)

const meshed = (vehicles: readonly Vehicle[]): boolean =>
  vehicles.every((vehicle) => vehicle.connected().length === vehicles.length - 1)

const heard = (vehicle: Vehicle, text: string): boolean =>
  vehicle.lines.some(
    (line) => (line.type === 'gossip' || line.type === 'message') && line.text === text
  )

const expectNoErrors = (vehicles: readonly Vehicle[]): void => {
  for (const { lines } of vehicles) {
    expect(lines.filter(({ type }) => type === 'error')).toEqual([])
  }
}

describe.skipIf(requires('netns'))('discovery on a LAN', () => {
  test('the machine outside is left as it was', async () => {
    const before = execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' })
    const lan = await open(2)
    expect(execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' })).toBe(before)
    expect(await lan.run(1, 'ip', ['-o', '-4', 'addr'])).not.toContain('eth1')
    await expect(lan.run(1, 'ip', ['route', 'get', '8.8.8.8'])).rejects.toThrow('unreachable')
    await lan.destroy()
    expect(execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' })).toBe(before)
  }, 60_000)

  test('three vehicles find each other by multicast alone; one is killed and comes back', async () => {
    const lan = await open(3)
    const vehicles = [1, 2, 3].map((i) => start(lan, i))
    const [a, b, c] = vehicles as [Vehicle, Vehicle, Vehicle]
    await until('all are connected', () => meshed(vehicles))
    await until('gossip reaches the others', () => {
      a.order({ type: 'gossip', text: 'news' })
      return heard(b, 'news') && heard(c, 'news')
    })

    c.kill()
    await until('the others notice', () => a.connected().length + b.connected().length === 2)
    const again = start(lan, 3)
    await until('it is back, under its old name', () => meshed([a, b, again]))
    expect(again.peer()).toBe(c.peer())
    a.order({ type: 'send', to: again.peer(), text: 'welcome back' })
    await until('it hears', () => heard(again, 'welcome back'))
    expectNoErrors([a, b, again])
  }, 180_000)

  test('a split and a pulled cable heal by themselves', async () => {
    const lan = await open(3)
    const vehicles = [1, 2, 3].map((i) => start(lan, i))
    const [a, b, c] = vehicles as [Vehicle, Vehicle, Vehicle]
    await until('all are connected', () => meshed(vehicles))

    await lan.split([[1], [2, 3]])
    await until('both sides notice', () => a.connected().length === 0 && meshed([b, c]))
    b.order({ type: 'send', to: c.peer(), text: 'still here' })
    await until('one side goes on', () => heard(c, 'still here'))
    await lan.merge()
    await until('the split heals', () => meshed(vehicles))

    await lan.linkDown(2)
    await until('everybody notices', () => b.connected().length === 0 && meshed([a, c]))
    await lan.linkUp(2)
    await until('the cable is back', () => meshed(vehicles))
    a.order({ type: 'send', to: b.peer(), text: 'over the new cable' })
    await until('it is heard', () => heard(b, 'over the new cable'))
    expectNoErrors(vehicles)
  }, 240_000)
})

describe.skipIf(requires('netns', 'nftables'))('faults on a LAN', () => {
  test('packets are lost on purpose, one way and by chance, until that is cleared', async () => {
    const lan = await open(2)
    const ping = async (from: number, to: number): Promise<number> => {
      const script = `
        const socket = require('node:net').connect(7, '${lan.address(to)}')
        socket.setTimeout(700, () => process.exit(1))
        socket.on('error', (error) => process.exit(error.code === 'ECONNREFUSED' ? 0 : 1))
      `
      return await lan.run(from, process.execPath, ['-e', script]).then(
        () => 1,
        () => 0
      )
    }
    expect(await ping(1, 2)).toBe(1)
    await lan.dropOneWay(1, 2)
    expect(await ping(1, 2)).toBe(0)
    await lan.clear()
    expect(await ping(1, 2)).toBe(1)
    await lan.loss(2, 100)
    expect(await ping(1, 2)).toBe(0)
    await lan.clear()
    expect(await ping(2, 1)).toBe(1)
  }, 60_000)
})
