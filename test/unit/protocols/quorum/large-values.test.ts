/** What short questions and operations ask for may be large: how much of it is told, and waits. */
import { describe, expect, it } from 'vitest'
import { encodeCommand } from '../../../../src/core/command.ts'
import { WAITING_BYTES_MAX } from '../../../../src/protocols/quorum/limits.ts'
import type { Register } from '../../../../src/protocols/quorum/register.ts'
import { clientOf } from '../../../../src/protocols/quorum/term.ts'
import type { Answer, Item } from '../../../../src/protocols/quorum/types.ts'
import {
  encodeOperation,
  encodeQuery,
  keyOfText,
  type PutOperation
} from '../../../../src/state/kv/index.ts'
import { type Led, leading, written } from './led.ts'
import { put, registerOf } from './stage.ts'

const MIB = 1024 * 1024
const LARGE = 'x'.repeat(MIB - 2_048)

/** k has a value of nearly a mebibyte. */
const withLarge = (): Led & { readonly held: readonly Register[] } => {
  const stage = leading()
  written(stage, 'k', LARGE)
  return Object.assign(stage, { held: stage.last('store')?.registers ?? [] })
}

/** What a is answered to these, once it has shown what it holds. */
const answersTo = (
  stage: Led,
  items: readonly Item[],
  shown: readonly Register[] = []
): readonly Answer[] => {
  stage.said.length = 0
  const way = { run: 5, relay: false, term: 1, origin: undefined, waitMs: 10_000 }
  stage.say(stage.a, { type: 'forward', ...way, items })
  stage.run(10)
  if (shown.length > 0) {
    stage.show(stage.last('fetch')?.to ?? '', shown)
    stage.run(10)
  }
  return stage.all('answers').flatMap(({ answers }) => answers)
}

describe('quorum large values', () => {
  it('quorum: many questions for a large value are answered as far as answers can be sent', () => {
    const stage = withLarge()
    const question = encodeQuery({ type: 'get', key: keyOfText('k') })
    const items = Array.from({ length: 100 }, (_, i): Item => {
      return { type: 'question', ticket: i + 1, question }
    })
    const answers = answersTo(stage, items, stage.held)
    expect(answers.length).toBeGreaterThan(4)
    expect(answers.length).toBeLessThan(20)
    expect(stage.machine.status(0).groups[0]?.reading, 'nothing of the others is left').toBe(0)
    stage.run(1_000)
    expect(answersTo(stage, items.slice(-1), stage.held), 'asked again').toMatchObject([
      { ticket: 100 }
    ])
  })

  /** Each fails, and is answered with the value. */
  const conditions = (count: number): readonly Item[] =>
    Array.from({ length: count }, (_, i): Item => {
      const operation = encodeOperation({
        ...({ type: 'compareAndSet', expected: { type: 'absent' } } as const),
        put: { ...(put('k', 'v') as PutOperation), wantsPrevious: true }
      })
      const client = clientOf(1, 'cd'.repeat(16))
      const name = { client, seq: i + 1, ackedTo: 0, openedAt: 0 }
      const entry = encodeCommand({ type: 'operation', ...name, operation })
      return { type: 'entry', ticket: i + 1, entry }
    })

  it('quorum: results of what waited for a key to be taken over are no more than there is room for', () => {
    const stage = leading()
    const held = registerOf('k', LARGE, { epoch: 0, counter: 1, node: 130 })
    const busy = answersTo(stage, conditions(100), [held])
    expect(new Set(busy.map(({ outcome }) => outcome.type))).toEqual(new Set(['busy']))
    expect(100 - busy.length).toBe(Math.ceil(WAITING_BYTES_MAX / MIB) + 1)
  })

  it('quorum: results that wait for their write take room like operations', () => {
    const stage = withLarge()
    const items = conditions(101)
    const busy = answersTo(stage, items.slice(0, 100))
    expect(new Set(busy.map(({ outcome }) => outcome.type))).toEqual(new Set(['busy']))
    expect(100 - busy.length).toBe(Math.ceil(WAITING_BYTES_MAX / MIB) + 1)
    stage.store(stage.a)
    stage.run(10)
    const answered = stage.all('answers').flatMap(({ answers }) => answers).length
    expect(answered, 'they are answered when it is written').toBe(100)
    expect(answersTo(stage, items.slice(100)), 'room was given back').toEqual([])
    stage.store(stage.a)
    expect(stage.last('answers')?.answers).toMatchObject([{ outcome: { type: 'done' } }])
  })
})
