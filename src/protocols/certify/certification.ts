/**
 * From votes to answers: a block with a quorum is certified with everything below it, its appends are
 * answered, and the seal ends the booth. When the booth cannot certify, the appends hear that.
 *
 * Keeps: an append is answered `ok` only behind the certificate of its last block.
 */
import { createCertificate } from '../../core/booth.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import { type Flight, sendClose } from './flight.ts'
import { abandonOpening } from './opening.ts'
import { type OwnChain, refused, reply, saveOwnChain } from './own-chain.ts'
import type { Parts } from './parts.ts'
import type { Append } from './queue.ts'
import { boothStatus, type Roster, refusalsText } from './roster.ts'
import type { CertifyAppended, CertifySealed, Out } from './types.ts'

export function isCertified(roster: Roster, { votes, pivotVotes }: Flight): boolean {
  return votes.size >= roster.quorum && pivotVotes === roster.pivots.size
}

/** Certifies the block at this index of the flights, and with it all below. */
export function certifyThrough(
  { environment, settings }: Parts,
  own: OwnChain,
  roster: Roster,
  index: number,
  nowMs: NowMs,
  out: Out
): void {
  const done = own.flights.slice(0, index + 1)
  const last = done.at(-1)
  if (last === undefined) {
    return
  }
  own.flights = own.flights.slice(index + 1)
  const { header, hash } = last.block
  const { height } = header
  const chain = own.chain.id
  const subject = { chain, height, hash, booth: roster.booth.id }
  const certificate = createCertificate(roster.booth, subject, last.votes)
  environment.holdings.certify(certificate, roster.booth, out)
  own.certificate = certificate
  own.certificateBooth = roster.booth
  own.announceAtMs ??= nowMs + settings.certifiedDelayMs
  let entries = 0
  for (const { block, ends } of done) {
    entries += block.header.entriesCount
    own.flightBytes -= block.bytes.length
    for (const append of ends) {
      answerAppended(own, append, block.header.height, block.hash, out)
    }
  }
  dropAnswered(own)
  out.push({ type: 'signal', signal: { type: 'certified', chain, head: { height, hash } } })
  const { signers } = certificate
  const latencyMs = nowMs - last.proposedAtMs
  const detail = {
    chain,
    height,
    booth: roster.booth.id,
    entries,
    votes: signers.length,
    latencyMs
  }
  out.push({ type: 'fact', fact: { name: 'certify:certified', detail } })
  if (header.seal !== undefined) {
    finishSeal(own, roster, header.seal.operation, { height, hash }, out)
  }
}

function answerAppended(
  { chain }: OwnChain,
  append: Append,
  to: number,
  hash: string,
  out: Out
): void {
  const { from, entries, operation } = append
  if (append.id === '') {
    return
  }
  if (append.isAnswered) {
    const detail = { chain: chain.id, operation, from, to }
    out.push({ type: 'fact', fact: { name: 'certify:resolved', detail } })
    return
  }
  append.isAnswered = true
  const value: CertifyAppended = { chain: chain.id, from, to, hash, entries: entries.length }
  reply(append.id, { type: 'ok', value }, out)
}

/** Forgets the deadlines of appends that are answered; they are answered in order. */
function dropAnswered({ unanswered }: OwnChain): void {
  while (unanswered.first()?.isAnswered === true) {
    unanswered.shift()
  }
}

function finishSeal(
  own: OwnChain,
  roster: Roster,
  operation: string,
  head: CertifySealed['head'],
  out: Out
): void {
  const { booth } = roster
  const value: CertifySealed = {
    head,
    booth: booth.id,
    boothNumber: booth.number,
    from: own.from,
    members: booth.members
  }
  const waiters = own.sealing?.waiters ?? []
  abandonOpening(own, refused('busy', 'the booth was sealed meanwhile', true), out)
  own.seals.push({ ...value, operation })
  for (const peer of roster.seats.keys()) {
    sendClose(own, peer, booth.id, out)
  }
  own.announcedTo = head.height
  own.announceAtMs = undefined
  own.sealing = undefined
  own.roster = undefined
  own.auto = undefined
  own.resendAtMs = undefined
  saveOwnChain(own, out)
  const detail = {
    chain: own.chain.id,
    booth: booth.id,
    operation,
    from: own.from,
    to: head.height
  }
  out.push({ type: 'fact', fact: { name: 'certify:sealed', detail } })
  out.push({ type: 'signal', signal: { type: 'sealed', chain: own.chain.id, operation, ...value } })
  for (const { id } of waiters) {
    reply(id, { type: 'ok', value }, out)
  }
}

/** Answers everything that waits with `unknown` once its deadline has passed. */
export function expire(own: OwnChain, nowMs: NowMs, out: Out): void {
  const { unanswered, sealing } = own
  for (let append = unanswered.first(); append !== undefined; append = unanswered.first()) {
    if (!append.isAnswered) {
      if (append.deadlineMs > nowMs) {
        break
      }
      append.isAnswered = true
      const where = append.to === 0 ? 'wait for a block' : `are in flight from block ${append.from}`
      const message = `${append.entries.length} entries of chain ${own.chain.id} ${where}`
      reply(append.id, { type: 'unknown', operation: append.operation, message }, out)
    }
    unanswered.shift()
  }
  while (sealing !== undefined && (sealing.waiters[0]?.deadlineMs ?? nowMs + 1) <= nowMs) {
    const { operation } = sealing
    const message = `the seal of chain ${own.chain.id} is in flight; ask again with this operation`
    const waiter = sealing.waiters.shift()
    if (waiter !== undefined) {
      reply(waiter.id, { type: 'unknown', operation, message }, out)
    }
  }
}

/**
 * Answers everything that waits with `refused`. Blocks in flight stay: their height is signed, so a
 * later booth may still certify them, which `tentative` tells the caller.
 */
function giveUp(own: OwnChain, answer: (tentative: object) => Reply, out: Out): void {
  const { unanswered, sealing } = own
  for (let append = unanswered.shift(); append !== undefined; append = unanswered.shift()) {
    if (!append.isAnswered) {
      append.isAnswered = true
      const { from, to } = append
      reply(append.id, answer(to === 0 ? {} : { tentative: { from, to } }), out)
    }
  }
  own.queue.clear()
  for (const { id } of sealing?.waiters.splice(0) ?? []) {
    reply(id, answer({}), out)
  }
  if (sealing?.isProposed === false) {
    own.sealing = undefined
  }
}

/** The chain is frozen or damaged: nothing goes on. */
export function halt(own: OwnChain, answer: Reply, out: Out): void {
  giveUp(own, () => answer, out)
  abandonOpening(own, answer, out)
}

/** The booth cannot certify: too many members refuse. */
export function giveUpBooth(own: OwnChain, roster: Roster, out: Out): void {
  const { id, refusing } = boothStatus(roster)
  const message = `too many members of booth ${id} refuse${refusalsText(roster)}`
  own.isStuck = true
  const detail = { chain: own.chain.id, booth: id, refusing }
  out.push({ type: 'fact', fact: { name: 'certify:stuck', detail } })
  const answer = (tentative: object): Reply =>
    refused('boothRefuses', message, false, { refusing, ...tentative })
  giveUp(own, answer, out)
}
