/**
 * One client's read: what it makes of answers. Whom it asks stands in search-plan.ts.
 *
 * Keeps: every read ends by its deadline, with verified records or with a refusal that names everybody
 * asked. It goes on only by asking a vehicle not asked before, by a page that leads further, or by
 * learning a newer table; all of them are bounded.
 * Source: VGuardDB, read-redirect; differs from it in time-outs, hedges, verification and table round.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Collector } from './collector.ts'
import type { Proven } from './proof.ts'
import { ask, dueAtMs, end, pump, refill } from './search-plan.ts'
import {
  askedHeight,
  createSearchState,
  type Ended,
  note,
  noteSilence,
  type SearchPorts,
  type SearchState,
  wantsHead
} from './search-state.ts'
import type { Try } from './tries.ts'
import type { Data, NotHere, Read, ReadRequest } from './types.ts'

export interface Search {
  readonly asked: readonly PeerId[]
  begin(nowMs: NowMs): void
  /** The try that an answer ends, or undefined when it was not asked for. */
  take(from: PeerId, id: number): Try | undefined
  /** Takes a checked answer. Returns what is false about it all the same, or undefined. */
  data(nowMs: NowMs, answered: Try, data: Data, proven: Proven): string | undefined
  /** The answer was false. */
  invalid(nowMs: NowMs, answered: Try, reason: string): void
  redirected(nowMs: NowMs, answered: Try, isNewer: boolean): void
  notHere(nowMs: NowMs, answered: Try, answer: NotHere): void
  /** A vehicle answered what it knows of the table; others may hold results. */
  tableAnswered(nowMs: NowMs, from: PeerId, holders: readonly PeerId[]): void
  /** The newest table is another one now. */
  tableChanged(nowMs: NowMs): void
  connected(nowMs: NowMs, peer: PeerId): void
  disconnected(nowMs: NowMs, peer: PeerId): void
  /** Looks at the clock. */
  pump(nowMs: NowMs): void
  /** When to look again. */
  dueAtMs(): NowMs
  /** Set once the search is over. */
  readonly ended: Ended | undefined
}

export function createSearch(
  ports: SearchPorts,
  request: ReadRequest,
  collector: Collector,
  endsAtMs: NowMs
): Search {
  const search = createSearchState(ports, request, collector, endsAtMs)
  return {
    get asked() {
      return [...search.asked]
    },
    get ended() {
      return search.ended
    },
    begin: (nowMs) => begin(search, nowMs),
    take: (from, id) => search.tries.take(from, id),
    data: (nowMs, answered, data, proven) => takeData(search, nowMs, answered, data, proven),
    invalid(nowMs, { peer }, reason) {
      refuse(search, nowMs, peer, reason)
    },
    redirected(nowMs, { peer }, isNewer) {
      search.hops += isNewer ? 1 : 0
      note(search, nowMs, peer, 'redirect', 'it sent on to others')
      refill(search)
      goOn(search, nowMs)
    },
    notHere(nowMs, answered, { reason, headHeight }) {
      if (reason === 'stale') {
        noteStale(search, nowMs, answered, headHeight)
      } else {
        note(search, nowMs, answered.peer, 'notHere', reason)
      }
      goOn(search, nowMs)
    },
    tableAnswered(nowMs, from, holders) {
      search.round?.waitingFor.delete(from)
      for (const peer of holders) {
        search.gossiped.add(peer)
      }
      refill(search)
      pump(search, nowMs)
    },
    tableChanged(nowMs) {
      refill(search)
      pump(search, nowMs)
    },
    connected(nowMs, peer) {
      for (const { read } of search.tries.resend(nowMs, peer)) {
        ports.send(peer, read)
      }
      pump(search, nowMs)
    },
    disconnected(nowMs, peer) {
      search.round?.waitingFor.delete(peer)
      const lost = search.tries.expirePeer(peer)
      for (const open of lost) {
        noteSilence(search, nowMs, { ...open, wasConnected: false })
      }
      if (lost.length > 0) {
        goOn(search, nowMs)
      } else {
        pump(search, nowMs)
      }
    },
    pump: (nowMs) => pump(search, nowMs),
    dueAtMs: () => dueAtMs(search)
  }
}

/** Answers from the own disk where that is allowed, else asks the first holder. */
function begin(search: SearchState, nowMs: NowMs): void {
  const { ports, request } = search
  refill(search)
  // The only vehicle that can add to the chain need not ask others for its head.
  if (ports.chain()?.genesis.proposer === ports.self) {
    search.freshHeight = 0
  }
  if (search.freshHeight !== undefined) {
    askItself(search, nowMs)
  }
  ports.tell('read:begun', { chain: request.chain, candidates: search.queue.length })
  pump(search, nowMs)
}

function askItself(search: SearchState, nowMs: NowMs): void {
  const { ports, request, collector } = search
  const probe: Read = {
    type: 'read',
    id: 0,
    chain: request.chain,
    selector: collector.next(),
    minHeight: 0,
    knownEpoch: 0,
    bytesMax: 0,
    headOnly: false
  }
  if (ports.holdsItself(probe)) {
    search.asked.add(ports.self)
    ask(search, nowMs, ports.self, 'page')
    search.nextTryAtMs = nowMs + ports.options.headStartMs
  }
}

function takeData(
  search: SearchState,
  nowMs: NowMs,
  answered: Try,
  data: Data,
  proven: Proven
): string | undefined {
  const { peer, kind, page, read } = answered
  search.epochSeen = Math.max(search.epochSeen, data.epoch)
  if (data.headHeight < read.minHeight) {
    noteStale(search, nowMs, answered, data.headHeight)
    goOn(search, nowMs)
    return undefined
  }
  if (wantsHead(read) && proven.height !== data.headHeight) {
    return refuse(search, nowMs, peer, `it claims block ${data.headHeight} and does not prove it`)
  }
  if (kind === 'head') {
    search.heads.set(peer, proven.height)
    note(search, nowMs, peer, 'data', '')
    pump(search, nowMs)
    return undefined
  }
  if (page !== search.page) {
    // Another answered this page before; whoever was slower may serve the next ones.
    search.sources.push(peer)
    return undefined
  }
  const reason = search.collector.add(proven.blocks, data)
  if (reason !== undefined) {
    return refuse(search, nowMs, peer, reason)
  }
  takePage(search, nowMs, peer, data)
  return undefined
}

/** Passes over a vehicle whose answer is false. */
function refuse(search: SearchState, nowMs: NowMs, peer: PeerId, reason: string): string {
  note(search, nowMs, peer, 'invalid', reason)
  goOn(search, nowMs)
  return reason
}

/** Asks the next vehicle at once, since one has answered without records. */
function goOn(search: SearchState, nowMs: NowMs): void {
  search.nextTryAtMs = nowMs
  pump(search, nowMs)
}

function takePage(search: SearchState, nowMs: NowMs, peer: PeerId, data: Data): void {
  search.bytes += data.blocks.reduce((sum, block) => sum + block.length, 0)
  // The newest records are those of whoever was asked first.
  const first = search.request.selector.latest === undefined ? undefined : search.served
  search.served = { by: peer, headHeight: first?.headHeight ?? data.headHeight }
  note(search, nowMs, peer, 'data', '')
  if (search.collector.isDone) {
    end(search, nowMs, '')
    return
  }
  search.page++
  search.sources = [...search.sources.filter((other) => other !== peer), peer]
  ask(search, nowMs, peer, 'page')
  search.nextTryAtMs = nowMs + search.ports.options.hedgeMs
}

/** A chain that is too short may still be the longest to be had. */
function noteStale(search: SearchState, nowMs: NowMs, answered: Try, headHeight: number): void {
  const { peer } = answered
  note(search, nowMs, peer, 'stale', `its newest block is ${headHeight}`)
  if (headHeight >= askedHeight(search)) {
    search.stale.push(peer)
  }
}
