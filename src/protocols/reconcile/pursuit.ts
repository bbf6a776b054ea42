/**
 * One chain on its way to what its group has decided: rounds of hashes, and behind them the blocks,
 * from several members at once.
 *
 * Keeps: a block is handed on only with the hash that the members have named for its height, in order
 * and without gaps; who sends another one is asked for no more; what contradicts the own decided
 * block stops the chain here and is told, and nothing is overwritten. Nothing of it is on disk:
 * after a crash the decided blocks say from where to go on.
 * Source: reconciliation of PAXOS-Banking; differs from it in that one member that is alive suffices,
 * blocks come in parts, and the most decided blocks count, not the longest log.
 */
import type { Booth } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { WAITING_BYTES_MAX } from './limits.ts'
import type { ReconcileSettings } from './options.ts'
import { createPulls, type PullPorts } from './pulls.ts'
import { readBlocks } from './received.ts'
import { createStateFetch, type StateFetchPorts } from './state-fetch.ts'
import type {
  AckMessage,
  BlocksMessage,
  ForkStatus,
  Out,
  PartMessage,
  PursuitStatus
} from './types.ts'
import { createWaiting } from './waiting.ts'
import { type Agreed, createWitnesses } from './witnesses.ts'

export const TICK_TIMER = 'reconcile:tick:'

export interface Pursuit {
  /** There is nothing more to fetch, or nobody to fetch it from: it may be dropped. */
  readonly isOver: boolean
  /** A member says that the group has decided up to there. */
  told(nowMs: NowMs, peer: PeerId, head: Head, out: Out): void
  ack(nowMs: NowMs, from: PeerId, message: AckMessage, out: Out): void
  blocks(nowMs: NowMs, from: PeerId, message: BlocksMessage, out: Out): void
  part(nowMs: NowMs, from: PeerId, message: PartMessage, out: Out): void
  /** A member can be reached. */
  connected(nowMs: NowMs, out: Out): void
  /** The engine has lost its state, and needs one after a block that is no lower than this. */
  lost(nowMs: NowMs, height: number, out: Out): void
  disconnected(nowMs: NowMs, peer: PeerId, out: Out): void
  /** The engine has decided more. */
  decided(nowMs: NowMs, out: Out): void
  tick(nowMs: NowMs, out: Out): void
  status(): PursuitStatus
}

export interface PursuitPorts {
  /** The newest block that is decided here. */
  decided(): Head
  /** The newest booth that is known here. */
  booth(): Booth | undefined
  /** Members to ask. */
  members(): readonly PeerId[]
  /** The state is lost, and what is left of the chain does not make it. */
  lacksState(): boolean
  /** Members have said whether the own newest block is the one that is decided. */
  judged(fork: ForkStatus | undefined, out: Out): void
}

export function createPursuit(
  nowMsFirst: NowMs,
  environment: Environment,
  settings: ReconcileSettings,
  chain: ChainId,
  ports: PursuitPorts
): Pursuit {
  const { peers, self } = environment
  const witnesses = createWitnesses()
  const waiting = createWaiting()
  const liars = new Set<PeerId>()
  const asked = new Set<PeerId>()
  let agreed: Agreed | undefined
  /** Where this round begins, and up to where blocks are handed on. */
  let base: Head = ports.decided()
  let handed: Head = base
  let isForked = false
  let roundMs = Number.NEGATIVE_INFINITY
  let progressMs = nowMsFirst
  let waitMs = settings.resendMsMin
  let isOver = false
  const pulls = createPulls(environment, settings, chain, pullPorts())
  const state = createStateFetch(environment, settings, chain, statePorts())

  const fact = (name: string, detail: object, out: Out): void => {
    out.push({ type: 'fact', fact: { name: `reconcile:${name}`, detail: { chain, ...detail } } })
  }
  const next = (): number => handed.height + 1
  const members = (): readonly PeerId[] => ports.members().filter((peer) => peer !== self)
  const near = (): readonly PeerId[] => members().filter((peer) => peers.connected.has(peer))

  const request = (to: PeerId, out: Out): void => {
    asked.add(to)
    const state = ports.lacksState()
    const message = { type: 'request', chain, decided: base, state } as const
    out.push({ type: 'send', to, protocol: 'reconcile', message })
  }

  const setTimer = (nowMs: NowMs, afterMs: number, out: Out): void => {
    out.push({ type: 'timer', id: `${TICK_TIMER}${chain}`, atMs: nowMs + afterMs })
  }

  const beginRound = (nowMs: NowMs, out: Out): void => {
    base = handed
    agreed = undefined
    asked.clear()
    witnesses.begin(base)
    roundMs = nowMs
    for (const peer of near()) {
      request(peer, out)
    }
    setTimer(nowMs, settings.settleMs, out)
  }

  /** The engine may have gone on by itself, or not have taken what it was given. */
  const follow = (own: Head): void => {
    if (own.height > handed.height) {
      handed = own
    }
    waiting.forgetTo(handed.height)
  }

  /** Who has not answered by then does not contradict. */
  const isSettled = (nowMs: NowMs): boolean =>
    nowMs >= roundMs + settings.settleMs || near().every((peer) => witnesses.hasAnswered(peer))

  const judge = (nowMs: NowMs, out: Out): void => {
    if (agreed !== undefined || !isSettled(nowMs)) {
      return
    }
    const verdict = witnesses.judge()
    if (verdict.forked.length > 0) {
      const { height, hash: own } = base
      fact('forked', { height, own, peers: verdict.forked, isFrozen: verdict.isForked }, out)
    }
    isForked = witnesses.answered > 0 ? verdict.isForked : isForked
    const peers = verdict.forked
    // Who keeps no block of this height says nothing of it: what was judged before stays.
    if (peers.length > 0 || verdict.isShared) {
      const fork = { chain, height: base.height, own: base.hash, peers, isFrozen: isForked }
      ports.judged(peers.length > 0 ? fork : undefined, out)
    }
    if (verdict.isDisputed) {
      fact('disputed', { height: base.height, peers: witnesses.peers }, out)
    }
    if (isForked || verdict.agreed === undefined) {
      return
    }
    for (const peer of verdict.dissenters) {
      distrust(peer, 'it contradicts what most members have decided', out)
    }
    agreed = verdict.agreed
  }

  const distrust = (peer: PeerId, reason: string, out: Out): void => {
    liars.add(peer)
    pulls.drop(peer)
    fact('refused', { from: peer, reason }, out)
    out.push({ type: 'signal', signal: { type: 'distrust', peer, reason } })
  }

  function pullPorts(): PullPorts {
    return {
      holdsTo: (peer, height) => (liars.has(peer) ? 0 : witnesses.holdsTo(peer, height)),
      headOf: witnesses.headOf,
      peers: () => witnesses.peers.filter((peer) => peers.connected.has(peer))
    }
  }

  function statePorts(): StateFetchPorts {
    return {
      near: () => near(),
      booth: ports.booth,
      whole(nowMs, snapshot, parts, out) {
        out.push({ type: 'signal', signal: { type: 'snapshot', chain, snapshot, parts } })
        const { height } = snapshot.head
        fact('stateFetched', { height, parts: parts.length }, out)
        setTimer(nowMs, 0, out)
      },
      isTaken: ({ head }) => ports.decided().height >= head.height && !ports.lacksState(),
      progressed(nowMs) {
        progressMs = nowMs
        waitMs = settings.resendMsMin
      },
      disputed({ head }, out) {
        fact('disputed', { height: head.height, peers: witnesses.peers }, out)
      },
      refused: (peer, reason, out) => distrust(peer, reason, out)
    }
  }

  /** What no member sends any more comes with the state behind it. */
  const fetchState = (nowMs: NowMs, out: Out): void => {
    const isLost = ports.lacksState()
    if (isForked || !isSettled(nowMs) || (agreed !== undefined && !isLost)) {
      return
    }
    const offers = witnesses.offers.filter(
      ({ peer, note }) => !liars.has(peer) && (isLost || note.head.height > handed.height)
    )
    state.begin(nowMs, offers, out)
  }

  const handOn = (nowMs: NowMs, out: Out): void => {
    const from = next()
    const blocks = waiting.takeFrom(from)
    const last = blocks.at(-1)
    if (last === undefined) {
      return
    }
    handed = { height: last.header.height, hash: last.hash }
    progressMs = nowMs
    waitMs = settings.resendMsMin
    out.push({ type: 'signal', signal: { type: 'decidedBlocks', chain, blocks } })
    fact('fetched', { from, to: handed.height }, out)
  }

  const advance = (nowMs: NowMs, out: Out): void => {
    follow(ports.decided())
    handOn(nowMs, out)
    judge(nowMs, out)
    fetchState(nowMs, out)
    const isThere = witnesses.goal <= handed.height && !isForked && !ports.lacksState()
    const others = near()
    if (isThere && others.length > 0 && others.every((peer) => witnesses.hasAnswered(peer))) {
      isOver = true
      return
    }
    if (agreed !== undefined && handed.height >= agreed.to) {
      beginRound(nowMs, out)
      return
    }
    if (agreed !== undefined) {
      const isFull = waiting.bytes > WAITING_BYTES_MAX
      const to = isFull ? next() : agreed.to
      pulls.fill(nowMs, { from: next(), to }, (height) => waiting.has(height), out)
    }
  }

  return {
    get isOver() {
      return isOver
    },
    told(nowMs, peer, head, out) {
      witnesses.tell(peer, head)
      if (roundMs === Number.NEGATIVE_INFINITY) {
        beginRound(nowMs, out)
      } else if (peers.connected.has(peer) && !asked.has(peer)) {
        request(peer, out)
      }
      advance(nowMs, out)
    },
    ack(nowMs, from, message, out) {
      if (!members().includes(from)) {
        return
      }
      state.heard(nowMs, from, message, out)
      if (witnesses.answer(from, message)) {
        advance(nowMs, out)
      }
    },
    part(nowMs, from, message, out) {
      state.part(nowMs, from, message, out)
    },
    blocks(nowMs, from, message, out) {
      if (!pulls.answered(from, message.range) || agreed === undefined) {
        return
      }
      if (message.blocks.length === 0) {
        // It no longer holds what it has told of.
        witnesses.forget(from)
        asked.delete(from)
      }
      const { blocks, fault } = readBlocks(environment, message, agreed)
      for (const block of blocks) {
        if (block.header.height >= next() && !waiting.has(block.header.height)) {
          waiting.add(block)
        }
      }
      if (fault !== undefined) {
        distrust(from, `${from} ${fault}`, out)
      }
      advance(nowMs, out)
    },
    connected(nowMs, out) {
      if (roundMs === Number.NEGATIVE_INFINITY) {
        beginRound(nowMs, out)
      }
      for (const peer of near().filter((one) => !asked.has(one))) {
        request(peer, out)
      }
      advance(nowMs, out)
    },
    lost(nowMs, height, out) {
      state.lost(height)
      this.connected(nowMs, out)
    },
    disconnected(nowMs, peer, out) {
      asked.delete(peer)
      pulls.drop(peer)
      state.disconnected(peer)
      advance(nowMs, out)
    },
    decided(nowMs, out) {
      advance(nowMs, out)
    },
    tick(nowMs, out) {
      const own = ports.decided()
      if (nowMs >= progressMs + settings.giveUpMs && !ports.lacksState()) {
        isOver = true
        return
      }
      if (own.height < handed.height) {
        // The engine has not taken what it was given: from there once more.
        handed = own
        beginRound(nowMs, out)
      }
      pulls.expire(nowMs)
      state.tick(nowMs, out)
      advance(nowMs, out)
      // Whoever said that it holds the blocks may be gone, and others may hold them by now.
      const isStuck = (agreed === undefined || pulls.size === 0) && !state.isUnderWay
      if (isStuck && !isOver && nowMs >= roundMs + waitMs) {
        beginRound(nowMs, out)
      }
      waitMs = Math.min(settings.resendMsMax, Math.ceil(waitMs * 1.5))
      setTimer(nowMs, pulls.size > 0 || state.isUnderWay ? settings.resendMsMin : waitMs, out)
    },
    status: () => ({
      chain,
      next: next(),
      goal: witnesses.goal,
      answered: witnesses.answered,
      pulls: pulls.size,
      parts: state.parts
    })
  }
}
