/** Which vehicles may become the members of a group of the engine quorum, and when. */
import { describe, expect, it } from 'vitest'
import { quorumRules } from '../../../src/core/engine-rules.ts'
import type { Genesis } from '../../../src/core/genesis.ts'
import {
  type HandOver,
  quorumHandOverFault,
  quorumMembersFault
} from '../../../src/vehicle/quorum-members.ts'
import { groupGenesis } from '../../support/chain.ts'

const genesisOf = (members: string, leaderless = false): Genesis =>
  groupGenesis([...members], {
    ...{ engine: 'quorum', quorum: quorumRules(members.length, { leaderless }) }
  })

/** The members are in booth 3, and have all been in it since the first; `there` answer. */
const handOver = (
  before: string,
  members: string,
  { there = members, ...given }: { there?: string } & Partial<Omit<HandOver, 'there'>> = {}
): string | undefined =>
  quorumHandOverFault(genesisOf(before), {
    booth: { members: [...before], incarnations: [...before].map((peer) => `disk of ${peer}`) },
    members: [...members],
    there: new Map([...there].map((peer) => [peer, `disk of ${peer}`])),
    whole: new Map([...before].map((peer) => [peer, 3])),
    memberSince: () => 1,
    ...given
  })

describe('members of a quorum group', () => {
  it('quorum members: always as many as the genesis names, each once', () => {
    const genesis = genesisOf('ABC')
    expect(quorumMembersFault(genesis, [...'ABD'])).toBeUndefined()
    expect(quorumMembersFault(genesis, [...'DEF'])).toBeUndefined()
    for (const members of ['AB', 'ABCD', 'AAB']) {
      expect(quorumMembersFault(genesis, [...members]), members).toMatch(/always 3 members/)
    }
  })

  it('quorum members: where every member writes they stay the same', () => {
    const genesis = genesisOf('ABC', true)
    expect(quorumMembersFault(genesis, [...'CBA'])).toBeUndefined()
    expect(quorumMembersFault(genesis, [...'ABD'])).toMatch(/places/)
  })

  it('quorum members: so many stay that any majority has one of them', () => {
    expect(handOver('ABC', 'ABD')).toBeUndefined()
    expect(handOver('ABC', 'ADE')).toMatch(/^1 of the members that stay .* and 2 are needed/)
    expect(handOver('ABCDE', 'ABCFG')).toBeUndefined()
    expect(handOver('ABCDE', 'ABFGH')).toMatch(/^2 of .* and 3 are needed/)
    // A majority of four is three, so that two of the others have one of them.
    expect(handOver('ABCD', 'ABEF')).toBeUndefined()
  })

  it('quorum members: only those hand over that answer, from the disk that counts', () => {
    expect(handOver('ABC', 'ABD', { there: 'AD' })).toMatch(/^1 of/)
    const booth = { members: [...'ABC'], incarnations: ['disk of A', 'lost', 'disk of C'] }
    expect(handOver('ABC', 'ABD', { booth })).toMatch(/^1 of/)
  })

  it('quorum members: only those hand over that have all since they are members', () => {
    const memberSince = (peer: string): number => (peer === 'B' ? 2 : 1)
    expect(handOver('ABC', 'ABD', { memberSince })).toBeUndefined()
    expect(
      handOver('ABC', 'ABD', { memberSince, whole: new Map([...'ABC'].map((peer) => [peer, 1])) })
    ).toMatch(/^1 of/)
    // Who missed the first booth may not know that it has been a member from the beginning.
    expect(handOver('ABC', 'ABD', { whole: new Map([['A', 1]]) })).toMatch(/^1 of/)
  })

  it('quorum members: who comes back with an empty disk takes nobody’s place', () => {
    expect(handOver('ABC', 'CBA', { there: 'A' })).toBeUndefined()
  })
})
