/**
 * Texts of flags as values, and text for people.
 */
import { describe, expect, test } from 'vitest'
import {
  collectList,
  parseDuration,
  parseHeights,
  parseInteger,
  parseMoment,
  parseName,
  parseSize,
  parseSwitch
} from '../../../src/cli/parse.ts'
import {
  clean,
  countText,
  createTerminal,
  durationText,
  tableLines
} from '../../../src/cli/terminal.ts'
import { bytesText } from '../../../src/core/bytes.ts'

describe('parse', () => {
  test('a name is what a terminal shows of it', () => {
    expect(parseName('road works 7')).toBe('road works 7')
    for (const name of ['', 'a\nb', 'a\u001b[31mb', 'a\u202eb']) {
      expect(() => parseName(name), JSON.stringify(name)).toThrow('the name has')
    }
  })

  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5 s', 1_500],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['7', 7_000]
  ])('duration %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  test.each([
    ['4096', 4096],
    ['1KiB', 1024],
    ['500 MB', 5e8],
    ['1.5gib', 1.5 * 2 ** 30]
  ])('size %s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes)
  })

  test.each([
    ['12', { from: 12, to: 12 }],
    ['12-40', { from: 12, to: 40 }]
  ])('heights %s', (text, range) => {
    expect(parseHeights(text)).toEqual(range)
  })

  test('moments, integers, lists and switches', () => {
    expect(parseMoment('1577218696999.5')).toBe(1577218696999.5)
    expect(parseMoment('2026-11-21T10:00:00Z')).toBe(Date.UTC(2026, 10, 21, 10))
    expect(parseMoment('2026-11-21')).toBe(Date.UTC(2026, 10, 21))
    expect(parseMoment('2026-11-21T10:00+01:00')).toBe(Date.UTC(2026, 10, 21, 9))
    expect(parseInteger(0, 16)('16')).toBe(16)
    expect(collectList('b, c', ['a'])).toEqual(['a', 'b', 'c'])
    expect(['1', 'TRUE', 'yes', 'on'].map(parseSwitch)).toEqual([true, true, true, true])
    expect(['0', 'false', 'No', 'off', ''].map(parseSwitch)).toEqual(Array(5).fill(false))
  })

  test.each([
    ['a duration', () => parseDuration('soon')],
    ['no time at all', () => parseDuration('0')],
    ['a negative duration', () => parseDuration('-5s')],
    ['a size', () => parseSize('1 potato')],
    ['blocks', () => parseHeights('40-12')],
    ['block zero', () => parseHeights('0')],
    ['a moment', () => parseMoment('yesterday')],
    ['a moment in other words', () => parseMoment("' OR '1'='1")],
    ['too large', () => parseInteger(0, 16)('17')],
    ['no integer', () => parseInteger(0, 16)('1.5')],
    ['an integer with letters', () => parseInteger(0, 16)('1x')],
    ['a switch', () => parseSwitch('maybe')]
  ])('what is no value is refused with a sentence: %s', (_what, parse) => {
    expect(parse).toThrow(/^"/)
  })
})

describe('terminal', () => {
  const capture = (env: Record<string, string> = {}, isTTY = false) => {
    const written = { out: '', err: '' }
    const terminal = createTerminal({
      stdout: { isTTY, write: (text) => (written.out += text) },
      stderr: { isTTY, columns: 20, write: (text) => (written.err += text) },
      env
    })
    return { written, terminal }
  }

  test('data goes to stdout, talk to stderr, progress only to a terminal', () => {
    const { written, terminal } = capture()
    terminal.out('data')
    terminal.say('talk')
    terminal.progress('1 of 2')
    expect(written).toEqual({ out: 'data\n', err: 'talk\n' })
    const person = capture({}, true)
    person.terminal.progress('1 of 2')
    person.terminal.out('data')
    expect(person.written.err).toBe('\r\u001b[2K1 of 2\r\u001b[2K')
  })

  test.each([
    [{}, false, false],
    [{}, true, true],
    [{ NO_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false]
  ])('colours with %j on a terminal %s: %s', (env, isTTY, hasColours) => {
    const { terminal } = capture(env as Record<string, string>, isTTY)
    expect(terminal.style('red', 'x') !== 'x').toBe(hasColours)
  })

  test('a table has columns as wide as their cells, numbers to the right', () => {
    expect(
      tableLines(
        ['NAME', 'BYTES'],
        [
          ['a', '5'],
          ['longer', '1,200']
        ]
      )
    ).toEqual(['NAME    BYTES', 'a           5', 'longer  1,200'])
  })

  test('sizes and times for people', () => {
    expect([0, 1023, 1024, 1536 * 1024, 5 * 2 ** 30].map(bytesText)).toEqual([
      '0 B',
      '1023 B',
      '1.00 KiB',
      '1.50 MiB',
      '5.00 GiB'
    ])
    expect([0, 1, 2].map((count) => countText(count, 'record'))).toEqual([
      '0 records',
      '1 record',
      '2 records'
    ])
    expect([5, 1500, 90_000, 3 * 3_600_000].map(durationText)).toEqual([
      '5 ms',
      '1.5 s',
      '1 min',
      '3 h'
    ])
  })

  test('text of others cannot move the cursor or turn the reading direction', () => {
    expect(clean('a\u001b[2Jb\nc\u202ed')).toBe('a?[2Jb?c?d')
  })
})
