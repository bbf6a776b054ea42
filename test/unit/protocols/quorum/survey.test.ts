/** A leader that looks through all keys: whom it waits for, and what it tells the log then. */
import { describe, expect, it } from 'vitest'
import type { PeerId } from '../../../../src/core/peer.ts'
import type { Register } from '../../../../src/protocols/quorum/register.ts'
import { archiveOf, madeOf, NOBODY } from './archived.ts'
import { type Led, leading, nextBooth } from './led.ts'
import { createStage, registerOf, type SentOf } from './stage.ts'

const DONE = { type: 'done', result: new Uint8Array(0), revision: 0 } as const

describe('quorum survey: what the log is told', () => {
  it('quorum: what is in the log is told, also when nothing more is written', () => {
    const world = archiveOf()
    world.archive.begin(0)
    world.archive.add([madeOf('k', 12)])
    world.run(3)
    expect([world.log, world.told], 'an earlier write is under way').toEqual([[['k:12']], [9]])
    world.acknowledgedTo = 12
    world.run(1)
    expect([world.log.at(-1), world.told]).toEqual([[], [9, 12]])
    world.run(5)
    expect(world.told.length, 'once').toBe(2)
  })

  it('quorum: it is told again when the log has not taken it', () => {
    const world = archiveOf()
    world.archive.begin(0)
    world.archive.add([madeOf('k', 12)])
    world.run(1)
    world.acknowledgedTo = 12
    world.run(2, false)
    world.run(1)
    expect(world.told).toEqual([9, 12, 12, 12])
    world.run(3)
    expect(world.told.length).toBe(4)
  })

  it('quorum: members that come back all the time keep nothing from being told', () => {
    const world = archiveOf({ isByHand: true })
    world.archive.begin(0)
    world.archive.add([madeOf('k', 9)])
    for (let i = 0; i < 20; i++) {
      world.run(1)
      world.archive.lookAgain()
      world.show()
    }
    expect([Math.max(...world.told), world.isSettled()]).toEqual([9, true])
  })

  it('quorum: what was answered and not written is nothing to tell', () => {
    const world = archiveOf()
    world.archive.begin(0)
    world.archive.add([madeOf('k', 9)])
    world.run(2)
    expect(world.told.at(-1)).toBe(9)
    const { length } = world.told
    world.acknowledgedTo = 12
    world.run(3)
    expect(world.told.length).toBe(length)
  })

  it('quorum: whoever leads no more tells nothing of what it had not told', () => {
    const world = archiveOf()
    world.archive.begin(0)
    world.archive.add([madeOf('k', 12)])
    world.run(1)
    world.archive.end()
    world.acknowledgedTo = 12
    world.run(3)
    expect(world.told).toEqual([9])
  })
})

describe('quorum survey: one look after the other', () => {
  it('quorum: a look of which not all is done is not given up for the next one', () => {
    const world = archiveOf({ isByHand: true })
    world.values.push(madeOf('k', 3, 0))
    world.archive.begin(0)
    world.run(1)
    world.show()
    world.archive.lookAgain()
    world.run(3)
    expect([world.pages.length, world.isSettled(), world.isLooking()]).toEqual([1, false, true])
    world.open[0]?.(0, DONE, NOBODY)
    world.run(1)
    expect([world.pages.length, world.isSettled()]).toEqual([1, true])
    world.run(20)
    expect(world.pages.length).toBe(2)
    world.show()
    world.open[1]?.(0, DONE, NOBODY)
    world.run(1)
    expect(world.isLooking()).toBe(false)
  })

  it('quorum: behind a look there is a rest that is as long, whoever comes back', () => {
    const world = archiveOf({ isByHand: true })
    world.archive.begin(0)
    world.run(20)
    world.archive.lookAgain()
    world.show()
    world.run(15)
    expect(world.pages.length).toBe(1)
    world.run(10)
    expect(world.pages.length).toBe(2)
  })

  it('quorum: a leader that much waits at looks through keys all the same, a page now and then', () => {
    const world = archiveOf({ isByHand: true, isLoaded: true })
    world.archive.begin(0)
    world.run(4)
    expect(world.pages.length).toBe(0)
    world.archive.lookAgain()
    world.run(1)
    expect(world.pages.length).toBe(1)
    world.show()
    world.run(40)
    expect(world.pages.length, 'nothing was looked through before').toBe(1)
  })
})

/** All others answer heartbeats for so long, and questions for pages after their times. */
const answering = (
  stage: Led,
  forMs: number,
  delaysMs: ReadonlyMap<PeerId, number>,
  isOver: () => boolean,
  /** A page each. */
  keys: readonly Register[] = []
): void => {
  let asked = 0
  let due: { atMs: number; pull: SentOf<'pull'> }[] = []
  for (let ms = 0; ms < forMs && !isOver(); ms += 10) {
    const pulls = stage.all('pull')
    for (const pull of pulls.slice(asked)) {
      due.push({ atMs: stage.nowMs + (delaysMs.get(pull.to) ?? Number.POSITIVE_INFINITY), pull })
    }
    asked = pulls.length
    const { epoch = 0, seq = 0 } = stage.last('beat') ?? {}
    for (const peer of delaysMs.keys()) {
      stage.say(peer, { type: 'beaten', epoch, seq })
    }
    for (const { pull } of due.filter(({ atMs }) => atMs <= stage.nowMs)) {
      const { run, id, to, after } = pull
      const left = keys.filter(({ key }) => key > after)
      const shown = { registers: left.slice(0, 1), more: left.length > 1 }
      const page = { epoch, ...shown, heldFrom: 0, forgottenTo: 0 }
      stage.say(to, { type: 'pulled', run, id, ...page })
    }
    due = due.filter(({ atMs }) => atMs > stage.nowMs)
    stage.run(10)
  }
}

describe('quorum survey: whom it waits for', () => {
  /** How long the first page is waited for, up to so long. */
  const pageMs = (aMs: number, bMs: number | 'away', forMs = 60_000): number => {
    const stage = leading()
    stage.run(50)
    const first = stage.last('pull')?.id
    expect(first).toBeDefined()
    const isOver = (): boolean =>
      stage.last('pull')?.id !== first || stage.machine.status(0).groups[0]?.reading === 0
    const startMs = stage.nowMs
    const delays = new Map([[stage.a, aMs]])
    if (bMs === 'away') {
      stage.disconnect(stage.b)
    } else {
      delays.set(stage.b, bMs)
    }
    answering(stage, forMs, delays, isOver)
    return stage.nowMs - startMs
  }

  it('quorum: a page waits for each member whose link is open, however slow it shows it', () => {
    expect(pageMs(10, 20)).toBeLessThan(60)
    for (const slowMs of [300, 1_000, 5_000]) {
      expect(Math.abs(pageMs(10, slowMs) - slowMs)).toBeLessThan(60)
    }
  })

  it('quorum: a member that is away is not waited for', () => {
    expect(pageMs(10, 'away')).toBeLessThan(200)
  })

  it('quorum: a member that answers nothing but heartbeats is not waited for without end', () => {
    const ms = pageMs(10, Number.POSITIVE_INFINITY)
    expect(ms).toBeGreaterThan(8_000)
    expect(ms).toBeLessThan(15_000)
  })

  it('quorum: a member that shows nothing holds up one page of a look', () => {
    const stage = leading()
    stage.run(50)
    const delays = new Map([
      [stage.a, 10],
      [stage.b, Number.POSITIVE_INFINITY]
    ])
    const shown = Array.from({ length: 5 }, (_, i) =>
      registerOf(`k-${i}`, 'v', { epoch: 1, counter: i + 1, node: 0 })
    )
    answering(stage, 11_500, delays, () => false, shown)
    const pages = new Set(stage.all('pull').map(({ after }) => after))
    expect(pages.size, 'all of them were looked at').toBe(shown.length)
  })

  it('quorum: who does not count yet asks others for its first page, though one answer is enough', () => {
    const rules = { reads: 1, writes: 3, leaderless: true }
    const stage = createStage({ rules })
    stage.start()
    stage.booth = nextBooth(stage, 3)
    stage.since.set(stage.self, 3)
    stage.restart()
    stage.run(300)
    const [a] = stage.others
    const ids = stage.all('pull').flatMap(({ to, id }) => (to === a ? [id] : []))
    expect(new Set(ids).size, 'for itself, and for the log').toBe(2)
  })

  it('quorum: over a link that was closed for a moment nothing is waited for', () => {
    const stage = leading()
    stage.run(50)
    const { id } = stage.last('pull', stage.a) ?? {}
    stage.disconnect(stage.b)
    stage.run(50)
    stage.connect(stage.b)
    answering(stage, 1_000, new Map([[stage.a, 10]]), () => false)
    expect(stage.last('pull', stage.a)?.id, 'the next look has begun').not.toBe(id)
  })

  it('quorum: who is slow is not asked many times for one page', () => {
    const stage = leading()
    stage.run(50)
    const delays = new Map([
      [stage.a, 10],
      [stage.b, 1_900]
    ])
    answering(stage, 1_900, delays, () => false)
    expect(stage.all('pull').filter(({ to }) => to === stage.b).length).toBe(1)
  })
})
