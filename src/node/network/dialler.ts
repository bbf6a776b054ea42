/**
 * The dialler: keeps trying to reach every vehicle it has heard of, and never gives up.
 *
 * It hears of vehicles from its settings, from DNS, from mDNS, from those connected, and from before
 * the restart. libp2p itself neither dials what it discovers nor redials for long.
 *
 * Keeps: pauses between attempts grow to a limit and are never equal for two vehicles; of two vehicles
 * the one with the smaller peer id dials first, so that one connection is made and not two. An
 * attempt is bounded in time, and few run at once: fewer when handshakes are slow, because many vehicles
 * that start together on busy machines would otherwise only time each other out. Those who are vouched
 * for (reached before, or configured), those who are only said to be there, and addresses without a name
 * take turns, so that neither many that are away nor invented names keep the others waiting. Attempts
 * to reach those who are only said to be there have a rate: an address that refuses at once costs a
 * liar nothing.
 */
import type { Multiaddr } from '@multiformats/multiaddr'
import type { PeerId } from '../../core/peer.ts'
import type { Logger } from '../logger.ts'
import { addressOf, parseAddress } from './addresses.ts'
import type { Count } from './counters.ts'
import { addressesOf, createPeerBook, type KnownPeer, type PeerEntry } from './known-peers.ts'
import type { NetworkSettings } from './options.ts'
import { createSeeds, type Seed } from './seeds.ts'
import { createTokenBucket } from './token-bucket.ts'

/** Time between two looks at who is due. */
const TICK_MS = 200

/** Attempts at once, at the beginning and at most. */
const ATTEMPTS_FIRST = 2
const ATTEMPTS_MAX = 16

/** Attempts a second to reach who is only said to be there, and how many at once: a whole fleet. */
const HEARSAY_PER_SECOND = 25
const HEARSAY_BURST = 128

/** Greatest time for one address; it doubles while somebody is there and slow. */
const SLOW_TIMEOUT_MS = 10_000

/** Changes of what is kept over a restart are gathered for this long. */
const SAVE_DELAY_MS = 2_000

/** Vehicles that hear of each other at once do not all dial at once. */
const SPREAD_MS = 100

/** What is kept over a restart. */
export interface PeerMemory {
  load(): Promise<readonly KnownPeer[]>
  save(peers: readonly KnownPeer[]): Promise<void>
}

export interface DiallerPorts {
  readonly self: PeerId
  readonly settings: NetworkSettings
  readonly memory: PeerMemory | undefined
  readonly count: Count
  readonly log: Logger
  nowMs(): number
  /** Uniform in [0, 1). */
  random(): number
  /** Resolves to who was reached and is admitted; rejects otherwise. `onAnswer`: somebody is there. */
  dial(address: Multiaddr, signal: AbortSignal, onAnswer: () => void): Promise<PeerId>
  /** IPv4 addresses of a host name. */
  lookup(host: string): Promise<readonly string[]>
  /** Own addresses, as told to others. */
  ownAddresses(): readonly string[]
  /** Admitted in both directions. */
  isConnected(peer: PeerId): boolean
  connectedCount(): number
  isRefused(peer: PeerId): boolean
}

export interface Dialler {
  start(): Promise<void>
  stop(): Promise<void>
  /** The peer was announced, and is likely there now: `addresses` replace those announced before. */
  sighted(peer: PeerId, addresses: readonly string[]): void
  /** A connected peer told where it listens. */
  identified(peer: PeerId, addresses: readonly string[]): void
  /** The peer is admitted; `address` is where it was reached, if it was dialled. */
  connected(peer: PeerId, address: string | undefined): void
  disconnected(peer: PeerId): void
  known(): readonly KnownPeer[]
}

/** How an attempt ended. */
interface Outcome {
  readonly reached: PeerId | undefined
  /** Somebody answered, and the handshake took too long. */
  readonly isSlow: boolean
}

export function createDialler(ports: DiallerPorts): Dialler {
  const { self, settings, count, log } = ports
  const book = createPeerBook(ports.isConnected)
  const seeds = createSeeds({
    dns: settings.bootstrapDns,
    intervalMs: settings.redialMsMax,
    lookup: ports.lookup,
    nowMs: ports.nowMs,
    log
  })
  const stopping = new AbortController()
  let attempts = 0
  let attemptsMax = ATTEMPTS_FIRST
  const hearsay = createTokenBucket(HEARSAY_PER_SECOND, HEARSAY_BURST)
  /** Whose turn it is: of those vouched for, of those who are said to be there, or of seeds. */
  let turn = 0
  let timer: NodeJS.Timeout | undefined
  let saveTimer: NodeJS.Timeout | undefined
  /** Seed addresses that turned out to be this vehicle. */
  const own = new Set<string>()

  const pauseMs = (failures: number): number => {
    const full = Math.min(settings.redialMsMax, settings.redialMsMin * 2 ** Math.min(failures, 30))
    return full * (0.75 + 0.5 * ports.random())
  }

  /** How long to wait before the first attempt, when both sides may make it. */
  const firstPauseMs = (peer: PeerId): number =>
    (self < peer ? 0 : settings.politenessMs) + SPREAD_MS * ports.random()

  /** Tries one address after the other. */
  const tryEach = async (
    addresses: readonly string[],
    peer: PeerId | undefined,
    timeoutMs: number
  ): Promise<Outcome> => {
    let isSlow = false
    for (const address of addresses) {
      const limit = new AbortController()
      const timer = setTimeout(() => limit.abort(), timeoutMs)
      let isThere = false
      try {
        const signal = AbortSignal.any([stopping.signal, limit.signal])
        const reached = await ports.dial(addressOf(address, peer), signal, () => {
          isThere = true
        })
        count('dials', { result: 'reached' })
        attemptsMax = Math.min(ATTEMPTS_MAX, attemptsMax + 1)
        return { reached, isSlow }
      } catch (error) {
        const reason = nameOf(error)
        count('dials', { result: 'failed' })
        log.debug({ address, reason }, 'an address did not lead to a peer')
        if (isThere && limit.signal.aborted) {
          // One of us is too busy for a handshake.
          isSlow = true
          attemptsMax = Math.max(1, attemptsMax / 2)
        } else if (reason === 'InvalidPeerIdError') {
          own.add(address)
        }
      } finally {
        clearTimeout(timer)
      }
      if (stopping.signal.aborted) {
        break
      }
    }
    return { reached: undefined, isSlow }
  }

  const attempt = (
    addresses: readonly string[],
    peer: PeerId | undefined,
    timeoutMs: number,
    onEnd: (outcome: Outcome) => void
  ): void => {
    attempts += 1
    void tryEach(addresses, peer, timeoutMs).then((outcome) => {
      attempts -= 1
      onEnd(outcome)
      tick()
    })
  }

  const dialPeer = (entry: PeerEntry): void => {
    entry.isDialling = true
    entry.isSighted = false
    entry.failures += 1
    const timeoutMs = entry.timeoutMs ?? settings.addressTimeoutMs
    attempt(addressesOf(entry), entry.peer, timeoutMs, ({ isSlow }) => {
      entry.isDialling = false
      entry.nextAtMs = Math.max(entry.nextAtMs, ports.nowMs() + pauseMs(entry.failures))
      if (isSlow) {
        const most = Math.max(SLOW_TIMEOUT_MS, settings.addressTimeoutMs)
        entry.timeoutMs = Math.min(2 * timeoutMs, most)
      }
    })
  }

  /** Whoever gets no attempt now stays due. */
  const dialHearsay = (entry: PeerEntry, now: number): void => {
    if (hearsay.take(1, now)) {
      dialPeer(entry)
    }
  }

  const dialSeed = (seed: Seed): void => {
    seed.isDialling = true
    attempt([seed.address], undefined, settings.addressTimeoutMs, ({ reached }) => {
      const entry = reached === undefined ? undefined : book.add(reached)
      if (entry !== undefined) {
        entry.configured = [seed.address]
      }
      seed.failures = reached === undefined ? seed.failures + 1 : 1
      seed.isDialling = false
      seed.nextAtMs = ports.nowMs() + pauseMs(seed.failures)
    })
  }

  const isDue = (entry: PeerEntry, now: number): boolean =>
    !entry.isDialling &&
    entry.nextAtMs <= now &&
    !ports.isConnected(entry.peer) &&
    !ports.isRefused(entry.peer) &&
    addressesOf(entry).length > 0

  /** Addresses that lead to this vehicle, or to one that is connected. */
  const settledAddresses = (): ReadonlySet<string> => {
    const settled = new Set([...own, ...ports.ownAddresses()])
    for (const entry of book.entries()) {
      if (ports.isConnected(entry.peer)) {
        for (const address of addressesOf(entry)) {
          settled.add(address)
        }
      }
    }
    return settled
  }

  const openSeeds = (now: number): readonly Seed[] => {
    const waiting = seeds.due(now)
    const settled = waiting.length > 0 ? settledAddresses() : new Set<string>()
    return waiting.filter(({ address }) => !settled.has(address))
  }

  const attemptsLeft = (): number => Math.max(0, Math.floor(attemptsMax) - attempts)

  const tick = (): void => {
    const now = ports.nowMs()
    if (stopping.signal.aborted || ports.connectedCount() >= settings.peersMax) {
      return
    }
    seeds.refresh()
    if (attemptsLeft() === 0) {
      return
    }
    const due = [...book.entries()].filter((entry) => isDue(entry, now)).sort(byUrgency)
    const queues = [
      due.filter(isVouchedFor).map((entry) => () => dialPeer(entry)),
      due.filter((entry) => !isVouchedFor(entry)).map((entry) => () => dialHearsay(entry, now)),
      openSeeds(now).map((seed) => () => dialSeed(seed))
    ]
    while (attemptsLeft() > 0 && queues.some(({ length }) => length > 0)) {
      queues[turn]?.shift()?.()
      turn = (turn + 1) % queues.length
    }
  }

  const known = (): readonly KnownPeer[] =>
    [...book.entries()]
      .filter(({ proven }) => proven !== undefined)
      .map((entry) => ({ peer: entry.peer, addresses: addressesOf(entry) }))

  const save = async (): Promise<void> => {
    clearTimeout(saveTimer)
    saveTimer = undefined
    try {
      await ports.memory?.save(known())
    } catch (error) {
      log.warn({ reason: nameOf(error) }, 'the known peers could not be saved')
    }
  }

  const saveSoon = (): void => {
    if (ports.memory !== undefined && saveTimer === undefined && !stopping.signal.aborted) {
      saveTimer = setTimeout(() => void save(), SAVE_DELAY_MS)
      saveTimer.unref()
    }
  }

  const remember = async (): Promise<void> => {
    try {
      for (const { peer, addresses } of (await ports.memory?.load()) ?? []) {
        const entry = peer === self ? undefined : book.add(peer)
        if (entry !== undefined) {
          entry.proven = addresses[0]
          entry.announced = addresses.slice(1)
          entry.nextAtMs = ports.nowMs() + firstPauseMs(peer)
        }
      }
    } catch (error) {
      log.warn({ reason: nameOf(error) }, 'the known peers could not be read')
    }
  }

  const announce = (peer: PeerId, addresses: readonly string[]): PeerEntry | undefined => {
    const entry = peer === self || addresses.length === 0 ? undefined : book.add(peer)
    if (entry !== undefined) {
      entry.announced = addresses
    }
    return entry
  }

  return {
    async start() {
      for (const text of settings.bootstrap) {
        const { text: address, peer } = parseAddress(text)
        if (peer === undefined) {
          seeds.add(address)
        } else if (peer !== self) {
          const entry = book.add(peer)
          if (entry !== undefined) {
            entry.configured = [...entry.configured, address]
            entry.nextAtMs = ports.nowMs() + firstPauseMs(peer)
          }
        }
      }
      await remember()
      timer = setInterval(tick, TICK_MS)
      tick()
    },
    async stop() {
      stopping.abort()
      clearInterval(timer)
      await save()
    },
    sighted(peer, addresses) {
      const entry = announce(peer, addresses)
      const now = ports.nowMs()
      if (
        entry !== undefined &&
        !ports.isConnected(peer) &&
        now - entry.hurriedAtMs >= settings.redialMsMax / 2
      ) {
        // It is there now: do not wait out a pause that grew while it was away.
        entry.hurriedAtMs = now
        entry.isSighted = true
        entry.failures = Math.min(entry.failures, 1)
        entry.nextAtMs = Math.min(entry.nextAtMs, now + firstPauseMs(peer))
      }
    },
    identified(peer, addresses) {
      const entry = announce(peer, addresses)
      if (entry !== undefined) {
        entry.proven ??= addresses[0]
        saveSoon()
      }
    },
    connected(peer, address) {
      const entry = book.add(peer)
      if (entry !== undefined) {
        entry.failures = 0
        entry.timeoutMs = undefined
        entry.proven = address ?? entry.proven ?? entry.announced[0]
        saveSoon()
      }
    },
    disconnected(peer) {
      const entry = book.get(peer)
      if (entry !== undefined) {
        entry.nextAtMs = ports.nowMs() + firstPauseMs(peer)
      }
    },
    known
  }
}

/** It was reached before, or a person has named it. */
function isVouchedFor({ proven, configured }: PeerEntry): boolean {
  return proven !== undefined || configured.length > 0
}

/** Whoever is likely there comes first, then whoever has waited longest. */
function byUrgency(a: PeerEntry, b: PeerEntry): number {
  return Number(b.isSighted) - Number(a.isSighted) || a.nextAtMs - b.nextAtMs
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
