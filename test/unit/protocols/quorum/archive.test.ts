/** What a leader puts into the log, and what it tells of it. */
import { describe, expect, it } from 'vitest'
import { decodeRegister } from '../../../../src/protocols/quorum/register.ts'
import { type Archived, archiveOf, madeOf, NOBODY } from './archived.ts'
import { type Led, leading, reign, showNothing } from './led.ts'
import { put } from './stage.ts'

const NO_RESULT = new Uint8Array(0)

/** Puts a key that the leader takes over first. */
const written = (stage: Led, id: string, text: string): void => {
  stage.ask(id, put('k', text))
  stage.run(10)
  stage.show(stage.a, [])
  stage.run(10)
  stage.store(stage.a)
  expect(stage.replies.get(id)?.type).toBe('ok')
}

/** A leader with two writes of one key under way behind a first one, and how a member acknowledges each. */
const withTwoWrites = () => {
  const stage = leading()
  reign(stage, 100)
  showNothing(stage)
  written(stage, 'x', 'one')
  for (const id of ['y', 'z']) {
    stage.ask(id, put('k', id))
    stage.run(10)
  }
  const [older, newer] = stage
    .all('store')
    .filter(({ to }) => to === stage.a)
    .slice(-2)
  const acknowledge = ({ run: of = 0, id = 0 }: { run?: number; id?: number } = {}): void =>
    stage.say(stage.a, { type: 'stored', run: of, id, epoch: 1, refused: [] })
  return { stage, older, newer, acknowledge }
}

describe('quorum archive', () => {
  it('quorum: what did not come into the log goes again while a newer value is under way', () => {
    const stage = leading()
    reign(stage, 100)
    showNothing(stage)
    written(stage, 'x', 'one')
    reign(stage, 1_000)
    const [first] = stage.batches
    expect(first?.batch.upTo).toBe(1)
    stage.ask('y', put('k', 'two'))
    stage.run(10)
    expect(stage.replies.has('y'), 'it is not acknowledged').toBe(false)
    stage.machine.archived(first?.id ?? '', false)
    reign(stage, 1_000)
    const again = stage.batches.at(-1)?.batch
    expect(stage.batches.length).toBe(2)
    expect(again?.registers.map((bytes) => decodeRegister(bytes).tag.counter)).toEqual([1])
  })

  it('quorum: an older write that is acknowledged late does not take the place of a newer one', () => {
    const { stage, older, newer, acknowledge } = withTwoWrites()
    acknowledge(newer)
    acknowledge(older)
    expect(stage.replies.get('y')?.type).toBe('ok')
    reign(stage, 1_000)
    const { registers = [], upTo } = stage.batches.at(-1)?.batch ?? {}
    expect(registers.map((bytes) => decodeRegister(bytes).tag.counter)).toEqual([3])
    expect(upTo).toBe(3)
  })

  it('quorum: an older write that is acknowledged while the newer one goes does not take its place', () => {
    const { stage, older, newer, acknowledge } = withTwoWrites()
    acknowledge(newer)
    reign(stage, 1_000)
    acknowledge(older)
    stage.machine.archived(stage.batches.at(-1)?.id ?? '', false)
    reign(stage, 1_000)
    const { registers = [] } = stage.batches.at(-1)?.batch ?? {}
    expect(stage.batches.length).toBe(2)
    expect(registers.map((bytes) => decodeRegister(bytes).tag.counter)).toEqual([3])
  })

  it('quorum: a leader that left values out tells that nothing is missing when it has looked for them', () => {
    const world = archiveOf({ waitingMax: 2 })
    world.archive.begin(0)
    world.archive.add([madeOf('0', 1), madeOf('1', 2), madeOf('2', 3)])
    world.run(10)
    expect(world.log.flat().sort()).toEqual(['0:1', '1:2', '1:2', '2:3', '2:3'])
    const whole = world.told.findIndex((upTo) => upTo > 0)
    expect(new Set(world.log.slice(0, whole + 1).flat())).toEqual(new Set(['0:1', '1:2', '2:3']))
  })

  it('quorum: a key that is written all the time has its turn', () => {
    const world = archiveOf({ bytes: 100_000 })
    world.archive.begin(0)
    world.archive.add([madeOf('hot', 1), ...Array.from({ length: 9 }, (_, i) => madeOf(`${i}`, 2))])
    for (let counter = 3; counter < 8; counter++) {
      world.archive.add([madeOf('hot', counter)])
      world.run(1)
    }
    expect(
      world.log
        .slice(0, 2)
        .flat()
        .some((text) => text.startsWith('hot:'))
    ).toBe(true)
    expect(
      world.told.some((upTo) => upTo > 0),
      'although more waits'
    ).toBe(true)
  })

  it('quorum: what the log has is asked for once a page, however many keys are looked through', () => {
    const world = archiveOf()
    world.values.push(...Array.from({ length: 500 }, (_, i) => madeOf(`${i}`, 1, 0)))
    world.archive.begin(0)
    world.run(1)
    expect(world.rewritten.length).toBe(500)
    expect(world.asked()).toBeLessThan(5)
  })

  it('quorum: a leader that leads no more looks for nothing any more', () => {
    const stage = leading()
    reign(stage, 100)
    expect(stage.machine.status(0).groups[0]?.reading, 'it looks through the keys').toBe(1)
    stage.say(stage.a, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 })
    expect(stage.machine.status(0).groups[0]).toMatchObject({ role: 'follower', reading: 0 })
  })
})

describe('quorum archive: what all members hold', () => {
  const old = madeOf('k', 3, 0)

  /** All keys are looked through once; the log lacks one of an earlier epoch. */
  const looked = (change: (world: Archived) => void = () => undefined): Archived => {
    const world = archiveOf()
    world.values.push(old)
    change(world)
    world.archive.begin(0)
    world.run(2)
    return world
  }

  it('quorum: all is settled when all members have shown all keys, and what was found is written', () => {
    const world = looked()
    expect(world.rewritten).toEqual(['k'])
    expect(world.isSettled(), 'it is not written yet').toBe(false)
    world.open[0]?.(0, { type: 'done', result: NO_RESULT, revision: 0 }, NOBODY)
    world.run(1)
    expect(world.isSettled()).toBe(true)
    world.archive.lookAgain()
    world.roster.number = 2
    world.run(3)
    expect(world.isSettled(), 'once settled it stays so in this epoch').toBe(true)
    world.archive.end()
    expect(world.isSettled()).toBe(false)
    world.archive.begin(0)
    expect(world.isSettled(), 'the next epoch begins anew').toBe(false)
  })

  const done = (world: Archived, type: 'done' | 'busy' = 'done'): boolean => {
    for (const respond of world.open) {
      respond(0, type === 'busy' ? { type } : { type, result: NO_RESULT, revision: 0 }, NOBODY)
    }
    world.run(1)
    return world.isSettled()
  }

  it('quorum: nothing is settled by fewer members, in earlier epochs, or by others than are members now', () => {
    expect(done(looked())).toBe(true)
    expect(done(looked((world) => Object.assign(world, { epochs: [1, 1] })))).toBe(false)
    expect(done(looked((world) => Object.assign(world, { epochs: [1, 0, 1] })))).toBe(false)
    const changed = looked()
    changed.roster.number = 2
    expect(done(changed)).toBe(false)
    expect(done(looked(), 'busy'), 'it could not be written again').toBe(false)
  })

  it('quorum: nothing is settled before the writes are acknowledged that were under way', () => {
    const world = looked((of) => Object.assign(of, { counter: 12 }))
    world.counter = 20
    expect(done(world)).toBe(false)
    world.acknowledgedTo = 11
    world.run(1)
    expect(world.isSettled()).toBe(false)
    world.acknowledgedTo = 12
    world.run(1)
    expect(world.isSettled()).toBe(true)
  })
})
