/** Tables of stewards: believed by everybody, also by those who missed the table before. */
import { describe, expect, it } from 'vitest'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import type { PeerId } from '../../../src/core/peer.ts'
import { signStewardVote } from '../../../src/core/steward-vote.ts'
import {
  decodeSealedTable,
  isElected,
  type SealedTable,
  sealedTableFault,
  sealTable,
  signHoldAck,
  signTable
} from '../../../src/core/table.ts'
import { createCryptoRealm, type Identity } from '../../../src/sim/crypto.ts'
import { createTestChain } from '../../support/chain.ts'

const realm = createCryptoRealm(6)
const proposer = realm.identity('proposer')
const { crypto } = proposer
const { chain } = createTestChain(proposer)

const identities = (names: string): readonly Identity[] =>
  [...names].map((name) => realm.identity(name)).sort((a, b) => (a.peer < b.peer ? -1 : 1))

interface Draft {
  readonly epoch: number
  readonly members: string
  readonly before?: SealedTable
  readonly steward?: string
  readonly voters?: string
}

const votesFor = (epoch: number, steward: PeerId, voters: string): readonly Uint8Array[] =>
  identities(voters).map((voter) =>
    signStewardVote(voter.crypto, { chain: chain.id, epoch, steward, voter: voter.peer })
  )

function seal({ epoch, members, before, steward, voters = '' }: Draft): SealedTable {
  const issuer = steward === undefined ? proposer : realm.identity(steward)
  const holders = identities(members)
  const base = { chain: chain.id, epoch, height: 9, headHash: 'ab'.repeat(32) }
  const signed = signTable(issuer.crypto, {
    ...base,
    previous: before?.hash,
    members: holders.map(({ peer }) => peer),
    chainBytes: 900,
    issuedAtMs: 5,
    steward: steward === undefined ? undefined : issuer.peer
  })
  const acks = new Map(
    holders.map((of) => [of.peer, signHoldAck(of.crypto, { ...base, peer: of.peer })])
  )
  const electors = steward === undefined ? [] : votesFor(epoch, issuer.peer, voters)
  return sealTable(crypto, signed, acks, {
    electors,
    before: steward === undefined ? undefined : before
  })
}

const fault = (sealed: SealedTable, known?: SealedTable): string | undefined =>
  sealedTableFault(crypto, OPEN_FLEET, chain, sealed, known)

const first = seal({ epoch: 1, members: 'abc' })
const second = seal({ epoch: 2, members: 'def', before: first })
const stewards = { epoch: 3, members: 'deg', before: second, steward: 'd' }

describe('tables of stewards', () => {
  it('steward table: believed with the table before, known or carried along', () => {
    const third = seal({ ...stewards, voters: 'de' })
    expect(third.before?.hash).toBe(second.hash)
    for (const known of [second, first, undefined]) {
      expect(fault(third, known), `epoch ${known?.table.epoch} known`).toBeUndefined()
    }
    expect(decodeSealedTable(crypto, third.bytes)).toEqual(third)
  })

  it('steward table: several stewards in a row', () => {
    const third = seal({ ...stewards, voters: 'de' })
    const fourth = seal({ epoch: 4, members: 'egh', before: third, steward: 'g', voters: 'eg' })
    expect(fault(fourth, first)).toBeUndefined()
  })

  it('steward table: not without a majority of the members of the table before', () => {
    expect(fault(seal({ ...stewards, voters: 'd' }))).toContain('not elected')
    expect(fault(seal({ ...stewards, voters: 'dg' }))).toContain('not elected')
    expect(fault(seal({ ...stewards, voters: 'ab' }), first)).toContain('not elected')
  })

  it('steward table: near to the epoch before, so that nobody uses the epochs up', () => {
    const last = second.table.epoch + 2 ** 20
    expect(fault(seal({ ...stewards, epoch: last, voters: 'def' }))).toBeUndefined()
    for (const epoch of [last + 1, 2 ** 48]) {
      expect(fault(seal({ ...stewards, epoch, voters: 'def' })), `${epoch}`).toContain(
        'not elected'
      )
    }
  })

  it('steward table: as many backups as before, so that one alone never goes on', () => {
    expect(fault(seal({ ...stewards, members: 'd', voters: 'def' }))).toContain('fewer backups')
    expect(fault(seal({ ...stewards, members: 'defg', voters: 'de' }))).toBeUndefined()
  })

  it('steward table: the table before must be the one it names, and genuine', () => {
    const forged = seal({ epoch: 2, members: 'dx', steward: 'd', voters: 'dx', before: first })
    const next = seal({ epoch: 3, members: 'dx', before: forged, steward: 'd', voters: 'dx' })
    expect(fault(next)).toContain('not elected')
    const other = seal({ epoch: 2, members: 'de', before: first })
    const third = seal({ ...stewards, voters: 'de' })
    const bare = sealTable(
      crypto,
      signTable(realm.identity('d').crypto, { ...third.table, previous: other.hash }),
      new Map(),
      { electors: votesFor(3, realm.identity('d').peer, 'de'), before: second }
    )
    expect(fault(bare, first)).toContain('not elected')
  })

  it('steward table: votes count for their chain, epoch and steward only', () => {
    const steward = realm.identity('d').peer
    const candidacy = { chain: chain.id, epoch: 3, steward }
    const votes = votesFor(3, steward, 'de')
    expect(isElected(crypto, candidacy, votes, second)).toBe(true)
    expect(isElected(crypto, candidacy, votes, undefined)).toBe(false)
    expect(isElected(crypto, { ...candidacy, epoch: 4 }, votes, second)).toBe(false)
    expect(isElected(crypto, { ...candidacy, epoch: 2 }, votesFor(2, steward, 'de'), second)).toBe(
      false
    )
    expect(
      isElected(crypto, { ...candidacy, steward: first.table.members[0] ?? '' }, votes, second)
    ).toBe(false)
    expect(isElected(crypto, candidacy, [...votes.slice(1), ...votes.slice(1)], second)).toBe(false)
  })

  it('steward table: after eight in a row only who knows the one before believes the next', () => {
    let before = second
    for (let epoch = 3; epoch <= 12; epoch++) {
      before = seal({ epoch, members: 'def', before, steward: 'd', voters: 'de' })
    }
    const next = seal({ epoch: 13, members: 'def', before, steward: 'd', voters: 'de' })
    expect(fault(next, before)).toBeUndefined()
    expect(next.bytes.length).toBeLessThan(32 * 1024)
  })
})
