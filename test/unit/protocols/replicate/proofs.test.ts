/** Certificates and booths that come with the blocks of a transfer. */
import { describe, expect, it } from 'vitest'
import { createBooth, createCertificate, voteBytes } from '../../../../src/core/booth.ts'
import { OPEN_FLEET } from '../../../../src/core/fleet.ts'
import { HALF, pulling } from './bench-states.ts'

describe('proofs of a transfer', () => {
  it.each(['proposer', 'other'])(
    'transfer: genuine certificates that fit are kept, of %s',
    (who) => {
      const bench = pulling()
      const { test } = bench
      const certificates = [4, 2, 9].map((height) => test.certificateOf(height).bytes)
      bench.tell(bench.chunk(1, HALF, { certificates, booths: [test.booth.bytes] }))
      const keys = bench.effects.flatMap((effect) =>
        effect.type === 'write' ? effect.ops.map(({ key }) => key) : []
      )
      const kept = keys.filter((key) => key.startsWith('c/')).map((key) => key.slice(-1))
      // That of the manifest first, and with the word again: a newer one may have taken its place.
      expect(kept).toEqual(['a', '4', '2'])
      const sender = bench.identity(who).peer
      const false8 = test.certificateOf(8).bytes.slice()
      false8[false8.length - 1] = (false8.at(-1) ?? 0) ^ 1
      const chunk = bench.chunk(6, 10, { certificates: [false8], booths: [test.booth.bytes] })
      bench.tell(chunk, sender)
      const all = bench.effects.flatMap((effect) =>
        effect.type === 'write' ? effect.ops.map(({ key }) => key) : []
      )
      expect(all.filter((key) => key.startsWith('c/')).map((key) => key.slice(-1))).toEqual([
        'a',
        '4',
        '2',
        'a'
      ])
    }
  )

  it('transfer: certificates and booths take no more room than the blocks', () => {
    const bench = pulling()
    const { test, proposer } = bench
    const others = Array.from({ length: 13 }, (_, i) => bench.identity(`other ${i}`))
    const booths = [1, 2, 3, 4, 5].map((number) => {
      const members =
        number === 1 ? [proposer.peer] : [proposer.peer, ...others.map(({ peer }) => peer)]
      const draft = { chain: test.chain.id, number, members, openedAtMs: 1 }
      return createBooth(proposer.crypto, OPEN_FLEET, draft)
    })
    const certificates = booths.map((booth, i) => {
      const { hash } = test.block(i + 1)
      const subject = { chain: test.chain.id, height: i + 1, hash, booth: booth.id }
      const votes = [proposer, ...others].map(
        ({ peer, crypto }) => [peer, crypto.sign(voteBytes(subject))] as const
      )
      return createCertificate(booth, subject, new Map(votes))
    })
    const before = bench.effects.length
    bench.tell(
      bench.chunk(1, HALF, {
        certificates: certificates.map(({ bytes }) => bytes).toReversed(),
        booths: booths.map(({ bytes }) => bytes)
      })
    )
    const written = bench.effects
      .slice(before)
      .flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    const proofs = written.filter(({ key }) => key.startsWith('c/') || key.startsWith('o/'))
    const { bytes = 0, lastHeight } = bench.environment.holdings.get(test.chain.id) ?? {}
    expect(lastHeight).toBe(HALF)
    expect(proofs.map(({ key }) => key.slice(0, 2))).toEqual(['c/', 'o/'])
    const size = proofs.reduce((sum, op) => sum + (op.type === 'put' ? op.value.length : 0), 0)
    expect(size).toBeLessThan(bytes)
  })
})
