/** Members that were revoked: what they agreed on while they counted stands, and nothing new does. */
import { describe, expect, test } from 'vitest'
import {
  type Booth,
  boothFault,
  type Certificate,
  createBooth,
  createCertificate,
  standingFault,
  verifyCertificate,
  voteBytes
} from '../../../src/core/booth.ts'
import type { FleetBook } from '../../../src/core/fleet.ts'
import { type Chain, createChain } from '../../../src/core/genesis.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { testGenesis } from '../../support/chain.ts'
import { createTestFleet } from '../../support/members.ts'

const realm = createCryptoRealm(3)
const NAMES = ['P', 'A', 'B', 'C']
const { crypto } = realm.identity('newcomer')
const peerOf = (name: string): string => realm.identity(name).peer

interface Proof {
  readonly chain: Chain
  readonly booth: Booth
  readonly certificate: Certificate
}

/** A booth that P opened while `book` stood for everybody, and a certificate of these members. */
function proofOf(book: FleetBook, members: readonly string[], signers: readonly string[]): Proof {
  const proposer = realm.identity('P')
  const chain = createChain(proposer.crypto, testGenesis(proposer.peer))
  const draft = { chain: chain.id, number: 1, members: members.map(peerOf), openedAtMs: 5 }
  const booth = createBooth(proposer.crypto, book, draft)
  const subject = { chain: chain.id, height: 1, hash: 'ab'.repeat(32), booth: booth.id }
  const votes = new Map(
    signers.map((name) => [peerOf(name), realm.identity(name).crypto.sign(voteBytes(subject))])
  )
  return { chain, booth, certificate: createCertificate(booth, subject, votes) }
}

/** Whether a newcomer that knows nothing but the revocations believes it. */
function isBelieved(book: FleetBook, { chain, booth, certificate }: Proof): boolean {
  return (
    boothFault(crypto, book, chain, booth) === undefined &&
    verifyCertificate(crypto, book, chain, booth, certificate)
  )
}

function setting(...revoked: readonly string[]) {
  const fleet = createTestFleet(realm, NAMES)
  const then = fleet.bookOf('P')
  const now = fleet.strangeBookOf('newcomer')
  if (revoked.length > 0) {
    expect(now.revoke(fleet.revocationsOf(...revoked))).toBe(true)
  }
  return { fleet, then, now }
}

describe('revoked members', () => {
  test('revoked: what was certified with members revoked since is believed, however many', () => {
    for (const revoked of [[], ['A'], ['A', 'B'], ['A', 'B', 'C']]) {
      const { then, now } = setting(...revoked)
      expect(isBelieved(now, proofOf(then, NAMES, ['P', 'A', 'B'])), `${revoked}`).toBe(true)
    }
  })

  test('revoked: the old blocks of a revoked proposer are believed for the others that certified', () => {
    const { then, now } = setting('P')
    expect(isBelieved(now, proofOf(then, NAMES, ['P', 'A', 'B']))).toBe(true)
    expect(isBelieved(now, proofOf(then, ['P', 'A'], ['P', 'A']))).toBe(true)
  })

  test('revoked: nothing is believed that only revoked vehicles, or as many as may lie, stand for', () => {
    const alone = setting('P')
    expect(isBelieved(alone.now, proofOf(alone.then, ['P'], ['P']))).toBe(false)
    const pair = setting('P', 'A')
    expect(isBelieved(pair.now, proofOf(pair.then, ['P', 'A'], ['P', 'A']))).toBe(false)
    const three = setting('P', 'A')
    expect(isBelieved(three.now, proofOf(three.then, NAMES, ['P', 'A', 'B'])), '1 of f = 1').toBe(
      false
    )
    expect(isBelieved(three.now, proofOf(three.then, NAMES, NAMES)), '2 of f = 1').toBe(true)
  })

  test('revoked: who was never a member makes a booth worthless, revoked or not', () => {
    const { then, now } = setting('A')
    const stranger = proofOf(then, ['P', 'A', 'nobody'], ['P', 'A', 'nobody'])
    expect(isBelieved(now, stranger)).toBe(false)
    expect(boothFault(crypto, now, stranger.chain, stranger.booth)).toContain('not of this fleet')
  })

  test('revoked: no booth is opened or joined with one, until it is a member again', () => {
    const { fleet, then, now } = setting('A')
    const { booth } = proofOf(then, NAMES, ['P'])
    expect(standingFault(then, booth)).toBeUndefined()
    expect(standingFault(now, booth)).toBe(`${peerOf('A')} is no longer of this fleet`)
    expect(now.learn(fleet.renewed('A'), 6)).toBeUndefined()
    expect(standingFault(now, booth)).toBeUndefined()
  })

  test('revoked: a proposer that is a member again is believed again', () => {
    const { fleet, then, now } = setting('P')
    const alone = proofOf(then, ['P'], ['P'])
    expect(isBelieved(now, alone)).toBe(false)
    expect(now.learn(fleet.renewed('P'), 6)).toBeUndefined()
    expect(isBelieved(now, alone)).toBe(true)
  })
})
