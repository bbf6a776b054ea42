/** Settings of the paxos protocol: ranges and relations. */
import { describe, expect, it } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import {
  PAXOS_DEFAULTS,
  type PaxosOptions,
  resolvePaxosOptions
} from '../../../../src/protocols/paxos/options.ts'

describe('paxos options', () => {
  it('paxos: defaults are within their own ranges', () => {
    expect(resolvePaxosOptions()).toEqual(PAXOS_DEFAULTS)
  })

  it('paxos: what is out of range or contradicts another setting is refused', () => {
    const wrong: readonly PaxosOptions[] = [
      { heartbeatMs: 0 },
      { heartbeatMs: 300 },
      { electionRounds: 1 },
      { blocksInFlight: 65 },
      { queueBytesMax: 1 },
      { resendMsMin: 3_000 },
      { deadlineMs: 1.5 }
    ]
    for (const options of wrong) {
      const resolve = () => resolvePaxosOptions(options)
      expect(resolve, JSON.stringify(options)).toThrow(InvalidInputError)
    }
  })
})
