/**
 * How vehicles that never shared a multicast learn of each other: an advert carries the addresses of
 * its author, and gossip carries adverts beyond the own neighbours.
 *
 * Keeps: an address is a hint; who answers there is proven by the connection itself. An advert shows the
 * membership of its author, or whoever signs with invented keys would have everybody dialled by everybody.
 */
import { InvalidInputError } from '../core/errors.ts'
import type { PeerId } from '../core/peer.ts'
import { ADDRESSES_MAX, type GossipMessage } from '../protocols/gossip/index.ts'

/** What the node knows and the vehicle does not. */
export interface AdvertFacts {
  readonly addresses: readonly string[]
  /** Empty in an open fleet. */
  readonly membership: Uint8Array
  readonly wallMs: number
}

/**
 * The message as it goes out: an advert with where its author can be reached, with its membership, and with
 * the system time, by which others tell that it is no replay. The clock of the vehicle may be an earlier one.
 */
export function completeAdvert(
  message: GossipMessage,
  { addresses, membership, wallMs }: AdvertFacts
): GossipMessage {
  return message.type === 'advert'
    ? { ...message, addresses: addresses.slice(0, ADDRESSES_MAX), membership, timeMs: wallMs }
    : message
}

/** Hands the addresses of an advert to the dialler. */
export function hintFrom(
  author: PeerId,
  message: GossipMessage,
  sighted: (peer: PeerId, addresses: readonly string[]) => void
): void {
  if (message.type !== 'advert' || message.addresses.length === 0) {
    return
  }
  try {
    sighted(author, message.addresses)
  } catch (error) {
    // An address that this node cannot dial says nothing about the rest of the advert.
    if (!(error instanceof InvalidInputError)) {
      throw error
    }
  }
}
