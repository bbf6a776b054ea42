/**
 * Events as steps of the sequence diagram.
 */
import { describe, expect, test } from 'vitest'
import type { NodeEvent } from '../../../src/node/events.ts'
import { isWanted, type Surroundings, stepOf } from '../../../ui/src/flow/steps.ts'
import { bytesText, durationText, numberText, rangesText } from '../../../ui/src/format.ts'

const [A, B, C] = ['A', 'B', 'C'].map((letter) => `12D3KooW${letter.repeat(44)}`) as [
  string,
  string,
  string
]
const around: Surroundings = {
  self: A,
  proposerOf: (chain) => (chain === 'of-b' ? B : undefined),
  membersOf: (_chain, booth) => (booth === 'abc' ? [A, B, C] : [])
}
const step = (name: string, detail: NodeEvent['detail']) =>
  stepOf({ id: 1, name, timeMs: 5, detail }, around)

describe('a step of the message flow', () => {
  test('a vote goes to the proposer, and its certificate comes from there', () => {
    const detail = { chain: 'of-b', height: 4, booth: 'abc' }
    expect(step('certify:voted', detail)).toMatchObject({
      from: A,
      to: [B],
      label: 'voted · block 4'
    })
    expect(step('certify:followed', detail)).toMatchObject({ from: B, to: [A] })
  })

  test('a certificate of its own goes to all other members of its booth', () => {
    const detail = { chain: 'x', height: 4, booth: 'abc', votes: 3, entries: 5 }
    expect(step('certify:certified', detail)).toMatchObject({
      from: A,
      to: [B, C],
      label: 'certified · block 4 · 5 entries · 3 votes'
    })
  })

  test('other events go where their fields say, and what names nobody is a note', () => {
    expect(step('read:redirected', { chain: 'x', to: C })).toMatchObject({ from: A, to: [C] })
    expect(step('replicate:pulling', { source: B, from: 3, to: 7 })).toMatchObject({
      from: B,
      to: [A],
      label: 'pulling · blocks 3–7'
    })
    expect(step('paxos:decided', { chain: 'x', height: 2 })).toMatchObject({ from: A, to: [] })
  })

  test('what went wrong is told apart', () => {
    expect(step('network:refused', { peer: B, reason: 'silent' })).toMatchObject({
      isWrong: true,
      label: 'refused · silent'
    })
    expect(step('replicate:placed', {}).isWrong).toBe(false)
  })

  test('passes the filter by protocol, chain, vehicle and words', () => {
    const one = step('certify:voted', { chain: 'of-b', height: 4 })
    const all = { hidden: new Set<string>(), chain: '', peer: '', words: '' }
    expect(isWanted(one, all)).toBe(true)
    expect(isWanted(one, { ...all, hidden: new Set(['certify']) })).toBe(false)
    expect(isWanted(one, { ...all, chain: 'other' })).toBe(false)
    expect(isWanted(one, { ...all, peer: C })).toBe(false)
    expect(isWanted(one, { ...all, peer: B, words: 'VOTED' })).toBe(true)
    expect(isWanted(one, { ...all, words: 'sealed' })).toBe(false)
  })
})

describe('numbers', () => {
  test('stand in groups of three, sizes in units of 1024', () => {
    expect(numberText(1234567)).toBe('1\u202f234\u202f567')
    expect(numberText('999')).toBe('999')
    expect(bytesText(512)).toBe('512 B')
    expect(bytesText(1536)).toBe('1.5 KiB')
  })

  test('durations and ranges', () => {
    expect([59_999, 61_000, 3_700_000, 90_000_000].map(durationText)).toEqual([
      '59 s',
      '1 min 1 s',
      '1 h 1 min',
      '1 d 1 h'
    ])
    expect(
      rangesText([
        { from: 1, to: 3 },
        { from: 5, to: 5 }
      ])
    ).toBe('1–3, 5')
  })
})
