/**
 * The shapes of what the routes of rings take and give.
 */
import { Type } from 'typebox'
import { KEY_BYTES_MAX } from '../core/limits.ts'
import { DeadlineMs, Name, strict } from './schemas.ts'

const timeout = { timeoutMs: Type.Optional(DeadlineMs) }
const Strings = Type.Array(Type.String())

export const RingQuery = strict({
  /** Keys whose owners are wanted. */
  key: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: KEY_BYTES_MAX }), { maxItems: 64 })
  ),
  ...timeout
})
export const RingJoinBody = strict(timeout)
export const RingLeaveBody = strict({
  /** Default: this vehicle. */
  vehicle: Type.Optional(Name),
  gone: Type.Optional(Type.Boolean()),
  ...timeout
})

export const RingChangedBody = Type.Object({
  chain: Type.String(),
  isNew: Type.Boolean(),
  version: Type.Integer()
})

export const RingBody = Type.Object({
  chain: Type.String(),
  version: Type.Integer(),
  phase: Type.String(),
  copies: Type.Integer(),
  nodes: Type.Array(
    Type.Object({
      peer: Type.String(),
      name: Type.String(),
      tokens: Type.Integer(),
      isLost: Type.Boolean(),
      isJoining: Type.Boolean(),
      isLeaving: Type.Boolean(),
      first: Type.Number(),
      all: Type.Number()
    })
  ),
  ready: Strings,
  owners: Type.Array(Type.Object({ key: Type.String(), owners: Strings }))
})
