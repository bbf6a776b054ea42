/**
 * Messages of one protocol from one peer, over one stream that the peer opened.
 *
 * Keeps: the stream's data is taken as it arrives and never waits in libp2p; a frame is measured
 * before it is kept and must be whole in time; nothing that a peer sends can throw out of here, since
 * a throw in a listener of libp2p would end the process.
 */
import type { Stream } from '@libp2p/interface'
import { createFrameReader, type FrameFault } from './frames.ts'

/** Why a stream of the peer was aborted here. */
export type ReceiveFault = FrameFault | 'halfFrame' | 'overflow' | 'closed'

export interface ReceiverPorts {
  readonly bytesMax: number
  readonly frameTimeoutMs: number
  nowMs(): number
  onBytes(count: number): void
  /** Returns false when too many messages of the peer wait: the stream is aborted. */
  onFrame(frame: Uint8Array): boolean
  onAborted(fault: ReceiveFault): void
  onEnded(): void
}

export interface Receiver {
  /** To be called every second or so: finds frames that do not become whole. */
  sweep(): void
  abort(fault: ReceiveFault): void
}

export function createReceiver(stream: Stream, ports: ReceiverPorts): Receiver {
  let frameSinceMs: number | undefined
  let isEnded = false

  const end = (): void => {
    if (!isEnded) {
      isEnded = true
      ports.onEnded()
    }
  }

  const abort = (fault: ReceiveFault): void => {
    if (!isEnded) {
      ports.onAborted(fault)
      end()
      stream.abort(new Error(fault))
    }
  }

  const reader = createFrameReader({
    bytesMax: () => ports.bytesMax,
    onFrame(frame) {
      if (!isEnded && !ports.onFrame(frame)) {
        abort('overflow')
      }
    },
    onFault: abort
  })

  stream.addEventListener('message', ({ data }) => {
    if (isEnded) {
      return
    }
    ports.onBytes(data.byteLength)
    const before = reader.framesCount
    const wasInside = reader.isInside
    reader.push(data)
    if (!reader.isInside) {
      frameSinceMs = undefined
    } else if (!wasInside || reader.framesCount > before) {
      frameSinceMs = ports.nowMs()
    }
  })
  stream.addEventListener('close', end)
  const finish = (): void => {
    end()
    // libp2p keeps a half-closed stream until this side closes it too.
    stream.close().catch((error: unknown) => {
      stream.abort(error instanceof Error ? error : new Error('close failed'))
    })
  }
  stream.addEventListener('end', finish)
  if (stream.readableEnded || stream.status !== 'open') {
    finish()
  }

  return {
    sweep() {
      if (frameSinceMs !== undefined && ports.nowMs() - frameSinceMs > ports.frameTimeoutMs) {
        abort('halfFrame')
      }
    },
    abort
  }
}
