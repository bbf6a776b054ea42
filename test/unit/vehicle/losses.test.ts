/** Losses of a disk that a person may accept, and those that nobody can accept away. */
import { describe, expect, test } from 'vitest'
import { createHoldings } from '../../../src/core/holdings.ts'
import { blockKey } from '../../../src/core/keyspace.ts'
import type { Disk } from '../../../src/core/machine.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import { createLosses } from '../../../src/vehicle/losses.ts'
import type { VehicleEffect } from '../../../src/vehicle/types.ts'
import { createTestChain, testEntries } from '../../support/chain.ts'
import { EMPTY_DISK, SELECT_ALL } from '../../support/environment.ts'

const realm = createCryptoRealm(8)
const { crypto } = realm.identity('holder')

/** A vehicle that holds blocks 1 to 3 and has lost 2; the store says `text` of the chain. */
function setting(text: (chain: string) => string | undefined, isLost = true, stateDamage?: string) {
  const test = createTestChain(realm.identity('proposer'))
  const { id } = test.chain
  const made: VehicleEffect[] = []
  const first = createHoldings(crypto, SELECT_ALL, EMPTY_DISK)
  first.adopt(test.chain, made)
  for (let i = 0; i < 3; i++) {
    first.put(test.add(testEntries(1, 8, i)), made)
  }
  first.flush(made)
  const state = new Map(
    made
      .flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
      .flatMap((op) => (op.type === 'put' ? [[op.key, op.value] as const] : []))
  )
  const runs = first.get(id)?.runs ?? []
  const scanned = isLost
    ? { chain: id, runs: runs.flatMap((run) => run.without(2, 2)), damaged: [2] }
    : { chain: id, runs, damaged: [] }
  const said = text(id)
  const chainDamage = new Map(said === undefined ? [] : [[id, said]])
  const disk: Disk = {
    state,
    chains: new Map([[id, scanned]]),
    integrity: { stateDamage, chainDamage }
  }
  const holdings = createHoldings(crypto, SELECT_ALL, disk)
  const held = holdings.get(id)
  if (held === undefined) {
    throw new Error('the chain is not held')
  }
  return { id, held, losses: createLosses(disk, holdings), out: [] as VehicleEffect[] }
}

describe('losses', () => {
  test('losses: the words of the store are told without its keys', () => {
    const told = (text: (chain: string) => string): string | undefined => {
      const { losses, id } = setting(text, false)
      return losses.of(id)
    }
    expect(told((id) => `c/${id} has 4 records instead of 5`)).toBe('4 certificates instead of 5')
    expect(told((id) => `c/${id}/00000000000c and 1 more cannot be read`)).toBe(
      'certificates of block 12 and 1 more cannot be read'
    )
    expect(told((id) => `of the 2 records of o/${id} some are not those last written`)).toBe(
      'of the 2 booths some are not those last written'
    )
    expect(told((id) => `nothing says how many records o/${id} should have`)).toBe(
      'nothing says how many booths there should be'
    )
    expect(
      told((id) => `b/${id} has 4 records instead of 5`),
      'a bare header'
    ).toBe('4 blocks instead of 5')
  })

  test('losses: blocks that are told by their heights are not told twice', () => {
    const text = (id: string) =>
      `b/${id} has 2 records instead of 3; c/${id} has 0 records instead of 1`
    const { losses, id } = setting(text)
    expect(losses.of(id)).toBe('0 certificates instead of 1')
  })

  test('losses: what was accepted is gone, on disk too, and told no more', () => {
    const { losses, held, id, out } = setting((chain) => `o/${chain} has 0 records instead of 1`)
    const reply = losses.accept(held, 'member', out)
    expect(reply).toEqual({
      type: 'ok',
      value: { chain: id, blocks: [{ from: 2, to: 2 }], records: '0 booths instead of 1' }
    })
    expect(held.damage).toEqual([])
    expect(losses.of(id)).toBeUndefined()
    const deleted = out.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    expect(deleted).toContainEqual({ type: 'del', key: blockKey(id, 2) })
    expect(losses.accept(held, 'member', [])).toMatchObject({ value: { blocks: [] } })
  })

  test('losses: blocks that were promised cannot be given up, but certificates of them can', () => {
    for (const duty of ['proposer', 'backup', 'obsolete'] as const) {
      const { losses, held, out } = setting(() => undefined)
      expect(losses.accept(held, duty, out), duty).toMatchObject({ reason: 'promised' })
      expect([held.damage, out], duty).toEqual([[{ from: 2, to: 2 }], []])
      const whole = setting((id) => `c/${id} has 0 records instead of 1`, false)
      expect(whole.losses.accept(whole.held, duty, []), duty).toMatchObject({ type: 'ok' })
    }
  })

  test('losses: damaged state lets nothing be accepted', () => {
    const { losses, held, out } = setting(() => undefined, true, 's has 2 records instead of 3')
    const reply = losses.accept(held, 'member', out)
    expect(reply).toMatchObject({
      reason: 'damaged',
      message: expect.stringContaining('new-identity')
    })
    expect(held.damage).toHaveLength(1)
  })
})
