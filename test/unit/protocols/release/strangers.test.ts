/** Release in a fleet with a key: the word of vehicles that nobody has admitted deletes nothing. */
import { describe, expect, it } from 'vitest'
import { createFleetBook, createMembership, createRevocations } from '../../../../src/core/fleet.ts'
import type { Effect } from '../../../../src/core/machine.ts'
import type { SealedTable } from '../../../../src/core/table.ts'
import {
  createRelease,
  type ReleaseMessage,
  releaseSpec
} from '../../../../src/protocols/release/index.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestChain, testEntries, testSealed } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'

const realm = createCryptoRealm(17)
const fleetKey = realm.identity('fleet')
const proposer = realm.identity('proposer')
const test = createTestChain(proposer)
test.add(testEntries(1))

function membershipOf(name: string): Uint8Array {
  return createMembership(fleetKey.crypto, {
    fleet: fleetKey.peer,
    peer: realm.identity(name).peer,
    name,
    role: 'vehicle',
    issuedAtMs: 0,
    expiresAtMs: 0,
    serial: new Uint8Array(16).fill(name.charCodeAt(0))
  })
}

function bookOf(...met: readonly string[]) {
  const book = createFleetBook(fleetKey.crypto, fleetKey.peer)
  for (const name of met) {
    expect(book.learn(membershipOf(name), 0), name).toBe(undefined)
  }
  return book
}

/** A table of two backups, sealed by a proposer that has met these vehicles. */
function sealedBy(met: readonly string[], members = ['a', 'b']): SealedTable {
  const head = { height: 1, headHash: test.block(1).hash }
  const identities = members.map((name) => realm.identity(name))
  const table = { chain: test.chain.id, epoch: 2, ...head, members: identities }
  return testSealed(proposer, table, bookOf(...met))
}

/** A backup of epoch 1 that has met these vehicles. */
function setUp(...met: readonly string[]) {
  const fleet = bookOf(...met)
  const environment = createTestEnvironment('holder', realm, { fleet })
  const out: Effect[] = []
  environment.holdings.adopt(test.chain, out)
  environment.holdings.put(test.block(1), out)
  const ports = { isPinned: () => false, keepsLog: () => false }
  const machine = createRelease(environment, {}, EMPTY_DISK, ports)
  const chain = test.chain.id
  const head = { height: 1, hash: test.block(1).hash }
  const signal = { type: 'holding', chain, epoch: 1, head, backups: 2 } as const
  machine.step(0, { type: 'signal', signal }, out)
  const release = (sealed: SealedTable): readonly ReleaseMessage[] => {
    const effects: Effect[] = []
    const message: ReleaseMessage = {
      type: 'release',
      genesis: test.chain.bytes,
      sealed: sealed.bytes
    }
    const read = releaseSpec.decode(releaseSpec.encode(message))
    machine.step(1, { type: 'message', from: proposer.peer, message: read }, effects)
    out.push(...effects)
    return effects.flatMap((effect) =>
      effect.type === 'send'
        ? [releaseSpec.decode(releaseSpec.encode(effect.message as ReleaseMessage))]
        : []
    )
  }
  return { fleet, release, machine, out }
}

const refused = (reason: string) => [expect.objectContaining({ type: 'releaseRefused', reason })]
const released = [expect.objectContaining({ type: 'released', epoch: 2 })]

describe('release: strangers', () => {
  it('release: backups that a proposer has made up delete no copy', () => {
    const { release, machine, out } = setUp('proposer')
    expect(release(sealedBy(['proposer'], ['invented-1', 'invented-2']))).toEqual(
      refused('strangers')
    )
    expect(machine.isDeleting(test.chain.id)).toBe(false)
    const blamed = out.filter(
      (effect) => effect.type === 'signal' && effect.signal.type === 'distrust'
    )
    expect(blamed, 'who knows more members than others does not lie').toEqual([])
  })

  it('release: backups never met count by the memberships in the table', () => {
    expect(setUp('proposer').release(sealedBy(['a', 'b']))).toEqual(released)
    expect(setUp('proposer').release(sealedBy(['a']))).toEqual(refused('strangers'))
    expect(setUp('a', 'b').release(sealedBy([]))).toEqual(released)
  })

  it('release: a backup whose membership is revoked does not count', () => {
    const { fleet, release } = setUp('a', 'b')
    const serials = [new Uint8Array(16).fill('a'.charCodeAt(0))]
    const revocations = { fleet: fleetKey.peer, version: 1, serials }
    expect(fleet.revoke(createRevocations(fleetKey.crypto, revocations))).toBe(true)
    expect(release(sealedBy(['a', 'b']))).toEqual(refused('strangers'))
  })

  it('release: a copy that was kept goes once its successors are known', () => {
    const { fleet, release, machine } = setUp('a')
    expect(release(sealedBy([]))).toEqual(refused('strangers'))
    fleet.learn(membershipOf('b'), 0)
    expect(release(sealedBy([]))).toEqual(released)
    expect(machine.isDeleting(test.chain.id)).toBe(true)
  })
})
