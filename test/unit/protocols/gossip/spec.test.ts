/** The codec of gossip: whatever another machine accepts as proof also fits into gossip. */
import { describe, expect, test } from 'vitest'
import type { FullBlock } from '../../../../src/core/block.ts'
import { EVIDENCE_BYTES_MAX, HEADER_BYTES_MAX } from '../../../../src/core/limits.ts'
import { signingBytes } from '../../../../src/core/signed.ts'
import { encodeEvidence, evidenceFault } from '../../../../src/protocols/certify/evidence.ts'
import { gossipSpec } from '../../../../src/protocols/gossip/index.ts'
import { blockOf, chainOf, identity, NOW } from '../certify/script.ts'

const chain = chainOf('P')
const { crypto } = identity('P')

/** The header of a block, signed, grown to the greatest size by a field that nobody knows. */
function maximal({ headerBytes }: FullBlock) {
  const tag = [0xfa, 0x3f] // field 1023, bytes
  const room = HEADER_BYTES_MAX - headerBytes.length - tag.length - 2
  const length = [(room & 0x7f) | 0x80, room >> 7]
  const grown = Uint8Array.from([...headerBytes, ...tag, ...length, ...new Uint8Array(room)])
  return { headerBytes: grown, signature: crypto.sign(signingBytes('vguard/block/1', grown)) }
}

describe('gossip: spec', () => {
  test('gossip: evidence of two headers of the greatest size is told', () => {
    const first = maximal(blockOf(chain, 'P'))
    const second = maximal(blockOf(chain, 'P', { timeMs: NOW + 77 }))
    expect([first, second].map(({ headerBytes }) => headerBytes.length)).toEqual([1024, 1024])
    const evidence = encodeEvidence(first, second)
    expect(evidenceFault(identity('B').crypto, chain, evidence)).toBeUndefined()
    const message = { type: 'evidence', genesis: chain.bytes, evidence } as const
    expect(gossipSpec.decode(gossipSpec.encode(message))).toEqual(message)
  })

  test('gossip: longer evidence is refused', () => {
    const evidence = new Uint8Array(EVIDENCE_BYTES_MAX + 1)
    const bytes = gossipSpec.encode({ type: 'evidence', genesis: chain.bytes, evidence })
    expect(() => gossipSpec.decode(bytes)).toThrow('evidence.evidence')
  })
})
