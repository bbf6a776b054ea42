/**
 * A stream protocol as data. One engine (node/wire.ts) and one virtual network (sim/) serve them all.
 *
 * All protocols use one long-lived outbound stream a peer and protocol, with request ids where there
 * are answers: a new stream costs several times a message on an open one, and streams of their own
 * would reorder (docs/decisions/003).
 */
export interface ProtocolSpec<N extends string, M> {
  /** Short name, such as `certify`; also the label of its metrics. */
  readonly name: N
  /** libp2p protocol id with version, such as `/vguard/certify/1.0.0`. */
  readonly id: string
  /** Encoded size of the greatest message; a longer frame is refused before it is read. */
  readonly bytesMax: number
  /** Messages of one peer that may wait for the machine; more abort the stream. */
  readonly inboundMessagesMax: number
  /** Encoded bytes that may wait to be sent to one peer; more are dropped and counted. */
  readonly outboundBytesMax: number
  encode(message: M): Uint8Array
  /** @throws InvalidMessageError when the bytes are malformed or break a limit */
  decode(bytes: Uint8Array): M
}
