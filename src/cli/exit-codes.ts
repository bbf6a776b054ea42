/**
 * How a command ends, as a number. docs/cli.md lists them; a test holds the two together.
 */

export const EXIT = {
  ok: 0,
  failed: 1,
  /** Wrong flags or values. */
  usage: 2,
  /** No node answers at the control address. */
  unreachable: 3,
  /** Unknown chain, vehicle or block. */
  notFound: 4,
  /** The node is unhealthy, or too few vehicles answer. */
  unhealthy: 5,
  /** The vehicle refused, or a key was not as expected; nothing has happened, but for a `whenFalse`. */
  rejected: 6,
  /** Nobody can say whether it happened. */
  unknown: 7,
  /** A row of the input is no record. */
  malformedData: 10,
  /** The input cannot be read. */
  unreadableFile: 11,
  /** An address to listen on is taken. */
  addressTaken: 12,
  /** Another process uses the data directory. */
  inUse: 13,
  /** The store is damaged, or of another format. */
  damaged: 14,
  /** The disk is full, or does not take writes. */
  diskFull: 15,
  /** No fleet, another fleet, or a membership that does not count. */
  fleet: 16,
  /** Other users could read the key or the data directory. */
  exposed: 17,
  timedOut: 124,
  interrupted: 130
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

const CODES: Readonly<Record<string, ExitCode>> = {
  ERR_INVALID_INPUT: EXIT.usage,
  ERR_INVALID: EXIT.usage,
  ERR_AMBIGUOUS_NAME: EXIT.usage,
  ERR_TOO_LARGE: EXIT.usage,
  ERR_NOT_FOUND: EXIT.notFound,
  ERR_UNKNOWN_CHAIN: EXIT.notFound,
  ERR_UNKNOWN_VEHICLE: EXIT.notFound,
  ERR_NOT_HERE: EXIT.notFound,
  ERR_NO_KEY: EXIT.notFound,
  ERR_NO_ACCOUNT: EXIT.notFound,
  ERR_COMPACTED: EXIT.notFound,
  ERR_HALTED: EXIT.unhealthy,
  ERR_DAMAGED: EXIT.unhealthy,
  ERR_UNAVAILABLE: EXIT.unhealthy,
  ERR_OUTCOME_UNKNOWN: EXIT.unknown,
  ERR_TIMEOUT: EXIT.timedOut,
  ERR_MALFORMED_DATA: EXIT.malformedData,
  ERR_PORT_TAKEN: EXIT.addressTaken,
  ERR_DATA_DIR_IN_USE: EXIT.inUse,
  ERR_STORE_DAMAGED: EXIT.damaged,
  ERR_STORE_FORMAT: EXIT.damaged,
  ERR_BACKUP_DAMAGED: EXIT.damaged,
  ERR_NOT_EMPTY: EXIT.rejected,
  ERR_STORE_FAILED: EXIT.diskFull,
  ERR_DISK_FULL: EXIT.diskFull,
  ERR_FULL: EXIT.diskFull,
  ERR_NO_FLEET: EXIT.fleet,
  ERR_OTHER_FLEET: EXIT.fleet,
  ERR_IDENTITY: EXIT.fleet,
  ERR_EXPOSED: EXIT.exposed,
  ERR_NO_TOKEN: EXIT.exposed
}

/** Statuses of problems whose code is not listed above: refusals of the protocols. */
const STATUSES: Readonly<Record<number, ExitCode>> = {
  400: EXIT.usage,
  403: EXIT.rejected,
  404: EXIT.notFound,
  408: EXIT.rejected,
  409: EXIT.rejected,
  429: EXIT.rejected,
  431: EXIT.usage,
  503: EXIT.unhealthy
}

/** What commands find out by themselves, where one code says all that ends so. */
const OWN_CODES: Readonly<Partial<Record<ExitCode, string>>> = {
  [EXIT.usage]: 'ERR_INVALID_INPUT',
  [EXIT.unknown]: 'ERR_OUTCOME_UNKNOWN',
  [EXIT.malformedData]: 'ERR_MALFORMED_DATA',
  [EXIT.inUse]: 'ERR_DATA_DIR_IN_USE',
  [EXIT.diskFull]: 'ERR_DISK_FULL'
}

interface ExitOptions extends ErrorOptions {
  readonly exitCode: ExitCode
  /** Of the catalogue; by default that of the cause, or what the exit code says. */
  readonly code?: string
  readonly facts?: Readonly<Record<string, unknown>>
  /** With --json the command has printed its result, which says it all. */
  readonly hasResult?: true
}

/** A command says with this how it ends, after it has said why. */
export class ExitError extends Error {
  override readonly name = 'ExitError'
  readonly exitCode: ExitCode
  readonly code: string
  /** What else a program may want to know; printed with --json. */
  readonly facts: Readonly<Record<string, unknown>> | undefined
  readonly hasResult: boolean

  constructor(message: string, options: ExitOptions) {
    super(message, options)
    this.exitCode = options.exitCode
    this.code = options.code ?? codeBehind(options)
    this.facts = options.facts
    this.hasResult = options.hasResult === true
  }
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof ExitError) {
    return error.exitCode
  }
  if (!(error instanceof Error)) {
    return EXIT.failed
  }
  if (error.name === 'UnreachableError') {
    return EXIT.unreachable
  }
  if (error.name === 'IngestError') {
    return 'line' in error && error.line === undefined ? EXIT.unreadableFile : EXIT.malformedData
  }
  const code = 'code' in error ? CODES[String(error.code)] : undefined
  return code ?? STATUSES[statusOf(error)] ?? EXIT.failed
}

/** An exit code that the cause alone would end with too is told by the code of the cause. */
function codeBehind({ exitCode, cause }: ExitOptions): string {
  const known = errorCodeOf(cause)
  return known !== NO_CODE && exitCodeOf(cause) === exitCode
    ? known
    : (OWN_CODES[exitCode] ?? NO_CODE)
}

/** What has no code of its own. */
const NO_CODE = 'ERR_FAILED'

/** The code that programs see beside the sentence. */
export function errorCodeOf(error: unknown): string {
  const isOurs = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_')
  return isOurs ? String(error.code) : NO_CODE
}

function statusOf(error: Error): number {
  const problem = 'problem' in error ? error.problem : undefined
  const isProblem = typeof problem === 'object' && problem !== null && 'status' in problem
  return isProblem ? Number(problem.status) : 0
}
