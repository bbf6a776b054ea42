/**
 * Everything that can go wrong in a call, in the library and over HTTP, in one catalogue: code, status over
 * HTTP, title, and what it means.
 *
 * Keeps: a code means the same for ever, whichever way it was asked. docs/errors.md and the page that every vehicle serves at
 * `/docs/errors` say the same, and the `type` of a problem leads there.
 */
interface Entry {
  readonly status: number
  readonly title: string
  /** For people: what is so, and what to do. Backquotes stand around what is typed. */
  readonly meaning: string
}

const ENTRIES = {
  ERR_INVALID_INPUT: {
    status: 400,
    title: 'The request is malformed',
    meaning:
      'A field, a parameter or the form of the request is not what the operation takes; `detail` says which and what may stand there.'
  },
  ERR_INVALID: {
    status: 400,
    title: 'The request breaks a rule',
    meaning: 'Each part is well-formed, and together they break a rule of the protocol.'
  },
  ERR_AMBIGUOUS_NAME: {
    status: 400,
    title: 'The name means more than one thing',
    meaning: 'More than one vehicle or chain is called so. Give the whole id.'
  },
  ERR_MALFORMED: {
    status: 400,
    title: 'The state cannot read the operation',
    meaning: 'The state of a group cannot read the operation, or it breaks a limit.'
  },
  ERR_NO_TOKEN: {
    status: 401,
    title: 'The token is missing or wrong',
    meaning: 'Send `Authorization: Bearer …` with the token in `DATA-DIR/api-token`.'
  },
  ERR_NOT_ADMITTED: {
    status: 403,
    title: 'The vehicle is not of this fleet',
    meaning: 'A vehicle that is named holds no membership of this fleet.'
  },
  ERR_NOT_ALLOWED: {
    status: 403,
    title: 'The node does not allow this',
    meaning:
      'The node was started without it, such as faults on purpose; or the request comes from a page of another site.'
  },
  ERR_NOT_FOUND: {
    status: 404,
    title: 'There is nothing here',
    meaning: 'No operation has this method and path.'
  },
  ERR_UNKNOWN_CHAIN: {
    status: 404,
    title: 'The chain is unknown',
    meaning:
      'Neither this vehicle nor, after a discovery, the connected ones know a chain of this name.'
  },
  ERR_UNKNOWN_VEHICLE: {
    status: 404,
    title: 'The vehicle is unknown',
    meaning: 'No vehicle of this name is known here.'
  },
  ERR_NOT_HERE: {
    status: 404,
    title: 'The blocks are not here',
    meaning: 'The blocks are not held here. Read them from a holder.'
  },
  ERR_NO_KEY: {
    status: 404,
    title: 'The key is not there',
    meaning: 'The store has no entry of this key.'
  },
  ERR_NO_ACCOUNT: {
    status: 404,
    title: 'The account is not there',
    meaning: 'The bank has no account of this name.'
  },
  ERR_TOO_SLOW: {
    status: 408,
    title: 'The request came too slowly',
    meaning: 'The headers of a request have 10 seconds to come.'
  },
  ERR_EMPTY: {
    status: 409,
    title: 'The chain has no block yet',
    meaning: 'The chain has no block yet, so there is nothing to place or to read.'
  },
  ERR_OWN_CHAIN: {
    status: 409,
    title: 'The vehicle proposes this chain itself',
    meaning: 'What a vehicle proposes itself it does not import.'
  },
  ERR_CONFLICT: {
    status: 409,
    title: 'Another block stands there',
    meaning: 'Another block stands at this height.'
  },
  ERR_NO_BOOTH: {
    status: 409,
    title: 'No booth is open',
    meaning: 'Open a booth first.'
  },
  ERR_NOT_PROPOSER: {
    status: 409,
    title: 'Another vehicle proposes this chain',
    meaning: 'Ask the vehicle that proposes the chain.'
  },
  ERR_PROMISED: {
    status: 409,
    title: 'The vehicle has promised to hold it',
    meaning:
      'The vehicle gave its word for these blocks and gives them up only when it is released.'
  },
  ERR_NOT_MEMBER: {
    status: 409,
    title: 'The vehicle is no member of the group',
    meaning: 'The vehicle keeps nothing of the group, or does not vote in it.'
  },
  ERR_NOT_SUPPORTED: {
    status: 409,
    title: 'The engine of the group does not do this',
    meaning: 'The engine of the group does not do this, and never will.'
  },
  ERR_MAJORITY_REACHABLE: {
    status: 409,
    title: 'A majority of the members can be reached',
    meaning: 'Change the members instead: a majority of them can be reached.'
  },
  ERR_OTHER_OPERATION: {
    status: 409,
    title: 'The operation id belongs to another call',
    meaning: 'The operation id, or the idempotency key, was used for another call.'
  },
  ERR_STALE_SESSION: {
    status: 409,
    title: 'The session is no longer known',
    meaning:
      'The session of the operation is no longer known. Nothing was done; ask again with a new id.'
  },
  ERR_EXISTS: {
    status: 409,
    title: 'There is another one of this name',
    meaning: 'There is another account, another operation, or another group, of this name.'
  },
  ERR_INSUFFICIENT_FUNDS: {
    status: 409,
    title: 'The account has less',
    meaning: 'The account has less than the transfer takes.'
  },
  ERR_NOT_OWNER: {
    status: 409,
    title: 'Another vehicle owns the account',
    meaning: 'Another vehicle answers for the account.'
  },
  ERR_OLD_EPOCH: {
    status: 409,
    title: 'The owner has begun anew',
    meaning: 'The owner has begun anew meanwhile. Ask again.'
  },
  ERR_OPERATION_USED: {
    status: 409,
    title: 'Another transfer has this operation id',
    meaning: 'Another transfer has this operation id.'
  },
  ERR_OVERFLOW: {
    status: 409,
    title: 'There would be more money than can be counted',
    meaning: 'There would be more money than can be counted.'
  },
  ERR_FROZEN: {
    status: 409,
    title: 'The chain is frozen',
    meaning: 'The proposer was seen to sign two blocks of one height; the chain takes no more.'
  },
  ERR_GROUP_CHAIN: {
    status: 409,
    title: 'The chain is of a group',
    meaning: 'Its booth ends when its members change, and its blocks come from its members only.'
  },
  ERR_LAST_COPIES: {
    status: 409,
    title: 'It has the last copies',
    meaning: 'The vehicle has the last copies of some keys.'
  },
  ERR_UNKNOWN: {
    status: 409,
    title: 'The group does not know it',
    meaning: 'The vehicle that is named is not on the ring of the group.'
  },
  ERR_TOO_FEW: {
    status: 409,
    title: 'Too few vehicles would be left',
    meaning: 'Fewer vehicles than copies of each key would be left.'
  },
  ERR_LOCKED: {
    status: 409,
    title: 'Another transaction has the key',
    meaning:
      'Other transactions have had a key of the ring for all the time that the call had. Nothing was done; ask again later.'
  },
  ERR_REFUSED: {
    status: 409,
    title: 'The vehicle refused',
    meaning:
      'The vehicle, or another one that it asked, refused for a reason that has no code; `facts.reason` is its word, `reason` in the library. Nothing was done.'
  },
  ERR_COMPACTED: {
    status: 410,
    title: 'The blocks are gone',
    meaning: 'The blocks are gone; `facts.first` is the first that can be had.'
  },
  ERR_TOO_LARGE: {
    status: 413,
    title: 'The request is too large',
    meaning: 'The request, a line of it or a value has more bytes than may be.'
  },
  ERR_WRONG_TYPE: {
    status: 415,
    title: 'The type of the content is not known',
    meaning: 'The operation does not take this content type.'
  },
  ERR_WRONG_HOST: {
    status: 421,
    title: 'The request was meant for another host',
    meaning:
      'The `Host` header names another host. Call the node by the name it listens on, or start it with `--http-host`.'
  },
  ERR_MALFORMED_DATA: {
    status: 422,
    title: 'The data cannot be read as records',
    meaning: 'A row is no record; `facts` has file, line, column and the records taken before it.'
  },
  ERR_BUSY: {
    status: 429,
    title: 'The vehicle is busy',
    meaning: 'Too much waits already. Ask again later.'
  },
  ERR_HEADERS_TOO_LARGE: {
    status: 431,
    title: 'The headers are too large',
    meaning: 'The headers of a request may have 16 KiB in all.'
  },
  ERR_DAMAGED: {
    status: 500,
    title: 'Data on disk is damaged',
    meaning: 'What was read from the disk does not verify. Look with `vguard-node doctor`.'
  },
  ERR_INTERNAL: {
    status: 500,
    title: 'The node made a mistake',
    meaning: 'The node made a mistake; its log says which.'
  },
  ERR_HALTED: {
    status: 503,
    title: 'The vehicle has halted',
    meaning: 'The vehicle has halted; its status says why.'
  },
  ERR_BOOTH_REFUSES: {
    status: 503,
    title: 'Too many members of the booth refuse',
    meaning: 'Too many members of the booth refuse to sign.'
  },
  ERR_BOOTH_REFUSED: {
    status: 503,
    title: 'Too many members refused to join',
    meaning: 'Too many vehicles refused to join.'
  },
  ERR_MEMBERS_MISSING: {
    status: 503,
    title: 'Too few members joined',
    meaning: 'Too few members joined in time.'
  },
  ERR_TOO_FEW_VEHICLES: {
    status: 503,
    title: 'Too few vehicles are connected',
    meaning: 'Too few vehicles are connected.'
  },
  ERR_UNAVAILABLE: {
    status: 503,
    title: 'No holder could be reached',
    meaning: 'No holder could be reached; `facts` says who was asked.'
  },
  ERR_NO_LEADER: {
    status: 503,
    title: 'Nobody leads the group',
    meaning: 'Nobody leads the group: no majority of its members is in reach.'
  },
  ERR_UNREACHABLE: {
    status: 503,
    title: 'Too few members can be reached',
    meaning: 'Too few members can be reached.'
  },
  ERR_STOPPED: {
    status: 503,
    title: 'The node is stopping',
    meaning: 'The node is stopping.'
  },
  ERR_NOT_READY: {
    status: 503,
    title: 'A vehicle is not ready',
    meaning: 'A vehicle that is needed has not got that far. Ask again later.'
  },
  ERR_OUTCOME_UNKNOWN: {
    status: 504,
    title: 'The outcome is unknown',
    meaning:
      'Nobody can say whether it happened. Ask again with the same `operation`; it is not done twice.'
  },
  ERR_TIMEOUT: {
    status: 504,
    title: 'No answer in time',
    meaning: 'There was no answer in time. Nothing was changed.'
  },
  ERR_FULL: {
    status: 507,
    title: 'There is no room',
    meaning: 'The disk, the quota or the state has no room.'
  }
} as const satisfies Readonly<Record<string, Entry>>

export type ProblemCode = keyof typeof ENTRIES

export const CATALOGUE: Readonly<Record<ProblemCode, Entry>> = ENTRIES

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(ENTRIES, code)
}
