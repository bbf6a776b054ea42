/**
 * The rules of one engine in a genesis: what is allowed, what is refused, what is left out.
 */
import { describe, expect, it } from 'vitest'
import {
  quorumFault,
  quorumRules,
  twophaseFault,
  twophaseRules
} from '../../../src/core/engine-rules.ts'
import { InvalidMessageError } from '../../../src/core/errors.ts'
import { createChain, decodeChain, type Genesis } from '../../../src/core/genesis.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { groupGenesis } from '../../support/chain.ts'

const realm = createCryptoRealm(3)
const five = Array.from({ length: 5 }, (_, i) => realm.identity(`member-${i}`))
const peers = five.map(({ peer }) => peer)
const { crypto } = realm.identity('member-0')

const decoded = (change: Partial<Genesis>): Genesis =>
  decodeChain(crypto, createChain(crypto, groupGenesis(peers, change)).bytes).genesis

describe('engine rules', () => {
  it('quorum rules: what is left out is the least that is allowed, for 1 to 20 members', () => {
    for (let n = 1; n <= 20; n++) {
      const rules = quorumRules(n)
      expect(rules.writes, `writes of ${n}`).toBe(Math.floor(n / 2) + 1)
      expect(rules.reads + rules.writes, `of ${n}`).toBe(n + 1)
      expect(quorumFault(rules, n), `of ${n}`).toBeUndefined()
      for (let one = 1; one <= n; one++) {
        expect(quorumFault(quorumRules(n, { reads: one }), n), `${one} of ${n}`).toBeUndefined()
      }
    }
    expect(quorumRules(5, { writes: 5 })).toMatchObject({ reads: 1, writes: 5 })
    expect(quorumRules(5, { reads: 1 })).toMatchObject({ reads: 1, writes: 5 })
  })

  it('quorum rules: sizes whose groups could miss each other are refused', () => {
    const fault = (reads: number, writes: number): string | undefined =>
      quorumFault(quorumRules(5, { reads, writes }), 5)
    expect(fault(3, 3)).toBeUndefined()
    expect(fault(5, 2)).toMatch(/less than 3/)
    expect(fault(2, 3)).toMatch(/not more than the 5 members/)
    expect(fault(6, 3)).toMatch(/not both 1 to 5/)
    expect(fault(0, 5)).toMatch(/not both 1 to 5/)
    expect(fault(3, 2.5)).toMatch(/not both 1 to 5/)
    const both = quorumRules(5, { leaderless: true, preempt: true })
    expect(quorumFault(both, 5)).toMatch(/without a leader/)
  })

  it('twophase rules: 1 to 8 copies, at most as many as there are members', () => {
    expect(twophaseRules(5)).toEqual({ copies: 2, classic: false })
    expect(twophaseRules(1)).toEqual({ copies: 1, classic: false })
    for (const [copies, n] of [
      [1, 1],
      [3, 3],
      [8, 20]
    ] as const) {
      expect(twophaseFault(twophaseRules(n, { copies }), n), `${copies} of ${n}`).toBeUndefined()
    }
    for (const [copies, n] of [
      [0, 3],
      [4, 3],
      [9, 20]
    ] as const) {
      expect(twophaseFault(twophaseRules(n, { copies }), n), `${copies} of ${n}`).toMatch(/copies/)
    }
  })

  it('genesis: rules of an engine are kept, and are part of the chain id', () => {
    const quorum = { engine: 'quorum', quorum: quorumRules(5, { leaderless: true }) } as const
    const twophase = { engine: 'twophase', twophase: twophaseRules(5, { classic: true }) } as const
    expect(decoded(quorum)).toEqual(groupGenesis(peers, quorum))
    expect(decoded(twophase)).toEqual(groupGenesis(peers, twophase))
    const idOf = (writes: number): string =>
      createChain(
        crypto,
        groupGenesis(peers, { engine: 'quorum', quorum: quorumRules(5, { writes }) })
      ).id
    expect(idOf(3)).not.toBe(idOf(4))
  })

  it('genesis: rules of another engine, none, or impossible ones are refused', () => {
    const wrong: readonly Partial<Genesis>[] = [
      { quorum: quorumRules(5) },
      { twophase: twophaseRules(5) },
      { engine: 'quorum' },
      { engine: 'twophase' },
      { engine: 'quorum', quorum: quorumRules(5), twophase: twophaseRules(5) },
      { engine: 'quorum', quorum: quorumRules(5), state: 'bank' },
      { engine: 'twophase', twophase: twophaseRules(5), state: 'bank' },
      { engine: 'quorum', quorum: quorumRules(5, { reads: 2, writes: 3 }) },
      { engine: 'twophase', twophase: twophaseRules(5, { copies: 6 }) }
    ]
    for (const change of wrong) {
      expect(() => decoded(change), JSON.stringify(change)).toThrow(InvalidMessageError)
    }
  })
})
