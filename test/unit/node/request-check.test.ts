/**
 * What a host program asks: values of another kind never reach the vehicle.
 */
import { describe, expect, test } from 'vitest'
import { call } from '../../../src/node/calls.ts'
import { requestFault } from '../../../src/node/request-check.ts'
import type { VehicleRequest } from '../../../src/vehicle/requests.ts'

const BYTES = Uint8Array.of(1)
const GOOD: readonly VehicleRequest[] = [
  { type: 'openBooth', chain: 'c', members: ['a'] },
  { type: 'openBooth', members: { auto: 4 } },
  { type: 'append', entries: [BYTES] },
  {
    ...{ type: 'endBooth', operation: 'o'.repeat(128), participants: ['a'], entries: [] },
    ...{ backups: 0, deadlineMs: Number.POSITIVE_INFINITY }
  },
  { type: 'place', candidates: ['a'], backups: 2, deadlineMs: 10 },
  {
    type: 'read',
    chain: 'c',
    selector: { heights: { from: 1, to: 2 }, key: 'k', limit: 5, after: { height: 1, index: 0 } },
    minHeight: 1,
    fresh: true
  },
  { type: 'pin', chain: 'c', from: 1, to: 2 },
  { type: 'setOffline', offline: true, protocols: ['read'] },
  { type: 'cutLink', peer: 'p', protocol: 'read' },
  { type: 'import', genesis: BYTES, blocks: [BYTES], certificate: BYTES, booth: BYTES },
  {
    ...{ type: 'openGroup', state: 'kv', members: ['a'], name: '', workBits: 0 },
    ...{ engine: 'quorum', quorum: { reads: 1, leaderless: true }, pivots: [] }
  },
  { type: 'recoverGroup', chain: 'c', members: [], operation: 'o', unsafe: true },
  { type: 'submit', chain: 'c', operation: BYTES, id: undefined, deadlineMs: 5 },
  { type: 'bankTransfer', chain: 'c', account: 'a', to: 'b', amount: 5n, level: 'backed' },
  { type: 'bankAsk', chain: 'c', query: { type: 'log', after: undefined, limit: 5 } }
]

/** None of them is what a field may have, but for those of its own kind. */
const STRANGE = [null, Number.NaN, Symbol('s'), () => 1, [null], { a: null }]

describe('requests of a host program', () => {
  test('every field is taken as its type has it', () => {
    for (const request of GOOD) {
      expect(requestFault(request), request.type).toBeUndefined()
    }
  })

  test('a value of another kind is told by its field, whichever it is', () => {
    for (const request of GOOD) {
      for (const field of Object.keys(request).filter((name) => name !== 'type')) {
        for (const value of STRANGE) {
          const fault = requestFault({ ...request, [field]: value } as VehicleRequest)
          expect(fault, `${request.type} ${field}`).toMatch(new RegExp(`^${field} is .*must be`))
        }
      }
    }
  })

  test('the vehicle does not see it', async () => {
    const asked: unknown[] = []
    const ask = (request: VehicleRequest) => {
      asked.push(request)
      return Promise.resolve({ type: 'ok', value: undefined } as const)
    }
    const wrong = [
      { type: 'openGroup', state: 'kv', members: [], name: '', workBits: 0, engine: 'raft' },
      { type: 'changeMembers', chain: 'c', members: [], operation: 'o'.repeat(129) },
      { type: 'changeMembers', chain: 'c', members: [], operation: '' },
      { type: 'endBooth', operation: 7 },
      { type: 'endBooth', operation: 'o', backups: Number.NaN },
      { type: 'read', chain: 'c', selector: { key: 5 } },
      { type: 'read', chain: 'c', selector: null }
    ] as unknown as readonly VehicleRequest[]
    for (const request of wrong) {
      await expect(call(ask, request), JSON.stringify(request)).rejects.toMatchObject({
        code: 'ERR_INVALID_INPUT'
      })
    }
    expect(asked).toEqual([])
  })
})
