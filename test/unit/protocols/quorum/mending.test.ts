/** What a leader looks for in all keys again: what it had left out, and what a member that came back holds. */
import { describe, expect, it } from 'vitest'
import { type Archived, archiveOf, madeOf } from './archived.ts'
import { leading, reign, showNothing } from './led.ts'

const LEFT_OUT = madeOf('0', 1)

/** So many batches last longer than the rest behind a short look. */
const REST = 10

/** It has left one value out, and has looked through all keys before. */
const lacking = (options: Parameters<typeof archiveOf>[0] = {}): Archived => {
  const world = archiveOf({ waitingMax: 2, holders: ['a'], isByHand: true, ...options })
  world.archive.begin(0)
  world.run(1)
  world.show()
  const waitingMax = options.waitingMax ?? 2
  const others = Array.from({ length: waitingMax }, (_, i) => madeOf(`${i + 1}`, i + 2))
  world.archive.add([LEFT_OUT, ...others])
  world.run(1)
  return world
}

/** It looks through all keys for what was left out, and finds what members show. */
const mend = (world: Archived): void => {
  const pages = world.pages.length
  world.run(REST)
  expect(world.pages.length, 'it looks through the keys').toBe(pages + 1)
  world.show()
  world.run(1)
}

describe('quorum archive that mends', () => {
  it('quorum: an acknowledged value that was left out is found at any one member', () => {
    const world = lacking()
    expect(world.log.flat()).not.toContain('0:1')
    mend(world)
    expect(world.log.flat()).toContain('0:1')
    expect(world.told.at(-1)).toBe(9)
  })

  it('quorum: a value that was left out is found at enough members before all earlier ones are acknowledged', () => {
    const world = lacking({ holders: ['a', 'b'] })
    world.acknowledgedTo = 0
    mend(world)
    expect(world.log.flat()).toContain('0:1')
  })

  it('quorum: nothing is told that covers what may stand before a write that is under way', () => {
    const world = lacking()
    const underWay = madeOf('0', 12)
    world.values.push(underWay)
    mend(world)
    world.archive.add([madeOf('3', 10)])
    world.acknowledgedTo = 11
    world.run(1)
    expect(world.log.flat()).toContain('3:10')
    expect(world.log.flat()).not.toContain('0:12')
    expect(Math.max(...world.told), 'the write before it is not in the log').toBe(0)
    world.acknowledgedTo = 12
    world.archive.add([underWay])
    world.run(1)
    expect(world.log.at(-1)).toEqual(['0:12'])
    expect(world.told.at(-1)).toBe(12)
  })

  it('quorum: what was doubtful in one epoch is not in the next', () => {
    const world = lacking()
    world.values.push(madeOf('0', 12))
    mend(world)
    world.archive.end()
    world.archive.begin(0)
    world.run(1)
    world.show()
    world.archive.add([madeOf('3', 3)])
    world.acknowledgedTo = 3
    world.run(1)
    expect(world.told.at(-1)).toBe(3)
  })

  it('quorum: what is told covers what is found while other values are on their way into the log', () => {
    const world = lacking({ waitingMax: 10, bytes: 100_000 })
    world.run(10)
    const pages = world.pages.length
    world.archive.add(Array.from({ length: 6 }, (_, i) => madeOf(`${i + 1}`, i + 20)))
    world.acknowledgedTo = 25
    world.run(1)
    expect(world.pages.length).toBe(pages)
    world.show()
    const from = world.told.length
    world.run(10)
    const first = world.told.findIndex((upTo, i) => i >= from && upTo > 0)
    expect(world.log.slice(0, first + 1).flat()).toContain('0:1')
  })
})

describe('quorum archive that looks again', () => {
  it('quorum: when a member comes back while keys are looked through, all are once more', () => {
    for (const isBetweenPages of [false, true]) {
      const world = archiveOf({ isByHand: true })
      world.archive.begin(0)
      world.run(1)
      if (isBetweenPages) {
        world.show('k')
      }
      world.archive.lookAgain()
      if (!isBetweenPages) {
        world.show('k')
      }
      world.run(1)
      world.show()
      world.run(REST)
      expect(world.pages, `between pages: ${isBetweenPages}`).toEqual(['', 'k', ''])
      world.show()
      world.run(REST)
      expect(world.pages.length, 'once').toBe(3)
    }
  })

  it('quorum: a member that comes back before any key was looked through has none looked through twice', () => {
    const world = archiveOf({ isByHand: true })
    world.archive.begin(0)
    world.archive.lookAgain()
    world.run(1)
    world.show()
    world.run(3)
    expect(world.pages).toEqual([''])
  })

  it('quorum: a member that comes back when all keys were looked through has them looked through again', () => {
    const world = archiveOf({ isByHand: true })
    world.archive.begin(0)
    world.run(1)
    world.show()
    world.archive.lookAgain()
    world.run(REST)
    world.show()
    world.run(REST)
    expect(world.pages).toEqual(['', ''])
  })

  it('quorum: a leader looks again for a member that answers first while it looks through the keys', () => {
    const stage = leading()
    stage.disconnect(stage.b)
    reign(stage, 100)
    const first = stage.last('pull', stage.a)?.id
    expect(first).toBeDefined()
    stage.connect(stage.b)
    stage.say(stage.b, { type: 'beaten', epoch: 1, seq: 0 })
    showNothing(stage)
    reign(stage, 1_000)
    expect(stage.last('pull', stage.a)?.id).not.toBe(first)
  })

  it('quorum: a leader looks again for a member whose link was closed for a moment', () => {
    const stage = leading()
    for (let i = 0; i < 5; i++) {
      reign(stage, 100)
      showNothing(stage)
    }
    const pulls = stage.all('pull').length
    stage.disconnect(stage.a)
    stage.connect(stage.a)
    reign(stage, 1_000)
    expect(stage.all('pull').length).toBeGreaterThan(pulls)
  })
})
