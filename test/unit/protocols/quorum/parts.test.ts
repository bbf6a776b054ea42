/** What a member may hold, and what there is room for. */
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import {
  KEY_BYTES_MAX,
  NUMBER_MAX,
  OPERATION_BYTES_MAX,
  VALUE_BYTES_MAX
} from '../../../../src/core/limits.ts'
import {
  DONE_MAX,
  REGISTER_BYTES_MAX,
  RESULT_KEPT_BYTES_MAX,
  STORE_BYTES_MAX
} from '../../../../src/protocols/quorum/limits.ts'
import { QUORUM_DEFAULTS, resolveQuorumOptions } from '../../../../src/protocols/quorum/options.ts'
import { pauseMs, roomFault } from '../../../../src/protocols/quorum/parts.ts'
import { draftOf, encodeRegister, remember } from '../../../../src/protocols/quorum/register.ts'
import type { Registers } from '../../../../src/protocols/quorum/registers.ts'
import { TERM_MAX } from '../../../../src/protocols/quorum/term.ts'
import { applyToEntry, encodeOperation } from '../../../../src/state/kv/index.ts'
import { encodeArchiveBatch } from '../../../../src/state/quorum-archive/index.ts'

/** A key that is known has a register. */
const holding = (bytes: number): Registers =>
  ({ bytes, get: (key) => (key === 'known' ? {} : undefined) }) as Registers

describe('quorum parts', () => {
  it('quorum: what grows beyond the room is refused, what does not grow never is', () => {
    const [small, large] = [new Uint8Array(1), new Uint8Array(100)]
    expect(roomFault(holding(0), 'new', undefined, large)).toBeUndefined()
    const full = holding(STORE_BYTES_MAX - 50)
    const isFull = { type: 'refused', reason: 'full' }
    expect(roomFault(full, 'known', small, large)).toMatchObject(isFull)
    expect(roomFault(full, 'known', large, large)).toBeUndefined()
    expect(roomFault(full, 'known', large, undefined)).toBeUndefined()
    expect(roomFault(full, 'new', undefined, undefined), 'a register').toMatchObject(isFull)
  })

  it('quorum: the largest register that is made is sent, and fits an entry of the log', () => {
    const key = 'k'.repeat(KEY_BYTES_MAX)
    const value = { kind: 'json', bytes: new Uint8Array(VALUE_BYTES_MAX) } as const
    const put = { type: 'put', key, value, ttlMs: 0, wantsPrevious: false } as const
    const { content } = applyToEntry(key, undefined, encodeOperation(put), NUMBER_MAX)
    const tag = { epoch: TERM_MAX, counter: NUMBER_MAX, node: NUMBER_MAX }
    const draft = draftOf(key, tag, undefined, 0)
    for (let i = 0; i <= DONE_MAX; i++) {
      const result = new Uint8Array(RESULT_KEPT_BYTES_MAX)
      const name = { client: 'ff'.repeat(16), seq: NUMBER_MAX, digest: 'ff'.repeat(8) }
      remember(draft, { ...name, epoch: TERM_MAX, result })
    }
    const { bytes } = encodeRegister({ ...draft, content })
    expect(bytes.length).toBeLessThanOrEqual(REGISTER_BYTES_MAX)
    const greatest = new Uint8Array(REGISTER_BYTES_MAX)
    const batch = { registers: [greatest], epoch: TERM_MAX, upTo: NUMBER_MAX }
    expect(encodeArchiveBatch(batch).length).toBeLessThanOrEqual(OPERATION_BYTES_MAX)
  })

  it('quorum: pauses between sendings grow, up to a limit', () => {
    const pauses = [1, 2, 3, 20].map((sent) => pauseMs(QUORUM_DEFAULTS, sent, 0))
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
