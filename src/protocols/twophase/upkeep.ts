/**
 * This vehicle and the ring: registers, fetches the keys that it will keep, says when it has them, and
 * gives up what it keeps no more.
 *
 * Keeps: `ready` is said when everything is on disk, and once it is said nothing that it stands for is
 * given up. What was given away goes only when the new ring is settled. While keys are fetched no removed
 * one is forgotten, since a late message may bring it back.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createClearing } from './clearing.ts'
import { isSilent, pauseMs, type SiteParts } from './parts.ts'
import type { PreparedBook } from './prepared.ts'
import type { Moved, Out, Range, Ring, Written } from './types.ts'

export interface Upkeep {
  readonly moved: Moved
  /** Keys may be on their way here, as they were when others had them: what was removed must not be forgotten. */
  readonly isFetching: boolean
  /** Somebody asks the log that this vehicle takes part although it belongs to no group. */
  joining(): void
  /** The log has answered: it may be done, or it is refused, and then it is not done later either. */
  joined(mayBeDone: boolean): void
  /** It is not to take part any more. */
  part(): void
  /** `ring` is the version that the sender goes by. */
  range(nowMs: NowMs, from: PeerId, ring: number, range: Range, out: Out): void
  /** Does what the ring asks of this vehicle now. */
  tick(nowMs: NowMs, out: Out): void
  /** Removed keys were forgotten. */
  noteFloor(): void
}

/** Where keys come from. */
interface Source {
  after: string
  isDone: boolean
  sent: number
  heardMs: NowMs
  dueMs: NowMs
}

interface Move {
  readonly version: number
  readonly without: Set<PeerId>
  sources: Map<PeerId, Source>
  keys: number
  isComplete: boolean
}

/** Who does not belong to the group looks for a new ring so often. */
const POLL_MS = 1_000

export function createUpkeep(parts: SiteParts, book: PreparedBook): Upkeep {
  const { environment, settings, ports, chain, store, log, knowledge, standing, ops, send, fact } =
    parts
  const { self } = environment
  const { incarnation } = ports
  const clearing = createClearing(parts, book)
  let move: Move | undefined
  let sweptFor = 0
  /** The log has refused to have this vehicle on this ring, and would do so again. */
  let refusedIn: Ring | undefined
  /** Who asks that it takes part, and waits for the log; on the disk it counts already. */
  let asking = 0
  let wasAsked = standing.record.isAsked
  /** It is told once for each ring. */
  let silentIn = 0
  let isWriting = false
  let writeAtMs = 0
  let polledAtMs = 0

  /** Puts something into the log that is said again when it does not show in the ring. */
  const write = (nowMs: NowMs, what: Written): void => {
    if (!isWriting && nowMs >= writeAtMs) {
      const { ring } = knowledge
      isWriting = true
      log.write(what, (at, answer) => {
        isWriting = false
        refusedIn = answer.type === 'refused' ? ring : refusedIn
        writeAtMs = at + settings.resendMsMin
        knowledge.behind()
      })
    }
  }

  const isSelf = (node: { readonly peer: PeerId; readonly incarnation: string }): boolean =>
    node.peer === self && node.incarnation === incarnation

  /** Registers a member, and whoever has lost its disk and is still on the ring. */
  const enrol = (nowMs: NowMs, ring: Ring | undefined): void => {
    const wanted = ring?.phase === 'moving' ? ring.next : (ring?.nodes ?? [])
    const isThere = wanted.some((node) => isSelf(node) && !node.isLost)
    const isKnown = wanted.some(({ peer }) => peer === self)
    const isWanted =
      ports.isMember(chain) || isKnown || (asking > 0 ? wasAsked : standing.record.isAsked)
    const isLeft = ring?.left.includes(self) === true
    const mayAsk = ring !== undefined && ring !== refusedIn && !environment.isDamaged
    if (mayAsk && isWanted && !isThere && !isLeft) {
      const freeBytes = ports.freeBytes()
      write(nowMs, { type: 'register', peer: self, incarnation, freeBytes, isAsked: false })
    }
  }

  const beginMove = (nowMs: NowMs, ring: Ring, without: Set<PeerId>): void => {
    const sources = ring.nodes.filter(
      (node) => !node.isLost && !isSelf(node) && !without.has(node.peer)
    )
    const fresh = { after: '', isDone: false, sent: 0, heardMs: nowMs, dueMs: nowMs }
    move = {
      version: ring.version,
      without,
      sources: new Map(sources.map(({ peer }) => [peer, { ...fresh }])),
      keys: move?.version === ring.version ? move.keys : 0,
      isComplete: false
    }
  }

  /** Every key that somebody has was asked of somebody, or is here: nobody leaves itself out. */
  const isCovered = ({ without }: Move): boolean =>
    knowledge.current.sets().every((owners) => {
      const left = owners.filter(({ isLost }) => !isLost)
      return left.length === 0 || left.some(({ peer }) => !without.has(peer))
    })

  const pull = (nowMs: NowMs, ring: Ring, out: Out): void => {
    if (move?.version !== ring.version) {
      beginMove(nowMs, ring, new Set())
      fact('twophase:moving', { ring: ring.version, sources: move?.sources.size ?? 0 }, out)
    }
    for (const [peer, source] of move?.sources ?? []) {
      if (source.isDone || nowMs < source.dueMs) {
        continue
      }
      if (nowMs >= source.heardMs + settings.sourceMs && move !== undefined) {
        const without = new Set([...move.without, peer])
        beginMove(nowMs, ring, isCovered({ ...move, without }) ? without : new Set())
        return
      }
      ask(nowMs, peer, source, [...(move?.without ?? [])].sort())
    }
    complete(out)
  }

  const ask = (nowMs: NowMs, peer: PeerId, source: Source, without: readonly PeerId[]): void => {
    if (!source.isDone) {
      source.sent++
      source.dueMs = nowMs + pauseMs(settings, source.sent)
      send(peer, { type: 'pull', without, after: source.after })
    }
  }

  const complete = (out: Out): void => {
    if (move === undefined || move.isComplete) {
      return
    }
    if ([...move.sources.values()].every(({ isDone }) => isDone) && isCovered(move)) {
      move.isComplete = true
      const { version, keys } = move
      standing.note({ readyFor: version, floor: store.floor })
      fact('twophase:moved', { ring: version, keys }, out)
    }
  }

  /** The ring to come gives this vehicle something that it does not have. */
  const mustFetch = (ring: Ring): boolean =>
    ring.phase === 'moving' && ring.next.some(isSelf) && !ring.ready.includes(self)

  const poll = (nowMs: NowMs): void => {
    if (!ports.isMember(chain) && parts.isConcerned() && nowMs >= polledAtMs) {
      polledAtMs = nowMs + POLL_MS
      knowledge.behind()
    }
  }

  const settle = (nowMs: NowMs, ring: Ring): void => {
    const isPart = ring.nodes.some(isSelf)
    if (ring.phase === 'settling' && isPart && !ring.ready.includes(self)) {
      write(nowMs, { type: 'settled', peer: self, incarnation, version: ring.version })
    }
  }

  const sweep = (ring: Ring, out: Out): void => {
    if (ring.phase === 'stable' && sweptFor !== ring.version) {
      sweptFor = ring.version
      move = undefined
      const keys = clearing.sweep(ring.version)
      if (keys > 0) {
        fact('twophase:swept', { ring: ring.version, keys }, out)
      }
    }
  }

  /** It has removed by a lost ring what this one counts on: until somebody says what is to become of it. */
  const stayOut = ({ version }: Ring, out: Out): void => {
    if (silentIn !== version) {
      silentIn = version
      fact('twophase:silent', { ring: version, removedFor: standing.record.removedFor }, out)
    }
  }

  return {
    get isFetching() {
      const { ring } = knowledge
      // After a restart an older ring may be known.
      const isKnown = ring !== undefined && ring.version >= standing.leastVersion
      return !isKnown || (mustFetch(ring) && standing.record.readyFor !== ring.version)
    },
    get moved() {
      // What was fetched for a ring that came to nothing is no part of the next one.
      if (move === undefined || move.version !== knowledge.version) {
        return { keys: 0, sources: 0, done: 0 }
      }
      const sources = [...move.sources.values()]
      const done = sources.filter(({ isDone }) => isDone).length
      return { keys: move.keys, sources: sources.length, done }
    },
    joining() {
      wasAsked = asking > 0 ? wasAsked : standing.record.isAsked
      asking++
      standing.note({ isAsked: true, wasPart: true })
    },
    joined(mayBeDone) {
      asking--
      // Whoever was told to leave meanwhile is asked no more.
      wasAsked ||= mayBeDone && standing.record.isAsked
      if (mayBeDone && isSilent(parts)) {
        // Somebody wants it with what it has.
        standing.note({ removedFor: knowledge.version })
      }
      if (asking === 0 && !wasAsked && standing.record.isAsked) {
        standing.note({ isAsked: false })
      }
    },
    part() {
      wasAsked = false
      standing.note({ isAsked: false })
    },
    range(nowMs, from, ring, { without, after, entries, next, floor }, out) {
      const source = move?.sources.get(from)
      const isTimely =
        move !== undefined &&
        ring === move.version &&
        ring === knowledge.version &&
        without.join() === [...move.without].sort().join()
      if (!isTimely || source === undefined || source.isDone || source.after !== after) {
        return
      }
      for (const entry of entries) {
        store.put(entry, ops)
      }
      store.raise(floor)
      if (move !== undefined) {
        move.keys += entries.length
      }
      source.after = next
      source.isDone = next === ''
      source.sent = 0
      source.heardMs = nowMs
      source.dueMs = nowMs
      ask(nowMs, from, source, without)
      complete(out)
    },
    tick(nowMs, out) {
      const { ring } = knowledge
      if (ring === undefined || ring.version < standing.leastVersion) {
        knowledge.behind()
        return
      }
      if (!standing.record.wasPart && [...ring.nodes, ...ring.next].some(isSelf)) {
        standing.note({ wasPart: true })
      }
      poll(nowMs)
      if (isSilent(parts)) {
        stayOut(ring, out)
        return
      }
      enrol(nowMs, ring)
      if (mustFetch(ring) && !environment.isDamaged) {
        if (standing.record.readyFor === ring.version) {
          parts.afterDisk((at) =>
            write(at, { type: 'ready', peer: self, incarnation, version: ring.version })
          )
        } else if (clearing.prepareFor(ring.version)) {
          pull(nowMs, ring, out)
        }
      }
      settle(nowMs, ring)
      if (!environment.isDamaged) {
        sweep(ring, out)
      }
    },
    noteFloor() {
      // A fetch that came to nothing may have raised it in memory alone.
      if (store.floor > standing.record.floor) {
        standing.note({ floor: store.floor })
      }
    }
  }
}
