/** What is left of a copy that was let go: no booths that nothing here names. */
import { describe, expect, it } from 'vitest'
import { boothKey, certificateKey } from '../../../../src/core/keyspace.ts'
import type { Effect, StoredRecord } from '../../../../src/core/machine.ts'
import { createRelease } from '../../../../src/protocols/release/index.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { createTestChain, testEntries, testSealed } from '../../../support/chain.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'

type Load = Extract<Effect, { readonly type: 'load' }>

const realm = createCryptoRealm(19)
const proposer = realm.identity('proposer')
const test = createTestChain(proposer)
test.add(testEntries(1))
test.add(testEntries(1))
const chain = test.chain.id
const OLD = 'a'.repeat(64)
const NO_BYTES = new Uint8Array(0)

/** A copy of two blocks that is let go, of which so many are pinned. */
function letGo(pinned = 0) {
  const environment = createTestEnvironment('holder', realm)
  const { holdings } = environment
  const out: Effect[] = []
  holdings.adopt(test.chain, out)
  for (const block of test.blocks) {
    holdings.put(block, out)
  }
  holdings.certify(test.certificateOf(2), test.booth, out)
  const isPinned = (_: string, height: number): boolean => height <= pinned
  const machine = createRelease(environment, {}, EMPTY_DISK, { isPinned, keepsLog: () => false })
  const head = { height: 2, hash: test.block(2).hash }
  const holding = { type: 'holding', chain, epoch: 1, head, backups: 1 } as const
  machine.step(0, { type: 'signal', signal: holding }, out)
  const backup = realm.identity('a')
  const table = { chain, epoch: 2, height: 2, headHash: head.hash, members: [backup] }
  const sealed = testSealed(proposer, table)
  const genesis = test.chain.bytes
  const release = { type: 'release', genesis, sealed: sealed.bytes } as const
  machine.step(1, { type: 'message', from: proposer.peer, message: release }, out)
  for (let i = 1; i < 4; i++) {
    machine.step(i * 1_000, { type: 'timer', id: 'release:tick' }, out)
  }
  const take = (what: string): Load | undefined => {
    const loads = out.filter((effect): effect is Load => effect.type === 'load')
    return loads.findLast(({ token }) => token.endsWith(what))
  }
  const answer = (what: string, records: readonly StoredRecord[], more = false): void => {
    const token = take(what)?.token ?? 'none was asked'
    machine.step(9_000, { type: 'loaded', token, records, more }, out)
  }
  const booths = [
    { key: boothKey(chain, test.booth.id), value: test.booth.bytes },
    { key: boothKey(chain, OLD), value: NO_BYTES }
  ]
  const certificates = [{ key: certificateKey(chain, 2), value: test.certificateOf(2).bytes }]
  const gone = (): readonly string[] =>
    out.flatMap((effect) =>
      effect.type === 'write'
        ? effect.ops.flatMap(({ type, key }) =>
            type === 'del' && key.startsWith('o/') ? [key] : []
          )
        : []
    )
  return { machine, holdings, out, take, answer, booths, certificates, gone }
}

describe('release: booths', () => {
  it('release: with the last block go the booths that no certificate names', () => {
    const of = letGo()
    expect(of.machine.isDeleting(chain), 'until they are gone').toBe(true)
    of.answer(':booths', of.booths)
    of.answer(':certificates', of.certificates)
    expect(of.gone()).toEqual([boothKey(chain, OLD)])
    expect(of.machine.isDeleting(chain)).toBe(false)
  })

  it('release: many booths go part by part', () => {
    const of = letGo()
    of.answer(':booths', of.booths, true)
    of.answer(':certificates', of.certificates)
    expect(of.machine.isDeleting(chain), 'there are more').toBe(true)
    of.answer(':booths', of.booths.slice(0, 1), true)
    of.answer(':certificates', of.certificates)
    expect(of.gone(), 'no part is looked at for ever').toHaveLength(1)
    expect(of.machine.isDeleting(chain)).toBe(false)
  })

  it('release: nothing goes when a block is here again, or too many certificates are left', () => {
    const again = letGo()
    again.answer(':booths', again.booths)
    again.holdings.put(test.block(1), again.out)
    again.answer(':certificates', again.certificates)
    expect(again.gone()).toEqual([])
    const many = letGo()
    many.answer(':booths', many.booths)
    many.answer(':certificates', many.certificates, true)
    expect(many.gone()).toEqual([])
    expect(many.machine.isDeleting(chain)).toBe(false)
  })

  it('release: pinned blocks keep their booths', () => {
    const of = letGo(1)
    expect(of.take(':booths')).toBe(undefined)
    expect(of.machine.isDeleting(chain)).toBe(false)
  })
})
