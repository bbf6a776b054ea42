/** Booths and certificates: who may certify, and what does not count. */
import { describe, expect, it } from 'vitest'
import {
  boothFault,
  createBooth,
  createCertificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate,
  voteBytes
} from '../../../src/core/booth.ts'
import { OPEN_FLEET } from '../../../src/core/fleet.ts'
import { createChain } from '../../../src/core/genesis.ts'
import { Certificate as CertificateCodec } from '../../../src/core/messages.ts'
import { certificateQuorum } from '../../../src/core/quorum.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { testGenesis } from '../../support/chain.ts'

const realm = createCryptoRealm(2)
const names = Array.from({ length: 20 }, (_, i) => `car-${i}`)
const identities = names.map((name) => realm.identity(name))
const [proposer] = identities
if (proposer === undefined) {
  throw new RangeError('no identities')
}
const { crypto } = proposer

function boothOf(n: number, pivots: readonly string[] = []) {
  const chain = createChain(
    crypto,
    testGenesis(proposer?.peer ?? '', { pivots: [...pivots].sort() })
  )
  const members = identities.slice(0, n)
  const draft = { chain: chain.id, number: 1, members: members.map((m) => m.peer), openedAtMs: 1 }
  const booth = createBooth(crypto, OPEN_FLEET, draft)
  const subject = { chain: chain.id, height: 1, hash: 'ab'.repeat(32), booth: booth.id }
  const certify = (voters: readonly (typeof members)[number][], over = subject) => {
    const votes = new Map(voters.map((v) => [v.peer, v.crypto.sign(voteBytes(over))]))
    return createCertificate(booth, subject, votes)
  }
  return { chain, members, booth, subject, certify }
}

describe('certificate', () => {
  it('certificate: n - f signatures certify and one less does not, for n = 1 to 20', () => {
    for (let n = 1; n <= 20; n++) {
      const { chain, members, booth, certify } = boothOf(n)
      const quorum = certificateQuorum(n)
      const enough = certify(members.slice(0, quorum))
      expect(verifyCertificate(crypto, OPEN_FLEET, chain, booth, enough), `n = ${n}`).toBe(true)
      const less = certify(members.slice(0, quorum - 1))
      expect(verifyCertificate(crypto, OPEN_FLEET, chain, booth, less), `n = ${n}, one less`).toBe(
        false
      )
    }
  })

  it('certificate: a pivot that did not vote makes it void', () => {
    const pivot = identities[3]
    const { chain, members, booth, certify } = boothOf(4, [pivot?.peer ?? ''])
    const without = certify(members.filter((m) => m !== pivot))
    expect(verifyCertificate(crypto, OPEN_FLEET, chain, booth, without)).toBe(false)
    expect(verifyCertificate(crypto, OPEN_FLEET, chain, booth, certify(members.slice(1)))).toBe(
      true
    )
  })

  it('certificate: votes for another height, hash or booth do not count', () => {
    const { chain, members, booth, subject, certify } = boothOf(4)
    for (const change of [{ height: 2 }, { hash: 'cd'.repeat(32) }, { booth: 'ef'.repeat(32) }]) {
      const moved = certify(members, { ...subject, ...change })
      expect(
        verifyCertificate(crypto, OPEN_FLEET, chain, booth, moved),
        JSON.stringify(change)
      ).toBe(false)
    }
  })

  it('certificate: a repeated signer is refused when decoded', () => {
    const { members, certify } = boothOf(4)
    const genuine = certify(members.slice(0, 3))
    const raw = CertificateCodec.decode(genuine.bytes)
    const [first] = raw.signatures
    const forged = CertificateCodec.encode({
      ...raw,
      signers: [0, 0, 0],
      signatures: [first, first, first].flatMap((s) => s ?? [])
    })
    expect(() => decodeCertificate(forged)).toThrow('out of order')
    expect(decodeCertificate(genuine.bytes)).toEqual(genuine)
  })

  it('certificate: signers outside the booth do not count', () => {
    const { chain, booth, members, certify } = boothOf(4)
    const raw = CertificateCodec.decode(certify(members).bytes)
    const forged = decodeCertificate(CertificateCodec.encode({ ...raw, signers: [0, 1, 2, 9] }))
    expect(verifyCertificate(crypto, OPEN_FLEET, chain, booth, forged)).toBe(false)
  })
})

describe('booth', () => {
  it('booth: decodes to what was made', () => {
    const { booth, chain } = boothOf(5)
    expect(decodeBooth(crypto, booth.bytes)).toEqual(booth)
    expect(boothFault(crypto, OPEN_FLEET, chain, booth)).toBeUndefined()
  })

  it('booth: of another chain, without proposer or pivot, or unsigned by the proposer is refused', () => {
    const { chain } = boothOf(4)
    const other = boothOf(4, [identities[9]?.peer ?? ''])
    expect(boothFault(crypto, OPEN_FLEET, chain, other.booth)).toContain('another chain')
    expect(boothFault(crypto, OPEN_FLEET, other.chain, other.booth)).toContain('pivot')
    const draft = { chain: chain.id, number: 1, openedAtMs: 1 }
    const members = identities.slice(1, 4).map((m) => m.peer)
    const without = createBooth(crypto, OPEN_FLEET, { ...draft, members })
    expect(boothFault(crypto, OPEN_FLEET, chain, without)).toContain('proposer is not')
    const forger = identities[1]?.crypto ?? crypto
    const forged = createBooth(forger, OPEN_FLEET, { ...draft, members: [proposer.peer] })
    expect(boothFault(crypto, OPEN_FLEET, chain, forged)).toContain('did not sign')
  })
})
