/**
 * Who may disturb a leader, and how far epochs go: a member with a higher id takes over only when it would
 * be elected, and attempts that come to nothing use up no epochs.
 */
import { describe, expect, it } from 'vitest'
import { TERM_MAX } from '../../../../src/protocols/quorum/term.ts'
import { createLinked, type Linked } from './linked.ts'
import { createStage, type Stage, type StageOptions } from './stage.ts'

type Status = ReturnType<Stage['machine']['status']>['groups'][number]

const statusOf = (stage: Stage | undefined): Status | undefined =>
  stage?.machine.status(0).groups[0]
const leadersOf = ({ members }: Linked): number =>
  members.filter((stage) => statusOf(stage)?.role === 'leader').length

/** The highest of three members, and the others. */
const highest = (options: StageOptions['options'] = {}): Stage & { low: string; high: string } => {
  const stage = createStage({ place: 2, rules: { preempt: true }, options })
  stage.start()
  return Object.assign(stage, { low: stage.others[0] ?? '', high: stage.others[1] ?? '' })
}

/** Whom of five members the highest reaches: no more than so many others. */
function fiveWithin(reach: number, preempt: boolean): Linked {
  const net = createLinked(5, { rules: { preempt }, options: { preemptAfterMs: 1_000 } })
  const high = net.members.at(-1) as Stage
  for (const other of net.members.slice(0, 4 - reach)) {
    net.cut(high, other)
  }
  return net
}

describe('quorum: taking over', () => {
  it('quorum: who reaches no majority asks no leader to give way', () => {
    const net = fiveWithin(1, true)
    net.run(5_000)
    const epoch = statusOf(net.members[0])?.epoch
    let led = 0
    for (let i = 0; i < 100; i++) {
      net.run(100)
      led += leadersOf(net)
    }
    expect(led, 'one leads all the time').toBe(100)
    expect(statusOf(net.members[0])?.epoch).toBe(epoch)
  })

  it('quorum: who reaches a majority takes over, and stays', () => {
    const net = fiveWithin(2, true)
    net.run(8_000)
    expect(statusOf(net.members.at(-1))?.role).toBe('leader')
    const epoch = statusOf(net.members[0])?.epoch
    net.run(5_000)
    expect([leadersOf(net), statusOf(net.members[0])?.epoch]).toEqual([1, epoch])
  })

  it('quorum: an answer from a data directory that does not count puts nobody in reach', () => {
    const stage = highest({ preemptAfterMs: 500 })
    for (let i = 1; i <= 12; i++) {
      stage.say(stage.low, { type: 'beat', epoch: 1, seq: i, forgottenTo: 0 })
      stage.say(
        stage.high,
        { type: 'deny', epoch: 1, alive: true },
        { incarnation: '00'.repeat(16) }
      )
      stage.run(100)
    }
    expect(stage.last('claim')?.probe).toBe(true)
    expect(stage.all('preempt')).toEqual([])
  })

  it('quorum: who was in reach under an earlier leader need not be under the next', () => {
    const stage = highest({ preemptAfterMs: 500 })
    for (let i = 1; i <= 6; i++) {
      stage.say(stage.low, { type: 'beat', epoch: 1, seq: i, forgottenTo: 0 })
      stage.run(99)
    }
    expect(stage.last('claim')?.probe, 'it has asked').toBe(true)
    stage.say(stage.high, { type: 'deny', epoch: 1, alive: true })
    stage.say(stage.low, { type: 'beat', epoch: 2, seq: 7, forgottenTo: 0 })
    stage.run(100)
    expect(stage.all('preempt')).toEqual([])
  })

  it('quorum: attempts without a majority use up no epochs', () => {
    const net = createLinked(5, {})
    const [a, b, ...others] = net.members as [Stage, Stage, ...Stage[]]
    const apart = others.flatMap((one, i) => [
      ...[a, b].map((near) => [one, near] as const),
      ...others.slice(i + 1).map((other) => [one, other] as const)
    ])
    for (const [one, other] of apart) {
      net.cut(one, other)
    }
    net.run(30_000)
    for (const [one, other] of apart) {
      net.join(one, other)
    }
    net.run(10_000)
    expect(leadersOf(net)).toBe(1)
    expect(statusOf(a)?.epoch).toBeLessThanOrEqual(3)
  })

  it('quorum: an attempt of another that only asks around uses up no epoch here', () => {
    const stage = highest()
    stage.say(stage.low, { type: 'claim', epoch: 50, probe: true })
    expect(stage.last('grant')).toMatchObject({ epoch: 50, probe: true })
    stage.run(5_000)
    expect(stage.last('claim')).toMatchObject({ epoch: 1, probe: true })
    stage.say(stage.low, { type: 'claim', epoch: 50, probe: false })
    stage.run(5_000)
    expect(stage.last('claim'), 'what was claimed is used up').toMatchObject({ epoch: 51 })
  })

  it('quorum: beyond the last epoch nobody is asked for one', () => {
    const stage = highest()
    stage.say(stage.low, { type: 'claim', epoch: TERM_MAX, probe: false })
    expect(stage.last('grant')?.epoch).toBe(TERM_MAX)
    stage.said.length = 0
    stage.run(5_000)
    expect(stage.all('claim')).toEqual([])
  })
})
