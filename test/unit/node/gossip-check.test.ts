/**
 * Which gossip is passed on: nothing with a false signature, nothing old.
 */
import { describe, expect, test } from 'vitest'
import { createBlock } from '../../../src/core/block.ts'
import {
  createFleetBook,
  createMembership,
  type Fleet,
  OPEN_FLEET
} from '../../../src/core/fleet.ts'
import { sealTable, signHoldAck, signTable } from '../../../src/core/table.ts'
import { createGossipCheck } from '../../../src/node/gossip-check.ts'
import { encodeEvidence } from '../../../src/protocols/certify/evidence.ts'
import type { GossipMessage } from '../../../src/protocols/gossip/index.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { createTestChain, testEntries } from '../../support/chain.ts'
import { collect, createTestEnvironment } from '../../support/environment.ts'

const NOW_MS = 1_000_000

function setting(fleet: Fleet = OPEN_FLEET) {
  const realm = createCryptoRealm(1)
  const environment = createTestEnvironment('b', realm)
  const made = createTestChain(realm.identity('a'))
  made.add(testEntries(2))
  made.add(testEntries(2))
  const revoked: Uint8Array[] = []
  const judge = createGossipCheck({
    crypto: environment.crypto,
    fleet,
    holdings: environment.holdings,
    tables: environment.tables,
    wallMs: () => NOW_MS,
    revoke(revocations) {
      revoked.push(revocations)
      return revocations.length > 0
    }
  })
  const check = (message: GossipMessage, author = 'a') => judge(author, message)
  const result = (height: number): GossipMessage => ({
    type: 'result',
    genesis: made.chain.bytes,
    certificate: made.certificateOf(height).bytes,
    booth: made.booth.bytes
  })
  const sealed = (epoch: number, signer = 'a') => {
    const holder = realm.identity('c')
    const common = {
      chain: made.chain.id,
      epoch,
      height: 2,
      headHash: made.block(2).hash
    }
    const table = signTable(realm.identity(signer).crypto, {
      ...common,
      previous: epoch === 1 ? undefined : 'a'.repeat(64),
      members: [holder.peer],
      chainBytes: 100,
      issuedAtMs: 5,
      steward: undefined
    })
    const ack = signHoldAck(holder.crypto, { ...common, peer: holder.peer })
    return sealTable(environment.crypto, table, new Map([[holder.peer, ack]]))
  }
  const tableNews = (epoch: number, signer = 'a'): GossipMessage => ({
    type: 'table',
    genesis: made.chain.bytes,
    sealed: sealed(epoch, signer).bytes
  })
  /** Another block in the place of the first. */
  const signed = (signer: string) => {
    const { prev } = made.block(1).header
    const draft = { chain: made.chain.id, height: 1, prev, timeMs: 9, entries: [] }
    return createBlock(realm.identity(signer).crypto, draft)
  }
  return { environment, made, check, revoked, result, sealed, signed, tableNews }
}

describe('gossip check', () => {
  test('a result is passed on when it is genuine and not older than what is known', () => {
    const { environment, made, check, result } = setting()
    expect(check(result(1))).toBe('accept')
    const out = collect()
    environment.holdings.adopt(made.chain, out)
    environment.holdings.certify(made.certificateOf(2), made.booth, out)
    expect(check(result(2))).toBe('accept')
    expect(check(result(1))).toBe('ignore')
  })

  test('a result with a changed signature, or garbage, is rejected', () => {
    const { made, check, result } = setting()
    const certificate = made.certificateOf(2).bytes.slice()
    certificate[certificate.length - 1] = (certificate.at(-1) ?? 0) ^ 1
    expect(check({ ...result(2), certificate } as GossipMessage)).toBe('reject')
    expect(check({ ...result(2), booth: Uint8Array.of(1) } as GossipMessage)).toBe('reject')
    expect(check({ ...result(2), genesis: Uint8Array.of(1) } as GossipMessage)).toBe('reject')
  })

  test('a table is passed on when its proposer signed it and it is the newest', () => {
    const { environment, made, check, sealed, tableNews } = setting()
    expect(check(tableNews(1))).toBe('accept')
    environment.holdings.adopt(made.chain, collect())
    environment.tables.learn(made.chain, sealed(2), collect())
    expect(check(tableNews(2))).toBe('accept')
    expect(check(tableNews(1))).toBe('ignore')
    expect(check(tableNews(3))).toBe('accept')
  })

  test('a table signed by another is rejected', () => {
    const { check, tableNews } = setting()
    expect(check(tableNews(1, 'd'))).toBe('reject')
  })

  test('evidence is passed on when it convicts', () => {
    const { made, check, signed } = setting()
    const genesis = made.chain.bytes
    const evidence = encodeEvidence(made.block(1), signed('a'))
    expect(check({ type: 'evidence', genesis, evidence })).toBe('accept')
    const ofStranger = encodeEvidence(made.block(1), signed('d'))
    expect(check({ type: 'evidence', genesis, evidence: ofStranger })).toBe('reject')
    expect(check({ type: 'evidence', genesis, evidence: Uint8Array.of(1) })).toBe('reject')
  })

  test('adverts count for a minute', () => {
    const { check } = setting()
    const advert = {
      type: 'advert',
      freeBytes: 1,
      hostedByteHours: 0,
      group: '',
      addresses: [],
      membership: new Uint8Array(0)
    } as const
    expect(check({ ...advert, timeMs: NOW_MS - 59_000 })).toBe('accept')
    expect(check({ ...advert, timeMs: NOW_MS - 61_000 })).toBe('ignore')
    expect(check({ ...advert, timeMs: NOW_MS + 61_000 })).toBe('ignore')
  })

  test('adverts count when their author is of the fleet, by the membership that they show', () => {
    const realm = createCryptoRealm(2)
    const [key, a, b] = ['fleet', 'a', 'b'].map((name) => realm.identity(name))
    if (key === undefined || a === undefined || b === undefined) {
      throw new Error('three identities')
    }
    const membershipOf = (peer: string, signer = key): Uint8Array =>
      createMembership(signer.crypto, {
        ...{ fleet: key.peer, peer, name: 'car', role: 'vehicle', issuedAtMs: 0, expiresAtMs: 0 },
        serial: new Uint8Array(16)
      })
    const book = createFleetBook(a.crypto, key.peer)
    const { check } = setting(book)
    const verdict = (author: string, membership: Uint8Array) =>
      check(
        {
          ...{ type: 'advert', freeBytes: 1, hostedByteHours: 0, group: '', timeMs: NOW_MS },
          ...{ addresses: ['/ip4/10.0.0.7/tcp/4001'], membership }
        },
        author
      )
    const nothing = new Uint8Array(0)
    expect(verdict(b.peer, nothing), 'shows none').toBe('ignore')
    expect(verdict(b.peer, membershipOf(b.peer, a)), 'signed by another').toBe('ignore')
    expect(verdict(b.peer, membershipOf(a.peer)), "another's").toBe('ignore')
    expect(verdict(b.peer, Uint8Array.of(1)), 'garbage').toBe('ignore')
    expect(verdict(b.peer, membershipOf(b.peer)), 'its own').toBe('accept')
    expect(verdict(b.peer, nothing), 'shown before').toBe('accept')
  })

  test('revocations are taken over, and passed on only when they are newer', () => {
    const { check, revoked } = setting()
    const revocations = Uint8Array.of(1)
    expect(check({ type: 'revocation', revocations })).toBe('accept')
    expect(check({ type: 'revocation', revocations: new Uint8Array(0) })).toBe('ignore')
    expect(revoked).toHaveLength(2)
  })
})
