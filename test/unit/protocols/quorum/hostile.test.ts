/** What vehicles that lie can do to a group: not more than their place in it allows. */
import { describe, expect, it } from 'vitest'
import { toUtf8 } from '../../../../src/core/bytes.ts'
import { InvalidMessageError } from '../../../../src/core/errors.ts'
import type { QuorumMessage } from '../../../../src/protocols/quorum/index.ts'
import { quorumSpec } from '../../../../src/protocols/quorum/index.ts'
import { Register as Codec } from '../../../../src/protocols/quorum/messages.ts'
import type { Content } from '../../../../src/protocols/quorum/parts.ts'
import {
  type Draft,
  decodeRegister,
  doneIn,
  encodeRegister,
  type Register
} from '../../../../src/protocols/quorum/register.ts'
import { revisionOf, type Tag } from '../../../../src/protocols/quorum/tag.ts'
import { TERM_COUNT, TERM_MAX } from '../../../../src/protocols/quorum/term.ts'
import { createCryptoRealm } from '../../../../src/sim/crypto.ts'
import { encodeQuery } from '../../../../src/state/kv/index.ts'
import { createStage, put, registerOf, type Stage } from './stage.ts'

const STRANGER = createCryptoRealm(9).identity('stranger').peer
const NO_BYTES = new Uint8Array(0)
const RUBBISH = Uint8Array.of(255, 255, 255, 255, 255)

type Started = Stage & { a: string; b: string }

const started = (place: number): Started => {
  const stage = createStage({ place })
  stage.start()
  const [a = '', b = ''] = stage.others
  return Object.assign(stage, { a, b })
}

type Answers = Extract<Content, { readonly type: 'answers' }>

const answer = (run: number, ticket: number, leader?: string, term = 1): Answers => {
  const outcome = { type: 'done', result: NO_BYTES, revision: 1 } as const
  return { type: 'answers', run, leader, term, origin: undefined, answers: [{ ticket, outcome }] }
}

const draft = (tag: Tag, more: Partial<Draft> = {}): Draft => ({
  ...{ key: 'k', tag, content: undefined, forgotten: 0, done: [] },
  ...more
})

/** A register in which nobody can read this part. */
const unreadable = (part: 'content' | 'done'): Register => {
  const raw = { key: toUtf8('k'), epoch: 1, counter: 1, node: 130, done: NO_BYTES, forgotten: 0 }
  return decodeRegister(Codec.encode({ ...raw, [part]: RUBBISH }))
}

describe('quorum among vehicles that lie', () => {
  it('quorum: nobody can have a leader ask its members for a key without bytes', () => {
    const { chain } = createStage()
    const named = { chain, incarnation: '0f'.repeat(16), booth: 1 }
    const way = { run: 1, relay: false, term: 0, origin: undefined, waitMs: 1_000 }
    const items = [{ type: 'settle', ticket: 1, key: '' }] as const
    const message: QuorumMessage = { ...named, ...way, type: 'forward', items }
    expect(() => quorumSpec.decode(quorumSpec.encode(message))).toThrow(InvalidMessageError)
  })

  it('quorum: an answer counts only when it comes from a member', () => {
    const stage = started(0)
    stage.say(stage.b, { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 })
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    const { run = 0, items = [] } = stage.last('forward', stage.b) ?? {}
    const said = answer(run, items[0]?.ticket ?? 0)
    stage.say(STRANGER, said, { incarnation: '00'.repeat(16) })
    expect(stage.replies.has('x')).toBe(false)
    expect(stage.facts.at(-1)).toMatchObject({ name: 'quorum:refused', detail: { from: STRANGER } })
  })

  it('quorum: an answer to an earlier run of this vehicle answers nothing', () => {
    const stage = started(0)
    stage.say(stage.b, { type: 'beat', epoch: 1, seq: 1, forgottenTo: 0 })
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    const { run = 0, items = [] } = stage.last('forward', stage.b) ?? {}
    const ticket = items[0]?.ticket ?? 0
    stage.say(stage.b, answer(run + 1, ticket))
    expect(stage.replies.has('x'), 'it has counted the same numbers').toBe(false)
    stage.say(stage.b, answer(run, ticket))
    expect(stage.replies.get('x')?.type).toBe('ok')
  })

  it('quorum: nobody sends vehicles to a stranger by naming it as the leader', () => {
    const stage = started(0)
    stage.connect(STRANGER)
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    const { run = 0 } = stage.last('forward') ?? {}
    stage.say(stage.a, { ...answer(run, 0, STRANGER), answers: [] })
    stage.run(3_000)
    expect(stage.all('forward').length).toBeGreaterThan(1)
    expect(stage.all('forward').some(({ to }) => to === STRANGER)).toBe(false)
  })

  it('quorum: a term that no name of an operation holds comes from nobody', () => {
    const stage = started(0)
    const { chain } = stage
    const named = { chain, incarnation: '0f'.repeat(16), booth: 1 }
    const message: QuorumMessage = { ...named, ...answer(1, 1, undefined, TERM_COUNT) }
    expect(() => quorumSpec.decode(quorumSpec.encode(message))).toThrow(InvalidMessageError)
    stage.get('r', 'k')
    stage.ask('w', put('k', 'v'))
    stage.run(10)
    const { run = 0 } = stage.last('forward') ?? {}
    stage.say(stage.a, answer(run, 0, stage.a, TERM_COUNT - 1))
    stage.ask('x', put('k', 'v'))
    stage.run(10)
    const terms = stage.all('forward').map(({ term }) => term)
    expect(Math.max(...terms)).toBeLessThanOrEqual(TERM_MAX)
  })

  it('quorum: a register of an epoch or a counter beyond all is none', () => {
    const wrong = [
      draft({ epoch: TERM_MAX + 1, counter: 1, node: 0 }),
      draft({ epoch: 1, counter: 2 ** 32, node: 0 }),
      draft({ epoch: 0, counter: 2 ** 46, node: 0 }),
      draft({ epoch: 1, counter: 1, node: 0 }, { forgotten: TERM_MAX + 1 })
    ]
    for (const one of wrong) {
      expect(() => decodeRegister(encodeRegister(one).bytes)).toThrow(InvalidMessageError)
    }
    const last = draft({ epoch: 0, counter: 2 ** 46 - 2, node: 127 * 2 ** 32 })
    expect(Number.isSafeInteger(revisionOf(decodeRegister(encodeRegister(last).bytes).tag))).toBe(
      true
    )
  })

  it('quorum: a value that nobody can read is nothing, to whoever reads or writes it', () => {
    for (const part of ['content', 'done'] as const) {
      const bad = unreadable(part)
      expect(doneIn(bad)).toEqual([])
      const stage = started(2)
      stage.lead()
      stage.say(stage.a, { type: 'store', run: 1, id: 0, epoch: 0, registers: [bad] })
      stage.get('r', 'k')
      stage.run(10)
      stage.show(stage.a, [bad])
      expect(stage.replies.get('r')?.type, part).toBe('ok')
      stage.query('n', encodeQuery({ type: 'stats' }))
      stage.ask('w', put('k', 'v'))
      stage.run(10)
      stage.store(stage.a)
      expect(stage.replies.get('w')?.type, part).toBe('ok')
    }
  })

  it('quorum: a register as it should be comes back with what was done', () => {
    const good = registerOf('k', 'v', { epoch: 1, counter: 1, node: 130 })
    expect(decodeRegister(good.bytes)).toEqual(good)
  })
})
