/** Operations that are asked for again, by their ids: done once, and answered as long as somebody remembers. */
import { describe, expect, it } from 'vitest'
import { fromUtf8 } from '../../../../src/core/bytes.ts'
import { encodeCommand, parseOperationId } from '../../../../src/core/command.ts'
import type { Submitted } from '../../../../src/core/group-request.ts'
import { readOperation } from '../../../../src/protocols/quorum/operations.ts'
import { doneIn, type Register } from '../../../../src/protocols/quorum/register.ts'
import { encodeOperation, type KvOperation } from '../../../../src/state/kv/index.ts'
import { HASHER } from '../../../support/ring.ts'
import { type Led, leading, resultOf, written } from './led.ts'
import { createStage, put, registerOf, type SentOf, type Stage } from './stage.ts'

const nameOf = (stage: Stage, id: string) => {
  const { operation } = (stage.replies.get(id) as { value: Submitted }).value
  const { client = '', seq = 0 } = parseOperationId(operation) ?? {}
  return { client, seq }
}

const textOf = (register: Register | undefined): string =>
  Buffer.from(register?.content ?? []).toString('latin1')

/** Has `b` ask in the first epoch, for an operation that it names as it likes. */
const forward = (
  stage: Stage & { readonly b: string },
  name: { readonly client: string; readonly seq: number; readonly ackedTo: number },
  operation: KvOperation
): void => {
  const command = { type: 'operation', ...name, openedAt: 0 } as const
  const entry = encodeCommand({ ...command, operation: encodeOperation(operation) })
  const items = [{ type: 'entry', ticket: 1, entry }] as const
  const way = { run: 5, relay: false, term: 1, origin: undefined, waitMs: 1_000 }
  stage.say(stage.b, { type: 'forward', ...way, items })
}

/** Asks for something on a key that is taken over. */
const askAgain = (stage: Led, what: string, operation: KvOperation, id?: string): void => {
  stage.ask(what, operation, id)
  stage.run(10)
  stage.store(stage.a)
}

/** It leads in the second epoch, and knows nothing of the first but what registers remember. */
const leadLater = (stage: Stage): void => {
  stage.restart()
  stage.said.length = 0
  stage.lead(2)
}

/** Asks for something on a key that is to be taken over. */
const askLater = (stage: Led, what: string, operation: KvOperation, id: string): void => {
  stage.ask(what, operation, id)
  stage.run(10)
  stage.show(stage.a, [])
  stage.run(10)
  if (!stage.replies.has(what)) {
    stage.store(stage.a)
  }
}

describe('quorum operations asked again', () => {
  it('quorum: what was answered is told again as long as the register remembers it, and never done again', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    const first = resultOf(stage, 'first k')
    const putNext = (name: string): void => {
      stage.ask(name, put('k', name))
      stage.run(10)
      stage.store(stage.a)
    }
    // With this one the vehicle confirms the answer of the first.
    putNext('two')
    stage.ask('again', put('k', 'one'), id)
    stage.run(10)
    expect(stage.replies.has('again'), 'enough must have what is told').toBe(false)
    stage.store(stage.a)
    expect(resultOf(stage, 'again')).toEqual(first)
    expect(stage.last('store')?.registers[0]?.content).toEqual(
      stage.all('store').at(-3)?.registers[0]?.content
    )
    for (const name of ['three', 'four', 'five']) {
      putNext(name)
    }
    const stores = stage.all('store').length
    stage.ask('late', put('k', 'one'), id)
    stage.run(10)
    expect(stage.replies.get('late')).toMatchObject({ type: 'unknown', operation: id })
    expect(stage.all('store').length, 'nothing is written for it').toBe(stores)
  })

  it('quorum: an operation whose name somebody else has used up takes another name, and is done once', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const { client, seq } = nameOf(stage, 'first k')
    expect(stage.names.get('first k')).toBe(`${client}:${seq}`)
    forward(stage, { client, seq: seq + 1, ackedTo: 0 }, put('k', 'not its own'))
    stage.run(10)
    stage.store(stage.a)
    expect(stage.last('answers', stage.b)?.answers[0]?.outcome).toMatchObject({ type: 'done' })
    stage.ask('mine', put('k', 'mine'))
    expect(stage.names.get('mine'), 'told at once').toBe(`${client}:${seq + 1}`)
    stage.run(10)
    stage.store(stage.a)
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('mine')).toMatchObject({ type: 'ok' })
    const own = nameOf(stage, 'mine')
    expect(own.client).not.toBe(client)
    expect(stage.names.get('mine')).toBe(`${own.client}:${own.seq}`)
    const [register] = stage.last('store')?.registers ?? []
    expect(textOf(register)).toContain('mine')
    const named = register === undefined ? [] : doneIn(register)
    expect(named.map((one) => [one.client, one.seq])).toEqual([
      [client, seq],
      [client, seq + 1],
      [client, seq + 1],
      [own.client, own.seq]
    ])
  })

  it('quorum: another operation under a name is not done, by this leader or a later one', () => {
    const stage = leading()
    written(stage, 'l', 'two')
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    const refused = { type: 'refused', reason: 'otherOperation', retry: false }
    for (const attempt of ['the first time', 'again']) {
      stage.ask(attempt, put('l', 'changed'), id)
      stage.run(10)
      expect(stage.replies.has(attempt), 'enough must know of it').toBe(false)
      stage.store(stage.a)
      expect(stage.replies.get(attempt), attempt).toMatchObject(refused)
    }
    const [register] = stage.last('store')?.registers ?? []
    expect(textOf(register)).toContain('two')
    expect(register && doneIn(register), 'once is enough').toHaveLength(2)
    // A leader that knows none of the names but by the register.
    stage.restart()
    stage.said.length = 0
    stage.lead(2)
    stage.ask('late', put('l', 'changed'), id)
    stage.run(10)
    stage.show(stage.a, [])
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('late')).toMatchObject(refused)
    const { client, seq } = nameOf(stage, 'first l')
    stage.ask('other', put('l', 'changed'), `${client}:${seq}`)
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('other'), 'it knows what was done under it').toMatchObject(refused)
    const [after] = stage.last('store')?.registers ?? []
    expect(after?.content).toEqual(register?.content)
    expect(after && doneIn(after)).toHaveLength(3)
  })

  it('quorum: what a register has forgotten is not refused because something else was done under its name', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    for (const text of ['two', 'three', 'four', 'five']) {
      askAgain(stage, text, put('k', text))
    }
    leadLater(stage)
    askLater(stage, 'other', put('l', 'changed'), id)
    expect(stage.replies.get('other')).toMatchObject({ type: 'ok' })
    askLater(stage, 'own', put('k', 'one'), id)
    expect(stage.replies.get('own')).toMatchObject({ type: 'unknown', operation: id })
  })

  it('quorum: what a register has forgotten is not refused because something else was, under its name', () => {
    const stage = leading()
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    askAgain(stage, 'other', put('k', 'changed'), id)
    expect(stage.replies.get('other')).toMatchObject({ reason: 'otherOperation' })
    for (const text of ['two', 'three', 'four']) {
      askAgain(stage, text, put('k', text))
    }
    leadLater(stage)
    askLater(stage, 'own', put('k', 'one'), id)
    expect(stage.replies.get('own')).toMatchObject({ type: 'unknown', operation: id })
  })

  it('quorum: what was answered waits like any other when it is asked again', () => {
    const stage = leading({ options: { queueMax: 1 } })
    written(stage, 'k', 'one')
    const { operation: id = '' } = (stage.replies.get('first k') as { value: Submitted }).value
    stage.ask('waits', put('k', 'two'))
    stage.ask('again', put('k', 'one'), id)
    stage.run(10)
    stage.store(stage.a)
    expect(stage.replies.get('waits')?.type).toBe('ok')
    expect(stage.replies.has('again')).toBe(false)
  })

  it('quorum: what waited to be written when an epoch ended sees what others have written since', () => {
    const stage = leading({ options: { roundsInFlight: 1 } })
    written(stage, 'k', 'one')
    written(stage, 'l', 'one')
    stage.ask('under way', put('l', 'two'))
    stage.ask('waits', { ...put('k', 'two'), wantsPrevious: true } as KvOperation)
    expect(stage.last('store')?.registers.map(({ key }) => key)).toEqual(['l'])
    stage.say(stage.b, { type: 'deny', epoch: 2, alive: false })
    stage.said.length = 0
    stage.lead(3)
    expect(stage.all('store'), 'the key is taken over first').toEqual([])
    stage.show(stage.a, [registerOf('k', 'other', { epoch: 2, counter: 1, node: 0 })])
    stage.run(10)
    stage.store(stage.a)
    const { previous } = resultOf(stage, 'waits') as { previous?: { value: { bytes: Uint8Array } } }
    expect(fromUtf8(previous?.value.bytes ?? new Uint8Array(0))).toBe('other')
  })

  it('quorum: what was to be taken over when an epoch ended is asked for by who still wants it', () => {
    const stage = leading()
    stage.ask('wanted', put('k', 'v'))
    const items = [{ type: 'settle', ticket: 1, key: 'not any more' }] as const
    const way = { run: 5, relay: false, term: 1, origin: undefined, waitMs: 1_000 }
    stage.say(stage.b, { type: 'forward', ...way, items })
    expect(stage.all('fetch').map(({ epoch }) => epoch)).toContain(1)
    stage.say(stage.b, { type: 'deny', epoch: 2, alive: false })
    stage.said.length = 0
    stage.lead(3)
    stage.run(1_000)
    const asked = stage.all('fetch').map(({ epoch, keys }) => `${epoch} ${keys.join()}`)
    expect([...new Set(asked)]).toEqual(['3 k'])
  })

  it('quorum: who has not heard of the leader for long asks for the term before it names an operation', () => {
    const stage = createStage({ place: 0, options: { deletedMs: 10_000 } })
    stage.start()
    const [, b = ''] = stage.others
    stage.say(b, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 })
    const asked = (id: string): SentOf<'forward'>['items'][number] | undefined => {
      stage.ask(id, put('k', 'v'))
      stage.run(1)
      return stage.last('forward')?.items.at(-1)
    }
    expect(asked('x')?.type).toBe('entry')
    stage.run(6_000)
    const { type, ticket = 0 } = asked('y') ?? {}
    expect(type).toBe('term')
    const base = {
      type: 'answers',
      run: stage.last('forward')?.run ?? 0,
      origin: undefined
    } as const
    const tell = (term: number): void =>
      stage.say(b, {
        ...{ ...base, leader: undefined, term: 0 },
        answers: [{ ticket, outcome: { type: 'term', term } }]
      })
    tell(1)
    stage.run(1)
    expect(stage.last('forward')?.items.at(-1)?.type, 'that one leads no more').toBe('term')
    tell(3)
    stage.run(1)
    const item = stage.last('forward')?.items.at(-1)
    const { client = '' } = item?.type === 'entry' ? (readOperation(HASHER, item.entry) ?? {}) : {}
    expect(client.slice(0, 8)).toBe('00000003')
    expect(asked('z')?.type, 'now it knows').toBe('entry')
  })

  it('quorum: an operation id with a term that no epoch reaches is refused at once', () => {
    const digits = '5'.repeat(24)
    for (const [leaderless, term, fate] of [
      [false, '00200000', 'refused'],
      [false, 'ffffffff', 'refused'],
      [false, '001fffff', undefined],
      // A run of a member, which may have done it.
      [true, 'ffffffff', 'unknown']
    ] as const) {
      const stage = createStage({ place: 0, rules: { leaderless } })
      stage.start()
      stage.ask('x', put('k', 'v'), `${term}${digits}:2`)
      expect(stage.replies.get('x')?.type, term).toBe(fate)
    }
  })
})
