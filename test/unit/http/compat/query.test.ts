/**
 * Statements on rows: what is compared how, what is sorted, and how much is asked of the holders.
 */
import { describe, expect, test } from 'vitest'
import type { Selector } from '../../../../src/core/selector.ts'
import { runStatement } from '../../../../src/http/compat/query.ts'
import { parseStatement } from '../../../../src/http/compat/sql.ts'
import type { ReadPage, ReadRecord } from '../../../../src/node/api.ts'
import { gpsRecord } from '../../../../src/state/records/index.ts'

/** A chain of rows `[boothid, timestamp]`; undefined for a record of another kind. */
function sourceOf(rows: readonly (readonly [string, string] | undefined)[], isCut = false) {
  const asked: Selector[] = []
  const records: ReadRecord[] = rows.map((row, index) => {
    const record = gpsRecord({ timestamp: row?.[1] ?? '999999' }, row?.[0])
    if (!('kind' in record)) {
      throw new Error(record.reason)
    }
    const other = { kind: 'json', key: '', timeMs: record.timeMs, text: '1' } as const
    const entry = new Uint8Array(0)
    return { height: 1, index, entry, record: row === undefined ? other : record }
  })
  const timeOf = ({ record }: ReadRecord): number => record?.timeMs ?? 0
  const select = ({ times, latest }: Selector): ReadRecord[] => {
    const found = records.filter(
      (record) =>
        times === undefined || (timeOf(record) >= times.fromMs && timeOf(record) <= times.toMs)
    )
    return latest === undefined
      ? found
      : found.sort((a, b) => timeOf(b) - timeOf(a)).slice(0, latest)
  }
  const node = {
    read: (_chain: string, selector: Selector = {}) => {
      asked.push(selector)
      const cursor = isCut ? { height: 1, index: 0 } : undefined
      return Promise.resolve({ records: select(selector), cursor } as unknown as ReadPage)
    },
    async *readAll(_chain: string, selector: Selector = {}) {
      asked.push(selector)
      yield* await Promise.resolve(select(selector))
    }
  }
  return { asked, source: { node, chain: 'c', signal: new AbortController().signal } }
}

async function run(
  text: string,
  rows: readonly (readonly [string, string] | undefined)[],
  isCut = false
) {
  const { asked, source } = sourceOf(rows, isCut)
  const found: string[] = []
  for await (const [boothid, timestamp] of runStatement(source, parseStatement(text))) {
    found.push(`${boothid}@${timestamp}`)
  }
  return { found, asked }
}

const ROWS = [['9', '100'], undefined, ['10', '1000.5'], ['b', '200'], ['10.0', '2000000']] as const

const PLAIN = 'select * from gps_data'

describe('old SQL on rows', () => {
  test.each([
    [PLAIN, '9@100 10@1000.5 b@200 10.0@2000000'],
    [`${PLAIN} limit 2`, '9@100 10@1000.5'],
    [`${PLAIN} limit 0`, ''],
    [`${PLAIN} where boothid = 10`, '10@1000.5 10.0@2000000'],
    [`${PLAIN} where boothid < '10'`, '9@100'],
    [`${PLAIN} where boothid >= 'a'`, 'b@200'],
    [`${PLAIN} where boothid <> '10'`, '9@100 b@200'],
    [`${PLAIN} where timestamp = '1000.50'`, '10@1000.5'],
    [`${PLAIN} where timestamp > 200`, '10@1000.5 10.0@2000000'],
    [`${PLAIN} where timestamp >= 200 and timestamp <= 1000.5`, '10@1000.5 b@200'],
    [`${PLAIN} where timestamp > 200 and timestamp < 100`, ''],
    [`${PLAIN} where timestamp <> 200 limit 1`, '9@100'],
    [`${PLAIN} order by timestamp`, '9@100 b@200 10@1000.5 10.0@2000000'],
    [`${PLAIN} order by timestamp desc limit 1`, '10.0@2000000'],
    [`${PLAIN} order by timestamp desc limit 2`, '10.0@2000000 10@1000.5'],
    [`${PLAIN} where boothid = '9' order by timestamp desc limit 1`, '9@100']
  ])('%s', async (text, expected) => {
    expect((await run(text, ROWS)).found.join(' ')).toBe(expected)
    expect((await run(text, ROWS, true)).found.join(' ')).toBe(expected)
  })

  test('times in microseconds are those in seconds', async () => {
    const text = `${PLAIN} where timestamp = 1577218696.999`
    expect((await run(text, [['1', '1577218696999000']])).found).toHaveLength(1)
  })

  test('holders are told the times, so that they send less', async () => {
    const { asked } = await run(`${PLAIN} where timestamp >= 100 and timestamp < 200`, ROWS)
    expect(asked).toEqual([{ times: { fromMs: 100_000, toMs: 200_000 } }])
    const none = await run(`${PLAIN} where timestamp > 200 and timestamp < 100`, ROWS)
    expect(none.asked).toEqual([])
  })

  test('the newest rows are asked for in growing numbers, not all of them', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => [String(i % 10), String(i)] as const)
    const { found, asked } = await run(
      `${PLAIN} where boothid = 0 order by timestamp desc limit 1`,
      rows
    )
    expect(found).toEqual(['0@90'])
    expect(asked.map(({ latest }) => latest)).toEqual([1, 8, 64])
  })

  test('more than can be sorted is refused', async () => {
    const rows = Array.from({ length: 100_001 }, () => ['1', '1'] as const)
    await expect(run(`${PLAIN} order by timestamp`, rows)).rejects.toThrow(/narrow/)
  })

  test('a time that is none is refused', async () => {
    await expect(run(`${PLAIN} where timestamp > 'now'`, ROWS)).rejects.toThrow(/no time/)
  })
})
