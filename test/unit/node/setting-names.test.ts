/**
 * Names of settings: what is known, and what is told of a name that is not.
 */
import { describe, expect, test } from 'vitest'
import { checkNodeOptions, type NodeOptions } from '../../../src/node/options.ts'
import {
  NETWORK_SETTINGS,
  settingFault,
  VEHICLE_SETTINGS
} from '../../../src/node/setting-names.ts'

const NAMES = { vehicle: VEHICLE_SETTINGS, network: NETWORK_SETTINGS, backups: 'value' } as const

describe('names of settings', () => {
  test.each([
    [{ vehicle: { read: { deadlineMs: 1 }, quotaBytes: 1 }, network: {}, backups: 'x' }, undefined],
    [{ vehicle: { read: undefined } }, undefined],
    [{ bakups: 1 }, '"bakups" is no setting; the nearest is "backups"'],
    [{ vehicle: { reed: {} } }, '"vehicle.reed" is no setting; the nearest is "vehicle.read"'],
    [
      { vehicle: { read: { deadline: 1 } } },
      '"vehicle.read.deadline" is no setting; the nearest is "vehicle.read.deadlineMs"'
    ],
    // Those of other places come where nothing beside it is as near.
    [{ peersMax: 1 }, '"peersMax" is no setting; the nearest is "network.peersMax"'],
    [{ 'peers-max': 1 }, '"peers-max" is no setting; the nearest is "network.peersMax"'],
    [
      { vehicle: { resendMs: 1 } },
      '"vehicle.resendMs" is no setting; the nearest are ' +
        '"vehicle.replicate.resendMs", "vehicle.release.resendMs", "vehicle.read.resendMs"'
    ],
    [
      { vehicle: { replicate: { offerTimeoutMs: '2000' } } },
      '"vehicle.replicate.offerTimeoutMs" is "2000", it must be a number'
    ],
    [
      { vehicle: { paxos: { leases: 'no' } } },
      '"vehicle.paxos.leases" is "no", it must be true or false'
    ],
    [{ vehicle: { group: 7 } }, '"vehicle.group" is 7, it must be a text'],
    [{ vehicle: { pivots: 'x' } }, '"vehicle.pivots" is "x", it must be a list'],
    [{ vehicle: { quotaBytes: 5n } }, '"vehicle.quotaBytes" is 5, it must be a number'],
    [{ vehicle: { quotaBytes: {} } }, '"vehicle.quotaBytes" is an object, it must be a number'],
    [{ network: { peersMax: null } }, '"network.peersMax" is null, it must be a number'],
    [{ network: { peersMax: undefined } }, undefined],
    [{ vehicle: [] }, '"vehicle" must be an object with settings, such as "pivots"'],
    [
      { vehicle: { read: 5 } },
      '"vehicle.read" must be an object with settings, such as "deadlineMs"'
    ]
  ])('%o', (settings, fault) => {
    expect(settingFault(settings, NAMES)).toBe(fault)
  })

  test('what every object has is no setting', () => {
    const settings: unknown = JSON.parse('{"vehicle":{"__proto__":{}}}')
    expect(settingFault({ constructor: 1 }, NAMES)).toMatch(/^"constructor" is no setting/)
    expect(settingFault(settings as object, NAMES)).toMatch(/^"vehicle.__proto__" is no setting/)
  })

  test('options of an embedded node are checked likewise', () => {
    const base = { store: 'memory', open: true } as const
    const check = (options: object) => () =>
      checkNodeOptions({ ...base, ...options } as NodeOptions)
    expect(check({ mdns: { port: 5353 }, vehicle: { read: {} }, runtime: {} })).not.toThrow()
    expect(check({ mdns: false })).not.toThrow()
    expect(check({ mdns: { prot: 1 } })).toThrow(
      '"mdns.prot" is no setting; the nearest is "mdns.port"'
    )
    expect(check({ lisen: [] })).toThrow('"lisen" is no setting; the nearest is "listen"')
    expect(check({ vehicle: { name: 'x' } })).toThrow(
      '"vehicle.name" is no setting; the nearest is "name"'
    )
    expect(check({ runtime: { turnMs: 1 } })).toThrow('"runtime.turnMsMax"')
  })
})
