/**
 * A stream for unit tests that does what the test says: takes data or not, drains, breaks.
 */
import type { Stream } from '@libp2p/interface'
import type { Uint8ArrayList } from 'uint8arraylist'

export interface FakeStream extends Stream {
  /** What was sent, one item a call. */
  readonly sent: Uint8Array[]
  /** How it ended, or undefined. */
  readonly ended: string | undefined
  /** False: what is sent stays in its buffer. */
  isTaking: boolean
  /** Empties the buffer and tells it, as a window update does. */
  drain(): void
  /** Something arrives. */
  receive(data: Uint8Array | Uint8ArrayList): void
  /** The other side closes its half. */
  endReading(): void
  breakOff(): void
}

class DataEvent extends Event {
  readonly data: Uint8Array | Uint8ArrayList
  constructor(data: Uint8Array | Uint8ArrayList) {
    super('message')
    this.data = data
  }
}

export function createFakeStream(): FakeStream {
  const target = new EventTarget()
  const state = {
    sent: [] as Uint8Array[],
    ended: undefined as string | undefined,
    isTaking: true,
    status: 'open',
    writeStatus: 'writable',
    readableEnded: false,
    writeBufferLength: 0,
    writableNeedsDrain: false
  }
  const end = (how: string): void => {
    if (state.status === 'open') {
      state.status = 'closed'
      state.ended = how
      target.dispatchEvent(new Event('close'))
    }
  }
  const methods = {
    send(data: Uint8Array | Uint8ArrayList): boolean {
      if (state.status !== 'open') {
        throw new Error('Cannot write to a stream that is closed')
      }
      state.sent.push(new Uint8Array(data.subarray()))
      if (!state.isTaking) {
        state.writeBufferLength += data.byteLength
        state.writableNeedsDrain = true
      }
      return state.isTaking
    },
    abort: (error: Error) => end(error.message),
    close(): Promise<void> {
      end('closed gently')
      return Promise.resolve()
    },
    drain(): void {
      state.writeBufferLength = 0
      state.writableNeedsDrain = false
      target.dispatchEvent(new Event('drain'))
    },
    receive: (data: Uint8Array | Uint8ArrayList) => target.dispatchEvent(new DataEvent(data)),
    endReading(): void {
      state.readableEnded = true
      target.dispatchEvent(new Event('end'))
    },
    breakOff: () => end('broken'),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target)
  }
  // Only what senders and receivers touch is here; the rest of a stream stays away.
  return Object.assign(state, methods) as unknown as FakeStream
}
