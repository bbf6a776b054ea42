/** A member behind a slow link: what it says waits behind the pages that it shows. */
import { describe, expect, it } from 'vitest'
import { give, type Led } from './led.ts'
import { createStage, registerOf, type SentOf } from './stage.ts'

const KEPT_MS = 1_000
const gone = registerOf('gone', undefined, { epoch: 1, counter: 1, node: 0 })
const live = registerOf('live', 'v', { epoch: 1, counter: 2, node: 0 })

/** It leads in the epoch 2; all hold a key that was deleted in the epoch 1 and one that was not. */
const leading = (): Led => {
  const stage = createStage({ place: 2, options: { deletedMs: KEPT_MS } })
  stage.start()
  const [a = '', b = ''] = stage.others
  give(stage, a, gone, live)
  stage.horizons.set(1, 2)
  stage.lead(2)
  return Object.assign(stage, { a, b })
}

interface Linked {
  readonly stage: Led
  /** Times at which `b` was asked for a page. */
  readonly askedMs: readonly number[]
}

/** `a` answers at once. From `b` a page takes so long, one behind the other, and all else at once. */
const linked = (pageMs: number, forMs: number): Linked => {
  const stage = leading()
  const askedMs: number[] = []
  const coming: { atMs: number; say: () => void }[] = []
  let freeMs = 0
  let { length } = stage.said
  const untilMs = stage.nowMs + forMs
  const fromB = (takesMs: number, say: () => void): void => {
    freeMs = Math.max(stage.nowMs, freeMs) + takesMs
    coming.push({ atMs: freeMs, say })
  }
  while (stage.nowMs < untilMs) {
    const said = stage.said.slice(length)
    length = stage.said.length
    for (const { seq } of said.filter((one): one is SentOf<'beat'> => one.type === 'beat')) {
      stage.say(stage.a, { type: 'beaten', epoch: 2, seq })
      fromB(0, () => stage.say(stage.b, { type: 'beaten', epoch: 2, seq }))
    }
    for (const one of said.filter((each): each is SentOf<'pull'> => each.type === 'pull')) {
      const base = { run: one.run, id: one.id, epoch: 2, more: false, registers: [gone, live] }
      const say = (): void =>
        stage.say(one.to, { type: 'pulled', ...base, heldFrom: 0, forgottenTo: 0 })
      if (one.to === stage.a) {
        say()
      } else {
        askedMs.push(stage.nowMs)
        fromB(pageMs, say)
      }
    }
    while (coming[0] !== undefined && coming[0].atMs <= stage.nowMs) {
      coming.shift()?.say()
    }
    stage.run(50)
  }
  return { stage, askedMs }
}

describe('quorum: a member behind a slow link', () => {
  it('quorum: it is waited for, and what is deleted is forgotten', () => {
    for (const pageMs of [100, 900, 1_500, 5_000, 9_000]) {
      const { stage, askedMs } = linked(pageMs, 60_000)
      expect(stage.last('beat')?.forgottenTo, `a page in ${pageMs} ms`).toBe(1)
      expect(askedMs.length, 'one question for each page').toBeLessThan(4)
      expect(stage.machine.status(0).groups[0]).toMatchObject({ role: 'leader', epoch: 2 })
    }
  })

  it('quorum: who needs longer than that for a page takes no more than a part of its link', () => {
    const { stage, askedMs } = linked(11_000, 300_000)
    expect(stage.last('beat')?.forgottenTo).toBe(0)
    // 10 s each, and three times as long a rest.
    expect(askedMs.length).toBeLessThan(10)
    expect(askedMs.length, 'it is tried again').toBeGreaterThan(2)
  })
})
