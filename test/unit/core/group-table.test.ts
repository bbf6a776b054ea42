/** Tables of groups' chains: issued by a member that a majority of the booth has elected. */
import { describe, expect, it } from 'vitest'
import { type Booth, createGroupBooth } from '../../../src/core/booth.ts'
import { type Fleet, OPEN_FLEET } from '../../../src/core/fleet.ts'
import { createChain } from '../../../src/core/genesis.ts'
import { MEMBERS_MAX, SEALED_TABLE_BYTES_MAX } from '../../../src/core/limits.ts'
import type { Effect } from '../../../src/core/machine.ts'
import type { PeerId } from '../../../src/core/peer.ts'
import { signStewardVote } from '../../../src/core/steward-vote.ts'
import {
  decodeSealedTable,
  type SealedTable,
  sealedTableFault,
  sealTable,
  signHoldAck,
  signTable,
  type Table
} from '../../../src/core/table.ts'
import { createTables } from '../../../src/core/tables.ts'
import { createCryptoRealm, type Identity } from '../../../src/sim/crypto.ts'
import { createTestChain, groupGenesis } from '../../support/chain.ts'
import { EMPTY_DISK } from '../../support/environment.ts'
import { createTestFleet } from '../../support/members.ts'

const realm = createCryptoRealm(8)
const identities = (names: readonly string[]): readonly Identity[] =>
  names.map((name) => realm.identity(name)).sort((a, b) => (a.peer < b.peer ? -1 : 1))
const members = identities(['a', 'b', 'c', 'd', 'e'])
const backups = identities(['x', 'y'])
const [leader] = members as [Identity]
const { crypto } = leader
const peersOf = (of: readonly Identity[]): readonly PeerId[] => of.map(({ peer }) => peer)
const chain = createChain(crypto, groupGenesis(peersOf(members)))

interface Changes {
  readonly voters?: readonly Identity[]
  readonly booth?: Booth | undefined
  readonly table?: Partial<Table>
  readonly voted?: { readonly epoch?: number; readonly steward?: PeerId }
  readonly signer?: Identity
  readonly before?: SealedTable
}

function boothOf(of: readonly Identity[], number: number, opener: Identity, fleet: Fleet): Booth {
  return createGroupBooth(opener.crypto, fleet, {
    chain: chain.id,
    number,
    members: new Map(of.map(({ peer }) => [peer, '00'.repeat(16)])),
    openedAtMs: 5,
    opener: opener.peer
  })
}

const booth = boothOf(members, 1, leader, OPEN_FLEET)

function seal(changes: Changes = {}): SealedTable {
  const { voters = members.slice(0, 3), voted = {}, signer = leader } = changes
  const table: Table = {
    chain: chain.id,
    epoch: 4,
    previous: undefined,
    height: 9,
    headHash: 'ab'.repeat(32),
    members: peersOf(backups),
    chainBytes: 900,
    issuedAtMs: 5,
    steward: signer.peer,
    ...changes.table
  }
  const { epoch, height, headHash } = table
  const acks = new Map(
    backups.map(({ peer, crypto: own }) => [
      peer,
      signHoldAck(own, { chain: chain.id, epoch, height, headHash, peer })
    ])
  )
  const electors = voters.map(({ peer, crypto: own }) =>
    signStewardVote(own, { chain: chain.id, epoch, steward: signer.peer, ...voted, voter: peer })
  )
  const by = 'booth' in changes ? changes.booth : booth
  const mandate = { electors, booth: by, before: changes.before }
  return sealTable(crypto, signTable(signer.crypto, table), acks, mandate)
}

/** What a booth of these members makes, led and opened by one of them. */
function sealIn(
  number: number,
  of: readonly Identity[],
  opener: Identity,
  epoch: number,
  before?: SealedTable
): SealedTable {
  const by = boothOf(of, number, opener, OPEN_FLEET)
  const [signer] = of as [Identity]
  const voters = of.slice(0, Math.floor(of.length / 2) + 1)
  const link = before === undefined ? {} : { before }
  return seal({ booth: by, voters, signer, table: { epoch }, ...link })
}

/** A vehicle that has learned the first table, and what it says to later ones. */
function createReader(...learned: readonly SealedTable[]) {
  let log: Booth | undefined
  const out: Effect[] = []
  const tables = createTables(crypto, OPEN_FLEET, EMPTY_DISK, () => log && { chain, booth: log })
  const learn = (sealed: SealedTable, from?: PeerId): string =>
    tables.learn(chain, sealed, out, from).type
  for (const sealed of learned) {
    expect(learn(sealed), `epoch ${sealed.table.epoch}`).toBe('newer')
  }
  return {
    tables,
    learn,
    follow: (next: Booth) => {
      log = next
    }
  }
}

const faultOf = (sealed: SealedTable, fleet: Fleet = OPEN_FLEET): string | undefined =>
  sealedTableFault(crypto, fleet, chain, sealed, undefined)

describe('group table', () => {
  it('group table: a member elected by a majority of the booth issues it, and anyone can check that', () => {
    const sealed = seal()
    expect(faultOf(sealed)).toBeUndefined()
    expect(decodeSealedTable(crypto, sealed.bytes)).toEqual(sealed)
  })

  it('group table: votes of a minority, of others, or for another epoch or steward elect nobody', () => {
    const [, second] = members as [Identity, Identity]
    const cases: readonly (readonly [string, Changes])[] = [
      ['a minority', { voters: members.slice(0, 2) }],
      ['one voter three times', { voters: [leader, leader, leader] }],
      ['voters outside', { voters: [leader, ...backups] }],
      ['another epoch', { voted: { epoch: 3 } }],
      ['another steward', { voted: { steward: second.peer } }],
      ['a stranger as steward', { signer: backups[0] as Identity }]
    ]
    for (const [name, changes] of cases) {
      expect(faultOf(seal(changes)), name).toContain('elected')
    }
  })

  it('group table: without a booth, or with one that is not genuine, it proves nothing', () => {
    const strangers = identities(['m', 'n', 'o'])
    const forged = boothOf(strangers, 1, strangers[0] as Identity, OPEN_FLEET)
    const unsigned = {
      ...booth,
      bytes: booth.bytes.map((byte, i, { length }) => byte ^ (i === length - 1 ? 1 : 0))
    }
    expect(faultOf(seal({ booth: undefined }))).toContain('not elected')
    expect(
      faultOf(seal({ booth: forged, voters: strangers, signer: strangers[0] as Identity }))
    ).toContain('first booth')
    expect(faultOf(seal({ booth: unsigned }))).toContain('did not sign the booth')
    const none = seal({ table: { steward: undefined } })
    expect(faultOf(none), 'nobody is its proposer').toContain('authority')
  })

  it('group table: a later booth counts when vehicles of the fleet sign and fill it', () => {
    const fleet = createTestFleet(realm, ['a', 'b', 'c', 'd', 'e', 'm', 'n'])
    const next = identities(['b', 'm', 'n'])
    const opener = realm.identity('b')
    const book = fleet.bookOf('b')
    const later = boothOf(next, 2, opener, book)
    const by = { booth: later, voters: next, signer: opener }
    expect(faultOf(seal(by), fleet.strangeBookOf('x'))).toBeUndefined()
    const outsider = realm.identity('z')
    const theirs = boothOf([outsider], 9, outsider, OPEN_FLEET)
    const false_ = seal({ booth: theirs, voters: [outsider], signer: outsider })
    expect(faultOf(false_, fleet.strangeBookOf('x'))).toContain('not of this fleet')
  })

  it('group table: who knows a booth of the group believes no vehicle that makes up a later one', () => {
    const [h] = identities(['h']) as [Identity]
    const false_ = sealIn(2 ** 48, [h], h, 5)
    expect(createReader().learn(false_), 'only the genesis is known').toBe('newer')
    const reader = createReader(seal())
    expect(reader.learn(false_)).toBe('refused')
    expect(reader.learn(sealIn(2, identities(['p', 'q', 'r']), h, 5))).toBe('refused')
    expect(reader.tables.get(chain.id)?.table.epoch).toBe(4)
  })

  it('group table: a later booth counts when its opener or an elector belonged to the one known', () => {
    const strangers = identities(['p', 'q', 'r'])
    expect(createReader(seal()).learn(sealIn(2, strangers, leader, 5))).toBe('newer')
    const kept = [...members.slice(1, 2), ...strangers]
    expect(createReader(seal()).learn(sealIn(4, kept, strangers[0] as Identity, 5))).toBe('newer')
  })

  it('group table: when all members have changed, the tables of the booths between lead on', () => {
    const [p, q, r, h] = ['p', 'q', 'r', 'h'].map((name) => realm.identity(name)) as Identity[]
    const second = sealIn(2, [p, q] as Identity[], leader, 5)
    const third = sealIn(3, [r] as Identity[], q as Identity, 6, second)
    expect(createReader(seal()).learn(third)).toBe('newer')
    expect(createReader(seal(), second).learn(third)).toBe('newer')
    const cut = sealIn(3, [r] as Identity[], q as Identity, 6)
    expect(createReader(seal()).learn(cut, q?.peer), 'nothing leads there').toBe('refused')
    expect(createReader(seal()).learn(cut, leader.peer), 'one who knows says so').toBe('newer')
    // h left with the second booth, and would lead back to the first one to go on from there.
    const formerly = boothOf([...members, h as Identity], 2, leader, OPEN_FLEET)
    const old = seal({ booth: formerly, voters: members })
    const back = sealIn(9, [h] as Identity[], h as Identity, 8, old)
    const later = sealIn(3, [...members], leader, 6)
    expect(createReader(seal(), later).learn(back)).toBe('refused')
  })

  it('group table: the booth of the own log outweighs what was believed before it was known', () => {
    const [h] = identities(['h']) as [Identity]
    const reader = createReader(sealIn(2 ** 48, [h], h, 1_000))
    expect(reader.tables.boothOf(chain)?.members).toEqual([h.peer])
    reader.follow(booth)
    expect(reader.tables.get(chain.id)).toBeUndefined()
    expect(reader.tables.boothOf(chain)).toEqual(booth)
    expect(reader.learn(seal())).toBe('newer')
    expect(reader.tables.get(chain.id)?.table.epoch).toBe(4)
  })

  it('group table: every pivot of the chain must have voted', () => {
    const pivot = members[4] as Identity
    const guarded = createChain(crypto, groupGenesis(peersOf(members), { pivots: [pivot.peer] }))
    const own = createGroupBooth(crypto, OPEN_FLEET, {
      chain: guarded.id,
      number: 1,
      members: new Map(members.map(({ peer }) => [peer, '00'.repeat(16)])),
      openedAtMs: 5,
      opener: leader.peer
    })
    const faultWith = (voters: readonly Identity[]): string | undefined => {
      const epoch = 1
      const subject = { chain: guarded.id, epoch, height: 9, headHash: 'ab'.repeat(32) }
      const acks = new Map(
        backups.map(({ peer, crypto: of }) => [peer, signHoldAck(of, { ...subject, peer })])
      )
      const table = { ...seal().table, ...subject }
      const electors = voters.map(({ peer, crypto: of }) =>
        signStewardVote(of, { chain: guarded.id, epoch, steward: leader.peer, voter: peer })
      )
      const sealed = sealTable(crypto, signTable(crypto, table), acks, { electors, booth: own })
      return sealedTableFault(crypto, OPEN_FLEET, guarded, sealed, undefined)
    }
    expect(faultWith(members.slice(0, 3))).toContain('elected')
    expect(faultWith([leader, members[1] as Identity, pivot])).toBeUndefined()
  })

  it('group table: a chain with a proposer is not taken over by a booth that calls itself a group', () => {
    const owned = createTestChain(realm.identity('owner')).chain
    const sealed = seal({ table: { chain: owned.id } })
    expect(sealedTableFault(crypto, OPEN_FLEET, owned, sealed, undefined)).toBeDefined()
  })

  it('group table: the greatest booth with votes of all fits', () => {
    const names = Array.from({ length: MEMBERS_MAX }, (_, i) => `many-${i}`)
    const fleet = createTestFleet(realm, names)
    const many = identities(names)
    const [first] = many as [Identity]
    const great = createChain(crypto, groupGenesis(peersOf(many)))
    const own = createGroupBooth(first.crypto, fleet.bookOf('many-0'), {
      chain: great.id,
      number: 1,
      members: new Map(many.map(({ peer }) => [peer, '00'.repeat(16)])),
      openedAtMs: 5,
      opener: first.peer
    })
    const table = { ...seal().table, chain: great.id, steward: first.peer }
    const electors = many.map(({ peer, crypto: of }) =>
      signStewardVote(of, { chain: great.id, epoch: 4, steward: first.peer, voter: peer })
    )
    const sealed = sealTable(crypto, signTable(first.crypto, table), new Map(), {
      electors: electors.slice(0, MEMBERS_MAX / 2 + 1),
      booth: own
    })
    expect(sealed.bytes.length).toBeLessThan(SEALED_TABLE_BYTES_MAX)
  })
})
