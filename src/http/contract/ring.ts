/**
 * The rings of groups of the engine twophase.
 */
import { Type } from 'typebox'
import { KEY_BYTES_MAX, RING_KEYS_MAX } from '../../core/limits.ts'
import { GroupParams, MovedBody } from './groups.ts'
import { operation } from './operation.ts'
import { Flag, Name, Strings, strict, timeout } from './shapes.ts'

export const RingNodeBody = Type.Object({
  peer: Type.String(),
  name: Type.String(),
  tokens: Type.Integer(),
  isLost: Type.Boolean(),
  isJoining: Type.Boolean(),
  isLeaving: Type.Boolean(),
  first: Type.Number(),
  all: Type.Number()
})
export const RingBody = Type.Object({
  chain: Type.String(),
  version: Type.Integer(),
  phase: Type.Enum(['forming', 'stable', 'moving', 'settling']),
  copies: Type.Integer(),
  nodes: Type.Array(RingNodeBody),
  ready: Strings,
  moved: MovedBody,
  owners: Type.Array(Type.Object({ key: Type.String(), owners: Strings }))
})
export const RingChangedBody = Type.Object({
  chain: Type.String(),
  isNew: Type.Boolean(),
  version: Type.Integer()
})

export const RING_OPERATIONS = {
  showRing: operation({
    id: 'showRing',
    method: 'GET',
    path: '/v1/ring/{group}',
    tag: 'ring',
    summary: 'The vehicles that keep the keys of a group, their shares, and who owns some keys',
    params: GroupParams,
    query: strict({
      key: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: KEY_BYTES_MAX }), {
          maxItems: RING_KEYS_MAX,
          description: 'Keys whose owners are wanted.'
        })
      ),
      ...timeout
    }),
    answer: RingBody
  }),
  joinRing: operation({
    id: 'joinRing',
    method: 'POST',
    path: '/v1/ring/{group}/join',
    tag: 'ring',
    summary: 'Has this vehicle keep keys of a group; it fetches its share',
    params: GroupParams,
    body: strict(timeout),
    answer: RingChangedBody
  }),
  leaveRing: operation({
    id: 'leaveRing',
    method: 'POST',
    path: '/v1/ring/{group}/leave',
    tag: 'ring',
    summary: 'Has a vehicle keep no keys of a group any more; others fetch them first',
    params: GroupParams,
    body: strict({
      vehicle: Type.Optional(Name),
      gone: Flag,
      ...timeout
    }),
    answer: RingChangedBody
  })
}
