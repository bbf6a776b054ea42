/**
 * The rules of who reads: which answers count, and what is told when there are too few.
 */
import { describe, expect, test } from 'vitest'
import type { Content, ScanRange } from '../../../../src/protocols/twophase/index.ts'
import { join } from '../../../../src/protocols/twophase/reader.ts'
import { encodeQuery, keyOfText } from '../../../../src/state/kv/index.ts'
import { CHAIN, createStage, peerOf, ringOf, type Stage } from '../../../support/twophase-stage.ts'

const NEED = 'a question needs one owner of each key'
const ONE_SILENT = `${peerOf('B')} keeps a copy of a key and does not answer; ${NEED}`
const TWO_SILENT = `${[...'BC'].map(peerOf).sort().join(', ')} keep copies of keys and do not answer; ${NEED}`

const LEFT = { left: [peerOf('A')] }

const entry = (key: string, version = 1) => ({
  ...{ key, version, changes: 1, kind: 'bytes' as const, value: new Uint8Array(1) }
})
const here = (ticket: number, ...keys: readonly string[]): Content => ({
  ...{ ticket, verdict: 'here', hasMore: false, keys: 0, bytes: 0 },
  type: 'answer',
  entries: keys.map((key) => entry(key))
})

function get(stage: Stage, key = 'k'): void {
  const question = encodeQuery({ type: 'get', key: keyOfText(key) })
  stage.request({ type: 'query', chain: CHAIN, question, deadlineMs: 60_000 })
}

function reads(
  stage: Stage
): readonly { readonly to: string; readonly ticket: number; ring: number }[] {
  return stage.sent().flatMap(({ to, ring, content }) => {
    return content.type === 'read' ? [{ to, ticket: content.ticket, ring }] : []
  })
}

describe('reader: answers', () => {
  test('reader: an answer counts in the ring that is in force since the read began', () => {
    const stage = createStage(ringOf(3, 'BC', LEFT))
    get(stage)
    const [read] = reads(stage)
    stage.hear(read?.to ?? '', here(read?.ticket ?? 0, 'k'))
    expect(stage.replies()).toMatchObject([{ reply: { type: 'ok' } }])
  })

  test('reader: an answer in an older ring than is in force does not count', () => {
    // This vehicle belongs to no group, so that it knows of a ring only what it is told.
    const stage = createStage(ringOf(3, 'BC', LEFT), { isMember: false })
    get(stage)
    stage.wait(5)
    reads(stage)
    stage.ring(ringOf(5, 'DE', LEFT))
    get(stage, 'l')
    const [old, ...others] = reads(stage)
    expect(others.every(({ to }) => 'DE'.includes(to)) && others.length > 0).toBe(true)
    expect(old).toBeDefined()
    stage.hear(old?.to ?? '', here(old?.ticket ?? 0, 'l'), 3)
    expect(stage.replies().filter(({ reply }) => reply.type === 'ok')).toEqual([])
  })

  test('reader: a question that waits for a ring to be formed is asked when it is', () => {
    for (const forming of [ringOf(0, '', { phase: 'forming' }), undefined]) {
      const stage = createStage(forming, { isMember: false })
      get(stage)
      stage.wait(3_000)
      stage.ring(ringOf(1, 'BC', LEFT))
      stage.wait(2_000)
      expect(reads(stage), JSON.stringify(forming)).not.toEqual([])
    }
  })

  test('reader: a question without an answer tells what it waited for', () => {
    const cases = [
      [undefined, false, { reason: 'notReady' }],
      [undefined, true, { reason: 'noLeader' }],
      [ringOf(3, 'B', LEFT), true, { reason: 'noLeader' }],
      [ringOf(3, 'B', LEFT), false, { reason: 'unreachable', message: ONE_SILENT }],
      [ringOf(3, 'BC', LEFT), false, { reason: 'unreachable', message: TWO_SILENT }]
    ] as const
    for (const [ring, isLogSilent, reply] of cases) {
      const stage = createStage(ring, { isMember: false })
      stage.isLogSilent = isLogSilent
      get(stage)
      stage.wait(61_000)
      const what = JSON.stringify([ring?.nodes.length, isLogSilent])
      expect(stage.replies(), what).toMatchObject([{ reply: { type: 'refused', ...reply } }])
    }
  })

  test('reader: an owner that is silent is left out, and another one answers', () => {
    const stage = createStage(ringOf(3, 'BC', LEFT))
    get(stage)
    const [first] = reads(stage)
    stage.wait(300)
    const others = reads(stage).filter(({ to }) => to !== first?.to)
    const last = others.at(-1)
    stage.hear(last?.to ?? '', here(last?.ticket ?? 0))
    expect(stage.replies()).toMatchObject([{ reply: { type: 'ok' } }])
  })

  test('reader: parts of a scan are one, as far as all of them reach', () => {
    const scan: ScanRange = {
      ...{ from: '', to: '', limit: 10, bytesMax: 1000, reverse: false, keysOnly: false },
      ...{ type: 'scan', after: '' }
    }
    const part = (hasMore: boolean, ...keys: readonly string[]) => ({
      ...{ entries: keys.map((key) => entry(key)), hasMore, keys: keys.length, bytes: 1 }
    })
    const keysOf = (...parts: Parameters<typeof join>[1]): string => {
      const { entries, totals } = join(scan, parts)
      return entries.map(({ key }) => key).join('') + (totals.hasMore ? '+' : '')
    }
    expect(keysOf(part(false, 'b', 'd'), part(false, 'a', 'c'))).toBe('abcd')
    expect(keysOf(part(true, 'a', 'b'), part(false, 'c', 'd'))).toBe('ab+')
    const down = join({ ...scan, reverse: true }, [part(true, 'd', 'c'), part(false, 'b', 'a')])
    expect(down.entries.map(({ key }) => key)).toEqual(['d', 'c'])
    const few = join({ ...scan, limit: 2 }, [part(false, 'a', 'c'), part(false, 'b')])
    expect([few.entries.map(({ key }) => key).join(''), few.totals.hasMore]).toEqual(['ab', true])
    expect(
      join({ type: 'count', from: '', to: '' }, [part(false, 'a'), part(false, 'b')])
    ).toMatchObject({
      totals: { keys: 2, bytes: 2 }
    })
  })
})
