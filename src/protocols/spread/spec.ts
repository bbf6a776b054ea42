/**
 * The codec and limits of V-Guard's gossip.
 */
import { fromHex } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHash,
  readList,
  readNumber,
  readPeer
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import {
  BODY_BYTES_MAX,
  BOOTH_BYTES_MAX,
  CERTIFICATE_BYTES_MAX,
  HEADER_BYTES_MAX
} from '../../core/limits.ts'
import { decodeSigned } from '../../core/signed.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { SpreadMessage as Codec, HolderBody as HolderCodec, Hop as HopCodec } from './messages.ts'
import type { Holder, Hop, SpreadMessage } from './types.ts'

/** Lifetimes go up to 8, so a trace has at most 9 entries. */
export const HOPS_MAX = 9

/** Blocks in one result. */
export const SPREAD_BLOCKS_MAX = 1024

/** Bytes of these blocks: one of the greatest. The frame has room for their proof and the hops beside. */
export const SPREAD_BLOCKS_BYTES_MAX = BODY_BYTES_MAX + HEADER_BYTES_MAX + 128

/** A signed hop is about 250 bytes. */
export const HOP_BYTES_MAX = 512
const HOLDER_BYTES_MAX = 512
const GENESIS_BYTES_MAX = 2048

export const spreadSpec: ProtocolSpec<'spread', SpreadMessage> = {
  name: 'spread',
  id: '/vguard/spread/1.0.0',
  bytesMax: SPREAD_BLOCKS_BYTES_MAX + BOOTH_BYTES_MAX + 64 * 1024,
  inboundMessagesMax: 64,
  outboundBytesMax: 4 * 1024 * 1024,
  encode,
  decode
}

export function encodeHop(hop: Hop): Uint8Array {
  return HopCodec.encode({ ...hop, hash: fromHex(hop.hash) })
}

/** @throws InvalidMessageError when the bytes are no signed hop */
export function decodeHop(bytes: Uint8Array): Hop {
  const raw = decodeWith('hop', decodeSigned('hop', bytes, HOP_BYTES_MAX).payload, HopCodec.decode)
  return {
    chain: readChain('hop.chain', raw.chain),
    height: readNumber('hop.height', raw.height, 1),
    hash: readHash('hop.hash', raw.hash),
    lifetime: readNumber('hop.lifetime', raw.lifetime, 0, HOPS_MAX),
    peer: readPeer('hop.peer', raw.peer)
  }
}

export function encodeHolder(holder: Holder): Uint8Array {
  return HolderCodec.encode({ ...holder, hash: fromHex(holder.hash) })
}

/** @throws InvalidMessageError when the bytes are no signed holder */
export function decodeHolder(bytes: Uint8Array): Holder {
  const signed = decodeSigned('holder', bytes, HOLDER_BYTES_MAX)
  const raw = decodeWith('holder', signed.payload, HolderCodec.decode)
  return {
    chain: readChain('holder.chain', raw.chain),
    from: readNumber('holder.from', raw.from, 1),
    to: readNumber('holder.to', raw.to, raw.from),
    hash: readHash('holder.hash', raw.hash),
    peer: readPeer('holder.peer', raw.peer),
    untilMs: readNumber('holder.untilMs', raw.untilMs)
  }
}

function encode(message: SpreadMessage): Uint8Array {
  switch (message.type) {
    case 'spread': {
      const { genesis, certificate, booth, blocks, hops } = message
      const spread = { genesis, certificate, booth, blocks: [...blocks], hops: [...hops] }
      return Codec.encode({ spread })
    }
    case 'spreadAck':
      return Codec.encode({ spreadAck: { holder: message.holder } })
  }
}

function decode(bytes: Uint8Array): SpreadMessage {
  const raw = decodeWith('spread', readBytes('spread', bytes, spreadSpec.bytesMax), Codec.decode)
  if (raw.spread !== undefined) {
    const { genesis, certificate, booth, blocks, hops } = raw.spread
    return {
      type: 'spread',
      genesis: readBytes('spread.genesis', genesis, GENESIS_BYTES_MAX),
      certificate: readBytes('spread.certificate', certificate, CERTIFICATE_BYTES_MAX),
      booth: readBytes('spread.booth', booth, BOOTH_BYTES_MAX),
      blocks: readList('spread.blocks', blocks, SPREAD_BLOCKS_MAX),
      hops: readList('spread.hops', hops, HOPS_MAX)
    }
  }
  if (raw.spreadAck !== undefined) {
    const holder = readBytes('spreadAck.holder', raw.spreadAck.holder, HOLDER_BYTES_MAX)
    return { type: 'spreadAck', holder }
  }
  throw new InvalidMessageError('spread has no known message')
}
