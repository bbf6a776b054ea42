/**
 * Whom a search asks next: the proposer or the members of a group, then the backups of the newest
 * table, connected ones first and in random order, then whoever gossip says holds results. When all have failed, everybody
 * connected is asked once for a newer table.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import type { Selector } from '../../core/selector.ts'
import { leastHeight, noteSilence, type Round, type SearchState } from './search-state.ts'
import type { TryKind } from './tries.ts'
import type { Read } from './types.ts'

/** Newer tables followed in one read: PROTOCOLS, section 6. */
const HOPS_MAX = 16

/** Vehicles asked in one read. */
const ASKED_MAX = 64

/** Requests without answer at once, those to vehicles that are not connected included. */
const OPEN_TRIES_MAX = 16

const NO_SELECTOR: Selector = {}

/** Puts everybody who may hold the chain and was not asked yet into the queue. */
export function refill(search: SearchState): void {
  const { ports, asked, gossiped, hops } = search
  if (hops > HOPS_MAX) {
    return
  }
  const named = [...new Set([...ports.registered(), ...gossiped])]
  const candidates = [...holdersInOrder(search), ...connectedFirst(search, named)]
  const isOpen = (peer: PeerId): boolean => !asked.has(peer) && peer !== ports.self
  search.queue = [...new Set([...candidates, ...search.queue])].filter(isOpen)
}

/** Who has the newest blocks comes first: the proposer, or members of the group that are there. */
function holdersInOrder(search: SearchState): readonly PeerId[] {
  const { ports } = search
  const writers = ports.writers()
  const [first, ...others] = ports.holders()
  if (writers.length === 0) {
    return [...(first === undefined ? [] : [first]), ...connectedFirst(search, others)]
  }
  const backups = ports.holders().filter((peer) => !writers.includes(peer))
  return [...connectedFirst(search, writers), ...connectedFirst(search, backups)]
}

/** Looks at the clock, sends what is due, and ends the search when nothing is left to do. */
export function pump(search: SearchState, nowMs: NowMs): void {
  if (search.ended !== undefined) {
    return
  }
  const { ports, tries } = search
  for (const silent of tries.expire(nowMs)) {
    noteSilence(search, nowMs, silent)
    search.nextTryAtMs = nowMs
  }
  for (const { peer, read } of tries.resend(nowMs)) {
    ports.send(peer, read)
  }
  if (nowMs >= search.endsAtMs) {
    end(search, nowMs, 'the time was over')
    return
  }
  if (search.freshHeight === undefined) {
    askHeads(search, nowMs)
  }
  if (search.freshHeight !== undefined) {
    while (mayAsk(search, nowMs)) {
      askNext(search, nowMs)
    }
  }
  const isAnyLeft = search.freshHeight !== undefined && search.queue.length > 0
  if (tries.waiting().length === 0 && !isAnyLeft) {
    exhausted(search, nowMs)
  }
}

/** When to look at the clock again. */
export function dueAtMs(search: SearchState): NowMs {
  const { tries, endsAtMs, nextTryAtMs, round } = search
  const isRoom = search.queue.length > 0 && hasRoom(search)
  return Math.min(
    endsAtMs,
    tries.dueAtMs(),
    isRoom && search.freshHeight !== undefined ? nextTryAtMs : endsAtMs,
    round !== undefined && round.waitingFor.size > 0 ? round.untilMs : endsAtMs
  )
}

/** Asks a vehicle for its head or for the page that is next. */
export function ask(search: SearchState, nowMs: NowMs, peer: PeerId, kind: TryKind): void {
  const { ports, request, collector, page, tries } = search
  const isHead = kind === 'head'
  const read: Read = {
    type: 'read',
    id: ports.nextId(),
    chain: request.chain,
    selector: isHead ? NO_SELECTOR : collector.next(),
    minHeight: isHead ? 0 : leastHeight(search),
    knownEpoch: ports.epoch(),
    bytesMax: ports.options.pageBytes,
    headOnly: isHead
  }
  const wasConnected = peer === ports.self || ports.isConnected(peer)
  tries.open(nowMs, { peer, kind, page, read, wasConnected })
  ports.send(peer, read)
}

/** Ends the search; records that are worth an answer are one, even when more would match. */
export function end(search: SearchState, nowMs: NowMs, reason: string): void {
  const { ports, collector, tries, served } = search
  // What nobody waited for any more happened before the answer that ended the search.
  const last = search.trace.at(-1)?.outcome === 'data' ? search.trace.pop() : undefined
  for (const silent of tries.waiting()) {
    noteSilence(search, nowMs, silent)
  }
  search.ended = {
    found: collector.isDone ? collector.result() : collector.partial(),
    servedBy: served?.by,
    headHeight: served?.headHeight ?? 0,
    epoch: Math.max(search.epochSeen, ports.epoch()),
    bytes: search.bytes,
    trace: last === undefined ? search.trace : [...search.trace, last],
    reason
  }
}

function connectedFirst({ ports }: SearchState, peers: readonly PeerId[]): readonly PeerId[] {
  const shuffled = ports.random.shuffle(peers)
  return [
    ...shuffled.filter((peer) => ports.isConnected(peer)),
    ...shuffled.filter((peer) => !ports.isConnected(peer))
  ]
}

function hasRoom({ ports, tries, asked }: SearchState): boolean {
  const waiting = tries.waiting()
  const connected = waiting.filter((open) => open.wasConnected).length
  return (
    connected < ports.options.triesMax && waiting.length < OPEN_TRIES_MAX && asked.size < ASKED_MAX
  )
}

function mayAsk(search: SearchState, nowMs: NowMs): boolean {
  return search.queue.length > 0 && nowMs >= search.nextTryAtMs && hasRoom(search)
}

function askNext(search: SearchState, nowMs: NowMs): void {
  const { ports, asked, request } = search
  const { headStartMs, hedgeMs } = ports.options
  const peer = search.queue.shift()
  if (peer === undefined) {
    return
  }
  const isHedge = search.tries.waiting().some((open) => open.wasConnected)
  asked.add(peer)
  ask(search, nowMs, peer, 'page')
  // Whoever is not connected is dialled meanwhile; nobody waits for that.
  const isProposer = peer === ports.chain()?.genesis.proposer
  const waitMs = isProposer ? headStartMs : hedgeMs
  search.nextTryAtMs = ports.isConnected(peer) ? nowMs + waitMs : nowMs
  ports.tell('read:asked', { chain: request.chain, peer, isHedge })
}

/** For a fresh read: asks all holders for their head, until a majority has told it. */
function askHeads(search: SearchState, nowMs: NowMs): void {
  const { ports, heads, headsAsked } = search
  const holders = ports.holders()
  for (const peer of holders) {
    if (!headsAsked.has(peer)) {
      headsAsked.add(peer)
      ask(search, nowMs, peer, 'head')
    }
  }
  const told = holders.filter((peer) => heads.has(peer))
  if (holders.length === 0 || told.length < majority(holders.length)) {
    return
  }
  const height = Math.max(...heads.values())
  search.freshHeight = height
  const best = told.filter((peer) => heads.get(peer) === height)
  search.queue = [...new Set([...best, ...search.queue])]
  search.nextTryAtMs = nowMs
}

/** Nobody is left to ask: other sources, then the table round, then a shorter chain, then the end. */
function exhausted(search: SearchState, nowMs: NowMs): void {
  const { ports, tries } = search
  if (search.sources.length > 0) {
    search.queue = search.sources.splice(0)
    search.nextTryAtMs = nowMs
    pump(search, nowMs)
    return
  }
  search.round ??= beginRound(search, nowMs)
  if (nowMs >= search.round.untilMs) {
    search.round.waitingFor.clear()
  }
  if (search.round.waitingFor.size > 0) {
    return
  }
  if (!search.isLowered && search.stale.length > 0) {
    search.isLowered = true
    search.queue = search.stale.splice(0)
    search.nextTryAtMs = nowMs
    pump(search, nowMs)
    return
  }
  // A vehicle that is connected and silent may only be slow: the deadline is the client's patience.
  if (!tries.all().some(({ peer }) => ports.isConnected(peer))) {
    end(search, nowMs, reasonOf(search))
  }
}

/** Asks everybody who is connected which table they know. */
function beginRound({ ports, request }: SearchState, nowMs: NowMs): Round {
  const peers = ports.connected()
  peers.forEach(ports.askTable)
  ports.tell('read:searched', { chain: request.chain, peers: peers.length })
  return { untilMs: nowMs + ports.options.tableWaitMs, waitingFor: new Set(peers) }
}

function reasonOf(search: SearchState): string {
  const { ports, heads, freshHeight } = search
  return freshHeight === undefined && ports.chain() !== undefined
    ? `only ${heads.size} of ${ports.holders().length} holders told their newest block`
    : 'nobody who was asked has it'
}
