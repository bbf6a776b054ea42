/**
 * The reader: one search for each read of a client, the answers routed to it, and the reply.
 *
 * Keeps: nothing that a holder says is used before it is checked; a holder that says something false
 * is told of to the other machines and passed over.
 */
import type { Environment } from '../../core/environment.ts'
import { type Chain, type ChainId, isGroup } from '../../core/genesis.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createCollector } from './collector.ts'
import type { ReadOptions } from './options.ts'
import { createProofCheck, type ProofCheck } from './proof.ts'
import { createRecent, type Recent } from './recent.ts'
import { refusal, requestFault, resultOf } from './reply.ts'
import { createSearch, type Search } from './search.ts'
import { type SearchPorts, wantsHead } from './search-state.ts'
import type { Lesson, Out, TableExchange } from './table-exchange.ts'
import type { Try } from './tries.ts'
import type {
  Data,
  NotHere,
  Read,
  ReadPorts,
  ReadRequest,
  ReadStatus,
  Redirect,
  TableAnswer
} from './types.ts'

/** Reads of clients at once. */
const READS_MAX = 256

/** Chains met only by reading them, so that a client may go on with a cursor. */
const CHAINS_MET_MAX = 256

/** Timers of reads. */
export const SEARCH_TIMER = 'read:search:'

export interface Reader {
  request(nowMs: NowMs, id: string, request: ReadRequest, out: Out): void
  /** An answer of a holder, this vehicle's own as well. */
  answered(nowMs: NowMs, from: PeerId, answer: Data | Redirect | NotHere, out: Out): void
  tableAnswered(nowMs: NowMs, from: PeerId, answer: TableAnswer, out: Out): void
  /** Another machine has learned of a newer table. */
  tableChanged(nowMs: NowMs, chain: ChainId, out: Out): void
  peer(nowMs: NowMs, peer: PeerId, isConnected: boolean, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
  status(): ReadStatus['reads']
}

/** What the reader needs of the rest of its machine. */
export interface ReaderPorts extends ReadPorts {
  readonly exchange: TableExchange
  holdsItself(read: Read): boolean
  answerItself(read: Read, out: Out): void
}

/** One read of a client that is under way. */
interface OpenRead {
  readonly id: string
  readonly request: ReadRequest
  readonly startedAtMs: NowMs
  readonly search: Search
  readonly timer: string
  timerAtMs: NowMs | undefined
}

interface State {
  readonly environment: Environment
  readonly options: Required<ReadOptions>
  readonly ports: ReaderPorts
  readonly proofs: ProofCheck
  readonly met: Recent<Chain>
  readonly reads: Map<string, OpenRead>
  /** Begun anywhere, so that an answer to a vehicle that has restarted is not taken for a new one. */
  lastId: number
  begun: number
  /** Where the effects of the step under way go. */
  out: Out
}

export function createReader(
  environment: Environment,
  options: Required<ReadOptions>,
  ports: ReaderPorts
): Reader {
  const reader: State = {
    environment,
    options,
    ports,
    proofs: createProofCheck(environment),
    met: createRecent(CHAINS_MET_MAX),
    reads: new Map(),
    lastId: environment.random.integer(1, 2 ** 40),
    begun: 0,
    out: { push: () => undefined }
  }
  const within = (out: Out, act: () => void): void => {
    reader.out = out
    act()
  }
  return {
    request: (nowMs, id, request, out) => within(out, () => begin(reader, nowMs, id, request)),
    answered: (nowMs, from, answer, out) => within(out, () => take(reader, nowMs, from, answer)),
    tableAnswered(nowMs, from, answer, out) {
      within(out, () => takeTable(reader, nowMs, from, answer))
    },
    tableChanged(nowMs, chain, out) {
      within(out, () => each(reader, nowMs, chain, (search) => search.tableChanged(nowMs)))
    },
    peer(nowMs, peer, isConnected, out) {
      within(out, () =>
        each(reader, nowMs, undefined, (search) =>
          isConnected ? search.connected(nowMs, peer) : search.disconnected(nowMs, peer)
        )
      )
    },
    timer(nowMs, id, out) {
      const open = reader.reads.get(id)
      if (open !== undefined) {
        within(out, () => {
          open.timerAtMs = undefined
          open.search.pump(nowMs)
          settle(reader, nowMs, open)
        })
      }
    },
    status: () =>
      [...reader.reads.values()].map(({ request, search, startedAtMs }) => ({
        chain: request.chain,
        asked: search.asked,
        startedAtMs
      }))
  }
}

function begin(reader: State, nowMs: NowMs, id: string, request: ReadRequest): void {
  const { environment, options, reads } = reader
  const reason = requestFault(request)
  if (reason !== undefined || reads.size >= READS_MAX) {
    const reply: Reply =
      reason === undefined
        ? refusal('busy', `${READS_MAX} reads are under way, ask again later`, true)
        : refusal('invalid', reason, false)
    reader.out.push({ type: 'reply', id, reply })
    return
  }
  const { selector } = request
  const limit = selector.limit ?? selector.latest ?? options.limit
  const bounds = { limit, bytesMax: options.answerBytesMax }
  const collector = createCollector(environment.selection, selector, bounds)
  const endsAtMs = nowMs + (request.deadlineMs ?? options.deadlineMs)
  const search = createSearch(portsOf(reader, request.chain), request, collector, endsAtMs)
  reader.begun++
  const timer = `${SEARCH_TIMER}${reader.begun}`
  const open = { id, request, startedAtMs: nowMs, search, timer, timerAtMs: undefined }
  reads.set(timer, open)
  search.begin(nowMs)
  settle(reader, nowMs, open)
}

function portsOf(reader: State, chain: ChainId): SearchPorts {
  const { environment, options, ports } = reader
  const { self, random, peers, tables, holdings } = environment
  const tableOf = (): { readonly height: number; readonly epoch: number } =>
    tables.get(chain)?.table ?? { height: 0, epoch: 0 }
  const writers = (): readonly PeerId[] => {
    const known = chainOf(reader, chain)
    if (known === undefined || !isGroup(known)) {
      return []
    }
    const shown = ports.membersOf(chain)
    return shown.length > 0 ? shown : known.genesis.members
  }
  return {
    self,
    random,
    options,
    isConnected: (peer) => peers.connected.has(peer),
    connected: () => [...peers.connected].filter((peer) => peer !== self).sort(),
    chain: () => chainOf(reader, chain),
    writers,
    holders() {
      const known = chainOf(reader, chain)
      return known === undefined ? [] : [...new Set([...writers(), ...tables.holders(known)])]
    },
    registered: () => ports.registeredHolders(chain),
    promisedHeight: () => Math.max(tableOf().height, holdings.get(chain)?.certified?.height ?? 0),
    epoch: () => tableOf().epoch,
    holdsItself: ports.holdsItself,
    nextId() {
      reader.lastId++
      return reader.lastId
    },
    send(peer, read) {
      if (peer === self) {
        ports.answerItself(read, reader.out)
      } else {
        reader.out.push({ type: 'send', to: peer, protocol: 'read', message: read })
      }
    },
    askTable(peer) {
      const message = { type: 'tableAsk', chain, knownEpoch: tableOf().epoch } as const
      reader.out.push({ type: 'send', to: peer, protocol: 'read', message })
    },
    tell: (name, detail) => reader.out.push({ type: 'fact', fact: { name, detail } })
  }
}

function chainOf({ environment, met }: State, chain: ChainId): Chain | undefined {
  return environment.holdings.get(chain)?.chain ?? met.get(chain)
}

/** Replies when the read is over, once, else sets its timer. */
function settle(reader: State, nowMs: NowMs, open: OpenRead): void {
  const { search, request, startedAtMs } = open
  if (!reader.reads.has(open.timer)) {
    return // its reply is out: a table that it brought has shown all reads, this one too, what they have
  }
  if (search.ended === undefined) {
    const atMs = search.dueAtMs()
    if (atMs !== open.timerAtMs) {
      open.timerAtMs = atMs
      reader.out.push({ type: 'timer', id: open.timer, atMs })
    }
    return
  }
  reader.reads.delete(open.timer)
  const isKnown = chainOf(reader, request.chain) !== undefined
  const { reply, fact } = resultOf(request, search.ended, isKnown, nowMs - startedAtMs)
  reader.out.push({ type: 'timer', id: open.timer, atMs: undefined })
  reader.out.push({ type: 'reply', id: open.id, reply })
  reader.out.push({ type: 'fact', fact })
}

/** Lets every open read (of one chain) see what has happened. */
function each(
  reader: State,
  nowMs: NowMs,
  chain: ChainId | undefined,
  act: (search: Search) => void
): void {
  for (const open of [...reader.reads.values()]) {
    if (chain === undefined || open.request.chain === chain) {
      act(open.search)
      settle(reader, nowMs, open)
    }
  }
}

/** An answer goes to the read that asked for it; one that nobody asked for is dropped. */
function take(reader: State, nowMs: NowMs, from: PeerId, answer: Data | Redirect | NotHere): void {
  for (const open of reader.reads.values()) {
    const answered = open.search.take(from, answer.id)
    if (answered === undefined) {
      continue
    }
    if (answer.type === 'data') {
      takeData(reader, nowMs, open, answered, answer)
    } else if (answer.type === 'redirect') {
      takeRedirect(reader, nowMs, open, answered, answer)
    } else {
      open.search.notHere(nowMs, answered, answer)
    }
    settle(reader, nowMs, open)
    return
  }
}

function takeData(
  reader: State,
  nowMs: NowMs,
  { search, request }: OpenRead,
  answered: Try,
  data: Data
): void {
  const { read, peer } = answered
  const proven = reader.proofs.check(request.chain, data, wantsHead(read))
  if (typeof proven === 'string') {
    accuse(reader, peer, request.chain, proven)
    search.invalid(nowMs, answered, proven)
    return
  }
  reader.met.put(request.chain, proven.chain)
  const fault = search.data(nowMs, answered, data, proven)
  if (fault !== undefined) {
    accuse(reader, peer, request.chain, fault)
  }
}

function takeRedirect(
  reader: State,
  nowMs: NowMs,
  { search, request }: OpenRead,
  answered: Try,
  { genesis, sealed }: Redirect
): void {
  const { peer } = answered
  const lesson = learn(reader, peer, request.chain, genesis, sealed)
  if (lesson.type === 'refused') {
    search.invalid(nowMs, answered, lesson.reason)
    return
  }
  search.redirected(nowMs, answered, lesson.type === 'newer')
  if (lesson.type === 'newer') {
    each(reader, nowMs, request.chain, (other) => {
      if (other !== search) {
        other.tableChanged(nowMs)
      }
    })
  }
}

function takeTable(reader: State, nowMs: NowMs, from: PeerId, answer: TableAnswer): void {
  const { chain, genesis, sealed, holders } = answer
  const isRead = [...reader.reads.values()].some(({ request }) => request.chain === chain)
  if (genesis.length > 0 && (isRead || chainOf(reader, chain) !== undefined)) {
    learn(reader, from, chain, genesis, sealed)
  }
  each(reader, nowMs, chain, (search) => search.tableAnswered(nowMs, from, holders))
}

function learn(
  reader: State,
  from: PeerId,
  chain: ChainId,
  genesis: Uint8Array,
  sealed: Uint8Array
): Lesson {
  const lesson = reader.ports.exchange.learn(from, chain, genesis, sealed, reader.out)
  if (lesson.type === 'refused') {
    accuse(reader, from, chain, lesson.reason)
  } else {
    reader.met.put(chain, lesson.chain)
  }
  return lesson
}

/** Tells of a vehicle that said something false. */
function accuse(reader: State, peer: PeerId, chain: ChainId, reason: string): void {
  const detail = { from: peer, chain, reason }
  reader.out.push({ type: 'fact', fact: { name: 'read:refused', detail } })
  reader.out.push({ type: 'signal', signal: { type: 'distrust', peer, reason } })
}
