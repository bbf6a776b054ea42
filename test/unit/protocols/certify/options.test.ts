/** Settings of certify: ranges and relations. */
import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../../../../src/core/errors.ts'
import {
  CERTIFY_DEFAULTS,
  type CertifyOptions,
  resolveCertifyOptions
} from '../../../../src/protocols/certify/index.ts'

const FULL = 1024 * 1024 + 8 * 1024

describe('certify: settings', () => {
  test('certify: nothing given is the defaults, something given is kept', () => {
    expect(resolveCertifyOptions()).toEqual(CERTIFY_DEFAULTS)
    expect(resolveCertifyOptions({ pipelineBlocks: 3 })).toEqual({
      ...CERTIFY_DEFAULTS,
      pipelineBlocks: 3
    })
  })

  const bad: readonly CertifyOptions[] = [
    { pipelineBlocks: 0 },
    { pipelineBlocks: 65 },
    { pipelineBlocks: 1.5 },
    { windowBytes: FULL - 1 },
    { batchBytes: -1 },
    { batchBytes: FULL + 1 },
    { queueEntriesMax: 0 },
    { queueEntriesMax: 1_000_001 },
    { queueBytesMax: FULL - 1 },
    { appendTimeoutMs: 0 },
    { appendTimeoutMs: 3_600_001 },
    { openTimeoutMs: 0, openGraceMs: 0 },
    { openGraceMs: -1 },
    { resendMsMin: 0 },
    { resendMsMax: 0 },
    { silentAfterMs: 0 },
    { certifiedDelayMs: -1 },
    { bufferBytesMax: Number.NaN },
    { boothsMax: 10_001 },
    { diskFreeBytesMin: -1 },
    { resendMsMin: 300, resendMsMax: 200 },
    { resendMsMin: 100, silentAfterMs: 100 },
    { openTimeoutMs: 300, openGraceMs: 300 }
  ]
  test.each(bad)('certify: %j is refused', (options) => {
    expect(() => resolveCertifyOptions(options)).toThrow(InvalidInputError)
  })

  const good: readonly CertifyOptions[] = [
    { pipelineBlocks: 1 },
    { pipelineBlocks: 64 },
    { windowBytes: FULL, queueBytesMax: FULL, batchBytes: FULL },
    { batchBytes: 0, boothsMax: 0, bufferBytesMax: 0, diskFreeBytesMin: 0, certifiedDelayMs: 0 },
    { resendMsMin: 200, resendMsMax: 200, silentAfterMs: 201 },
    { openTimeoutMs: 301, openGraceMs: 300 }
  ]
  test.each(good)('certify: %j is taken', (options) => {
    expect(resolveCertifyOptions(options)).toMatchObject(options)
  })
})
