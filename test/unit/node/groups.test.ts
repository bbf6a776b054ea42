/** Whom a host program means when it names the members of a group. */
import { expect, test } from 'vitest'
import type { NodeEvents } from '../../../src/node/events.ts'
import { createGroups } from '../../../src/node/groups.ts'
import { createNames } from '../../../src/node/names.ts'
import type { Parts } from '../../../src/node/parts.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'

const realm = createCryptoRealm(1)
const [here, unmet, stranger] = ['here', 'unmet', 'stranger'].map(
  (name) => realm.identity(name).peer
) as [string, string, string]

test('a member that was not met since the start is named by its label, in a change and in a recovery', async () => {
  const asked: VehicleRequest[] = []
  const names = createNames(
    () => [{ peer: here, name: 'car-1', isConnected: true }],
    () => [{ chain: 'C', name: 'store', proposer: undefined }]
  )
  const members = [here, unmet]
  const request = (one: VehicleRequest): Promise<unknown> => {
    asked.push(one)
    return Promise.resolve({ type: 'ok', value: { chain: 'C', number: 2, members } })
  }
  const vehicle = { groups: { membersOf: () => members }, holdings: { all: () => [] } }
  const foundation = { identity: {} }
  const parts = { foundation, vehicle, names, runtime: { request } } as unknown as Parts
  const groups = createGroups(
    parts,
    { on: () => () => undefined } as unknown as NodeEvents,
    Promise.resolve()
  )
  const wanted = ['car-1', names.labelOf(unmet)]
  await groups.changeMembers('store', wanted)
  await groups.recoverGroup('store', wanted, { unsafe: true })
  expect(asked).toMatchObject([
    { type: 'changeMembers', members },
    { type: 'recoverGroup', members }
  ])
  await expect(
    groups.changeMembers('store', ['car-1', names.labelOf(stranger)]),
    'who is no member has to be met'
  ).rejects.toMatchObject({ code: 'ERR_UNKNOWN_VEHICLE' })
})
