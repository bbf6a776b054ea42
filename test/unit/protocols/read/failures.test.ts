/**
 * Failures that VGuardDB did not survive: one dead backup, all but one dead, circles, restarts, transfers.
 */
import { describe, expect, test } from 'vitest'
import {
  change,
  hold,
  makeChain,
  makeTable,
  recordsAt,
  teach
} from '../../../support/read-chain.ts'
import { createReadFleet } from '../../../support/read-fleet.ts'
import {
  ALL,
  chain,
  fail,
  made,
  OWNER,
  placesOf,
  refusalOf,
  setting
} from '../../../support/read-setting.ts'

describe('read: failures that VGuardDB did not survive', () => {
  test('B1: one backup dead at read', () => {
    for (const dead of [0, 1]) {
      const all = setting()
      all.fleet.kill(all.owner)
      all.fleet.kill(all.backups[dead] ?? all.owner)
      const result = all.fleet.read(all.reader, { chain, selector: {} })
      expect(placesOf(result), `backup ${dead} dead`).toEqual(ALL)
      expect(result.servedBy, `backup ${dead} dead`).toBe(all.backups[1 - dead]?.peer)
    }
  })

  test('B2: the proposer and all backups but one dead', () => {
    const all = setting(['b1', 'b2', 'b3', 'b4'])
    all.fleet.kill(all.owner)
    for (const backup of all.backups.slice(0, 3)) {
      all.fleet.kill(backup)
    }
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(placesOf(result)).toEqual(ALL)
    expect(result.servedBy).toBe(all.backups[3]?.peer)
    const unreachable = result.trace.filter(({ outcome }) => outcome === 'unreachable')
    expect(unreachable.map(({ peer }) => peer)).toContain(all.owner.peer)
  })

  test('B3: all reachable vehicles obsolete and pointing in a circle: it ends and names them', () => {
    const all = setting()
    const [b1, b2] = all.backups
    for (const backup of all.backups) {
      const other = backup === b1 ? b2 : b1
      // Each was released by a table that names the other; neither has the blocks any more.
      const away = all.fleet.vehicle(`${backup.name} copy`)
      backup.forwards.set(chain, makeTable(made, 2, [other ?? away]))
      backup.environment.tables.learn(made.chain, makeTable(made, 2, [other ?? away]), {
        push: () => 0
      })
    }
    all.fleet.kill(all.owner)
    const startedAtMs = all.fleet.nowMs()
    const reply = refusalOf(all.fleet.ask(all.reader, { type: 'read', chain, selector: {} }))
    expect(reply).toMatchObject({ reason: 'unavailable', retry: true })
    expect(all.fleet.nowMs() - startedAtMs).toBeLessThanOrEqual(5000)
    const asked = reply.detail?.['asked'] as readonly { peer: string; outcome: string }[]
    expect(asked.map(({ outcome }) => outcome).sort()).toEqual([
      'redirect',
      'redirect',
      'unreachable'
    ])
    expect(new Set(asked.map(({ peer }) => peer)).size).toBe(3)
    expect(reply.detail?.['epoch']).toBe(2)
  })

  test('B7: a backup that was restarted answers from its disk', () => {
    const all = setting(['b1'])
    all.fleet.kill(all.owner)
    const [backup] = all.backups
    const again = all.fleet.vehicle('b1 again')
    for (const [key, value] of backup?.store ?? []) {
      again.store.set(key, value)
    }
    hold(again, made)
    all.fleet.connectAll()
    all.reader.registered.push(again.peer)
    all.fleet.kill(backup ?? all.owner)
    expect(placesOf(all.fleet.read(all.reader, { chain, selector: {} }))).toEqual(ALL)
  })

  test('B10: a copy in the middle of a transfer is read as it was before, or as it is after', () => {
    const all = setting(['b1'])
    const [backup] = all.backups
    all.fleet.kill(all.owner)
    const grown = makeChain(
      OWNER,
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((height) => recordsAt([height * 100, height * 100 + 1])),
      (height) => height === 5 || height === 9
    )
    // The certificate of the new head and some of its blocks are here, and those between are not.
    change(backup ?? all.owner, ({ holdings }, out) => {
      holdings.certify(grown.certificates.get(9) ?? fail(), grown.booth, out)
      for (const height of [6, 7, 9]) {
        holdings.put(grown.blocks[height - 1] ?? fail(), out)
      }
    })
    const during = all.fleet.read(all.reader, { chain, selector: {} })
    expect(placesOf(during)).toEqual(ALL)
    expect(during.headHeight).toBe(5)
    hold(backup ?? all.owner, grown)
    const after = all.fleet.read(all.reader, { chain, selector: {} })
    expect(after.headHeight).toBe(9)
    expect(after.entries).toHaveLength(18)
  })

  test('B11: an obsolete holder that was never told is passed over for the newer copy', () => {
    const all = setting(['old'])
    const [old] = all.backups
    const fresh = all.fleet.vehicle('fresh')
    const longer = makeChain(
      OWNER,
      [1, 2, 3, 4, 5, 6].map((height) => recordsAt([height * 100, height * 100 + 1]))
    )
    const sealed = makeTable(longer, 2, [fresh])
    hold(fresh, longer)
    teach(fresh, longer, sealed)
    teach(all.reader, longer, sealed)
    all.reader.registered.push(old?.peer ?? '')
    all.fleet.connectAll()
    all.fleet.kill(all.owner)
    all.fleet.disconnect(all.reader, fresh)
    const id = all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    all.fleet.run(10)
    expect(all.reader.replies.has(id), 'the shorter chain is not taken at once').toBe(false)
    all.fleet.connect(all.reader, fresh)
    all.fleet.run(10)
    expect(all.reader.replies.get(id)).toMatchObject({
      value: { headHeight: 6, epoch: 2, servedBy: fresh.peer }
    })
  })

  test('B11: when no newer copy is to be had the old one answers, and says how old it is', () => {
    const all = setting(['old'])
    const fresh = all.fleet.vehicle('fresh')
    const longer = makeChain(
      OWNER,
      [1, 2, 3, 4, 5, 6].map((height) => recordsAt([height * 100, height * 100 + 1]))
    )
    teach(all.reader, longer, makeTable(longer, 2, [fresh]))
    all.reader.registered.push(all.backups[0]?.peer ?? '')
    all.fleet.kill(all.owner)
    all.fleet.kill(fresh)
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(result).toMatchObject({ headHeight: 5, epoch: 2 })
    expect(result.trace.map(({ outcome }) => outcome)).toContain('stale')
    const strict = all.fleet.ask(all.reader, { type: 'read', chain, selector: {}, minHeight: 6 })
    expect(strict).toMatchObject({ type: 'refused', reason: 'unavailable' })
  })

  test('B12: records of equal times are all there', () => {
    const fleet = createReadFleet()
    const owner = fleet.vehicle('owner')
    const same = makeChain(OWNER, [recordsAt([5, 5, 5]), recordsAt([5, 5])])
    hold(owner, same)
    expect(placesOf(fleet.read(owner, { chain: same.chain.id, selector: {} }))).toHaveLength(5)
    const newest = fleet.read(owner, { chain: same.chain.id, selector: { latest: 4 } })
    expect(placesOf(newest)).toEqual(['2.1', '2.0', '1.2', '1.1'])
  })
})
