/** A member that leads, or follows, in front of the two others. */
import { expect } from 'vitest'
import type { Incarnation } from '../../../../src/core/booth.ts'
import { fromUtf8 } from '../../../../src/core/bytes.ts'
import type { Queried, Submitted } from '../../../../src/core/group-request.ts'
import type { PeerId } from '../../../../src/core/peer.ts'
import type { Register } from '../../../../src/protocols/quorum/register.ts'
import { decodeAnswer, decodeResult } from '../../../../src/state/kv/index.ts'
import { createStage, put, type Stage, type StageOptions } from './stage.ts'

export interface Led extends Stage {
  readonly a: string
  readonly b: string
}

/** It leads, and `a` and `b` are the others. */
export const leading = (options: StageOptions = {}): Led => {
  const stage = createStage({ place: 2, ...options })
  stage.start()
  stage.lead()
  const [a = '', b = ''] = stage.others
  return Object.assign(stage, { a, b })
}

/** What a request was answered, decoded when it was done. */
export const resultOf = (stage: Stage, id: string): unknown => {
  const reply = stage.replies.get(id)
  return reply?.type === 'ok' ? decodeResult((reply.value as Submitted).result) : reply
}

/** The text that a question for one key was answered with; what else it was answered when it was not. */
export const shownTo = (stage: Stage, id: string): unknown => {
  const reply = stage.replies.get(id)
  if (reply?.type !== 'ok') {
    return reply
  }
  const answer = decodeAnswer((reply.value as Queried).result)
  const bytes = answer.type === 'get' ? answer.entry?.value.bytes : undefined
  return bytes === undefined ? undefined : fromUtf8(bytes)
}

/** Puts the key once, so that the leader has taken it over. */
export const written = (stage: Led, key: string, text: string): void => {
  const id = `first ${key}`
  stage.ask(id, put(key, text))
  stage.run(10)
  stage.show(stage.a, [])
  stage.run(10)
  stage.store(stage.a)
  expect(stage.replies.get(id)?.type).toBe('ok')
}

/** Lets time pass in which `a` answers the heartbeats. */
export const reign = (stage: Stage & { readonly a: string }, forMs: number): void => {
  for (let ms = 0; ms < forMs; ms += 100) {
    const { epoch = 0, seq = 0 } = stage.last('beat') ?? {}
    stage.say(stage.a, { type: 'beaten', epoch, seq })
    stage.run(100)
  }
}

/** Answers the newest question for a page of everybody's keys with nothing. */
export const showNothing = (stage: Led): void => {
  for (const peer of stage.others) {
    const { run = 0, id = 0 } = stage.last('pull', peer) ?? {}
    const page = { epoch: 1, more: false, registers: [], heldFrom: 0, forgottenTo: 0 }
    stage.say(peer, { type: 'pulled', run, id, ...page })
  }
}

/** What a member shows of everybody's keys. */
export interface Shown {
  readonly registers?: readonly Register[]
  readonly epoch?: number
  readonly forgottenTo?: number
  /** It has more keys behind these. */
  readonly more?: boolean
}

/** Answers the newest question for a page of everybody's keys. */
export const page = (stage: Stage, from: PeerId, shown: Shown = {}): void => {
  const { run = 0, id = 0 } = stage.last('pull', from) ?? {}
  const { registers = [], epoch = 2, forgottenTo = 0, more = false } = shown
  const base = { run, id, epoch, more, registers, heldFrom: 0, forgottenTo }
  stage.say(from, { type: 'pulled', ...base })
}

/** Lets time pass in which all others answer heartbeats, and questions for pages like this. */
export const reignOverAll = (stage: Led, forMs: number, a: Shown, b: Shown | 'away' = a): void => {
  for (let ms = 0; ms < forMs; ms += 100) {
    const { epoch = 0, seq = 0 } = stage.last('beat') ?? {}
    for (const peer of stage.others) {
      stage.say(peer, { type: 'beaten', epoch, seq })
    }
    page(stage, stage.a, a)
    if (b !== 'away') {
      page(stage, stage.b, b)
    }
    stage.run(100)
  }
}

/** It follows `b`. */
export const following = (): Led => {
  const stage = createStage({ place: 0 })
  stage.start()
  const [a = '', b = ''] = stage.others
  stage.say(b, { type: 'beat', epoch: 2, seq: 1, forgottenTo: 0 })
  return Object.assign(stage, { a, b })
}

/** A member has others hold registers. */
export const give = (stage: Stage, from: PeerId, ...registers: readonly Register[]): void =>
  stage.say(from, { type: 'store', run: 7, id: 9, epoch: 0, registers })

/** Keys that are on the disk. */
export const keysOf = ({ disk }: Stage): readonly string[] =>
  [...disk.keys()].flatMap((key) => {
    const [, hex] = key.split('/k/')
    return hex === undefined ? [] : [Buffer.from(hex, 'hex').toString()]
  })

/** The same members in a later booth. */
export const nextBooth = ({ booth }: Stage, number = 2): Stage['booth'] =>
  booth && { ...booth, number }

/** The data directory of a member that has lost its first one. */
export const NEW_DISK: Incarnation = 'dd'.repeat(16)

/** In a later booth a member has another data directory. */
export const replaceDisk = (stage: Stage, of: PeerId, number = 2): void => {
  const { booth } = stage
  if (booth !== undefined) {
    const at = booth.members.indexOf(of)
    const incarnations = booth.incarnations.map((old, i) => (i === at ? NEW_DISK : old))
    stage.booth = { ...booth, number, incarnations }
  }
}
