/**
 * The shapes of what the control API takes and gives; requests are checked against them, answers
 * are held against them by tests.
 */
import { type TObject, Type } from 'typebox'
import { BACKUPS_MAX, MEMBERS_MAX, OPERATION_CHARACTERS_MAX } from '../core/limits.ts'

const NAME_MAX = 128
const HOUR_MS = 3_600_000

export const Name = Type.String({ minLength: 1, maxLength: NAME_MAX })
export const Height = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
export const DeadlineMs = Type.Integer({ minimum: 1, maximum: HOUR_MS })
const Names = Type.Array(Name, { maxItems: MEMBERS_MAX })
const Chain = Type.Optional(Name)
const Strings = Type.Array(Type.String())
const Range = Type.Object({ from: Type.Integer(), to: Type.Integer() })

/** An object that may have only these fields. */
export function strict<P extends Parameters<typeof Type.Object>[0]>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false })
}

export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  retry: Type.Boolean(),
  operation: Type.Optional(Type.String()),
  facts: Type.Optional(Type.Record(Type.String(), Type.Unknown()))
})

export const ChainParams = strict({ chain: Name })
export const BlockParams = strict({ chain: Name, height: Height })

export const OpenBoothBody = strict({
  chain: Chain,
  members: Type.Optional(Names),
  /** That many members, this vehicle included, picked among the connected. */
  auto: Type.Optional(Type.Integer({ minimum: 1, maximum: MEMBERS_MAX }))
})

export const BoothOpenedBody = Type.Object({
  chain: Type.String(),
  booth: Type.String(),
  number: Type.Integer(),
  members: Strings
})

/** A record as plain JSON; what its kind needs is checked where it is made. */
export const RecordBody = Type.Object({ kind: Type.Optional(Type.String()) })

export const RECORDS_MAX = 10_000

export const AppendBody = strict({
  chain: Chain,
  records: Type.Array(RecordBody, { minItems: 1, maxItems: RECORDS_MAX })
})

/** For a body that is a file: CSV, or JSON lines. */
export const AppendQuery = strict({
  chain: Chain,
  /** Name of the file, for messages about its lines. */
  name: Type.Optional(Type.String({ maxLength: 1024 })),
  format: Type.Optional(
    Type.Union([
      Type.Literal('auto'),
      Type.Literal('gps'),
      Type.Literal('csv'),
      Type.Literal('jsonl')
    ])
  ),
  /** Column or field that becomes the key, and the one that tells the time. */
  key: Type.Optional(Name),
  time: Type.Optional(Name)
})

export const ChainQuery = strict({ chain: Chain })

export const AppendedBody = Type.Object({
  chain: Type.String(),
  from: Type.Integer(),
  to: Type.Integer(),
  hash: Type.String(),
  records: Type.Integer()
})

export const EndBoothBody = strict({
  chain: Chain,
  operation: Type.Optional(Type.String({ minLength: 1, maxLength: OPERATION_CHARACTERS_MAX })),
  participants: Type.Optional(Names),
  records: Type.Optional(Type.Array(RecordBody, { maxItems: RECORDS_MAX })),
  backups: Type.Optional(Type.Integer({ minimum: 0, maximum: BACKUPS_MAX })),
  deadlineMs: Type.Optional(DeadlineMs)
})

const placement = {
  chain: Type.String(),
  state: Type.String(),
  epoch: Type.Integer(),
  height: Type.Integer(),
  chosen: Strings,
  released: Strings,
  pending: Strings,
  bytesSent: Type.Number()
}
export const PlacementBody = Type.Object(placement)
export const BoothEndedBody = Type.Object({
  ...placement,
  booth: Type.String(),
  operation: Type.String(),
  from: Type.Integer()
})

export const PlaceBody = strict({
  chain: Chain,
  backups: Type.Optional(Type.Integer({ minimum: 0, maximum: BACKUPS_MAX })),
  candidates: Type.Optional(Names),
  deadlineMs: Type.Optional(DeadlineMs)
})

export const ReadQuery = strict({
  chain: Name,
  from: Type.Optional(Height),
  to: Type.Optional(Height),
  fromMs: Type.Optional(Type.Number()),
  toMs: Type.Optional(Type.Number()),
  /** `south,west,north,east` in degrees. */
  box: Type.Optional(Type.String({ maxLength: 128 })),
  key: Type.Optional(Type.String({ maxLength: 1024 })),
  latest: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  /** `height:index` of the last record seen. */
  after: Type.Optional(Type.String({ pattern: '^\\d+:\\d+$' })),
  minHeight: Type.Optional(Height),
  fresh: Type.Optional(Type.Boolean()),
  deadlineMs: Type.Optional(DeadlineMs)
})

export const ReadBody = Type.Object({
  chain: Type.String(),
  records: Type.Array(
    Type.Object({ height: Type.Integer(), index: Type.Integer(), kind: Type.String() })
  ),
  cursor: Type.Optional(Type.String()),
  headHeight: Type.Integer(),
  epoch: Type.Integer(),
  servedBy: Type.String(),
  trace: Type.Array(
    Type.Object({ peer: Type.String(), outcome: Type.String(), atMs: Type.Number() })
  ),
  bytes: Type.Integer()
})

export const RangeQuery = strict({
  from: Type.Optional(Height),
  to: Type.Optional(Height)
})

export const BlocksQuery = strict({
  from: Type.Optional(Height),
  to: Type.Optional(Height),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** Of a group's chain: blocks that are not certified yet, or not even decided, as well. */
  until: Type.Optional(
    Type.Union([Type.Literal('certified'), Type.Literal('decided'), Type.Literal('tentative')])
  )
})

export const PinBody = strict({ from: Height, to: Height })
export const PinnedBody = Type.Object({ pinned: Type.Array(Type.Array(Type.Integer())) })

export const ReportBody = Type.Object({
  chain: Type.String(),
  isSound: Type.Boolean(),
  from: Type.Integer(),
  to: Type.Integer(),
  blocks: Type.Integer(),
  headersOnly: Type.Integer(),
  certificates: Type.Integer(),
  certifiedTo: Type.Integer(),
  decidedTo: Type.Integer(),
  missing: Type.Array(Range),
  faults: Type.Array(Type.Object({ height: Type.Integer(), reason: Type.String() }))
})

export const ImportedBody = Type.Object({
  chain: Type.String(),
  from: Type.Integer(),
  to: Type.Integer(),
  blocks: Type.Integer(),
  stored: Type.Integer()
})

export const OfflineBody = strict({
  offline: Type.Boolean(),
  protocols: Type.Optional(Type.Array(Name, { maxItems: 16 }))
})
export const LinkBody = strict({
  peer: Name,
  cut: Type.Boolean(),
  protocol: Type.Optional(Name)
})
export const FaultsBody = Type.Object({ offline: Strings, cuts: Strings })

export const EventsQuery = strict({
  /** Names or beginnings (`read:*`), separated by commas. */
  names: Type.Optional(Type.String({ maxLength: 1024 })),
  since: Type.Optional(Type.Integer({ minimum: 0 }))
})

/** Whatever JSON object. */
export const AnyBody = Type.Object({})
