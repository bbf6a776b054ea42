/** Serving pulls: how much, to whom, and when not. */
import { describe, expect, it } from 'vitest'
import { blockKey, boothKey, certificateKey } from '../../../../src/core/keyspace.ts'
import type { Effect, StoredRecord } from '../../../../src/core/machine.ts'
import { NO_SUMMARY } from '../../../../src/core/selector.ts'
import { encodeStoredBlock } from '../../../../src/core/stored-block.ts'
import { type Bench, createBench } from './bench.ts'

type Load = Extract<Effect, { readonly type: 'load' }>

/** A bench that holds the whole chain. */
function holder(blocks = 10, blockBytes = 100): Bench {
  const bench = createBench({ blocks, blockBytes })
  const { holdings } = bench.environment
  holdings.adopt(bench.test.chain, bench.effects)
  for (const block of bench.test.blocks) {
    holdings.put(block, bench.effects)
  }
  return bench
}

function pull(bench: Bench, from: number, to: number, by = 'reader'): void {
  const { id: chain } = bench.test.chain
  bench.tell({ type: 'pull', chain, from, to, fromTop: false }, bench.identity(by).peer)
}

function loads(bench: Bench): readonly Load[] {
  return bench.effects.flatMap((effect) => (effect.type === 'load' ? [effect] : []))
}

/** Answers loads that have not been answered yet, as the store would. */
function answer(bench: Bench, change: (record: StoredRecord) => StoredRecord = (of) => of): void {
  for (let done = 0; done < loads(bench).length; done++) {
    const load = loads(bench)[done] as Load
    if (answered.has(load)) {
      continue
    }
    answered.add(load)
    bench.loaded(load.token, recordsOf(bench, load).map(change))
  }
}
const answered = new WeakSet<Load>()

function recordsOf({ test }: Bench, { query }: Load): readonly StoredRecord[] {
  const { id } = test.chain
  if (query.type === 'get') {
    return query.keys.map((key) => ({
      key,
      value: key === boothKey(id, test.booth.id) ? test.booth.bytes : undefined
    }))
  }
  const isIn = ({ key }: { readonly key: string }): boolean => key >= query.gte && key <= query.lte
  const blocks = test.blocks
    .map((block) => ({ key: blockKey(id, block.header.height), block }))
    .filter(isIn)
    .map(({ key, block }) => ({ key, value: encodeStoredBlock({ block, summary: NO_SUMMARY }) }))
  const certificates = test.certificates
    .map(({ height, bytes }) => ({ key: certificateKey(id, height), value: bytes }))
    .filter(isIn)
  const found: readonly StoredRecord[] = [...blocks, ...certificates]
  return (query.reverse === true ? found.toReversed() : found).slice(0, query.recordsMax)
}

describe('source', () => {
  it('source: blocks are sent as stored, with certificates newest first and their booths', () => {
    const bench = holder()
    pull(bench, 3, 5)
    answer(bench)
    const [chunk] = bench.sent('chunk')
    expect(chunk).toEqual({
      ...bench.chunk(3, 5),
      receiver: bench.identity('reader').peer,
      certificates: [5, 4, 3].map((height) => bench.test.certificateOf(height).bytes),
      booths: [bench.test.booth.bytes]
    })
    const query = loads(bench).find(({ token }) => token.endsWith(':certificates'))?.query
    expect(query).toMatchObject({ reverse: true, bytesMax: 64 * 1024 })
  })

  it('source: a large chunk has room for more certificates, a quarter of its blocks', () => {
    const bench = holder(10, 100 * 1024)
    pull(bench, 1, 8)
    const blocksBytes = bench.environment.holdings.get(bench.test.chain.id)?.bytesBetween(1, 8)
    expect(loads(bench).map(({ query }) => query)).toContainEqual(
      expect.objectContaining({ reverse: true, bytesMax: (blocksBytes ?? 0) / 4 })
    )
  })

  it('source: a chunk ends where 1 MiB is full, and never before its first block', () => {
    const bench = holder(10, 300 * 1024)
    pull(bench, 1, 10)
    answer(bench)
    expect(bench.sent('chunk')).toMatchObject([{ from: 1, to: 3 }])
    const large = holder(3, 1000 * 1024)
    pull(large, 2, 3)
    answer(large)
    expect(large.sent('chunk')).toMatchObject([{ from: 2, to: 2 }])
  })

  it('source: the last 4 MiB of chunks are kept, older ones loaded anew', () => {
    const bench = holder(6, 900 * 1024)
    const loadsFor = (height: number): number => {
      const before = loads(bench).length
      pull(bench, height, height)
      answer(bench)
      return loads(bench).length - before
    }
    for (let height = 1; height <= 5; height++) {
      expect(loadsFor(height), `block ${height}`).toBeGreaterThan(0)
    }
    expect([5, 4, 3, 2].map(loadsFor)).toEqual([0, 0, 0, 0])
    expect(loadsFor(1)).toBeGreaterThan(0)
    expect(loadsFor(2), 'the oldest had to go for it').toBeGreaterThan(0)
  })

  it('source: a chunk ends where the blocks held end', () => {
    const bench = holder()
    bench.environment.holdings.remove(bench.test.chain.id, 5, 6, bench.effects)
    pull(bench, 1, 10)
    answer(bench)
    expect(bench.sent('chunk')).toMatchObject([{ from: 1, to: 4 }])
  })

  it('source: what is not here is refused, also a chain that is unknown', () => {
    const bench = holder()
    pull(bench, 11, 12)
    bench.tell(
      { type: 'pull', chain: bench.environment.self.slice(0, 40), from: 1, to: 1, fromTop: false },
      bench.identity('reader').peer
    )
    expect(bench.sent('pullRefused')).toMatchObject([
      { from: 11, to: 12, reason: 'notHere' },
      { reason: 'notHere' }
    ])
    expect(loads(bench)).toEqual([])
  })

  it('source: blocks that have gone meanwhile are refused', () => {
    const bench = holder()
    pull(bench, 1, 4)
    bench.environment.holdings.remove(bench.test.chain.id, 2, 2, bench.effects)
    answer(bench)
    expect(bench.sent('pullRefused')).toMatchObject([{ from: 1, to: 4, reason: 'notHere' }])
    pull(bench, 3, 4)
    answer(bench)
    expect(bench.sent('chunk')).toHaveLength(1)
  })

  it('source: an unreadable record is refused as damaged', () => {
    const bench = holder()
    pull(bench, 1, 4)
    answer(bench, (record) =>
      record.key === blockKey(bench.test.chain.id, 3)
        ? { key: record.key, value: undefined }
        : record
    )
    expect(bench.sent('pullRefused')).toMatchObject([{ reason: 'damaged' }])
    expect(bench.facts('unreadable')).toHaveLength(1)
  })

  it('source: a chunk asked for by several is loaded once, also shortly after', () => {
    const bench = holder()
    pull(bench, 1, 4, 'one')
    pull(bench, 1, 4, 'two')
    pull(bench, 1, 4, 'two')
    const before = loads(bench).length
    answer(bench)
    pull(bench, 1, 4, 'three')
    expect(bench.sent('chunk')).toHaveLength(3)
    expect(before).toBe(2)
    expect(loads(bench)).toHaveLength(3) // blocks, certificates, booths
  })

  it('source: eight loads at a time, 256 waiting, more are told to come back', () => {
    const bench = holder(300)
    for (let height = 1; height <= 300; height++) {
      pull(bench, height, height)
    }
    expect(loads(bench)).toHaveLength(2 * 8)
    expect(bench.sent('pullRefused').filter(({ reason }) => reason === 'busy')).toHaveLength(44)
    answer(bench)
    expect(bench.sent('chunk')).toHaveLength(256)
    pull(bench, 300, 300)
    answer(bench)
    expect(bench.sent('chunk')).toHaveLength(1)
  })
})
