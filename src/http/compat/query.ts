/**
 * Rows of a chain that a statement wants.
 *
 * Keeps: times are compared as times and numbers as numbers, though the table had texts; memory is
 * bounded, a statement that would need more to be sorted is refused.
 */
import { InvalidInputError } from '../../core/errors.ts'
import type { Selector } from '../../core/selector.ts'
import type { VGuardNode } from '../../node/api.ts'
import { parseTime } from '../../state/records/index.ts'
import { type OldRow, rowOf, type ShownRow } from './rows.ts'
import type { Comparison, Condition, Statement } from './sql.ts'

export interface RowSource {
  readonly node: Pick<VGuardNode, 'read' | 'readAll'>
  readonly chain: string
  readonly signal: AbortSignal
}

/** Rows that are sorted in memory, and the most that a selector's `latest` may ask for. */
const SORTED_ROWS_MAX = 100_000

/** All rows that a selector wants. */
export async function* selectRows(
  { node, chain, signal }: RowSource,
  selector: Selector
): AsyncGenerator<ShownRow> {
  for await (const found of node.readAll(chain, selector, { signal })) {
    const shown = rowOf(found)
    if (shown !== undefined) {
      yield shown
    }
  }
}

/** @throws InvalidInputError when it compares a time with no time, or too many rows are to be sorted */
export async function* runStatement(
  source: RowSource,
  statement: Statement
): AsyncGenerator<OldRow> {
  const { conditions, order, limit = Number.POSITIVE_INFINITY } = statement
  const tests = conditions.map(testOf)
  const holds = (shown: ShownRow): boolean => tests.every((test) => test(shown))
  const selector = selectorOf(conditions)
  let left = limit
  if (left === 0 || selector === undefined) {
    return
  }
  const rows =
    order === undefined
      ? matching(source, selector, holds)
      : await sorted(source, selector, holds, statement)
  for await (const { row } of rows) {
    yield row
    left--
    if (left <= 0) {
      return
    }
  }
}

async function* matching(
  source: RowSource,
  selector: Selector,
  holds: (shown: ShownRow) => boolean
): AsyncGenerator<ShownRow> {
  for await (const shown of selectRows(source, selector)) {
    if (holds(shown)) {
      yield shown
    }
  }
}

async function sorted(
  source: RowSource,
  selector: Selector,
  holds: (shown: ShownRow) => boolean,
  { order, limit }: Statement
): Promise<readonly ShownRow[]> {
  if (order === 'descending' && limit !== undefined && limit <= SORTED_ROWS_MAX) {
    const found = await newest(source, selector, holds, limit)
    if (found !== undefined) {
      return found
    }
  }
  const rows: ShownRow[] = []
  for await (const shown of matching(source, selector, holds)) {
    rows.push(shown)
    if (rows.length > SORTED_ROWS_MAX) {
      throw new InvalidInputError(
        `more than ${SORTED_ROWS_MAX} rows would have to be sorted; narrow the query`
      )
    }
  }
  const sign = order === 'descending' ? -1 : 1
  return rows.sort((a, b) => sign * (a.record.timeMs - b.record.timeMs))
}

/**
 * The newest rows without all others: asks for more until enough of them hold. Undefined when they are
 * too many for one answer.
 */
async function newest(
  { node, chain, signal }: RowSource,
  selector: Selector,
  holds: (shown: ShownRow) => boolean,
  limit: number
): Promise<readonly ShownRow[] | undefined> {
  for (let latest = limit; latest <= SORTED_ROWS_MAX; latest *= 8) {
    const page = await node.read(chain, { ...selector, latest }, { signal })
    const rows = page.records.map(rowOf).filter((shown) => shown !== undefined && holds(shown))
    if (page.cursor !== undefined) {
      return undefined
    }
    if (rows.length >= limit || page.records.length < latest) {
      return rows.filter((shown) => shown !== undefined).slice(0, limit)
    }
  }
  return undefined
}

/**
 * What can be told to the holders, so that they send less; the tests decide. Undefined when no time is
 * left.
 */
function selectorOf(conditions: readonly Condition[]): Selector | undefined {
  let fromMs = -Number.MAX_SAFE_INTEGER
  let toMs = Number.MAX_SAFE_INTEGER
  for (const { column, comparison, value } of conditions) {
    const timeMs = column === 'timestamp' ? parseTime(value) : undefined
    if (timeMs !== undefined && ['=', '>', '>='].includes(comparison)) {
      fromMs = Math.max(fromMs, timeMs)
    }
    if (timeMs !== undefined && ['=', '<', '<='].includes(comparison)) {
      toMs = Math.min(toMs, timeMs)
    }
  }
  const isOpen = fromMs === -Number.MAX_SAFE_INTEGER && toMs === Number.MAX_SAFE_INTEGER
  if (isOpen) {
    return {}
  }
  return fromMs > toMs ? undefined : { times: { fromMs, toMs } }
}

function testOf({ column, comparison, value }: Condition): (shown: ShownRow) => boolean {
  if (column === 'boothid') {
    return ({ record }) => isSo(comparison, compareTexts(record.key, value))
  }
  const timeMs = parseTime(value)
  if (timeMs === undefined) {
    throw new InvalidInputError(
      `"${value.slice(0, 64)}" is no time in seconds, milliseconds or microseconds since 1970`
    )
  }
  return ({ record }) => isSo(comparison, record.timeMs - timeMs)
}

/** Below 0 when the first comes first; two numbers by their values. */
function compareTexts(a: string, b: string): number {
  const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))
  if (isNumber(a) && isNumber(b)) {
    return Number(a) - Number(b)
  }
  return a === b ? 0 : a < b ? -1 : 1
}

function isSo(comparison: Comparison, order: number): boolean {
  switch (comparison) {
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}
