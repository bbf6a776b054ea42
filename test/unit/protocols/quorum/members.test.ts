/** Members as keepers of registers: what they take, what they refuse, and when they answer at all. */
import { describe, expect, it } from 'vitest'
import { replaceDisk } from './led.ts'
import { createStage, registerOf, type Stage } from './stage.ts'

const store = (stage: Stage, from: string, ...registers: ReturnType<typeof registerOf>[]): void =>
  stage.say(from, { type: 'store', run: 7, id: 9, epoch: 0, registers })

const tag = (epoch: number, counter: number, node = 128) => ({ epoch, counter, node })

const started = (options = {}): Stage & { a: string; b: string } => {
  const stage = createStage(options)
  stage.start()
  const [a = '', b = ''] = stage.others
  return Object.assign(stage, { a, b })
}

const keys = ({ disk }: Stage): readonly string[] =>
  [...disk.keys()].filter((key) => key.includes('/k/'))

/** It leads, and deletes `k` when these members have shown that they hold nothing. */
const deletes = (stage: Stage, ...shown: readonly string[]): void => {
  stage.lead()
  stage.ask('x', { type: 'delete', key: 'k', wantsPrevious: false })
  stage.run(10)
  for (const peer of shown) {
    stage.show(peer, [])
  }
  stage.run(10)
}

/** The booth after the next has a member with its own again. */
const putDiskBack = (stage: Stage, of: string): void => {
  const { booth } = stage
  if (booth !== undefined) {
    stage.booth = { ...booth, number: 3 }
    stage.since.set(of, 3)
  }
}

describe('quorum member', () => {
  it('quorum: a value is on disk before it is acknowledged, and there after a restart', () => {
    const stage = started()
    store(stage, stage.a, registerOf('k', 'one', tag(1, 1)))
    expect(keys(stage).length).toBe(1)
    expect(stage.last('stored', stage.a)).toMatchObject({
      run: 7,
      id: 9,
      refused: [],
      isEarly: false
    })
    stage.restart()
    stage.say(stage.b, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['k'] })
    expect(stage.last('fetched')?.registers[0]?.tag).toEqual(tag(1, 1))
  })

  it('quorum: an older value is acknowledged, and the newer one stays', () => {
    const stage = started()
    store(stage, stage.a, registerOf('k', 'new', tag(1, 2)))
    store(stage, stage.a, registerOf('k', 'old', tag(1, 1)))
    expect(stage.last('stored')?.refused).toEqual([])
    stage.say(stage.b, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['k'] })
    expect(stage.last('fetched')?.registers[0]?.tag).toEqual(tag(1, 2))
  })

  it('quorum: a value of an ended epoch is refused, whoever sends it, unless it makes no difference', () => {
    const stage = started()
    store(stage, stage.a, registerOf('k', 'one', tag(1, 1)))
    stage.say(stage.b, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 })
    store(stage, stage.a, registerOf('k', 'two', tag(1, 2)), registerOf('l', 'x', tag(2, 1)))
    expect(stage.last('stored')).toMatchObject({ refused: [0], epoch: 2 })
    store(stage, stage.a, registerOf('k', 'one', tag(1, 1)))
    expect(stage.last('stored')?.refused, 'is held already').toEqual([])
  })

  it('quorum: a newer value of a later epoch is no successor of one of an ended epoch', () => {
    const stage = started()
    stage.say(stage.b, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 })
    store(stage, stage.b, registerOf('k', 'new', tag(2, 1)))
    store(stage, stage.a, registerOf('k', 'lost', tag(1, 9)))
    expect(stage.last('stored')).toMatchObject({ refused: [0], epoch: 2 })
    store(stage, stage.b, registerOf('l', 'two', tag(2, 2)))
    stage.say(stage.b, { type: 'beat', epoch: 3, seq: 1, forgottenTo: 0 })
    store(stage, stage.a, registerOf('l', 'one', tag(2, 1)))
    expect(stage.last('stored')?.refused, 'its own leader wrote after it').toEqual([])
  })

  it('quorum: whoever shows a key to a new leader takes up nothing older from then on', () => {
    const stage = started()
    stage.say(stage.b, { type: 'fetch', run: 1, id: 2, epoch: 3, keys: ['k'] })
    expect(stage.last('fetched')).toMatchObject({ epoch: 3, registers: [] })
    stage.restart()
    store(stage, stage.a, registerOf('k', 'late', tag(2, 9)))
    expect(stage.last('stored')).toMatchObject({ refused: [0], epoch: 3 })
  })

  it('quorum: a member without the data directory of the booth answers nothing', () => {
    const stage = started()
    stage.restart('ff'.repeat(16))
    store(stage, stage.a, registerOf('k', 'one', tag(1, 1)))
    stage.say(stage.a, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['k'] })
    stage.say(stage.a, { type: 'claim', epoch: 5, probe: false })
    stage.run(3_000)
    const types = new Set(stage.said.map(({ type }) => type))
    expect(
      [...types].filter((type) => ['stored', 'fetched', 'grant', 'claim'].includes(type))
    ).toEqual([])
    expect(stage.machine.status(0).groups[0]).toMatchObject({ role: 'learner', fault: 'wiped' })
  })

  it('quorum: a member with a damaged disk answers nothing', () => {
    const stage = started({ isDamaged: true })
    store(stage, stage.a, registerOf('k', 'one', tag(1, 1)))
    stage.say(stage.a, { type: 'claim', epoch: 5, probe: false })
    expect(stage.all('stored')).toEqual([])
    expect(stage.all('grant')).toEqual([])
    stage.say(stage.b, { type: 'beat', epoch: 6, seq: 1, forgottenTo: 0 })
    expect(stage.machine.status(0).groups[0]?.fault).toBe('damaged')
    expect([...stage.disk.keys()], 'nothing is written over').toEqual([])
  })

  it('quorum: strangers are neither asked nor heard', () => {
    const stage = started()
    store(stage, '12D3KooWStranger', registerOf('k', 'one', tag(1, 1)))
    expect(keys(stage)).toEqual([])
    expect(stage.facts.at(-1)?.name).toBe('quorum:refused')
  })

  it('quorum: many large registers are shown in parts', () => {
    const stage = started()
    const big = 'x'.repeat(400_000)
    for (const key of ['a', 'b', 'c', 'd']) {
      store(stage, stage.a, registerOf(key, big, tag(1, key.charCodeAt(0))))
    }
    stage.said.length = 0
    stage.say(stage.b, {
      type: 'fetch',
      run: 1,
      id: 2,
      epoch: 0,
      keys: ['a', 'none', 'b', 'c', 'd']
    })
    const parts = stage.all('fetched').map(({ first, count }) => [first, count])
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.at(-1)?.reduce((x, y) => x + y)).toBe(5)
  })
})

describe('quorum recovery', () => {
  const recovering = (members = 3): Stage & { a: string; b: string } => {
    const stage = started({ members })
    const fresh = 'ee'.repeat(16)
    const { booth } = stage
    stage.disk.clear()
    if (booth !== undefined) {
      const at = booth.members.indexOf(stage.self)
      const incarnations = booth.incarnations.map((old, i) => (i === at ? fresh : old))
      stage.booth = { ...booth, number: 2, incarnations }
      stage.since.set(stage.self, 2)
    }
    stage.restart(fresh)
    return stage
  }
  const show = (
    stage: Stage,
    from: string,
    epoch: number,
    more = false,
    booth = 2,
    ...held: ReturnType<typeof registerOf>[]
  ): void => {
    const pull = stage.last('pull', from)
    const { run = 0, id = 0 } = pull ?? {}
    stage.say(
      from,
      { type: 'pulled', run, id, epoch, more, registers: held, heldFrom: 0, forgottenTo: 0 },
      { booth }
    )
  }

  it('quorum: a member that lost its disk pulls from as many others as it must, then counts again', () => {
    const stage = recovering()
    show(stage, stage.a, 4, false, 2, registerOf('k', 'one', tag(1, 1)))
    expect(stage.machine.status(0).groups[0]?.fault, 'one is not enough').toBe('recovering')
    stage.say(stage.b, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['k'] })
    expect(stage.all('fetched')).toEqual([])
    show(stage, stage.b, 6, false, 2, registerOf('k', 'two', tag(1, 2)))
    const status = stage.machine.status(0).groups[0]
    expect(status).toMatchObject({ fault: undefined, epoch: 6, registers: 1 })
    stage.say(stage.b, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['k'] })
    expect(stage.last('fetched')?.registers[0]?.tag).toEqual(tag(1, 2))
    stage.say(stage.a, { type: 'claim', epoch: 6, probe: false })
    expect(stage.last('deny')?.epoch, 'an epoch that it may have granted').toBe(6)
  })

  it('quorum: members that do not know of its booth do not count, nor is a part enough', () => {
    const stage = recovering()
    show(stage, stage.a, 1, false, 1)
    show(stage, stage.b, 1, false, 1)
    expect(stage.machine.status(0).groups[0]?.fault).toBe('recovering')
    stage.run(3_000)
    show(stage, stage.a, 1, true, 2, registerOf('k', 'one', tag(1, 1)))
    show(stage, stage.b, 1)
    expect(stage.machine.status(0).groups[0]?.fault).toBe('recovering')
    expect(stage.last('pull', stage.a)?.after).toBe('k')
    show(stage, stage.a, 1)
    expect(stage.machine.status(0).groups[0]?.fault).toBeUndefined()
  })

  it('quorum: a member from the beginning that hears of the first booth in a later one counts at once', () => {
    const stage = createStage()
    const first = stage.booth
    stage.booth = undefined
    stage.start()
    stage.booth = first && { ...first, number: 2 }
    stage.run(100)
    expect(stage.machine.status(0).groups[0]?.fault).toBeUndefined()
    expect(stage.all('pull')).toEqual([])
  })

  it('quorum: who knows less of booths than who asks shows nothing to recover from', () => {
    const stage = started()
    const span = { from: '', to: '', after: '', reverse: false }
    stage.say(stage.a, { type: 'pull', run: 1, id: 1, ...span }, { booth: 2 })
    expect(stage.all('pulled')).toEqual([])
    stage.say(stage.a, { type: 'pull', run: 1, id: 1, ...span }, { booth: 1 })
    expect(stage.all('pulled').length).toBe(1)
  })

  it('quorum: what it is given while it recovers is neither taken nor acknowledged', () => {
    const stage = recovering()
    store(stage, stage.a, registerOf('k', 'late', tag(1, 5)))
    expect(stage.all('stored')).toEqual([])
    show(stage, stage.a, 1)
    show(stage, stage.b, 1)
    expect(stage.machine.status(0).groups[0]?.registers).toBe(0)
  })

  it('quorum: what was pulled from ended epochs is shown, and counts as held by nobody', () => {
    const stage = recovering()
    const one = registerOf('k', 'one', tag(1, 1))
    show(stage, stage.a, 2, false, 2, one)
    show(stage, stage.b, 2)
    stage.restart('ee'.repeat(16))
    stage.said.length = 0
    stage.say(stage.b, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['k'] })
    expect(stage.last('fetched')).toMatchObject({ registers: [one], heldFrom: 2, forgottenTo: 0 })
    stage.say(stage.b, { type: 'pull', run: 1, id: 3, from: '', to: '', after: '', reverse: false })
    expect(stage.last('pulled')).toMatchObject({ registers: [one], heldFrom: 2, forgottenTo: 0 })
    store(stage, stage.a, one)
    expect(stage.last('stored')?.refused, 'its lost disk did not show it to a leader').toEqual([0])
    stage.get('x', 'k')
    stage.run(10)
    stage.show(stage.a, [one])
    stage.run(10)
    expect(stage.replies.has('x'), 'one holds it, and this one has pulled it').toBe(false)
    const settle = stage.last('forward')?.items.find((item) => item.type === 'settle')
    expect(settle, 'the leader is to take it over').toMatchObject({ key: 'k' })
    store(stage, stage.b, registerOf('k', 'one', tag(2, 1)))
    expect(stage.last('stored')?.refused).toEqual([])
  })

  it('quorum: a disk that is put back after another counted in its place recovers like an empty one', () => {
    const stage = started()
    const { a, b, booth } = stage
    const one = registerOf('k', 'one', tag(1, 1))
    store(stage, a, one)
    const asks = (): void => stage.say(b, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['k'] })
    if (booth !== undefined) {
      stage.booth = { ...booth, number: 2 }
      stage.restart()
      asks()
      expect(stage.all('fetched').length, 'others have changed their disks').toBe(1)
      stage.booth = { ...booth, number: 4 }
      stage.since.set(stage.self, 4)
    }
    stage.restart()
    asks()
    expect(stage.machine.status(0).groups[0]).toMatchObject({
      role: 'learner',
      fault: 'recovering'
    })
    expect(stage.all('fetched')).toEqual([])
    show(stage, a, 3, false, 4)
    show(stage, b, 3, false, 4)
    asks()
    expect(stage.last('fetched'), 'what it has is shown').toMatchObject({
      registers: [one],
      heldFrom: 3,
      forgottenTo: 0
    })
    stage.restart()
    expect(stage.machine.status(0).groups[0]?.fault, 'for good').toBeUndefined()
  })

  it('quorum: a member that does not count does not tell the leader that it is there', () => {
    const stage = recovering()
    stage.say(stage.b, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 }, { booth: 2 })
    expect(stage.all('beaten')).toEqual([])
    show(stage, stage.a, 2)
    show(stage, stage.b, 2)
    stage.say(stage.b, { type: 'beat', epoch: 2, seq: 2, forgottenTo: 0 }, { booth: 2 })
    expect(stage.all('beaten').length).toBe(1)
  })

  it('quorum: an answer of a data directory that is lost does not count', () => {
    const stage = started({ place: 2 })
    const { a, b } = stage
    deletes(stage, a)
    replaceDisk(stage, a)
    stage.store(a)
    expect(stage.replies.has('x'), 'its old disk').toBe(false)
    stage.store(b)
    expect(stage.replies.get('x')?.type).toBe('ok')
  })

  it('quorum: what a disk acknowledged counts no more when that disk is lost', () => {
    const stage = started({ members: 5, place: 4 })
    const [a = '', b = '', c = ''] = stage.others
    deletes(stage, a, b)
    stage.store(a)
    replaceDisk(stage, a)
    stage.store(b)
    expect(stage.replies.has('x'), 'two disks and one that is gone').toBe(false)
    stage.store(c)
    expect(stage.replies.get('x')?.type).toBe('ok')
  })

  it('quorum: what a disk acknowledged counts no more when another counted in its place since', () => {
    const stage = started({ place: 2 })
    const { a, b } = stage
    deletes(stage, a)
    const sent = stage.last('store', a)
    // It does not know that it was away.
    putDiskBack(stage, a)
    const { run = 0, id = 0 } = sent ?? {}
    const stored = { type: 'stored', run, id, epoch: 1, refused: [] } as const
    stage.say(a, stored, { booth: 1 })
    expect(stage.replies.has('x')).toBe(false)
    stage.say(a, stored, { booth: 3 })
    expect(stage.replies.get('x')?.type).toBe('ok')
    stage.ask('y', { type: 'delete', key: 'k', wantsPrevious: false })
    stage.run(10)
    stage.store(b)
    expect(stage.replies.get('y')?.type).toBe('ok')
  })

  it('quorum: what a disk had acknowledged counts no more when it comes back', () => {
    const stage = started({ members: 5, place: 4 })
    const [a = '', b = '', c = ''] = stage.others
    deletes(stage, a, b)
    stage.store(a)
    putDiskBack(stage, a)
    stage.store(b)
    expect(stage.replies.has('x'), 'two disks and one that was away').toBe(false)
    stage.store(c)
    expect(stage.replies.get('x')?.type).toBe('ok')
  })

  it('quorum: an answer from a later booth than the own one does not count yet', () => {
    const stage = started({ place: 2 })
    deletes(stage, stage.a)
    const sent = stage.last('store', stage.a)
    const { run = 0, id = 0 } = sent ?? {}
    const stored = { type: 'stored', run, id, epoch: 1, refused: [] } as const
    stage.say(stage.a, stored, { booth: 2 })
    expect(stage.replies.has('x')).toBe(false)
    stage.say(stage.a, stored, { booth: 1 })
    expect(stage.replies.get('x')?.type).toBe('ok')
  })
})
