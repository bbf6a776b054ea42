/**
 * What clients ask of an open booth: to append entries, and to end it.
 *
 * Keeps: a full queue, a missing booth or a refused entry is said at once; an operation that has
 * sealed a booth gets the same answer for ever (the last 16 are remembered).
 */

import { ENTRIES_MAX, ENTRY_BYTES_MAX } from '../../core/limits.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import { operationIdFault } from '../../core/operation-id.ts'
import { WAITERS_MAX } from './limits.ts'
import { chainFault, type OwnChain, refused, reply } from './own-chain.ts'
import type { Parts } from './parts.ts'
import { bodyBytesOf } from './queue.ts'
import { diskFault } from './room.ts'
import { refusalsText } from './roster.ts'
import type { CertifyAppendRequest, CertifySealRequest, Out } from './types.ts'

export function requestAppend(
  parts: Parts,
  own: OwnChain,
  id: string,
  { entries }: CertifyAppendRequest,
  nowMs: NowMs,
  out: Out
): void {
  const fault =
    entries.length === 0
      ? refused('invalid', 'an append needs at least one entry')
      : (boothFault(parts, own) ?? entriesFault(parts, own, entries))
  if (fault !== undefined) {
    reply(id, fault, out)
    return
  }
  enqueue(parts, own, id, entries, nowMs)
}

export function requestSeal(
  parts: Parts,
  own: OwnChain,
  id: string,
  { operation, entries = [] }: CertifySealRequest,
  nowMs: NowMs,
  out: Out
): void {
  const done = own.seals.find((seal) => seal.operation === operation)
  if (done !== undefined) {
    const { operation: _operation, ...value } = done
    reply(id, { type: 'ok', value }, out)
    return
  }
  const waiter = { id, deadlineMs: nowMs + parts.settings.appendTimeoutMs }
  if (own.sealing?.operation === operation && own.sealing.waiters.length < WAITERS_MAX) {
    own.sealing.waiters.push(waiter)
    return
  }
  const fault = operationFault(operation) ?? boothFault(parts, own)
  const refusal = fault ?? entriesFault(parts, own, entries)
  if (refusal !== undefined) {
    reply(id, refusal, out)
    return
  }
  if (entries.length > 0) {
    enqueue(parts, own, '', entries, nowMs)
  }
  own.sealing = { operation, waiters: [waiter], isProposed: false }
}

function operationFault(operation: string): Reply | undefined {
  const fault = operationIdFault(operation)
  return fault === undefined ? undefined : refused('invalid', fault)
}

/** Why the open booth takes nothing more, or undefined when it does. */
function boothFault(parts: Parts, own: OwnChain): Reply | undefined {
  const fault = chainFault(parts, own)
  if (fault !== undefined) {
    return fault
  }
  if (own.sealing !== undefined) {
    return refused('busy', `the booth of chain ${own.chain.id} is being sealed`, true)
  }
  if (own.roster === undefined) {
    return refused('noBooth', `chain ${own.chain.id} has no open booth; open one first`, true)
  }
  if (own.isStuck) {
    const refusals = refusalsText(own.roster)
    const message = 'too many members of the booth refuse; open a booth with others, or wait'
    return refused('boothRefuses', `${message}${refusals}`, true)
  }
  return undefined
}

/** Why these entries cannot be taken, or undefined when they can. */
function entriesFault(
  { environment, settings }: Parts,
  { queue }: OwnChain,
  entries: readonly Uint8Array[]
): Reply | undefined {
  const { queueEntriesMax, queueBytesMax, validate } = settings
  const large = entries.find((entry) => entry.length > ENTRY_BYTES_MAX)
  if (large !== undefined) {
    const message = `an entry has at most ${ENTRY_BYTES_MAX} bytes, this one has ${large.length}`
    return refused('tooLarge', message)
  }
  const bytes = bodyBytesOf(entries)
  if (entries.length > queueEntriesMax || bytes > queueBytesMax) {
    const message = `at most ${queueEntriesMax} entries and ${queueBytesMax} bytes may wait, these are ${entries.length} and ${bytes}`
    return refused('tooLarge', message)
  }
  if (queue.entries + entries.length > queueEntriesMax || queue.bytes + bytes > queueBytesMax) {
    return refused('busy', `${queue.entries} entries wait already; try again`, true)
  }
  const shortage = diskFault({ environment, settings })
  if (shortage !== undefined) {
    return refused('full', shortage, true)
  }
  if (validate !== undefined) {
    let index = 0
    for (const entry of entries) {
      const reason = validate(entry)
      if (reason !== undefined) {
        return refused('invalid', `entry ${index} is refused: ${reason}`)
      }
      index++
    }
  }
  return undefined
}

function enqueue(
  { settings }: Parts,
  own: OwnChain,
  id: string,
  entries: readonly Uint8Array[],
  nowMs: NowMs
): void {
  const append = {
    id,
    entries,
    operation: `${own.chain.id}/${id}`,
    deadlineMs: nowMs + settings.appendTimeoutMs,
    taken: 0,
    from: 0,
    to: 0,
    isAnswered: false
  }
  own.queue.add(append, bodyBytesOf(entries))
  if (id !== '') {
    own.unanswered.push(append)
  }
}

/** Whether a block may be proposed now. */
export function canPropose(own: OwnChain, parts: Parts): boolean {
  const { queue, flights, sealing } = own
  const { pipelineBlocks, windowBytes, batchBytes } = parts.settings
  if (sealing?.isProposed === true || (queue.entries === 0 && sealing === undefined)) {
    return false
  }
  if (own.isStuck || own.isWriting || chainFault(parts, own) !== undefined) {
    return false
  }
  if (flights.length === 0) {
    return true
  }
  if (flights.length >= pipelineBlocks || own.flightBytes >= windowBytes) {
    return false
  }
  return sealing !== undefined || queue.bytes >= batchBytes || queue.entries >= ENTRIES_MAX
}
