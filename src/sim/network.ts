/**
 * The virtual network: connections between vehicles, and messages that are lost, doubled, delayed and
 * overtaken on the way.
 *
 * Keeps: every message passes its production codec in both directions; a correct vehicle never sends
 * what the codec refuses. Connections break when a direction is blocked for long or a vehicle is down,
 * and are dialled again when the way is free.
 */
import { InvalidMessageError } from '../core/errors.ts'
import type { PeerId } from '../core/peer.ts'
import type { Random } from '../core/random.ts'
import type { SimCodec, SimProgram } from './program.ts'

/** How bad the network is. */
export interface NetworkMix {
  /** Share of messages lost, 0 to 1. */
  readonly loss: number
  /** Share of messages that arrive twice. */
  readonly duplication: number
  /** Usual delays in milliseconds. */
  readonly delayMsMin: number
  readonly delayMsMax: number
  /** Share of messages that take `slowMsMin` to `slowMsMax` instead. */
  readonly slow: number
  readonly gossipLoss: number
}

export const SLOW_MS_MIN = 1_000
export const SLOW_MS_MAX = 5_000
const GOSSIP_DELAY_MS_MAX = 400
const DIAL_MS_MIN = 20
const DIAL_MS_MAX = 500
const BREAK_WAIT = { msMin: 300, msMax: 4_000, isForced: false }
const RESET_WAIT = { msMin: 0, msMax: 2_000, isForced: true }
const CLOSE_MS_MAX = 40

/** A vehicle as the network sees it. */
export interface Port {
  readonly peer: PeerId
  /** Whether its process runs (a stopped process still does). */
  isUp(): boolean
  message(from: PeerId, protocol: string, message: unknown): void
  gossip(from: PeerId, message: unknown): void
  connected(peer: PeerId): void
  disconnected(peer: PeerId): void
}

/** Changes what a lying vehicle sends to one receiver; the messages returned are sent instead. */
export type Tamper = (to: PeerId, protocol: string, message: unknown) => readonly unknown[]

export interface NetworkPorts {
  readonly random: Random
  readonly program: SimProgram
  plan(afterMs: number, run: () => void): void
  /** A correct vehicle broke a rule of the network. */
  fail(rule: string, peer: PeerId, message: string): void
  /** For traces. */
  told(what: 'lost' | 'blocked' | 'unconnected' | 'refused', from: PeerId, to: PeerId): void
}

export interface Network {
  add(port: Port): void
  send(from: PeerId, to: PeerId, protocol: string, message: unknown): void
  gossip(from: PeerId, message: unknown): void
  /** Tells the network that a vehicle came up, went down, or left. */
  changed(peer: PeerId): void
  /** Blocks one direction, for all protocols or one. */
  block(from: PeerId, to: PeerId, protocol?: string): void
  /** Opens one direction for all protocols. */
  unblock(from: PeerId, to: PeerId): void
  /** What goes in one direction takes so much longer, in milliseconds, until the network heals. */
  slow(from: PeerId, to: PeerId, ms: number): void
  /** Breaks one connection although the way is free. */
  reset(a: PeerId, b: PeerId): void
  /** Opens every direction and protocol, and none is slow. */
  heal(): void
  /** From now on nothing is lost, doubled or slow. */
  calm(): void
  tamper(peer: PeerId, tamper: Tamper): void
  isConnected(a: PeerId, b: PeerId): boolean
  readonly messages: number
  readonly bytes: number
}

function isHalfOpen(connection: Connection, a: PeerId, b: PeerId): boolean {
  return connection.open.get(a) === true || connection.open.get(b) === true
}

interface Connection {
  /** What each end believes. */
  readonly open: Map<PeerId, boolean>
  /** Grows whenever both ends are told anew, so that late tidings are ignored. */
  version: number
  isDialling: boolean
}

const CALM: NetworkMix = {
  loss: 0,
  duplication: 0,
  delayMsMin: 1,
  delayMsMax: 10,
  slow: 0,
  gossipLoss: 0
}

/** No protocol has this name. */
const ALL = ''

export function createNetwork(mix: NetworkMix, ports: NetworkPorts): Network {
  const { random, program } = ports
  const members = new Map<PeerId, Port>()
  /** By the lesser of both ends, then by the other. */
  const connections = new Map<PeerId, Map<PeerId, Connection>>()
  /** Blocked protocols by sender and receiver; `ALL` stands for every one. */
  const blocked = new Map<PeerId, Map<PeerId, Set<string>>>()
  const slowed = new Map<PeerId, Map<PeerId, number>>()
  const tampers = new Map<PeerId, Tamper>()
  let weather = mix
  let messages = 0
  let bytesSent = 0

  const connectionOf = (a: PeerId, b: PeerId): Connection => {
    const [low, high] = a < b ? [a, b] : [b, a]
    const row = connections.get(low) ?? new Map<PeerId, Connection>()
    const known = row.get(high)
    if (known !== undefined) {
      return known
    }
    const fresh = { open: new Map(), version: 0, isDialling: false }
    connections.set(low, row.set(high, fresh))
    return fresh
  }

  /** For this protocol; without one, for all. */
  const isBlocked = (from: PeerId, to: PeerId, protocol?: string): boolean => {
    const ways = blocked.size === 0 ? undefined : blocked.get(from)?.get(to)
    return ways !== undefined && (ways.has(ALL) || (protocol !== undefined && ways.has(protocol)))
  }

  const isFree = (a: Port, b: Port): boolean =>
    a.isUp() && b.isUp() && !isBlocked(a.peer, b.peer) && !isBlocked(b.peer, a.peer)

  const tell = (port: Port, other: PeerId, connection: Connection, isOpen: boolean): void => {
    if ((connection.open.get(port.peer) ?? false) === isOpen) {
      return
    }
    connection.open.set(port.peer, isOpen)
    if (port.isUp()) {
      if (isOpen) {
        port.connected(other)
      } else {
        port.disconnected(other)
      }
    }
  }

  const dial = (a: Port, b: Port): void => {
    const connection = connectionOf(a.peer, b.peer)
    if (connection.isDialling) {
      return
    }
    connection.isDialling = true
    ports.plan(random.integer(DIAL_MS_MIN, DIAL_MS_MAX), () => {
      connection.isDialling = false
      const isOpen = isHalfOpen(connection, a.peer, b.peer)
      // Whoever is down dials when it comes up; whoever still believes in the old connection, then.
      if (isOpen || !a.isUp() || !b.isUp()) {
        return
      }
      if (!isFree(a, b)) {
        dial(a, b)
        return
      }
      const version = ++connection.version
      tell(a, b.peer, connection, true)
      ports.plan(random.integer(0, CLOSE_MS_MAX), () => {
        if (connection.version === version) {
          tell(b, a.peer, connection, true)
        }
      })
    })
  }

  /** One end notices, without `isForced` only if the way is still not free by then; the other follows. */
  const breakLater = (
    a: Port,
    b: Port,
    wait: { readonly msMin: number; readonly msMax: number; readonly isForced: boolean }
  ): void => {
    const connection = connectionOf(a.peer, b.peer)
    const { version } = connection
    const [first, second] = random.chance(0.5) ? [a, b] : [b, a]
    const drawMs = (): number => random.integer(wait.msMin, wait.msMax)
    ports.plan(drawMs(), () => {
      if (connection.version !== version || (!wait.isForced && isFree(a, b))) {
        return
      }
      // Also an end that was about to be told of the connection hears only that it is broken.
      const broken = ++connection.version
      tell(first, second.peer, connection, false)
      ports.plan(drawMs(), () => {
        if (connection.version === broken) {
          tell(second, first.peer, connection, false)
          dial(a, b)
        }
      })
    })
  }

  const decodeFrom = (from: PeerId, codec: SimCodec, bytes: Uint8Array): unknown => {
    try {
      return codec.decode(bytes)
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) {
        throw error
      }
      if (!tampers.has(from)) {
        ports.fail('codec', from, `sent what no receiver can decode: ${error.message}`)
      }
      return undefined
    }
  }

  const delayMs = (): number =>
    random.chance(weather.slow)
      ? random.integer(SLOW_MS_MIN, SLOW_MS_MAX)
      : weather.delayMsMin + random.next() * (weather.delayMsMax - weather.delayMsMin)

  const transmit = (from: PeerId, to: PeerId, protocol: string, message: unknown): void => {
    const codec = program.protocols.get(protocol)
    if (codec === undefined) {
      ports.fail('codec', from, `sent a message of the unknown protocol ${protocol}`)
      return
    }
    if (from === to) {
      ports.fail('network', from, `sent ${protocol} to itself`)
      return
    }
    const bytes = codec.encode(message)
    messages++
    bytesSent += bytes.length
    if (bytes.length > codec.bytesMax) {
      ports.fail(
        'codec',
        from,
        `sent ${bytes.length} bytes by ${protocol}, allowed ${codec.bytesMax}`
      )
      return
    }
    const target = members.get(to)
    if (target === undefined || connectionOf(from, to).open.get(from) !== true) {
      ports.told('unconnected', from, to)
      return
    }
    if (isBlocked(from, to, protocol)) {
      ports.told('blocked', from, to)
      return
    }
    if (random.chance(weather.loss)) {
      ports.told('lost', from, to)
      return
    }
    const copies = random.chance(weather.duplication) ? 2 : 1
    const slowMs = slowed.get(from)?.get(to) ?? 0
    for (let i = 0; i < copies; i++) {
      ports.plan(delayMs() + slowMs, () => {
        if (target.isUp() && !isBlocked(from, to)) {
          const decoded = decodeFrom(from, codec, bytes)
          if (decoded !== undefined) {
            target.message(from, protocol, decoded)
          }
        }
      })
    }
  }

  return {
    add(port) {
      for (const other of members.values()) {
        dial(port, other)
      }
      members.set(port.peer, port)
    },
    send(from, to, protocol, message) {
      const tamper = tampers.get(from)
      for (const each of tamper === undefined ? [message] : tamper(to, protocol, message)) {
        transmit(from, to, protocol, each)
      }
    },
    gossip(from, message) {
      const bytes = program.gossip.encode(message)
      messages++
      bytesSent += bytes.length
      if (bytes.length > program.gossip.bytesMax) {
        ports.fail('codec', from, `gossiped ${bytes.length} bytes`)
        return
      }
      for (const port of members.values()) {
        const isReached = connectionOf(from, port.peer).open.get(from) === true
        if (port.peer === from || !isReached || random.chance(weather.gossipLoss)) {
          continue
        }
        ports.plan(random.next() * GOSSIP_DELAY_MS_MAX, () => {
          if (port.isUp() && !isBlocked(from, port.peer)) {
            const decoded = decodeFrom(from, program.gossip, bytes)
            if (decoded !== undefined) {
              port.gossip(from, decoded)
            }
          }
        })
      }
    },
    changed(peer) {
      const port = members.get(peer)
      if (port === undefined) {
        return
      }
      for (const other of members.values()) {
        if (other.peer === peer) {
          continue
        }
        const connection = connectionOf(peer, other.peer)
        if (!port.isUp()) {
          connection.open.set(peer, false)
          breakLater(port, other, { msMin: 0, msMax: CLOSE_MS_MAX, isForced: false })
        } else {
          // A restarted process has no connections, not even one that was about to be told to it
          // when it went down; the other end learns it by the first packet.
          connection.version++
          connection.open.set(peer, false)
          tell(other, peer, connection, false)
          dial(port, other)
        }
      }
    },
    block(from, to, protocol) {
      const row = blocked.get(from) ?? new Map<PeerId, Set<string>>()
      blocked.set(from, row)
      row.set(to, (row.get(to) ?? new Set()).add(protocol ?? ALL))
      const [a, b] = [members.get(from), members.get(to)]
      if (protocol === undefined && a !== undefined && b !== undefined) {
        breakLater(a, b, BREAK_WAIT)
      }
    },
    unblock: (from, to) => {
      blocked.get(from)?.get(to)?.delete(ALL)
    },
    slow(from, to, ms) {
      slowed.set(from, (slowed.get(from) ?? new Map<PeerId, number>()).set(to, ms))
    },
    reset(a, b) {
      const [one, other] = [members.get(a), members.get(b)]
      if (one !== undefined && other !== undefined && one !== other) {
        breakLater(one, other, RESET_WAIT)
      }
    },
    heal() {
      blocked.clear()
      slowed.clear()
    },
    calm() {
      weather = CALM
    },
    tamper(peer, tamper) {
      tampers.set(peer, tamper)
    },
    isConnected: (a, b) => {
      const { open } = connectionOf(a, b)
      return open.get(a) === true && open.get(b) === true
    },
    get messages() {
      return messages
    },
    get bytes() {
      return bytesSent
    }
  }
}
