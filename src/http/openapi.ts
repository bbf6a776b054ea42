/**
 * The control API as an OpenAPI document, written from the operations that the server checks requests by.
 *
 * Keeps: the same program always writes the same document; a schema that has a name stands in it once.
 * Source: OpenAPI 3.1.1. It has no words for the lines of a stream, so what one line or event is stands in
 * `x-item-schema`. Why it is written here and not by a plugin: docs/decisions/012.
 */
import type { TObject, TSchema } from 'typebox'
import { VERSION } from '../node/version.ts'
import { BoothBody, BoothEndedBody, BoothOpenedBody, PlacementBody } from './contract/booths.ts'
import { BlockBody, ChainBody, ChainStatusBody, HeaderBody, ReportBody } from './contract/chains.ts'
import { EventBody } from './contract/events.ts'
import { FaultsBody } from './contract/faults.ts'
import { GroupBody, GroupMemberBody, GroupOpenedBody } from './contract/groups.ts'
import { EntryBody, SwappedBody, TransactedBody, WrittenBody } from './contract/kv.ts'
import { PeerBody, ReadyBody, StatusBody } from './contract/node.ts'
import type { Operation, Tag } from './contract/operation.ts'
import { OPERATIONS } from './contract/operations.ts'
import { AppendedBody, RecordBody, RecordInput } from './contract/records.ts'
import { RingBody, RingNodeBody } from './contract/ring.ts'
import { ErrorLine, ProblemBody } from './contract/shapes.ts'
import { LINES_TYPE } from './json-lines.ts'
import { KEY_HEADER, KEY_PATTERN } from './key-header.ts'

type Json = Readonly<Record<string, unknown>>

/** Schemas that stand in the document once. */
const NAMED: Readonly<Record<string, TSchema>> = {
  Appended: AppendedBody,
  Block: BlockBody,
  Booth: BoothBody,
  BoothEnded: BoothEndedBody,
  BoothOpened: BoothOpenedBody,
  Chain: ChainBody,
  ChainStatus: ChainStatusBody,
  Entry: EntryBody,
  ErrorLine,
  Event: EventBody,
  Faults: FaultsBody,
  Group: GroupBody,
  GroupMember: GroupMemberBody,
  GroupOpened: GroupOpenedBody,
  Header: HeaderBody,
  Peer: PeerBody,
  Placement: PlacementBody,
  Problem: ProblemBody,
  Ready: ReadyBody,
  Record: RecordBody,
  RecordInput,
  Report: ReportBody,
  Ring: RingBody,
  RingNode: RingNodeBody,
  Status: StatusBody,
  Swapped: SwappedBody,
  Transacted: TransactedBody,
  Written: WrittenBody
}

const TAGS: Readonly<Record<Tag, string>> = {
  node: 'The vehicle itself',
  booths: 'Booths of chains that this vehicle proposes, and their backups',
  records: 'Records in and out',
  chains: 'Chains of blocks, and what is held of them here',
  groups: 'Vehicles that share one state',
  'key-value': 'The key-value stores of groups',
  bank: 'The banks of groups',
  ring: 'Which vehicles keep the keys of a group',
  faults: 'Faults on purpose; refused unless the vehicle was started with them allowed',
  events: 'What happens'
}

/** The document. */
export function openApi(): Json {
  const names = new Map(Object.entries(NAMED).map(([name, schema]) => [textOf(schema), name]))
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of Object.values<Operation>(OPERATIONS)) {
    const { path, method } = operation
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(operation, names) }
  }
  const schemas = Object.entries(NAMED).map(([name, schema]) => [name, partsOf(schema, names)])
  return {
    openapi: '3.1.1',
    info: {
      title: 'vguard-node control API',
      version: VERSION,
      summary: 'One vehicle of a peer-to-peer network',
      license: { name: 'Apache-2.0 OR MIT', identifier: 'Apache-2.0 OR MIT' }
    },
    servers: [{ url: '/', description: 'The vehicle that gave this document' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'The text in the file api-token of the data directory.'
        }
      },
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      responses: {
        Problem: {
          description: 'What went wrong',
          content: { 'application/problem+json': { schema: refTo('Problem') } }
        }
      },
      schemas: Object.fromEntries(schemas)
    }
  }
}

const IDEMPOTENCY_KEY = {
  name: KEY_HEADER,
  in: 'header',
  description:
    'An id of this change, made by the caller: the same again does nothing twice and gets the same answer.',
  schema: { type: 'string', pattern: KEY_PATTERN.source }
}

const LAST_EVENT_ID = {
  name: 'last-event-id',
  in: 'header',
  description: 'The id of the last event seen; it wins over since.',
  schema: { type: 'string' }
}

type Names = ReadonlyMap<string, string>

function operationOf(operation: Operation, names: Names): Json {
  const { id, tag, summary, isOpen, method, params, query, events, key } = operation
  const parameters = [
    ...parametersOf('path', params, names),
    ...parametersOf('query', query, names),
    ...(method === 'POST' && key !== 'none'
      ? [{ $ref: '#/components/parameters/IdempotencyKey' }]
      : []),
    ...(events === undefined ? [] : [LAST_EVENT_ID])
  ]
  const requestBody = requestOf(operation, names)
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(isOpen === true ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: responsesOf(operation, names)
  }
}

function parametersOf(
  where: 'path' | 'query',
  schema: TObject | undefined,
  names: Names
): readonly Json[] {
  const required: readonly string[] = schema?.required ?? []
  return Object.entries<TSchema>(schema?.properties ?? {}).map(([name, shape]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: schemaOf(shape, names)
  }))
}

function requestOf({ body, file }: Operation, names: Names): Json | undefined {
  if (file !== undefined) {
    const bytes = { schema: {} }
    return { required: true, content: Object.fromEntries(file.map((type) => [type, bytes])) }
  }
  return body === undefined
    ? undefined
    : { required: true, content: { 'application/json': { schema: schemaOf(body, names) } } }
}

function responsesOf(operation: Operation, names: Names): Json {
  const { summary, status = 200, also } = operation
  const success = { description: summary, content: contentOf(operation, names) }
  return {
    [status]: success,
    ...(also === undefined ? {} : { [also]: { ...success, description: 'Not now' } }),
    default: { $ref: '#/components/responses/Problem' }
  }
}

function contentOf({ answer, lines, events, text }: Operation, names: Names): Json {
  const stream = (schema: Json): Json => ({ schema: { type: 'string' }, 'x-item-schema': schema })
  return {
    ...(answer === undefined ? {} : { 'application/json': { schema: schemaOf(answer, names) } }),
    ...(text === undefined ? {} : { [text]: { schema: { type: 'string' } } }),
    ...(lines === undefined
      ? {}
      : { [LINES_TYPE]: stream({ anyOf: [schemaOf(lines, names), refTo('ErrorLine')] }) }),
    ...(events === undefined ? {} : { 'text/event-stream': stream(schemaOf(events, names)) })
  }
}

function schemaOf(schema: TSchema, names: Names): Json {
  const name = names.get(textOf(schema))
  return name === undefined ? partsOf(schema, names) : refTo(name)
}

/** The schema with what stands in it by name, where it has one. */
function partsOf(schema: TSchema, names: Names): Json {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, partOf(keyword, value, names)])
  )
}

/** Keywords whose value is a schema, a list of them, or schemas by name. */
const ONE = ['items', 'additionalProperties']
const LIST = ['anyOf']
const BY_NAME = ['properties', 'patternProperties']

function partOf(keyword: string, value: unknown, names: Names): unknown {
  if (ONE.includes(keyword) && typeof value === 'object') {
    return schemaOf(value as TSchema, names)
  }
  if (LIST.includes(keyword)) {
    return (value as readonly TSchema[]).map((one) => schemaOf(one, names))
  }
  if (BY_NAME.includes(keyword)) {
    const entries = Object.entries(value as Readonly<Record<string, TSchema>>)
    return Object.fromEntries(entries.map(([name, one]) => [name, schemaOf(one, names)]))
  }
  return value
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` }
}

/** Equal schemas have equal texts, also where one is a copy of the other. */
function textOf(schema: TSchema): string {
  return JSON.stringify(schema)
}
