/**
 * Operations, questions, results and answers of the key-value store as the machine twophase has them:
 * key by key.
 */
import { InvalidMessageError } from '../core/errors.ts'
import type {
  Effects,
  Entry,
  Expected,
  Found,
  Operation,
  Question,
  TaskKey,
  Totals,
  Write
} from '../protocols/twophase/index.ts'
import {
  decodeOperation,
  decodeQuery,
  encodeAnswer,
  encodeResult,
  type KvEntry,
  type KvOperation,
  type KvResult,
  operationFault,
  type Part,
  type PartResult,
  type WrittenResult
} from '../state/kv/index.ts'

interface Refusal {
  readonly reason: string
  readonly text: string
}

const NO_TTL: Refusal = {
  reason: 'notSupported',
  text: 'the engine twophase keeps no times to live: owners of a key have no common clock'
}

export function readKvOperation(bytes: Uint8Array): Operation | Refusal {
  const operation = tryDecode(() => decodeOperation(bytes))
  if ('text' in operation) {
    return operation
  }
  const fault = operationFault(operation)
  if (fault !== undefined) {
    return { reason: 'invalid', text: fault }
  }
  return partsOf(operation).some(hasTime) ? NO_TTL : toOperation(operation)
}

export function readKvQuestion(bytes: Uint8Array): Question | Refusal {
  return tryDecode(() => decodeQuery(bytes))
}

export function encodeKvAnswer(
  question: Question,
  entries: readonly Entry[],
  { hasMore, keys, bytes }: Totals
): Uint8Array {
  switch (question.type) {
    case 'get': {
      const [entry] = entries
      return encodeAnswer({ type: 'get', entry: entry && toKvEntry(entry) })
    }
    case 'scan': {
      const after = hasMore ? (entries.at(-1)?.key ?? '') : ''
      return encodeAnswer({ type: 'scan', entries: entries.map(toKvEntry), after })
    }
    case 'count':
      return encodeAnswer({ type: 'count', count: keys })
    case 'stats':
      return encodeAnswer({ type: 'stats', keys, bytes, expiring: 0 })
  }
}

function tryDecode<T extends object>(decode: () => T): T | Refusal {
  try {
    return decode()
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return { reason: 'invalid', text: error.message }
    }
    throw error
  }
}

function partsOf(operation: KvOperation): readonly Part[] {
  switch (operation.type) {
    case 'compareAndSet':
      return [operation.put]
    case 'transaction':
      return [...operation.whenTrue, ...operation.whenFalse]
    default:
      return [operation]
  }
}

function partsDone(operation: KvOperation, branch: boolean): readonly Part[] {
  return operation.type === 'transaction'
    ? branch
      ? operation.whenTrue
      : operation.whenFalse
    : partsOf(operation)
}

/** Its result has the entry that was there. */
function tellsBefore(part: Part): boolean {
  return part.type === 'get' || (part.type !== 'touch' && part.wantsPrevious)
}

function hasTime(part: Part): boolean {
  return part.type === 'touch' || (part.type === 'put' && part.ttlMs > 0)
}

type Draft = { -readonly [K in keyof TaskKey]: TaskKey[K] }

function toOperation(operation: KvOperation): Operation {
  const drafts = new Map<string, Draft & { expects: Expected[] }>()
  const draftOf = (key: string): Draft & { expects: Expected[] } => {
    const known = drafts.get(key) ?? {
      ...{ key, expects: [], whenTrue: undefined, whenFalse: undefined, isWanted: false }
    }
    drafts.set(key, known)
    return known
  }
  const add = (part: Part, branch: 'whenTrue' | 'whenFalse'): void => {
    const draft = draftOf(part.key)
    const write = writeOf(part)
    draft.isWanted ||= tellsBefore(part)
    draft[branch] = write ?? draft[branch]
  }
  switch (operation.type) {
    case 'compareAndSet':
      draftOf(operation.put.key).expects.push(operation.expected)
      add(operation.put, 'whenTrue')
      break
    case 'transaction':
      for (const { key, expected } of operation.compares) {
        draftOf(key).expects.push(expected)
      }
      for (const part of operation.whenTrue) {
        add(part, 'whenTrue')
      }
      for (const part of operation.whenFalse) {
        add(part, 'whenFalse')
      }
      break
    default:
      add(operation, 'whenTrue')
  }
  const keys = [...drafts.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  const indexOf = new Map(keys.map(({ key }, index) => [key, index]))
  const at = (key: string): number => indexOf.get(key) ?? 0
  return {
    task: { keys },
    result: (effects, found) => encodeResult(resultOf(operation, effects, found, at)),
    resultBytes: ({ branch }, found) =>
      partsDone(operation, branch)
        .filter(tellsBefore)
        .reduce((sum, { key }) => sum + key.length + (found[at(key)]?.value.length ?? 0), 0)
  }
}

function writeOf(part: Part): Write | undefined {
  switch (part.type) {
    case 'put':
      return { type: 'put', value: part.value }
    case 'delete':
      return { type: 'delete' }
    default:
      return undefined
  }
}

function resultOf(
  operation: KvOperation,
  effects: Effects,
  found: readonly Found[],
  at: (key: string) => number
): KvResult {
  const before = (key: string): KvEntry | undefined => {
    const one = found[at(key)]
    return one === undefined || one.changes === 0 ? undefined : toKvEntry({ key, ...one })
  }
  /** Of a key that is written the new version, of another the one it has. */
  const revision = (key: string): number =>
    effects.versions[at(key)] || (found[at(key)]?.version ?? 0)
  const written = (part: Exclude<Part, { type: 'get' }>): WrittenResult => ({
    type: part.type,
    revision: revision(part.key),
    found: before(part.key) !== undefined,
    previous: part.type !== 'touch' && part.wantsPrevious ? before(part.key) : undefined
  })
  switch (operation.type) {
    case 'compareAndSet': {
      const { put } = operation
      const old = before(put.key)
      return {
        type: 'compareAndSet',
        succeeded: effects.branch,
        revision: revision(put.key),
        modified: (found[at(put.key)]?.changes ?? 0) === 0 ? 0 : (found[at(put.key)]?.version ?? 0),
        previous: put.wantsPrevious ? old : undefined
      }
    }
    case 'transaction': {
      const { whenTrue, whenFalse } = operation
      const parts = (effects.branch ? whenTrue : whenFalse).map(
        (part): PartResult =>
          part.type === 'get' ? { type: 'get', entry: before(part.key) } : written(part)
      )
      const versions = found.map(({ version }, i) => effects.versions[i] || version)
      return {
        type: 'transaction',
        succeeded: effects.branch,
        revision: Math.max(0, ...versions),
        parts
      }
    }
    default:
      return written(operation)
  }
}

function toKvEntry({ key, version, changes, kind, value }: Entry): KvEntry {
  return {
    key,
    value: { kind, bytes: value },
    // Every commit of a key is a put of it, since a removal ends it.
    created: version - changes + 1,
    modified: version,
    changes,
    expiresAtMs: 0
  }
}
