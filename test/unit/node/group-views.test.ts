/** What is wrong with a group, in sentences: what it is, and what to do. */
import { describe, expect, test } from 'vitest'
import type { GroupStatus } from '../../../src/index.ts'
import type { GroupView } from '../../../src/node/api.ts'
import { groupProblems } from '../../../src/node/group-views.ts'
import { RING_STATUS } from '../../support/ring-status.ts'

function view(connected: readonly boolean[], change: Partial<GroupStatus> = {}): GroupView {
  const status = { fault: undefined, decided: 3, ...change } as GroupStatus
  const members = connected.map((isConnected, i) => ({
    peer: `peer-${i}`,
    name: `car-${i + 1}`,
    incarnation: undefined,
    decided: undefined,
    isLeader: false,
    isConnected,
    contradicts: false
  }))
  const group = { chain: 'C', name: 'store', engine: 'paxos', state: 'kv', workBits: 0 } as const
  const rules = { quorum: undefined, twophase: undefined }
  return {
    ...group,
    ...rules,
    isMember: true,
    members,
    status,
    registers: undefined,
    ring: undefined,
    bank: undefined
  }
}

const problems = (views: readonly GroupView[]): readonly string[] =>
  groupProblems(views, { labelOf: (peer) => peer.replace('peer', 'car') }, 'peer-0')

const RING = { ...RING_STATUS, nodes: ['peer-1', 'peer-7'], unreachable: ['peer-7'] }

const QUORUM = { reads: 2, writes: 2, leaderless: false, preempt: false }

describe('problems of groups', () => {
  test('a bank tells that money is not conserved, and that transfers came to nothing', () => {
    const bank = { chain: 'C', phase: 'idle', epoch: 1, pending: 0, kept: 0, waiting: 0 } as const
    const money = { minted: '5', total: '5', isConserved: true, accounts: 1, height: 1 }
    const of = (change: object): readonly string[] =>
      problems([{ ...view([true]), bank: { ...bank, lost: [], money, ...change } }])
    expect(of({})).toEqual([])
    expect(of({ money: undefined })).toEqual([])
    const wrong = { ...money, total: '4', isConserved: false }
    expect(of({ money: wrong })).toEqual(['bank "store" has 4, and 5 were minted'])
    expect(of({ lost: [{}, {}] })).toEqual([
      expect.stringMatching(/^2 transfers that this vehicle/)
    ])
  })

  test('a vehicle that says nothing of its keys tells why, and how that ends', () => {
    const silent = { ...RING_STATUS, isSilent: true }
    expect(problems([{ ...view([true]), isMember: false, ring: silent }])).toEqual([
      expect.stringMatching(
        /^this vehicle says nothing of the keys of group "store": .* vguard-node ring leave C peer-0 --gone, then vguard-node ring join C;/
      )
    ])
    expect(problems([{ ...view([true]), ring: RING_STATUS }])).toEqual([])
  })

  test('who keeps keys and is away is named to members and owners, with what to do', () => {
    const ringOf = (isMember: boolean, isOwner: boolean): readonly string[] =>
      problems([{ ...view([true, true]), isMember, ring: { ...RING, isOwner } }])
    expect(ringOf(true, false)).toEqual([
      'car-7 is on the ring of group "store" and out of reach, so its keys cannot be written: start or connect ' +
        'it, or, only when it is lost for good: vguard-node ring leave C peer-7 --gone'
    ])
    expect(ringOf(false, true)).toHaveLength(1)
    expect(ringOf(false, false), 'whom the ring does not concern').toEqual([])
    const whole = { ...RING, unreachable: [] }
    expect(problems([{ ...view([true, true]), ring: whole }])).toEqual([])
  })

  test('a majority is enough', () => {
    expect(problems([view([true, true, false])])).toEqual([])
    expect(problems([{ ...view([false, false, false]), isMember: false }])).toEqual([])
  })

  test('without a majority it names who is missing', () => {
    const [problem] = problems([view([true, false, false])])
    expect(problem).toContain('"store" (C) has no majority: 1 of 3 members are in reach')
    expect(problem).toContain('start or connect car-2, car-3')
    expect(problem, 'as the command takes it').toMatch(
      /lost for good, .*: vguard-node group recover C --members car-1 --unsafe$/
    )
  })

  test('a group of the engine quorum is not advised what it refuses', () => {
    const problemsOf = (group: GroupView, leaderless: boolean): readonly string[] =>
      problems([{ ...group, engine: 'quorum', quorum: { ...QUORUM, leaderless } }])
    for (const leaderless of [false, true]) {
      const [problem = '', ...more] = problemsOf(view([true, false, false]), leaderless)
      expect(problem).not.toMatch(/group recover|group members/)
      expect(problem).toMatch(/does not come back: .*chain show C/)
      expect(more).toEqual([])
    }
    for (const fault of ['damaged', 'frozen'] as const) {
      const group = view([true, true, true], { fault })
      expect(problemsOf(group, false)[0]).toMatch(/take it in with a change of members/)
      const [problem = ''] = problemsOf(group, true)
      expect(problem).not.toMatch(/change of members/)
      expect(problem).toMatch(/takes no new members.*kv scan C/)
    }
  })

  test('who is lost for good in a group of the engine quorum can be replaced while a majority is there', () => {
    const quorum = { ...QUORUM, reads: 3, writes: 2 }
    const of = (leaderless: boolean): readonly string[] =>
      problems([
        { ...view([true, true, false]), engine: 'quorum', quorum: { ...quorum, leaderless } }
      ])
    expect(of(false)[0]).toMatch(
      /lost for good, .*: vguard-node group members C --members car-1,car-2,NEW$/
    )
    expect(of(true)[0]).toMatch(/does not come back/)
  })

  test('more members than a majority are missed where reads or writes take them', () => {
    const of = (reads: number, writes: number, ...here: readonly boolean[]): readonly string[] =>
      problems([{ ...view(here), engine: 'quorum', quorum: { ...QUORUM, reads, writes } }])
    expect(of(2, 2, true, true, false)).toEqual([])
    expect(of(3, 2, true, true, true)).toEqual([])
    expect(of(3, 2, true, true, false)).toEqual([
      expect.stringMatching(
        /cannot answer everything: 2 of 3 members .* 3 are needed, for reads 3 and writes 2; start or connect car-3;/
      )
    ])
    expect(of(1, 3, true, true, false), 'of writes').toHaveLength(1)
  })

  test('who lost its disk is told how it is taken in again', () => {
    const [problem] = problems([view([true, true, true], { fault: 'wiped' })])
    expect(problem).toContain('does not vote')
    expect(problem).toContain(
      'at another member: vguard-node group members C --members car-1,car-2,car-3'
    )
  })

  test('who is contradicted is told to look at the others', () => {
    const [problem] = problems([view([true, true, true], { fault: 'frozen' })])
    expect(problem).toContain('have decided other blocks than this vehicle')
    expect(problem).toContain('new-identity')
  })

  test('a member that tells of other blocks is named, also where most agree', () => {
    const group = view([true, true, true])
    const [first, second, third] = group.members
    const members = [first, second, { ...third, contradicts: true }] as GroupView['members']
    const [problem, ...more] = problems([{ ...group, members }])
    expect(problem).toMatch(/^car-3 told of other blocks than group "store" \(C\) has decided here/)
    expect(more).toEqual([])
    const frozen = { ...view([true, true, true], { fault: 'frozen' }), members }
    expect(problems([frozen])).toHaveLength(1)
  })

  test('what is damaged neither votes nor leads', () => {
    const [problem] = problems([view([true, true, true], { fault: 'damaged' })])
    expect(problem).toContain('neither votes nor leads')
  })
})
