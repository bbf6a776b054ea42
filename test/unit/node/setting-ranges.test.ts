/**
 * Values of settings: every part of a node is asked whether its own are in their ranges.
 */
import { describe, expect, test } from 'vitest'
import type { NetworkOptions } from '../../../src/node/network/options.ts'
import { checkNodeOptions } from '../../../src/node/options.ts'
import { rangeFault } from '../../../src/node/setting-ranges.ts'
import type { VehicleOptions } from '../../../src/vehicle/options.ts'

const OUT_OF_RANGE: readonly [VehicleOptions, RegExp][] = [
  [{ quotaBytes: -1 }, /^quotaBytes is -1,/],
  [{ certify: { resendMsMin: 0 } }, /^certify\.resendMsMin is 0,/],
  [{ replicate: { backups: 99 } }, /backups.* 99\b/],
  [{ release: { backupsMin: 0 } }, /^release\.backupsMin is 0,/],
  [{ read: { deadlineMs: 0 } }, /^read\.deadlineMs is 0,/],
  [{ spread: { lifetime: 9 } }, /^spread\.lifetime is 9,/],
  [{ paxos: { resendMsMin: 0 } }, /^paxos\.resendMsMin is 0,/],
  [{ reconcile: { resendMsMin: 0 } }, /^reconcile\.resendMsMin is 0,/],
  [{ bank: { flushTransfers: 0 } }, /^bank\.flushTransfers is 0,/],
  [{ quorum: { deletedMs: 0 } }, /^quorum\.deletedMs is 0, allowed are 1 to /],
  [{ twophase: { resendMsMin: 0 } }, /^twophase\.resendMsMin is 0,/],
  [{ retention: { temporaryAgeMs: 1 } }, /^temporaryAgeMs is 1,/]
]

describe('values of settings', () => {
  test('the defaults are in their ranges', () => {
    expect(rangeFault()).toBeUndefined()
  })

  test.each(OUT_OF_RANGE)('%o of a vehicle', (vehicle, sentence) => {
    expect(rangeFault(vehicle)).toMatch(sentence)
    const node = { store: 'memory', open: true, vehicle } as const
    expect(() => checkNodeOptions(node)).toThrow(sentence)
  })

  test.each<[NetworkOptions, RegExp]>([
    [{ peersMax: 0 }, /^peersMax is 0, allowed are 1 to 1000$/],
    [{ mdns: { intervalMs: 1 } }, /^mdns\.intervalMs is 1,/],
    [{ banMsMin: 9, banMsMax: 8 }, /^banMsMin is 9, above banMsMax/]
  ])('%o of a network', (network, sentence) => {
    expect(rangeFault({}, network)).toMatch(sentence)
  })
})
