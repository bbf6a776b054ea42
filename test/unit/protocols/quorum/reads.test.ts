/** Reads: what is told is held by as many members as a write asks, whoever was asked. */
import { describe, expect, it } from 'vitest'
import type { Queried } from '../../../../src/core/group-request.ts'
import { quorumSpec } from '../../../../src/protocols/quorum/index.ts'
import { PENDING_MAX } from '../../../../src/protocols/quorum/limits.ts'
import { decodeAnswer, encodeQuery, SCAN_DEFAULTS } from '../../../../src/state/kv/index.ts'
import { NEW_DISK, replaceDisk, shownTo } from './led.ts'
import { createStage, put, registerOf, type Stage, type StageOptions } from './stage.ts'

const started = (options: StageOptions = {}): Stage & { a: string; b: string } => {
  const stage = createStage({ place: 0, ...options })
  stage.start()
  const [a = '', b = ''] = stage.others
  return Object.assign(stage, { a, b })
}

const tag = (epoch: number, counter: number) => ({ epoch, counter, node: 130 })
const give = (stage: Stage, from: string, ...registers: ReturnType<typeof registerOf>[]): void =>
  stage.say(from, { type: 'store', run: 7, id: 0, epoch: 0, registers })

describe('quorum reads', () => {
  it('quorum: one round when members agree, and no leader is needed', () => {
    const stage = started()
    const one = registerOf('k', 'one', tag(1, 1))
    give(stage, stage.a, one)
    stage.get('x', 'k')
    stage.run(10)
    expect(stage.last('fetch')?.epoch).toBe(0)
    expect(stage.replies.has('x'), 'alone it knows nothing').toBe(false)
    stage.show(stage.b, [one])
    expect(shownTo(stage, 'x')).toBe('one')
    expect(stage.all('store')).toEqual([])
  })

  it('quorum: no more members are asked than are needed, and all when one of them is slow', () => {
    const stage = started({ members: 5 })
    stage.get('x', 'k')
    stage.run(10)
    const asked = stage.all('fetch').map(({ to }) => to)
    expect(asked.length).toBe(2)
    stage.run(150)
    expect(new Set(stage.all('fetch').map(({ to }) => to)).size).toBe(4)
    stage.said.length = 0
    stage.get('y', 'k')
    stage.run(10)
    const { id = 0 } = stage.last('fetch') ?? {}
    const next = stage.all('fetch').filter((message) => message.id === id)
    expect(
      next.some(({ to }) => asked.includes(to)),
      'the slow ones are asked last'
    ).toBe(false)
  })

  it('quorum: a value that too few hold is written back before it is told', () => {
    const stage = started()
    const two = registerOf('k', 'two', tag(1, 2))
    give(stage, stage.a, registerOf('k', 'one', tag(1, 1)))
    stage.get('x', 'k')
    stage.run(10)
    stage.show(stage.b, [two])
    expect(stage.replies.has('x')).toBe(false)
    expect(stage.last('store')?.registers[0]?.tag).toEqual(tag(1, 2))
    expect(stage.last('store')?.epoch, 'who reads does not lead').toBe(0)
    stage.store(stage.b)
    expect(shownTo(stage, 'x')).toBe('two')
  })

  it('quorum: with fewer readers than writers, readers that agree are not enough', () => {
    const stage = started({ members: 5, rules: { reads: 2, writes: 4 } })
    const one = registerOf('k', 'one', tag(1, 1))
    give(stage, stage.a, one)
    stage.get('x', 'k')
    stage.run(10)
    stage.show(stage.a, [one])
    stage.run(200)
    expect(stage.replies.has('x'), 'others may miss it').toBe(false)
    const [a = '', b = '', c = ''] = stage.others
    stage.store(a)
    stage.store(b)
    expect(stage.replies.has('x')).toBe(false)
    stage.store(c)
    expect(shownTo(stage, 'x')).toBe('one')
  })

  it('quorum: a value of an ended epoch is taken over by the leader before it is told', () => {
    const stage = started()
    stage.say(stage.b, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 })
    stage.get('x', 'k')
    stage.run(10)
    stage.show(stage.a, [registerOf('k', 'late', tag(1, 9))])
    stage.run(10)
    expect(stage.replies.has('x')).toBe(false)
    const asked = stage.last('forward', stage.b)
    expect(asked?.items[0]).toMatchObject({ type: 'settle', key: 'k' })
    const settled = registerOf('k', 'early', tag(2, 1))
    give(stage, stage.b, settled)
    const { run = 0, items = [] } = asked ?? {}
    const outcome = { type: 'done', result: new Uint8Array(0), revision: 1 } as const
    const answers = [{ ticket: items[0]?.ticket ?? 0, outcome }]
    stage.say(stage.b, {
      type: 'answers',
      run,
      leader: stage.b,
      term: 2,
      answers,
      origin: undefined
    })
    stage.run(10)
    stage.show(stage.b, [settled])
    expect(shownTo(stage, 'x')).toBe('early')
  })

  it('quorum: whoever lags is told in passing', () => {
    const stage = started({ members: 5, rules: { reads: 4, writes: 3 } })
    const two = registerOf('k', 'two', tag(1, 2))
    give(stage, stage.a, two)
    stage.get('x', 'k')
    stage.run(10)
    const [a = '', b = '', c = ''] = stage.others
    stage.show(a, [two])
    stage.show(b, [two])
    stage.show(c, [])
    expect(shownTo(stage, 'x')).toBe('two')
    expect(stage.all('store').map(({ to, id }) => [to, id])).toEqual([[c, 0]])
  })

  it('quorum: who has only pulled a value since its disk was lost does not count as a holder', () => {
    const stage = started()
    const one = registerOf('k', 'one', tag(1, 1))
    give(stage, stage.a, one)
    stage.get('x', 'k')
    stage.run(10)
    stage.show(stage.b, [one], 2, { heldFrom: 2 })
    stage.run(10)
    expect(stage.replies.has('x')).toBe(false)
    stage.query('scan', encodeQuery({ ...SCAN_DEFAULTS, limit: 10 }))
    const { run = 0, id = 0 } = stage.last('pull', stage.b) ?? {}
    const page = { epoch: 2, more: false, registers: [one], heldFrom: 2, forgottenTo: 0 }
    stage.say(stage.b, { type: 'pulled', run, id, ...page })
    expect(stage.replies.has('scan')).toBe(false)
    stage.get('y', 'k')
    stage.run(10)
    stage.show(stage.b, [one], 2, { heldFrom: 1 })
    expect(stage.replies.get('y')?.type).toBe('ok')
  })

  it('quorum: an answer to an earlier run of this member is no answer', () => {
    const stage = started()
    stage.get('x', 'k')
    stage.run(10)
    const { run = 0, id = 0 } = stage.last('fetch') ?? {}
    const nothing = { first: 0, count: 1, registers: [], heldFrom: 0, forgottenTo: 0 } as const
    const answer = { type: 'fetched', id, epoch: 0, ...nothing } as const
    stage.say(stage.a, { ...answer, run: run + 1 })
    expect(stage.replies.has('x')).toBe(false)
    stage.say(stage.a, { ...answer, run })
    expect(shownTo(stage, 'x')).toBeUndefined()
    expect(stage.replies.get('x')?.type).toBe('ok')
  })

  it('quorum: neither a page nor an acknowledgement for an earlier run of this member is an answer', () => {
    const stage = started()
    const one = registerOf('k', 'one', tag(1, 1))
    stage.query('scan', encodeQuery({ ...SCAN_DEFAULTS, limit: 10 }))
    const pull = stage.last('pull', stage.a)
    const page = { id: pull?.id ?? 0, epoch: 1, more: false, heldFrom: 0, forgottenTo: 0 } as const
    const show = (run: number): void =>
      stage.say(stage.a, { type: 'pulled', run, ...page, registers: [one] })
    const run = pull?.run ?? 0
    show(run + 1)
    expect(stage.last('store')).toBeUndefined()
    show(run)
    const { id = 0 } = stage.last('store', stage.a) ?? {}
    const stored = { type: 'stored', id, epoch: 1, refused: [] } as const
    stage.say(stage.b, { ...stored, run: run + 1 })
    expect(stage.replies.has('scan'), 'it is written back').toBe(false)
    stage.say(stage.b, { ...stored, run })
    expect(stage.replies.get('scan')?.type).toBe('ok')
  })

  it('quorum: a scan goes page by page, and no further than the shortest page', () => {
    const stage = started()
    const all = ['a', 'b', 'c', 'd'].map((key, i) => registerOf(key, key, tag(1, i + 1)))
    give(stage, stage.a, ...all)
    const question = encodeQuery({ ...SCAN_DEFAULTS, limit: 10 })
    stage.query('scan', question)
    const first = stage.last('pull', stage.a)
    if (first === undefined) {
      throw new Error('no question for a page')
    }
    const half = { epoch: 1, more: true, registers: all.slice(0, 2), heldFrom: 0, forgottenTo: 0 }
    stage.say(stage.a, { type: 'pulled', run: first.run, id: first.id, ...half })
    const next = stage.last('pull', stage.a)
    expect(next?.after).toBe('b')
    const rest = { epoch: 1, more: false, registers: all.slice(2), heldFrom: 0, forgottenTo: 0 }
    stage.say(stage.a, { type: 'pulled', run: first.run, id: next?.id ?? 0, ...rest })
    const reply = stage.replies.get('scan')
    const answer = reply?.type === 'ok' ? decodeAnswer((reply.value as Queried).result) : undefined
    expect(answer?.type === 'scan' ? answer.entries.map(({ key }) => key) : reply).toEqual([
      ...'abcd'
    ])
  })

  it('quorum: where one member is enough a count of many pages holds nothing else up', () => {
    const keys = 3_000
    const stage = createStage({ members: 1, place: 0, options: { pageMax: 1 } })
    stage.start()
    stage.run(5_000)
    stage.together(() => {
      for (let i = 0; i < keys; i++) {
        stage.ask(`put-${i}`, put(`key-${i}`, 'v'))
      }
    })
    stage.run(1_000)
    stage.together(() => {
      stage.query('count', encodeQuery({ type: 'stats' }))
      stage.get('get', 'key-7')
    })
    stage.run(10)
    expect([...stage.replies.keys()].slice(-2), 'in between').toEqual(['get', 'count'])
    const reply = stage.replies.get('count')
    const answer = reply?.type === 'ok' ? decodeAnswer((reply.value as Queried).result) : undefined
    expect(answer).toMatchObject({ type: 'stats', keys })
  })

  it('quorum: a member whose seat has changed is asked for its page again', () => {
    const stage = started({ rules: { reads: 3, writes: 2 } })
    const answer = (from: string): void => {
      const { run = 0, id = 0 } = stage.last('pull', from) ?? {}
      const page = { epoch: 0, more: false, registers: [], heldFrom: 0, forgottenTo: 0 }
      stage.say(from, { type: 'pulled', run, id, ...page })
    }
    stage.query('x', encodeQuery({ type: 'stats' }))
    stage.run(10)
    answer(stage.a)
    // A booth later it is known that this member has been one without a gap only since then.
    const { members = [], incarnations = [] } = stage.booth ?? {}
    stage.booth = { number: 2, members, incarnations }
    stage.since.set(stage.a, 2)
    answer(stage.b)
    expect(stage.replies.has('x'), 'what it has shown counts no more').toBe(false)
    stage.said.length = 0
    stage.run(1_000)
    expect(new Set(stage.all('pull').map(({ to }) => to))).toEqual(new Set([stage.a]))
    answer(stage.a)
    expect(stage.replies.get('x')?.type).toBe('ok')
  })

  it('quorum: what is shown counts only from the data directory that the booth names', () => {
    const stage = started()
    const nothing = { epoch: 0, registers: [], heldFrom: 0, forgottenTo: 0 } as const
    stage.query('scan', encodeQuery({ ...SCAN_DEFAULTS, limit: 10 }))
    stage.get('get', 'k')
    stage.run(10)
    replaceDisk(stage, stage.a)
    const show = (named: { incarnation?: string }): void => {
      const pull = stage.last('pull', stage.a)
      const page = { run: pull?.run ?? 0, id: pull?.id ?? 0, more: false, ...nothing }
      stage.say(stage.a, { type: 'pulled', ...page }, named)
      const fetch = stage.last('fetch')
      const part = { run: fetch?.run ?? 0, id: fetch?.id ?? 0, first: 0, count: 1, ...nothing }
      stage.say(stage.a, { type: 'fetched', ...part }, named)
    }
    show({})
    expect([...stage.replies.keys()], 'its old disk').toEqual([])
    show({ incarnation: NEW_DISK })
    expect([...stage.replies].map(([id, { type }]) => `${id} ${type}`)).toEqual([
      'scan ok',
      'get ok'
    ])
  })

  it('quorum: what a disk has shown of a key counts no more when that disk is lost', () => {
    const stage = started({ members: 5 })
    const [a = '', b = '', c = ''] = stage.others
    stage.get('x', 'k')
    stage.run(10)
    stage.show(a, [])
    replaceDisk(stage, a)
    stage.show(b, [])
    expect(stage.replies.has('x'), 'two disks and one that is gone').toBe(false)
    stage.show(c, [])
    expect(stage.replies.get('x')?.type).toBe('ok')
  })

  it('quorum: what a lost disk has shown of one key is not added to what the new one shows of another', () => {
    const stage = started()
    stage.together(() => {
      stage.get('x', 'k')
      stage.get('y', 'l')
    })
    const { run = 0, id = 0, keys = [] } = stage.last('fetch') ?? {}
    expect(keys).toEqual(['k', 'l'])
    const show = (first: number, incarnation?: string): void => {
      const part = { first, count: 1, registers: [], heldFrom: 0, forgottenTo: 0 } as const
      const named = incarnation === undefined ? {} : { incarnation }
      stage.say(stage.a, { type: 'fetched', run, id, epoch: 0, ...part }, named)
    }
    show(0)
    replaceDisk(stage, stage.a)
    show(1, NEW_DISK)
    expect([...stage.replies.keys()], 'the new one has not shown the first key').toEqual([])
    show(0, NEW_DISK)
    expect([...stage.replies.keys()].sort()).toEqual(['x', 'y'])
  })

  it('quorum: a scan waits once for all keys that the leader has to take over', () => {
    const stage = started()
    stage.say(stage.b, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 })
    const question = encodeQuery({ ...SCAN_DEFAULTS, limit: 10 })
    stage.query('scan', question)
    stage.run(10)
    const late = ['a', 'b'].map((key, i) => registerOf(key, key, tag(1, i + 1)))
    const { run = 0, id = 0 } = stage.last('pull', stage.a) ?? {}
    stage.say(stage.a, {
      ...{ type: 'pulled', run, id, epoch: 1, more: false, heldFrom: 0, forgottenTo: 0 },
      registers: late
    })
    stage.run(10)
    const asked = stage.last('forward', stage.b)?.items ?? []
    expect(asked.map((item) => item.type === 'settle' && item.key)).toEqual(['a', 'b'])
    const pulls = stage.all('pull').length
    const outcome = { type: 'done', result: new Uint8Array(0), revision: 1 } as const
    const settled = ['a', 'b'].map((key, i) => registerOf(key, key, tag(2, i + 1)))
    give(stage, stage.b, ...settled)
    for (const { ticket } of asked) {
      expect(stage.all('pull').length, 'not yet').toBe(pulls)
      const answers = [{ ticket, outcome }]
      const named = { leader: stage.b, term: 2, origin: undefined }
      stage.say(stage.b, { type: 'answers', run, ...named, answers })
    }
    const again = stage.last('pull', stage.b)
    expect(again?.after).toBe('')
    const whole = { epoch: 2, more: false, registers: settled, heldFrom: 0, forgottenTo: 0 }
    stage.say(stage.b, { type: 'pulled', run, id: again?.id ?? 0, ...whole })
    expect(stage.replies.get('scan')?.type).toBe('ok')
  })

  it('quorum: many keys are asked for in questions that fit a message each', () => {
    const stage = started()
    const keys = Array.from({ length: 5_000 }, (_, i) => `${i}`.padEnd(500, '.'))
    stage.together(() => {
      for (const key of keys) {
        stage.get(key, key)
      }
    })
    const asked = new Set<string>()
    for (const question of stage.all('fetch')) {
      expect(quorumSpec.decode(quorumSpec.encode(question)).type).toBe('fetch')
      for (const key of question.keys) {
        asked.add(key)
      }
    }
    expect(asked.size).toBe(keys.length)
  })

  it('quorum: no more questions wait at a member than it has room for', () => {
    const stage = started()
    const question = encodeQuery({ type: 'get', key: 'k' })
    const ask = (from: number, count: number): void => {
      const items = Array.from({ length: count }, (_, i) => {
        return { type: 'question', ticket: from + i, question } as const
      })
      const way = { run: 1, relay: false, term: 0, origin: undefined, waitMs: 1_000 }
      stage.say(stage.a, { type: 'forward', ...way, items })
    }
    for (let i = 0; i < PENDING_MAX; i += 4_096) {
      ask(i, 4_096)
    }
    expect(stage.all('answers')).toEqual([])
    ask(PENDING_MAX, 1)
    const busy = { ticket: PENDING_MAX, outcome: { type: 'busy' } }
    expect(stage.last('answers')?.answers).toEqual([busy])
  })

  it('quorum: a question that nobody answers is refused in time', () => {
    const stage = started()
    stage.get('x', 'k')
    stage.run(6_000)
    expect(stage.replies.get('x')).toMatchObject({ type: 'refused', retry: true })
    expect(stage.machine.status(0).groups[0]?.reading).toBe(0)
  })
})
