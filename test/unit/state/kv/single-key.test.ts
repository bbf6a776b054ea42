/** Operations on one key, as engines that keep each key by itself do them: like the whole store. */
import { describe, expect, it } from 'vitest'
import {
  answerFromEntries,
  applyToEntry,
  createKv,
  decodeAnswer,
  decodeResult,
  type Expected,
  encodeOperation,
  encodeQuery,
  type KvOperation,
  keyOfOperation,
  type PutOperation,
  planOfQuestion,
  SCAN_DEFAULTS
} from '../../../../src/state/kv/index.ts'

const put = (key: string, text: string, changes: Partial<PutOperation> = {}): PutOperation => ({
  type: 'put',
  key,
  value: { kind: 'bytes', bytes: new TextEncoder().encode(text) },
  ttlMs: 0,
  wantsPrevious: true,
  ...changes
})

const swap = (expected: Expected, text: string): KvOperation => ({
  type: 'compareAndSet',
  expected,
  put: put('k', text)
})

const OPERATIONS: readonly KvOperation[] = [
  { type: 'delete', key: 'k', wantsPrevious: true },
  put('k', 'one'),
  put('k', 'two', { wantsPrevious: false }),
  swap({ type: 'absent' }, 'three'),
  swap({ type: 'present' }, 'four'),
  {
    type: 'transaction',
    compares: [{ key: 'k', expected: { type: 'present' } }],
    whenTrue: [{ type: 'get', key: 'k' }, put('k', 'five')],
    whenFalse: []
  },
  { type: 'delete', key: 'k', wantsPrevious: true },
  put('k', 'six')
]

describe('kv single key', () => {
  it('kv single key: operations give the results and the entry of the whole store', () => {
    const store = createKv()
    let content: Uint8Array | undefined
    for (const [i, operation] of OPERATIONS.entries()) {
      const bytes = encodeOperation(operation)
      const whole = store.apply(bytes, { height: 1, index: i + 1, timeMs: 0 })
      const single = applyToEntry('k', content, bytes, 4096 + i + 1)
      expect(decodeResult(single.result), `operation ${i}`).toEqual(decodeResult(whole))
      content = single.content
      const question = encodeQuery({ type: 'get', key: 'k' })
      const answer = store.query(question, { height: 1, timeMs: 0 })
      const contents = content === undefined ? [] : [['k', content] as const]
      expect(decodeAnswer(answerFromEntries(question, contents, true)), `after ${i}`).toEqual(
        decodeAnswer(answer)
      )
    }
  })

  it('kv single key: what an engine does not promise is refused, never done more weakly', () => {
    const refused = (operation: KvOperation, isBlind = false): string =>
      keyOfOperation(encodeOperation(operation), isBlind).type
    expect(refused(put('k', 'v'))).toBe('key')
    expect(refused(put('k', 'v'), true)).toBe('key')
    expect(refused(put('k', 'v', { ttlMs: 5 }))).toBe('refused')
    expect(refused({ type: 'touch', key: 'k', ttlMs: 5 })).toBe('refused')
    expect(refused(swap({ type: 'absent' }, 'v'))).toBe('key')
    expect(refused(swap({ type: 'absent' }, 'v'), true)).toBe('refused')
    const parts = [put('a', '1'), put('b', '1')]
    const two = { type: 'transaction', compares: [], whenTrue: parts, whenFalse: [] } as const
    expect(refused(two)).toBe('refused')
    expect(refused({ ...two, whenTrue: [] })).toBe('refused')
    expect(keyOfOperation(Uint8Array.of(255), false)).toMatchObject({ reason: 'invalid' })
    expect(planOfQuestion(Uint8Array.of(255))).toMatchObject({ reason: 'invalid' })
  })

  it('kv single key: a scan whose end is not known yet goes on behind its last entry', () => {
    const contents = ['a', 'b', 'c'].map((key) => {
      const { content } = applyToEntry(key, undefined, encodeOperation(put(key, key)), 5)
      return [key, content ?? new Uint8Array(0)] as const
    })
    const afterOf = (limit: number, isWhole: boolean): unknown => {
      const question = encodeQuery({ ...SCAN_DEFAULTS, limit })
      const answer = decodeAnswer(answerFromEntries(question, contents, isWhole))
      return answer.type === 'scan' ? answer.after : undefined
    }
    expect(afterOf(10, true)).toBe('')
    expect(afterOf(10, false)).toBe('c')
    expect(afterOf(2, true)).toBe('b')
    const count = decodeAnswer(
      answerFromEntries(encodeQuery({ type: 'count', from: 'b', to: '' }), contents, true)
    )
    expect(count).toEqual({ type: 'count', count: 2 })
  })
})
