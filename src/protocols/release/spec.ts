/**
 * The codec of release and forward.
 */
import { decodeWith, readBytes, readChain, readList, readNumber } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { GENESIS_BYTES_MAX, HEADER_BYTES_MAX, SEALED_TABLE_BYTES_MAX } from '../../core/limits.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { ReleaseMessage as Codec } from './messages.ts'
import { RELEASE_REFUSALS, type ReleaseMessage, type ReleaseRefusal } from './types.ts'

/** Headers in one proof; more are asked for in turn. */
export const PROOF_HEADERS_MAX = 1024

export const releaseSpec: ProtocolSpec<'release', ReleaseMessage> = {
  name: 'release',
  id: '/vguard/release/1.0.0',
  // A full proof of the longest headers.
  bytesMax: PROOF_HEADERS_MAX * (HEADER_BYTES_MAX + 8) + 1024,
  inboundMessagesMax: 64,
  outboundBytesMax: 4 * 1024 * 1024,
  encode,
  decode
}

type Raw = ReturnType<typeof Codec.decode>

function encode(message: ReleaseMessage): Uint8Array {
  switch (message.type) {
    case 'release':
      return Codec.encode({ release: { genesis: message.genesis, sealed: message.sealed } })
    case 'released':
      return Codec.encode({ released: { chain: message.chain, epoch: message.epoch } })
    case 'releaseRefused': {
      const { chain, epoch, reason, height } = message
      return Codec.encode({ releaseRefused: { chain, epoch, reason, height } })
    }
    case 'proofAsk':
      return Codec.encode({
        proofAsk: { chain: message.chain, from: message.from, to: message.to }
      })
    case 'proof': {
      const { chain, from, headers } = message
      return Codec.encode({ proof: { chain, from, headers: [...headers] } })
    }
  }
}

function decode(bytes: Uint8Array): ReleaseMessage {
  readBytes('release', bytes, releaseSpec.bytesMax)
  const limits = { proof: { headers: PROOF_HEADERS_MAX } }
  const raw = decodeWith('release', bytes, (data) => Codec.decode(data, { limits }))
  const message = readPush(raw) ?? readProof(raw)
  if (message === undefined) {
    throw new InvalidMessageError('release has no known message')
  }
  return message
}

function readPush({ release, released, releaseRefused }: Raw): ReleaseMessage | undefined {
  if (release !== undefined) {
    return {
      type: 'release',
      genesis: readBytes('release.genesis', release.genesis, GENESIS_BYTES_MAX),
      sealed: readBytes('release.sealed', release.sealed, SEALED_TABLE_BYTES_MAX)
    }
  }
  if (released !== undefined) {
    const { chain, epoch } = released
    return {
      type: 'released',
      chain: readChain('released.chain', chain),
      epoch: readNumber('released.epoch', epoch, 1)
    }
  }
  if (releaseRefused !== undefined) {
    const { chain, epoch, reason, height } = releaseRefused
    return {
      type: 'releaseRefused',
      chain: readChain('releaseRefused.chain', chain),
      epoch: readNumber('releaseRefused.epoch', epoch),
      reason: readReason(reason),
      height: readNumber('releaseRefused.height', height)
    }
  }
  return undefined
}

function readProof({ proofAsk, proof }: Raw): ReleaseMessage | undefined {
  if (proofAsk !== undefined) {
    const from = readNumber('proofAsk.from', proofAsk.from, 1)
    return {
      type: 'proofAsk',
      chain: readChain('proofAsk.chain', proofAsk.chain),
      from,
      to: readNumber('proofAsk.to', proofAsk.to, from)
    }
  }
  if (proof !== undefined) {
    const headers = readList('proof.headers', proof.headers, PROOF_HEADERS_MAX)
    for (const header of headers) {
      readBytes('proof.headers', header, HEADER_BYTES_MAX)
    }
    return {
      type: 'proof',
      chain: readChain('proof.chain', proof.chain),
      from: readNumber('proof.from', proof.from, 1),
      headers
    }
  }
  return undefined
}

function readReason(text: string): ReleaseRefusal {
  const reason = RELEASE_REFUSALS.find((known) => known === text)
  if (reason === undefined) {
    throw new InvalidMessageError('releaseRefused.reason is unknown')
  }
  return reason
}
