/** Revoked vehicles and booths: none is opened, none is joined with them, by whomever it is asked. */
import { describe, expect, test } from 'vitest'
import { createBooth } from '../../../../src/core/booth.ts'
import type { FleetBook } from '../../../../src/core/fleet.ts'
import { createChain } from '../../../../src/core/genesis.ts'
import { createCertify } from '../../../../src/protocols/certify/index.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { testGenesis } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'
import { createTestFleet } from '../../../support/members.ts'
import { type CertifyEffect, messagesIn, openOf } from './script.ts'

const realm = createCryptoRealm(5)
const NAMES = ['P', 'A', 'B']
const peerOf = (name: string): string => realm.identity(name).peer
const fleet = createTestFleet(realm, NAMES)
const proposer = realm.identity('P')
const chain = createChain(proposer.crypto, testGenesis(proposer.peer))
const draft = { chain: chain.id, number: 1, members: NAMES.map(peerOf), openedAtMs: 5 }
const booth = createBooth(proposer.crypto, fleet.bookOf('P'), draft)
const revocations = fleet.revocationsOf('A')

function machineOf(name: string, book: FleetBook) {
  const environment = createTestEnvironment(name, realm, { fleet: book })
  const machine = createCertify(environment, {}, EMPTY_DISK)
  const step = (event: Parameters<typeof machine.step>[1]): readonly CertifyEffect[] => {
    const out: CertifyEffect[] = []
    machine.step(10, event, out)
    return out
  }
  step({ type: 'start' })
  return step
}

describe('certify: revoked vehicles', () => {
  test('certify: a booth is joined with a member, and not once it is revoked', () => {
    const book = fleet.bookOf('B')
    const hello = { type: 'message', from: peerOf('P'), message: openOf(chain, booth) } as const
    expect(messagesIn(machineOf('B', book)(hello), 'opened')).toHaveLength(1)
    book.revoke(revocations)
    const answer = messagesIn(machineOf('B', book)(hello), 'refuse')
    expect(answer).toMatchObject([
      { reason: 'invalid', text: `${peerOf('A')} is no longer of this fleet` }
    ])
  })

  test('certify: a booth is not opened with a revoked member, named or drawn', () => {
    const book = fleet.bookOf('P')
    book.revoke(revocations)
    const step = machineOf('P', book)
    for (const peer of ['A', 'B'].map(peerOf)) {
      step({ type: 'connected', peer })
    }
    const ask = (members: readonly string[] | { readonly auto: number }) =>
      step({ type: 'request', id: 'r', request: { type: 'openBooth', chain, members } }).find(
        (effect) => effect.type === 'reply'
      )
    expect(ask([peerOf('A')])).toMatchObject({ reply: { type: 'refused', reason: 'invalid' } })
    expect(ask({ auto: 3 })).toMatchObject({ reply: { reason: 'tooFewVehicles' } })
  })
})
