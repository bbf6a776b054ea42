/** Members that refuse: what the proposer repairs, what it gives up, and what makes it go on. */
import { describe, expect, test } from 'vitest'
import { createBlock } from '../../../../src/core/block.ts'
import { NO_HASH } from '../../../../src/core/bytes.ts'
import { encodeEvidence } from '../../../../src/protocols/certify/evidence.ts'
import type { RefuseReason } from '../../../../src/protocols/certify/types.ts'
import { testEntries } from '../../../support/chain.ts'
import { endOf } from './play.ts'
import { createStage, type Stage } from './stage.ts'

function booth(names: readonly string[], options = {}): Stage {
  const stage = createStage(names, { options })
  const members = names.slice(1).map((name) => stage.actor(name).peer)
  stage.request('A', { type: 'openBooth', chain: stage.chainOf('A'), members })
  stage.run(100)
  return stage
}

const append = (stage: Stage): string =>
  stage.request('A', { type: 'append', chain: stage.chainOf('A').id, entries: testEntries(1) })

const own = (stage: Stage) => stage.actor('A').machine!.status(stage.nowMs()).proposing[0]!

const count = (stage: Stage, line: string): number =>
  stage.log.filter((each) => each === line).length

function refuse(
  stage: Stage,
  from: string,
  reason: RefuseReason,
  changes: { readonly evidence?: Uint8Array; readonly expectedHeight?: number } = {}
): void {
  const chain = stage.chainOf('A').id
  const id = own(stage).booth?.id ?? ''
  const rest = { height: 1, text: 'because', evidence: new Uint8Array(0), expectedHeight: 0 }
  stage.say(from, 'A', { type: 'refuse', chain, booth: id, reason, ...rest, ...changes })
}

/** Members hear no blocks. */
const deafen = (stage: Stage): void => {
  stage.passes = (_from, _to, { type }) => type !== 'propose'
}

describe('certify: members that refuse', () => {
  test('certify: as many as the booth can do without change nothing', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    deafen(stage)
    const id = append(stage)
    refuse(stage, 'B', 'invalid')
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('nothing')
    expect(own(stage).booth?.refusing).toEqual({ [stage.actor('B').peer]: 'invalid' })
    stage.passes = (_from, to) => to.name !== 'B'
    stage.run(300)
    expect(endOf(stage.replies.get(id))).toBe('ok')
  })

  test('certify: too many are the answer to every append, with what stays in flight', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    deafen(stage)
    const ids = [append(stage), append(stage)]
    refuse(stage, 'B', 'invalid')
    refuse(stage, 'C', 'damaged')
    stage.run(1)
    const [first, second] = ids.map((id) => stage.replies.get(id))
    expect(first).toMatchObject({ reason: 'boothRefuses', retry: false })
    expect(first).toMatchObject({ detail: { tentative: { from: 1, to: 1 } } })
    expect(second).toMatchObject({ reason: 'boothRefuses' })
    expect(second).not.toMatchObject({ detail: { tentative: {} } })
    expect(own(stage)).toMatchObject({ isStuck: true, inFlight: 1, waitingEntries: 0 })
    const late = append(stage)
    stage.run(1)
    expect(stage.replies.get(late)).toMatchObject({ reason: 'boothRefuses', retry: true })
  })

  test('certify: one that relents makes the booth go on', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    deafen(stage)
    append(stage)
    refuse(stage, 'B', 'full')
    refuse(stage, 'C', 'full')
    stage.run(1)
    expect(own(stage).isStuck).toBe(true)
    stage.passes = () => true
    stage.run(3_000)
    expect(own(stage)).toMatchObject({ isStuck: false, inFlight: 0 })
    const id = append(stage)
    stage.run(50)
    expect(endOf(stage.replies.get(id))).toBe('ok')
  })

  test('certify: a pivot that refuses is too many', () => {
    const stage = createStage(['A', 'B', 'C', 'V'], { pivots: ['V'] })
    const members = ['B', 'C'].map((name) => stage.actor(name).peer)
    stage.request('A', { type: 'openBooth', chain: stage.chainOf('A'), members })
    stage.run(100)
    deafen(stage)
    const id = append(stage)
    refuse(stage, 'V', 'invalid')
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('refused boothRefuses')
  })

  test('certify: a booth with others certifies what the first refused', () => {
    const stage = createStage(['A', 'B', 'C', 'D', 'E'], {
      optionsOf: (name) => ('BC'.includes(name) ? { validate: () => 'not here' } : {})
    })
    const chain = stage.chainOf('A')
    const peers = (...names: string[]): string[] => names.map((name) => stage.actor(name).peer)
    stage.request('A', { type: 'openBooth', chain, members: peers('B', 'C') })
    stage.run(100)
    const id = append(stage)
    stage.run(100)
    expect(stage.replies.get(id)).toMatchObject({ reason: 'boothRefuses' })
    expect(stage.replies.get(id)).toMatchObject({ message: /entry 0: not here/ })
    stage.request('A', { type: 'openBooth', chain, members: peers('D', 'E') })
    stage.run(100)
    expect(own(stage)).toMatchObject({ inFlight: 0, isStuck: false, head: { height: 1 } })
    expect(stage.facts.filter(({ name }) => name === 'certify:resolved')).toHaveLength(1)
  })

  test('certify: a refusal from outside the booth is distrusted', () => {
    const stage = booth(['A', 'B'])
    const outside = createStage(['A', 'B', 'X'])
    outside.request('A', {
      type: 'openBooth',
      chain: outside.chainOf('A'),
      members: [outside.actor('B').peer]
    })
    outside.run(50)
    refuse(outside, 'X', 'invalid')
    expect(outside.signals.map(({ signal }) => signal.type)).toContain('distrust')
    refuse(stage, 'B', 'unlinked', { expectedHeight: 1 })
    expect(stage.signals).toEqual([])
  })
})

describe('certify: members that lost something', () => {
  test('certify: are sent the blocks from the height they need', () => {
    const stage = booth(['A', 'B', 'C', 'D'], { bufferBytesMax: 0, batchBytes: 0 })
    let lost = 0
    stage.passes = (_from, to, { type }) => !(to.name === 'B' && type === 'propose' && ++lost <= 1)
    const mute = new Set(['C', 'D'])
    const ids = [append(stage), append(stage), append(stage)]
    const passes = stage.passes
    stage.passes = (from, to, message) => !mute.has(from.name) && passes(from, to, message)
    stage.run(10)
    expect(count(stage, 'B A refuse')).toBeGreaterThan(0)
    expect(count(stage, 'A B propose')).toBe(6)
    expect(stage.actor('B').machine?.status(0).memberOf[0]?.votedTo).toBe(3)
    mute.clear()
    stage.run(200)
    expect(ids.map((id) => endOf(stage.replies.get(id)))).toEqual(['ok', 'ok', 'ok'])
  })

  test('certify: are told the certificate that stands for what they need', () => {
    const stage = booth(['A', 'B', 'C', 'D'], { bufferBytesMax: 0 })
    const id = append(stage)
    stage.passes = (_from, to) => to.name !== 'B'
    stage.run(50)
    expect(endOf(stage.replies.get(id))).toBe('ok')
    // Only B hears of the second block, which it cannot link to anything yet.
    stage.passes = (_from, to, { type }) => to.name < 'C' || type !== 'propose'
    append(stage)
    stage.run(8)
    const seen = stage.actor('B').machine?.status(0).memberOf[0]
    expect(seen).toMatchObject({ votedTo: 2, certifiedTo: 1 })
  })

  test('certify: that ask too often are answered once a while', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    deafen(stage)
    append(stage)
    stage.log.length = 0
    for (let i = 0; i < 50; i++) {
      refuse(stage, 'B', 'unlinked', { expectedHeight: 1 })
    }
    stage.run(1)
    expect(count(stage, 'A B propose')).toBeLessThan(4)
  })

  test('certify: that forgot the booth are shown it once, not for every block', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    deafen(stage)
    stage.log.length = 0
    for (let i = 0; i < 20; i++) {
      refuse(stage, 'B', 'unknownBooth')
    }
    stage.run(1)
    expect(count(stage, 'A B open')).toBe(1)
  })

  test('certify: are reminded less and less often, and no more once they have answered', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    stage.passes = (_from, to) => to.name !== 'B'
    append(stage)
    stage.run(10_000)
    const sent = stage.log.filter((line) => line.startsWith('A B')).length
    expect(sent).toBeGreaterThan(5)
    expect(sent).toBeLessThan(20)
    stage.passes = () => true
    stage.run(3_000)
    stage.log.length = 0
    stage.run(10_000)
    expect(stage.log).toEqual([])
  })

  test('certify: are sent nothing while they are away', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    stage.crash('B')
    stage.log.length = 0
    append(stage)
    stage.run(5_000)
    expect(stage.log.filter((line) => /^A B (propose|open)$/.test(line))).toEqual([])
  })

  test('certify: are reminded at once when they connect', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    stage.passes = (_from, to) => to.name !== 'B'
    append(stage)
    stage.run(10_000)
    stage.passes = () => true
    stage.log.length = 0
    stage.deliver('A', { type: 'connected', peer: stage.actor('B').peer })
    stage.run(5)
    expect(stage.actor('B').machine?.status(0).memberOf[0]?.certifiedTo).toBe(1)
  })
})

describe('certify: a proposer that is accused', () => {
  function evidenceAgainst(stage: Stage): Uint8Array {
    const { crypto } = stage.actor('A').identity
    const chain = stage.chainOf('A').id
    const [a, b] = [1, 2].map((timeMs) =>
      createBlock(crypto, { chain, height: 1, prev: NO_HASH, timeMs, entries: [] })
    )
    return encodeEvidence(a!, b!)
  }

  test('certify: by evidence in a refusal freezes its chain and answers `frozen`', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    deafen(stage)
    const id = append(stage)
    refuse(stage, 'B', 'conflict', { evidence: evidenceAgainst(stage) })
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('refused frozen')
    const late = [append(stage), openBooth(stage), seal(stage)]
    stage.run(1)
    expect(late.map((each) => endOf(stage.replies.get(each)))).toEqual(
      Array.from({ length: 3 }, () => 'refused frozen')
    )
    expect(stage.actor('A').machine?.isFrozen(stage.chainOf('A').id)).toBe(true)
  })

  test('certify: is quiet, and counts no vote any more', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    stage.passes = (_from, to) => to.name !== 'A'
    append(stage)
    stage.run(50)
    const evidence = evidenceAgainst(stage)
    const chain = stage.chainOf('A').id
    stage.deliver('A', { type: 'signal', signal: { type: 'evidence', chain, evidence } })
    stage.run(1)
    stage.passes = () => true
    stage.log.length = 0
    stage.run(10_000)
    // The members do vote again, as nobody has told them.
    expect(count(stage, 'B A vote')).toBeGreaterThan(0)
    expect(stage.log.filter((line) => line.startsWith('A '))).toEqual([])
    expect(stage.actor('A').environment.holdings.get(chain)?.certified).toBe(undefined)
  })

  const openBooth = (stage: Stage): string =>
    stage.request('A', { type: 'openBooth', chain: stage.chainOf('A'), members: [] })
  const seal = (stage: Stage): string =>
    stage.request('A', { type: 'seal', chain: stage.chainOf('A').id, operation: 'end' })

  test('certify: by evidence from elsewhere does so as well', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    deafen(stage)
    const id = append(stage)
    const evidence = evidenceAgainst(stage)
    const chain = stage.chainOf('A').id
    stage.deliver('A', { type: 'signal', signal: { type: 'evidence', chain, evidence } })
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('refused frozen')
  })

  test('certify: by evidence that proves nothing counts as a lie', () => {
    const stage = booth(['A', 'B', 'C', 'D'])
    refuse(stage, 'B', 'conflict', { evidence: Uint8Array.of(1, 2, 3) })
    expect(stage.actor('A').machine?.isFrozen(stage.chainOf('A').id)).toBe(false)
    expect(stage.signals.map(({ signal }) => signal.type)).toEqual(['distrust'])
  })
})
