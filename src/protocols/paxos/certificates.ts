/**
 * Certificates of a group's chain: a majority signs that a block is decided, so that whoever reads
 * the chain later need not believe whom it reads from.
 *
 * Keeps: a member signs only what is decided on its own disk, for the booth in force; so no two
 * certificates of a chain contradict each other. Any member may collect; the leader does it by itself,
 * while blocks are decided, and everybody is told by whoever hears that it lacks the newest.
 */
import {
  type Certificate,
  createCertificate,
  isQuorum,
  type VoteSubject,
  verifyCertificate,
  voteBytes
} from '../../core/booth.ts'
import type { Head } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { refused } from '../../core/reply.ts'
import type { Leader } from './leader.ts'
import { CERTIFY_WAITERS_MAX } from './limits.ts'
import type { GroupParts } from './parts.ts'
import type {
  AttestMessage,
  CertifiedMessage,
  CertifyHeadRequest,
  HeadCertified,
  HeartbeatMessage,
  Out,
  PaxosMessage,
  VoteMessage
} from './types.ts'

export const CERTIFY_TIMER = 'paxos:certify:'

export interface Certificates {
  request(nowMs: NowMs, id: string, request: CertifyHeadRequest, out: Out): void
  message(nowMs: NowMs, from: PeerId, message: CertificateMessage, out: Out): void
  /** A member tells how far it has come. */
  heard(from: PeerId, beat: HeartbeatMessage, out: Out): void
  /** More is decided, or this vehicle leads now. */
  progress(nowMs: NowMs, out: Out): void
  timer(nowMs: NowMs, out: Out): void
  /** Another booth is in force. */
  reset(): void
}

type CertificateMessage = AttestMessage | VoteMessage | CertifiedMessage

interface Collection {
  readonly subject: VoteSubject
  readonly votes: Map<PeerId, Uint8Array>
  readonly deadlineMs: NowMs
  resendAtMs: NowMs
  resendMs: number
}

interface Waiter {
  readonly id: string
  readonly height: number
  readonly deadlineMs: NowMs
}

export function isOfCertificates(message: PaxosMessage): message is CertificateMessage {
  return ['attest', 'vote', 'certified'].includes(message.type)
}

export function createCertificates(parts: GroupParts, leader: Leader): Certificates {
  const { environment, settings, chain, log, roster, send } = parts
  const { self, crypto, fleet, holdings } = environment
  let collection: Collection | undefined
  let waiters: Waiter[] = []
  /** The newest certificate of this run, to be told. */
  let newest: Certificate | undefined
  /** An Attest for what is not decided here yet. */
  let ahead: { readonly from: PeerId; readonly message: AttestMessage } | undefined
  let startedMs = Number.NEGATIVE_INFINITY
  let plannedMs: NowMs | undefined

  const certified = (): Head | undefined => holdings.get(chain.id)?.certified

  const sign = (head: Head, booth: string): { subject: VoteSubject; signature: Uint8Array } => {
    const subject = { chain: chain.id, ...head, booth }
    return { subject, signature: crypto.sign(voteBytes(subject)) }
  }

  const isDecided = ({ height, hash }: Head): boolean =>
    height <= log.decided.height && log.hashAt(height) === hash

  const setTimer = (nowMs: NowMs, out: Out): void => {
    const due = waiters.map(({ deadlineMs }) => deadlineMs)
    if (collection !== undefined) {
      due.push(collection.resendAtMs, collection.deadlineMs)
    } else if (isDue()) {
      due.push(startedMs + settings.certifyMs)
    }
    const atMs = due.length === 0 ? undefined : Math.max(nowMs, Math.min(...due))
    if (atMs !== plannedMs) {
      plannedMs = atMs
      out.push({ type: 'timer', id: `${CERTIFY_TIMER}${chain.id}`, atMs })
    }
  }

  /** What is decided has outrun what this leader has had signed. */
  const isDue = (): boolean => leader.phase === 'lead' && log.decided.height > (newest?.height ?? 0)

  const ask = (nowMs: NowMs, current: Collection, out: Out): void => {
    const { subject, votes } = current
    const { height, hash, booth } = subject
    for (const peer of roster().others) {
      if (!votes.has(peer)) {
        send(peer, { type: 'attest', head: { height, hash }, booth }, out)
      }
    }
    current.resendAtMs = nowMs + current.resendMs
    current.resendMs = Math.min(settings.resendMsMax, Math.ceil(current.resendMs * 1.5))
  }

  const start = (nowMs: NowMs, out: Out): void => {
    const { booth } = roster()
    if (booth === undefined || !parts.mayVote() || log.decided.height === 0) {
      return
    }
    const { subject, signature } = sign(log.decided, booth.id)
    startedMs = nowMs
    collection = {
      subject,
      votes: new Map([[self, signature]]),
      deadlineMs: nowMs + settings.deadlineMs,
      resendAtMs: nowMs,
      resendMs: settings.resendMsMin
    }
    ask(nowMs, collection, out)
    conclude(nowMs, collection, out)
  }

  const conclude = (nowMs: NowMs, { subject, votes }: Collection, out: Out): void => {
    const { booth } = roster()
    if (booth === undefined || !isQuorum(chain, booth, new Set(votes.keys()))) {
      return
    }
    collection = undefined
    const certificate = createCertificate(booth, subject, votes)
    take(nowMs, certificate, out)
    for (const peer of roster().others) {
      send(peer, { type: 'certified', certificate }, out)
    }
  }

  const take = (nowMs: NowMs, certificate: Certificate, out: Out): void => {
    const { booth } = roster()
    const { height, hash } = certificate
    if (booth === undefined || height <= (newest?.height ?? 0)) {
      return
    }
    newest = certificate
    if (height > (certified()?.height ?? 0)) {
      holdings.certify(certificate, booth, out)
      const head = { height, hash }
      const detail = { chain: chain.id, height, signers: certificate.signers.length }
      out.push({ type: 'fact', fact: { name: 'paxos:certified', detail } })
      out.push({ type: 'signal', signal: { type: 'certified', chain: chain.id, head } })
    }
    settle(nowMs, out)
  }

  /** Answers those whose block is covered; the others need one more certificate. */
  const settle = (nowMs: NowMs, out: Out): void => {
    const head = certified()
    const left: Waiter[] = []
    for (const waiter of waiters) {
      if (head !== undefined && head.height >= waiter.height) {
        const value: HeadCertified = { chain: chain.id, head }
        const reply = { type: 'ok', value } as const
        out.push({ type: 'reply', id: waiter.id, reply })
      } else if (nowMs >= waiter.deadlineMs) {
        const message = `no majority has signed block ${waiter.height} in time`
        out.push({ type: 'reply', id: waiter.id, reply: refused('unreachable', message, true) })
      } else {
        left.push(waiter)
      }
    }
    waiters = left
  }

  const next = (nowMs: NowMs, out: Out): void => {
    const isWanted = waiters.some(({ height }) => height <= log.decided.height)
    const isTime = isDue() && nowMs - startedMs >= settings.certifyMs
    if (collection === undefined && (isWanted || isTime)) {
      start(nowMs, out)
    }
  }

  const attest = (from: PeerId, message: AttestMessage, out: Out): void => {
    const { booth } = roster()
    if (booth === undefined || booth.id !== message.booth) {
      return
    }
    if (isDecided(message.head)) {
      const { signature } = sign(message.head, booth.id)
      send(from, { type: 'vote', head: message.head, booth: booth.id, signature }, out)
    } else if (message.head.height > log.decided.height) {
      ahead = { from, message }
    }
  }

  const vote = (nowMs: NowMs, from: PeerId, message: VoteMessage, out: Out): void => {
    const current = collection
    // Votes for an earlier block, or of an earlier booth, come late. What the block is the signature says.
    if (
      current === undefined ||
      current.subject.height !== message.head.height ||
      current.subject.booth !== message.booth
    ) {
      return
    }
    if (!crypto.verify(from, voteBytes(current.subject), message.signature)) {
      parts.refused(from, 'vote', 'the signature is not of its sender', out)
      return
    }
    current.votes.set(from, message.signature)
    conclude(nowMs, current, out)
    next(nowMs, out)
  }

  const learn = (nowMs: NowMs, from: PeerId, { certificate }: CertifiedMessage, out: Out): void => {
    const { booth } = roster()
    if (booth === undefined || booth.id !== certificate.booth || !isDecided(certificate)) {
      return
    }
    if (certificate.height <= (newest?.height ?? 0)) {
      return
    }
    if (!verifyCertificate(crypto, fleet, chain, booth, certificate)) {
      parts.refused(from, 'certified', 'the certificate does not hold', out)
      return
    }
    take(nowMs, certificate, out)
  }

  return {
    request(nowMs, id, request, out) {
      const height = request.height ?? log.decided.height
      if (!parts.mayVote()) {
        out.push({
          type: 'reply',
          id,
          reply: refused('notMember', 'only a member has blocks of a group signed', false)
        })
        return
      }
      if (waiters.length >= CERTIFY_WAITERS_MAX) {
        const message = `${CERTIFY_WAITERS_MAX} certificates are waited for already`
        out.push({ type: 'reply', id, reply: refused('busy', message, true) })
        return
      }
      const deadlineMs = nowMs + (request.deadlineMs ?? settings.deadlineMs)
      waiters.push({ id, height: Math.max(1, height), deadlineMs })
      settle(nowMs, out)
      next(nowMs, out)
      setTimer(nowMs, out)
    },
    message(nowMs, from, message, out) {
      if (!parts.mayVote()) {
        return
      }
      if (!roster().counts(from, message.incarnation)) {
        parts.refused(from, message.type, 'a stranger, or a member from another directory', out)
        return
      }
      if (message.type === 'attest') {
        attest(from, message, out)
        return
      }
      if (message.type === 'vote') {
        vote(nowMs, from, message, out)
      } else {
        learn(nowMs, from, message, out)
      }
      setTimer(nowMs, out)
    },
    heard(from, { certified: height, decided }, out) {
      if (
        newest !== undefined &&
        leader.phase === 'lead' &&
        height < newest.height &&
        decided.height >= newest.height
      ) {
        send(from, { type: 'certified', certificate: newest }, out)
      }
    },
    progress(nowMs, out) {
      if (ahead !== undefined && ahead.message.head.height <= log.decided.height) {
        const { from, message } = ahead
        ahead = undefined
        attest(from, message, out)
      }
      if (waiters.length > 0 || isDue()) {
        next(nowMs, out)
        setTimer(nowMs, out)
      }
    },
    timer(nowMs, out) {
      plannedMs = undefined
      settle(nowMs, out)
      if (collection !== undefined && nowMs >= collection.deadlineMs) {
        collection = undefined
      }
      if (collection !== undefined && nowMs >= collection.resendAtMs) {
        ask(nowMs, collection, out)
      }
      next(nowMs, out)
      setTimer(nowMs, out)
    },
    reset() {
      collection = undefined
      newest = undefined
      ahead = undefined
      startedMs = Number.NEGATIVE_INFINITY
    }
  }
}
