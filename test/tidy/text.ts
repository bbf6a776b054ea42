/**
 * Rules about the text of files: headers, lengths, leftovers, and words that belong elsewhere.
 */
import { type Check, eachFile, isCode, isGenerated, isProduct, lineAt } from './source.ts'
import { innerFunctions, isFunction, type Node, nodesOf } from './syntax.ts'

/** Longest file, in lines. */
const FILE_LINES_MAX = 400
/** Longest function, in lines, not counting the functions inside it. */
const FUNCTION_LINES_MAX = 70
/** Shortest header that can say anything, in characters. */
const HEADER_CHARS_MIN = 20

/** Reports every match of a pattern in a file. */
const forbid = (pattern: RegExp, reason: string): Check['run'] =>
  eachFile(({ text }) =>
    Array.from(text.matchAll(pattern), (match) => ({
      line: lineAt(text, match.index),
      reason: `${reason}: ${match[0].trim()}`
    }))
  )

export const header: Check = {
  name: 'a file begins by saying what it is',
  wants: isCode,
  filesMin: 40,
  run: eachFile(({ text }) => {
    const start = text.replace(/^#!.*\n/, '')
    const words = /^\/\*\*([\s\S]*?)\*\//.exec(start)?.[1]?.replace(/[\s*]+/g, ' ') ?? ''
    return words.length >= HEADER_CHARS_MIN ? [] : [{ line: 1, reason: 'no header comment' }]
  }),
  bad: [
    { path: 'src/core/a.ts', text: 'export const x = 1\n/** What this file is, but too late. */' },
    { path: 'src/core/b.ts', text: '/** Things. */\nexport const x = 1' },
    { path: 'scripts/c.mjs', text: '// What this script is, in the wrong kind of comment.\n' }
  ],
  good: [
    { path: 'src/core/a.ts', text: '/** One number, for an example. */\nexport const x = 1' },
    { path: 'bin/b.ts', text: '#!/usr/bin/env node\n/**\n * Starts the program.\n */\n' }
  ]
}

export const fileLength: Check = {
  name: `a file has at most ${FILE_LINES_MAX} lines`,
  wants: isCode,
  filesMin: 40,
  run: eachFile(({ text }) => {
    const lines = text.replace(/\n$/, '').split('\n').length
    return lines > FILE_LINES_MAX ? [{ line: lines, reason: `${lines} lines` }] : []
  }),
  bad: [{ path: 'src/core/a.ts', text: 'x\n'.repeat(FILE_LINES_MAX + 1) }],
  good: [{ path: 'src/core/a.ts', text: 'x\n'.repeat(FILE_LINES_MAX) }]
}

/** Lines of a function without those of the functions inside it. */
function ownLines(text: string, node: Node): number {
  const span = (part: Node): number => lineAt(text, part.end) - lineAt(text, part.start)
  return span(node) + 1 - innerFunctions(node).reduce((sum, inner) => sum + span(inner), 0)
}

const isLong = (text: string, node: Node): boolean =>
  isFunction(node) && ownLines(text, node) > FUNCTION_LINES_MAX

export const functionLength: Check = {
  name: `a function has at most ${FUNCTION_LINES_MAX} lines of its own`,
  // The body of `describe` is a list, not a function to follow.
  wants: (path) => isCode(path) && !path.startsWith('test/'),
  filesMin: 35,
  run: eachFile((file) =>
    Array.from(nodesOf(file), ([node]) => node)
      .filter((node) => isLong(file.text, node))
      .map((node) => ({
        line: lineAt(file.text, node.start),
        reason: `${ownLines(file.text, node)} lines in one function`
      }))
  ),
  bad: [
    { path: 'src/a.ts', text: `function f() {\n${'g()\n'.repeat(FUNCTION_LINES_MAX)}}` },
    { path: 'src/b.ts', text: `const f = () => {\n${'g()\n'.repeat(FUNCTION_LINES_MAX)}}` }
  ],
  good: [
    { path: 'src/a.ts', text: `function f() {\n${'g()\n'.repeat(FUNCTION_LINES_MAX - 2)}}` },
    {
      path: 'src/b.ts',
      text: `function create() {\n${`function f() {\n${'g()\n'.repeat(40)}}\n`.repeat(3)}}`
    }
  ]
}

const DEFAULT_TAG = `@${'default'}`

export const defaultTags: Check = {
  name: 'the value of an option stands only in its defaults object',
  wants: isCode,
  filesMin: 40,
  run: forbid(new RegExp(`${DEFAULT_TAG}(Value)?\\b.*`, 'g'), 'documented default'),
  bad: [
    { path: 'src/a.ts', text: `/** ${DEFAULT_TAG} 5 */` },
    { path: 'src/b.ts', text: `/** ${DEFAULT_TAG}Value 5 */` }
  ],
  good: [{ path: 'src/a.ts', text: '/** Range 1 to 5. */\nexport const defaults = {}' }]
}

// Written in two halves so that this file passes its own check.
const MARKERS = ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK']
const SWITCHED_OFF = ['on' + 'ly', 'sk' + 'ip', 'to' + 'do', 'fa' + 'ils']

export const markers: Check = {
  name: 'nothing is left for later',
  wants: (path) => path !== 'package-lock.json',
  filesMin: 50,
  run: forbid(new RegExp(`\\b(${MARKERS.join('|')})\\b.*`, 'g'), 'left for later'),
  bad: MARKERS.map((marker) => ({ path: 'docs/a.md', text: `One.\n${marker}: two` })),
  good: [{ path: 'docs/a.md', text: 'To do it, fix me.' }]
}

export const switchedOff: Check = {
  name: 'no test is focused or switched off',
  wants: (path) => path.startsWith('test/') && path.endsWith('.ts'),
  filesMin: 10,
  run: forbid(
    new RegExp(
      `\\b(test|it|describe|suite|bench)(\\.\\w+)*\\.(${SWITCHED_OFF.join('|')})\\b|\\bx(it|test|describe)\\(`,
      'g'
    ),
    'switched off'
  ),
  bad: SWITCHED_OFF.map((word) => ({
    path: 'test/a.test.ts',
    text: `test.${word}('x', () => {})`
  })),
  good: [
    { path: 'test/a.test.ts', text: "test.skipIf(requires('netns'))('x', () => {})" },
    { path: 'test/b.test.ts', text: 'expect(counts.skipped).toBe(0)' }
  ]
}

/** Names of a place where this is built, not of the product. */
const WORKPLACE = ['/wo' + 'rk/', '/fa' + 'rm/', '.libr' + 'ary', '"reso' + 'lved": "http']

export const workplace: Check = {
  name: 'nothing names the place where it was built',
  wants: () => true,
  filesMin: 50,
  run: eachFile(({ text }) =>
    WORKPLACE.filter((word) => text.includes(word)).map((word) => ({
      line: lineAt(text, text.indexOf(word)),
      reason: `contains ${word}`
    }))
  ),
  bad: WORKPLACE.map((word) => ({ path: 'docs/a.md', text: `See\n${word}x` })),
  good: [{ path: 'docs/a.md', text: 'The library of a framework.' }]
}

const SUPPRESSION = /@ts-(ignore|nocheck|expect-error)|biome-ignore(-all|-start)?\b.*/g

export const suppressions: Check = {
  name: 'no tool is told to look away without a reason',
  wants: (path) => isProduct(path) && !isGenerated(path),
  filesMin: 30,
  run: eachFile(({ text }) =>
    Array.from(text.matchAll(SUPPRESSION))
      .filter(([found]) => !/^biome-ignore [\w/]+: .{15,}/.test(found))
      .map((match) => ({ line: lineAt(text, match.index), reason: `without reason: ${match[0]}` }))
  ),
  bad: [
    { path: 'src/a.ts', text: `// @ts-${'ignore'}\nf()` },
    { path: 'src/b.ts', text: `// biome-${'ignore'} lint/style/x: no\nf()` }
  ],
  good: [
    { path: 'src/a.ts', text: `// biome-${'ignore'} lint/style/x: the library wants it so\nf()` }
  ]
}

/** Every rule about text. */
export const textChecks: readonly Check[] = [
  header,
  fileLength,
  functionLength,
  defaultTags,
  markers,
  switchedOff,
  workplace,
  suppressions
]
