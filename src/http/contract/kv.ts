/**
 * The key-value stores of groups.
 */
import { Type } from 'typebox'
import { PARTS_MAX, SCAN_ENTRIES_MAX, TTL_MS_MAX } from '../../state/kv/index.ts'
import { GroupParams } from './groups.ts'
import { operation } from './operation.ts'
import { Flag, Height, OperationId, strict, Text, timeout } from './shapes.ts'

const TtlMs = Type.Optional(Type.Integer({ minimum: 0, maximum: TTL_MS_MAX }))
const key = { key: Text, keyBase64: Text }
const value = { value: Type.Optional(Type.Unknown()), json: Text, base64: Text }
const write = { ...timeout, operation: OperationId }
const range = { prefix: Text, prefixBase64: Text, from: Text, to: Text }

const entry = {
  key: Type.String(),
  keyBase64: Text,
  kind: Type.Enum(['json', 'bytes']),
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
    Type.Union([
      Type.Object({
        type: Type.Enum(['put', 'delete', 'touch']),
        found: Type.Boolean(),
        previous: Previous
      }),
      Type.Object({ type: Type.Literal('get'), entry: Previous })
    ])
  )
})
export const ScanBody = Type.Object({
  chain: Type.String(),
  entries: Type.Array(EntryBody),
  cursor: Text,
  height: Type.Integer()
})
const ScanLine = Type.Union([
  Type.Object({ type: Type.Literal('entry'), ...entry }),
  Type.Object({ type: Type.Literal('end'), chain: Type.String(), entries: Type.Integer() })
])
const place = { revision: Type.String(), height: Type.Integer(), isNew: Type.Boolean() }
const WatchLine = Type.Union([
  Type.Object({
    type: Type.Enum(['put', 'delete', 'expire']),
    key: Type.String(),
    keyBase64: Text,
    kind: Type.Optional(Type.Enum(['json', 'bytes'])),
    json: Text,
    base64: Text,
    ...place
  }),
  Type.Object({ type: Type.Literal('alive') })
])

const Expected = strict({
  is: Type.Optional(Type.Enum(['absent', 'present'])),
  revision: Text,
  ...value
})
const Part = strict({
  type: Type.Enum(['put', 'delete', 'touch', 'get']),
  ...key,
  ...value,
  ttlMs: TtlMs,
  previous: Flag
})
const Parts = Type.Optional(Type.Array(Part, { maxItems: PARTS_MAX }))

const post = { method: 'POST', tag: 'key-value', params: GroupParams } as const
const get = { method: 'GET', tag: 'key-value', params: GroupParams } as const

export const KV_OPERATIONS = {
  kvPut: operation({
    ...post,
    id: 'kvPut',
    path: '/v1/kv/{group}/put',
    summary: 'Puts a value',
    body: strict({ ...key, ...value, ttlMs: TtlMs, previous: Flag, ...write }),
    answer: WrittenBody
  }),
  kvDelete: operation({
    ...post,
    id: 'kvDelete',
    path: '/v1/kv/{group}/delete',
    summary: 'Deletes a key',
    body: strict({ ...key, previous: Flag, ...write }),
    answer: WrittenBody
  }),
  kvTouch: operation({
    ...post,
    id: 'kvTouch',
    path: '/v1/kv/{group}/touch',
    summary: 'Sets how long an entry lives on; 0 for ever',
    body: strict({ ...key, ttlMs: TtlMs, ...write }),
    answer: WrittenBody
  }),
  kvCas: operation({
    ...post,
    id: 'kvCas',
    path: '/v1/kv/{group}/cas',
    summary: 'Puts a value if the key is as expected',
    body: strict({
      ...key,
      expected: Expected,
      ...value,
      ttlMs: TtlMs,
      previous: Flag,
      ...write
    }),
    answer: SwappedBody
  }),
  kvTxn: operation({
    ...post,
    id: 'kvTxn',
    path: '/v1/kv/{group}/txn',
    summary: 'Does one of two lists of parts, all or nothing',
    body: strict({
      compares: Type.Optional(
        Type.Array(strict({ ...key, expected: Expected }), { maxItems: PARTS_MAX })
      ),
      whenTrue: Parts,
      whenFalse: Parts,
      ...write
    }),
    answer: TransactedBody
  }),
  kvGet: operation({
    ...get,
    id: 'kvGet',
    path: '/v1/kv/{group}/entry',
    summary: 'The entry of a key, linearizably',
    query: strict({ ...key, ...timeout }),
    answer: EntryBody
  }),
  kvScan: operation({
    ...get,
    id: 'kvScan',
    path: '/v1/kv/{group}/scan',
    summary: 'Entries in the order of their keys: a page, or everything as JSON lines',
    query: strict({
      ...range,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: SCAN_ENTRIES_MAX })),
      reverse: Flag,
      keysOnly: Flag,
      cursor: Text,
      ...timeout
    }),
    answer: ScanBody,
    lines: ScanLine
  }),
  kvCount: operation({
    ...get,
    id: 'kvCount',
    path: '/v1/kv/{group}/count',
    summary: 'How many entries a range has',
    query: strict({ ...range, ...timeout }),
    answer: Type.Object({ count: Type.Integer() })
  }),
  kvStats: operation({
    ...get,
    id: 'kvStats',
    path: '/v1/kv/{group}/stats',
    summary: 'Keys, memory, and entries with a time to live',
    query: strict(timeout),
    answer: Type.Object({
      keys: Type.Integer(),
      bytes: Type.Integer(),
      expiring: Type.Integer(),
      height: Type.Integer()
    })
  }),
  kvWatch: operation({
    ...get,
    id: 'kvWatch',
    path: '/v1/kv/{group}/watch',
    summary: 'Changes as they are decided, without end; alive between them',
    query: strict({ ...range, fromHeight: Type.Optional(Height) }),
    lines: WatchLine
  })
}
