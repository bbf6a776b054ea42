/**
 * Messages of one protocol to one peer, over one stream that is opened when needed and opened again
 * when it dies.
 *
 * Keeps: what waits is bounded in bytes, the newest is dropped beyond, all of it when the stream takes
 * nothing for too long; never more than one batch
 * lies in the stream's own buffer, because libp2p bounds neither that nor tells truly when it is empty
 * (docs/decisions/003). Messages leave in the order they came; those handed to a stream that dies
 * are lost.
 */
import type { Stream } from '@libp2p/interface'
import { Uint8ArrayList } from 'uint8arraylist'
import type { Share } from '../fair-bytes.ts'
import { encodeFrames, prefixLength, writePrefix } from './frames.ts'

/** One send carries up to this many bytes of frames; more per send moves no more bytes per second. */
const BATCH_BYTES_MAX = 64 * 1024

/** A longer message is sent by itself, without a copy. */
const COPY_BYTES_MAX = 16 * 1024

/** Pauses between attempts to open a stream. */
const REOPEN_MS_MIN = 100
const REOPEN_MS_MAX = 5_000

/** A peer that does not know the protocol is asked again after this long. */
const UNSUPPORTED_MS = 30_000

/** A stream that lived this long shows that the way is good. */
const GOOD_STREAM_MS = 5_000

export type SendFault = 'stalled' | 'unexpected'

/** Why messages are not sent. */
export type DropReason = 'full' | 'unsupported' | 'stalled' | 'notConnected'

export interface SenderPorts {
  /** Bytes that may wait here. */
  readonly bytesMax: number
  /** What waits for the same peer, here and in its other senders. */
  readonly share: Share
  readonly drainTimeoutMs: number
  nowMs(): number
  open(signal: AbortSignal): Promise<Stream>
  /** So many messages and bytes were handed to the stream. */
  onSent(messages: number, bytes: number): void
  onDropped(reason: DropReason, messages: number): void
  onOpened(): void
  onOpenFailed(error: unknown): void
  /** The stream was aborted here. */
  onAborted(fault: SendFault): void
}

export interface Sender {
  /** Queues a message; it leaves at the end of this tick, with all others of it. */
  send(message: Uint8Array): void
  /** To be called every second or so: finds streams that take nothing. */
  sweep(): void
  /** Drops what waits and aborts the stream. */
  close(): void
}

export function createSender(ports: SenderPorts): Sender {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let stream: Stream | undefined
  let openedAtMs = 0
  let opening: AbortController | undefined
  let failures = 0
  let reopenTimer: NodeJS.Timeout | undefined
  /** Since when the stream takes nothing; undefined while it does. */
  let blockedSinceMs: number | undefined
  let isPlanned = false
  let isClosed = false

  const left = (messages: readonly Uint8Array[]): void => {
    for (const { length } of messages) {
      waitingBytes -= length
      ports.share.remove(length)
    }
  }

  const hasRoom = (bytes: number): boolean =>
    waitingBytes + bytes <= ports.bytesMax && ports.share.hasRoom(bytes)

  const plan = (): void => {
    if (!isPlanned && !isClosed) {
      isPlanned = true
      queueMicrotask(pump)
    }
  }

  const pump = (): void => {
    isPlanned = false
    if (isClosed || waiting.length === 0) {
      return
    }
    if (stream === undefined) {
      open()
      return
    }
    try {
      sendWhileTaken(stream)
    } catch {
      // The stream closed between two events; its close event opens another one.
    }
  }

  const sendWhileTaken = (to: Stream): void => {
    let next = 0
    try {
      while (blockedSinceMs === undefined && next < waiting.length) {
        const { data, end } = nextBatch(waiting, next)
        left(waiting.slice(next, end))
        const messages = end - next
        next = end
        if (!to.send(data)) {
          blockedSinceMs = ports.nowMs()
        }
        ports.onSent(messages, data.byteLength)
      }
    } finally {
      waiting = next === waiting.length ? [] : waiting.slice(next)
    }
  }

  const onDrain = (): void => {
    // libp2p continues its own buffer in a microtask planned before this one.
    queueMicrotask(() => {
      if (stream === undefined || blockedSinceMs === undefined) {
        return
      }
      if (stream.writableNeedsDrain || stream.writeBufferLength > 0) {
        blockedSinceMs = ports.nowMs()
        return
      }
      blockedSinceMs = undefined
      pump()
    })
  }

  const attach = (opened: Stream): void => {
    stream = opened
    openedAtMs = ports.nowMs()
    ports.onOpened()
    opened.addEventListener('drain', onDrain)
    // Nothing is ever said back on this stream.
    opened.addEventListener('message', () => abort('unexpected'))
    opened.addEventListener('close', () => lost(opened))
    if (opened.status === 'open') {
      pump()
    } else {
      lost(opened)
    }
  }

  const lost = (which: Stream): void => {
    if (stream !== which) {
      return
    }
    stream = undefined
    blockedSinceMs = undefined
    failures = ports.nowMs() - openedAtMs >= GOOD_STREAM_MS ? 0 : failures + 1
    reopenLater(Math.min(REOPEN_MS_MAX, REOPEN_MS_MIN * 2 ** failures))
  }

  const abort = (fault: SendFault): void => {
    const aborted = stream
    if (aborted !== undefined) {
      ports.onAborted(fault)
      lost(aborted)
      aborted.abort(new Error(fault))
    }
  }

  const open = (): void => {
    if (opening !== undefined || reopenTimer !== undefined) {
      return
    }
    const attempt = new AbortController()
    opening = attempt
    ports.open(attempt.signal).then(
      (opened) => {
        opening = undefined
        if (isClosed) {
          opened.abort(new Error('closed'))
        } else {
          attach(opened)
        }
      },
      (error: unknown) => {
        opening = undefined
        if (!isClosed) {
          openFailed(error)
        }
      }
    )
  }

  const openFailed = (error: unknown): void => {
    ports.onOpenFailed(error)
    failures += 1
    if (error instanceof Error && error.name === 'UnsupportedProtocolError') {
      drop('unsupported')
      reopenLater(UNSUPPORTED_MS)
    } else {
      reopenLater(Math.min(REOPEN_MS_MAX, REOPEN_MS_MIN * 2 ** failures))
    }
  }

  const reopenLater = (afterMs: number): void => {
    if (isClosed) {
      return
    }
    clearTimeout(reopenTimer)
    reopenTimer = setTimeout(() => {
      reopenTimer = undefined
      pump()
    }, afterMs)
    reopenTimer.unref()
  }

  const drop = (reason: DropReason): void => {
    if (waiting.length > 0) {
      ports.onDropped(reason, waiting.length)
    }
    left(waiting)
    waiting = []
  }

  return {
    send(message) {
      if (isClosed) {
        ports.onDropped('notConnected', 1)
      } else if (!hasRoom(message.length)) {
        ports.onDropped('full', 1)
      } else {
        waiting.push(message)
        waitingBytes += message.length
        ports.share.add(message.length)
        plan()
      }
    },
    sweep() {
      if (blockedSinceMs === undefined) {
        return
      }
      if (ports.nowMs() - blockedSinceMs > ports.drainTimeoutMs) {
        // What waits was made before the peer stopped; it would only hold room that others need.
        drop('stalled')
        abort('stalled')
      } else {
        // In case the event that would have said so was missed.
        onDrain()
      }
    },
    close() {
      isClosed = true
      clearTimeout(reopenTimer)
      opening?.abort()
      drop('notConnected')
      const closing = stream
      stream = undefined
      closing?.abort(new Error('closed'))
    }
  }
}

/** The next bytes to send: one long message, or as many short ones as fit. */
function nextBatch(
  messages: readonly Uint8Array[],
  from: number
): { readonly data: Uint8Array | Uint8ArrayList; readonly end: number } {
  const first = messages[from]
  if (first !== undefined && first.length > COPY_BYTES_MAX) {
    const prefix = new Uint8Array(prefixLength(first.length))
    writePrefix(prefix, 0, first.length)
    return { data: new Uint8ArrayList(prefix, first), end: from + 1 }
  }
  let bytes = 0
  let end = from
  while (end < messages.length) {
    const { length } = messages[end] ?? { length: 0 }
    if (length > COPY_BYTES_MAX || (end > from && bytes + length > BATCH_BYTES_MAX)) {
      break
    }
    bytes += length + prefixLength(length)
    end += 1
  }
  return { data: encodeFrames(messages.slice(from, end)), end }
}
