/**
 * Keys and values as a sequential object: reads, writes, compare-and-set, deletes, and transactions over
 * several keys, each of them one step. A history of one key makes it a register.
 */
import { IMPOSSIBLE, type Model } from './model.ts'

/** A value, or undefined for no value. */
export type KvValue = string | undefined

/** Everything is a transaction: checks, then reads, then writes. */
export interface KvInput {
  /** Nothing is done unless each key has this value. */
  readonly checks: readonly (readonly [key: string, value: KvValue])[]
  readonly reads: readonly string[]
  readonly writes: readonly (readonly [key: string, value: KvValue])[]
  /** Reads all keys at once. */
  readonly isScan: boolean
}

export interface KvOutput {
  /** Whether the checks held. */
  readonly isDone: boolean
  /** What the reads saw, in their order; of a scan, keys and values by turns, ascending. */
  readonly values: readonly KvValue[]
}

export type KvState = ReadonlyMap<string, string>

export const KV_DONE: KvOutput = { isDone: true, values: [] }
export const KV_NOT_DONE: KvOutput = { isDone: false, values: [] }

const NOTHING: KvInput = { checks: [], reads: [], writes: [], isScan: false }

export function kvGet(key: string): KvInput {
  return { ...NOTHING, reads: [key] }
}

/** An undefined value deletes. */
export function kvPut(key: string, value: KvValue): KvInput {
  return { ...NOTHING, writes: [[key, value]] }
}

/** Writes only where `expected` is the value. */
export function kvCas(key: string, expected: KvValue, value: KvValue): KvInput {
  return { ...NOTHING, checks: [[key, expected]], writes: [[key, value]] }
}

export function kvTransaction(parts: Partial<KvInput>): KvInput {
  return { ...NOTHING, ...parts }
}

export const KV_SCAN: KvInput = { ...NOTHING, isScan: true }

export const KV_MODEL: Model<KvState, KvInput, KvOutput> = {
  init: new Map(),
  step(state, input, output) {
    const isDone = input.checks.every(([key, value]) => state.get(key) === value)
    if (output !== undefined) {
      const seen = isDone ? valuesOf(state, input) : []
      if (output.isDone !== isDone || !areEqual(output.values, seen)) {
        return IMPOSSIBLE
      }
    }
    return isDone && input.writes.length > 0 ? write(state, input.writes) : state
  },
  textOf: (state) => [...state].map(exactText).sort().join(''),
  isSilent: (input, output) => input.writes.length === 0 || output?.isDone === false,
  keysOf: ({ checks, reads, writes, isScan }) =>
    isScan ? undefined : [...checks.map(([key]) => key), ...reads, ...writes.map(([key]) => key)],
  describe: (input, output) => `${inputText(input)} -> ${outputText(output)}`
}

function valuesOf(state: KvState, { reads, isScan }: KvInput): readonly KvValue[] {
  return isScan
    ? [...state].sort(([a], [b]) => (a < b ? -1 : 1)).flat()
    : reads.map((key) => state.get(key))
}

function write(state: KvState, writes: KvInput['writes']): KvState {
  const next = new Map(state)
  for (const [key, value] of writes) {
    if (value === undefined) {
      next.delete(key)
    } else {
      next.set(key, value)
    }
  }
  return next
}

function areEqual(a: readonly KvValue[], b: readonly KvValue[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}

function pairText([key, value]: readonly [string, KvValue]): string {
  return `${key}=${value ?? '(none)'}`
}

/** With lengths, so that no two states have the same text. */
function exactText([key, value]: readonly [string, string]): string {
  return `${key.length}:${value.length}:${key}${value}`
}

function inputText({ checks, reads, writes, isScan }: KvInput): string {
  const parts = [
    ...(checks.length > 0 ? [`if ${checks.map(pairText).join(' and ')}`] : []),
    ...(isScan ? ['scan'] : []),
    ...(reads.length > 0 ? [`get ${reads.join(' ')}`] : []),
    ...(writes.length > 0 ? [`put ${writes.map(pairText).join(' ')}`] : [])
  ]
  return parts.join(', ')
}

function outputText(output: KvOutput | undefined): string {
  if (output === undefined) {
    return 'unknown'
  }
  const { isDone, values } = output
  const seen = values.map((value) => value ?? '(none)').join(' ')
  return isDone ? `done ${seen}`.trimEnd() : 'not done'
}
