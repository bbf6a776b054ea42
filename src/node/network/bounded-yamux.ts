/**
 * Yamux with a limit on what it keeps of one connection.
 *
 * Keeps: a frame longer than any window is refused by its header, before a byte of it is kept; what
 * waits to be written below the streams is bounded, so that nobody makes this side answer and reads
 * no answers.
 *
 * Yamux gathers a frame of any announced length, up to 4 GiB, before it looks at the window of its
 * stream; and it answers pings and streams that are too many at once, whatever waits already.
 * Source: the wire format of Yamux (github.com/hashicorp/yamux, spec.md).
 */
import { type YamuxMuxerInit, yamux } from '@chainsafe/libp2p-yamux'
import type { StreamMuxerFactory } from '@libp2p/interface'
import type { Uint8ArrayList } from 'uint8arraylist'

const HEADER_BYTES = 12
const TYPE_OFFSET = 1
const LENGTH_OFFSET = 8
const TYPE_DATA = 0

/**
 * Bytes below the streams that wait for the socket. Streams stop when it is full, each with a frame
 * of a first window on its way at most; what comes on top are answers of a few bytes.
 */
const UNSENT_BYTES_MAX = 2 * 1024 * 1024

export function boundedYamux(
  init: YamuxMuxerInit,
  frameBytesMax: number
): () => StreamMuxerFactory {
  return () => {
    const inner = yamux(init)()
    return {
      protocol: inner.protocol,
      createStreamMuxer(connection) {
        connection.maxWriteBufferLength = UNSENT_BYTES_MAX
        const guard = createFrameGuard(frameBytesMax, () =>
          connection.abort(new Error('a frame of Yamux is longer than any window'))
        )
        // Before Yamux listens, so that it is not given what follows.
        connection.addEventListener('message', ({ data }) => guard(data))
        return inner.createStreamMuxer(connection)
      }
    }
  }
}

/** Takes what arrives on a connection; tells once when a frame of data is announced too long. */
export function createFrameGuard(
  frameBytesMax: number,
  onOverlong: () => void
): (data: Uint8Array | Uint8ArrayList) => void {
  const header = new Uint8Array(HEADER_BYTES)
  const view = new DataView(header.buffer)
  let headerBytes = 0
  /** Bytes of the frame that are still to come. */
  let bodyBytes = 0
  let isOver = false

  const pushPart = (part: Uint8Array): void => {
    let at = 0
    while (at < part.length && !isOver) {
      const skipped = Math.min(bodyBytes, part.length - at)
      bodyBytes -= skipped
      at += skipped
      const taken = Math.min(HEADER_BYTES - headerBytes, part.length - at)
      header.set(part.subarray(at, at + taken), headerBytes)
      headerBytes += taken
      at += taken
      if (headerBytes === HEADER_BYTES) {
        headerBytes = 0
        bodyBytes = header[TYPE_OFFSET] === TYPE_DATA ? view.getUint32(LENGTH_OFFSET) : 0
        isOver = bodyBytes > frameBytesMax
      }
    }
  }

  return (data) => {
    if (isOver) {
      return
    }
    for (const part of data instanceof Uint8Array ? [data] : data) {
      pushPart(part)
    }
    if (isOver) {
      onOverlong()
    }
  }
}
