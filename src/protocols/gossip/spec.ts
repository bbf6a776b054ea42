/**
 * The codec and limits of gossip. Messages stay below 64 KiB: gossipsub drops large ones silently.
 */
import { decodeWith, readBytes, readList, readNumber, readText } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import {
  BOOTH_BYTES_MAX,
  CERTIFICATE_BYTES_MAX,
  EVIDENCE_BYTES_MAX,
  GENESIS_BYTES_MAX,
  MEMBERSHIP_BYTES_MAX,
  NAME_CHARACTERS_MAX,
  SEALED_TABLE_BYTES_MAX
} from '../../core/limits.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { GossipMessage as Codec } from './messages.ts'
import type { GossipMessage } from './types.ts'

/** Addresses in one advert, and characters of one. */
export const ADDRESSES_MAX = 8
const ADDRESS_CHARACTERS_MAX = 256

const REVOCATIONS_BYTES_MAX = 48 * 1024

export const gossipSpec: ProtocolSpec<'gossip', GossipMessage> = {
  name: 'gossip',
  id: '/vguard/gossip/1',
  bytesMax: 64 * 1024,
  inboundMessagesMax: 1024,
  outboundBytesMax: 1024 * 1024,
  encode,
  decode
}

function encode(message: GossipMessage): Uint8Array {
  const { type, ...rest } = message
  return Codec.encode({ [type]: rest })
}

function decode(bytes: Uint8Array): GossipMessage {
  const raw = decodeWith('gossip', readBytes('gossip', bytes, gossipSpec.bytesMax), Codec.decode)
  if (raw.advert !== undefined) {
    return {
      type: 'advert',
      freeBytes: readNumber('advert.freeBytes', raw.advert.freeBytes),
      hostedByteHours: readAmount('advert.hostedByteHours', raw.advert.hostedByteHours),
      group: readText('advert.group', raw.advert.group, NAME_CHARACTERS_MAX),
      timeMs: readNumber('advert.timeMs', raw.advert.timeMs),
      addresses: readList('advert.addresses', raw.advert.addresses, ADDRESSES_MAX).map((text) =>
        readText('advert.addresses', text, ADDRESS_CHARACTERS_MAX)
      ),
      membership: readBytes('advert.membership', raw.advert.membership, MEMBERSHIP_BYTES_MAX)
    }
  }
  if (raw.result !== undefined) {
    return {
      type: 'result',
      genesis: readBytes('result.genesis', raw.result.genesis, GENESIS_BYTES_MAX),
      certificate: readBytes('result.certificate', raw.result.certificate, CERTIFICATE_BYTES_MAX),
      booth: readBytes('result.booth', raw.result.booth, BOOTH_BYTES_MAX)
    }
  }
  if (raw.table !== undefined) {
    return {
      type: 'table',
      genesis: readBytes('table.genesis', raw.table.genesis, GENESIS_BYTES_MAX),
      sealed: readBytes('table.sealed', raw.table.sealed, SEALED_TABLE_BYTES_MAX)
    }
  }
  if (raw.evidence !== undefined) {
    return {
      type: 'evidence',
      genesis: readBytes('evidence.genesis', raw.evidence.genesis, GENESIS_BYTES_MAX),
      evidence: readBytes('evidence.evidence', raw.evidence.evidence, EVIDENCE_BYTES_MAX)
    }
  }
  if (raw.revocation !== undefined) {
    const { revocations } = raw.revocation
    return {
      type: 'revocation',
      revocations: readBytes('revocation.revocations', revocations, REVOCATIONS_BYTES_MAX)
    }
  }
  throw new InvalidMessageError('gossip has no known message')
}

function readAmount(name: string, value: number): number {
  if (!Number.isFinite(value) || value < 0) {
    throw new InvalidMessageError(`${name} is no amount`)
  }
  return value
}
