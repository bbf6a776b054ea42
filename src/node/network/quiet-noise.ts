/**
 * Noise, with fewer and larger writes below it than small messages would otherwise cause.
 *
 * Keeps: every byte goes out in its order, and no stream is left without room to send.
 *
 * Yamux answers each frame of data with a window update, which costs both sides as much as the frame
 * itself: encryption, a packet, a wake-up. Here an update waits until a quarter of the least window
 * is to be told of. Noise writes length, ciphertext and tag one by one; here they go as one.
 * Source: the wire format of Yamux (github.com/hashicorp/yamux, spec.md).
 */
import { noise } from '@chainsafe/libp2p-noise'
import type { ConnectionEncrypter, MessageStream } from '@libp2p/interface'
import type { Uint8ArrayList } from 'uint8arraylist'

type NoiseComponents = Parameters<ReturnType<typeof noise>>[0]

/** Larger ones are left in parts: the copy costs more than it saves. */
const JOINED_BYTES_MAX = 16 * 1024

/** A quarter of the window that a stream begins with; the sender has the rest meanwhile. */
const UPDATE_BYTES_MIN = 64 * 1024

/** More streams than a connection may have; whoever was told of longest ago is told at once. */
const STREAMS_MAX = 1024

const HEADER_BYTES = 12
const TYPE_WINDOW_UPDATE = 1

/** Of the length before each message of Noise. */
const LENGTH_BYTES = 2

const NO_MORE = new RangeError('the bytes end before the length of the next message')

type Sender = Pick<MessageStream, 'send'>

/** What the connection of Noise reads with; another version of it may have none. */
interface LengthDecoder {
  lengthDecoder?: (data: Uint8ArrayList) => number
}

export function quietNoise(): (components: NoiseComponents) => ConnectionEncrypter {
  return (components) => {
    const inner = noise()(components)
    return {
      protocol: inner.protocol,
      async secureInbound(connection, options) {
        const secured = await inner.secureInbound(joinWrites(connection), options)
        endReadsCheaply(secured.connection)
        holdUpdates(secured.connection)
        return secured
      },
      async secureOutbound(connection, options) {
        const secured = await inner.secureOutbound(joinWrites(connection), options)
        endReadsCheaply(secured.connection)
        holdUpdates(secured.connection)
        return secured
      }
    }
  }
}

/** What is sent as a list of small parts is sent as one. */
export function joinWrites<S extends Sender>(connection: S): S {
  const send = connection.send.bind(connection)
  connection.send = (data: Uint8Array | Uint8ArrayList) =>
    send(data.byteLength > JOINED_BYTES_MAX ? data : data.subarray())
  return connection
}

/**
 * Noise ends the reading of every chunk with an error that says there is no more; making it, with its
 * stack, is 3 to 5 % of the work of a busy vehicle. Here it is one and the same.
 */
export function endReadsCheaply(connection: object): void {
  const { decoder } = connection as { readonly decoder?: LengthDecoder }
  const decode = decoder?.lengthDecoder
  if (decoder !== undefined && decode !== undefined) {
    decoder.lengthDecoder = (data) => {
      if (data.byteLength < LENGTH_BYTES) {
        throw NO_MORE
      }
      return decode(data)
    }
  }
}

/** Window updates of a stream are held back and added up until they are worth a frame. */
export function holdUpdates(connection: Sender): void {
  const send = connection.send.bind(connection)
  /** Bytes by stream that its sender may send and has not been told of; the oldest first. */
  const held = new Map<number, number>()

  const tell = (stream: number, bytes: number): boolean => {
    const frame = new Uint8Array(HEADER_BYTES)
    const view = new DataView(frame.buffer)
    view.setUint8(1, TYPE_WINDOW_UPDATE)
    view.setUint32(4, stream)
    view.setUint32(8, bytes)
    return send(frame)
  }

  connection.send = (data: Uint8Array | Uint8ArrayList) => {
    const update = data.byteLength === HEADER_BYTES ? readUpdate(data.subarray()) : undefined
    if (update === undefined) {
      return send(data)
    }
    const bytes = (held.get(update.stream) ?? 0) + update.bytes
    held.delete(update.stream)
    if (bytes >= UPDATE_BYTES_MIN) {
      return tell(update.stream, bytes)
    }
    held.set(update.stream, bytes)
    const [oldest] = held.size > STREAMS_MAX ? held : []
    if (oldest !== undefined) {
      held.delete(oldest[0])
      return tell(...oldest)
    }
    return true
  }
}

/** A frame that only tells of room: not one that opens, closes or resets a stream as well. */
function readUpdate(
  frame: Uint8Array
): { readonly stream: number; readonly bytes: number } | undefined {
  const view = new DataView(frame.buffer, frame.byteOffset, HEADER_BYTES)
  const isUpdate = view.getUint8(1) === TYPE_WINDOW_UPDATE && view.getUint16(2) === 0
  return isUpdate ? { stream: view.getUint32(4), bytes: view.getUint32(8) } : undefined
}
