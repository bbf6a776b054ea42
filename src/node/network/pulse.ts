/**
 * The pulse of every connection: a ping now and then, and the end of a connection that does not answer.
 *
 * Keeps: at most one ping on its way a connection; a connection is ended only when a ping had no
 * answer within its time, or no stream for it could be opened; never because its stream was closed.
 * Source: the ping protocol of libp2p, and its connection monitor; differs from it in that all pings
 * of a connection go over one stream, because opening one costs many times what a ping costs.
 */
import type { Connection, Stream } from '@libp2p/interface'
import { PING_BYTES, PING_PROTOCOL } from './pong.ts'

/** A ping may take so many times as long as pings took lately, within the limits of the settings. */
const PATIENCE = 5

/** The part that the newest ping has in what they took lately. */
const NEWEST_SHARE = 0.2

/** Streams tried for one ping: the first may have been closed by the other side meanwhile. */
const STREAMS_PER_PING = 2

export interface PulsePorts {
  readonly intervalMs: number
  readonly timeoutMsMin: number
  readonly timeoutMsMax: number
  nowMs(): number
  /** Every connection that is open, also one that is not yet admitted. */
  connections(): readonly PulseConnection[]
}

/** What is used of a connection. */
export type PulseConnection = Pick<Connection, 'status' | 'newStream' | 'abort'>

export interface Pulse {
  start(): void
  stop(): void
}

interface Beat {
  readonly sentAtMs: number
  readonly timer: NodeJS.Timeout
  missing: number
  streams: number
}

interface Heart {
  stream: Stream | undefined
  /** The ping on its way. */
  beat: Beat | undefined
  tookMs: number
}

export function createPulse(ports: PulsePorts): Pulse {
  const { intervalMs, timeoutMsMin, timeoutMsMax, nowMs } = ports
  const hearts = new Map<PulseConnection, Heart>()
  let interval: NodeJS.Timeout | undefined

  const forget = (connection: PulseConnection): void => {
    clearTimeout(hearts.get(connection)?.beat?.timer)
    hearts.delete(connection)
  }

  const end = (connection: PulseConnection, why: string): void => {
    forget(connection)
    if (connection.status === 'open') {
      connection.abort(new Error(why))
    }
  }

  const answered = (heart: Heart, beat: Beat, bytes: number): void => {
    beat.missing -= bytes
    if (beat.missing <= 0) {
      clearTimeout(beat.timer)
      heart.beat = undefined
      heart.tookMs += NEWEST_SHARE * (nowMs() - beat.sentAtMs - heart.tookMs)
    }
  }

  const attach = (connection: PulseConnection, heart: Heart, stream: Stream): void => {
    heart.stream = stream
    stream.addEventListener('message', ({ data }) => {
      if (heart.beat === undefined) {
        stream.abort(new Error('more than was asked for'))
      } else {
        answered(heart, heart.beat, data.byteLength)
      }
    })
    stream.addEventListener('close', () => {
      heart.stream = undefined
      if (heart.beat !== undefined && hearts.get(connection) === heart) {
        send(connection, heart, heart.beat)
      }
    })
  }

  const open = (connection: PulseConnection, heart: Heart, beat: Beat): void => {
    const signal = AbortSignal.timeout(timeoutMsMax)
    connection.newStream(PING_PROTOCOL, { signal }).then(
      (stream) => {
        if (hearts.get(connection) !== heart || heart.beat !== beat) {
          stream.abort(new Error('too late'))
          return
        }
        attach(connection, heart, stream)
        send(connection, heart, beat)
      },
      (error: unknown) => {
        if (heart.beat !== beat || hearts.get(connection) !== heart) {
          return
        }
        if (error instanceof Error && error.name === 'UnsupportedProtocolError') {
          answered(heart, beat, PING_BYTES) // who says that is alive
        } else {
          end(connection, 'no stream for a ping')
        }
      }
    )
  }

  const send = (connection: PulseConnection, heart: Heart, beat: Beat): void => {
    const { stream } = heart
    if (stream?.status === 'open' && stream.writeStatus === 'writable') {
      beat.missing = PING_BYTES
      stream.send(crypto.getRandomValues(new Uint8Array(PING_BYTES)))
    } else if (beat.streams < STREAMS_PER_PING && connection.status === 'open') {
      beat.streams += 1
      open(connection, heart, beat)
    }
  }

  const tick = (): void => {
    const connections = ports.connections()
    for (const connection of hearts.keys()) {
      if (!connections.includes(connection)) {
        forget(connection)
      }
    }
    for (const connection of connections) {
      const heart = hearts.get(connection) ?? { stream: undefined, beat: undefined, tookMs: 0 }
      hearts.set(connection, heart)
      if (heart.beat === undefined && connection.status === 'open') {
        const waitMs = Math.min(timeoutMsMax, Math.max(timeoutMsMin, PATIENCE * heart.tookMs))
        const timer = setTimeout(() => end(connection, 'no answer to a ping'), waitMs)
        const beat = { sentAtMs: nowMs(), timer, missing: PING_BYTES, streams: 0 }
        heart.beat = beat
        send(connection, heart, beat)
      }
    }
  }

  return {
    start() {
      interval = setInterval(tick, intervalMs)
    },
    stop() {
      clearInterval(interval)
      for (const connection of [...hearts.keys()]) {
        forget(connection)
      }
    }
  }
}
