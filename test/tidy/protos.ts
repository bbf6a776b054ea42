/**
 * Rules about .proto files: every field says what it is, and no number is used twice, nor again
 * after it was given up.
 */
import { type Check, eachFile, type SourceFile } from './source.ts'

interface Problem {
  readonly line: number
  readonly reason: string
}

/** A message or enum that is being read. */
interface Block {
  readonly name: string
  /** Whose numbers its fields share: a oneof has those of its message. */
  readonly numbers: Set<number>
}

const OPENING = /^(message|enum|oneof)\s+(\w+)\s*\{/
const FIELD = /^(?:(?:optional|repeated)\s+)?(?:map<[^>]+>|[\w.]+)\s+(\w+)\s*=\s*(\d+)\b/
const ENUM_VALUE = /^(\w+)\s*=\s*(\d+)\b/
const RESERVED = /^reserved\s+([\d\s,to]+);/

/** Numbers of `reserved 3, 5 to 7;`. */
function reservedNumbers(code: string): readonly number[] {
  const list = RESERVED.exec(code)?.[1]
  if (list === undefined) {
    return []
  }
  return list.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('to').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}

/** Takes numbers in a block; answers those that were taken before. */
function takeNumbers(block: Block, numbers: readonly number[]): readonly number[] {
  const taken = numbers.filter((number) => block.numbers.has(number))
  for (const number of numbers) {
    block.numbers.add(number)
  }
  return taken
}

function* lookAtField(
  code: string,
  block: Block,
  line: number,
  commented: boolean
): Generator<Problem> {
  const [, name = '', number = ''] = FIELD.exec(code) ?? ENUM_VALUE.exec(code) ?? []
  const numbers = name === '' ? reservedNumbers(code) : [Number(number)]
  for (const taken of takeNumbers(block, numbers)) {
    yield { line, reason: `number ${taken} of ${block.name} is used twice` }
  }
  if (name !== '' && !commented) {
    yield { line, reason: `${block.name}.${name} has no comment` }
  }
}

/** Keeps the stack of open blocks: a oneof shares the numbers of its message. */
function openBlock(code: string, blocks: Block[]): boolean {
  const [, kind, name = ''] = OPENING.exec(code) ?? []
  const shared = kind === 'oneof' ? blocks.at(-1)?.numbers : undefined
  if (kind !== undefined) {
    blocks.push({ name, numbers: shared ?? new Set() })
  }
  return kind !== undefined
}

function* look({ text }: SourceFile): Generator<Problem> {
  const blocks: Block[] = []
  let commentAbove = false
  for (const [index, full] of text.split('\n').entries()) {
    const [code = '', comment = ''] = full.trim().split(/\s*\/\/\s*/, 2)
    const commented = commentAbove || comment !== ''
    commentAbove = code === '' && comment !== ''
    const inner = blocks.at(-1)
    const isField = code !== '' && !code.startsWith('}') && !openBlock(code, blocks)
    if (isField && inner !== undefined) {
      yield* lookAtField(code, inner, index + 1, commented)
    }
    if (code.endsWith('}')) {
      blocks.pop()
    }
  }
}

const proto = (name: string, body: string): SourceFile => ({
  path: `src/core/${name}.proto`,
  text: `syntax = "proto3";\n\n${body}\n`
})

export const protos: Check = {
  name: 'every field of the wire is described and has a number of its own',
  wants: (path) => path.endsWith('.proto'),
  filesMin: 5,
  run: eachFile(look),
  bad: [
    proto('a', '// A.\nmessage A {\n  bytes x = 1;\n}'),
    proto('b', '// B.\nmessage B {\n  bytes x = 1; // one\n  repeated bytes y = 1; // two\n}'),
    proto('d', '// D.\nmessage D {\n  reserved 2, 4 to 6;\n  map<string, bytes> x = 5; // one\n}'),
    proto(
      'e',
      '// E.\nmessage E {\n  bytes x = 1; // one\n  // y\n  oneof y {\n    bytes z = 1; // z\n  }\n}'
    ),
    proto('f', '// F.\nenum F {\n  NONE = 0;\n}')
  ],
  good: [
    proto(
      'a',
      '// A.\nmessage A {\n  // one\n  bytes x = 1;\n\n  optional string y = 2; // two\n}'
    ),
    proto(
      'b',
      '// B.\nmessage B {\n  bytes x = 1; // one\n}\n\n// C.\nmessage C {\n  bytes x = 1; // one\n}'
    ),
    proto('d', '// D.\nmessage D {}\n\n// E.\nenum E {\n  NONE = 0; // none\n  ONE = 1; // one\n}')
  ]
}
