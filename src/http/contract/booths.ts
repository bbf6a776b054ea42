/**
 * Booths and backups: open, end, list, place.
 */
import { Type } from 'typebox'
import { BACKUPS_MAX, MEMBERS_MAX } from '../../core/limits.ts'
import { operation } from './operation.ts'
import { RECORDS_MAX, RecordInput } from './records.ts'
import { Chain, DeadlineMs, Names, OperationId, Strings, strict } from './shapes.ts'

const Backups = Type.Optional(Type.Integer({ minimum: 0, maximum: BACKUPS_MAX }))
const deadline = { deadlineMs: Type.Optional(DeadlineMs) }

const opened = {
  chain: Type.String(),
  booth: Type.String(),
  number: Type.Integer(),
  members: Strings
}
const placement = {
  chain: Type.String(),
  state: Type.Enum(['sealed', 'underReplicated']),
  epoch: Type.Integer(),
  height: Type.Integer(),
  chosen: Strings,
  released: Strings,
  pending: Strings,
  bytesSent: Type.Number()
}

export const BoothBody = Type.Object({
  ...opened,
  openedAtMs: Type.Number(),
  isOpen: Type.Boolean()
})
export const BoothOpenedBody = Type.Object(opened)
export const PlacementBody = Type.Object(placement)
export const BoothEndedBody = Type.Object({
  ...placement,
  booth: Type.String(),
  operation: Type.String(),
  from: Type.Integer()
})

export const BOOTH_OPERATIONS = {
  listBooths: operation({
    id: 'listBooths',
    method: 'GET',
    path: '/v1/booths',
    tag: 'booths',
    summary: 'The booths of a chain',
    query: strict({ chain: Chain }),
    answer: Type.Object({ booths: Type.Array(BoothBody) })
  }),
  openBooth: operation({
    id: 'openBooth',
    method: 'POST',
    path: '/v1/booths',
    tag: 'booths',
    summary: 'Opens a booth on a chain of this vehicle, or changes the members of the open one',
    body: strict({
      chain: Chain,
      members: Type.Optional(Names),
      auto: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: MEMBERS_MAX,
          description: 'That many members, this vehicle included, picked among the connected.'
        })
      )
    }),
    status: 201,
    answer: BoothOpenedBody
  }),
  endBooth: operation({
    id: 'endBooth',
    method: 'POST',
    path: '/v1/booths/current/end',
    tag: 'booths',
    summary: 'Seals the open booth, places the backups and releases the obsolete ones',
    key: 'operation',
    body: strict({
      chain: Chain,
      operation: OperationId,
      participants: Type.Optional(Names),
      records: Type.Optional(Type.Array(RecordInput, { maxItems: RECORDS_MAX })),
      backups: Backups,
      ...deadline
    }),
    answer: BoothEndedBody
  }),
  placeBackups: operation({
    id: 'placeBackups',
    method: 'POST',
    path: '/v1/backups/place',
    tag: 'booths',
    summary: 'Draws and fills the backups of a chain now',
    body: strict({ chain: Chain, backups: Backups, candidates: Type.Optional(Names), ...deadline }),
    answer: PlacementBody
  })
}
