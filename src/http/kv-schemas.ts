/**
 * The shapes of what the routes of groups and their key-value stores take and give.
 */
import { Type } from 'typebox'
import { PIVOTS_MAX } from '../core/genesis.ts'
import {
  COPIES_MAX,
  MEMBERS_MAX,
  NAME_CHARACTERS_MAX,
  OPERATION_CHARACTERS_MAX,
  WORK_BITS_MAX
} from '../core/limits.ts'
import { PARTS_MAX, SCAN_ENTRIES_MAX, TTL_MS_MAX } from '../state/kv/index.ts'
import { DeadlineMs, Height, Name, strict } from './schemas.ts'

const Operation = Type.Optional(Type.String({ minLength: 1, maxLength: OPERATION_CHARACTERS_MAX }))
const TtlMs = Type.Optional(Type.Integer({ minimum: 0, maximum: TTL_MS_MAX }))
const Flag = Type.Optional(Type.Boolean())
const Text = Type.Optional(Type.String())
/** How long the node tries. */
const timeout = { timeoutMs: Type.Optional(DeadlineMs) }
const key = { key: Text, keyBase64: Text }
const value = { value: Type.Optional(Type.Unknown()), json: Text, base64: Text }
const write = { ...timeout, operation: Operation }
const range = { prefix: Text, prefixBase64: Text, from: Text, to: Text }

export const GroupParams = strict({ group: Name })

const Members = Type.Optional(Type.Integer({ minimum: 1, maximum: MEMBERS_MAX }))

export const OpenGroupBody = strict({
  state: Type.Union([Type.Literal('kv'), Type.Literal('bank')]),
  engine: Type.Optional(
    Type.Union([Type.Literal('paxos'), Type.Literal('quorum'), Type.Literal('twophase')])
  ),
  /** Of the engine quorum: members whose answers make a read, and that have a write on disk. */
  quorum: Type.Optional(
    strict({ reads: Members, writes: Members, leaderless: Flag, preempt: Flag })
  ),
  /** Of the engine twophase: vehicles that keep each key. */
  twophase: Type.Optional(
    strict({
      copies: Type.Optional(Type.Integer({ minimum: 1, maximum: COPIES_MAX })),
      classic: Flag
    })
  ),
  members: Type.Array(Name, { maxItems: MEMBERS_MAX }),
  pivots: Type.Optional(Type.Array(Name, { maxItems: PIVOTS_MAX })),
  name: Type.Optional(Type.String({ maxLength: NAME_CHARACTERS_MAX })),
  workBits: Type.Optional(Type.Integer({ minimum: 0, maximum: WORK_BITS_MAX })),
  operation: Operation
})

export const ChangeMembersBody = strict({
  members: Type.Array(Name, { minItems: 1, maxItems: MEMBERS_MAX }),
  operation: Operation
})

export const RecoverGroupBody = strict({
  members: Type.Array(Name, { minItems: 1, maxItems: MEMBERS_MAX }),
  /** That what only the lost members know may be lost for good. */
  unsafe: Flag,
  operation: Operation
})

export const GroupOpenedBody = Type.Object({
  chain: Type.String(),
  booth: Type.String(),
  number: Type.Integer(),
  members: Type.Array(Type.String())
})

export const GroupBody = Type.Object({
  chain: Type.String(),
  name: Type.String(),
  engine: Type.String(),
  state: Type.String(),
  quorum: Type.Optional(
    Type.Object({
      reads: Type.Integer(),
      writes: Type.Integer(),
      leaderless: Type.Boolean(),
      preempt: Type.Boolean()
    })
  ),
  twophase: Type.Optional(Type.Object({ copies: Type.Integer(), classic: Type.Boolean() })),
  workBits: Type.Integer(),
  isMember: Type.Boolean(),
  members: Type.Array(
    Type.Object({
      peer: Type.String(),
      name: Type.String(),
      incarnation: Text,
      decided: Type.Optional(Type.Integer()),
      isLeader: Type.Boolean(),
      isConnected: Type.Boolean(),
      contradicts: Type.Boolean()
    })
  )
})

const entry = {
  key: Type.String(),
  keyBase64: Text,
  kind: Type.String(),
  json: Text,
  base64: Text,
  revision: Type.String(),
  created: Type.String(),
  changes: Type.Integer(),
  expiresAtMs: Type.Optional(Type.Integer())
}
export const EntryBody = Type.Object(entry)
const Previous = Type.Optional(EntryBody)

const logged = {
  chain: Type.String(),
  operation: Type.String(),
  height: Type.Integer(),
  revision: Type.String()
}
export const WrittenBody = Type.Object({ ...logged, found: Type.Boolean(), previous: Previous })
export const SwappedBody = Type.Object({
  ...logged,
  succeeded: Type.Boolean(),
  modified: Text,
  previous: Previous
})
export const TransactedBody = Type.Object({
  ...logged,
  succeeded: Type.Boolean(),
  parts: Type.Array(
    Type.Object({
      type: Type.String(),
      found: Flag,
      previous: Previous,
      entry: Type.Optional(EntryBody)
    })
  )
})

export const GetQuery = strict({ ...key, ...timeout })
export const PutBody = strict({ ...key, ...value, ttlMs: TtlMs, previous: Flag, ...write })
export const DeleteBody = strict({ ...key, previous: Flag, ...write })
export const TouchBody = strict({ ...key, ttlMs: TtlMs, ...write })

const Expected = strict({
  is: Type.Optional(Type.Union([Type.Literal('absent'), Type.Literal('present')])),
  revision: Text,
  ...value
})
export const CasBody = strict({
  ...key,
  expected: Expected,
  ...value,
  ttlMs: TtlMs,
  previous: Flag,
  ...write
})

const Part = strict({
  type: Type.Union([
    Type.Literal('put'),
    Type.Literal('delete'),
    Type.Literal('touch'),
    Type.Literal('get')
  ]),
  ...key,
  ...value,
  ttlMs: TtlMs,
  previous: Flag
})
const Parts = Type.Optional(Type.Array(Part, { maxItems: PARTS_MAX }))
export const TxnBody = strict({
  compares: Type.Optional(
    Type.Array(strict({ ...key, expected: Expected }), { maxItems: PARTS_MAX })
  ),
  whenTrue: Parts,
  whenFalse: Parts,
  ...write
})

export const ScanQuery = strict({
  ...range,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: SCAN_ENTRIES_MAX })),
  reverse: Flag,
  keysOnly: Flag,
  cursor: Text,
  ...timeout
})
export const ScanBody = Type.Object({
  chain: Type.String(),
  entries: Type.Array(EntryBody),
  cursor: Text,
  height: Type.Integer()
})
export const CountQuery = strict({ ...range, ...timeout })
export const CountBody = Type.Object({ count: Type.Integer() })
export const StatsQuery = strict(timeout)
export const StatsBody = Type.Object({
  keys: Type.Integer(),
  bytes: Type.Integer(),
  expiring: Type.Integer(),
  height: Type.Integer()
})
export const WatchQuery = strict({ ...range, fromHeight: Type.Optional(Height) })
