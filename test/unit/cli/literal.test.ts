/** Values as people type them: JSON to the letter, Python literals, texts. */
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { parseLiteral } from '../../../src/cli/literal.ts'
import { parsePythonLiteral } from '../../../src/cli/python-literal.ts'
import { InvalidInputError } from '../../../src/core/errors.ts'

const LITERALS: readonly (readonly [text: string, json: string])[] = [
  ["'a b'", '"a b"'],
  ['"it\'s"', '"it\'s"'],
  ['\'a\' "b"', '"ab"'],
  ["'''x\ny'''", '"x\\ny"'],
  ["r'\\n'", '"\\\\n"'],
  ["'\\x41\\u00fc\\101\\n\\q'", '"AüA\\n\\\\q"'],
  ["'\\U0001F697'", '"🚗"'],
  ['u"x"', '"x"'],
  ['-1', '-1'],
  ['+1', '1'],
  ['1_000', '1000'],
  ['0x1f', '31'],
  ['0o17', '15'],
  ['0b101', '5'],
  ['00', '0'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
  ['1.', '1'],
  ['.5', '0.5'],
  ['-1e3', '-1000'],
  ['True', 'true'],
  ['None', 'null'],
  ['[]', '[]'],
  ['()', '[]'],
  ['set()', '[]'],
  ['(1)', '1'],
  ['(1,)', '[1]'],
  ['(1, 2)', '[1,2]'],
  ['[1, [2, None], ]', '[1,[2,null]]'],
  ['{1, 2}', '[1,2]'],
  ['{}', '{}'],
  ["{'a': 1, 2: (True,)}", '{"a":1,"2":[true]}'],
  [' { "a b" : { } } ', '{"a b":{}}']
]

describe('Python literals', () => {
  test.each(LITERALS)('%j is %j', (text, json) => {
    expect(parsePythonLiteral(text)).toEqual({ type: 'json', text: json })
  })

  test('bytes stay bytes', () => {
    expect(parsePythonLiteral("b'a\\x00\\xff'")).toEqual({
      type: 'bytes',
      bytes: Uint8Array.of(97, 0, 255)
    })
  })

  test.each([
    '',
    'abc',
    '10**3',
    '1 2',
    '1j',
    '3-4j',
    '1e999',
    '1__0',
    '1_',
    '1_e5',
    '012',
    '--5',
    "'a",
    "b'a' 'b'",
    "b'ü'",
    "[b'a']",
    '[1 2]',
    '[1,,2]',
    '[1',
    '(,)',
    "{'a': 1, 2}",
    '{[1]: 1}',
    "'\\x4'",
    "'\\N{DASH}'",
    '__import__("os")',
    "open('x')",
    '[x for x in (1,2)]',
    'true'
  ])('%j is none, and nothing is evaluated', (text) => {
    expect(() => parsePythonLiteral(text)).toThrow(InvalidInputError)
  })

  test('Python itself reads them alike', (context) => {
    const script = [
      'import ast, json, sys',
      'plain = lambda v: [plain(x) for x in v] if isinstance(v, (list, tuple, set)) else',
      ' {k: plain(x) for k, x in v.items()} if isinstance(v, dict) else v'
    ]
    const code = `${script[0]}\n${script[1]}${script[2]}\n${[
      'for text in json.load(sys.stdin):',
      ' print(json.dumps(plain(ast.literal_eval(text.strip()))))'
    ].join('\n')}`
    let lines: string[]
    try {
      const input = JSON.stringify(LITERALS.map(([text]) => text))
      const env = { ...process.env, PYTHONWARNINGS: 'ignore' }
      lines = execFileSync('python3', ['-c', code], { input, env }).toString().trim().split('\n')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        context.skip('there is no Python here')
      }
      throw error
    }
    for (const [i, [text, json]] of LITERALS.entries()) {
      const theirs: unknown = JSON.parse(lines[i] ?? '')
      const ours: unknown = JSON.parse(json)
      // A set has no order.
      expect(text.startsWith('{1') ? [theirs].flat().sort() : theirs, text).toEqual(ours)
    }
  })
})

describe('values on the command line', () => {
  test.each([
    ['any', '{"a": 1.0}', { json: '{"a": 1.0}' }],
    ['any', "{'a': 1}", { json: '{"a":1}' }],
    ['any', "b'\\x00'", { base64: 'AA==' }],
    ['any', 'plain text - with blanks', { json: '"plain text - with blanks"' }],
    ['any', '-', { json: '"-"' }],
    ['string', '1', { json: '"1"' }],
    ['json', '1', { json: '1' }],
    ['python', 'None', { json: 'null' }]
  ])('as %s %j is %j', (kind, text, value) => {
    expect(parseLiteral(text, kind)).toEqual(value)
  })

  test('what is not of its kind is told', () => {
    expect(() => parseLiteral('None', 'json')).toThrow(InvalidInputError)
    expect(() => parseLiteral('nil', 'python')).toThrow(InvalidInputError)
  })
})
