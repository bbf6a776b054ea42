/**
 * The answers to pings.
 *
 * Keeps: a ping is taken when the answer to the one before has left, and never more than one: who
 * sends on and takes no answers has its stream aborted, and cannot fill memory with what it is owed.
 * Source: the ping protocol of libp2p. Its own handler reads without a limit while it waits for room.
 */
import type { Stream } from '@libp2p/interface'

export const PING_PROTOCOL = '/ipfs/ping/1.0.0'
export const PING_BYTES = 32

/** Time for the last answer to leave when the peer has closed its half. */
const CLOSE_TIMEOUT_MS = 10_000

/** Answers the pings of a peer; `onFlood` is told when it sends more than one at once. */
export function answerPings(stream: Stream, onFlood: () => void): void {
  stream.addEventListener('message', ({ data }) => {
    if (stream.status !== 'open') {
      return
    }
    if (stream.writeBufferLength + data.byteLength > PING_BYTES) {
      onFlood()
      stream.abort(new Error('more than one ping at once'))
    } else if (stream.writeStatus === 'writable') {
      stream.send(data)
    }
  })
  const finish = (): void => {
    stream.close({ signal: AbortSignal.timeout(CLOSE_TIMEOUT_MS) }).catch((error: unknown) => {
      stream.abort(error instanceof Error ? error : new Error('close failed'))
    })
  }
  stream.addEventListener('end', finish)
  if (stream.readableEnded || stream.status !== 'open') {
    finish()
  }
}
