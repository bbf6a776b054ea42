/** What a leader puts into the log, and what it tells of it. */
import { describe, expect, it } from 'vitest'
import { createArchive } from '../../../../src/protocols/quorum/archive.ts'
import { decodeRegister, type Register } from '../../../../src/protocols/quorum/register.ts'
import type { PageThen } from '../../../../src/protocols/quorum/spans.ts'
import type { ArchiveBatch } from '../../../../src/protocols/quorum/types.ts'
import { createStage, put, type Stage } from './stage.ts'

const NOBODY = { push: () => undefined }
const NO_BYTES = new Uint8Array(0)

type Led = Stage & { a: string; b: string }

const leading = (): Led => {
  const stage = createStage({ place: 2 })
  stage.start()
  stage.lead()
  const [a = '', b = ''] = stage.others
  return Object.assign(stage, { a, b })
}

/** Answers the newest question for a page of everybody's keys with nothing. */
const showNothing = (stage: Led): void => {
  for (const peer of stage.others) {
    const { run = 0, id = 0 } = stage.last('pull', peer) ?? {}
    const page = { epoch: 1, more: false, registers: [], heldFrom: 0 }
    stage.say(peer, { type: 'pulled', run, id, ...page })
  }
}

/** Puts a key that the leader takes over first. */
const written = (stage: Led, id: string, text: string): void => {
  stage.ask(id, put('k', text))
  stage.run(10)
  stage.show(stage.a, [])
  stage.run(10)
  stage.store(stage.a)
  expect(stage.replies.get(id)?.type).toBe('ok')
}

/** Lets time pass with heartbeats answered. */
const run = (stage: Led, forMs: number): void => {
  for (let ms = 0; ms < forMs; ms += 100) {
    const { epoch = 0, seq = 0 } = stage.last('beat') ?? {}
    stage.say(stage.a, { type: 'beaten', epoch, seq })
    stage.run(100)
  }
}

/** A leader with two writes of one key under way behind a first one, and how a member acknowledges each. */
const withTwoWrites = () => {
  const stage = leading()
  run(stage, 100)
  showNothing(stage)
  written(stage, 'x', 'one')
  for (const id of ['y', 'z']) {
    stage.ask(id, put('k', id))
    stage.run(10)
  }
  const [older, newer] = stage
    .all('store')
    .filter(({ to }) => to === stage.b)
    .slice(-2)
  const acknowledge = ({ run: of = 0, id = 0 }: { run?: number; id?: number } = {}): void =>
    stage.say(stage.b, { type: 'stored', run: of, id, epoch: 1, refused: [] })
  return { stage, older, newer, acknowledge }
}

describe('quorum archive', () => {
  it('quorum: what did not come into the log goes again while a newer value is under way', () => {
    const stage = leading()
    run(stage, 100)
    showNothing(stage)
    written(stage, 'x', 'one')
    run(stage, 1_000)
    const [first] = stage.batches
    expect(first?.batch.upTo).toBe(1)
    stage.ask('y', put('k', 'two'))
    stage.run(10)
    expect(stage.replies.has('y'), 'it is not acknowledged').toBe(false)
    stage.machine.archived(first?.id ?? '', false)
    run(stage, 1_000)
    const again = stage.batches.at(-1)?.batch
    expect(stage.batches.length).toBe(2)
    expect(again?.registers.map((bytes) => decodeRegister(bytes).tag.counter)).toEqual([1])
  })

  it('quorum: an older write that is acknowledged late does not take the place of a newer one', () => {
    const { stage, older, newer, acknowledge } = withTwoWrites()
    acknowledge(newer)
    acknowledge(older)
    expect(stage.replies.get('y')?.type).toBe('ok')
    run(stage, 1_000)
    const { registers = [], upTo } = stage.batches.at(-1)?.batch ?? {}
    expect(registers.map((bytes) => decodeRegister(bytes).tag.counter)).toEqual([3])
    expect(upTo).toBe(3)
  })

  it('quorum: an older write that is acknowledged while the newer one goes does not take its place', () => {
    const { stage, older, newer, acknowledge } = withTwoWrites()
    acknowledge(newer)
    run(stage, 1_000)
    acknowledge(older)
    stage.machine.archived(stage.batches.at(-1)?.id ?? '', false)
    run(stage, 1_000)
    const { registers = [] } = stage.batches.at(-1)?.batch ?? {}
    expect(stage.batches.length).toBe(2)
    expect(registers.map((bytes) => decodeRegister(bytes).tag.counter)).toEqual([3])
  })

  it('quorum: a leader that left values out does not tell that nothing is missing', () => {
    const batches: ArchiveBatch[] = []
    const ports = {
      archivedTo: () => new Map(),
      archive: (_id: string, _chain: string, batch: ArchiveBatch) => batches.push(batch)
    }
    const parts = { settings: { archiveMs: 1 }, ports, chain: { id: 'c' }, rules: {} }
    const spans = {
      drop: () => undefined,
      ask(nowMs: number, _wanted: unknown, then: PageThen) {
        then(nowMs, [], undefined, NOBODY)
        return 1
      }
    }
    const own = {
      ...{ acknowledgedTo: () => 9, epoch: () => 1, answering: () => 3, isBusy: () => false },
      repair: () => undefined
    }
    const archive = createArchive(parts as never, spans as never, own as never, 2)
    const registers = Array.from({ length: 3 }, (_, i) => {
      return { key: `${i}`, bytes: NO_BYTES } as Register
    })
    for (const some of [registers.slice(0, 2), registers]) {
      archive.begin(0)
      archive.add(some)
      archive.tick(5, NOBODY)
      archive.tick(10, NOBODY)
      archive.end()
    }
    expect(batches.map(({ upTo }) => upTo)).toEqual([9, 0])
  })

  it('quorum: a leader that leads no more looks for nothing any more', () => {
    const stage = leading()
    run(stage, 100)
    expect(stage.machine.status(0).groups[0]?.reading, 'it looks through the keys').toBe(1)
    stage.say(stage.a, { type: 'beat', epoch: 2, seq: 1 })
    expect(stage.machine.status(0).groups[0]).toMatchObject({ role: 'follower', reading: 0 })
  })
})
