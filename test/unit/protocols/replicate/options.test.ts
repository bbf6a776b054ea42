/** Settings of replicate: ranges and relations. */
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import {
  REPLICATE_DEFAULTS,
  type ReplicateOptions,
  resolveReplicateOptions
} from '../../../../src/protocols/replicate/index.ts'

describe('replicate options', () => {
  it('replicate options: the defaults stand unless something else is asked for', () => {
    expect(resolveReplicateOptions()).toEqual(REPLICATE_DEFAULTS)
    expect(resolveReplicateOptions({ backups: 0 }).backups).toBe(0)
    expect(resolveReplicateOptions({ backups: 16, pullsOutstandingMax: 16 }).backups).toBe(16)
  })

  const wrong: readonly ReplicateOptions[] = [
    { backups: -1 },
    { backups: 17 },
    { backups: 1.5 },
    { pullsOutstandingMax: 0 },
    { pullsOutstandingMax: 17 },
    { reserveMs: 0 },
    { resendMs: Number.NaN },
    { deadlineMs: 86_400_001 },
    { offerWaitMs: 3_000 },
    { memberAbsentMs: 130_000 }
  ]
  for (const options of wrong) {
    it(`replicate options: ${JSON.stringify(options)} is refused`, () => {
      expect(() => resolveReplicateOptions(options)).toThrow(InvalidInputError)
    })
  }
})
