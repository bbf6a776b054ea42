/** Plays that a person steps through: they go to their end, crash, are cut, and can be told in a line. */
import { describe, expect, it } from 'vitest'
import {
  createStage,
  type Happening,
  linkOf,
  openLink,
  PLAYS,
  type Stage
} from '../../../../src/sim/stage/index.ts'

const STEPS_MAX = 400

/** Steps until a vehicle has answered; what happened. */
function answered(stage: Stage, action: string): readonly Happening[] {
  const all: Happening[] = []
  for (let i = 0; i < STEPS_MAX; i++) {
    all.push(...stage.next())
    if (all.some(({ type, kind }) => type === 'answered' && kind === action)) {
      return all
    }
  }
  expect.fail(`${action} was not answered in ${STEPS_MAX} steps`)
}

function ask(stage: Stage, action: string, vehicle = 'car-1'): readonly Happening[] {
  stage.act({ type: 'ask', action, vehicle })
  return answered(stage, action)
}

const textOf = (happened: readonly Happening[], action: string): string =>
  happened.find(({ type, kind }) => type === 'answered' && kind === action)?.text ?? ''

const kindsOf = (happened: readonly Happening[]): readonly string[] =>
  happened.flatMap((one) => (one.type === 'message' ? [`${one.protocol}:${one.kind}`] : []))

describe('stage', () => {
  it('stage: a booth is certified, kept and read, message by message', () => {
    const stage = createStage({ play: 'booth', vehicles: 6, seed: 1 })
    const opening = ask(stage, 'open')
    expect(kindsOf(opening)).toContain('certify:open')
    const certifying = ask(stage, 'append')
    expect(kindsOf(certifying)).toEqual(expect.arrayContaining(['certify:propose', 'certify:vote']))
    const ending = ask(stage, 'end')
    expect(kindsOf(ending)).toEqual(expect.arrayContaining(['replicate:offer', 'replicate:hold']))
    expect(textOf(ending, 'end')).toMatch(/^ok /)
    expect(textOf(ask(stage, 'read', 'car-6'), 'read')).toMatch(/^ok /)
    const [first] = stage.picture().cars
    expect(first?.roles).toContain('proposer')
    expect(first?.rows.map(([label]) => label)).toContain('backups')
    expect(stage.picture().broken).toBeUndefined()
  })

  for (const play of PLAYS.filter(({ name }) => name !== 'booth')) {
    it(`stage: ${play.name} opens a group, puts and gets, and goes on when car-1 crashes`, () => {
      const stage = createStage({ play: play.name, vehicles: 5, seed: 2 })
      expect(textOf(ask(stage, 'open'), 'open')).toMatch(/^ok /)
      expect(textOf(ask(stage, 'put', 'car-2'), 'put')).toMatch(/^ok /)
      stage.act({ type: 'crash', vehicle: 'car-1' })
      expect(stage.picture().cars[0]?.state).toBe('down')
      expect(textOf(ask(stage, 'get', 'car-3'), 'get')).toMatch(/^ok /)
      stage.act({ type: 'restart', vehicle: 'car-1' })
      expect(stage.picture().cars[0]?.state).toBe('up')
      expect(stage.picture().broken).toBeUndefined()
    })
  }

  it('stage: what is cut does not arrive, and is shown as lost', () => {
    const stage = createStage({ play: 'paxos', vehicles: 3, seed: 3 })
    ask(stage, 'open')
    const others = ['car-2', 'car-3']
    for (const other of others) {
      stage.act({ type: 'cut', from: 'car-1', to: other })
      stage.act({ type: 'cut', from: other, to: 'car-1' })
    }
    expect(stage.picture().cuts.length).toBe(4)
    const alone = ask(stage, 'put', 'car-1')
    expect(textOf(alone, 'put')).toMatch(/^(refused|unknown)/)
    expect(alone.some((one) => one.type === 'message' && one.isLost)).toBe(true)
    expect(textOf(ask(stage, 'put', 'car-2'), 'put')).toMatch(/^ok /)
    for (const other of others) {
      stage.act({ type: 'fix', from: 'car-1', to: other })
      stage.act({ type: 'fix', from: other, to: 'car-1' })
    }
    expect(stage.picture().cuts).toEqual([])
    expect(textOf(ask(stage, 'get', 'car-1'), 'get')).toMatch(/^ok /)
  })

  it('stage: a booth and a group have as many members as are asked for', () => {
    for (const [play, members] of [
      ['booth', 3],
      ['paxos', 3],
      ['quorum', 2]
    ] as const) {
      const stage = createStage({ play, vehicles: 6, members, seed: 4 })
      const opened = textOf(ask(stage, 'open', 'car-1'), 'open')
      const names = new Set(opened.match(/car-\d/g))
      expect([...names].sort(), play).toEqual(['car-1', 'car-2', 'car-3'].slice(0, members))
    }
    expect(createStage({ play: 'booth', vehicles: 6, seed: 4 }).options.members).toBe(4)
  })

  it('stage: a line of text gives the same play, message for message', () => {
    const stage = createStage({ play: 'paxos', vehicles: 4, seed: 7 })
    const all: Happening[] = []
    const act = (one: Parameters<Stage['act']>[0]): unknown => all.push(...stage.act(one))
    act({ type: 'ask', action: 'open', vehicle: 'car-1' })
    for (let i = 0; i < 40; i++) {
      all.push(...stage.next())
    }
    act({ type: 'ask', action: 'put', vehicle: 'car-4' })
    all.push(...stage.next(), ...stage.next())
    act({ type: 'crash', vehicle: 'car-2' })
    act({ type: 'cut', from: 'car-1', to: 'car-3' })
    for (let i = 0; i < 10; i++) {
      all.push(...stage.next())
    }
    const line = linkOf(stage)
    expect(line).toBe(
      'play=paxos&vehicles=4&members=4&seed=7&at=52&do=0-open-1,40-put-4,42-crash-2,42-cut-1-3'
    )
    const again = openLink(line)
    expect(again.happened).toEqual(all)
    expect(again.stage.picture()).toEqual(stage.picture())
    expect(linkOf(again.stage)).toBe(line)
  })

  it('stage: what makes no sense is refused in one sentence, and changes nothing', () => {
    const stage = createStage({ play: 'paxos', vehicles: 3, seed: 1 })
    const before = linkOf(stage)
    expect(() => stage.act({ type: 'ask', action: 'put', vehicle: 'car-1' })).toThrow(
      'open one first'
    )
    expect(() => stage.act({ type: 'ask', action: 'fly', vehicle: 'car-1' })).toThrow(
      'no action fly'
    )
    expect(() => stage.act({ type: 'crash', vehicle: 'car-9' })).toThrow('no vehicle car-9')
    expect(linkOf(stage)).toBe(before)
    const bad = [
      '',
      'play=chess&vehicles=3&seed=1&at=0',
      'play=paxos&vehicles=2&seed=1&at=0',
      'play=paxos&vehicles=3&members=4&seed=1&at=0',
      'play=booth&vehicles=3&members=0&seed=1&at=0',
      'play=paxos&vehicles=3&seed=4294967296&at=0',
      'play=paxos&vehicles=3&seed=1&at=99999',
      'play=paxos&vehicles=3&seed=1&at=0&do=0-open-1,x',
      'play=paxos&vehicles=3&seed=1&at=0&at=1'
    ]
    for (const line of bad) {
      expect(() => openLink(line), line).toThrow(/play|vehicles|members|seed|at is|act/)
    }
  })
})
