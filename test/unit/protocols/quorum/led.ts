/** A member that leads, or follows, in front of the two others. */
import { expect } from 'vitest'
import type { Submitted } from '../../../../src/core/group-request.ts'
import { decodeResult } from '../../../../src/state/kv/index.ts'
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

/** It follows `b`. */
export const following = (): Led => {
  const stage = createStage({ place: 0 })
  stage.start()
  const [a = '', b = ''] = stage.others
  stage.say(b, { type: 'beat', epoch: 2, seq: 1 })
  return Object.assign(stage, { a, b })
}
