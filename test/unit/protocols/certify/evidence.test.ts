/** Two blocks of one height: evidence is made, told, checked and never forgotten. */
import { describe, expect, test } from 'vitest'
import { blockKey, machineKey } from '../../../../src/core/keyspace.ts'
import { encodeEvidence, evidenceFault } from '../../../../src/protocols/certify/evidence.ts'
import {
  blockOf,
  boothOf,
  certificateOf,
  chainOf,
  createSolo,
  factsIn,
  identity,
  messagesIn,
  NOW,
  openOf,
  peerOf,
  proposeOf,
  signalsIn
} from './script.ts'

const chain = chainOf('P')
const booth = boothOf(chain, ['P', 'B', 'C', 'D'])
const first = blockOf(chain, 'P')
const second = blockOf(chain, 'P', { timeMs: NOW + 77 })
const evidence = encodeEvidence(first, second)
const { crypto } = identity('B')

function member() {
  const solo = createSolo('B')
  solo.environment.peers.connected.add(peerOf('P'))
  solo.hear('P', openOf(chain, booth))
  solo.hear('P', proposeOf(booth, first))
  solo.take()
  return solo
}

describe('certify: evidence', () => {
  test('certify: two headers of one height signed by the proposer convict', () => {
    expect(evidenceFault(crypto, chain, evidence)).toBe(undefined)
  })

  const next = blockOf(chain, 'P', { height: 2, prev: first.hash })
  const other = chainOf('P', [], 8)
  const stranger = blockOf(chain, 'C', { timeMs: NOW + 5 })
  const bad = [
    ['of one block twice', encodeEvidence(first, first)],
    ['of two heights', encodeEvidence(first, next)],
    ['of another chain', encodeEvidence(first, blockOf(other, 'P'))],
    ['of another chain alone', encodeEvidence(blockOf(other, 'P'), first)],
    ['with a header of a stranger first', encodeEvidence(stranger, first)],
    ['with a header of a stranger last', encodeEvidence(first, stranger)],
    ['that is cut off', evidence.slice(0, 100)],
    ['that is empty', new Uint8Array(0)],
    ['that is too long', new Uint8Array(5000)]
  ] as const
  test.each(bad)('certify: evidence %s convicts nobody', (_title, bytes) => {
    expect(evidenceFault(crypto, chain, bytes)).toEqual(expect.any(String))
    const solo = member()
    const signal = { type: 'evidence', chain: chain.id, evidence: bytes } as const
    const out = solo.step({ type: 'signal', signal })
    expect(solo.machine.isFrozen(chain.id)).toBe(false)
    expect(signalsIn(out)).toEqual([])
  })
})

describe('certify: a member that sees two blocks of one height', () => {
  test('certify: refuses the second, keeps both headers, and freezes the chain', () => {
    const solo = member()
    solo.hear('P', proposeOf(booth, second))
    const out = solo.take()
    expect(messagesIn(out, 'vote')).toEqual([])
    const [refuse] = messagesIn(out, 'refuse')
    expect(refuse?.reason).toBe('conflict')
    expect(evidenceFault(crypto, chain, refuse?.evidence ?? new Uint8Array(0))).toBe(undefined)
    const signals = signalsIn(out).filter(({ type }) => type === 'evidence')
    expect(signals).toHaveLength(1)
    expect(factsIn(out).filter((name) => name === 'certify:frozen')).toHaveLength(1)
    expect(solo.machine.status(NOW).frozen).toEqual([chain.id])
  })

  test('certify: never votes for the chain again, also after a restart', () => {
    const solo = member()
    solo.hear('P', proposeOf(booth, second))
    for (const each of [solo, solo.restart()]) {
      for (const message of [
        proposeOf(booth, first),
        openOf(chain, boothOf(chain, ['P', 'B'], 2))
      ]) {
        const out = each.hear('P', message)
        const [refuse] = messagesIn(out, 'refuse')
        expect(messagesIn(out, 'vote'), message.type).toEqual([])
        expect(messagesIn(out, 'opened'), message.type).toEqual([])
        expect(refuse?.reason, message.type).toBe('frozen')
        expect(refuse?.evidence.length, message.type).toBeGreaterThan(0)
      }
    }
  })

  test('certify: does so also below the newest certificate', () => {
    const solo = member()
    const certificate = certificateOf(booth, first, ['P', 'B', 'C'])
    solo.hear('P', { type: 'certified', certificate })
    solo.hear('P', proposeOf(booth, second))
    expect(solo.machine.isFrozen(chain.id)).toBe(true)
  })

  test('certify: a second block that the proposer did not sign accuses nobody', () => {
    const solo = member()
    solo.hear('P', proposeOf(booth, blockOf(chain, 'C', { timeMs: NOW + 77 })))
    expect(solo.machine.isFrozen(chain.id)).toBe(false)
  })

  test('certify: makes the evidence after a restart if the crash came before', () => {
    const solo = member()
    const key = machineKey('certify', `frozen/${chain.id}`)
    const stored = solo.disk.get(blockKey(chain.id, 1))!
    solo.disk.apply([{ type: 'del', key: blockKey(chain.id, 1) }])
    solo.hear('P', proposeOf(booth, second))
    expect(solo.disk.has(key)).toBe(true)
    expect(signalsIn(solo.take())).toEqual([])
    solo.disk.apply([{ type: 'put', key: blockKey(chain.id, 1), value: stored }])
    const signals = signalsIn(solo.restart().take())
    expect(signals.map(({ type }) => type)).toEqual(['evidence'])
  })

  test('certify: a block voted for and lost is not replaced by another', () => {
    const solo = member()
    solo.environment.holdings.remove(chain.id, 1, 1, [])
    const out = solo.hear('P', proposeOf(booth, second))
    expect(messagesIn(out, 'vote')).toEqual([])
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['conflict'])
    const again = solo.hear('P', proposeOf(booth, first))
    expect(messagesIn(again, 'vote').map(({ hash }) => hash)).toEqual([first.hash])
  })

  test('certify: a block voted for and lost is not replaced by one that came otherwise', () => {
    const solo = member()
    solo.environment.holdings.remove(chain.id, 1, 1, [])
    expect(solo.environment.holdings.put(second, [])).toBe('stored')
    const out = solo.hear('P', proposeOf(booth, second))
    expect(messagesIn(out, 'vote')).toEqual([])
    expect(messagesIn(out, 'refuse').map(({ reason }) => reason)).toEqual(['conflict'])
  })
})

describe('certify: evidence from elsewhere', () => {
  test('certify: freezes the chain once and tells the others', () => {
    const solo = member()
    const signal = { type: 'evidence', chain: chain.id, evidence } as const
    expect(signalsIn(solo.step({ type: 'signal', signal }))).toEqual([signal])
    expect(signalsIn(solo.step({ type: 'signal', signal }))).toEqual([])
    expect(solo.machine.isFrozen(chain.id)).toBe(true)
    expect(solo.restart().machine.isFrozen(chain.id)).toBe(true)
  })

  test('certify: of a chain never heard of is left alone', () => {
    const solo = createSolo('B')
    const signal = { type: 'evidence', chain: chain.id, evidence } as const
    expect(solo.step({ type: 'signal', signal })).toEqual([])
  })
})
