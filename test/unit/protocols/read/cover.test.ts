/**
 * Proofs of many stretches: bounded in bytes, from the bottom up or from the top down.
 */
import { describe, expect, test } from 'vitest'
import { createCertificate, decodeCertificate, voteBytes } from '../../../../src/core/booth.ts'
import { parseHeightKey } from '../../../../src/core/keyspace.ts'
import type { LoadQuery, StoredRecord } from '../../../../src/core/machine.ts'
import { type Cover, cover, createBoothShelf } from '../../../../src/protocols/read/cover.ts'
import type { Loading } from '../../../../src/protocols/read/loading.ts'
import { createTestEnvironment } from '../../../support/environment.ts'
import { makeChain, recordsAt } from '../../../support/read-chain.ts'
import { REALM } from '../../../support/read-fleet.ts'
import { fail, OWNER } from '../../../support/read-setting.ts'

const BOOTH_BYTES = 128 * 1024
const made = makeChain(
  OWNER,
  Array.from({ length: 40 }, (_, i) => recordsAt([i]))
)
/** Every second block, so that each is a stretch of its own. */
const apart = made.blocks.filter(({ header }) => header.height % 2 === 0)

/** Certificates of booths that are all different, and as large as booths can be. */
function certificateAt(height: number): Uint8Array {
  const { chain, hash } = { chain: made.chain.id, hash: made.blocks[height - 1]?.hash ?? fail() }
  const booth = { ...made.booth, id: height.toString(16).padStart(64, '0') }
  const subject = { chain, height, hash, booth: booth.id }
  const votes = new Map([[OWNER.peer, OWNER.crypto.sign(voteBytes(subject))]])
  return createCertificate(booth, subject, votes).bytes
}

function recordOf(query: LoadQuery): StoredRecord {
  const key = query.type === 'get' ? (query.keys[0] ?? '') : query.gte
  const height = parseHeightKey(key)?.height
  const value = height === undefined ? new Uint8Array(BOOTH_BYTES) : certificateAt(height)
  return { key, value }
}

function run(work: Loading<Cover>): Cover {
  let step = work.next([])
  while (step.done !== true) {
    step = work.next(step.value.map((query) => ({ records: [recordOf(query)], more: false })))
  }
  return step.value
}

describe('cover', () => {
  for (const fromTop of [false, true]) {
    test(`cover: it ends above 1 MiB, begun from the ${fromTop ? 'top' : 'bottom'}`, () => {
      const environment = createTestEnvironment('holder', REALM)
      const options = { foreseen: undefined, fromTop }
      const proof = run(cover(environment, createBoothShelf(), made.chain.id, apart, options))
      const bytes = [...proof.booths, ...proof.certificates].reduce((n, part) => n + part.length, 0)
      expect(bytes).toBeGreaterThan(1024 * 1024)
      expect(bytes).toBeLessThan(1024 * 1024 + BOOTH_BYTES + 1000)
      const heights = proof.blocks.map(({ header }) => header.height)
      const all = apart.map(({ header }) => header.height)
      const count = heights.length
      expect(heights).toEqual(fromTop ? all.slice(-count) : all.slice(0, count))
      expect(
        proof.certificates.map((one) => decodeCertificate(one).height).sort((a, b) => a - b)
      ).toEqual(heights)
      expect(proof.highest).toBe(Math.max(...heights))
    })
  }

  test('cover: a proof carries each part once, and no block that is there as a header again', () => {
    const environment = createTestEnvironment('holder', REALM)
    const options = { foreseen: undefined, fromTop: false }
    const whole = cover(environment, createBoothShelf(), made.chain.id, made.blocks, options)
    const proof = run(whole)
    expect([proof.links, proof.certificates, proof.booths].map((parts) => parts.length)).toEqual([
      0, 1, 1
    ])
    expect(proof.blocks).toHaveLength(40)
  })
})
