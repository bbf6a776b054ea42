/**
 * Which rings are a matter of a vehicle: those of its groups, those that it was asked to, and those that
 * its clients use; no others that it happens to know.
 */
import { describe, expect, test } from 'vitest'
import { messageOf } from '../../../../src/protocols/twophase/contents.ts'
import { createTwophase, type TwophasePorts } from '../../../../src/protocols/twophase/index.ts'
import { encodeQuery, keyOfText } from '../../../../src/state/kv/index.ts'
import { createTestEnvironment, EMPTY_DISK } from '../../../support/environment.ts'
import { incarnationOf } from '../../../support/ring.ts'
import {
  CHAIN,
  COORDINATOR,
  createStage,
  peerOf,
  portionOf,
  ringOf
} from '../../../support/twophase-stage.ts'

const get = (key: string) => {
  const question = encodeQuery({ type: 'get', key: keyOfText(key) })
  return { type: 'query', chain: CHAIN, question, deadlineMs: 60_000 } as const
}

describe('rings of a vehicle', () => {
  test('rings: of a group that is only known nothing is asked, whoever speaks of it', () => {
    const stage = createStage(ringOf(3, 'BC'), { isMember: false })
    expect(stage.machine.status(0).sites).toEqual([])
    const portions = [portionOf(1, ['k', 'one'])]
    stage.hear('D', { type: 'prepare', coordinator: COORDINATOR, portions })
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

  test('rings: those of its own groups find a place, however many others a vehicle hears of', () => {
    const others = Array.from({ length: 200 }, (_, i) => `other-${i}`)
    const nothing = (): undefined => undefined
    const ports: TwophasePorts = {
      ...{ incarnation: incarnationOf('a'), rulesOf: () => ({ copies: 2, classic: false }) },
      ...{ chains: () => [...others, CHAIN], viewOf: nothing, leads: () => false },
      ...{ isMember: (chain) => chain === CHAIN, freeBytes: () => 0, write: nothing, ask: nothing },
      readOperation: () => ({ reason: 'invalid', text: '' }),
      readQuestion: () => ({ reason: 'invalid', text: '' }),
      encodeAnswer: () => new Uint8Array(0)
    }
    const machine = createTwophase(createTestEnvironment('A'), undefined, EMPTY_DISK, ports)
    const known = (): readonly string[] => machine.status(0).sites.map(({ chain }) => chain)
    for (const chain of [...others, CHAIN]) {
      const message = messageOf(chain, 3, [{ type: 'acks', coordinator: COORDINATOR, numbers: [] }])
      machine.step(0, { type: 'message', from: peerOf('B'), message }, [])
    }
    expect(known()).toContain(CHAIN)
    expect(known().length).toBeLessThan(others.length)
  })
})
