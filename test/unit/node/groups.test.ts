/** Whom a host program means when it names the members of a group. */
import { expect, test } from 'vitest'
import type { NodeEvents } from '../../../src/node/events.ts'
import { createGroups, type Groups } from '../../../src/node/groups.ts'
import { createNames } from '../../../src/node/names.ts'
import type { Parts } from '../../../src/node/parts.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'

const realm = createCryptoRealm(1)
const [here, unmet, stranger] = ['here', 'unmet', 'stranger'].map(
  (name) => realm.identity(name).peer
) as [string, string, string]

function groupsOf(
  members: readonly string[],
  request: (one: VehicleRequest) => Promise<unknown>
): { readonly groups: Groups; readonly labelOf: (peer: string) => string } {
  const names = createNames(
    () => [{ peer: here, name: 'car-1', isConnected: true }],
    () => [{ chain: 'C', name: 'store', proposer: undefined }]
  )
  const vehicle = { groups: { membersOf: () => members }, holdings: { all: () => [] } }
  const foundation = { identity: {} }
  const parts = { foundation, vehicle, names, runtime: { request } } as unknown as Parts
  const events = { on: () => () => undefined } as unknown as NodeEvents
  return { groups: createGroups(parts, events, Promise.resolve()), labelOf: names.labelOf }
}

test('a member that was not met since the start is named by its label, in a change and in a recovery', async () => {
  const asked: VehicleRequest[] = []
  const members = [here, unmet]
  const request = (one: VehicleRequest): Promise<unknown> => {
    asked.push(one)
    return Promise.resolve({ type: 'ok', value: { chain: 'C', number: 2, members } })
  }
  const { groups, labelOf } = groupsOf(members, request)
  const wanted = ['car-1', labelOf(unmet)]
  await groups.changeMembers('store', wanted)
  await groups.recoverGroup('store', wanted, { unsafe: true })
  expect(asked).toMatchObject([
    { type: 'changeMembers', members },
    { type: 'recoverGroup', members }
  ])
  await expect(
    groups.changeMembers('store', ['car-1', labelOf(stranger)]),
    'who is no member has to be met'
  ).rejects.toMatchObject({ code: 'ERR_UNKNOWN_VEHICLE' })
})

test('a change under the id of another one is not told as done', async () => {
  const value = { chain: 'C', booth: 'b', number: 2, members: [here, unmet] }
  const { groups, labelOf } = groupsOf([here, unmet], () => Promise.resolve({ type: 'ok', value }))
  const both = [labelOf(unmet), 'car-1']
  expect(await groups.changeMembers('store', both, { operation: 'r1' })).toEqual(value)
  const refused = {
    code: 'ERR_OTHER_OPERATION',
    message: expect.stringContaining('operation r1 is done')
  }
  for (const members of [['car-1'], [labelOf(unmet)]]) {
    await expect(groups.changeMembers('store', members, { operation: 'r1' })).rejects.toMatchObject(
      refused
    )
    const again = groups.recoverGroup('store', members, { operation: 'r1', unsafe: true })
    await expect(again).rejects.toMatchObject(refused)
  }
})
