/**
 * The proposer's half of certify: what members answer, what is due, and what a restart finds.
 *
 * Keeps: every vote is verified once and counted once; a chain that is frozen, damaged or not yet read
 * proposes nothing.
 * Source: V-Guard's ordering instance; differs from it in that votes name the block by its hash.
 */

import { isFull } from '../../core/block.ts'
import { decodeBooth, decodeCertificate } from '../../core/booth.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import { blockKey, boothKey, certificateKey } from '../../core/keyspace.ts'
import { AUTHOR_CHAINS_MAX } from '../../core/limits.ts'
import type { Disk, NowMs, StoredRecord } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeStoredBlock } from '../../core/stored-block.ts'
import { heard, type MemberAnswer } from './answers.ts'
import { canPropose, requestAppend, requestSeal } from './appends.ts'
import { certifyThrough, expire, halt, isCertified } from './certification.ts'
import { addFlight, announce, bind, proposeNext, remind } from './flight.ts'
import { WAITERS_MAX } from './limits.ts'
import { replaceMembers, requestBooth, reviewOpening } from './opening.ts'
import {
  chainFault,
  createOwnChain,
  OWN_TIMER,
  type OwnChain,
  ownStatus,
  refused,
  remindAt,
  reply,
  restoreOwnChains,
  schedule
} from './own-chain.ts'
import type { Parts } from './parts.ts'
import { backOff, boothStatus, owes, type Roster } from './roster.ts'
import type { CertifyRequest, Out, ProposerStatus } from './types.ts'

export interface Proposer {
  start(nowMs: NowMs, out: Out): void
  request(nowMs: NowMs, id: string, request: CertifyRequest, out: Out): void
  message(nowMs: NowMs, from: PeerId, message: MemberAnswer, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
  loaded(nowMs: NowMs, token: string, records: readonly StoredRecord[], out: Out): void
  connected(nowMs: NowMs, peer: PeerId, out: Out): void
  /** Evidence has frozen this chain. */
  frozen(nowMs: NowMs, chain: ChainId, out: Out): void
  status(): readonly ProposerStatus[]
}

export const TAIL_TOKEN = 'certify:tail:'
export const BOOTH_TOKEN = 'certify:booth:'
const WRITTEN_TIMER = 'certify:written:'

export function createProposer(parts: Parts, disk: Disk): Proposer {
  const { environment, settings } = parts
  const chains = restoreOwnChains(parts, disk)

  const isHalted = (own: OwnChain): boolean => chainFault(parts, own) !== undefined

  /** Proposes what may be proposed, and sets the timer; the end of every event. */
  const settle = (own: OwnChain, nowMs: NowMs, out: Out): void => {
    if (isHalted(own)) {
      own.announceAtMs = undefined
      own.resendAtMs = undefined
      schedule(own, parts, out)
      return
    }
    const last = own.flights.length - 1
    const newest = own.flights[last]
    if (own.roster !== undefined && newest !== undefined && isCertified(own.roster, newest)) {
      certifyThrough(parts, own, own.roster, last, nowMs, out)
    }
    while (own.roster !== undefined && canPropose(own, parts)) {
      // One certificate stands for all below, so that members verify few of them.
      if (nowMs >= own.announcedAtMs + settings.certifiedDelayMs) {
        announce(own, nowMs, out)
      }
      const flight = proposeNext(parts, own, own.roster, nowMs, out)
      if (isCertified(own.roster, flight)) {
        certifyThrough(parts, own, own.roster, own.flights.length - 1, nowMs, out)
        own.isWriting = true
        out.push({ type: 'timer', id: `${WRITTEN_TIMER}${own.chain.id}`, atMs: nowMs })
      }
    }
    schedule(own, parts, out)
  }

  const find = (chain: Chain, out: Out): OwnChain | undefined => {
    const known = chains.get(chain.id)
    if (known !== undefined || chains.size >= AUTHOR_CHAINS_MAX) {
      return known
    }
    const held = environment.holdings.adopt(chain, out)
    const own = createOwnChain(chain)
    // Blocks without a record of their booth: part of the state is lost.
    own.isBroken = held.lastHeight > 0 || held.certified !== undefined
    chains.set(chain.id, own)
    return own
  }

  const handle = (
    own: OwnChain,
    nowMs: NowMs,
    id: string,
    request: CertifyRequest,
    out: Out
  ): void => {
    if (request.type === 'openBooth') {
      const fault = chainFault(parts, own)
      if (fault !== undefined) {
        reply(id, fault, out)
      } else {
        requestBooth(parts, own, id, request, nowMs, out)
      }
    } else if (request.type === 'append') {
      requestAppend(parts, own, id, request, nowMs, out)
    } else {
      requestSeal(parts, own, id, request, nowMs, out)
    }
  }

  const request: Proposer['request'] = (nowMs, id, asked, out) => {
    if (asked.type === 'openBooth' && !isOwn(asked.chain)) {
      const message = `chain ${asked.chain.id} is proposed by ${asked.chain.genesis.proposer ?? 'a group'}`
      reply(id, refused('notProposer', message), out)
      return
    }
    const own = asked.type === 'openBooth' ? find(asked.chain, out) : chains.get(asked.chain)
    if (own === undefined) {
      const isOpen = asked.type === 'openBooth'
      const answer = isOpen
        ? refused('busy', `this vehicle proposes on ${AUTHOR_CHAINS_MAX} chains already`)
        : refused('noBooth', `chain ${asked.chain} has no open booth; open one first`, true)
      reply(id, answer, out)
    } else if (own.isReady) {
      isLive(own, nowMs, out)
      handle(own, nowMs, id, asked, out)
      settle(own, nowMs, out)
    } else if (own.deferred.length < WAITERS_MAX) {
      own.deferred.push({ id, request: asked })
    } else {
      reply(id, refused('busy', 'the chain is still being read', true), out)
    }
  }

  const isOwn = ({ genesis }: Chain): boolean =>
    genesis.engine === 'certified' && genesis.proposer === environment.self

  /** Reads the newest certificate and the blocks above it. */
  const read = (own: OwnChain, nowMs: NowMs, out: Out): void => {
    const { id } = own.chain
    const certified = environment.holdings.get(id)?.certified
    const keys = certified === undefined ? [] : [certificateKey(id, certified.height)]
    for (let height = (certified?.height ?? 0) + 1; height <= own.head.height; height++) {
      keys.push(blockKey(id, height))
    }
    if (keys.length === 0) {
      ready(own, nowMs, out)
    } else {
      out.push({ type: 'load', token: `${TAIL_TOKEN}${id}`, query: { type: 'get', keys } })
    }
  }

  const tailLoaded = (
    own: OwnChain,
    nowMs: NowMs,
    records: readonly StoredRecord[],
    out: Out
  ): void => {
    const values = new Map(records.map(({ key, value }) => [key, value]))
    const { id } = own.chain
    const certified = environment.holdings.get(id)?.certified
    if (certified !== undefined) {
      const value = values.get(certificateKey(id, certified.height))
      own.certificate = value === undefined ? undefined : decodeCertificate(value)
      own.isBroken ||= own.certificate === undefined
    }
    for (let height = (certified?.height ?? 0) + 1; height <= own.head.height; height++) {
      const value = values.get(blockKey(id, height))
      const block = value && decodeStoredBlock(environment.crypto, value).block
      if (block === undefined || !isFull(block)) {
        own.isBroken = true
        break
      }
      addFlight(own, block, nowMs, [])
    }
    const booth = own.certificate?.booth
    if (booth === undefined || booth === own.roster?.booth.id || own.isBroken) {
      own.certificateBooth = booth === undefined ? undefined : own.roster?.booth
      ready(own, nowMs, out)
    } else {
      const keys = [boothKey(id, booth)]
      out.push({ type: 'load', token: `${BOOTH_TOKEN}${id}`, query: { type: 'get', keys } })
    }
  }

  const boothLoaded = (
    own: OwnChain,
    nowMs: NowMs,
    records: readonly StoredRecord[],
    out: Out
  ): void => {
    const value = records[0]?.value
    own.certificateBooth = value === undefined ? undefined : decodeBooth(environment.crypto, value)
    own.isBroken ||= value === undefined
    ready(own, nowMs, out)
  }

  /** The chain is read: its tail is in flight again, and requests that came meanwhile are heard. */
  const ready = (own: OwnChain, nowMs: NowMs, out: Out): void => {
    own.isReady = true
    if (own.isBroken) {
      const detail = { chain: own.chain.id, head: own.head.height }
      out.push({ type: 'fact', fact: { name: 'certify:broken', detail } })
    }
    isLive(own, nowMs, out)
    for (const { id, request: asked } of own.deferred.splice(0)) {
      handle(own, nowMs, id, asked, out)
    }
    settle(own, nowMs, out)
  }

  /** Whether the chain may go on. The first time that it may, its tail becomes the open booth's. */
  const isLive = (own: OwnChain, nowMs: NowMs, out: Out): boolean => {
    if (!own.isReady || isHalted(own)) {
      return false
    }
    if (!own.isBound) {
      own.isBound = true
      bindTail(own, nowMs, out)
    }
    return true
  }

  const bindTail = (own: OwnChain, nowMs: NowMs, out: Out): void => {
    const { roster, flights } = own
    if (roster === undefined) {
      return
    }
    for (const flight of flights) {
      bind(parts, own, roster, flight, out)
      const { seal } = flight.block.header
      if (seal !== undefined) {
        own.sealing = { operation: seal.operation, waiters: [], isProposed: true }
      }
    }
    // Who was away when the last block was certified may not know: every member owes an answer.
    for (const seat of roster.seats.values()) {
      seat.votedTo = 0
      seat.resendAtMs = nowMs
    }
    own.announceAtMs = nowMs
    remindAt(own, nowMs)
  }

  /** Sends again what is owed, to each member at its own pace. */
  const remindAll = (own: OwnChain, nowMs: NowMs, out: Out): void => {
    let nextMs = Number.POSITIVE_INFINITY
    for (const [roster, height] of rostersOf(own)) {
      for (const seat of roster.seats.values()) {
        if (!owes(seat, height)) {
          continue
        }
        if (seat.resendAtMs <= nowMs) {
          backOff(seat, settings)
          remind(parts, own, roster, seat, nowMs, out)
        }
        nextMs = Math.min(nextMs, seat.resendAtMs)
      }
    }
    own.resendAtMs = nextMs === Number.POSITIVE_INFINITY ? undefined : nextMs
  }

  const due = (own: OwnChain, nowMs: NowMs, out: Out): void => {
    expire(own, nowMs, out)
    if (!isLive(own, nowMs, out)) {
      return
    }
    if (own.announceAtMs !== undefined && own.announceAtMs <= nowMs) {
      announce(own, nowMs, out)
    }
    reviewOpening(parts, own, nowMs, out)
    if (own.resendAtMs !== undefined && own.resendAtMs <= nowMs) {
      remindAll(own, nowMs, out)
      replaceMembers(parts, own, nowMs, out)
    }
  }

  return {
    start(nowMs, out) {
      for (const own of chains.values()) {
        read(own, nowMs, out)
      }
    },
    request,
    message(nowMs, from, message, out) {
      const own = chains.get(message.chain)
      if (own !== undefined && isLive(own, nowMs, out)) {
        heard(parts, own, from, message, nowMs, out)
        settle(own, nowMs, out)
      }
    },
    timer(nowMs, id, out) {
      const isWritten = id.startsWith(WRITTEN_TIMER)
      const own = chains.get(id.slice((isWritten ? WRITTEN_TIMER : OWN_TIMER).length))
      if (own === undefined) {
        return
      }
      if (isWritten) {
        own.isWriting = false
      } else {
        own.timerAtMs = undefined
        due(own, nowMs, out)
      }
      settle(own, nowMs, out)
    },
    loaded(nowMs, token, records, out) {
      const isTail = token.startsWith(TAIL_TOKEN)
      const own = chains.get(token.slice((isTail ? TAIL_TOKEN : BOOTH_TOKEN).length))
      if (own !== undefined && !own.isReady) {
        const take = isTail ? tailLoaded : boothLoaded
        take(own, nowMs, records, out)
      }
    },
    connected(nowMs, peer, out) {
      for (const own of chains.values()) {
        for (const [roster, height] of rostersOf(own)) {
          const seat = roster.seats.get(peer)
          if (seat !== undefined && isLive(own, nowMs, out) && owes(seat, height)) {
            seat.resendDelayMs = settings.resendMsMin
            remind(parts, own, roster, seat, nowMs, out)
            remindAt(own, seat.resendAtMs)
            schedule(own, parts, out)
          }
        }
      }
    },
    frozen(nowMs, chain, out) {
      const own = chains.get(chain)
      const fault = own === undefined ? undefined : chainFault(parts, own)
      if (own !== undefined && fault !== undefined) {
        halt(own, fault, out)
        settle(own, nowMs, out)
      }
    },
    status: () =>
      [...chains.values()].map((own) => ({
        ...ownStatus(own),
        booth: own.roster && boothStatus(own.roster),
        opening: own.opening && boothStatus(own.opening.roster)
      }))
  }
}

/** The booths of a chain, each with the height up to which its members owe votes. */
function rostersOf(own: OwnChain): readonly (readonly [Roster, number])[] {
  const rosters: (readonly [Roster, number])[] = []
  if (own.roster !== undefined) {
    rosters.push([own.roster, own.head.height])
  }
  if (own.opening !== undefined) {
    rosters.push([own.opening.roster, 0])
  }
  return rosters
}
