/** Writes of a leader. */
import { describe, expect, it } from 'vitest'
import { encodeCommand, parseOperationId } from '../../../../src/core/command.ts'
import type { Submitted } from '../../../../src/core/group-request.ts'
import { encodeOperation, type KvOperation, keyOfText } from '../../../../src/state/kv/index.ts'
import { following, leading, resultOf, written } from './led.ts'
import { createStage, put, registerOf } from './stage.ts'

describe('quorum writes', () => {
  it('quorum: a key is taken over once an epoch, from as many members as a read asks', () => {
    const stage = leading()
    stage.ask('x', put('k', 'new'))
    stage.run(10)
    expect(stage.last('fetch')).toMatchObject({ epoch: 1, keys: ['k'] })
    expect(stage.all('store')).toEqual([])
    stage.show(stage.a, [registerOf('k', 'old', { epoch: 1, counter: 0, node: 7 })])
    stage.run(10)
    stage.store(stage.a)
    expect(resultOf(stage, 'x')).toMatchObject({ type: 'put', found: true })
    stage.said.length = 0
    stage.ask('y', put('k', 'newer'))
    stage.run(10)
    expect(stage.all('fetch'), 'it knows the key').toEqual([])
    expect(stage.last('store')?.registers[0]?.tag).toMatchObject({ epoch: 1, counter: 2 })
  })

  it('quorum: what a member of an earlier epoch shows does not count', () => {
    const stage = leading()
    stage.ask('x', put('k', 'new'))
    stage.run(10)
    stage.show(stage.a, [], 0)
    stage.run(10)
    expect(stage.all('store')).toEqual([])
    stage.show(stage.b, [])
    stage.run(10)
    expect(stage.all('store').length).toBeGreaterThan(0)
  })

  it('quorum: a write is answered when as many members have it as the genesis asks', () => {
    const stage = leading({ members: 5, place: 4, rules: { writes: 4, reads: 2 } })
    const [a = '', b = '', c = ''] = stage.others
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    stage.show(a, [])
    stage.run(10)
    for (const peer of [a, a, b]) {
      stage.store(peer)
      expect(stage.replies.has('x'), peer).toBe(false)
    }
    stage.store(c)
    expect(resultOf(stage, 'x')).toMatchObject({ type: 'put', found: false })
  })

  it('quorum: what is asked in one turn goes together, in the order asked', () => {
    const stage = leading()
    written(stage, 'k', '0')
    stage.said.length = 0
    stage.together(() => {
      for (const text of ['1', '2', '3']) {
        stage.ask(text, put('k', text))
      }
      stage.ask('other', put('k', '4'))
    })
    stage.run(10)
    const stores = stage.all('store').filter(({ to }) => to === stage.a)
    expect(stores.map(({ registers }) => registers.length)).toEqual([1])
    stage.store(stage.a)
    const revisions = ['1', '2', '3', 'other'].map(
      (id) => (resultOf(stage, id) as { revision: number }).revision
    )
    expect(revisions).toEqual([...revisions].sort((x, y) => x - y))
    expect(new Set(revisions).size).toBe(4)
  })

  it('quorum: a store that is refused ends the reign', () => {
    const stage = leading()
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    stage.show(stage.a, [])
    stage.run(10)
    stage.store(stage.a, [0], 2)
    expect(stage.machine.status(0).groups[0]?.role).toBe('follower')
    expect(stage.replies.has('x')).toBe(false)
  })

  it('quorum: a condition sees what is there, and what it finds is held by enough before it is told', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const key = keyOfText('k')
    const { type: _type, ...rest } = put('k', 'two') as Extract<KvOperation, { type: 'put' }>
    const operation = { type: 'compareAndSet', expected: { type: 'absent' } } as const
    stage.ask('cas', { ...operation, put: { ...rest, type: 'put', key } })
    stage.run(10)
    expect(stage.replies.has('cas')).toBe(false)
    stage.store(stage.a)
    expect(resultOf(stage, 'cas')).toMatchObject({ succeeded: false })
  })

  it('quorum: an operation that comes again in its epoch is done once', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    const counter = stage.last('store')?.registers[0]?.tag.counter
    stage.ask('again', put('k', 'one'), id)
    stage.run(10)
    expect(stage.last('store')?.registers[0]?.tag.counter).toBe(counter)
    expect(resultOf(stage, 'again')).toEqual(resultOf(stage, 'first k'))
  })

  it('quorum: the next leader answers what was done before from the register, and does it no more', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const before = stage.last('store')?.registers[0]
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    const first = resultOf(stage, 'first k')
    stage.restart()
    stage.lead(2)
    stage.ask('again', put('k', 'one'), id)
    stage.run(10)
    stage.show(stage.a, before === undefined ? [] : [before], 2)
    stage.run(10)
    stage.store(stage.a)
    expect(resultOf(stage, 'again')).toEqual(first)
    expect(stage.last('store')?.registers[0]?.content, 'the same value').toEqual(before?.content)
  })

  it('quorum: the next leader does nothing that the register may have forgotten', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    for (let i = 0; i < 10; i++) {
      stage.ask(`${i}`, put('k', `${i}`))
      stage.run(10)
      stage.store(stage.a)
    }
    stage.restart()
    stage.lead(2)
    stage.ask('again', put('k', 'one'), id)
    stage.run(10)
    stage.show(stage.a, [], 2)
    stage.run(10)
    expect(stage.all('store'), 'nothing is written for it').toEqual([])
    expect(stage.replies.get('again')).toMatchObject({ type: 'unknown', operation: id })
    expect(stage.machine.status(0).groups[0]?.registers).toBe(1)
  })

  it('quorum: an operation is named in the epoch of the leader; one of a later epoch is not done', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    expect(id.slice(0, 8)).toBe('00000001')
    const named = parseOperationId(id)
    const entryOf = (client: string): Uint8Array =>
      encodeCommand({
        type: 'operation',
        client,
        seq: 1,
        ackedTo: 0,
        openedAt: 0,
        operation: encodeOperation(put('k', 'x'))
      })
    const { client = '' } = named ?? {}
    const later = `00000002${client.slice(8)}`
    const unnamed = `00000000${client.slice(8)}`
    const items = [
      { type: 'entry', ticket: 1, entry: entryOf(later) },
      { type: 'entry', ticket: 2, entry: entryOf(unnamed) },
      { type: 'term', ticket: 3 }
    ] as const
    stage.say(stage.b, {
      type: 'forward',
      run: 5,
      items,
      relay: false,
      term: 1,
      origin: undefined,
      waitMs: 1_000
    })
    expect(stage.last('answers', stage.b)?.answers).toEqual([
      { ticket: 1, outcome: { type: 'notLeader' } },
      { ticket: 2, outcome: { type: 'term', term: 1 } },
      { ticket: 3, outcome: { type: 'term', term: 1 } }
    ])
  })

  it('quorum: an operation that was for the leader of another epoch is not done', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    stage.said.length = 0
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    const { client = '' } = parseOperationId(id) ?? {}
    const operation = encodeOperation(put('k', 'x'))
    const name = { client: `00000001${client.slice(8, 31)}0`, seq: 1, ackedTo: 0, openedAt: 0 }
    const entry = encodeCommand({ type: 'operation', ...name, operation })
    const items = [{ type: 'entry', ticket: 1, entry }] as const
    for (const term of [0, 2]) {
      const ask = {
        type: 'forward',
        run: 5,
        items,
        relay: false,
        term,
        origin: undefined,
        waitMs: 1_000
      } as const
      stage.say(stage.b, ask)
      const answers = [{ ticket: 1, outcome: { type: 'notLeader' } }]
      expect(stage.last('answers', stage.b), `for ${term}`).toMatchObject({ term: 1, answers })
    }
    stage.run(10)
    expect(stage.all('store')).toEqual([])
  })

  it('quorum: what a leader has no room for is not done by a late copy either', () => {
    const stage = leading({ options: { queueMax: 1 } })
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    const { client = '' } = parseOperationId(id) ?? {}
    const operation = encodeOperation(put('k', 'x'))
    const name = { client: `00000001${client.slice(8, 31)}0`, seq: 1, ackedTo: 0, openedAt: 0 }
    const entry = encodeCommand({ type: 'operation', ...name, operation })
    const items = [{ type: 'entry', ticket: 1, entry }] as const
    const ask = {
      type: 'forward',
      run: 5,
      items,
      relay: false,
      term: 1,
      origin: undefined,
      waitMs: 1_000
    } as const
    stage.ask('waits', put('k', 'two'))
    stage.say(stage.b, ask)
    expect(stage.last('answers', stage.b)?.answers[0]?.outcome.type).toBe('busy')
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('waits')?.type).toBe('ok')
    stage.said.length = 0
    stage.say(stage.b, ask)
    stage.run(10)
    expect(stage.last('answers', stage.b)?.answers[0]?.outcome.type).toBe('busy')
    expect(stage.all('store')).toEqual([])
  })

  it('quorum: what goes beyond one key or needs time is refused for good', () => {
    const stage = leading()
    const two: KvOperation = {
      type: 'transaction',
      compares: [],
      whenTrue: [put('a', '1') as never, put('b', '1') as never],
      whenFalse: []
    }
    stage.ask('two', two)
    stage.ask('touch', { type: 'touch', key: 'k', ttlMs: 5 })
    stage.run(10)
    for (const id of ['two', 'touch']) {
      const refused = { type: 'refused', reason: 'notSupported', retry: false }
      expect(stage.replies.get(id), id).toMatchObject(refused)
    }
  })

  it('quorum: a member that does not lead asks the leader, and passes on what others ask', () => {
    const stage = createStage({ place: 0 })
    stage.start()
    const [a = '', b = ''] = stage.others
    stage.say(b, { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 })
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    expect(stage.last('forward', b)?.items.length).toBe(1)
    const items = [{ type: 'term', ticket: 3 }] as const
    stage.say(a, {
      type: 'forward',
      run: 5,
      items,
      relay: false,
      term: 1,
      origin: undefined,
      waitMs: 1_000
    })
    expect(stage.last('answers', a)).toMatchObject({
      leader: b,
      answers: [{ outcome: { type: 'notLeader' } }]
    })
    stage.say(a, {
      type: 'forward',
      run: 5,
      items,
      relay: true,
      term: 1,
      origin: undefined,
      waitMs: 1_000
    })
    expect(stage.last('forward', b)).toMatchObject({ origin: a, relay: false })
    const answers = [{ ticket: 3, outcome: { type: 'term', term: 1 } }] as const
    stage.say(b, { type: 'answers', run: 5, leader: b, term: 1, answers, origin: a })
    expect(stage.last('answers', a)).toMatchObject({ run: 5, origin: undefined, answers })
  })

  it('quorum: a leader without room refuses only what no other leader may do', () => {
    for (const [waitMs, type] of [
      [10, 'refused'],
      [500, 'unknown']
    ] as const) {
      const stage = createStage({ place: 0 })
      stage.start()
      const [, b = ''] = stage.others
      stage.say(b, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 })
      stage.ask('x', put('k', 'v'))
      stage.run(waitMs)
      const { run = 0, items = [] } = stage.last('forward') ?? {}
      const outcome = { type: 'refused', reason: 'full', text: 'no room' } as const
      const answers = [{ ticket: items[0]?.ticket ?? 0, outcome }]
      stage.say(b, { type: 'answers', run, leader: b, term: 2, origin: undefined, answers })
      expect(stage.replies.get('x')?.type, `after ${waitMs} ms`).toBe(type)
    }
  })

  it('quorum: an operation that is not answered in time is unknown, and never refused', () => {
    const stage = leading()
    stage.ask('x', put('k', 'v'))
    stage.run(6_000)
    expect(stage.replies.get('x')?.type).toBe('unknown')
  })

  it('quorum: what could be sent to nobody is refused for certain, and sent when somebody is there', () => {
    const stage = following()
    const { a, b } = stage
    stage.disconnect(a)
    stage.disconnect(b)
    stage.ask('x', put('k', 'v'))
    stage.get('read', 'k')
    stage.run(6_000)
    const away = { type: 'refused', reason: 'unreachable', retry: true }
    expect(stage.replies.get('x')).toMatchObject(away)
    expect(stage.replies.get('read')).toMatchObject(away)
    expect(stage.all('forward')).toEqual([])
    stage.ask('y', put('k', 'v'))
    stage.run(5)
    stage.connect(a)
    expect(stage.last('forward'), 'this one may reach the leader').toMatchObject({ to: a })
    stage.run(6_000)
    expect(stage.replies.get('y')?.type, 'it has left this vehicle').toBe('unknown')
  })

  it('quorum: what was sent to one that went away goes to who comes back, and may be done', () => {
    const stage = following()
    const { a, b } = stage
    stage.disconnect(a)
    stage.ask('x', put('k', 'v'))
    expect(stage.last('forward')).toMatchObject({ to: b })
    stage.disconnect(b)
    stage.run(400)
    const count = stage.all('forward').length
    stage.connect(b)
    expect(stage.all('forward').slice(count), 'at once').toMatchObject([{ to: b }])
    stage.disconnect(b)
    stage.run(6_000)
    expect(stage.replies.get('x')?.type).toBe('unknown')
  })

  it('quorum: a leader that was slow does its own operations itself all the same', () => {
    const stage = leading()
    stage.ask('x', put('k', 'one'))
    stage.run(10)
    stage.show(stage.a, [])
    // Longer than it waits for the answer to its first asking.
    stage.run(150)
    stage.store(stage.a)
    stage.said.length = 0
    stage.ask('y', put('k', 'two'))
    expect(stage.last('forward')).toBeUndefined()
    expect(stage.last('store')?.registers[0]?.tag.counter).toBe(2)
  })
})
