/** Calls about a ring: what they say when nobody who leads its group answers. */
import { expect, test } from 'vitest'
import { OutcomeUnknownError, RefusedError } from '../../../src/node/errors.ts'
import { createGroupCalls, type GroupCalls } from '../../../src/node/group-calls.ts'

import { createNames } from '../../../src/node/names.ts'
import { createRingCalls } from '../../../src/node/ring.ts'
import type { ChainId, PeerId } from '../../../src/portable/index.ts'
import { createCryptoRealm } from '../../../src/sim/crypto.ts'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'

const vehicle = (name: string) => name as PeerId
const names = { vehicle, anyVehicle: vehicle, labelOf: (peer: PeerId) => peer }

const NODE = { tokens: 64, isLost: false, isJoining: false, isLeaving: false, first: 0, all: 0 }
const peer = (name: string): PeerId => createCryptoRealm(1).identity(name).peer

const ringThat = (insist: GroupCalls['insist']) =>
  createRingCalls({ insist }, 'C' as ChainId, names)

const failing = (error: Error) => ringThat(() => Promise.reject(error))

test('a change of a ring whose outcome is unknown is asked for again as it was, without an id', async () => {
  const lost = new OutcomeUnknownError('ask again with the same id', { operation: 'abc:6' })
  const ring = failing(lost)
  for (const asked of [ring.join(), ring.leave(peer('lost'), { gone: true })]) {
    const error: unknown = await asked.catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(OutcomeUnknownError)
    expect(error).toMatchObject({ operation: 'abc:6', cause: lost })
    expect(String(error)).toMatch(/may still be made; ask for the same again/)
    expect(String(error)).not.toContain('the same id')
  }
  const refused = new RefusedError('x', { reason: 'tooFew', retry: false })
  await expect(failing(refused).leave()).rejects.toBe(refused)
})

test('a ring that nobody confirms in time is refused by the vehicle, which is told how long that is', async () => {
  const asked: VehicleRequest[] = []
  const message =
    'nobody who leads the group has answered in time; car-2 is a member and out of reach'
  const { insist } = createGroupCalls((request) => {
    asked.push(request)
    return Promise.resolve({ type: 'refused', reason: 'noLeader', message, retry: true })
  })
  const error: unknown = await ringThat(insist)
    .show([], { timeoutMs: 50 })
    .catch((cause: unknown) => cause)
  expect(error).toBeInstanceOf(RefusedError)
  expect(error).toMatchObject({ code: 'ERR_NO_LEADER', reason: 'noLeader', retry: true })
  expect(String(error)).toContain(`${message}; which ring this vehicle knows is told by`)
  expect(asked[0]).toMatchObject({ type: 'ringShow', deadlineMs: 50 })
  const busy = new RefusedError('x', { reason: 'busy', retry: true })
  await expect(failing(busy).show()).rejects.toBe(busy)
})

test('who leaves is found by what the ring calls it, also when it was not met since the start', async () => {
  const [here, unmet] = [peer('here'), peer('unmet')]
  const asked: VehicleRequest[] = []
  const { insist } = createGroupCalls((request) => {
    asked.push(request)
    const nodes = [here, unmet].map((one) => ({ ...NODE, peer: one }))
    const shown = { chain: 'C', version: 4, phase: 'stable', copies: 2, nodes }
    const value = request.type === 'ringShow' ? { ...shown, ready: [], owners: [] } : {}
    return Promise.resolve({ type: 'ok', value })
  })
  const known = createNames(
    () => [{ peer: here, name: 'car-1', isConnected: true }],
    () => []
  )
  const ring = createRingCalls({ insist }, 'C' as ChainId, known)
  const { nodes } = await ring.show()
  const label = nodes.find((node) => node.peer === unmet)?.name ?? ''
  expect(label).toBe(unmet.slice(-6))
  for (const name of [label, unmet]) {
    await ring.leave(name, { gone: true })
    expect(asked.at(-1), name).toMatchObject({ type: 'ringLeave', peer: unmet, isGone: true })
  }
  await expect(ring.leave('car-9')).rejects.toMatchObject({ code: 'ERR_UNKNOWN_VEHICLE' })
})

test('a vehicle that is asked itself is not taken for one that is gone', async () => {
  const { insist } = createGroupCalls(() => Promise.reject(new Error('nothing is asked')))
  const ring = createRingCalls({ insist }, 'C' as ChainId, names)
  await expect(ring.leave(undefined, { gone: true })).rejects.toThrow(
    'a vehicle that answers is not gone: name the one that is'
  )
})

test('who is gone from a ring is not taken for the vehicle that has replaced it', async () => {
  const asked: unknown[] = []
  const { insist } = createGroupCalls((request) => {
    if (request.type === 'ringShow') {
      return Promise.resolve({ type: 'ok', value: { nodes: [] } })
    }
    asked.push(request)
    return Promise.resolve({ type: 'refused', reason: 'tooFew', message: 'x', retry: false })
  })
  const two = { ...names, vehicle: () => 'new' as PeerId, anyVehicle: () => 'old' as PeerId }
  const ring = createRingCalls({ insist }, 'C' as ChainId, two)
  await ring.leave('car-3').catch(() => undefined)
  await ring.leave('car-3', { gone: true }).catch(() => undefined)
  expect(asked).toMatchObject([{ peer: 'new' }, { peer: 'old', isGone: true }])
})
