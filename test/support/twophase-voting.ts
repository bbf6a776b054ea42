/**
 * Operations of a coordinator on a stage, the votes that it hears, and what it puts into the log.
 */
import type { LogAnswer, Vote, Written } from '../../src/protocols/twophase/index.ts'
import { type KvOperation, keyOfText } from '../../src/state/kv/index.ts'
import { type Call, peerOf, ringOf, type Sent, type Stage } from './twophase-stage.ts'

/** A is no owner: it only coordinates. */
export const LEFT = { left: [peerOf('A')] }
export const RING = ringOf(3, 'BC', LEFT)

export function put(key: string, value = 'v'): KvOperation {
  return {
    ...{ type: 'put', key: keyOfText(key), ttlMs: 0, wantsPrevious: false },
    value: { kind: 'bytes', bytes: new TextEncoder().encode(value) }
  }
}

export const yes = (
  number: number,
  version = 0,
  change: Partial<Vote['found'][number]> = {}
): Vote => ({
  ...{ number, verdict: 'yes' },
  found: [
    {
      ...{ version, changes: version, kind: 'bytes', value: new Uint8Array(0), holds: true },
      ...{ isJoining: false, ...change }
    }
  ]
})
export const no = (number: number, verdict: Vote['verdict']): Vote => ({
  number,
  verdict,
  found: []
})

/** The coordinator's name and the transactions that it has prepared. */
export function prepared(sent: readonly Sent[]): { coordinator: string; numbers: number[] } {
  const contents = sent.flatMap(({ content }) => (content.type === 'prepare' ? [content] : []))
  const numbers = contents.flatMap(({ portions }) => portions.map(({ number }) => number))
  return { coordinator: contents[0]?.coordinator ?? '', numbers: [...new Set(numbers)] }
}

export function vote(
  stage: Stage,
  from: string,
  coordinator: string,
  ...votes: readonly Vote[]
): void {
  stage.hear(from, { type: 'votes', coordinator, votes })
}

export const decides = (calls: readonly Call[]): readonly Extract<Written, { type: 'decide' }>[] =>
  calls.flatMap(({ what }) => (what.type === 'decide' ? [what] : []))

export const told = (
  word: 'committed' | 'aborted' | 'repeated' | 'stale' | 'other'
): Extract<LogAnswer, { type: 'decided' }> => ({
  type: 'decided',
  height: 12,
  outcomes: [
    { word, branch: true, versions: [1], changes: [1], result: Uint8Array.of(10, 2, 8, 1) }
  ]
})

/** Puts these keys, everybody votes for them, and tells what went into the log. */
export function putAll(stage: Stage, ...keys: readonly string[]): readonly Call[] {
  for (const key of keys) {
    stage.request(put(key))
  }
  const { coordinator, numbers } = prepared(stage.sent())
  for (const number of numbers) {
    vote(stage, 'B', coordinator, yes(number))
    vote(stage, 'C', coordinator, yes(number))
  }
  return stage.calls()
}
