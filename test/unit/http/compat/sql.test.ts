/**
 * The statements of SQL that old clients send: read as data, or refused with a sentence.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import { type Condition, parseStatement } from '../../../../src/http/compat/sql.ts'

const ALL = { conditions: [], order: undefined, limit: undefined }

describe('old SQL', () => {
  test.each([
    ['select * from gps_data', ALL],
    ['SELECT * FROM gps_data', ALL],
    ['  Select\n*\tfrom `gps_data` ;  ', ALL],
    ['select*from gps_data', ALL],
    [
      'SELECT * FROM gps_data ORDER BY timestamp DESC LIMIT 1',
      { ...ALL, order: 'descending', limit: 1 }
    ],
    ['select * from gps_data order by `timestamp`', { ...ALL, order: 'ascending' }],
    [
      'select * from gps_data order by timestamp asc limit 0',
      { ...ALL, order: 'ascending', limit: 0 }
    ],
    [
      "select * from gps_data where timestamp >= '1577218696.999' and boothid = 12",
      {
        ...ALL,
        conditions: [
          { column: 'timestamp', comparison: '>=', value: '1577218696.999' },
          { column: 'boothid', comparison: '=', value: '12' }
        ]
      }
    ],
    [
      `select * from gps_data where boothid != "it's ""one""" limit 3`,
      {
        ...ALL,
        conditions: [{ column: 'boothid', comparison: '<>', value: `it's "one"` }],
        limit: 3
      }
    ]
  ])('%s is read', (text, statement) => {
    expect(parseStatement(text)).toEqual(statement)
  })

  test.each([
    '',
    ';',
    'select',
    'select * from gps_dat',
    'select * from other',
    "select * from 'gps_data'",
    'select timestamp from gps_data',
    'delete from gps_data',
    'drop table gps_data',
    'insert into gps_data values (1)',
    'select * from gps_data; drop table gps_data',
    'select * from gps_data;;',
    'select * from gps_data -- comment',
    'select * from gps_data /* comment */',
    'select * from gps_data where',
    'select * from gps_data where 1=1',
    'select * from gps_data where timestamp',
    'select * from gps_data where timestamp = ',
    'select * from gps_data where timestamp = boothid',
    'select * from gps_data where timestamp = (select 1)',
    "select * from gps_data where boothid = 'a' or 1=1",
    "select * from gps_data where boothid = 'a\\' or '1'='1'",
    "select * from gps_data where boothid like '%'",
    "select * from gps_data where boothid = 'open",
    'select * from gps_data where latitude > 1',
    'select * from gps_data order by latitude',
    'select * from gps_data order by timestamp desc asc',
    'select * from gps_data limit',
    'select * from gps_data limit -1',
    'select * from gps_data limit 1.5',
    'select * from gps_data limit 1, 2',
    'select * from gps_data limit 1 limit 2',
    'select * from gps_data limit 9999999999999999999',
    'select * from gps_data into outfile "/etc/passwd"',
    'select * from gps_data union select * from users',
    `select * from gps_data where ${'boothid = 1 and '.repeat(20)} boothid = 1`,
    `select * from gps_data where boothid = '${'a'.repeat(5000)}'`,
    'select * from gps_data limit 1\u0000'
  ])('%s is refused in one sentence', (text) => {
    expect(() => parseStatement(text)).toThrow(InvalidInputError)
    expect(() => parseStatement(text)).toThrow(/^[^\n]{10,300}$/)
  })

  test('whatever the text, it is a statement or a sentence', () => {
    const word = fc.constantFrom(
      ...['select', '*', 'from', 'gps_data', 'where', 'timestamp', 'boothid', 'and', 'order'],
      ...['by', 'desc', 'asc', 'limit', '1', "'1'", '"', "'", '=', '<', '>=', ';', '`', '(', '--']
    )
    const texts = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(word, { maxLength: 24 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 8 }).map((rest) => `select * from gps_data ${rest.join(' ')}`)
    )
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const { conditions, order, limit } = parseStatement(text)
          expect(text.trim().toLowerCase().startsWith('select')).toBe(true)
          expect(conditions.length).toBeLessThanOrEqual(16)
          expect([undefined, 'ascending', 'descending']).toContain(order)
          expect(limit === undefined || Number.isSafeInteger(limit)).toBe(true)
        } catch (error) {
          expect(error, text).toBeInstanceOf(InvalidInputError)
        }
      }),
      { numRuns: 3000 }
    )
  })

  test('what is written as a statement reads back as it was meant', () => {
    const value = fc.string({ maxLength: 40 }).filter((text) => !text.includes('\\'))
    const condition: fc.Arbitrary<Condition> = fc.record({
      column: fc.constantFrom('timestamp', 'boothid'),
      comparison: fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
      value
    })
    const statement = fc.record({
      conditions: fc.array(condition, { maxLength: 8 }),
      order: fc.constantFrom(undefined, 'ascending' as const, 'descending' as const),
      limit: fc.option(fc.nat(), { nil: undefined })
    })
    fc.assert(
      fc.property(statement, fc.boolean(), (wanted, isDouble) => {
        const quote = isDouble ? '"' : "'"
        const where = wanted.conditions.map(
          ({ column, comparison, value: text }) =>
            `${column} ${comparison} ${quote}${text.replaceAll(quote, quote + quote)}${quote}`
        )
        const text = [
          'select * from gps_data',
          where.length === 0 ? '' : `where ${where.join(' and ')}`,
          wanted.order === undefined
            ? ''
            : `order by timestamp ${wanted.order === 'descending' ? 'desc' : ''}`,
          wanted.limit === undefined ? '' : `limit ${wanted.limit}`
        ].join(' ')
        expect(parseStatement(text)).toEqual(wanted)
      }),
      { numRuns: 1000 }
    )
  })
})
