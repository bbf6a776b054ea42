/** What stands in the blocks of a group's chain, as plain JSON. */
import { fromString } from 'uint8arrays/from-string'
import { toString as toText } from 'uint8arrays/to-string'
import { describe, expect, it } from 'vitest'
import { encodeCommand } from '../../../src/core/command.ts'
import { commandJson } from '../../../src/http/commands.ts'
import { draftOf, encodeRegister } from '../../../src/protocols/quorum/register.ts'
import type { Tag } from '../../../src/protocols/quorum/tag.ts'
import { applyToEntry, encodeOperation, type KvValue } from '../../../src/state/kv/index.ts'
import { encodeArchiveBatch } from '../../../src/state/quorum-archive/index.ts'

const QUORUM = { state: 'kv', engine: 'quorum' } as const
const TAG: Tag = { epoch: 2, counter: 3, node: 1 }
/** Of the tag, as every answer about the key tells it. */
const REVISION = '2097152.3'

const entryOfBatch = (registers: readonly Uint8Array[]): Uint8Array => {
  const operation = encodeArchiveBatch({ registers, epoch: 2, upTo: 3 })
  const client = '00'.repeat(16)
  return encodeCommand({ type: 'operation', client, seq: 1, ackedTo: 0, openedAt: 0, operation })
}

const registerOf = (key: string, content: Uint8Array | undefined): Uint8Array =>
  encodeRegister({ ...draftOf(key, TAG, undefined, 0), content }).bytes

const contentOf = (key: string, value: KvValue): Uint8Array | undefined => {
  const put = { type: 'put', key, value, ttlMs: 0, wantsPrevious: false } as const
  return applyToEntry(key, undefined, encodeOperation(put), 1).content
}

const valuesOf = (registers: readonly Uint8Array[]): unknown =>
  commandJson(QUORUM, entryOfBatch(registers))['values']

describe('commands of a chain', () => {
  it('commands: a block of a quorum group tells each value with its key and its tag', () => {
    const json: KvValue = { kind: 'json', bytes: fromString('{"a": 1}') }
    const bytes: KvValue = { kind: 'bytes', bytes: Uint8Array.of(0, 255) }
    const registers = [
      registerOf('text', contentOf('text', json)),
      registerOf('\xff', contentOf('\xff', bytes))
    ]
    expect(commandJson(QUORUM, entryOfBatch(registers))).toMatchObject({
      operation: expect.stringMatching(/1$/),
      type: 'archive',
      epoch: 2,
      upTo: 3,
      values: [
        { type: 'put', key: 'text', json: '{"a": 1}', revision: REVISION, tag: TAG },
        { type: 'put', key: '\ufffd', keyBase64: '/w==', base64: 'AP8=', revision: REVISION }
      ]
    })
  })

  it('commands: a key that was deleted stands in the chain of a quorum group as its deletion', () => {
    expect(valuesOf([registerOf('gone', undefined)])).toEqual([
      { type: 'delete', key: 'gone', revision: REVISION, tag: TAG }
    ])
  })

  it('commands: what cannot be read of a batch hides nothing else of it', () => {
    const broken = Uint8Array.of(255)
    const good = registerOf('k', undefined)
    expect(valuesOf([broken, registerOf('odd', broken), good])).toMatchObject([
      { type: 'unreadable', base64: toText(broken, 'base64pad') },
      { type: 'unreadable', key: 'odd', revision: REVISION },
      { type: 'delete', key: 'k' }
    ])
    expect(commandJson(QUORUM, broken)).toEqual({
      type: 'unreadable',
      base64: toText(broken, 'base64pad')
    })
  })
})
