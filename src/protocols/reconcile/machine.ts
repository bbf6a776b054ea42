/**
 * The reconcile machine: chains of groups that this vehicle keeps catch up with what others have
 * decided, others are served, and unknown chains are looked for.
 *
 * Keeps: it knows nothing of how a group agrees. An engine says what it has decided and that blocks are
 * missing; it gets them in order, each with the hash that its members have named.
 */
import type { Booth } from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import { type ChainId, isGroup } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import type { Descended } from '../../core/lineage.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Signal } from '../../core/signal.ts'
import { createFinder, FIND_TIMER } from './finder.ts'
import { PURSUITS_MAX } from './limits.ts'
import { type ReconcileOptions, resolveReconcileOptions } from './options.ts'
import { createPursuit, type Pursuit, TICK_TIMER } from './pursuit.ts'
import { createServer } from './serve.ts'
import type {
  ForkStatus,
  Out,
  ReconcileMachine,
  ReconcileMessage,
  ReconcilePorts
} from './types.ts'

/** @throws InvalidInputError when an option is out of its range */
export function createReconcile(
  environment: Environment,
  options: ReconcileOptions | undefined,
  disk: Disk,
  ports: ReconcilePorts
): ReconcileMachine {
  const settings = resolveReconcileOptions(options)
  const { self, holdings } = environment
  const pursuits = new Map<ChainId, Pursuit>()
  const forks = new Map<ChainId, ForkStatus>()
  const finder = createFinder(environment, settings, disk)

  const shownOf = (chain: ChainId): Descended | undefined => {
    const [own, shown] = [ports.boothOf(chain), finder.shownOf(chain)]
    const isOwn = own !== undefined && own.number >= (shown?.booth.number ?? 0)
    return isOwn ? { booth: own, line: ports.lineOf(chain) } : shown
  }
  const boothOf = (chain: ChainId): Booth | undefined => shownOf(chain)?.booth
  const membersOf = (chain: ChainId): readonly PeerId[] =>
    boothOf(chain)?.members ?? holdings.get(chain)?.chain.genesis.members ?? []
  /** Who is asked what is decided, and heard when it tells: members, as far as this vehicle can know. */
  const witnessesOf = (chain: ChainId): readonly PeerId[] => [
    ...new Set([...membersOf(chain), ...ports.witnessesOf(chain)])
  ]
  const server = createServer(environment, { ...ports, shownOf })

  /** The pursuit of a chain, begun now when an engine keeps the chain. */
  const pursue = (nowMs: NowMs, chain: ChainId): Pursuit | undefined => {
    const known = pursuits.get(chain)
    const first = ports.decidedOf(chain)
    if (known !== undefined || first === undefined || pursuits.size >= PURSUITS_MAX) {
      return known
    }
    let last: Head = first
    const pursuit = createPursuit(nowMs, environment, settings, chain, {
      decided() {
        last = ports.decidedOf(chain) ?? last
        return last
      },
      booth: () => boothOf(chain),
      members: () => witnessesOf(chain),
      lacksState: () => ports.lacksState(chain),
      judged(fork, out) {
        if (fork === undefined) {
          forks.delete(chain)
        } else {
          forks.set(chain, fork)
        }
        const own = fork?.isFrozen === true ? { height: fork.height, hash: fork.own } : undefined
        out.push({ type: 'signal', signal: { type: 'forked', chain, own } })
      }
    })
    pursuits.set(chain, pursuit)
    return pursuit
  }

  const message = (nowMs: NowMs, from: PeerId, received: ReconcileMessage, out: Out): void => {
    const pursuit = pursuits.get(received.chain)
    switch (received.type) {
      case 'request':
        server.request(from, received, out)
        break
      case 'ack':
        pursuit?.ack(nowMs, from, received, out)
        break
      case 'pull':
        server.pull(from, received, out)
        break
      case 'blocks':
        pursuit?.blocks(nowMs, from, received, out)
        break
      case 'pullPart':
        server.pullPart(from, received, out)
        break
      case 'part':
        pursuit?.part(nowMs, from, received, out)
        break
      case 'find':
        server.find(from, received, out)
        break
      case 'found':
        finder.found(from, received, out)
        break
    }
  }

  const timer = (nowMs: NowMs, id: string, out: Out): void => {
    if (id.startsWith(FIND_TIMER)) {
      finder.timer(nowMs, id, out)
    } else {
      pursuits.get(id.slice(TICK_TIMER.length))?.tick(nowMs, out)
    }
  }

  /** Whoever was away asks each member that it meets; so it learns what was decided meanwhile. */
  const connected = (nowMs: NowMs, peer: PeerId, out: Out): void => {
    finder.connected(peer, out)
    for (const { chain } of holdings.all()) {
      if (isGroup(chain) && witnessesOf(chain.id).includes(peer)) {
        pursue(nowMs, chain.id)?.connected(nowMs, out)
      }
    }
  }

  const disconnected = (nowMs: NowMs, peer: PeerId, out: Out): void => {
    finder.disconnected(peer, out)
    for (const pursuit of pursuits.values()) {
      pursuit.disconnected(nowMs, peer, out)
    }
  }

  const signal = (nowMs: NowMs, told: Signal, out: Out): void => {
    if (told.type === 'decidedMissing' && told.peer !== self) {
      if (!witnessesOf(told.chain).includes(told.peer)) {
        return
      }
      pursue(nowMs, told.chain)?.told(nowMs, told.peer, told.head, out)
    } else if (told.type === 'snapshotMissing') {
      pursue(nowMs, told.chain)?.lost(nowMs, told.height, out)
    } else if (told.type === 'decided') {
      pursuits.get(told.chain)?.decided(nowMs, out)
    }
  }

  return {
    isForked: (chain) => forks.get(chain)?.isFrozen === true,
    membersOf,
    boothOf,
    step(nowMs, event, out) {
      switch (event.type) {
        case 'message':
          message(nowMs, event.from, event.message, out)
          break
        case 'timer':
          timer(nowMs, event.id, out)
          break
        case 'loaded':
          server.loaded(event.token, event.records, out)
          break
        case 'request':
          finder.request(nowMs, event.id, event.request.chain, out)
          break
        case 'signal':
          signal(nowMs, event.signal, out)
          break
        case 'connected':
          connected(nowMs, event.peer, out)
          break
        case 'disconnected':
          disconnected(nowMs, event.peer, out)
          break
        case 'start':
          break
      }
      for (const [chain, pursuit] of pursuits) {
        if (pursuit.isOver) {
          pursuits.delete(chain)
          out.push({ type: 'timer', id: `${TICK_TIMER}${chain}`, atMs: undefined })
        }
      }
    },
    status: () => ({
      pursuits: [...pursuits.values()].map((pursuit) => pursuit.status()),
      forks: [...forks.values()],
      finding: finder.size
    })
  }
}
