/** Placing the chain of a group: who is elected to issue its table, and what the others do. */
import { describe, expect, it } from 'vitest'
import type { PlacementReport } from '../../../../src/core/signal.ts'
import { decodeStewardVote } from '../../../../src/core/steward-vote.ts'
import { replicateSpec } from '../../../../src/protocols/replicate/spec.ts'
import type { PlaceAsk } from '../../../../src/protocols/replicate/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'

import {
  ask,
  BLOCKS,
  booth,
  chain,
  head,
  outsider,
  seal,
  sealedBy,
  second,
  self,
  setUp,
  third,
  vote,
  x,
  y
} from './group-bench.ts'

type Bench = ReturnType<typeof setUp>

/** A booth ends, and the time passes after which its leader places the chain by itself. */
function endBooth(bench: Bench): void {
  bench.sent()
  bench.be({ sealHeight: BLOCKS })
  const certified = { height: BLOCKS, hash: head.hash }
  bench.lead(second)
  bench.signal({
    type: 'signal',
    signal: { type: 'certified', chain: chain.id, head: certified }
  })
  bench.lead(self)
  bench.after(8_000)
  bench.after(600)
}

function pass(bench: Bench, seconds: number): void {
  for (let i = 0; i < seconds; i++) {
    bench.after(1_000)
  }
}

const asksIn = (bench: Bench) => bench.sent().filter((one) => one.type === 'stewardAsk')

describe('group placement', () => {
  it('group placement: the leader is elected by a majority before it offers', () => {
    const bench = setUp()
    bench.connect(x, y)
    bench.sent()
    bench.request('r')
    expect(bench.sent().map(({ type, to }) => [type, to])).toEqual([
      ['stewardAsk', second.peer],
      ['stewardAsk', third.peer]
    ])
    bench.tell(x, vote(x, 1))
    expect(bench.sent(), 'a stranger elects nobody').toEqual([])
    bench.tell(second, vote(second, 1))
    const offers = bench.sent().filter((one) => one.type === 'offer')
    expect(offers.map(({ to }) => to).sort()).toEqual([x.peer, y.peer].sort())
    expect(offers[0]).toMatchObject({ epoch: 1, issuer: self.peer, booth: booth.bytes })
    expect(offers[0]?.electors).toHaveLength(2)
  })

  it('group placement: no member is asked to keep its own chain', () => {
    const bench = setUp()
    bench.request('r', { candidates: [second.peer, third.peer] })
    bench.tell(third, vote(third, 1))
    expect(bench.sent().filter((one) => one.type === 'offer')).toEqual([])
    bench.tell(second, {
      type: 'offer',
      chain: chain.id,
      genesis: chain.bytes,
      epoch: 9,
      head: { height: BLOCKS, hash: head.hash },
      bytes: 1,
      issuer: second.peer,
      backups: 1,
      electors: [second, third].map((voter) => vote(voter, 9, second).vote),
      before: undefined,
      booth: booth.bytes
    })
    expect(bench.sent()).toMatchObject([{ type: 'offerAnswer', refusal: 'stale' }])
  })

  it('group placement: a leader goes on behind an epoch that is taken', () => {
    const bench = setUp()
    bench.connect(x, y)
    bench.request('r')
    bench.sent()
    const taken = { type: 'stewardAnswer', chain: chain.id, epoch: 1, vote: undefined } as const
    bench.tell(second, { ...taken, refusal: 'voted', knownEpoch: 7 })
    expect(bench.sent()).toMatchObject([{ epoch: 8 }, { epoch: 8 }])
    bench.tell(third, { ...taken, epoch: 8, refusal: 'voted', knownEpoch: 2_000_000 })
    expect(bench.sent(), 'nobody uses all epochs up').toEqual([])
  })

  it('group placement: a campaign ends with the booth that it asks, and with the leadership', () => {
    const next = { ...booth, id: 'cd'.repeat(32) }
    for (const change of [{ booth: next }, { leader: second.peer }]) {
      const bench = setUp()
      bench.connect(x, y)
      bench.request('r')
      bench.sent()
      bench.be(change)
      const taken = { type: 'stewardAnswer', chain: chain.id, epoch: 1, vote: undefined } as const
      bench.tell(second, { ...taken, refusal: 'voted', knownEpoch: 7 })
      bench.tell(third, vote(third, 1))
      const name = Object.keys(change).join()
      expect(bench.sent(), name).toEqual([])
      bench.after(2_100)
      const asked = bench.sent().filter((one) => one.type === 'stewardAsk')
      expect(
        asked.every((one) => one.booth !== booth.id),
        name
      ).toBe(true)
    }
  })

  it('group placement: a refusal that is not about the epoch takes none', () => {
    const bench = setUp()
    bench.request('r')
    bench.sent()
    const refused = { type: 'stewardAnswer', chain: chain.id, epoch: 1, vote: undefined } as const
    for (const refusal of ['alive', 'stranger'] as const) {
      bench.tell(second, { ...refused, refusal, knownEpoch: 7 })
      expect(bench.sent(), refusal).toEqual([])
    }
  })

  it('group placement: a member votes for the leader that it follows, and for nobody else', () => {
    const bench = setUp()
    bench.sent()
    bench.lead(second)
    bench.tell(second, ask(3))
    const [answer] = bench.sent()
    expect(answer).toMatchObject({ type: 'stewardAnswer', epoch: 3, refusal: undefined })
    const given = answer?.type === 'stewardAnswer' ? answer.vote : undefined
    expect(decodeStewardVote(given as Uint8Array)).toEqual({
      chain: chain.id,
      epoch: 3,
      steward: second.peer,
      voter: self.peer
    })
    bench.tell(third, ask(4))
    expect(bench.sent()).toMatchObject([{ refusal: 'alive', knownEpoch: 3 }])
    bench.lead(undefined)
    bench.tell(second, ask(4))
    expect(bench.sent(), 'it follows nobody').toMatchObject([{ refusal: 'alive' }])
  })

  it('group placement: a member votes once an epoch, over a restart too', () => {
    const before = setUp()
    before.lead(second)
    before.tell(second, ask(3))
    const bench = setUp(before.disk())
    bench.sent()
    bench.lead(third)
    bench.tell(third, ask(3))
    bench.tell(third, ask(2))
    expect(bench.sent()).toMatchObject([{ refusal: 'voted' }, { refusal: 'voted' }])
    bench.tell(third, ask(4))
    expect(bench.sent()).toMatchObject([{ refusal: undefined }])
    bench.lead(second)
    bench.tell(second, ask(3))
    expect(bench.sent(), 'not for an older epoch').toMatchObject([{ refusal: 'voted' }])
  })

  it('group placement: strangers, other booths and taken epochs get no vote', () => {
    const bench = setUp()
    bench.sent()
    bench.lead(outsider)
    bench.tell(outsider, ask(1))
    bench.lead(second)
    bench.tell(second, { ...ask(1), booth: 'ab'.repeat(32) })
    bench.be({ isVoter: false })
    bench.tell(second, ask(1))
    bench.be({ isVoter: true })
    bench.tell(second, seal(sealedBy(second, 5)))
    bench.sent()
    expect(bench.sent()).toEqual([])
    bench.tell(second, ask(5))
    expect(bench.sent().map((one) => ('refusal' in one ? one.refusal : one.type))).toEqual([
      'stale',
      'seal'
    ])
  })

  it('group placement: of many candidates the leader is told as many as a message may name', () => {
    const bench = setUp()
    bench.sent()
    bench.lead(second)
    const realm = createCryptoRealm(5)
    const named = Array.from({ length: 200 }, (_, i) => realm.identity(`v${i}`).peer)
    bench.request('r', { backups: 2, candidates: named.slice(0, 100) })
    bench.request('s', { backups: 2, candidates: named.slice(100) })
    for (const { to, ...message } of bench.sent()) {
      const asked = message as PlaceAsk
      expect([to, replicateSpec.decode(replicateSpec.encode(asked))]).toEqual([second.peer, asked])
    }
    bench.after(500)
    expect(bench.sent()).toMatchObject([
      { type: 'placeAsk', candidates: [...named.slice(100), ...named.slice(0, 28)] }
    ])
  })

  it('group placement: who does not lead tells the leader, and answers when there is a table', () => {
    const bench = setUp()
    bench.sent()
    bench.lead(second)
    bench.request('r', { backups: 2, candidates: [x.peer] })
    const placeAsk = { type: 'placeAsk', to: second.peer, epoch: 0, height: BLOCKS, backups: 2 }
    expect(bench.sent()).toMatchObject([{ ...placeAsk, candidates: [x.peer] }])
    bench.after(500)
    expect(bench.sent(), 'again').toMatchObject([placeAsk])
    bench.lead(third)
    bench.after(500)
    expect(bench.sent(), 'the new leader').toMatchObject([{ ...placeAsk, to: third.peer }])
    bench.tell(second, seal(sealedBy(second, 1, BLOCKS - 1)))
    expect(bench.replies(), 'too short a table').toEqual([])
    bench.tell(third, seal(sealedBy(third, 2)))
    const [reply] = bench.replies()
    expect(reply?.type === 'ok' ? (reply.value as PlacementReport) : reply).toMatchObject({
      state: 'sealed',
      epoch: 2,
      height: BLOCKS
    })
    bench.sent()
    bench.after(5_000)
    expect(bench.sent().filter((one) => one.type === 'placeAsk')).toEqual([])
  })

  it('group placement: who has a snapshot in the place of blocks tells the leader all the same', () => {
    const bench = setUp()
    bench.environment.holdings.remove(chain.id, 1, 2, [])
    bench.lead(second)
    bench.sent()
    bench.request('r')
    expect(bench.sent()).toMatchObject([{ type: 'placeAsk', to: second.peer, height: BLOCKS }])
    expect(bench.replies()).toEqual([])
    bench.lead(self)
    bench.request('s')
    expect(bench.replies(), 'as the leader it cannot').toMatchObject([
      { type: 'refused', reason: 'notHere', retry: true }
    ])
  })

  it('group placement: a leader that is told places once, and sends the table when it has it', () => {
    const bench = setUp()
    bench.sent()
    const told = { chain: chain.id, epoch: 0, height: BLOCKS, backups: 2, candidates: [] } as const
    bench.tell(outsider, { type: 'placeAsk', ...told })
    expect(bench.sent(), 'a stranger has no say').toEqual([])
    bench.tell(third, { type: 'placeAsk', ...told })
    bench.tell(third, { type: 'placeAsk', ...told })
    expect(bench.sent().map(({ type }) => type)).toEqual(['stewardAsk', 'stewardAsk'])
    bench.tell(second, seal(sealedBy(second, 1)))
    bench.sent()
    bench.tell(third, { type: 'placeAsk', ...told })
    expect(bench.sent()).toMatchObject([{ type: 'seal', to: third.peer }])
  })

  it('group placement: at its deadline a request is told how far it is', () => {
    const bench = setUp()
    bench.lead(undefined)
    bench.request('r', { deadlineMs: 2_000 })
    bench.after(1_999)
    expect(bench.replies()).toEqual([])
    bench.after(2)
    expect(bench.replies()).toMatchObject([{ type: 'ok', value: { state: 'underReplicated' } }])
  })

  it('group placement: who belongs to the group no more says so', () => {
    const bench = setUp()
    bench.lead(second)
    bench.request('r')
    bench.be({ isVoter: false })
    bench.after(600)
    expect(bench.replies()).toMatchObject([{ type: 'refused', reason: 'notMember' }])
    bench.request('s')
    expect(bench.replies().at(-1)).toMatchObject({ type: 'refused', reason: 'notMember' })
  })

  it('group placement: the end of a booth is placed without being asked for, by the leader', () => {
    const bench = setUp()
    bench.connect(x)
    endBooth(bench)
    expect(asksIn(bench).length).toBeGreaterThan(0)
  })

  it('group placement: a leader is content with the vehicles that there are outside', () => {
    const bench = setUp()
    bench.connect(x)
    endBooth(bench)
    bench.sent()
    bench.tell(second, vote(second, 1))
    expect(bench.sent()).toMatchObject([{ type: 'offer', to: x.peer, backups: 2 }])
    pass(bench, 25)
    const scarce = { isUnderReplicated: false, isScarce: true, backups: 2 }
    expect(bench.placement(), 'no fault').toMatchObject(scarce)
    pass(bench, 15)
    bench.sent()
    bench.tell(second, vote(second, 2))
    const offers = bench.sent().filter((one) => one.type === 'offer')
    expect(offers).toMatchObject([{ to: x.peer, backups: 1 }])
  })

  it('group placement: a vehicle that was met and is away counts, and is missing', () => {
    const bench = setUp()
    bench.connect(x, y)
    endBooth(bench)
    bench.tell(second, vote(second, 1))
    bench.disconnect(y)
    pass(bench, 80)
    expect(bench.placement()).toMatchObject({
      isUnderReplicated: true,
      isScarce: false,
      backups: 2
    })
  })

  it('group placement: a group that is alone asks nobody, until somebody is there', () => {
    const bench = setUp()
    endBooth(bench)
    expect(asksIn(bench)).toEqual([])
    bench.connect(x)
    bench.after(8_000)
    bench.after(600)
    expect(asksIn(bench).length).toBeGreaterThan(0)
  })

  it('group placement: the next table has more backups when more vehicles are there', () => {
    const bench = setUp()
    bench.connect(x, y)
    bench.tell(second, seal(sealedBy(second, 1, BLOCKS - 1, [x])))
    endBooth(bench)
    bench.sent()
    bench.tell(second, vote(second, 2))
    const offers = bench.sent().filter((one) => one.type === 'offer')
    expect(offers).toMatchObject([{ backups: 2 }, { backups: 2 }])
  })

  it('group placement: who leads no more forgets what it found too few vehicles for', () => {
    const bench = setUp()
    bench.connect(x)
    bench.request('r', { backups: 2 })
    bench.tell(second, vote(second, 1))
    bench.after(600)
    expect(bench.placement()).toMatchObject({ isScarce: true, backups: 2 })
    bench.lead(second)
    bench.sent()
    bench.after(600)
    expect(bench.placement()).toBeUndefined()
    const sent = bench.sent()
    const cancelled = sent.filter((one) => one.type === 'offerCancel')
    expect(cancelled, 'the room kept for it').toMatchObject([{ to: x.peer, epoch: 1 }])
    const asked = sent.filter((one) => one.type === 'placeAsk')
    expect(asked, 'who waits is answered from there').toMatchObject([
      { to: second.peer, backups: 2 }
    ])
  })

  it('group placement: a group that is alone has a chain without backups, and no fault', () => {
    const bench = setUp()
    bench.request('r')
    bench.tell(second, vote(second, 1))
    bench.after(600)
    expect(bench.placement()).toMatchObject({ isUnderReplicated: false, isScarce: true, have: 0 })
  })
})
