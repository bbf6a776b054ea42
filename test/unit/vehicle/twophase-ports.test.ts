/**
 * What the machine twophase is given: the log as it is kept here, whatever is asked of it at once.
 */
import { describe, expect, test } from 'vitest'
import { createTwophasePorts } from '../../../src/vehicle/twophase-ports.ts'
import { createTestEnvironment } from '../../support/environment.ts'
import { createTestRing, incarnationOf } from '../../support/ring.ts'
import { CHAIN, COORDINATOR } from '../../support/twophase-stage.ts'

const ring = createTestRing()
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
  () => undefined
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
})
