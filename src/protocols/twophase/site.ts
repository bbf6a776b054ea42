/**
 * The site: what one vehicle does for one ring, as a coordinator for its clients, as an owner of keys,
 * and for the ring itself.
 */

import { createAllowance } from '../../core/allowance.ts'
import type { TwophaseRules } from '../../core/engine-rules.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createCaretaker } from './caretaker.ts'
import { createCoordinator } from './coordinator.ts'
import { createKnowledge } from './knowledge.ts'
import { createLogCalls } from './log-calls.ts'
import type { TwophaseSettings } from './options.ts'
import { createOutbox } from './outbox.ts'
import { createParticipant } from './participant.ts'
import { isSilent, type SiteParts } from './parts.ts'
import { createPreparedBook } from './prepared.ts'
import { createReader } from './reader.ts'
import { createStanding } from './records.ts'
import { createRingRequests } from './ring-requests.ts'
import { createSender } from './sender.ts'
import { createServing } from './serving.ts'
import { createStore } from './store.ts'
import { createTeller } from './teller.ts'
import type {
  Content,
  LogAnswer,
  Out,
  Ring,
  SiteStatus,
  TwophaseMessage,
  TwophasePorts,
  TwophaseRequest
} from './types.ts'
import { createUpkeep } from './upkeep.ts'

export interface Site {
  /** Nothing waits here, nothing was written, and this vehicle takes no part: it may begin anew. */
  readonly isIdle: boolean
  start(nowMs: NowMs, out: Out): void
  message(nowMs: NowMs, from: PeerId, message: TwophaseMessage, out: Out): void
  request(nowMs: NowMs, id: string, request: TwophaseRequest, out: Out): void
  answered(nowMs: NowMs, id: string, answer: LogAnswer, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
  /** The log has gone on. */
  refresh(nowMs: NowMs, out: Out): void
  status(nowMs: NowMs): SiteStatus
}

const TICK_TIMER = 'twophase:tick:'
const DISK_TIMER = 'twophase:disk:'

/** With nothing to do a site looks around so often. */
const IDLE_MS = 1_000

/** Rounds of messages to this vehicle itself within one step. */
const ROUNDS_MAX = 64

interface Said {
  /** Version of the ring that the sender goes by. */
  readonly ring: number
  readonly content: Content
}

/** These rest on what this step writes, also when this vehicle is the one that hears them. */
const ON_DISK: ReadonlySet<Content['type']> = new Set(['votes', 'acks'])

/** `run` names this start of this vehicle. */
export function createSite(
  environment: Environment,
  settings: TwophaseSettings,
  chain: ChainId,
  rules: TwophaseRules,
  disk: Disk,
  ports: TwophasePorts,
  run: string
): Site {
  const { self, crypto } = environment
  const ops: WriteOp[] = []
  const log = createLogCalls(environment, chain, ports, settings)
  const knowledge = createKnowledge(environment, rules.copies, ports.incarnation, log)
  const standing = createStanding(disk, chain, ops)
  const store = createStore(crypto, chain, disk, standing.record.floor)
  /** What this vehicle says to itself. */
  let own: Said[] = []
  /** Runs when the step that added it is on disk. */
  let later: ((nowMs: NowMs, out: Out) => void)[] = []
  const durable = new Map<string, readonly ((nowMs: NowMs, out: Out) => void)[]>()
  const outbox = createOutbox(chain)
  const sender = createSender(chain, outbox)
  let steps = 0
  let hasWritten = false
  let timerMs: NowMs | undefined
  /** Of this step. */
  let clockMs: NowMs = 0

  const parts: SiteParts = {
    ...{ environment, settings, ports, chain, rules, store, log, knowledge, standing, ops },
    isConcerned: () => {
      const { size, tombstones } = store
      const isOnRing = [knowledge.current, knowledge.coming].some((one) =>
        knowledge.isOwner(one.nodes)
      )
      const open = coordinator.size + reader.size + teller.size + book.size
      const isAsked = ports.isMember(chain) || standing.record.isAsked
      return isAsked || isOnRing || size + tombstones + open > 0
    },
    ...{ view: () => ports.viewOf(chain), allowance: allowanceBy(() => clockMs) },
    send(to, content) {
      const ring = knowledge.version
      if (to !== self) {
        outbox.add(clockMs, to, ring, content)
      } else if (ON_DISK.has(content.type)) {
        later.push((nowMs, at) => hear(nowMs, self, { ring, content }, at))
      } else {
        own.push({ ring, content })
      }
    },
    afterDisk: (then) => later.push(then),
    fact: (name, detail, out) =>
      out.push({ type: 'fact', fact: { name, detail: { chain, ...detail } } })
  }
  const book = createPreparedBook(chain, disk)
  const teller = createTeller(parts)
  const participant = createParticipant(parts, book)
  const serving = createServing(parts, book)
  const coordinator = createCoordinator(parts, run, disk, teller)
  const reader = createReader(parts)
  const upkeep = createUpkeep(parts, book)
  const caretaker = createCaretaker(parts, teller, coordinator.ended)
  const rings = createRingRequests(parts, upkeep)
  const tickMs = Math.max(1, Math.floor(settings.resendMsMin / 2))

  function hear(nowMs: NowMs, from: PeerId, { ring, content }: Said, out: Out): void {
    switch (content.type) {
      case 'prepare':
        participant.prepare(nowMs, from, ring, content)
        break
      case 'votes':
        coordinator.votes(nowMs, from, ring, content, out)
        break
      case 'outcomes':
        participant.outcomes(from, content)
        break
      case 'acks':
        teller.acked(from, content.coordinator, content.numbers, out)
        break
      case 'doubts':
        coordinator.doubts(from, content)
        break
      case 'read':
        serving.read(nowMs, from, ring, content)
        break
      case 'answer':
        reader.answered(nowMs, from, ring, content, out)
        break
      case 'pull':
        serving.pull(from, ring, content)
        break
      case 'range':
        upkeep.range(nowMs, from, ring, content, out)
        break
    }
  }

  const isActive = (): boolean =>
    coordinator.size + reader.size + rings.size + teller.size + book.size > 0 ||
    (knowledge.ring?.phase !== 'stable' && parts.isConcerned())

  /** Sends what is ready, and hears what this vehicle says to itself, until there is no more. */
  const exchange = (nowMs: NowMs, out: Out): void => {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      coordinator.flush(nowMs, out)
      // Who was on the ring may be on it again by a change that it believed to be lost.
      knowledge.tick(nowMs, standing.record.wasPart || parts.isConcerned())
      const said = own
      own = []
      for (const one of said) {
        hear(nowMs, self, one, out)
      }
      if (own.length === 0 && said.length === 0) {
        break
      }
    }
  }

  /** The last thing in every step: sends what is ready, writes, and sees to the timers. */
  const settle = (nowMs: NowMs, out: Out): void => {
    exchange(nowMs, out)
    if (!upkeep.isFetching && store.forget(settings.removedMax, ops)) {
      upkeep.noteFloor()
    }
    book.flush(ops)
    if (ops.length > 0) {
      hasWritten = true
      out.push({ type: 'write', ops: ops.splice(0) })
    }
    sender.release(nowMs, out)
    if (later.length > 0) {
      const id = `${DISK_TIMER}${++steps}:${chain}`
      durable.set(id, later)
      later = []
      out.push({ type: 'timer', id, atMs: nowMs })
    }
    const dueMs = Math.min(
      nowMs + (isActive() ? tickMs : IDLE_MS),
      coordinator.dueMs ?? Number.POSITIVE_INFINITY
    )
    if (timerMs === undefined || dueMs < timerMs) {
      timerMs = Math.max(dueMs, nowMs + 1)
      out.push({ type: 'timer', id: `${TICK_TIMER}${chain}`, atMs: timerMs })
    }
  }

  const tick = (nowMs: NowMs, out: Out): void => {
    knowledge.look(parts.view())
    participant.tick(nowMs, out)
    serving.tick(nowMs)
    coordinator.tick(nowMs, out)
    reader.tick(nowMs, out)
    rings.tick(nowMs, out)
    teller.tick(nowMs, out)
    upkeep.tick(nowMs, out)
    caretaker.tick(nowMs, out)
  }

  return {
    get isIdle() {
      const isWaiting =
        log.size + durable.size > 0 || knowledge.isAwaited || outbox.dueMs !== undefined
      return !(isWaiting || hasWritten || parts.isConcerned())
    },
    start(nowMs, out) {
      clockMs = nowMs
      knowledge.look(parts.view())
      coordinator.start(nowMs)
      tick(nowMs, out)
      settle(nowMs, out)
    },
    message(nowMs, from, message, out) {
      clockMs = nowMs
      const { ring, contents } = message
      for (const content of contents) {
        hear(nowMs, from, { ring, content }, out)
      }
      settle(nowMs, out)
    },
    request(nowMs, id, request, out) {
      clockMs = nowMs
      switch (request.type) {
        case 'submit':
          coordinator.request(nowMs, id, request, out)
          break
        case 'query':
          reader.request(nowMs, id, request, out)
          break
        default:
          rings.request(nowMs, id, request, out)
      }
      settle(nowMs, out)
    },
    answered(nowMs, id, answer, out) {
      clockMs = nowMs
      log.answered(nowMs, id, answer, out)
      settle(nowMs, out)
    },
    timer(nowMs, id, out) {
      clockMs = nowMs
      const ready = durable.get(id)
      if (ready !== undefined) {
        durable.delete(id)
        for (const then of ready) {
          then(nowMs, out)
        }
      } else if (!sender.timer(id)) {
        timerMs = undefined
        tick(nowMs, out)
      }
      settle(nowMs, out)
    },
    refresh(nowMs, out) {
      clockMs = nowMs
      if (knowledge.look(parts.view())) {
        upkeep.tick(nowMs, out)
      }
      settle(nowMs, out)
    },
    status(nowMs) {
      const { ring } = knowledge
      const peersOf = (nodes: readonly { readonly peer: PeerId }[] = []): readonly PeerId[] =>
        nodes.map(({ peer }) => peer)
      let oldestMs = 0
      for (const { sinceMs } of book.all()) {
        oldestMs = Math.max(oldestMs, sinceMs === 0 ? 0 : nowMs - sinceMs)
      }
      return {
        ...{ chain, ring: knowledge.version, phase: ring?.phase ?? 'forming' },
        ...{ copies: rules.copies, isClassic: rules.classic },
        ...{ nodes: peersOf(ring?.nodes), next: peersOf(ring?.next), ready: ring?.ready ?? [] },
        unreachable: unreachable(environment, ring),
        ...{ isOwner: knowledge.isOwner(ring?.nodes ?? []), isSilent: isSilent(parts) },
        moved: upkeep.moved,
        ...{ keys: store.size, bytes: store.bytes, prepared: book.size, oldestMs },
        ...{ coordinated: coordinator.size, reads: reader.size, telling: teller.size }
      }
    }
  }
}

/** Vehicles of a ring whose keys are not lost, and that this one is not connected to. */
function unreachable(
  { self, peers: { connected } }: Environment,
  ring: Ring | undefined
): readonly PeerId[] {
  const there = [...(ring?.nodes ?? []), ...(ring?.next ?? [])].filter(({ isLost }) => !isLost)
  return [...new Set(there.map(({ peer }) => peer))].filter(
    (peer) => peer !== self && !connected.has(peer)
  )
}

function allowanceBy(nowMs: () => NowMs): SiteParts['allowance'] {
  const { isSpent, spend } = createAllowance()
  return { isSpent: () => isSpent(nowMs()), spend }
}
