/** Writes of a member of a group that nobody leads. */
import { describe, expect, it } from 'vitest'
import { encodeCommand } from '../../../../src/core/command.ts'
import type { Submitted } from '../../../../src/core/group-request.ts'
import type { QuorumOptions } from '../../../../src/protocols/quorum/index.ts'
import type { Tag } from '../../../../src/protocols/quorum/tag.ts'
import { OTHER_OPERATION } from '../../../../src/protocols/quorum/task.ts'
import { clientOf } from '../../../../src/protocols/quorum/term.ts'
import { decodeResult, encodeOperation, keyOfText } from '../../../../src/state/kv/index.ts'
import { NEW_DISK, replaceDisk, shownTo } from './led.ts'
import { createLinked } from './linked.ts'
import { createStage, put, registerOf, type Stage } from './stage.ts'

interface Free extends Stage {
  readonly a: string
  readonly b: string
}

const free = (options: QuorumOptions = {}): Free => {
  const stage = createStage({ place: 2, rules: { leaderless: true }, options })
  stage.start()
  const [a = '', b = ''] = stage.others
  return Object.assign(stage, { a, b })
}

/** Has `b` ask, as a vehicle that waits for so long, with numbers of one session. */
const asker = (stage: Free) => {
  const forward = { type: 'forward', run: 5, relay: false, term: 0, origin: undefined } as const
  const terms = [{ type: 'term', ticket: 1 }] as const
  stage.say(stage.b, { ...forward, items: terms, waitMs: 1_000 })
  const outcome = stage.last('answers', stage.b)?.answers[0]?.outcome
  const term = outcome?.type === 'term' ? outcome.term : 0
  const name = { client: clientOf(term, 'cd'.repeat(16)), ackedTo: 0, openedAt: 0 }
  return (seq: number, key: string, waitMs: number): void => {
    const operation = encodeOperation(put(key, 'v'))
    const entry = encodeCommand({ type: 'operation', ...name, seq, operation })
    stage.say(stage.b, { ...forward, items: [{ type: 'entry', ticket: seq, entry }], waitMs })
  }
}

describe('quorum writes without a leader', () => {
  it('quorum: every member writes above the newest value, and nobody is elected', () => {
    const stage = free()
    stage.run(3_000)
    expect(stage.all('claim')).toEqual([])
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    stage.show(stage.a, [registerOf('k', 'old', { epoch: 0, counter: 41, node: 130 })], 0)
    stage.run(10)
    const store = stage.last('store')
    expect(store?.registers[0]?.tag).toMatchObject({ epoch: 0, counter: 42 })
    expect(store?.isEarly, 'the own disk first').toBe(false)
    stage.store(stage.a)
    const reply = stage.replies.get('x')
    const { result } = (reply as { value: Submitted }).value
    expect(decodeResult(result)).toMatchObject({ type: 'put' })
  })

  it('quorum: another operation under a name is not done without a leader either', () => {
    const stage = free()
    const ask = asker(stage)
    const outcome = () => stage.last('answers', stage.b)?.answers[0]?.outcome
    ask(2, 'k', 1_000)
    stage.run(10)
    ask(2, 'l', 1_000)
    expect(outcome(), 'while it waits').toEqual(OTHER_OPERATION)
    stage.show(stage.a, [], 0)
    stage.run(10)
    stage.store(stage.a)
    expect(outcome()).toMatchObject({ type: 'done', revision: expect.any(Number) })
    ask(2, 'l', 1_000)
    expect(outcome(), 'when it is done').toEqual(OTHER_OPERATION)
    stage.run(10)
    expect(stage.all('fetch').some(({ keys }) => keys.includes(keyOfText('l')))).toBe(false)
  })

  it('quorum: a member that does not count names no term', () => {
    for (const isDamaged of [false, true]) {
      const stage = createStage({ place: 2, rules: { leaderless: true }, isDamaged })
      stage.start()
      const [a = ''] = stage.others
      const way = { run: 1, relay: false, term: 0, origin: undefined, waitMs: 1_000 }
      stage.say(a, { type: 'forward', ...way, items: [{ type: 'term', ticket: 1 }] })
      const { term = 0, answers = [] } = stage.last('answers', a) ?? {}
      expect(term === 0, `damaged: ${isDamaged}`).toBe(isDamaged)
      expect(answers[0]?.outcome.type).toBe(isDamaged ? 'notLeader' : 'term')
    }
  })

  it('quorum: a counter never falls, also after a restart', () => {
    const stage = free()
    for (const counter of [1, 2]) {
      stage.ask(`${counter}`, put('k', `${counter}`))
      stage.run(10)
      stage.show(stage.a, [], 0)
      stage.run(10)
      expect(stage.last('store')?.registers[0]?.tag.counter).toBe(counter)
      stage.restart()
    }
  })

  it('quorum: a member that has lost its disk writes no tag that it may have written with it', () => {
    const stage = free()
    const writeOnce = (id: string): Tag | undefined => {
      stage.ask(id, put('k', id))
      stage.run(10)
      stage.show(stage.a, [], 0)
      stage.run(10)
      return stage.last('store')?.registers[0]?.tag
    }
    const before = writeOnce('before')
    stage.disk.clear()
    replaceDisk(stage, stage.self)
    stage.since.set(stage.self, 2)
    stage.restart(NEW_DISK)
    for (const { to, run, id } of stage.all('pull')) {
      const nothing = { epoch: 0, registers: [], more: false, heldFrom: 0, forgottenTo: 0 }
      stage.say(to, { type: 'pulled', run, id, ...nothing })
    }
    const after = writeOnce('after')
    expect([before?.counter, after?.counter], 'nobody has seen the first one').toEqual([1, 1])
    expect(after?.node).not.toBe(before?.node)
  })

  it('quorum: a member that asks twice for the newest value of a key writes two tags', () => {
    // Between its ticks it finds that time is up before what was too late is dropped.
    const stage = free({ heartbeatMs: 200 })
    const ask = asker(stage)
    stage.run(10)
    ask(2, 'k', 130)
    stage.show(stage.a, [], 0)
    const [first] = stage.last('store')?.registers ?? []
    stage.run(140)
    ask(3, 'k', 5_000)
    const question = stage.last('fetch')
    stage.store(stage.a)
    ask(4, 'k', 5_000)
    const other = stage.last('fetch')
    expect(other?.id, 'both are open').not.toBe(question?.id)
    for (const one of [question, other]) {
      const { run = 0, id = 0 } = one ?? {}
      const registers = first === undefined ? [] : [first]
      const part = { first: 0, count: 1, registers, heldFrom: 0, forgottenTo: 0 }
      stage.say(stage.a, { type: 'fetched', run, id, epoch: 0, ...part })
    }
    const counters = new Map(
      stage.all('store').map(({ id, registers }) => [id, registers[0]?.tag.counter])
    )
    expect([...counters.values()]).toEqual([1, 2, 3])
  })

  it('quorum: what nobody takes in time makes room, and the key can be written again', () => {
    const stage = free({ queueMax: 1 })
    stage.ask('lost', put('k', 'v'))
    stage.run(5_500)
    expect(stage.replies.get('lost')?.type).toBe('unknown')
    stage.ask('next', put('k', 'w'))
    stage.run(10)
    stage.show(stage.a, [], 0)
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('next')?.type).toBe('ok')
  })

  it('quorum: an operation of another run is not done again, and conditions are refused', () => {
    const stage = free()
    stage.ask('x', put('k', 'v'), `${'ab'.repeat(16)}:1`)
    stage.run(10)
    expect(stage.replies.get('x')?.type).toBe('unknown')
    const operation = { type: 'compareAndSet', expected: { type: 'absent' } } as const
    stage.ask('cas', { ...operation, put: put('k', 'v') as never })
    stage.run(10)
    expect(stage.replies.get('cas')).toMatchObject({ reason: 'notSupported' })
    expect(stage.all('store')).toEqual([])
  })

  it('quorum: what another vehicle asks for is tried as long as that vehicle waits', () => {
    const stage = free()
    const ask = asker(stage)
    ask(2, 'k', 1_000)
    stage.run(1_500)
    expect(stage.last('answers', stage.b)?.answers).toEqual([
      { ticket: 2, outcome: { type: 'stale' } }
    ])
    ask(3, 'k', 30_000)
    stage.run(20_000)
    stage.show(stage.a, [], 0)
    stage.run(10)
    stage.store(stage.a)
    expect(stage.last('answers', stage.b)?.answers).toMatchObject([
      { ticket: 3, outcome: { type: 'done' } }
    ])
  })

  it('quorum: a put that is asked for after another one was answered is newer, whatever is on its way', () => {
    const group = createLinked(3, { rules: { leaderless: true } })
    const [a, b, c] = group.members as [Stage, Stage, Stage]
    group.run(50)
    // What a asks for an earlier put only b can answer, and that takes long.
    group.cut(a, c)
    group.hold(b, a)
    a.ask('t0', put('k', 't0'))
    group.run(5)
    // Two counters, so that they are above the one that a would give next.
    c.together(() => {
      c.ask('t1a', put('k', 't1a'))
      c.ask('t1', put('k', 't1'))
    })
    group.run(20)
    expect(['t1a', 't1'].map((id) => c.replies.get(id)?.type)).toEqual(['ok', 'ok'])
    a.ask('t2', put('k', 't2'))
    group.run(5)
    group.release(b, a)
    group.run(50)
    expect(['t0', 't2'].map((id) => a.replies.get(id)?.type)).toEqual(['ok', 'ok'])
    group.join(a, c)
    for (const stage of group.members) {
      stage.get('r', 'k')
    }
    group.run(500)
    expect(group.members.map((stage) => shownTo(stage, 'r'))).toEqual(['t2', 't2', 't2'])
  })

  it('quorum: what comes while the newest value is asked for waits until it is asked for again', () => {
    const stage = free()
    stage.ask('x', put('k', 'v'))
    const first = stage.last('fetch')
    stage.ask('y', put('k', 'w'))
    stage.show(stage.a, [], 0)
    stage.run(10)
    expect(stage.last('store')?.registers[0]?.tag.counter).toBe(1)
    expect(stage.last('fetch')?.id, 'the key is being written').toBe(first?.id)
    stage.store(stage.a)
    expect([...stage.replies.keys()]).toEqual(['x'])
    stage.show(stage.a, [registerOf('k', 'newer', { epoch: 0, counter: 7, node: 130 })], 0)
    expect(stage.last('store')?.registers[0]?.tag.counter).toBe(8)
    stage.store(stage.a)
    expect(stage.replies.get('y')?.type).toBe('ok')
  })

  it('quorum: what is too late when members answer is not written, and holds up nothing', () => {
    const stage = free()
    const ask = asker(stage)
    stage.together(() => {
      ask(2, 'late', 1_000)
      ask(3, 'k', 30_000)
    })
    stage.run(1_500)
    expect(stage.last('answers', stage.b)?.answers).toMatchObject([{ ticket: 2 }])
    const first = stage.last('fetch')?.id
    ask(4, 'late', 30_000)
    expect(stage.last('fetch')?.id, 'the key is asked for').toBe(first)
    stage.show(stage.a, [], 0)
    expect(stage.last('store')?.registers.map(({ key }) => key)).toEqual(['k'])
    const { id, keys } = stage.last('fetch') ?? {}
    expect(keys).toEqual(['late'])
    expect(id).not.toBe(first)
  })
})
