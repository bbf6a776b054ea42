/** What a member may hold, and what there is room for. */
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import { STORE_BYTES_MAX } from '../../../../src/protocols/quorum/limits.ts'
import { QUORUM_DEFAULTS, resolveQuorumOptions } from '../../../../src/protocols/quorum/options.ts'
import { pauseMs, roomFault } from '../../../../src/protocols/quorum/parts.ts'
import type { Registers } from '../../../../src/protocols/quorum/registers.ts'

const holding = (bytes: number): Registers => ({ bytes }) as Registers

describe('quorum parts', () => {
  it('quorum: what grows beyond the room is refused, what does not grow never is', () => {
    const [small, large] = [new Uint8Array(1), new Uint8Array(100)]
    expect(roomFault(holding(0), undefined, large)).toBeUndefined()
    const full = holding(STORE_BYTES_MAX - 50)
    expect(roomFault(full, small, large)).toMatchObject({ type: 'refused', reason: 'full' })
    expect(roomFault(full, large, large)).toBeUndefined()
    expect(roomFault(full, large, undefined)).toBeUndefined()
  })

  it('quorum: pauses between sendings grow, up to a limit', () => {
    const pauses = [1, 2, 3, 20].map((sent) => pauseMs(QUORUM_DEFAULTS, sent))
    expect(pauses).toEqual([100, 150, 225, 2_000])
  })

  it('quorum: settings out of their range, or against each other, are refused', () => {
    expect(resolveQuorumOptions({ heartbeatMs: 50 })).toMatchObject({ heartbeatMs: 50 })
    const wrong = [
      { heartbeatMs: 0 },
      { heartbeatMs: 400 },
      { backOffMsMax: 100 },
      { resendMsMin: 5_000 },
      { roundsInFlight: 1.5 },
      { queueMax: 0 }
    ]
    for (const options of wrong) {
      expect(() => resolveQuorumOptions(options), JSON.stringify(options)).toThrow(
        InvalidInputError
      )
    }
  })
})
