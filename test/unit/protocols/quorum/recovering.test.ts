/** A member that comes back, and what others have forgotten meanwhile. */
import { describe, expect, it } from 'vitest'
import type { Register } from '../../../../src/protocols/quorum/register.ts'
import { gone, live } from './deleted.ts'
import { give, keysOf, type Led, NEW_DISK, nextBooth, page, replaceDisk } from './led.ts'
import { createStage, registerOf } from './stage.ts'

describe('quorum: members that come back to what others have forgotten', () => {
  /** It was a member in the booth 1 and not in the next one, and has this on its disk. */
  const recovering = (...held: readonly Register[]): Led => {
    const stage = createStage({ place: 0 })
    stage.start()
    const [a = '', b = ''] = stage.others
    give(stage, a, ...held)
    stage.booth = nextBooth(stage, 3)
    stage.since.set(stage.self, 3)
    stage.restart()
    return Object.assign(stage, { a, b })
  }

  it('quorum: what a page of others does not have any more goes, and what is newer stays', () => {
    const old = registerOf('gone', 'old', { epoch: 1, counter: 1, node: 0 })
    const last = registerOf('z', 'old', { epoch: 1, counter: 4, node: 0 })
    const newer = registerOf('n', 'v', { epoch: 2, counter: 1, node: 0 })
    const stage = recovering(old, live, last, newer)
    page(stage, stage.a, { registers: [live], epoch: 3, forgottenTo: 1, more: true })
    expect(keysOf(stage), 'behind the page nothing is known yet').toEqual(['live', 'z', 'n'])
    page(stage, stage.a, { registers: [], epoch: 3, forgottenTo: 1 })
    page(stage, stage.b, { registers: [live], epoch: 3 })
    expect(keysOf(stage)).toEqual(['live', 'n'])
    stage.say(stage.a, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['gone'] })
    expect(stage.last('fetched')).toMatchObject({ registers: [], forgottenTo: 1 })
  })

  it('quorum: where nothing is forgotten, what one of the others lacks is taken from the next', () => {
    const stage = recovering()
    // Such as a group without a leader has.
    const free = registerOf('free', 'v', { epoch: 0, counter: 1, node: 0 })
    page(stage, stage.a, { registers: [], epoch: 0 })
    page(stage, stage.b, { registers: [free], epoch: 0 })
    expect(keysOf(stage)).toEqual(['free'])
  })

  it('quorum: what one has forgotten is not taken from another, whichever is heard first', () => {
    const old = registerOf('gone', 'old', { epoch: 1, counter: 1, node: 0 })
    const newer = registerOf('n', 'v', { epoch: 2, counter: 1, node: 0 })
    for (const order of ['a first', 'b first']) {
      const stage = recovering()
      const has = (): void => page(stage, stage.b, { registers: [old, live, newer], epoch: 3 })
      const tell = [
        (): void => page(stage, stage.a, { registers: [live], epoch: 3, forgottenTo: 1 })
      ]
      for (const next of order === 'a first' ? [...tell, has] : [has, ...tell]) {
        next()
      }
      expect(keysOf(stage), order).toEqual(['live', 'n'])
    }
  })

  it('quorum: what one has forgotten says nothing of keys that it has not shown yet', () => {
    const stage = recovering()
    const behind = registerOf('z', 'v', { epoch: 1, counter: 4, node: 0 })
    page(stage, stage.a, { registers: [live], epoch: 3, forgottenTo: 1, more: true })
    page(stage, stage.b, { registers: [live, behind], epoch: 3 })
    expect(keysOf(stage)).toEqual(['live', 'z'])
  })

  it('quorum: of a key that one still has, another may have what is newer', () => {
    const stage = recovering()
    const newer = registerOf('live', 'newer', { epoch: 1, counter: 7, node: 0 })
    page(stage, stage.a, { registers: [live], epoch: 3, forgottenTo: 1 })
    page(stage, stage.b, { registers: [newer], epoch: 3 })
    stage.say(stage.a, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['live'] })
    expect(stage.last('fetched')?.registers.map(({ tag }) => tag.counter)).toEqual([7])
  })

  it('quorum: of a page that was asked for again the first answer is taken', () => {
    const stage = recovering()
    const { run = 0, id = 0 } = stage.last('pull', stage.a) ?? {}
    stage.run(2_000)
    expect(stage.all('pull').filter(({ to }) => to === stage.a).length).toBeGreaterThan(2)
    const shown = { run, id, epoch: 3, registers: [live], heldFrom: 0, forgottenTo: 0 }
    stage.say(stage.a, { type: 'pulled', ...shown, more: true })
    expect(keysOf(stage)).toEqual(['live'])
    expect(stage.last('pull', stage.a)).toMatchObject({ after: 'live' })
  })

  it('quorum: on a slow link few copies of a page are asked for', () => {
    const stage = recovering()
    const asked = (): number => stage.all('pull').filter(({ to }) => to === stage.a).length
    const copies: number[] = []
    for (let i = 0; i < 10; i++) {
      const before = asked()
      stage.run(1_000)
      const registers = [registerOf(`k-${i}`, 'v', { epoch: 1, counter: i + 1, node: 0 })]
      page(stage, stage.a, { registers, epoch: 3, more: true })
      copies.push(asked() - before)
    }
    expect(copies[0]).toBeGreaterThan(3)
    expect(Math.max(...copies.slice(3))).toBeLessThan(4)
  })

  const faultOf = ({ machine }: Led): unknown => machine.status(0).groups[0]?.fault

  it('quorum: in each booth a member that recovers asks everybody anew', () => {
    const stage = recovering()
    page(stage, stage.a, { epoch: 3 })
    // In the booth 4 another data directory counted in its place, with which others made this true.
    const since = registerOf('since', 'v', { epoch: 4, counter: 1, node: 0 })
    stage.booth = nextBooth(stage, 5)
    stage.since.set(stage.self, 5)
    stage.run(200)
    page(stage, stage.b, { epoch: 3 })
    expect(faultOf(stage), 'what was shown before may lack it').toBe('recovering')
    page(stage, stage.a, { registers: [since], epoch: 4 })
    expect(faultOf(stage)).toBeUndefined()
    expect(keysOf(stage)).toEqual(['since'])
  })

  it('quorum: a page for an earlier run of a member that recovers is no answer', () => {
    const stage = recovering()
    const { run = 0, id = 0 } = stage.last('pull', stage.a) ?? {}
    const whole = { epoch: 3, more: false, registers: [live], heldFrom: 0, forgottenTo: 0 }
    stage.say(stage.a, { type: 'pulled', run: run + 1, id, ...whole })
    expect(keysOf(stage)).toEqual([])
    stage.say(stage.a, { type: 'pulled', run, id, ...whole })
    expect(keysOf(stage)).toEqual(['live'])
  })

  it('quorum: a member recovers only from data directories that its booth names', () => {
    const stage = recovering()
    replaceDisk(stage, stage.a, 5)
    stage.run(200)
    page(stage, stage.b, { epoch: 3 })
    page(stage, stage.a, { registers: [live], epoch: 3 })
    expect(faultOf(stage), 'a disk that is lost').toBe('recovering')
    expect(keysOf(stage)).toEqual([])
    const { run = 0, id = 0 } = stage.last('pull', stage.a) ?? {}
    const whole = { epoch: 3, more: false, registers: [live], heldFrom: 0, forgottenTo: 0 }
    const named = { incarnation: NEW_DISK }
    stage.say(stage.a, { type: 'pulled', run, id, ...whole }, named)
    expect(faultOf(stage)).toBeUndefined()
    expect(keysOf(stage)).toEqual(['live'])
  })

  it('quorum: while it recovers it forgets nothing, and then what its leader says', () => {
    const stage = recovering(gone)
    stage.say(stage.b, { type: 'beat', epoch: 3, seq: 1, forgottenTo: 2 })
    stage.run(100)
    page(stage, stage.a, { registers: [live], epoch: 3 })
    page(stage, stage.b, { registers: [live], epoch: 3 })
    expect(keysOf(stage)).toEqual(['gone', 'live'])
    stage.say(stage.b, { type: 'beat', epoch: 3, seq: 2, forgottenTo: 2 })
    stage.run(100)
    expect(keysOf(stage), 'now it counts').toEqual(['live'])
    stage.booth = nextBooth(stage, 5)
    stage.since.set(stage.self, 5)
    stage.restart()
    page(stage, stage.a, { registers: [live], epoch: 3 })
    page(stage, stage.b, { registers: [live], epoch: 3, forgottenTo: 1 })
    stage.say(stage.a, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['gone'] })
    expect(stage.last('fetched'), 'more than others').toMatchObject({ forgottenTo: 2 })
  })
})
