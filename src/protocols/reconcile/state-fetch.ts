/**
 * The state of a group after some block, fetched by parts from one member at a time: for a vehicle that
 * lacks blocks which no member keeps any more, or whose own state is lost.
 *
 * Keeps: no part is asked for before those members that hold the block of the snapshot have been asked
 * whether it is the one that is decided; who sends a state that the engine does not take, or no longer
 * answers, is not asked for that one again.
 */
import { type Booth, boothFault, decodeBooth } from '../../core/booth.ts'
import type { Hash } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { SnapshotNote } from '../../core/signal.ts'
import { PART_PULLS_MAX } from './limits.ts'
import type { ReconcileSettings } from './options.ts'
import type { AckMessage, Out, PartMessage, ReconcileMessage } from './types.ts'

/** A snapshot that a member has. */
export interface Offer {
  readonly peer: PeerId
  readonly note: SnapshotNote
}

export interface StateFetch {
  readonly isUnderWay: boolean
  /** Parts that are here; 0 when none is being fetched. */
  readonly parts: number
  /** The own state is lost; none from before this height is of use then. */
  lost(height: number): void
  /** Takes the newest snapshot that is offered, if there is one that has not failed. */
  begin(nowMs: NowMs, offers: readonly Offer[], out: Out): void
  /** What a member has decided at some height; it may be that of the snapshot. */
  heard(nowMs: NowMs, from: PeerId, ack: AckMessage, out: Out): void
  part(nowMs: NowMs, from: PeerId, message: PartMessage, out: Out): void
  disconnected(peer: PeerId): void
  tick(nowMs: NowMs, out: Out): void
}

export interface StateFetchPorts {
  /** Members that can be reached. */
  near(): readonly PeerId[]
  /** The newest booth that is known here. */
  booth(): Booth | undefined
  /** Every part is here; `tick` follows once the engine has judged it. */
  whole(nowMs: NowMs, note: SnapshotNote, parts: readonly Uint8Array[], out: Out): void
  /** Whether the engine has this state, or a later one. */
  isTaken(note: SnapshotNote): boolean
  /** A part has come. */
  progressed(nowMs: NowMs): void
  /** Members contradict the block of a snapshot that another has offered. */
  disputed(note: SnapshotNote, out: Out): void
  /** A member has sent something false. */
  refused(peer: PeerId, reason: string, out: Out): void
}

interface Fetch {
  readonly note: SnapshotNote
  readonly source: PeerId
  readonly parts: Map<number, Uint8Array>
  /** Parts that are asked for, and until when. */
  readonly asked: Map<number, NowMs>
  /** What members have decided at its height; undefined for those that do not hold it. */
  readonly said: Map<PeerId, Hash | undefined>
  readonly confirmByMs: NowMs
  misses: number
  isConfirmed: boolean
  /** All parts are here and with the engine. */
  isWhole: boolean
}

/** Times that parts are asked for again without any that comes, before another member is asked. */
const MISSES_MAX = 3

export function createStateFetch(
  { crypto, fleet, holdings, peers, random }: Environment,
  { settleMs, pullTimeoutMs }: ReconcileSettings,
  chain: ChainId,
  ports: StateFetchPorts
): StateFetch {
  let current: Fetch | undefined
  let from = 0
  /** What each member has offered last that was of no use. */
  const failed = new Map<PeerId, Hash>()

  const send = (to: PeerId, message: ReconcileMessage, out: Out): void => {
    out.push({ type: 'send', to, protocol: 'reconcile', message })
  }

  const fail = ({ source, note }: Fetch): void => {
    failed.set(source, note.head.hash)
    current = undefined
  }

  const fill = (nowMs: NowMs, fetch: Fetch, out: Out): void => {
    const { note, source, parts, asked } = fetch
    for (let part = 0; part < note.parts && asked.size < PART_PULLS_MAX; part++) {
      if (!parts.has(part) && !asked.has(part)) {
        asked.set(part, nowMs + pullTimeoutMs)
        send(source, { type: 'pullPart', chain, head: note.head, part }, out)
      }
    }
    if (parts.size === note.parts && !fetch.isWhole) {
      fetch.isWhole = true
      const whole = Array.from({ length: note.parts }, (_, i) => parts.get(i) ?? new Uint8Array(0))
      ports.whole(nowMs, note, whole, out)
    }
  }

  /** Whether the members that hold the block do not contradict it, or have not said so in time. */
  const confirm = (nowMs: NowMs, fetch: Fetch, out: Out): void => {
    const { note, source, said } = fetch
    const isSettled = ports.near().every((peer) => said.has(peer))
    if (fetch.isConfirmed || (!isSettled && nowMs < fetch.confirmByMs)) {
      return
    }
    const against = [...said].filter(([, hash]) => hash !== undefined && hash !== note.head.hash)
    const known = [...said].filter(([peer, hash]) => hash !== undefined && peer !== source)
    if (2 * against.length > known.length) {
      ports.disputed(note, out)
      fail(fetch)
      return
    }
    fetch.isConfirmed = true
    fill(nowMs, fetch, out)
  }

  /** Whether the booth that comes with it is one of this chain. */
  const isGenuine = ({ booth }: SnapshotNote): boolean => {
    const held = holdings.get(chain)?.chain
    if (booth.length === 0 || held === undefined) {
      return booth.length === 0
    }
    try {
      const offered = decodeBooth(crypto, booth)
      const known = ports.booth()
      const before = known?.number === offered.number - 1 ? known : undefined
      return boothFault(crypto, fleet, held, offered, before) === undefined
    } catch (error) {
      if (error instanceof InvalidMessageError) {
        return false
      }
      throw error
    }
  }

  return {
    get isUnderWay() {
      return current !== undefined
    },
    get parts() {
      return current?.parts.size ?? 0
    },
    lost(height) {
      from = height
    },
    begin(nowMs, offers, out) {
      const good = offers.filter(
        ({ peer, note }) =>
          note.head.height >= from &&
          peers.connected.has(peer) &&
          failed.get(peer) !== note.head.hash &&
          isGenuine(note)
      )
      const [best] = random.shuffle(good).sort((a, b) => b.note.head.height - a.note.head.height)
      if (current !== undefined || best === undefined) {
        return
      }
      const { peer: source, note } = best
      current = {
        note,
        source,
        parts: new Map(),
        asked: new Map(),
        said: new Map(),
        confirmByMs: nowMs + settleMs,
        misses: 0,
        isConfirmed: false,
        isWhole: false
      }
      for (const peer of ports.near()) {
        send(peer, { type: 'request', chain, decided: note.head, state: false }, out)
      }
    },
    heard(nowMs, from, { height, hash }, out) {
      if (current?.note.head.height === height) {
        current.said.set(from, hash)
        confirm(nowMs, current, out)
      }
    },
    part(nowMs, from, { head, part, bytes }, out) {
      const { source, note, parts, asked } = current ?? {}
      if (current === undefined || from !== source || head.hash !== note?.head.hash) {
        return
      }
      if (asked?.delete(part) !== true) {
        return
      }
      if (bytes.length === 0) {
        // It has a newer one by now, or cannot read this one.
        fail(current)
        return
      }
      parts?.set(part, bytes)
      current.misses = 0
      ports.progressed(nowMs)
      fill(nowMs, current, out)
    },
    disconnected(peer) {
      if (current?.source === peer) {
        current = undefined
      }
    },
    tick(nowMs, out) {
      if (current === undefined) {
        return
      }
      if (ports.isTaken(current.note)) {
        current = undefined
        return
      }
      if (current.isWhole) {
        ports.refused(current.source, 'its parts do not make the state that it told of', out)
        fail(current)
        return
      }
      confirm(nowMs, current, out)
      const late = [...(current?.asked ?? [])].filter(([, atMs]) => nowMs >= atMs)
      if (current === undefined || late.length === 0) {
        return
      }
      current.misses++
      if (current.misses > MISSES_MAX) {
        fail(current)
        return
      }
      for (const [part] of late) {
        current.asked.delete(part)
      }
      fill(nowMs, current, out)
    }
  }
}
