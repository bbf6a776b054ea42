/**
 * Redirects and tables: followed, kept, bounded.
 */
import { describe, expect, test } from 'vitest'
import { hold, makeChain, makeTable, recordsAt, teach } from '../../../support/read-chain.ts'
import { REALM } from '../../../support/read-fleet.ts'
import { ALL, chain, made, placesOf, refusalOf, setting } from '../../../support/read-setting.ts'

describe('read: tables', () => {
  test('read: a reader with an old table is sent on, and keeps the new table', () => {
    const all = setting(['old1', 'old2'])
    const [x, y] = ['x', 'y'].map((name) => all.fleet.vehicle(name))
    const sealed = makeTable(made, 2, [x ?? all.owner, y ?? all.owner])
    for (const vehicle of [x, y]) {
      hold(vehicle ?? all.owner, made)
      teach(vehicle ?? all.owner, made, sealed)
    }
    for (const backup of all.backups) {
      backup.forwards.set(chain, sealed)
    }
    all.fleet.connectAll()
    all.fleet.kill(all.owner)
    const result = all.fleet.read(all.reader, { chain, selector: {} })
    expect(placesOf(result)).toEqual(ALL)
    expect(result.trace.map(({ outcome }) => outcome)).toEqual(['redirect', 'unreachable', 'data'])
    expect(result.epoch).toBe(2)
    expect(all.reader.environment.tables.get(chain)?.table.epoch).toBe(2)
    expect(all.reader.signals).toMatchObject([{ type: 'table', chain }])
    expect(all.reader.store.get(`s/table/${chain}`)).toEqual(sealed.bytes)
  })

  test('read: a redirect to a vehicle that was asked ends the read, which is answered once', () => {
    const all = setting([])
    const old = all.fleet.vehicle('old')
    // Its disk was lost: it knows only that the blocks should be here.
    teach(old, made, makeTable(made, 2, [old]))
    all.reader.registered.push(old.peer)
    all.fleet.setTamper((_from, to, message) => (to === 'owner' ? undefined : message))
    const id = all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    // Nobody has known of another holder by then.
    all.fleet.run(2_000)
    all.fleet.connect(all.reader, old)
    all.fleet.kill(all.owner)
    all.fleet.run()
    const reply = all.reader.replies.get(id)
    expect(reply).toMatchObject({ reason: 'unavailable', detail: { epoch: 2 } })
  })

  test('read: a chain nobody here has heard of is found by asking everybody', () => {
    const all = setting()
    const stranger = all.fleet.vehicle('stranger')
    all.fleet.connect(stranger, all.backups[0] ?? all.owner)
    const result = all.fleet.read(stranger, { chain, selector: {} })
    expect(placesOf(result)).toEqual(ALL)
    expect(stranger.environment.tables.get(chain)?.table.epoch).toBe(1)
    expect(stranger.store.has(`s/chain/${chain}`), 'the genesis is kept with the table').toBe(true)
  })

  test('read: a table told with the genesis of another chain is refused and told of', () => {
    const all = setting()
    const stranger = all.fleet.vehicle('stranger')
    const [liar] = all.backups
    const other = makeChain(REALM.identity('other'), [recordsAt([1])])
    const genesis = other.chain.bytes
    const sealed = makeTable(other, 1, [liar ?? all.owner]).bytes
    all.fleet.connect(stranger, liar ?? all.owner)
    all.fleet.setTamper((_from, _to, message) =>
      message.type === 'tableAnswer' ? { ...message, genesis, sealed, holders: [] } : message
    )
    const reply = refusalOf(all.fleet.ask(stranger, { type: 'read', chain, selector: {} }))
    expect(reply.reason).toBe('unknownChain')
    expect(stranger.environment.tables.all()).toEqual([])
    expect(stranger.signals).toMatchObject([{ type: 'distrust', peer: liar?.peer }])
  })

  test('read: a copy that no table names is found, since its holder says that it has one', () => {
    const all = setting()
    const stranger = all.fleet.vehicle('stranger')
    const member = all.fleet.vehicle('member')
    hold(member, made)
    all.fleet.connect(stranger, member)
    expect(all.fleet.read(stranger, { chain, selector: {} }).servedBy).toBe(member.peer)
  })

  test('read: a chain that nobody knows is refused as unknown, soon', () => {
    const all = setting()
    const id = makeChain(REALM.identity('nobody'), []).chain.id
    const reply = refusalOf(all.fleet.ask(all.reader, { type: 'read', chain: id, selector: {} }))
    expect(reply).toMatchObject({
      reason: 'unknownChain',
      retry: true,
      detail: { epoch: 0, asked: [] }
    })
    expect(all.fleet.nowMs() - 1_000_000).toBeLessThan(1000)
  })

  test('read: without any connection it ends at once when the chain is unknown', () => {
    const all = setting()
    const lonely = all.fleet.vehicle('lonely')
    expect(refusalOf(all.fleet.ask(lonely, { type: 'read', chain, selector: {} })).reason).toBe(
      'unknownChain'
    )
  })

  test('read: a table that another machine learns of while it waits is followed', () => {
    const all = setting(['gone'])
    const keeper = all.fleet.vehicle('keeper')
    const sealed = makeTable(made, 2, [keeper])
    hold(keeper, made)
    all.fleet.connectAll()
    all.fleet.kill(all.backups[0] ?? all.owner)
    all.fleet.setTamper((_from, to, message) => (to === 'owner' ? undefined : message))
    const id = all.fleet.request(all.reader, { type: 'read', chain, selector: {} })
    all.fleet.run(100)
    teach(all.reader, made, sealed)
    all.fleet.step(all.reader, { type: 'signal', signal: { type: 'table', chain, sealed } })
    all.fleet.run(400)
    expect(all.reader.replies.get(id)).toMatchObject({ value: { servedBy: keeper.peer } })
  })

  test('read: at most 16 newer tables are followed', () => {
    const all = setting([])
    const steps = Array.from({ length: 20 }, (_, i) => all.fleet.vehicle(`step ${i}`))
    for (const [i, step] of steps.entries()) {
      const next = steps[i + 1]
      if (next !== undefined) {
        teach(step, made, makeTable(made, i + 2, [next]))
      } else {
        hold(step, made)
      }
    }
    teach(all.reader, made, makeTable(made, 1, [steps[0] ?? all.owner]))
    all.fleet.connectAll()
    all.fleet.kill(all.owner)
    const reply = refusalOf(all.fleet.ask(all.reader, { type: 'read', chain, selector: {} }))
    const asked = reply.detail?.['asked'] as readonly { outcome: string }[]
    expect(asked.filter(({ outcome }) => outcome === 'redirect')).toHaveLength(17)
  })

  test('read: a holder with a newer table tells the reader after its answer', () => {
    const all = setting()
    const sealed = makeTable(made, 3, all.backups)
    teach(all.owner, made, sealed)
    all.fleet.read(all.reader, { chain, selector: {} })
    all.fleet.run(100)
    expect(all.reader.environment.tables.get(chain)?.table.epoch).toBe(3)
    teach(all.reader, made, makeTable(made, 4, all.backups))
    all.fleet.read(all.reader, { chain, selector: {} })
    all.fleet.run(100)
    expect(all.owner.environment.tables.get(chain)?.table.epoch, 'and the other way round').toBe(4)
  })
})
