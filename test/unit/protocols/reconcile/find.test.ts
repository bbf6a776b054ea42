/** A chain that is not known here is looked for among the connected vehicles. */
import { describe, expect, it } from 'vitest'
import { createGroupBooth } from '../../../../src/core/booth.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { type Bench, type Car, createBench } from './bench.ts'

type Cars = readonly [Car, Car, Car]

/** A and B know nothing; C keeps the chain. */
function setUp(): readonly [Bench, Car, Car, Car] {
  const bench = createBench('ABC')
  const [a, b, c] = bench.cars as Cars
  c.hold(bench.blocks(3))
  for (const car of bench.cars) {
    car.start()
  }
  return [bench, a, b, c]
}

const look = (car: Car, chain: string, id = 'r'): void => {
  car.step({ type: 'request', id, request: { type: 'findChain', chain } })
}

const boothOf = (bench: Bench, opener: Car, number: number, members: readonly Car[]) =>
  createGroupBooth(opener.identity.crypto, OPEN_FLEET, {
    chain: bench.chain.id,
    number,
    members: new Map(members.map(({ identity }) => [identity.peer, '0'.repeat(32)])),
    openedAtMs: 1,
    opener: opener.identity.peer
  })

describe('finding a chain', () => {
  it('reconcile: a chain that any connected vehicle knows is found and known from then on', () => {
    const [bench, a] = setUp()
    bench.connectAll()
    look(a, bench.chain.id)
    bench.run(20)
    expect(a.replies.get('r')).toEqual({ type: 'ok', value: { chain: bench.chain.id } })
    expect(a.environment.holdings.get(bench.chain.id)?.chain).toEqual(bench.chain)
    expect(a.machine.membersOf(bench.chain.id)).toEqual(bench.chain.genesis.members)
  })

  it('reconcile: when all say that they do not know it, the answer comes at once', () => {
    const [bench, a, b] = setUp()
    bench.connect(a, b)
    look(a, bench.chain.id)
    bench.run(20)
    expect(a.replies.get('r')).toMatchObject({ reason: 'unknownChain', retry: true })
    expect(a.machine.status(0).finding).toBe(0)
  })

  it('reconcile: nobody is there: the answer comes at once as well', () => {
    const [bench, a] = setUp()
    look(a, bench.chain.id)
    expect(a.replies.get('r')).toMatchObject({ reason: 'unknownChain' })
  })

  it('reconcile: who says nothing is asked again, and not waited for longer than allowed', () => {
    const [bench, a, , c] = setUp()
    let lost = 0
    bench.filter = (_from, to, message) =>
      to === c && message.type === 'find' && lost++ < 2 ? undefined : message
    bench.connect(a, c)
    look(a, bench.chain.id)
    bench.run(500)
    expect(a.replies.get('r')).toMatchObject({ type: 'ok' })

    bench.filter = () => undefined
    look(
      a,
      bench.chain.id.replace(/^./, (char) => (char === '2' ? '3' : '2')),
      's'
    )
    bench.run(1_900)
    expect(a.replies.has('s')).toBe(false)
    bench.run(300)
    expect(a.replies.get('s')).toMatchObject({ reason: 'unknownChain' })
  })

  it('reconcile: who comes or goes meanwhile is asked, or waited for no more', () => {
    const [bench, a, b, c] = setUp()
    bench.filter = (from, _to, message) => (from === b ? undefined : message)
    bench.connect(a, b)
    look(a, bench.chain.id)
    bench.connect(a, c)
    bench.run(20)
    expect(a.replies.get('r')).toMatchObject({ type: 'ok' })
    bench.disconnect(a, b)
    expect(a.machine.status(0).finding).toBe(0)
  })

  it('reconcile: a genesis of another chain is refused', () => {
    const [bench, a, , c] = setUp()
    const other = createBench('AC', { seed: 2 }).chain.bytes
    bench.filter = (_from, _to, message) =>
      message.type === 'found' ? { ...message, genesis: other } : message
    bench.connect(a, c)
    look(a, bench.chain.id)
    bench.run(20)
    expect(a.replies.get('r')).toMatchObject({ reason: 'unknownChain' })
    expect(a.countOf('reconcile:refused')).toBe(1)
    expect(a.environment.holdings.all()).toEqual([])
  })

  it('reconcile: the newest booth that is genuine says who the members are, after a restart too', () => {
    const [bench, a, b, c] = setUp()
    const shown = new Map([
      [b, boothOf(bench, b, 3, [b])],
      [c, boothOf(bench, c, 2, [c])]
    ])
    bench.filter = (from, _to, message) =>
      message.type === 'found'
        ? { ...message, genesis: bench.chain.bytes, booth: shown.get(from)?.bytes }
        : message
    bench.connectAll()
    look(a, bench.chain.id)
    bench.run(20)
    expect(a.machine.membersOf(bench.chain.id)).toEqual([b.identity.peer])
    a.crash()
    a.start()
    expect(a.machine.membersOf(bench.chain.id)).toEqual([b.identity.peer])
    const forged = boothOf(bench, b, 4, [b]).bytes.slice()
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    shown.set(b, { ...boothOf(bench, b, 4, [b]), bytes: forged })
    look(a, bench.chain.id, 's')
    bench.run(20)
    expect(a.replies.get('s')).toMatchObject({ type: 'ok' })
    expect(a.machine.membersOf(bench.chain.id)).toEqual([b.identity.peer])
    expect(a.countOf('reconcile:refused')).toBe(1)
  })

  it('reconcile: too many at once are refused as busy', () => {
    const [bench, a, b] = setUp()
    bench.filter = () => undefined
    bench.connect(a, b)
    const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
    for (let i = 0; i < 65; i++) {
      look(a, `${'1'.repeat(40)}${alphabet[i % 58]}${i < 58 ? 1 : 2}`, `r${i}`)
    }
    expect([...a.replies.keys()]).toEqual(['r64'])
    expect(a.replies.get('r64')).toMatchObject({ reason: 'busy', retry: true })
  })
})
