/**
 * Which rings are a matter of a vehicle: those of its groups, those that it was asked to, and those that
 * its clients use; no others that it happens to know.
 */
import { describe, expect, test } from 'vitest'
import { NO_BYTES } from '../../../../src/core/bytes.ts'
import type { Effect } from '../../../../src/core/machine.ts'
import { messageOf } from '../../../../src/protocols/twophase/contents.ts'
import {
  createTwophase,
  type TwophaseMessage,
  type TwophasePorts
} from '../../../../src/protocols/twophase/index.ts'
import { encodeOperation, encodeQuery, keyOfText } from '../../../../src/state/kv/index.ts'
import { readKvOperation, readKvQuestion } from '../../../../src/vehicle/twophase-kv.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'
import { incarnationOf } from '../../../support/ring.ts'
import {
  CHAIN,
  COORDINATOR,
  createStage,
  nodeOf,
  nodesOf,
  peerOf,
  portionOf,
  ringOf
} from '../../../support/twophase-stage.ts'

type Sending = Effect<{ protocol: string; message: unknown }>

const get = (key: string) => {
  const question = encodeQuery({ type: 'get', key: keyOfText(key) })
  return { type: 'query', chain: CHAIN, question, deadlineMs: 60_000 } as const
}

describe('rings of a vehicle', () => {
  test('rings: of those on it that are not lost a vehicle tells whom it does not reach', () => {
    const next = [...nodesOf('ABD'), nodeOf('E', { isLost: true })]
    const stage = createStage(ringOf(4, 'ABC', { phase: 'moving', next }))
    const told = (): readonly string[] | undefined => stage.machine.status(0).sites[0]?.unreachable
    expect(told()).toEqual([...nodesOf('BC'), ...nodesOf('D')].map(({ peer }) => peer))
    stage.connected.add(peerOf('C'))
    expect(told()).toEqual([...nodesOf('B'), ...nodesOf('D')].map(({ peer }) => peer))
  })

  test('rings: of a group that is only known nothing is asked, whoever speaks of it', () => {
    const stage = createStage(ringOf(3, 'BC'), { isMember: false })
    expect(stage.machine.status(0).sites).toEqual([])
    const portions = [portionOf(1, ['k', 'one'])]
    stage.hear('C', { type: 'prepare', coordinator: COORDINATOR, portions })
    stage.wait(10_000)
    expect(stage.lookups()).toBe(0)
    stage.request(get('k'))
    expect(stage.lookups()).toBe(1)
  })

  test('rings: who takes part without being a member asks after every start, and goes on', () => {
    const stage = createStage(ringOf(3, 'BC'), { isMember: false })
    stage.request({ type: 'ringJoin', chain: CHAIN })
    stage.restart()
    expect(stage.lookups()).toBeGreaterThan(0)
    stage.wait(5_000)
    expect(stage.lookups()).toBeGreaterThan(3)
  })

  test('rings: who was to leave when it fell over gives what it keeps, until no ring names it', () => {
    const stage = createStage(ringOf(3, 'BC'), { isMember: false })
    stage.request({ type: 'ringJoin', chain: CHAIN })
    stage.request({ type: 'ringLeave', chain: CHAIN })
    stage.restart()
    expect(stage.lookups(), 'it may have joined').toBeGreaterThan(0)
    stage.wait(5_000)
    stage.lookups()
    stage.wait(5_000)
    expect(stage.lookups(), 'it has not').toBe(0)
    // The change that was thought lost is done late; another one moves to it.
    stage.ring(ringOf(6, 'AC', { phase: 'moving', next: nodesOf('ABC') }))
    stage.hear('B', { type: 'pull', without: [], after: '' })
    stage.hear('B', { type: 'pull', without: [], after: '' })
    expect(stage.words()).toContain('range>B')
  })

  test('rings: a member that is put out of the group while it is on the ring learns of it after a start', () => {
    const stage = createStage(ringOf(3, 'ABC'))
    stage.wait(1_000)
    stage.isMember = false
    stage.restart()
    expect(stage.lookups()).toBeGreaterThan(0)
  })

  /** A vehicle that belongs to CHAIN and only knows the others; the log is never heard of. */
  function many(own: readonly string[] = [CHAIN]): {
    readonly others: readonly string[]
    hear(chain: string): void
    ask(chain: string): readonly Effect[]
    /** Puts a key; the name of the coordinator that tries. Afterwards nothing waits for it. */
    put(chain: string): string
    known(): readonly string[]
  } {
    const others = Array.from({ length: 200 }, (_, i) => `other-${i}`)
    const nothing = (): undefined => undefined
    const calls: string[] = []
    const ports: TwophasePorts = {
      ...{ incarnation: incarnationOf('a'), rulesOf: () => ({ copies: 2, classic: false }) },
      ...{ chains: () => [...others, ...own], viewOf: nothing, leads: () => false },
      membersOf: () => [],
      ...{ isMember: (chain) => own.includes(chain), freeBytes: () => 0, write: nothing },
      ask: (id) => calls.push(id),
      readOperation: readKvOperation,
      readQuestion: readKvQuestion,
      encodeAnswer: () => new Uint8Array(0)
    }
    const machine = createTwophase(createTestEnvironment('A'), undefined, EMPTY_DISK, ports)
    let requests = 0
    let nowMs = 0
    const step = (event: Parameters<typeof machine.step>[1]): readonly Sending[] => {
      const out: Sending[] = []
      machine.step(nowMs, event, out)
      return out
    }
    return {
      others,
      hear(chain) {
        const content = { type: 'acks', coordinator: COORDINATOR, numbers: [] } as const
        const message = messageOf(chain, 3, [content])
        step({ type: 'message', from: peerOf('B'), message })
      },
      ask(chain) {
        const request = { ...get('k'), chain }
        const effects = step({ type: 'request', id: `request-${++requests}`, request })
        return effects.filter(({ type }) => type === 'reply')
      },
      put(chain) {
        const put = { type: 'put', key: keyOfText('k'), ttlMs: 0, wantsPrevious: false } as const
        const operation = encodeOperation({ ...put, value: { kind: 'bytes', bytes: NO_BYTES } })
        const request = { type: 'submit', chain, operation, deadlineMs: 1_000 } as const
        const told: Sending[] = [...step({ type: 'request', id: `request-${++requests}`, request })]
        for (let i = 0; i < 100; i++) {
          nowMs += 100
          for (const what of ['sent', 'tick']) {
            told.push(...step({ type: 'timer', id: `twophase:${what}:${chain}` }))
          }
          for (const id of calls.splice(0)) {
            const answer = { type: 'ring', height: 1, changes: 1, ring: ringOf(3, 'BC') } as const
            machine.answered(nowMs, id, answer, told)
          }
        }
        const said = told.flatMap((effect) =>
          effect.type === 'send' ? (effect.message as TwophaseMessage).contents : []
        )
        const prepare = said.find(({ type }) => type === 'prepare')
        return prepare?.type === 'prepare' ? prepare.coordinator : ''
      },
      known: () => machine.status(0).sites.map(({ chain }) => chain)
    }
  }

  test('rings: those of its own groups find a place, however many others a vehicle hears of', () => {
    const { others, hear, known } = many()
    for (const chain of [...others, CHAIN]) {
      hear(chain)
    }
    expect(known()).toContain(CHAIN)
    expect(known().length).toBeLessThan(others.length)
  })

  test('rings: those of its own groups take no place of the others', () => {
    const groups = Array.from({ length: 150 }, (_, i) => `group-${i}`)
    const { others, hear, ask, known } = many(groups)
    groups.forEach(hear)
    const [first = ''] = others
    expect(ask(first), 'it waits for an answer').toEqual([])
    expect(known()).toContain(first)
  })

  test('rings: of those that are no matter of a vehicle the one longest idle gives way', () => {
    const { others, hear, ask, known } = many()
    const [first = '', second = ''] = others
    expect(ask(first), 'it waits for an answer').toEqual([])
    others.slice(1).forEach(hear)
    expect(known()).toContain(first)
    expect(known()).toContain(others.at(-1))
    expect(known()).not.toContain(second)
    const [oldest = '', next = ''] = others.filter(
      (chain) => chain !== first && known().includes(chain)
    )
    hear(oldest)
    hear(second)
    expect(known()).toEqual(expect.arrayContaining([first, second, oldest]))
    expect(known()).not.toContain(next)
  })

  test('rings: when requests wait at as many as there may be, one more is refused, and not called unknown', () => {
    const { others, ask, known } = many()
    const refused = others.flatMap(ask)
    expect(refused.length).toBe(others.length - known().length)
    expect(refused.length).toBeGreaterThan(0)
    for (const effect of refused) {
      expect(effect).toMatchObject({ reply: { type: 'refused', reason: 'busy', retry: true } })
    }
    expect(ask(CHAIN), 'its own finds a place').toEqual([])
  })

  test('rings: one that gave way and comes back names nothing as before', () => {
    const { others, put, hear, known } = many()
    const [first = '', ...more] = others
    const name = put(first)
    expect(name).not.toBe('')
    expect(put(first), 'as long as it keeps its place').toBe(name)
    more.forEach(hear)
    expect(known()).not.toContain(first)
    expect(put(first)).not.toBe(name)
  })
})
