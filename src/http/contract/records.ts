/**
 * Records in and out: append, upload, read.
 */
import { Type } from 'typebox'
import { LINES_TYPE } from '../json-lines.ts'
import { operation } from './operation.ts'
import { Chain, DeadlineMs, Flag, Height, Name, strict } from './shapes.ts'

export const RECORDS_MAX = 10_000
const READ_RECORDS_MAX = 100_000

/** A record as plain JSON; what its kind needs is checked where it is made. */
export const RecordInput = Type.Object(
  { kind: Type.Optional(Type.String({ description: 'json, gps, bytes or entry' })) },
  {
    additionalProperties: true,
    description:
      '{"kind":"json","value":…}, {"kind":"gps","columns":{…}} or {"kind":"bytes","base64":"…"}, each with key, and but for gps with timeMs, latitude and longitude; or {"kind":"entry","base64":"…"}'
  }
)

const record = {
  height: Type.Integer(),
  index: Type.Integer(),
  kind: Type.Enum(['json', 'gps', 'bytes', 'entry']),
  key: Type.Optional(Type.String()),
  timeMs: Type.Optional(Type.Number()),
  latitude: Type.Optional(Type.Number()),
  longitude: Type.Optional(Type.Number()),
  columns: Type.Optional(Type.Record(Type.String(), Type.String())),
  value: Type.Optional(Type.Unknown()),
  base64: Type.Optional(Type.String())
}
/** A record with its place; `entry` is what was appended as bytes of another kind. */
export const RecordBody = Type.Object(record)

const appended = {
  chain: Type.String(),
  records: Type.Integer(),
  from: Type.Integer(),
  to: Type.Integer(),
  hash: Type.String()
}
export const AppendedBody = Type.Object(appended)
const UploadLine = Type.Union([
  Type.Object({ type: Type.Literal('progress'), ...appended }),
  Type.Object({ type: Type.Literal('end'), ...appended })
])

const Trace = Type.Array(
  Type.Object({
    peer: Type.String(),
    outcome: Type.Enum([
      'data',
      'redirect',
      'notHere',
      'stale',
      'timeout',
      'invalid',
      'unreachable'
    ]),
    atMs: Type.Number()
  })
)
export const ReadBody = Type.Object({
  chain: Type.String(),
  records: Type.Array(RecordBody),
  cursor: Type.Optional(Type.String()),
  headHeight: Type.Integer(),
  epoch: Type.Integer(),
  servedBy: Type.String(),
  trace: Trace,
  bytes: Type.Integer()
})
const ReadLine = Type.Union([
  Type.Object({ type: Type.Literal('record'), ...record }),
  Type.Object({
    type: Type.Literal('end'),
    chain: Type.String(),
    records: Type.Integer(),
    headHeight: Type.Integer(),
    epoch: Type.Integer(),
    servedBy: Type.String(),
    trace: Trace,
    bytes: Type.Integer()
  })
])

const ReadQuery = strict({
  chain: Name,
  from: Type.Optional(Height),
  to: Type.Optional(Height),
  fromMs: Type.Optional(Type.Number()),
  toMs: Type.Optional(Type.Number()),
  box: Type.Optional(
    Type.String({ maxLength: 128, description: 'south,west,north,east in degrees' })
  ),
  key: Type.Optional(Type.String({ maxLength: 1024 })),
  latest: Type.Optional(Type.Integer({ minimum: 1, maximum: READ_RECORDS_MAX })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: READ_RECORDS_MAX })),
  after: Type.Optional(
    Type.String({ pattern: '^\\d+:\\d+$', description: 'height:index of the last record seen' })
  ),
  minHeight: Type.Optional(Height),
  fresh: Flag,
  deadlineMs: Type.Optional(DeadlineMs)
})

export const RECORD_OPERATIONS = {
  appendRecords: operation({
    id: 'appendRecords',
    method: 'POST',
    path: '/v1/records',
    tag: 'records',
    summary: 'Appends records to the open booth; answered when they are certified',
    body: strict({
      chain: Chain,
      records: Type.Array(RecordInput, { minItems: 1, maxItems: RECORDS_MAX })
    }),
    answer: AppendedBody
  }),
  uploadRecords: operation({
    id: 'uploadRecords',
    method: 'POST',
    path: '/v1/records/file',
    tag: 'records',
    summary: 'Appends the records of a file: CSV or JSON lines, of any length',
    query: strict({
      chain: Chain,
      name: Type.Optional(
        Type.String({
          maxLength: 1024,
          description: 'Of the file, for messages about its lines.'
        })
      ),
      format: Type.Optional(Type.Enum(['auto', 'gps', 'csv', 'jsonl'])),
      key: Type.Optional(Name),
      time: Type.Optional(Name)
    }),
    key: 'none',
    file: ['text/csv', LINES_TYPE, 'application/octet-stream'],
    lines: UploadLine
  }),
  readRecords: operation({
    id: 'readRecords',
    method: 'GET',
    path: '/v1/read',
    tag: 'records',
    summary:
      'Reads records of any chain from whoever has them: a page, or everything as JSON lines',
    query: ReadQuery,
    answer: ReadBody,
    lines: ReadLine
  })
}
