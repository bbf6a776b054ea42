/** Links of which only some are there: who leads reaches enough members to write, or leaves it to others. */
import { describe, expect, it } from 'vitest'
import { leading, nextBooth, reign } from './led.ts'
import { createLinked, type Linked } from './linked.ts'
import { put, type Stage, type StageOptions } from './stage.ts'

const roleOf = (stage: Stage): string | undefined => stage.machine.status(0).groups[0]?.role
const leaderOf = ({ members }: Linked): Stage =>
  members.find((stage) => roleOf(stage) === 'leader') as Stage

/** A group of five whose leader was cut off from two of the others, which all reach each other. */
function halfCut(rules: NonNullable<StageOptions['rules']>): Linked & { readonly cutOff: Stage } {
  const net = createLinked(5, { rules, options: { preemptAfterMs: 500 } })
  net.run(4_000)
  const cutOff = leaderOf(net)
  const others = net.members.filter((stage) => stage !== cutOff)
  for (const other of others.slice(0, 2)) {
    net.cut(cutOff, other)
  }
  net.run(8_000)
  return Object.assign(net, { cutOff })
}

/** What each of the others is told when it asks for a change. */
function changesBy({ members, cutOff, run }: ReturnType<typeof halfCut>): readonly unknown[] {
  const asked = members.filter((stage) => stage !== cutOff)
  for (const stage of asked) {
    stage.ask('a', put('k', stage.self))
  }
  run(6_000)
  return asked.map(({ replies }) => replies.get('a')?.type)
}

describe('quorum: links of which only some are there', () => {
  it.each([
    { reads: 2, writes: 4 },
    { reads: 2, writes: 4, preempt: true }
  ])('quorum: who reaches a majority and too few to write leaves it to others: %j', (rules) => {
    const net = halfCut(rules)
    expect(roleOf(net.cutOff)).toBe('follower')
    expect(changesBy(net)).toEqual(['ok', 'ok', 'ok', 'ok'])
  })

  it('quorum: who reaches enough to write leads on, though a read takes more', () => {
    const net = halfCut({ reads: 4, writes: 3 })
    expect(roleOf(net.cutOff)).toBe('leader')
  })

  it('quorum: who reaches too few to read is not elected', () => {
    const net = createLinked(5, { rules: { reads: 4, writes: 3 } })
    const high = net.members.at(-1) as Stage
    for (const other of net.members.slice(0, 2)) {
      net.cut(high, other)
    }
    for (let i = 0; i < 60; i++) {
      net.run(100)
      expect(['leader', 'candidate']).not.toContain(roleOf(high))
    }
    expect(leaderOf(net)).toBeDefined()
  })

  it('quorum: members of a booth that the leader does not know follow nobody', () => {
    const stage = leading()
    reign(stage, 2_000)
    expect(roleOf(stage)).toBe('leader')
    for (let i = 0; i < 20; i++) {
      stage.run(100)
      const { seq } = stage.last('beat') ?? { seq: 0 }
      stage.say(stage.a, { type: 'beaten', epoch: 1, seq }, { booth: 2 })
    }
    expect(roleOf(stage), 'nothing that it holds would count').toBe('follower')
    stage.booth = nextBooth(stage)
    expect(roleOf(stage)).toBe('follower')
  })
})
