/** The byte-level examples of the documents decode to what the documents say. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fromHex } from '../../../src/core/bytes.ts'
import { gossipSpec } from '../../../src/protocols/gossip/index.ts'
import { quorumSpec } from '../../../src/protocols/quorum/index.ts'
import { spreadSpec } from '../../../src/protocols/spread/index.ts'
import { twophaseSpec } from '../../../src/protocols/twophase/index.ts'

/** The first block marked `hex` in a document of docs/protocols. */
function exampleOf(name: string): Uint8Array {
  const text = readFileSync(new URL(`../../../docs/protocols/${name}.md`, import.meta.url), 'utf8')
  const hex = /```hex\n([0-9a-f\s]+)```/.exec(text)?.[1]
  if (hex === undefined) {
    throw new RangeError(`docs/protocols/${name}.md has no example`)
  }
  return fromHex(hex.replaceAll(/\s/g, ''))
}

describe('documents', () => {
  it('documents: the example of spread is an acknowledgement', () => {
    const message = { type: 'spreadAck', holder: Uint8Array.of(1, 2, 3, 4) } as const
    expect(spreadSpec.decode(exampleOf('spread'))).toEqual(message)
    expect(spreadSpec.encode(message)).toEqual(exampleOf('spread'))
  })

  it('documents: the example of quorum is a grant', () => {
    const message = {
      type: 'grant',
      chain: '4zt878i6sSA4iwWtjcBp3feWWkcKj4bLC9MbNAGQrGXs',
      incarnation: '000102030405060708090a0b0c0d0e0f',
      booth: 1,
      epoch: 3,
      probe: false
    } as const
    expect(quorumSpec.decode(exampleOf('quorum'))).toEqual(message)
    expect(quorumSpec.encode(message)).toEqual(exampleOf('quorum'))
  })

  it('documents: the example of twophase acknowledges two transactions', () => {
    const message = {
      type: 'acks',
      chain: '4zt878i6sSA4iwWtjcBp3feWWkcKj4bLC9MbNAGQrGXs',
      ring: 3,
      contents: [
        {
          type: 'acks',
          coordinator: '000102030405060708090a0b0c0d0e0f1011121314151617',
          numbers: [7, 8]
        }
      ]
    } as const
    expect(twophaseSpec.decode(exampleOf('twophase'))).toEqual(message)
    expect(twophaseSpec.encode(message)).toEqual(exampleOf('twophase'))
  })

  it('documents: the example of gossip is an advert', () => {
    const message = {
      type: 'advert',
      freeBytes: 1_048_576,
      hostedByteHours: 2.5,
      group: 'depot',
      timeMs: 1_577_218_697_000,
      addresses: [],
      membership: new Uint8Array(0)
    } as const
    expect(gossipSpec.decode(exampleOf('gossip'))).toEqual(message)
    expect(gossipSpec.encode(message)).toEqual(exampleOf('gossip'))
  })
})
