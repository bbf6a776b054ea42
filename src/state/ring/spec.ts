/**
 * The codec of operations and results of a ring.
 *
 * Keeps: what is decoded is within all limits of limits.ts.
 */
import type { Incarnation } from '../../core/booth.ts'
import { fromHex, NO_BYTES } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readHexBytes,
  readList,
  readNumber,
  readPeer,
  readText
} from '../../core/codec.ts'
import { DIGEST_BYTES, type OperationDigest } from '../../core/command.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { INCARNATION_BYTES, OPERATION_BYTES_MAX } from '../../core/limits.ts'
import {
  KEYS_MAX,
  NODES_MAX,
  REFUSED_CHARACTERS_MAX,
  RESULT_BYTES_MAX,
  ROSTER_MAX,
  TRANSACTIONS_MAX
} from './limits.ts'
import {
  type Commit as CommitMessage,
  RingOperation as OperationCodec,
  type Outcome as OutcomeMessage,
  RingResult as ResultCodec,
  type Standing,
  type Transaction
} from './messages.ts'
import {
  type Commit,
  type Effects,
  type Outcome,
  REFUSED_REASONS,
  type RingOperation,
  type RingResult,
  type TransactionId,
  WORDS
} from './types.ts'

/** Bytes of a client's name, and of a coordinator's. */
const CLIENT_BYTES = 16
const COORDINATOR_BYTES = 24

/** An outcome that says no more than its word. */
export function bareOutcome(word: Outcome['word'], result: Uint8Array = NO_BYTES): Outcome {
  return { word, branch: false, versions: [], changes: [], result }
}

export function committedOutcome({ branch, versions, changes }: Effects): Outcome {
  return { word: 'committed', branch, versions, changes, result: NO_BYTES }
}

export function encodeOperation(operation: RingOperation): Uint8Array {
  switch (operation.type) {
    case 'register': {
      const { peer, freeBytes, isAsked } = operation
      const incarnation = fromHex(operation.incarnation)
      return OperationCodec.encode({ register: { peer, incarnation, freeBytes, asked: isAsked } })
    }
    case 'leave':
      return OperationCodec.encode({ leave: { peer: operation.peer, gone: operation.isGone } })
    case 'ready':
    case 'settled': {
      const { type, peer, version } = operation
      const standing = { peer, incarnation: fromHex(operation.incarnation), ring: version }
      return OperationCodec.encode({ [type]: standing })
    }
    case 'decide': {
      const { coordinator, commits, ended, acked } = operation
      return OperationCodec.encode({
        decide: {
          coordinator: fromHex(coordinator),
          commits: commits.map(rawCommit),
          ended: [...ended],
          acked: acked.map(({ client, to }) => ({ client: fromHex(client), to }))
        }
      })
    }
    case 'resolve':
    case 'end': {
      const transactions = operation.transactions.map(rawTransaction)
      return OperationCodec.encode({ [operation.type]: { transactions } })
    }
  }
}

/** @throws InvalidMessageError when the bytes are no operation, or it is beyond a limit */
export function decodeOperation(bytes: Uint8Array): RingOperation {
  const raw = decodeWith(
    'ring operation',
    readBytes('ring operation', bytes, OPERATION_BYTES_MAX),
    OperationCodec.decode
  )
  const { register, leave, ready, settled, decide, resolve, end } = raw
  if (decide !== undefined) {
    return {
      type: 'decide',
      coordinator: readCoordinator('decide.coordinator', decide.coordinator),
      commits: readList('decide.commits', decide.commits, TRANSACTIONS_MAX).map(readCommit),
      ended: readNumbers('decide.ended', decide.ended, TRANSACTIONS_MAX),
      acked: readList('decide.acked', decide.acked, TRANSACTIONS_MAX).map(({ client, to }) => ({
        client: readClient('acked.client', client),
        to: readNumber('acked.to', to)
      }))
    }
  }
  if (resolve !== undefined) {
    return { type: 'resolve', transactions: readTransactions(resolve.transactions) }
  }
  if (end !== undefined) {
    return { type: 'end', transactions: readTransactions(end.transactions) }
  }
  if (register !== undefined) {
    return {
      type: 'register',
      peer: readPeer('register.peer', register.peer),
      incarnation: readIncarnation('register.incarnation', register.incarnation),
      freeBytes: readNumber('register.freeBytes', register.freeBytes),
      isAsked: register.asked
    }
  }
  if (leave !== undefined) {
    return { type: 'leave', peer: readPeer('leave.peer', leave.peer), isGone: leave.gone }
  }
  if (ready !== undefined) {
    return { type: 'ready', ...readStanding(ready) }
  }
  if (settled !== undefined) {
    return { type: 'settled', ...readStanding(settled) }
  }
  throw new InvalidMessageError('a ring operation is of no known type')
}

export function encodeResult(result: RingResult): Uint8Array {
  switch (result.type) {
    case 'changed':
      return ResultCodec.encode({ changed: { isNew: result.isNew, ring: result.version } })
    case 'decided':
      return ResultCodec.encode({ decided: { outcomes: result.outcomes.map(rawOutcome) } })
    case 'refused':
      return ResultCodec.encode({ refused: result })
  }
}

/** @throws InvalidMessageError when the bytes are no result */
export function decodeResult(bytes: Uint8Array): RingResult {
  const { changed, decided, refused } = decodeWith('ring result', bytes, ResultCodec.decode)
  if (changed !== undefined) {
    return { type: 'changed', isNew: changed.isNew, version: changed.ring }
  }
  if (decided !== undefined) {
    const outcomes = readList('decided.outcomes', decided.outcomes, TRANSACTIONS_MAX)
    return { type: 'decided', outcomes: outcomes.map(readOutcome) }
  }
  const reason = REFUSED_REASONS.find((one) => one === refused?.reason)
  if (refused === undefined || reason === undefined) {
    throw new InvalidMessageError('a ring result is of no known type')
  }
  const text = readText('refused.text', refused.text, REFUSED_CHARACTERS_MAX)
  return { type: 'refused', reason, text }
}

export function rawTransaction({ coordinator, number }: TransactionId): Transaction {
  return { coordinator: fromHex(coordinator), number }
}

export function readTransaction({ coordinator, number }: Transaction): TransactionId {
  return {
    coordinator: readCoordinator('transaction.coordinator', coordinator),
    number: readNumber('transaction.number', number, 1)
  }
}

export function readTransactions(raw: readonly Transaction[]): readonly TransactionId[] {
  return readList('transactions', raw, TRANSACTIONS_MAX).map(readTransaction)
}

export function rawOutcome({ word, branch, versions, changes, result }: Outcome): OutcomeMessage {
  return {
    word: WORDS.indexOf(word) + 1,
    branch,
    versions: [...versions],
    changes: [...changes],
    result
  }
}

export function readOutcome(raw: OutcomeMessage): Outcome {
  const word = WORDS[raw.word - 1]
  if (word === undefined) {
    throw new InvalidMessageError(`an outcome is ${raw.word}`)
  }
  const result = readBytes('outcome.result', raw.result, RESULT_BYTES_MAX)
  const { branch, versions, changes } = readEffects(raw)
  return { word, branch, versions, changes, result }
}

export function readEffects({
  branch,
  versions,
  changes
}: Pick<OutcomeMessage, 'branch' | 'versions' | 'changes'>): Effects {
  if (versions.length !== changes.length) {
    throw new InvalidMessageError('a transaction has versions and changes of different keys')
  }
  return {
    branch,
    versions: readNumbers('versions', versions, KEYS_MAX),
    changes: readNumbers('changes', changes, KEYS_MAX)
  }
}

export function readClient(name: string, bytes: Uint8Array): string {
  return readHexBytes(name, bytes, CLIENT_BYTES)
}

export function readDigest(name: string, bytes: Uint8Array): OperationDigest {
  return readHexBytes(name, bytes, DIGEST_BYTES)
}

export function readCoordinator(name: string, bytes: Uint8Array): string {
  return readHexBytes(name, bytes, COORDINATOR_BYTES)
}

export function readIncarnation(name: string, bytes: Uint8Array): Incarnation {
  return readHexBytes(name, bytes, INCARNATION_BYTES)
}

export function readParticipants(numbers: readonly number[]): readonly number[] {
  readList('participants', numbers, 2 * NODES_MAX)
  return numbers.map((number) => readNumber('participant', number, 1, ROSTER_MAX))
}

function readNumbers(name: string, numbers: readonly number[], max: number): readonly number[] {
  return readList(name, numbers, max).map((number) => readNumber(name, number))
}

function rawCommit(commit: Commit): CommitMessage {
  const { number, seq, branch, result, begunAt } = commit
  return {
    number,
    client: fromHex(commit.client),
    seq,
    digest: fromHex(commit.digest),
    branch,
    versions: [...commit.versions],
    changes: [...commit.changes],
    participants: [...commit.participants],
    result,
    begunAt
  }
}

function readCommit(raw: CommitMessage): Commit {
  const { branch, versions, changes } = readEffects(raw)
  return {
    branch,
    versions,
    changes,
    number: readNumber('commit.number', raw.number, 1),
    client: readClient('commit.client', raw.client),
    seq: readNumber('commit.seq', raw.seq, 1),
    digest: readDigest('commit.digest', raw.digest),
    participants: readParticipants(raw.participants),
    result: readBytes('commit.result', raw.result, RESULT_BYTES_MAX),
    begunAt: readNumber('commit.begunAt', raw.begunAt)
  }
}

function readStanding({ peer, incarnation, ring }: Standing): {
  readonly peer: string
  readonly incarnation: Incarnation
  readonly version: number
} {
  return {
    peer: readPeer('standing.peer', peer),
    incarnation: readIncarnation('standing.incarnation', incarnation),
    version: readNumber('standing.ring', ring)
  }
}
