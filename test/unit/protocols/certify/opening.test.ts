/** Opening booths and changing their members, on a stage with a network. */
import { describe, expect, test } from 'vitest'
import type { Reply } from '../../../../src/core/machine.ts'
import type { CertifyOpened } from '../../../../src/protocols/certify/types.ts'
import { testEntries } from '../../../support/chain.ts'
import { endOf } from './play.ts'
import { createStage, type Stage } from './stage.ts'

const peers = (stage: Stage, ...names: string[]): string[] =>
  names.map((name) => stage.actor(name).peer)

function openBooth(stage: Stage, members: readonly string[] | { readonly auto: number }): string {
  const named = 'auto' in members ? members : peers(stage, ...members)
  return stage.request('A', { type: 'openBooth', chain: stage.chainOf('A'), members: named })
}

function openedValue(stage: Stage, id: string): CertifyOpened {
  const reply = stage.replies.get(id)
  expect(endOf(reply)).toBe('ok')
  return (reply as Extract<Reply, { type: 'ok' }>).value as CertifyOpened
}

function opened(
  stage: Stage,
  members: readonly string[] | { readonly auto: number }
): CertifyOpened {
  const id = openBooth(stage, members)
  stage.run(1_000)
  return openedValue(stage, id)
}

const append = (stage: Stage, count = 1): string =>
  stage.request('A', {
    type: 'append',
    chain: stage.chainOf('A').id,
    entries: testEntries(count)
  })

const own = (stage: Stage) => stage.actor('A').machine?.status(stage.nowMs()).proposing[0]

const count = (stage: Stage, line: string): number =>
  stage.log.filter((each) => each === line).length

describe('certify: opening a booth', () => {
  test('certify: the proposer and the pivots are always members', () => {
    const stage = createStage(['A', 'B', 'C', 'V'], { pivots: ['V'] })
    const { members, number } = opened(stage, ['B'])
    expect(members).toEqual(peers(stage, 'A', 'B', 'V').sort())
    expect(number).toBe(1)
  })

  test('certify: a booth of the proposer alone opens at once', () => {
    const stage = createStage(['A'])
    expect(opened(stage, []).members).toEqual(peers(stage, 'A'))
  })

  test('certify: the same members again are the same booth, others a new one', () => {
    const stage = createStage(['A', 'B', 'C'])
    const first = opened(stage, ['B', 'C'])
    expect(opened(stage, ['C', 'B', 'A'])).toEqual(first)
    const second = opened(stage, ['B'])
    expect(second.number).toBe(2)
    expect(second.booth).not.toBe(first.booth)
    stage.run(100)
    const left = stage.facts.filter(({ name, by }) => name === 'certify:left' && by === 'C')
    expect(left).toHaveLength(1)
  })

  test('certify: two requests for one booth wait for it together', () => {
    const stage = createStage(['A', 'B', 'C', 'D'])
    const ids = [openBooth(stage, ['B', 'C']), openBooth(stage, ['B', 'C'])]
    const other = openBooth(stage, ['D'])
    stage.run(100)
    expect(ids.map((id) => openedValue(stage, id).number)).toEqual([1, 1])
    expect(endOf(stage.replies.get(other))).toBe('refused busy')
  })

  test('certify: auto picks that many at random, and the pivots', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'V']
    const picks = [1, 2, 3, 4, 5, 6].map((seed) => {
      const stage = createStage(names, { seed, pivots: ['V'] })
      const { members } = opened(stage, { auto: 4 })
      expect(members, `seed ${seed}`).toHaveLength(4)
      expect(members, `seed ${seed}`).toContain(stage.actor('A').peer)
      expect(members, `seed ${seed}`).toContain(stage.actor('V').peer)
      return names.filter((name) => members.includes(stage.actor(name).peer)).join('')
    })
    expect(new Set(picks).size, picks.join(' ')).toBeGreaterThan(1)
  })

  test('certify: auto again is the same booth', () => {
    const stage = createStage(['A', 'B', 'C', 'D', 'E'])
    expect(opened(stage, { auto: 3 })).toEqual(opened(stage, { auto: 3 }))
    expect(opened(stage, { auto: 4 }).members).toHaveLength(4)
  })

  test('certify: with too few connected vehicles auto is refused at once', () => {
    const stage = createStage(['A', 'B', 'C'])
    stage.crash('C')
    const id = openBooth(stage, { auto: 3 })
    stage.run(1)
    const reply = stage.replies.get(id)
    expect(reply).toMatchObject({ reason: 'tooFewVehicles', retry: true })
    expect(reply).toMatchObject({ detail: { needed: 2, found: 1 } })
  })

  test.each([0, 129, 1.5, Number.NaN])('certify: auto of %s members is invalid', (auto) => {
    const stage = createStage(['A', 'B'])
    const id = openBooth(stage, { auto })
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('refused invalid')
  })

  test('certify: a member that is no peer, or too many of them, are invalid', () => {
    const stage = createStage(['A'])
    const chain = stage.chainOf('A')
    const members = Array.from({ length: 128 }, (_, i) => createStage([`X${i}`]).actors[0]!.peer)
    for (const named of [['nobody'], members]) {
      const id = stage.request('A', { type: 'openBooth', chain, members: named })
      stage.run(1)
      expect(endOf(stage.replies.get(id)), `${named.length} members`).toBe('refused invalid')
    }
  })

  test('certify: only the proposer of a chain opens its booths', () => {
    const stage = createStage(['A', 'B'])
    const id = stage.request('B', { type: 'openBooth', chain: stage.chainOf('A'), members: [] })
    stage.run(1)
    expect(endOf(stage.replies.get(id))).toBe('refused notProposer')
  })

  test('certify: Open is sent again until it is answered', () => {
    const stage = createStage(['A', 'B', 'C', 'D'])
    let lost = 0
    stage.passes = (_from, _to, { type }) => type !== 'open' || ++lost > 6
    const id = openBooth(stage, ['B', 'C', 'D'])
    stage.run(500)
    expect(endOf(stage.replies.get(id))).toBe('ok')
  })

  test('certify: a quorum that has joined waits a little for the others, and no longer', () => {
    const stage = createStage(['A', 'B', 'C', 'D'])
    stage.crash('D')
    const id = openBooth(stage, ['B', 'C', 'D'])
    stage.run(298)
    expect(endOf(stage.replies.get(id))).toBe('nothing')
    stage.run(4)
    expect(endOf(stage.replies.get(id))).toBe('ok')
  })

  test('certify: without a quorum the booth is given up, with the names of those that are missing', () => {
    const stage = createStage(['A', 'B', 'C', 'D'])
    stage.crash('C')
    stage.crash('D')
    const id = openBooth(stage, ['B', 'C', 'D'])
    stage.run(4_990)
    expect(endOf(stage.replies.get(id))).toBe('nothing')
    stage.run(100)
    const missing = peers(stage, 'C', 'D').sort()
    expect(stage.replies.get(id)).toMatchObject({ reason: 'membersMissing', detail: { missing } })
    expect(stage.actor('B').machine?.status(0).memberOf).toEqual([])
    expect(own(stage)?.opening).toBe(undefined)
  })

  test('certify: a pivot that has not joined keeps a booth closed', () => {
    const stage = createStage(['A', 'B', 'C', 'V'], { pivots: ['V'] })
    stage.crash('V')
    const id = openBooth(stage, ['B', 'C'])
    stage.run(1_000)
    expect(endOf(stage.replies.get(id))).toBe('nothing')
    stage.restart('V')
    stage.run(100)
    expect(endOf(stage.replies.get(id))).toBe('ok')
  })

  test('certify: too many members that refuse are an answer at once', () => {
    const stage = createStage(['A', 'B', 'C'])
    stage.actor('B').environment.setQuota(1, 1, 2 ** 40)
    const id = openBooth(stage, ['B', 'C'])
    stage.run(20)
    const refusing = { [stage.actor('B').peer]: 'full' }
    const message =
      '2 of 3 members have joined, 3 are needed; ' +
      `${stage.actor('B').peer}: 1 B of the 1 B for other vehicles are used`
    const detail = { refusing }
    expect(stage.replies.get(id)).toMatchObject({ reason: 'boothRefused', message, detail })
  })

  test('certify: auto opens with another vehicle in place of one that refuses or is silent', () => {
    const stage = createStage(['A', 'B', 'C', 'D'])
    stage.actor('B').environment.setQuota(1, 1, 2 ** 40)
    const mute = stage.actor('C')
    stage.passes = (from) => from !== mute
    const id = openBooth(stage, { auto: 2 })
    stage.run(4_900)
    expect(openedValue(stage, id).members).toEqual(peers(stage, 'A', 'D').sort())
  })

  test('certify: a booth number is never used twice, also after a crash', () => {
    const stage = createStage(['A', 'B', 'C'])
    stage.crash('C')
    openBooth(stage, ['C'])
    stage.run(50)
    stage.crash('A')
    stage.restart('A')
    stage.run(10)
    expect(opened(stage, ['B']).number).toBe(2)
  })
})

describe('certify: changing the members', () => {
  test('certify: blocks in flight are certified by the new booth with the same bytes', () => {
    const blocks = new Map<string, Set<string>>()
    const stage = createStage(['A', 'B', 'C', 'D', 'E'], {
      sent(_from, _to, message) {
        if (message.type === 'propose') {
          const bytes = blocks.get(message.booth) ?? new Set()
          blocks.set(message.booth, bytes.add(message.block.join()))
        }
      }
    })
    opened(stage, ['B', 'C', 'D'])
    stage.crash('B')
    stage.crash('C')
    const id = append(stage)
    stage.run(1_000)
    expect(endOf(stage.replies.get(id))).toBe('nothing')
    const next = opened(stage, ['D', 'E'])
    stage.run(100)
    expect(endOf(stage.replies.get(id))).toBe('ok')
    const proposed = [...blocks.values()].map((each) => [...each])
    expect(proposed).toHaveLength(2)
    expect(proposed[0]).toEqual(proposed[1])
    const certificate = stage.actor('E').environment.holdings.get(stage.chainOf('A').id)?.certified
    expect(certificate?.height).toBe(1)
    expect(own(stage)?.booth?.id).toBe(next.booth)
  })

  test('certify: whoever joins before the booth of others certifies learns of that', () => {
    const stage = createStage(['A', 'B', 'C'])
    opened(stage, ['B'])
    const b = stage.actor('B')
    const { tamper } = b
    b.tamper = (_to, message) =>
      message.type === 'vote' || message.type === 'opened' ? [] : [message]
    append(stage)
    stage.run(20)
    openBooth(stage, ['B', 'C'])
    stage.run(50)
    b.tamper = (to, message) => (message.type === 'opened' ? [] : tamper(to, message))
    stage.run(1_000)
    expect(own(stage)).toMatchObject({ head: { height: 1 }, inFlight: 0, opening: {} })
    b.tamper = tamper
    stage.run(1_000)
    const second = append(stage)
    stage.run(2_000)
    expect(endOf(stage.replies.get(second))).toBe('ok')
  })

  test('certify: a silent member of an auto booth is replaced after two seconds', () => {
    const stage = createStage(['A', 'B', 'C', 'D', 'E'], { seed: 3 })
    const { members } = opened(stage, { auto: 4 })
    const silent = stage.actors.find(({ peer, name }) => name !== 'A' && members.includes(peer))!
    const spare = stage.actors.find(({ peer }) => !members.includes(peer))!
    stage.crash(silent.name)
    expect(endOf(stage.replies.get(append(stage)))).toBe('nothing')
    stage.run(1_900)
    expect(own(stage)?.booth?.members).toEqual(members)
    stage.run(1_000)
    const expected = members.filter((peer) => peer !== silent.peer).concat(spare.peer)
    expect(own(stage)?.booth?.members).toEqual(expected.sort())
    expect(stage.facts.filter(({ name }) => name === 'certify:replaced')).toHaveLength(1)
  })

  test('certify: named members and pivots are never replaced', () => {
    const named = createStage(['A', 'B', 'C', 'D', 'E'])
    opened(named, ['B', 'C', 'D'])
    named.crash('B')
    append(named)
    named.run(6_000)
    expect(own(named)?.booth?.number).toBe(1)
    const guarded = createStage(['A', 'V', 'B', 'C'], { pivots: ['V'], seed: 2 })
    opened(guarded, { auto: 2 })
    guarded.crash('V')
    append(guarded)
    guarded.run(6_000)
    expect(own(guarded)?.booth?.number).toBe(1)
    expect(guarded.facts.filter(({ name }) => name === 'certify:replaced')).toEqual([])
  })

  test('certify: a member that lost blocks but answers is not replaced', () => {
    const stage = createStage(['A', 'B', 'C', 'D', 'E'], { seed: 3 })
    const { members } = opened(stage, { auto: 4 })
    const deaf = stage.actors.find(({ peer, name }) => name !== 'A' && members.includes(peer))!
    stage.passes = (_from, to, { type }) => to !== deaf || type !== 'propose'
    append(stage)
    stage.run(6_000)
    expect(own(stage)?.booth?.number).toBe(1)
    expect(deaf.environment.holdings.get(stage.chainOf('A').id)?.certified?.height).toBe(1)
  })

  test('certify: a member without room is replaced when picked', () => {
    const stage = createStage(['A', 'B', 'C', 'D', 'E'], { seed: 3 })
    const { members } = opened(stage, { auto: 4 })
    const others = stage.actors.filter(({ peer, name }) => name !== 'A' && members.includes(peer))
    for (const { environment } of others.slice(0, 2)) {
      environment.setQuota(1, 1, 2 ** 40)
    }
    const id = append(stage)
    stage.run(3_000)
    // One spare cannot stand for two: three of four are needed.
    expect(endOf(stage.replies.get(id))).toBe('ok')
    expect(own(stage)?.booth?.number).toBe(2)
  })

  test('certify: one that was replaced is not picked again for a while', () => {
    const stage = createStage(['A', 'B', 'C'], { seed: 3 })
    const { members } = opened(stage, { auto: 2 })
    const first = stage.actors.find(({ peer, name }) => name !== 'A' && members.includes(peer))!
    const second = stage.actors.find(({ name }) => name !== 'A' && name !== first.name)!
    stage.passes = (from) => from !== first
    append(stage)
    stage.run(4_000)
    expect(own(stage)?.booth?.members).toContain(second.peer)
    stage.passes = (from) => from !== second
    append(stage)
    stage.run(4_000)
    expect(own(stage)?.booth?.members, 'the first is avoided').toContain(second.peer)
    stage.run(30_000)
    stage.passes = () => true
    stage.run(100)
    expect(own(stage)?.inFlight).toBe(0)
  })

  test('certify: a vote sent again under a booth that is not open yet is no lie', () => {
    const stage = createStage(['A', 'B', 'C', 'D'])
    opened(stage, ['B', 'C'])
    stage.passes = (from, _to, { type }) => from.name !== 'C' || type !== 'vote'
    append(stage)
    stage.run(50)
    stage.crash('D')
    openBooth(stage, ['B', 'D'])
    stage.run(2_000)
    expect(count(stage, 'B A vote')).toBeGreaterThan(2)
    expect(stage.signals.filter(({ signal }) => signal.type === 'distrust')).toEqual([])
  })

  test('certify: a booth that cannot be opened leaves the one before open', () => {
    const stage = createStage(['A', 'B', 'C', 'D'])
    const { booth } = opened(stage, ['B'])
    stage.crash('C')
    stage.crash('D')
    const id = openBooth(stage, ['C', 'D'])
    stage.run(6_000)
    expect(endOf(stage.replies.get(id))).toBe('refused membersMissing')
    const appended = append(stage)
    stage.run(100)
    expect(endOf(stage.replies.get(appended))).toBe('ok')
    expect(own(stage)?.booth?.id).toBe(booth)
  })

  test('certify: a member that forgot the booth is shown it again', () => {
    const stage = createStage(['A', 'B'])
    const { booth } = opened(stage, ['B'])
    stage.say('A', 'B', {
      type: 'close',
      chain: stage.chainOf('A').id,
      booth,
      certificate: undefined,
      certificateBooth: undefined
    })
    stage.run(10)
    const id = append(stage)
    stage.run(50)
    expect(endOf(stage.replies.get(id))).toBe('ok')
    expect(count(stage, 'A B open')).toBe(2)
  })
})
