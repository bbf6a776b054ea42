/**
 * What stands in the blocks of a group's chain, as plain JSON: who asked for what.
 *
 * Keeps: of a quorum group each value is there as it was acknowledged, so that a chain whose group is
 * lost can be put into a new one.
 */
import { toString as toText } from 'uint8arrays/to-string'
import { decodeCommand, operationId } from '../core/command.ts'
import type { Engine, StateKind } from '../core/genesis.ts'
import { decodeRegister, revisionOf } from '../protocols/quorum/index.ts'
import { decodeOperation as decodeTransfer } from '../state/bank/index.ts'
import {
  bytesOfKey,
  decodeOperation,
  type Expected,
  entryOf,
  formatRevision,
  type KvOperation,
  type KvValue,
  type Part,
  textOfKey
} from '../state/kv/index.ts'
import { decodeArchiveBatch } from '../state/quorum-archive/index.ts'
import { decodeOperation as decodeRing, type RingOperation } from '../state/ring/index.ts'
import { withDigits } from './digits.ts'

/** Plain values by name. */
type Fields = Readonly<Record<string, unknown>>

/** An entry with its id and operation; what cannot be read is shown as bytes. */
export function commandJson(
  { state, engine }: { readonly state: StateKind; readonly engine: Engine },
  entry: Uint8Array
): Fields {
  try {
    const command = decodeCommand(entry)
    if (command.type === 'reconfigure') {
      return { type: 'reconfigure' }
    }
    const { client, seq, operation } = command
    return { operation: operationId(client, seq), ...plainJson(state, engine, operation) }
  } catch {
    return unreadable(entry)
  }
}

/** @throws InvalidMessageError when the bytes are no operation of such a log */
function plainJson(state: StateKind, engine: Engine, operation: Uint8Array): Fields {
  switch (engine) {
    case 'twophase':
      return ringJson(decodeRing(operation))
    case 'quorum': {
      const { registers, ...batch } = decodeArchiveBatch(operation)
      return { type: 'archive', ...batch, values: registers.map(registerJson) }
    }
    default:
      return state === 'kv'
        ? operationJson(decodeOperation(operation))
        : withDigits(decodeTransfer(operation))
  }
}

/** What makes a key be again as it was acknowledged: the put of its value, or its deletion. */
function registerJson(bytes: Uint8Array): Fields {
  try {
    const { key, tag, content } = decodeRegister(bytes)
    const written = { revision: formatRevision(revisionOf(tag)), tag }
    if (content === undefined) {
      return { type: 'delete', ...keyJson(key), ...written }
    }
    const entry = entryOf(content)
    return entry === undefined
      ? { ...unreadable(content), ...keyJson(key), ...written }
      : { type: 'put', ...keyJson(key), ...valueJson(entry.value), ...written }
  } catch {
    return unreadable(bytes)
  }
}

function unreadable(bytes: Uint8Array): Fields {
  return { type: 'unreadable', base64: toText(bytes, 'base64pad') }
}

/** What a ring puts into its log; of results only how long they are. */
function ringJson(operation: RingOperation): Fields {
  return operation.type !== 'decide'
    ? { ...operation }
    : {
        ...operation,
        commits: operation.commits.map(({ result, client, seq, ...commit }) => ({
          ...commit,
          operation: operationId(client, seq),
          resultBytes: result.length
        }))
      }
}

function operationJson(operation: KvOperation): Fields {
  switch (operation.type) {
    case 'compareAndSet': {
      const { expected, put } = operation
      return { ...partJson(put), type: 'compareAndSet', expected: expectedJson(expected) }
    }
    case 'transaction':
      return {
        type: 'transaction',
        compares: operation.compares.map(({ key, expected }) => ({
          ...keyJson(key),
          expected: expectedJson(expected)
        })),
        whenTrue: operation.whenTrue.map(partJson),
        whenFalse: operation.whenFalse.map(partJson)
      }
    default:
      return partJson(operation)
  }
}

function partJson(part: Part): Fields {
  const { type } = part
  const value = type === 'put' ? valueJson(part.value) : {}
  const ttl = 'ttlMs' in part && part.ttlMs > 0 ? { ttlMs: part.ttlMs } : {}
  return { type, ...keyJson(part.key), ...value, ...ttl }
}

function expectedJson(expected: Expected): Fields {
  switch (expected.type) {
    case 'revision':
      return { revision: formatRevision(expected.revision) }
    case 'value':
      return valueJson(expected.value)
    default:
      return { is: expected.type }
  }
}

function keyJson(key: string): Fields {
  const text = textOfKey(key)
  const isText = !text.includes('\ufffd')
  return isText ? { key: text } : { key: text, keyBase64: toText(bytesOfKey(key), 'base64pad') }
}

function valueJson({ kind, bytes }: KvValue): Fields {
  return kind === 'json' ? { json: toText(bytes, 'utf8') } : { base64: toText(bytes, 'base64pad') }
}
