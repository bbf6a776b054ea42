/**
 * Seven vehicles on a LAN: real processes of the command line program, a network namespace each, found
 * by real multicast. What goes wrong on a road goes wrong here.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLan, type Lan } from '../support/lan.ts'
import {
  createRealFleet,
  numberedRecords,
  numbersOf,
  type RealFleet
} from '../support/real-fleet.ts'
import { requires } from '../support/requires.ts'

const SIZE = 7
const MINUTE_MS = 60_000
const ALL = Array.from({ length: SIZE }, (_, i) => i + 1)

/** Numbers of the records that were acknowledged, in order. */
const acknowledged: number[] = []

/** Block of the newest of them: an older copy is no answer. */
let height = 0

describe.skipIf(requires('netns', 'nftables'))(
  'seven vehicles on a LAN',
  { timeout: 3 * MINUTE_MS },
  () => {
    let lan: Lan
    let fleet: RealFleet

    const connectedTo = async (vehicle: number): Promise<number> => {
      const { peers } = await fleet.json(vehicle, ['peers'])
      const list = peers as readonly { readonly connected?: boolean }[]
      return list.filter((peer) => peer.connected !== false).length
    }
    const allMeet = (vehicles: readonly number[], forMs = MINUTE_MS): Promise<void> =>
      fleet.until(`vehicles ${vehicles} are connected`, forMs, async () => {
        const counts = await Promise.all(vehicles.map(connectedTo))
        return counts.every((count) => count >= vehicles.length - 1)
      })
    const append = async (count: number): Promise<void> => {
      const from = acknowledged.length
      const { to } = await fleet.json(1, ['append'], numberedRecords(count, from))
      height = Number(to)
      acknowledged.push(...Array.from({ length: count }, (_, i) => from + i))
    }
    const readAll = async (vehicle: number): Promise<readonly number[]> => {
      const startMs = Date.now()
      // A few more than there should be, so that one too many would show.
      const limit = String(acknowledged.length + 10)
      const atLeast = ['--min-height', String(height)]
      const args = ['read', 'car-1', '--limit', limit, '--deadline', '5s', ...atLeast]
      const result = await fleet.run(vehicle, args)
      // One page takes 5 s at most; the rest is the start of the client on a busy machine.
      expect(Date.now() - startMs, result.stderr).toBeLessThan(12_000)
      return numbersOf(result.stdout)
    }
    const members = (...vehicles: readonly number[]): string =>
      vehicles.map((vehicle) => fleet.nameOf(vehicle)).join(',')
    const endBooth = async (vehicles: readonly number[]): Promise<readonly string[]> => {
      const args = ['booth', 'end', '--members', members(...vehicles), '--backups', '2']
      const report = await fleet.json(1, args)
      expect(report).toMatchObject({ state: 'sealed' })
      return report['chosen'] as readonly string[]
    }

    beforeAll(async () => {
      lan = await createLan(SIZE)
      fleet = await createRealFleet(SIZE, {
        spawn: (vehicle, command, args, options) => lan.spawn(vehicle, command, args, options),
        startFlags: (vehicle) => ['--listen', `/ip4/${lan.address(vehicle)}/tcp/4001`],
        http: () => '127.0.0.1:9860'
      })
      for (const vehicle of ALL) {
        await fleet.start(vehicle)
      }
    }, 3 * MINUTE_MS)

    afterAll(async () => {
      await fleet?.destroy()
      await lan?.destroy()
    })

    it('LAN: all seven find each other by multicast', async () => {
      await allMeet(ALL)
    })

    it('LAN: a booth agrees, two backups hold, everybody reads the same', async () => {
      await fleet.json(1, ['booth', 'open', '--members', members(2, 3, 4)])
      await append(200)
      const chosen = await endBooth([2, 3, 4])
      expect(chosen.length).toBe(2)
      for (const vehicle of [2, 5, 7]) {
        expect(await readAll(vehicle), `vehicle ${vehicle}`).toEqual(acknowledged)
      }
    })

    it('LAN: a stopped member does not stop the booth, and comes back into it', async () => {
      await fleet.json(1, ['booth', 'open', '--members', members(2, 3, 4)])
      fleet.signal(4, 'SIGSTOP')
      await append(50)
      fleet.signal(4, 'SIGCONT')
      await append(50)
      await endBooth([2, 3, 4])
      expect(await readAll(6)).toEqual(acknowledged)
    })

    it('LAN: killed, the proposer is read from its backups, and goes on after a restart', async () => {
      await fleet.kill(1)
      expect(await readAll(7)).toEqual(acknowledged)
      await fleet.start(1)
      await allMeet(ALL)
      await fleet.json(1, ['booth', 'open', '--members', members(2, 3, 5)])
      await append(100)
      await endBooth([2, 3, 5])
      expect(await readAll(4)).toEqual(acknowledged)
    })

    it('LAN: a vehicle whose cable is pulled loses nothing, and is found again', async () => {
      await lan.linkDown(3)
      expect(await readAll(6)).toEqual(acknowledged)
      await fleet.json(1, ['booth', 'open', '--members', members(2, 4, 5)])
      await append(30)
      await lan.linkUp(3)
      await allMeet(ALL)
      expect(await readAll(3)).toEqual(acknowledged)
    })

    it('LAN: in two halves every read ends in time, each side goes on, and they merge', async () => {
      await fleet.json(1, ['booth', 'open', '--members', members(2, 3, 4)])
      await append(20)
      await lan.split([
        [1, 2, 3, 4],
        [5, 6, 7]
      ])
      await append(20)
      expect(await readAll(4)).toEqual(acknowledged)
      const startMs = Date.now()
      const far = await fleet.run(6, ['read', 'car-1', '--limit', '100000', '--deadline', '4s'])
      expect(Date.now() - startMs).toBeLessThan(12_000)
      // The far side has a backup or it has not: then it says so by its exit code.
      const isPrefix = numbersOf(far.stdout).every((number, i) => number === acknowledged[i])
      expect([0, 5]).toContain(far.code)
      expect(isPrefix, far.stderr).toBe(true)
      await fleet.json(5, ['booth', 'open', '--members', members(6, 7)])
      const own = await fleet.json(5, ['append'], numberedRecords(5, 1_000_000))
      expect(own).toMatchObject({ records: 5 })
      const tooFew = await fleet.run(5, ['booth', 'open', '--members', members(1, 2, 3)])
      expect(tooFew.code, 'a booth across the gap is refused, not waited for').not.toBe(0)
      await lan.merge()
      await allMeet(ALL, 2 * MINUTE_MS)
      await endBooth([2, 3, 4])
      expect(await readAll(7)).toEqual(acknowledged)
    })

    it('B4: on a LAN, a backup that leaves in the middle of its transfer is replaced', async () => {
      await fleet.json(1, ['booth', 'open', '--members', members(2, 3)])
      const line = JSON.stringify({ number: -1, filler: 'x'.repeat(4000) })
      await fleet.json(1, ['append'], `${line}\n`.repeat(4000))
      const placing = fleet.json(1, ['booth', 'end', '--backups', '2', '--deadline', '60s'])
      // Whoever pulls first goes; if nobody was caught pulling, the first of the fresh vehicles does.
      await fleet.kill(6)
      const report = await placing
      expect(report).toMatchObject({ state: 'sealed' })
      await fleet.start(6)
      expect((await readAll(5)).filter((number) => number >= 0)).toEqual(acknowledged)
    })

    it('LAN: no vehicle has written of an error that nobody handled', async () => {
      for (const vehicle of ALL) {
        const log = await fleet.logOf(vehicle)
        expect(log, `vehicle ${vehicle}`).not.toMatch(
          /unhandled|uncaught|InvariantError|halted|at .*\.js:\d+/i
        )
      }
    })
  }
)
