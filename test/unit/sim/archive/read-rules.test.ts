/**
 * V4 and V5 on trial: honest answers pass, each false or late one is called by its rule.
 */
import { describe, expect, test } from 'vitest'
import type { FullBlock } from '../../../../src/core/block.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import type { Effect, Reply } from '../../../../src/core/machine.ts'
import type { Selector } from '../../../../src/core/selector.ts'
import type { VirtualVehicle } from '../../../../src/sim/virtual-vehicle.ts'
import { encodeRecord } from '../../../../src/state/records/index.ts'
import type { ReadEntry, ReadRequest, ReadResult } from '../../../../src/vehicle/requests.ts'
import { type Court, openCourt } from '../../../support/court.ts'
import { toyProgram } from '../../../support/toy.ts'

interface Desk {
  readonly court: Court
  readonly car: VirtualVehicle
  /** All records in order: two a block, three blocks. */
  readonly all: readonly ReadEntry[]
  /** Reads, and gets this answer after a while, or never. */
  read(changes: Partial<ReadRequest>, reply: Reply | undefined, afterMs?: number): void
  ok(entries: readonly ReadEntry[], changes?: Partial<ReadResult>): Reply
}

function record(n: number): Uint8Array {
  return encodeRecord({ kind: 'bytes', key: `key-${n % 2}`, timeMs: n, payload: Uint8Array.of(n) })
}

function openDesk(): Desk {
  let reply: Reply | undefined
  let afterMs = 0
  const open: string[] = []
  const toy = toyProgram(() => [])
  const court = openCourt(1, [], {
    ...toy,
    createVehicle: () => ({
      status: () => ({ quota: { quotaBytes: 1, usedBytes: 0 }, machines: {} }),
      step(nowMs, event, out: { push(effect: Effect): unknown }) {
        if (event.type === 'request' && reply !== undefined) {
          open.push(event.id)
          out.push({ type: 'timer', id: 'x', atMs: nowMs + afterMs })
        } else if (event.type === 'timer' && reply !== undefined) {
          out.push({ type: 'reply', id: open.shift() ?? '', reply })
        }
      }
    })
  })
  const [car] = court.cars as [VirtualVehicle]
  const booth = court.booth([car])
  const all: ReadEntry[] = []
  let prev = NO_HASH
  for (let height = 1; height <= 3; height++) {
    const entries = [record(2 * height), record(2 * height + 1)]
    const block: FullBlock = court.block(height, prev, entries)
    court.store(block, [car])
    court.certify(booth, court.certificate(booth, block, [car]), car)
    all.push(...entries.map((entry, index) => ({ height, index, entry })))
    prev = block.hash
  }
  const { world } = court.context
  car.start()
  world.run(10)
  return {
    court,
    car,
    all,
    ok: (entries, changes = {}) => ({
      type: 'ok',
      value: {
        chain: court.chain.id,
        entries,
        cursor: undefined,
        headHeight: 3,
        servedBy: car.peer,
        ...changes
      }
    }),
    read(changes, next, wait = 1) {
      reply = next
      afterMs = wait
      const request: ReadRequest = { type: 'read', chain: court.chain.id, selector: {}, ...changes }
      court.context.readRules.ask(car, { deadlineMs: 1_000, ...request })
      world.run(5_000)
    }
  }
}

describe('sim archive: read rules', () => {
  const selections: readonly (readonly [string, Selector, readonly number[]])[] = [
    ['everything', {}, [0, 1, 2, 3, 4, 5]],
    ['heights', { heights: { from: 2, to: 9 } }, [2, 3, 4, 5]],
    ['a key', { key: 'key-1' }, [1, 3, 5]],
    ['times', { times: { fromMs: 3, toMs: 5 } }, [1, 2, 3]],
    ['what is behind a cursor', { after: { height: 2, index: 0 } }, [3, 4, 5]],
    ['a limit', { limit: 2 }, [0, 1]],
    ['the latest', { latest: 2 }, [5, 4]]
  ]
  for (const [name, selector, indexes] of selections) {
    test(`V5: ${name}: the right records pass, one missing or one more does not`, () => {
      const desk = openDesk()
      const right = indexes.map((i) => desk.all[i] as ReadEntry)
      desk.read({ selector }, desk.ok(right))
      expect(desk.court.broken()).toEqual([])
      desk.read({ selector }, desk.ok(right.slice(0, -1)))
      expect(desk.court.broken()).toEqual(['V5'])
    })
  }

  test('V5: a cursor excuses what is still to come, nothing else', () => {
    const desk = openDesk()
    const cursor = { height: 2, index: 0 }
    desk.read({}, desk.ok(desk.all.slice(0, 3), { cursor }))
    expect(desk.court.broken()).toEqual([])
    desk.read({}, desk.ok([...desk.all.slice(0, 2), desk.all[3] as ReadEntry], { cursor }))
    expect(desk.court.broken()).toEqual(['V5'])
  })

  test('V5: a changed record, a head that nobody certified, a holder that is too short', () => {
    const changed = { height: 1, index: 0, entry: record(99) }
    const falsehoods: readonly ((desk: Desk) => void)[] = [
      (desk) => desk.read({}, desk.ok([changed, ...desk.all.slice(1)])),
      (desk) => desk.read({}, desk.ok(desk.all, { headHeight: 4 })),
      (desk) => desk.read({ minHeight: 3 }, desk.ok(desk.all.slice(0, 4), { headHeight: 2 }))
    ]
    for (const [i, lie] of falsehoods.entries()) {
      const desk = openDesk()
      lie(desk)
      expect(desk.court.broken(), `falsehood ${i}`).toEqual(['V5'])
    }
  })

  test('V5: a liar may claim a head that nobody asked to be proven', () => {
    const desk = openDesk()
    const servedBy = desk.court.context.world.addVehicle('liar')
    servedBy.isByzantine = true
    const claim = desk.ok(desk.all, { headHeight: 9, servedBy: servedBy.peer })
    desk.read({}, claim)
    expect(desk.court.broken()).toEqual([])
    desk.read({ minHeight: 9 }, claim)
    expect(desk.court.broken()).toEqual(['V5'])
  })

  test('V4: an answer in time passes, a late one and none do not', () => {
    for (const [afterMs, wanted] of [
      [1_200, []],
      [1_800, ['V4']]
    ] as const) {
      const desk = openDesk()
      desk.read({}, desk.ok(desk.all), afterMs)
      expect(desk.court.broken(), `after ${afterMs} ms`).toEqual(wanted)
    }
    const desk = openDesk()
    desk.read({}, undefined)
    expect(desk.court.broken()).toEqual(['V4'])
  })

  test('V4: a stopped or crashed vehicle owes no answer until it runs', () => {
    const desk = openDesk()
    const { world } = desk.court.context
    world.plan(5, () => desk.car.pause(3_000))
    desk.read({}, desk.ok(desk.all), 10)
    expect(desk.court.broken()).toEqual([])
    world.plan(5, () => desk.car.crash('kill -9'))
    desk.read({}, undefined)
    expect(desk.court.broken()).toEqual([])
  })

  test('V4: a refusal names whom it asked', () => {
    const desk = openDesk()
    const refusal = { type: 'refused', reason: 'unavailable', message: '', retry: true } as const
    desk.read({}, { ...refusal, detail: { asked: [] } })
    expect(desk.court.broken()).toEqual([])
    desk.read({}, refusal)
    expect(desk.court.broken()).toEqual(['V4'])
  })
})
