/**
 * What a host program asks is looked at before the vehicle sees it: types are not there at run time.
 *
 * Keeps: a value of another kind than its field has is the caller's mistake, told as one; it never
 * reaches a step, where it would break a rule of the program and so halt the vehicle.
 */
import { OPERATION_CHARACTERS_MAX } from '../core/limits.ts'
import type { VehicleRequest } from '../vehicle/requests.ts'

/** What a value must be, in words, and whether it is. */
interface Kind {
  readonly words: string
  readonly holds: (value: unknown) => boolean
}

type FieldOf<R> = R extends unknown ? Exclude<keyof R, 'type'> : never

const isText = (value: unknown): boolean => typeof value === 'string'
const isTextOrNone = (value: unknown): boolean => value === undefined || isText(value)
const isNumber = (value: unknown): boolean => typeof value === 'number' && !Number.isNaN(value)
const isBytes = (value: unknown): boolean => value instanceof Uint8Array
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const allOf =
  (holds: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(holds)

/** Plain values, in objects and lists no deeper than any request has them. */
const isPlain = (value: unknown, depth = 3): boolean =>
  value === undefined ||
  isText(value) ||
  isNumber(value) ||
  typeof value === 'boolean' ||
  (depth > 0 &&
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => isPlain(each, depth - 1)))

const TEXT: Kind = { words: 'a text', holds: isText }
const TEXTS: Kind = { words: 'a list of texts', holds: allOf(isText) }
const NUMBER: Kind = { words: 'a number', holds: isNumber }
const WHOLE: Kind = { words: 'a whole number', holds: Number.isInteger }
const FLAG: Kind = { words: 'true or false', holds: (value) => typeof value === 'boolean' }
const BYTES: Kind = { words: 'bytes', holds: isBytes }
const PARTS: Kind = { words: 'a list of bytes', holds: allOf(isBytes) }
const AMOUNT: Kind = { words: 'a bigint', holds: (value) => typeof value === 'bigint' }
const OBJECT: Kind = {
  words: 'an object of plain values',
  holds: (value) => isObject(value) && isPlain(value)
}
const SELECTOR: Kind = {
  words: 'an object of numbers, with a text as its key',
  holds: (value) =>
    OBJECT.holds(value) && (!('key' in Object(value)) || isTextOrNone(Object(value).key))
}
const OPERATION: Kind = {
  words: `a text of 1 to ${OPERATION_CHARACTERS_MAX} characters`,
  holds: (value) =>
    typeof value === 'string' && value !== '' && value.length <= OPERATION_CHARACTERS_MAX
}
const MEMBERS: Kind = {
  words: 'a list of texts, or { auto: how many }',
  holds: (value) =>
    TEXTS.holds(value) || (isObject(value) && 'auto' in value && Number.isInteger(value.auto))
}

function oneOf(...choices: readonly string[]): Kind {
  return { words: choices.join(' or '), holds: (value) => choices.some((each) => each === value) }
}

/** Fields mean the same in every request; those that do not, by request. */
const FIELDS: Readonly<Record<FieldOf<VehicleRequest>, Kind>> = {
  account: TEXT,
  amount: AMOUNT,
  backups: WHOLE,
  blocks: PARTS,
  booth: BYTES,
  candidates: TEXTS,
  certificate: BYTES,
  chain: TEXT,
  deadlineMs: NUMBER,
  engine: oneOf('paxos', 'quorum', 'twophase'),
  entries: PARTS,
  force: oneOf('ownerGone', 'keepersGone'),
  fresh: FLAG,
  from: WHOLE,
  genesis: BYTES,
  id: TEXT,
  isGone: FLAG,
  keys: TEXTS,
  level: oneOf('local', 'backed', 'committed'),
  members: MEMBERS,
  minHeight: WHOLE,
  name: TEXT,
  offline: FLAG,
  operation: OPERATION,
  owner: TEXT,
  participants: TEXTS,
  peer: TEXT,
  pivots: TEXTS,
  protocol: TEXT,
  protocols: TEXTS,
  quorum: OBJECT,
  query: OBJECT,
  question: BYTES,
  selector: SELECTOR,
  state: oneOf('kv', 'bank'),
  to: TEXT,
  twophase: OBJECT,
  unsafe: FLAG,
  workBits: WHOLE
}
const OF_REQUEST: Readonly<
  Partial<Record<VehicleRequest['type'], Readonly<Record<string, Kind>>>>
> = {
  pin: { to: WHOLE },
  unpin: { to: WHOLE },
  submit: { operation: BYTES }
}

/** Why a request cannot be one, or undefined. */
export function requestFault(request: VehicleRequest): string | undefined {
  const own = OF_REQUEST[request.type]
  for (const field of Object.keys(request) as (FieldOf<VehicleRequest> | 'type')[]) {
    // Of the request itself: a copy would have a shape of its own, whose every reader is slow.
    const value: unknown = Reflect.get(request, field)
    if (value === undefined || field === 'type') {
      continue
    }
    const kind = own?.[field] ?? FIELDS[field]
    if (!kind.holds(value)) {
      return `${field} is ${shown(value)}, it must be ${kind.words}`
    }
  }
  return undefined
}

const SHOWN_CHARACTERS_MAX = 40

function shown(value: unknown): string {
  const isSimple = value === null || typeof value !== 'object'
  return isSimple ? String(value).slice(0, SHOWN_CHARACTERS_MAX) : 'another object or list'
}
