/** Who leads: the highest id that is there, by the grant of a majority, once an epoch. */
import { describe, expect, it } from 'vitest'
import { NEW_DISK, replaceDisk, shownTo, written } from './led.ts'
import { createStage, put, registerOf, type Stage, type StageOptions } from './stage.ts'

const started = (options: StageOptions = {}): Stage & { low: string; high: string } => {
  const stage = createStage(options)
  stage.start()
  return Object.assign(stage, { low: stage.others[0] ?? '', high: stage.others.at(-1) ?? '' })
}

const roleOf = ({ machine }: Stage): unknown => machine.status(0).groups[0]?.role

describe('quorum election', () => {
  it('quorum: the highest member asks whether it would be granted, then for the epoch, then leads', () => {
    const stage = started({ place: 2 })
    for (let i = 0; i < 40 && stage.last('claim') === undefined; i++) {
      stage.run(50)
    }
    expect(stage.last('claim')).toMatchObject({ epoch: 1, probe: true })
    expect(stage.machine.status(0).groups[0]?.epoch, 'a question is no promise').toBe(0)
    stage.say(stage.low, { type: 'grant', epoch: 1, probe: true })
    expect(stage.last('claim')).toMatchObject({ epoch: 1, probe: false, isEarly: false })
    expect(stage.machine.status(0).groups[0]?.epoch).toBe(1)
    stage.say(stage.low, { type: 'grant', epoch: 1, probe: true })
    expect(roleOf(stage), 'a word is no grant').toBe('candidate')
    stage.say(stage.low, { type: 'grant', epoch: 1, probe: false })
    expect(roleOf(stage)).toBe('leader')
    expect(stage.last('beat')).toMatchObject({ epoch: 1 })
  })

  it('quorum: two grants of one member are one, and no majority of five', () => {
    const stage = started({ members: 5, place: 4 })
    stage.run(1_500)
    for (let i = 0; i < 3; i++) {
      stage.say(stage.low, { type: 'grant', epoch: 1, probe: true })
    }
    expect(stage.all('claim').some(({ probe }) => !probe)).toBe(false)
  })

  /** It has asked whether it would be granted. */
  const asking = (options: StageOptions): ReturnType<typeof started> => {
    const stage = started(options)
    for (let i = 0; i < 40 && stage.last('claim') === undefined; i++) {
      stage.run(50)
    }
    return stage
  }

  it('quorum: a grant counts only from the data directory that the booth names', () => {
    const stage = asking({ place: 2 })
    replaceDisk(stage, stage.low)
    const word = { type: 'grant', epoch: 1, probe: true } as const
    stage.say(stage.low, word)
    expect(stage.last('claim')?.probe, 'the word of a lost disk').toBe(true)
    stage.say(stage.low, word, { incarnation: NEW_DISK })
    expect(stage.last('claim')?.probe).toBe(false)
    stage.say(stage.low, { ...word, probe: false })
    expect(roleOf(stage), 'the grant of a lost disk').toBe('candidate')
    stage.say(stage.low, { ...word, probe: false }, { incarnation: NEW_DISK })
    expect(roleOf(stage)).toBe('leader')
  })

  it('quorum: what a disk granted counts no more when that disk is lost', () => {
    const stage = asking({ members: 5, place: 4 })
    const [a = '', b = '', c = '', d = ''] = stage.others
    const grant = (from: string, probe: boolean): void =>
      stage.say(from, { type: 'grant', epoch: 1, probe })
    grant(a, true)
    replaceDisk(stage, a)
    grant(b, true)
    expect(stage.last('claim')?.probe, 'two words and one that is gone').toBe(true)
    grant(c, true)
    expect(stage.last('claim')?.probe).toBe(false)
    grant(b, false)
    replaceDisk(stage, b, 3)
    grant(c, false)
    expect(roleOf(stage), 'two grants and one that is gone').toBe('candidate')
    grant(d, false)
    expect(roleOf(stage)).toBe('leader')
    const elected = stage.facts.find(({ name }) => name === 'quorum:elected')
    expect(elected?.detail, 'who has granted').toMatchObject({ by: [stage.self, c, d] })
  })

  it('quorum: an epoch is granted once, also after a restart', () => {
    const stage = started({ place: 0 })
    stage.say(stage.low, { type: 'claim', epoch: 1, probe: false })
    expect(stage.last('grant', stage.low)?.epoch).toBe(1)
    stage.say(stage.high, { type: 'claim', epoch: 1, probe: false })
    expect(stage.last('deny', stage.high)?.epoch).toBe(1)
    stage.restart()
    stage.say(stage.high, { type: 'claim', epoch: 1, probe: false })
    expect(stage.all('grant')).toEqual([])
    stage.say(stage.low, { type: 'claim', epoch: 1, probe: false })
    expect(stage.last('grant', stage.low)?.epoch, 'asked again').toBe(1)
  })

  it('quorum: whoever asks whether it would be granted is promised nothing', () => {
    const stage = started({ place: 0 })
    stage.say(stage.low, { type: 'claim', epoch: 3, probe: true })
    expect(stage.last('grant')).toMatchObject({ epoch: 3, probe: true })
    expect(stage.machine.status(0).groups[0]?.epoch).toBe(0)
    stage.say(stage.high, { type: 'claim', epoch: 3, probe: false })
    expect(stage.last('grant', stage.high)).toMatchObject({ probe: false })
  })

  it('quorum: a leader that is heard is not replaced', () => {
    const stage = started({ place: 0 })
    stage.say(stage.high, { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 })
    stage.say(stage.low, { type: 'claim', epoch: 2, probe: true })
    expect(stage.last('deny', stage.low)).toMatchObject({ alive: true })
    stage.run(400)
    stage.say(stage.low, { type: 'claim', epoch: 2, probe: false })
    expect(stage.all('grant')).toEqual([])
    stage.run(200)
    stage.say(stage.low, { type: 'claim', epoch: 2, probe: false })
    expect(stage.last('grant', stage.low)?.epoch, 'silent for 600 ms').toBe(2)
  })

  it('quorum: a lower member asks higher ones, and tries itself when none says okay', () => {
    const stage = started({ place: 0 })
    stage.run(1_000)
    expect(stage.all('election').map(({ to }) => to)).toEqual(stage.others)
    stage.run(400)
    expect(stage.last('claim')?.probe).toBe(true)
  })

  it('quorum: a lower member yields to one that says okay, and tries itself when that comes to nothing', () => {
    const stage = started({ place: 0 })
    for (let i = 0; i < 400 && stage.all('claim').length === 0; i++) {
      const asked = stage.last('election', stage.high)
      if (asked !== undefined) {
        stage.say(stage.high, { type: 'okay', round: asked.round })
        stage.said.length = 0
      }
      stage.run(50)
    }
    expect(stage.nowMs, 'it has yielded three times').toBeGreaterThan(1_000 + 3 * 600)
    expect(stage.last('claim')?.probe).toBe(true)
  })

  it('quorum: the lowest member leads when higher ones only say okay, and writes and reads work', () => {
    const stage = started({ place: 0 })
    for (let i = 0; i < 400 && roleOf(stage) !== 'leader'; i++) {
      for (const peer of stage.others) {
        const asked = stage.last('election', peer)
        const claim = stage.last('claim', peer)
        if (asked !== undefined) {
          stage.say(peer, { type: 'okay', round: asked.round })
        }
        if (claim !== undefined) {
          stage.say(peer, { type: 'grant', epoch: claim.epoch, probe: claim.probe })
        }
      }
      stage.said.length = roleOf(stage) === 'leader' ? stage.said.length : 0
      stage.run(50)
    }
    expect([roleOf(stage), stage.machine.leaderOf(stage.chain)]).toEqual(['leader', stage.self])
    written(Object.assign(stage, { a: stage.low, b: stage.high }), 'k', 'v')
    stage.get('read', 'k')
    stage.run(10)
    const [register] = stage.last('store', stage.low)?.registers ?? []
    stage.show(stage.low, register === undefined ? [] : [register], 1)
    stage.run(10)
    expect(shownTo(stage, 'read')).toBe('v')
  })

  it('quorum: a higher member says okay to a lower one, and begins itself', () => {
    const stage = started({ place: 2 })
    stage.say(stage.low, { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 })
    stage.run(450)
    stage.say(stage.low, { type: 'election', round: 4 })
    expect(stage.last('okay', stage.low)?.round).toBe(4)
  })

  it('quorum: a leader that hears of a later epoch leads no more', () => {
    const stage = started({ place: 2 })
    stage.lead()
    stage.say(stage.low, { type: 'deny', epoch: 2, alive: false })
    expect(roleOf(stage)).toBe('follower')
    stage.said.length = 0
    stage.run(3_000)
    expect(stage.last('claim')?.epoch, 'the next attempt is beyond it').toBe(3)
  })

  it('quorum: a heartbeat of an ended epoch is denied', () => {
    const stage = started({ place: 0 })
    stage.say(stage.high, { type: 'beat', epoch: 5, seq: 1, forgottenTo: 0 })
    stage.say(stage.low, { type: 'beat', epoch: 4, seq: 9, forgottenTo: 0 })
    expect(stage.last('deny', stage.low)).toMatchObject({ epoch: 5 })
    expect(stage.machine.leaderOf(stage.chain)).toBe(stage.high)
  })

  it('quorum: a leader that no majority answers leads no more', () => {
    const stage = started({ place: 2 })
    stage.lead()
    for (let i = 0; i < 10; i++) {
      stage.run(100)
      const beat = stage.last('beat', stage.low)
      stage.say(stage.low, { type: 'beaten', epoch: 1, seq: beat?.seq ?? 0 })
    }
    expect(roleOf(stage)).toBe('leader')
    stage.run(1_300)
    expect(roleOf(stage)).not.toBe('leader')
  })

  it('quorum: a leader whose heartbeats wait behind large values is heard by what it writes', () => {
    const stage = started({ place: 0 })
    const write = (epoch: number): void => {
      const registers = [registerOf('k', 'v', { epoch: 1, counter: 1, node: 130 })]
      stage.say(stage.high, { type: 'store', run: 7, id: 0, epoch, registers })
      stage.run(300)
    }
    stage.say(stage.high, { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 })
    for (let i = 0; i < 10; i++) {
      write(1)
    }
    expect([stage.last('election'), stage.last('claim')]).toEqual([undefined, undefined])
    for (let i = 0; i < 10; i++) {
      write(0)
    }
    expect(stage.last('election'), 'a reader writes back as well').toBeDefined()
  })

  it('quorum: a leader hears members by what they answer', () => {
    const stage = started({ place: 2 })
    stage.lead()
    for (let i = 0; i < 10; i++) {
      stage.say(stage.low, { type: 'stored', run: 1, id: 1, epoch: 1, refused: [] })
      stage.run(300)
    }
    expect(roleOf(stage)).toBe('leader')
    for (let i = 0; i < 10; i++) {
      stage.say(stage.low, { type: 'stored', run: 1, id: 1, epoch: 0, refused: [] })
      stage.run(300)
    }
    expect(roleOf(stage), 'of an earlier epoch').not.toBe('leader')
  })

  it('quorum: with preempt a leader with a lower id gives way, and only then', () => {
    const lower = started({ place: 0, rules: { preempt: true } })
    lower.run(400)
    lower.lead()
    lower.say(lower.high, { type: 'preempt', epoch: 1 })
    expect(lower.last('resign')).toMatchObject({ epoch: 1, to: lower.high })
    expect(roleOf(lower)).toBe('follower')
    const stubborn = started({ place: 0 })
    stubborn.lead()
    stubborn.say(stubborn.high, { type: 'preempt', epoch: 1 })
    expect(roleOf(stubborn)).toBe('leader')
  })

  it('quorum: with preempt the highest member asks for the lead, and claims it when it is given', () => {
    const stage = started({ place: 2, rules: { preempt: true }, options: { preemptAfterMs: 500 } })
    for (let i = 1; i <= 8; i++) {
      stage.say(stage.low, { type: 'beat', epoch: 1, seq: i, forgottenTo: 0 })
      stage.run(100)
    }
    expect(stage.last('claim'), 'it asks who is in reach').toMatchObject({ epoch: 2, probe: true })
    expect(stage.all('preempt')).toEqual([])
    stage.say(stage.high, { type: 'deny', epoch: 1, alive: true })
    stage.say(stage.low, { type: 'beat', epoch: 1, seq: 9, forgottenTo: 0 })
    stage.run(100)
    expect(stage.last('preempt', stage.low)?.epoch).toBe(1)
    stage.say(stage.low, { type: 'resign', epoch: 1, to: stage.self })
    expect(stage.last('claim')).toMatchObject({ epoch: 2, probe: false })
  })

  it('quorum: only the leader that is heard can resign, and only in its epoch', () => {
    const stage = started({ place: 2, rules: { preempt: true } })
    stage.say(stage.low, { type: 'beat', epoch: 3, seq: 1, forgottenTo: 0 })
    for (const [from, epoch] of [
      [stage.high, 3],
      [stage.low, 2],
      [stage.low, 4]
    ] as const) {
      stage.say(from, { type: 'resign', epoch, to: stage.self })
      expect(stage.machine.leaderOf(stage.chain), `${epoch}`).toBe(stage.low)
      expect(stage.all('claim'), `${epoch}`).toEqual([])
    }
    stage.say(stage.low, { type: 'resign', epoch: 3, to: stage.self })
    expect(stage.last('claim')).toMatchObject({ epoch: 4, probe: false })
  })

  /** Claims of the highest member until this much later. */
  const claimsFor = (stage: Stage, forMs: number): readonly unknown[] => {
    stage.said.length = 0
    stage.run(forMs)
    return stage.all('claim')
  }

  it('quorum: whoever has granted makes no attempt of its own until that one could lead', () => {
    const stage = started({ place: 2 })
    stage.run(1_000)
    expect(stage.last('claim'), 'nothing else holds it back').toBeDefined()
    stage.say(stage.low, { type: 'claim', epoch: 5, probe: false })
    expect(stage.last('grant', stage.low)?.epoch).toBe(5)
    expect(claimsFor(stage, 590)).toEqual([])
    expect(claimsFor(stage, 110)).not.toEqual([])
  })

  it('quorum: whoever hears that its leader resigns leaves it to the one that follows', () => {
    const stage = started({ place: 2, rules: { preempt: true } })
    stage.say(stage.low, { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 })
    stage.run(1_000)
    stage.say(stage.low, { type: 'beat', epoch: 1, seq: 2, forgottenTo: 0 })
    stage.say(stage.low, { type: 'resign', epoch: 1, to: stage.high })
    expect(stage.machine.leaderOf(stage.chain)).toBeUndefined()
    expect(claimsFor(stage, 590)).toEqual([])
    expect(claimsFor(stage, 110)).not.toEqual([])
  })

  it('quorum: a deposed leader answers nothing of what it had under way', () => {
    const stage = started({ place: 2 })
    stage.lead()
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    stage.show(stage.low, [])
    stage.run(10)
    stage.say(stage.high, { type: 'deny', epoch: 2, alive: false })
    stage.store(stage.low)
    stage.run(10)
    expect(stage.replies.has('x')).toBe(false)
    expect(registerOf('k', 'v', { epoch: 1, counter: 1, node: 0 }).key).toBe('k')
  })
})
