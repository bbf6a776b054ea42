/** A member behind a slow link: what it says waits behind the pages that it shows. */
import { describe, expect, it } from 'vitest'
import { gone, leadingOver, live } from './deleted.ts'
import type { Led } from './led.ts'
import { registerOf, type SentOf } from './stage.ts'

interface Linked {
  readonly stage: Led
  /** Times at which `b` was asked for a page. */
  readonly askedMs: readonly number[]
  /** The longest time for which an answer of `b` has waited behind others. */
  readonly waitedMs: number
}

interface LinkOptions {
  /** A key of the epoch 1 each. */
  readonly pages?: number
  /** When the link of `b` is closed for a moment. */
  readonly flapMs?: number
}

/** `a` answers at once. From `b` a page takes so long, one behind the other, and all else at once. */
const linked = (pageMs: number, forMs: number, { pages = 1, flapMs }: LinkOptions = {}): Linked => {
  const many = Array.from({ length: pages }, (_, i) =>
    registerOf(`k-${1_000 + i}`, 'v', { epoch: 1, counter: i + 1, node: 0 })
  )
  const held = pages === 1 ? [gone, live] : many
  const stage = leadingOver(held)
  const perPage = held.length / pages
  const askedMs: number[] = []
  const coming: { atMs: number; say: () => void }[] = []
  let freeMs = 0
  let waitedMs = 0
  let { length } = stage.said
  const startMs = stage.nowMs
  const untilMs = startMs + forMs
  const fromB = (takesMs: number, say: () => void): void => {
    waitedMs = Math.max(waitedMs, freeMs - stage.nowMs)
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
      const left = held.filter(({ key }) => key > one.after)
      const shown = { registers: left.slice(0, perPage), more: left.length > perPage }
      const base = { run: one.run, id: one.id, epoch: 2, ...shown }
      const say = (): void =>
        stage.say(one.to, { type: 'pulled', ...base, heldFrom: 0, forgottenTo: 0 })
      if (one.to === stage.a) {
        say()
      } else {
        askedMs.push(stage.nowMs)
        fromB(pageMs, say)
      }
    }
    if (flapMs !== undefined && stage.nowMs === startMs + flapMs) {
      stage.disconnect(stage.b)
      stage.run(100)
      stage.connect(stage.b)
    }
    while (coming[0] !== undefined && coming[0].atMs <= stage.nowMs) {
      coming.shift()?.say()
    }
    stage.run(50)
  }
  return { stage, askedMs, waitedMs }
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
    // 10 s each, and as long a rest.
    expect(askedMs.length).toBeLessThan(20)
    expect(askedMs.length, 'it is tried again').toBeGreaterThan(2)
  })

  it('quorum: who is waited for no more is not asked at the pace of others', () => {
    const { askedMs, waitedMs } = linked(500, 120_000, { pages: 100, flapMs: 2_000 })
    expect(waitedMs).toBeLessThan(1_100)
    expect(askedMs.length, 'the next look asks it for all pages').toBeGreaterThan(100)
  })
})
