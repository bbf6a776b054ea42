/** Placing the chain of a group: who is elected to issue its table, and what the others do. */
import { describe, expect, it } from 'vitest'
import { createGroupBlock, type FullBlock } from '../../../../src/core/block.ts'
import {
  type Booth,
  createCertificate,
  createGroupBooth,
  voteBytes
} from '../../../../src/core/booth.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { createChain } from '../../../../src/core/genesis.ts'
import type { Disk, Effect, Reply } from '../../../../src/core/machine.ts'
import type { PlacementReport } from '../../../../src/core/signal.ts'
import {
  decodeStewardVote,
  type SealedTable,
  sealTable,
  signHoldAck,
  signStewardVote,
  signTable
} from '../../../../src/core/table.ts'
import { checkChunk } from '../../../../src/protocols/replicate/check-chunk.ts'
import {
  createReplicate,
  type GroupView,
  type PlaceChainRequest,
  type ReplicateMessage
} from '../../../../src/protocols/replicate/index.ts'
import { createCryptoRealm, type Identity } from '../../../../src/sim/crypto.ts'
import { groupGenesis, testEntries } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'

const BLOCKS = 6
const realm = createCryptoRealm(9)
const self = realm.identity('self')
const [second, third] = ['second', 'third'].map((name) => realm.identity(name)) as [
  Identity,
  Identity
]
const [x, y, outsider] = ['x', 'y', 'outsider'].map((name) => realm.identity(name)) as [
  Identity,
  Identity,
  Identity
]
const members = [self, second, third]
const chain = createChain(self.crypto, groupGenesis(members.map(({ peer }) => peer)))

const booth: Booth = createGroupBooth(self.crypto, OPEN_FLEET, {
  chain: chain.id,
  number: 1,
  members: new Map(members.map(({ peer }) => [peer, '00'.repeat(16)])),
  openedAtMs: 1,
  opener: self.peer
})

const blocks: FullBlock[] = []
for (let i = 0; i < BLOCKS; i++) {
  const prev = blocks.at(-1)?.hash ?? NO_HASH
  const entries = testEntries(1, 40, i)
  const draft = { chain: chain.id, height: i + 1, prev, timeMs: i, entries }
  blocks.push(createGroupBlock(self.crypto, draft, 0))
}
const head = blocks[BLOCKS - 1] as FullBlock

function setUp(disk: Disk = EMPTY_DISK) {
  const environment = createTestEnvironment('self', realm, { disk })
  let view: GroupView = { booth, sealHeight: 0, isVoter: true, leader: self.peer }
  const machine = createReplicate(environment, { backups: 2 }, disk, { groupOf: () => view })
  const effects: Effect[] = []
  let nowMs = 1_000
  let looked = 0
  const { holdings } = environment
  holdings.adopt(chain, effects)
  for (const block of blocks) {
    holdings.put(block, effects)
  }
  const subject = { chain: chain.id, height: BLOCKS, hash: head.hash, booth: booth.id }
  const votes = new Map(members.map((one) => [one.peer, one.crypto.sign(voteBytes(subject))]))
  const certificate = createCertificate(booth, subject, votes)
  holdings.certify(certificate, booth, effects)
  const step = (event: Parameters<typeof machine.step>[1]): void => {
    machine.step(nowMs, event, effects)
    holdings.flush(effects)
  }
  const connect = (...all: readonly Identity[]): void => {
    for (const { peer } of all) {
      environment.peers.connected.add(peer)
      step({ type: 'connected', peer })
    }
  }
  step({ type: 'start' })
  connect(second, third)
  return {
    environment,
    lead: (leader: Identity | undefined) => {
      view = { ...view, leader: leader?.peer }
    },
    be: (change: Partial<GroupView>) => {
      view = { ...view, ...change }
    },
    connect,
    tell: (from: Identity, message: ReplicateMessage) =>
      step({ type: 'message', from: from.peer, message }),
    request: (id: string, change: Partial<PlaceChainRequest> = {}) =>
      step({ type: 'request', id, request: { type: 'place', chain: chain.id, ...change } }),
    signal: (signal: Parameters<typeof step>[0] & { readonly type: 'signal' }) => step(signal),
    after: (ms: number) => {
      nowMs += ms
      step({ type: 'timer', id: 'replicate:tick' })
    },
    sent: () => {
      const fresh = effects.slice(looked)
      looked = effects.length
      return fresh.flatMap((effect) =>
        effect.type === 'send' ? [{ ...(effect.message as ReplicateMessage), to: effect.to }] : []
      )
    },
    replies: () =>
      effects.flatMap((effect): Reply[] => (effect.type === 'reply' ? [effect.reply] : [])),
    disk: (): Disk => {
      const state = new Map<string, Uint8Array>()
      for (const effect of effects) {
        for (const op of effect.type === 'write' ? effect.ops : []) {
          if (op.type === 'put' && op.key.startsWith('s/replicate')) {
            state.set(op.key, op.value)
          }
        }
      }
      return { ...EMPTY_DISK, state }
    }
  }
}

const ask = (epoch: number) =>
  ({ type: 'stewardAsk', chain: chain.id, epoch, booth: booth.id }) as const

const vote = (voter: Identity, epoch: number, steward = self) =>
  ({
    type: 'stewardAnswer',
    chain: chain.id,
    epoch,
    vote: signStewardVote(voter.crypto, {
      chain: chain.id,
      epoch,
      steward: steward.peer,
      voter: voter.peer
    }),
    refusal: undefined,
    knownEpoch: epoch
  }) as const

/** A table that `issuer` has sealed on x and y. */
function sealedBy(issuer: Identity, epoch: number, height = BLOCKS): SealedTable {
  const headHash = blocks[height - 1]?.hash ?? ''
  const backups = [x, y].sort((a, b) => (a.peer < b.peer ? -1 : 1))
  const table = {
    chain: chain.id,
    epoch,
    previous: undefined,
    height,
    headHash,
    members: backups.map(({ peer }) => peer),
    chainBytes: 1,
    issuedAtMs: 1,
    steward: issuer.peer
  }
  const acks = new Map(
    backups.map(({ peer, crypto }) => [
      peer,
      signHoldAck(crypto, { chain: chain.id, epoch, height, headHash, peer })
    ])
  )
  const electors = [second, third].map((voter) => vote(voter, epoch, issuer).vote)
  return sealTable(issuer.crypto, signTable(issuer.crypto, table), acks, { electors, booth })
}

const seal = (sealed: SealedTable) =>
  ({ type: 'seal', genesis: chain.bytes, sealed: sealed.bytes }) as const

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
    bench.sent()
    bench.be({ sealHeight: BLOCKS })
    const signal = {
      type: 'certified',
      chain: chain.id,
      head: { height: BLOCKS, hash: head.hash }
    } as const
    bench.lead(second)
    bench.signal({ type: 'signal', signal })
    bench.lead(self)
    bench.after(8_000)
    bench.after(600)
    expect(bench.sent().filter((one) => one.type === 'stewardAsk').length).toBeGreaterThan(0)
  })
})

describe('group chunk', () => {
  const chunkOf = (from: number, to: number) => ({
    type: 'chunk' as const,
    chain: chain.id,
    from,
    to,
    blocks: blocks.slice(from - 1, to).map(({ bytes }) => bytes),
    certificates: [],
    booths: []
  })
  const check = (hashAt: (height: number) => string | undefined, from = 2, to = 4) =>
    checkChunk(self.crypto, chain, chunkOf(from, to), { hashAt, areProposers: true })

  it('group chunk: unsigned blocks are believed when the hash of the last is known', () => {
    const hashAt = (height: number) => (height === 4 ? blocks[3]?.hash : undefined)
    expect(check(hashAt)).toHaveLength(3)
  })

  it('group chunk: without that hash nothing is, and with another it is a lie', () => {
    expect(check(() => undefined)).toMatchObject({ isLie: false })
    expect(check((height) => (height === 4 ? 'ab'.repeat(32) : undefined))).toMatchObject({
      isLie: true
    })
  })
})
