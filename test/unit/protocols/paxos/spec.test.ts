/** The codec of the paxos protocol: round trips, limits, and noise. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noBallot } from '../../../../src/core/ballot.ts'
import { createCertificate } from '../../../../src/core/booth.ts'
import { fromHex, NO_HASH, toHex } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import { BLOCK_BYTES_MAX } from '../../../../src/protocols/paxos/limits.ts'
import type { Content } from '../../../../src/protocols/paxos/parts.ts'
import { paxosSpec } from '../../../../src/protocols/paxos/spec.ts'
import type { PaxosMessage } from '../../../../src/protocols/paxos/types.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestChain } from '../../../support/chain.ts'
import { documentedExample } from '../../../support/documents.ts'

const realm = createCryptoRealm(1)
const self = realm.identity('a')
const other = realm.identity('b').peer
const { chain, booth } = createTestChain(self)
const ballot = { cfg: 2, num: 7, node: self.peer }
const head = { height: 9, hash: 'ab'.repeat(32) }
const start = { height: 0, hash: NO_HASH }
const bytes = Uint8Array.of(1, 2, 3)

const CONTENTS: readonly Content[] = [
  {
    type: 'heartbeat',
    ballot: noBallot(2),
    leader: ballot,
    happy: true,
    seq: 4,
    echo: 3,
    urgent: true,
    decided: head,
    certified: 8
  },
  { type: 'prepare', ballot, decided: start, accepted: noBallot(2), height: 3 },
  {
    type: 'promise',
    ballot,
    accepted: noBallot(2),
    height: 3,
    decided: head,
    from: 1,
    blocks: [bytes, bytes]
  },
  { type: 'nack', promised: ballot, decided: head },
  { type: 'sync', ballot, from: 9, to: 10, blocks: [bytes], decided: head },
  { type: 'accept', ballot, from: 9, blocks: [bytes], decided: head, beat: 5 },
  { type: 'accept', ballot, from: 9, blocks: [], decided: head, beat: 0 },
  { type: 'accepted', ballot, top: head, beat: 5, lease: 250 },
  { type: 'ask', ballot, decided: start },
  { type: 'invite', genesis: bytes, decided: start, booth: undefined, line: [] },
  { type: 'invite', genesis: bytes, decided: head, booth: bytes, line: [bytes, bytes] },
  { type: 'invited', decided: start },
  { type: 'open', genesis: bytes, booth: bytes, seal: head, line: [bytes] },
  { type: 'ready', number: 3 },
  { type: 'attest', head, booth: head.hash },
  { type: 'vote', head, booth: head.hash, signature: new Uint8Array(64) },
  {
    type: 'certified',
    certificate: createCertificate(
      booth,
      { chain: chain.id, ...head, booth: booth.id },
      new Map([[self.peer, new Uint8Array(64)]])
    )
  },
  {
    type: 'forward',
    run: 3,
    relay: true,
    origin: other,
    items: [
      { type: 'entry', ticket: 1, entry: bytes },
      { type: 'question', ticket: 2, question: new Uint8Array(0) },
      { type: 'height', ticket: 4 },
      { type: 'change', ticket: 3, members: [self.peer], operation: 'op' }
    ]
  },
  {
    type: 'answers',
    run: 3,
    leader: self.peer,
    origin: undefined,
    answers: [
      { ticket: 1, outcome: { type: 'done', result: bytes, height: 9 } },
      { ticket: 2, outcome: { type: 'notLeader' } },
      { ticket: 3, outcome: { type: 'busy' } },
      { ticket: 4, outcome: { type: 'refused', reason: 'invalid', text: 'no' } }
    ]
  },
  { type: 'answers', run: 3, leader: undefined, origin: other, answers: [] }
]

const named = (content: Content): PaxosMessage =>
  ({ ...content, chain: chain.id, incarnation: 'cd'.repeat(16) }) as PaxosMessage

function refused(content: unknown): void {
  const encoded = paxosSpec.encode(named(content as Content))
  expect(() => paxosSpec.decode(encoded), JSON.stringify(content).slice(0, 200)).toThrow(
    InvalidMessageError
  )
}

describe('paxos spec', () => {
  it('paxos: every message decodes to what was encoded', () => {
    for (const content of CONTENTS) {
      const message = named(content)
      const decoded = paxosSpec.decode(paxosSpec.encode(message))
      expect(decoded, content.type).toEqual(message)
    }
  })

  it('paxos: the example of the document is an Accepted', () => {
    const example = documentedExample('paxos')
    const message = {
      type: 'accepted',
      chain: 'cGfHiC6Kgg3FpFZvgwGcswsCRtp4aBP2fzuXRQPizuN',
      incarnation: '0123456789abcdef'.repeat(2),
      ballot: { cfg: 1, num: 3, node: `12D3KooWA${'1'.repeat(43)}` },
      top: { height: 7, hash: 'ab'.repeat(32) },
      beat: 12,
      lease: 250
    } as const
    expect(paxosSpec.decode(fromHex(example))).toEqual(message)
    expect(toHex(paxosSpec.encode(message))).toBe(example)
  })

  it('paxos: what breaks a limit is refused', () => {
    const invite = {
      type: 'invite',
      genesis: bytes,
      decided: head,
      booth: bytes,
      line: []
    } as const
    const [heartbeat, prepare, promise, , sync, accept] = CONTENTS
    refused({ ...heartbeat, seq: 0 })
    refused({ ...prepare, ballot: { ...ballot, cfg: 0 } })
    refused({ ...prepare, ballot: { ...ballot, node: 'nobody' } })
    refused({ ...promise, from: 4 })
    refused({ ...promise, height: 1_000, from: 1 })
    refused({ ...sync, to: 8 })
    refused({ ...sync, to: 9 + 257 })
    refused({ ...accept, blocks: Array.from({ length: 129 }, () => bytes) })
    refused({ ...accept, blocks: [new Uint8Array(BLOCK_BYTES_MAX + 1)] })
    refused({ type: 'accepted', ballot, top: head, beat: 1, lease: 6_000_001 })
    refused({ ...invite, genesis: new Uint8Array(8193) })
    refused({ ...invite, line: Array.from({ length: 257 }, () => bytes) })
    refused({ ...invite, line: [new Uint8Array(128 * 1024 + 1)] })
    refused({ type: 'ready', number: 0 })
    const item = { type: 'question', ticket: 1, question: bytes } as const
    const many = Array.from({ length: 4097 }, () => item)
    refused({ type: 'forward', run: 1, relay: false, origin: undefined, items: many })
    const text = 'x'.repeat(257)
    const outcome = { type: 'refused', reason: 'invalid', text } as const
    refused({
      type: 'answers',
      run: 1,
      leader: undefined,
      origin: undefined,
      answers: [{ ticket: 1, outcome }]
    })
    expect(() =>
      paxosSpec.decode(paxosSpec.encode({ ...named(CONTENTS[8] as Content), incarnation: 'cd' }))
    ).toThrow('incarnation')
    expect(() => paxosSpec.decode(new Uint8Array(paxosSpec.bytesMax + 1))).toThrow(
      InvalidMessageError
    )
  })

  it('paxos: the greatest message of each kind stays below the limit of a frame', () => {
    const block = new Uint8Array(BLOCK_BYTES_MAX)
    const message = named({
      type: 'accept',
      ballot,
      from: 9,
      blocks: [block],
      decided: head,
      beat: 1
    })
    expect(paxosSpec.encode(message).length).toBeLessThan(paxosSpec.bytesMax)
  })

  it('paxos: noise is refused and breaks nothing', () => {
    const samples = CONTENTS.map((content) => paxosSpec.encode(named(content)))
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(400),
        (sample, changes, length) => {
          const noisy = sample.slice(0, Math.max(1, Math.min(sample.length, length)))
          for (const [at, value] of changes) {
            noisy[at % noisy.length] = value
          }
          try {
            paxosSpec.decode(noisy)
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidMessageError)
          }
        }
      ),
      { numRuns: 3_000 }
    )
  })
})
