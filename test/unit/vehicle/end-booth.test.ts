/** The end of a booth: one request, one answer, nothing twice. */
import { describe, expect, it } from 'vitest'
import type { Disk, Effect, Reply } from '../../../src/core/machine.ts'
import type { PlacementReport } from '../../../src/core/signal.ts'
import { type BoothStep, createEndBooth } from '../../../src/vehicle/end-booth.ts'
import type { EndBoothRequest } from '../../../src/vehicle/requests.ts'
import { EMPTY_DISK } from '../../support/environment.ts'

const CHAIN = 'chain'
const SEALED = { booth: 'booth-1', head: { height: 4, hash: 'aa' }, from: 3, members: ['p', 'q'] }
const REPORT: PlacementReport = {
  chain: CHAIN,
  state: 'sealed',
  epoch: 1,
  height: 4,
  chosen: ['q'],
  released: [],
  pending: [],
  bytesSent: 10
}

function setUp(disk: Disk = EMPTY_DISK) {
  const steps: { readonly id: string; readonly step: BoothStep }[] = []
  const out: Effect[] = []
  const endBooth = createEndBooth(disk, (id, step) => steps.push({ id, step }))
  const ask = (id: string, operation: string, more: Partial<EndBoothRequest> = {}): void =>
    endBooth.request(
      0,
      id,
      { type: 'endBooth', chain: CHAIN, operation, participants: ['q'], ...more },
      out as never
    )
  const answerAt = (nowMs: number, id: string, value: unknown): void =>
    endBooth.answered(nowMs, id, { type: 'ok', value }, out as never)
  const answer = (id: string, value: unknown): void => answerAt(1, id, value)
  const timers = (): readonly (number | undefined)[] =>
    out.flatMap((effect) => (effect.type === 'timer' ? [effect.atMs] : []))
  const replies = (): readonly (readonly [string, Reply])[] =>
    out.flatMap((effect) => (effect.type === 'reply' ? [[effect.id, effect.reply] as const] : []))
  const state = (): Disk => {
    const records = new Map<string, Uint8Array>()
    for (const op of out.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))) {
      if (op.type === 'put') {
        records.set(op.key, op.value)
      } else {
        records.delete(op.key)
      }
    }
    return { ...EMPTY_DISK, state: records }
  }
  const types = (): readonly string[] => steps.map(({ step }) => step.type)
  return { endBooth, ask, answer, answerAt, timers, replies, state, types, steps, out }
}

/** Seals so many, one after the other, of which none is placed by its deadline. */
function sealUnplaced(test: ReturnType<typeof setUp>, count: number): void {
  for (let i = 1; i <= count; i++) {
    const operation = `op-${i}`
    test.ask(String(i), operation, { entries: [new Uint8Array(1024)] })
    test.answer(operation, {})
    test.answer(operation, { ...SEALED, head: { height: i, hash: 'aa' } })
    test.answerAt(20_000, operation, { ...REPORT, state: 'underReplicated', height: i })
  }
}

function runThrough(test: ReturnType<typeof setUp>, operation: string): void {
  test.answer(operation, {})
  test.answer(operation, SEALED)
  test.answer(operation, REPORT)
}

describe('end of booth', () => {
  it('end of booth: opens, seals with the records, places, answers once', () => {
    const test = setUp()
    const entries = [Uint8Array.of(1)]
    test.ask('1', 'op', { entries, backups: 1 })
    runThrough(test, 'op')
    expect(test.types()).toEqual(['openBooth', 'seal', 'place'])
    expect(test.steps[1]?.step).toMatchObject({ operation: 'op', entries })
    expect(test.steps[2]?.step).toMatchObject({ candidates: ['q'], backups: 1, height: 4 })
    const value = { ...REPORT, booth: 'booth-1', from: 3, operation: 'op' }
    expect(test.replies()).toEqual([['1', { type: 'ok', value }]])
  })

  it('end of booth: the same operation again does nothing and gets the same answer', () => {
    const test = setUp()
    test.ask('1', 'op')
    test.ask('2', 'op')
    runThrough(test, 'op')
    test.ask('3', 'op')
    expect(test.types()).toEqual(['openBooth', 'seal', 'place'])
    const answers = test.replies()
    expect(answers.map(([id]) => id)).toEqual(['1', '2', '3'])
    expect(new Set(answers.map(([, reply]) => JSON.stringify(reply))).size).toBe(1)
  })

  it.each(['op', 'trip\n7 \u202e%0041ä'])(
    'end of booth: the answer to %j is the same after a restart',
    (op) => {
      const test = setUp()
      test.ask('1', op)
      runThrough(test, op)
      const again = setUp(test.state())
      again.ask('2', op)
      expect(again.types()).toEqual([])
      expect(again.replies()[0]?.[1]).toEqual(test.replies()[0]?.[1])
    }
  )

  it('end of booth: a sealed booth is placed after a restart, without being asked', () => {
    const test = setUp()
    test.ask('1', 'op', { backups: 2 })
    test.answer('op', {})
    test.answer('op', SEALED)
    const again = setUp(test.state())
    again.endBooth.start(5, again.out as never)
    expect(again.types()).toEqual(['place'])
    expect(again.steps[0]?.step).toMatchObject({ candidates: ['q'], backups: 2, height: 4 })
  })

  it('end of booth: many that are not placed take as little as many that are', () => {
    const test = setUp()
    sealUnplaced(test, 300)
    expect(test.state().state.size).toBe(256)
    const again = setUp(test.state())
    again.endBooth.start(5, again.out as never)
    expect(again.steps.map(({ id, step }) => [id, step.type])).toEqual([['op-300', 'place']])
    // What was sealed is not sealed again, and is placed with the last of them.
    again.ask('a', 'op-299')
    again.endBooth.placed(
      { type: 'placed', chain: CHAIN, report: { ...REPORT, height: 300 } },
      again.out as never
    )
    expect(again.replies()).toMatchObject([['a', { value: { state: 'sealed', height: 300 } }]])
    expect(again.types()).toEqual(['place'])
  })

  it('end of booth: who waits, and the last one to be placed, is not forgotten', () => {
    const test = setUp()
    test.ask('first', 'first', { deadlineMs: 60_000 })
    test.answer('first', {})
    test.answer('first', { ...SEALED, head: { height: 1000, hash: 'bb' } })
    test.endBooth.request(
      ...[0, 'waits'],
      { type: 'endBooth', chain: CHAIN, operation: 'waits', deadlineMs: 60_000 },
      test.out as never
    )
    test.answer('waits', { ...SEALED, head: { height: 2, hash: 'cc' } })
    test.answerAt(60_000, 'first', { ...REPORT, state: 'underReplicated', height: 1000 })
    sealUnplaced(test, 300)
    const again = setUp(test.state())
    again.endBooth.start(5, again.out as never)
    expect(again.steps.map(({ id }) => id)).toEqual(['first'])
    const report = { ...REPORT, height: 1000 }
    test.endBooth.placed({ type: 'placed', chain: CHAIN, report }, test.out as never)
    expect(test.replies().at(-1)).toMatchObject(['waits', { value: { state: 'sealed' } }])
  })

  it('end of booth: many of unknown outcome do not drive out what is sealed last', () => {
    const test = setUp()
    const unknown: Reply = { type: 'unknown', operation: 'op', message: 'x' }
    for (let i = 1; i <= 300; i++) {
      test.ask(String(i), `op-${i}`)
      test.answer(`op-${i}`, {})
      test.endBooth.answered(5_000, `op-${i}`, unknown, test.out as never)
    }
    test.ask('last', 'last')
    runThrough(test, 'last')
    test.ask('again', 'last')
    expect(test.replies().at(-1)).toMatchObject(['again', { value: { state: 'sealed' } }])
    const forgotten = test.out.flatMap((effect) => (effect.type === 'write' ? effect.ops : []))
    expect(forgotten.filter(({ type }) => type === 'del')).toHaveLength(45)
  })

  it('end of booth: placing has until the deadline, and its own answer is the one given', () => {
    const test = setUp()
    test.ask('1', 'op', { deadlineMs: 3_000 })
    test.answer('op', {})
    test.answer('op', SEALED)
    expect(test.steps.at(-1)?.step).toMatchObject({ type: 'place', deadlineMs: 2_999 })
    expect(test.timers()).toEqual([3_000, 3_250])
    test.answerAt(3_000, 'op', { ...REPORT, state: 'underReplicated' })
    expect(test.replies()[0]?.[1]).toMatchObject({
      value: { state: 'underReplicated', chosen: ['q'] }
    })
    expect(test.timers().at(-1)).toBeUndefined()
  })

  it('end of booth: each caller has the time that it gave', () => {
    const test = setUp()
    test.ask('1', 'op', { deadlineMs: 2_000 })
    test.ask('2', 'op', { deadlineMs: 9_000 })
    test.ask('3', 'op', { deadlineMs: 1_000 })
    test.answer('op', {})
    expect(test.timers()).toEqual([2_000, 2_000, 1_000])
    test.endBooth.expired(1_000, 'vehicle:end:op', test.out as never)
    expect(test.replies().map(([id, { type }]) => [id, type])).toEqual([['3', 'unknown']])
    test.answerAt(1_500, 'op', SEALED)
    test.answerAt(2_000, 'op', { ...REPORT, state: 'underReplicated' })
    expect(test.replies().map(([id]) => id)).toEqual(['3', '1'])
    expect(test.timers().at(-1)).toBe(9_250)
    test.endBooth.placed({ type: 'placed', chain: CHAIN, report: REPORT }, test.out as never)
    expect(test.replies().at(-1)).toMatchObject(['2', { value: { state: 'sealed' } }])
  })

  it('end of booth: a seal certified after all is placed, whoever still waits', () => {
    const unknown: Reply = { type: 'unknown', operation: 'op', message: 'x' }
    const { booth, head, from, members } = SEALED
    const late = { booth, boothNumber: 1, head, from, members, operation: 'op' }
    const signal = { type: 'sealed', chain: CHAIN, ...late } as const
    const test = setUp()
    test.ask('1', 'op', { backups: 2, participants: ['q', 'r'] })
    test.answer('op', {})
    test.endBooth.answered(5_000, 'op', unknown, test.out as never)
    expect(test.replies()).toEqual([['1', unknown]])
    test.endBooth.sealed(20_000, signal, test.out as never)
    const wanted = { type: 'place', candidates: ['q', 'r'], backups: 2, height: 4 }
    expect(test.steps.at(-1)?.step).toMatchObject(wanted)
    test.ask('2', 'op')
    test.endBooth.placed({ type: 'placed', chain: CHAIN, report: REPORT }, test.out as never)
    expect(test.replies().at(-1)).toMatchObject(['2', { value: { booth, from: 3 } }])
    // Also over a restart, of which nothing but the seal is left.
    const again = setUp()
    again.endBooth.sealed(5, signal, again.out as never)
    expect(again.steps[0]?.step).toMatchObject({ type: 'place', candidates: members })
    expect(setUp(again.state()).replies()).toEqual([])
    again.endBooth.sealed(6, signal, again.out as never)
    expect(again.types()).toEqual(['place'])
  })

  it('end of booth: one that is unknown may be asked for again, with others', () => {
    const test = setUp()
    test.ask('1', 'op', { participants: ['dead'] })
    test.answer('op', {})
    const unknown: Reply = { type: 'unknown', operation: 'op', message: 'x' }
    test.endBooth.answered(5_000, 'op', unknown, test.out as never)
    test.ask('2', 'op', { participants: ['alive'] })
    expect(test.steps.at(-1)?.step).toMatchObject({ type: 'openBooth', members: ['alive'] })
    runThrough(test, 'op')
    expect(test.replies().at(-1)).toMatchObject(['2', { value: { state: 'sealed' } }])
  })

  it('B9: two ends of booth at once on one chain are sealed one after the other', () => {
    const test = setUp()
    test.ask('1', 'a')
    test.ask('2', 'b')
    expect(test.types()).toEqual(['openBooth'])
    test.answer('a', {})
    test.answer('a', SEALED)
    expect(test.types()).toEqual(['openBooth', 'seal', 'place', 'openBooth'])
    expect(test.steps.at(-1)?.id).toBe('b')
  })

  it('end of booth: a refused booth is answered, forgotten, and frees the chain', () => {
    const test = setUp()
    test.ask('1', 'a')
    test.ask('2', 'b')
    const refusal: Reply = { type: 'refused', reason: 'x', message: 'x', retry: true }
    test.endBooth.answered(1, 'a', refusal, test.out as never)
    expect(test.replies()).toEqual([['1', refusal]])
    expect(test.out.at(-1)).toEqual({ type: 'timer', id: 'vehicle:next:chain', atMs: 1 })
    test.endBooth.next('vehicle:next:chain')
    expect(test.steps.map(({ id }) => id)).toEqual(['a', 'b'])
    test.ask('3', 'a')
    expect(test.steps.length, 'a waits for b').toBe(2)
  })

  it('end of booth: at its deadline it is unknown before the seal and under-replicated after', () => {
    const before = setUp()
    before.ask('1', 'op')
    before.endBooth.expired(10_000, 'vehicle:end:op', before.out as never)
    expect(before.replies()[0]?.[1]).toMatchObject({ type: 'unknown', operation: 'op' })
    const after = setUp()
    after.ask('1', 'op')
    after.answer('op', {})
    after.answer('op', SEALED)
    after.endBooth.expired(10_000, 'vehicle:end:op', after.out as never)
    expect(after.replies()[0]?.[1]).toMatchObject({
      value: { state: 'underReplicated', height: 4 }
    })
    const signal = { type: 'placed', chain: CHAIN, report: REPORT } as const
    after.endBooth.placed(signal, after.out as never)
    after.ask('2', 'op')
    expect(after.replies()[1]?.[1], 'sealed later').toMatchObject({ value: { state: 'sealed' } })
  })

  it('end of booth: one that is late lets the next go, which may use up its booth on it', () => {
    const test = setUp()
    test.ask('1', 'a', { participants: ['dead'] })
    test.ask('2', 'b')
    test.answer('a', {})
    test.endBooth.expired(10_000, 'vehicle:end:a', test.out as never)
    expect(test.steps.map(({ id, step }) => `${id} ${step.type}`)).toEqual([
      'a openBooth',
      'a seal',
      'b openBooth'
    ])
    test.answer('b', {})
    const busy: Reply = { type: 'refused', reason: 'busy', message: 'x', retry: true }
    test.endBooth.answered(1, 'b', busy, test.out as never)
    test.answer('a', SEALED)
    expect(test.steps.slice(4).map(({ id, step }) => `${id} ${step.type}`)).toEqual([
      'a place',
      'b openBooth'
    ])
    test.answer('b', {})
    const noBooth: Reply = { type: 'refused', reason: 'noBooth', message: 'x', retry: true }
    test.endBooth.answered(1, 'b', noBooth, test.out as never)
    expect(test.steps.at(-1)?.step.type).toBe('openBooth')
    expect(test.replies().map(([id]) => id)).toEqual(['1'])
  })

  it('end of booth: a refusal that no late seal explains is the answer', () => {
    const test = setUp()
    test.ask('1', 'a')
    const busy: Reply = { type: 'refused', reason: 'busy', message: 'x', retry: true }
    test.endBooth.answered(1, 'a', busy, test.out as never)
    expect(test.replies()).toEqual([['1', busy]])
  })

  it('end of booth: without backups nothing is placed', () => {
    const test = setUp()
    test.ask('1', 'op', { backups: 0 })
    test.answer('op', {})
    test.answer('op', SEALED)
    expect(test.types()).toEqual(['openBooth', 'seal'])
    expect(test.replies()[0]?.[1]).toMatchObject({ value: { state: 'sealed', chosen: [] } })
  })

  it('end of booth: a malformed request is refused with one sentence', () => {
    for (const more of [{ operation: '' }, { operation: 'x'.repeat(129) }, { deadlineMs: -1 }]) {
      const test = setUp()
      test.ask('1', 'op', more)
      expect(test.replies()[0]?.[1], JSON.stringify(more)).toMatchObject({ reason: 'invalid' })
      expect(test.types()).toEqual([])
    }
  })
})
