/** Deleted keys: who keeps them for how long, and what is told of them when nobody does any more. */
import { describe, expect, it } from 'vitest'
import { encodeQuery, SCAN_DEFAULTS } from '../../../../src/state/kv/index.ts'
import { gone, KEPT_MS, leadingOver, live } from './deleted.ts'
import {
  give,
  keysOf,
  type Led,
  nextBooth,
  page,
  reignOverAll,
  type Shown,
  shownTo
} from './led.ts'
import { createStage, put, registerOf, type Stage } from './stage.ts'

const HELD = [gone, live]

const reign = (stage: Led, forMs: number, b: Shown | 'away' = {}, a: Shown = {}): void => {
  const shownByB = b === 'away' ? b : { registers: HELD, ...b }
  reignOverAll(stage, forMs, { registers: HELD, ...a }, shownByB)
}

const forgottenBy = (stage: Stage): number | undefined => stage.last('beat')?.forgottenTo

describe('quorum: deleted keys', () => {
  it('quorum: what was deleted is kept for its time, then forgotten when all members hold it', () => {
    const stage = leadingOver()
    expect(stage.machine.status(0).groups[0]).toMatchObject({ registers: 2, deleted: 1 })
    reign(stage, KEPT_MS - 300)
    expect([forgottenBy(stage), keysOf(stage)]).toEqual([0, ['gone', 'live']])
    reign(stage, 600)
    expect([forgottenBy(stage), keysOf(stage)]).toEqual([1, ['live']])
    expect(stage.machine.status(0).groups[0]).toMatchObject({ registers: 1, deleted: 0 })
    expect(stage.all('store'), 'nothing had to be written again').toEqual([])
    reign(stage, 5 * KEPT_MS)
    expect(stage.last('beat')?.epoch, 'there is nothing more to forget').toBe(2)
  })

  it('quorum: whoever leads next counts on from when the epoch ended', () => {
    const stage = leadingOver()
    reign(stage, KEPT_MS / 2)
    stage.say(stage.b, { type: 'beat', epoch: 3, seq: 1, forgottenTo: 0 })
    stage.run(100)
    expect(stage.machine.status(0).groups[0]?.role).toBe('follower')
    stage.said.length = 0
    stage.lead(4)
    const sinceMs = stage.nowMs
    reign(stage, KEPT_MS / 2, { epoch: 4 }, { epoch: 4 })
    expect([forgottenBy(stage), keysOf(stage)]).toEqual([1, ['live']])
    expect(stage.nowMs - sinceMs).toBeLessThan(KEPT_MS)
  })

  it('quorum: while a member is away nothing is forgotten', () => {
    const stage = leadingOver()
    reign(stage, 3 * KEPT_MS, 'away')
    expect([forgottenBy(stage), keysOf(stage)]).toEqual([0, ['gone', 'live']])
    reign(stage, 3 * KEPT_MS)
    expect([forgottenBy(stage), keysOf(stage)], 'it has come back').toEqual([1, ['live']])
  })

  it('quorum: who has not begun the epoch may still take up what was deleted', () => {
    const stage = leadingOver()
    reign(stage, 3 * KEPT_MS, { epoch: 1 })
    expect(forgottenBy(stage)).toBe(0)
    reign(stage, 3 * KEPT_MS)
    expect(forgottenBy(stage), 'all are looked at again').toBe(1)
  })

  it('quorum: what a member lacks is written again, and nothing is forgotten until that is done', () => {
    const stage = leadingOver()
    const old = registerOf('live', 'old', { epoch: 1, counter: 1, node: 0 })
    reign(stage, 3 * KEPT_MS, { registers: [gone, old] })
    expect(forgottenBy(stage)).toBe(0)
    stage.show(stage.a, [live])
    stage.run(10)
    const written = stage.last('store')?.registers ?? []
    expect(written.map(({ key, tag }) => [key, tag.epoch])).toEqual([['live', 2]])
    reign(stage, 500, { registers: [gone, old] })
    expect(forgottenBy(stage)).toBe(0)
    stage.store(stage.a)
    reign(stage, 500, { registers: [gone, ...written] })
    expect(forgottenBy(stage)).toBe(1)
  })

  it('quorum: what the log lacks is written again, and forgotten an epoch later', () => {
    const stage = leadingOver()
    stage.horizons.clear()
    reign(stage, 300)
    stage.show(stage.a, [gone, live])
    stage.run(10)
    stage.store(stage.a)
    reign(stage, 3 * KEPT_MS)
    expect([forgottenBy(stage), keysOf(stage)]).toEqual([1, ['gone', 'live']])
    expect(stage.last('beat')?.epoch, 'the log has not taken it yet').toBe(2)
    const { id = '', batch } = stage.batches.at(-1) ?? {}
    stage.ask('x', put('live', 'more'))
    stage.run(10)
    stage.store(stage.a)
    stage.horizons.set(2, batch?.upTo ?? 0)
    stage.machine.archived(id, true)
    stage.said.length = 0
    stage.run(200)
    expect(stage.last('claim'), 'another epoch').toMatchObject({ epoch: 3, probe: false })
  })

  /** What is left was deleted in the epoch that it leads, and the log has it. */
  const due = (): Led => {
    const stage = leadingOver()
    const last = registerOf('gone', undefined, { epoch: 2, counter: 1, node: 0 })
    give(stage, stage.a, last)
    reign(stage, KEPT_MS - 300)
    stage.said.length = 0
    return stage
  }

  /** The same, and a write of a key is under way. */
  const writing = (): Led => {
    const stage = due()
    stage.ask('x', put('live', 'w'))
    stage.run(10)
    stage.show(stage.a, HELD)
    stage.run(10)
    return stage
  }

  it('quorum: another epoch begins when it helps: all members are there, and are looked at', () => {
    const away = due()
    // Of who was heard a moment ago it is not known yet that it is away.
    away.disconnect(away.b)
    away.said.length = 0
    for (let ms = 0; ms < 2 * KEPT_MS; ms += 100) {
      const { epoch = 2, seq = 0 } = away.last('beat') ?? {}
      away.say(away.a, { type: 'beaten', epoch, seq })
      page(away, away.a, { registers: HELD })
      away.run(100)
    }
    expect(away.last('claim')).toBeUndefined()
    const stage = due()
    reign(stage, 500)
    expect(stage.last('claim')).toMatchObject({ epoch: 3 })
  })

  it('quorum: an epoch ends when what is under way is done, and takes nothing more until then', () => {
    const stage = writing()
    const isWritten = (key: string): boolean =>
      stage.all('store').some(({ registers }) => registers.some((one) => one.key === key))
    reign(stage, 400)
    stage.ask('y', put('live', 'later'))
    const stores = stage.all('store').length
    stage.run(100)
    expect(stage.last('claim'), 'not while a write is under way').toBeUndefined()
    stage.store(stage.a)
    expect(stage.replies.get('x')?.type).toBe('ok')
    stage.run(10)
    expect(stage.last('claim')).toMatchObject({ epoch: 3 })
    expect([isWritten('live'), stage.all('store').length]).toEqual([true, stores])
  })

  it('quorum: what came while an epoch ended is done in the next one, whatever its key forgot', () => {
    const stage = due()
    for (let i = 0; i < 6; i++) {
      stage.ask(`w${i}`, put('live', `${i}`))
      stage.run(5)
      if (i === 0) {
        stage.show(stage.a, HELD)
        stage.run(5)
      }
      stage.store(stage.a)
    }
    const { id = '', batch } = stage.batches.at(-1) ?? {}
    stage.ask('x', put('live', 'last'))
    stage.run(5)
    stage.horizons.set(2, 1_000)
    stage.machine.archived(id, batch !== undefined)
    reign(stage, 700)
    stage.ask('late', put('live', 'late'))
    stage.run(5)
    stage.store(stage.a)
    const [newest] = stage.last('store')?.registers ?? []
    stage.run(60)
    expect([stage.replies.get('x')?.type, stage.replies.get('late')]).toEqual(['ok', undefined])
    expect(stage.last('claim')).toMatchObject({ epoch: 3, probe: false })
    for (const peer of stage.others) {
      stage.say(peer, { type: 'grant', epoch: 3, probe: false })
    }
    stage.run(300)
    stage.show(stage.a, newest === undefined ? [] : [newest], 3)
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('late')?.type).toBe('ok')
  })

  it('quorum: whoever does not count any more when its epoch ends begins no other', () => {
    const stage = writing()
    reign(stage, 400)
    const { members = [], incarnations = [] } = stage.booth ?? {}
    const others = incarnations.map((old, i) => (members[i] === stage.self ? 'ff'.repeat(16) : old))
    const next = nextBooth(stage)
    stage.together(() => {
      stage.store(stage.a)
      stage.booth = next && { ...next, incarnations: others }
    })
    expect(stage.replies.get('x')?.type).toBe('ok')
    expect(stage.last('claim')).toBeUndefined()
  })

  it('quorum: the last half of the epochs is for elections', () => {
    const stage = createStage({ place: 2, options: { deletedMs: KEPT_MS } })
    stage.start()
    const [a = '', b = ''] = stage.others
    const led: Led = Object.assign(stage, { a, b })
    const epoch = 2 ** 20
    const atEnd = registerOf('end', 'v', { epoch: epoch - 1, counter: 1, node: 0 })
    give(stage, a, atEnd)
    stage.horizons.set(epoch - 1, 1)
    stage.lead(epoch)
    const last = registerOf('gone', undefined, { epoch, counter: 1, node: 0 })
    give(stage, a, last)
    stage.said.length = 0
    const shown = { epoch, registers: [atEnd, last] }
    reignOverAll(led, 5 * KEPT_MS, shown)
    expect(stage.last('beat')).toMatchObject({ epoch, forgottenTo: epoch - 1 })
    expect(stage.last('claim')).toBeUndefined()
  })

  it('quorum: a write that is under way holds it up: what it followed may be with few', () => {
    const stage = leadingOver()
    stage.ask('x', put('new', 'v'))
    stage.run(10)
    stage.show(stage.a, [])
    stage.run(10)
    reign(stage, 3 * KEPT_MS)
    expect(forgottenBy(stage)).toBe(0)
    stage.store(stage.a)
    reign(stage, 300)
    expect(forgottenBy(stage)).toBe(1)
  })

  it('quorum: a booth that began meanwhile may have another member: all are looked at again', () => {
    const stage = leadingOver()
    stage.ask('x', put('new', 'v'))
    stage.run(10)
    stage.show(stage.a, [])
    reign(stage, 300)
    stage.booth = nextBooth(stage)
    stage.store(stage.a)
    stage.said.length = 0
    stage.run(2 * KEPT_MS)
    expect(forgottenBy(stage)).toBe(0)
  })
})

describe('quorum: members that forget', () => {
  const following = (): Led => {
    const stage = createStage({ place: 0 })
    stage.start()
    const [a = '', b = ''] = stage.others
    give(stage, a, gone, live)
    return Object.assign(stage, { a, b })
  }
  const beat = (stage: Led, forgottenTo: number, epoch = 3): void => {
    stage.say(stage.b, { type: 'beat', epoch, seq: 1, forgottenTo })
    stage.run(100)
  }

  it('quorum: a member forgets what its leader says, and nothing that is live or newer', () => {
    const stage = following()
    const later = registerOf('later', undefined, { epoch: 2, counter: 1, node: 0 })
    give(stage, stage.a, later)
    beat(stage, 0)
    expect(keysOf(stage)).toEqual(['gone', 'live', 'later'])
    beat(stage, 1)
    expect(keysOf(stage)).toEqual(['live', 'later'])
    beat(stage, 0)
    give(stage, stage.a, gone)
    expect(keysOf(stage), 'it is not taken up again').toEqual(['live', 'later'])
    expect(stage.last('stored')?.refused).toEqual([0])
    stage.restart()
    stage.say(stage.a, { type: 'fetch', run: 1, id: 2, epoch: 0, keys: ['gone'] })
    expect(stage.last('fetched')).toMatchObject({ registers: [], forgottenTo: 1 })
    const span = { from: '', to: '', after: '', reverse: false }
    stage.say(stage.a, { type: 'pull', run: 1, id: 3, ...span })
    expect(stage.last('pulled')).toMatchObject({ registers: [later, live], forgottenTo: 1 })
  })

  it('quorum: who does not know the booth of its leader may not count in it, and forgets nothing', () => {
    const stage = following()
    const beat = { type: 'beat', epoch: 3, seq: 1, forgottenTo: 1 } as const
    stage.say(stage.b, beat, { booth: 2 })
    stage.run(100)
    expect(keysOf(stage)).toEqual(['gone', 'live'])
    stage.booth = nextBooth(stage)
    stage.say(stage.b, beat, { booth: 2 })
    stage.run(100)
    expect(keysOf(stage)).toEqual(['live'])
  })

  it('quorum: much is forgotten a part at a time, and the rest after a restart', () => {
    const stage = following()
    const many = Array.from({ length: 3_000 }, (_, i) =>
      registerOf(`k-${i}`, undefined, { epoch: 1, counter: i + 3, node: 0 })
    )
    for (let i = 0; i < many.length; i += 1_000) {
      give(stage, stage.a, ...many.slice(i, i + 1_000))
    }
    stage.say(stage.b, { type: 'beat', epoch: 3, seq: 1, forgottenTo: 1 })
    stage.run(50)
    const left = keysOf(stage).length
    expect(left, 'not all in one write').toBeGreaterThan(1)
    stage.restart()
    stage.run(500)
    expect(keysOf(stage)).toEqual(['live'])
    expect(stage.machine.status(0).groups[0]).toMatchObject({ registers: 1, deleted: 0 })
  })
})

describe('quorum: what was forgotten', () => {
  const NEW_TERM = '00000003'
  const OLD_TERM = '00000002'

  it('quorum: where one has forgotten a key nothing is there, whatever others still show', () => {
    const stage = createStage({ place: 2, rules: { reads: 2, writes: 2 } })
    stage.start()
    const [a = ''] = stage.others
    give(stage, a, gone)
    stage.get('key', 'gone')
    stage.run(10)
    stage.show(a, [], 2, { forgottenTo: 1 })
    expect(stage.replies.get('key')?.type).toBe('ok')
    expect(shownTo(stage, 'key')).toBeUndefined()
    stage.query('scan', encodeQuery({ ...SCAN_DEFAULTS, limit: 10 }))
    stage.run(10)
    page(stage, a, { registers: [], forgottenTo: 1 })
    expect(stage.replies.get('scan')?.type).toBe('ok')
    expect(stage.all('store'), 'nothing has to be written back').toEqual([])
  })

  it('quorum: what followed a forgotten key is newer than it', () => {
    const stage = createStage({ place: 2 })
    stage.start()
    const [a = ''] = stage.others
    const next = registerOf('gone', 'next', { epoch: 2, counter: 1, node: 0 })
    give(stage, a, next)
    stage.get('key', 'gone')
    stage.run(10)
    stage.show(a, [], 2, { forgottenTo: 1 })
    stage.store(a)
    expect(shownTo(stage, 'key')).toBe('next')
  })

  it('quorum: an operation of a term that is forgotten is not done again', () => {
    const stage = createStage({ place: 2 })
    stage.start()
    const [a = ''] = stage.others
    give(stage, a, registerOf('other', 'v', { epoch: 2, counter: 1, node: 0 }))
    stage.lead(3)
    const client = 'ab'.repeat(12)
    stage.together(() => {
      stage.ask('old', put('gone', 'again'), `${OLD_TERM}${client}:1`)
      stage.ask('new', put('gone', 'next'), `${NEW_TERM}${client}:1`)
    })
    stage.show(a, [], 3, { forgottenTo: 2 })
    stage.run(10)
    stage.store(a)
    expect(stage.replies.get('old')?.type).toBe('unknown')
    expect(stage.replies.get('new')?.type).toBe('ok')
    expect(stage.last('store')?.registers[0]).toMatchObject({ forgotten: 2 })
  })
})
