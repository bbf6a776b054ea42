/**
 * What the machine twophase is given: the log as it is kept here, whatever is asked of it at once.
 */
import { describe, expect, test } from 'vitest'
import type { QueryRequest, SubmitRequest } from '../../../src/core/group-request.ts'
import { createTwophasePorts } from '../../../src/vehicle/twophase-ports.ts'
import { createTestEnvironment } from '../../support/environment.ts'
import { createTestRing, incarnationOf, PEERS } from '../../support/ring.ts'
import { CHAIN, COORDINATOR } from '../../support/twophase-stage.ts'

const ring = createTestRing()
const asked: (QueryRequest | SubmitRequest)[] = []
const environment = createTestEnvironment('A')
const ports = createTwophasePorts(
  environment,
  incarnationOf('a'),
  {
    isMember: () => true,
    leaderOf: () => undefined,
    peek: (chain, question) => ({
      chain,
      height: ring.height,
      result: ring.machine.query(question, { height: ring.height, timeMs: 0 })
    })
  },
  { membersOf: () => [] },
  (_id, request) => asked.push(request)
)

describe('ports of twophase', () => {
  test('ports of twophase: as many transactions are looked up as may be in doubt at one vehicle', () => {
    const all = Array.from({ length: 8_192 }, (_, i) => ({
      coordinator: COORDINATOR,
      number: i + 1
    }))
    ring.apply({ type: 'resolve', transactions: all.slice(-1) })
    const words =
      ports
        .viewOf(CHAIN)
        ?.decisions(all)
        .map(({ word }) => word) ?? []
    expect(words).toHaveLength(8_192)
    expect([words[0], words.at(-1)]).toEqual(['open', 'aborted'])
  })

  test('ports of twophase: a vehicle can register, however much room its file system tells', () => {
    for (const [told, freeBytes] of [
      [0, 0],
      [1000, 1000],
      [2 ** 48 + 1, 2 ** 48],
      [Number.MAX_SAFE_INTEGER, 2 ** 48],
      [2 ** 63, 2 ** 48]
    ] as const) {
      environment.setQuota(0, 0, told)
      expect(ports.freeBytes(), `${told}`).toBe(freeBytes)
      const peer = PEERS[0] ?? ''
      const register = { type: 'register', peer, incarnation: incarnationOf('a') } as const
      ports.write('id', CHAIN, { ...register, freeBytes, isAsked: false }, 1_000)
      const request = asked.pop()
      const operation = request?.type === 'submit' ? request.operation : new Uint8Array(0)
      expect(ring.machine.fault(operation), `${told}`).toBeUndefined()
    }
  })
})
