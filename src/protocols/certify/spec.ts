/**
 * The codec and limits of the certify protocol, and the encoding of evidence.
 */
import { type Certificate, decodeCertificate } from '../../core/booth.ts'
import { fromHex, NO_BYTES } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHash,
  readHexHash,
  readNumber,
  readSignature,
  readText
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { BOOTH_BYTES_MAX, EVIDENCE_BYTES_MAX } from '../../core/limits.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { BLOCK_BYTES_MAX, GENESIS_BYTES_MAX, REFUSE_TEXT_CHARACTERS_MAX } from './limits.ts'
import { CertifyMessage as Codec } from './messages.ts'
import {
  type CertifyMessage,
  type News,
  type OpenMessage,
  REFUSE_REASONS,
  type RefuseMessage,
  type RefuseReason
} from './types.ts'

export const certifySpec: ProtocolSpec<'certify', CertifyMessage> = {
  name: 'certify',
  id: '/vguard/certify/1.0.0',
  bytesMax: BLOCK_BYTES_MAX + 256,
  inboundMessagesMax: 64,
  // Twice the window, so that what is sent again does not push out what is new.
  outboundBytesMax: 16 * 1024 * 1024,
  encode,
  decode
}

type Raw = ReturnType<typeof Codec.decode>

function encode(message: CertifyMessage): Uint8Array {
  switch (message.type) {
    case 'open': {
      const { genesis, booth } = message
      return Codec.encode({ open: { genesis, booth, ...encodeNews(message) } })
    }
    case 'opened':
      return Codec.encode({ opened: message })
    case 'propose':
      return Codec.encode({ propose: message })
    case 'vote':
      return Codec.encode({ vote: { ...message, hash: fromHex(message.hash) } })
    case 'certified':
      return Codec.encode({ certified: { certificate: message.certificate.bytes } })
    case 'refuse':
      return Codec.encode({ refuse: message })
    case 'close': {
      const { chain, booth } = message
      return Codec.encode({ close: { chain, booth, ...encodeNews(message) } })
    }
  }
}

/** On the wire what is undefined is empty. */
interface RawNews {
  readonly certificate: Uint8Array
  readonly certificateBooth: Uint8Array
}

function encodeNews({ certificate, certificateBooth }: News): RawNews {
  return {
    certificate: certificate?.bytes ?? NO_BYTES,
    certificateBooth: certificateBooth ?? NO_BYTES
  }
}

function decode(bytes: Uint8Array): CertifyMessage {
  const raw = decodeWith('certify', readBytes('certify', bytes, certifySpec.bytesMax), Codec.decode)
  const message = readOpen(raw) ?? readBlockMessage(raw) ?? readPlain(raw)
  if (message === undefined) {
    throw new InvalidMessageError('certify has no known message')
  }
  return message
}

function readOpen({ open }: Raw): OpenMessage | undefined {
  if (open === undefined) {
    return undefined
  }
  return {
    type: 'open',
    genesis: readBytes('open.genesis', open.genesis, GENESIS_BYTES_MAX),
    booth: readBytes('open.booth', open.booth, BOOTH_BYTES_MAX),
    ...readNews(open)
  }
}

function readNews({ certificate, certificateBooth }: RawNews): News {
  const isFirst = certificate.length === 0
  if (isFirst !== (certificateBooth.length === 0)) {
    throw new InvalidMessageError('a certificate without its booth, or a booth without certificate')
  }
  return {
    certificate: isFirst ? undefined : decodeCertificate(certificate),
    certificateBooth: isFirst
      ? undefined
      : readBytes('certificateBooth', certificateBooth, BOOTH_BYTES_MAX)
  }
}

function readBlockMessage({ propose, vote, certified }: Raw): CertifyMessage | undefined {
  if (propose !== undefined) {
    return {
      type: 'propose',
      chain: readChain('propose.chain', propose.chain),
      booth: readHexHash('propose.booth', propose.booth),
      block: readBytes('propose.block', propose.block, BLOCK_BYTES_MAX)
    }
  }
  if (vote !== undefined) {
    return {
      type: 'vote',
      chain: readChain('vote.chain', vote.chain),
      height: readNumber('vote.height', vote.height, 1),
      hash: readHash('vote.hash', vote.hash),
      booth: readHexHash('vote.booth', vote.booth),
      signature: readSignature('vote.signature', vote.signature)
    }
  }
  if (certified !== undefined) {
    const certificate: Certificate = decodeCertificate(certified.certificate)
    return { type: 'certified', certificate }
  }
  return undefined
}

function readPlain({ opened, refuse, close }: Raw): CertifyMessage | undefined {
  if (refuse !== undefined) {
    return readRefuse(refuse)
  }
  if (opened !== undefined) {
    return {
      type: 'opened',
      chain: readChain('opened.chain', opened.chain),
      booth: readHexHash('opened.booth', opened.booth)
    }
  }
  if (close !== undefined) {
    return {
      type: 'close',
      chain: readChain('close.chain', close.chain),
      booth: readHexHash('close.booth', close.booth),
      ...readNews(close)
    }
  }
  return undefined
}

function readRefuse(refuse: NonNullable<Raw['refuse']>): RefuseMessage {
  const { reason } = refuse
  if (!isRefuseReason(reason)) {
    throw new InvalidMessageError('refuse.reason is no known reason')
  }
  return {
    type: 'refuse',
    chain: readChain('refuse.chain', refuse.chain),
    booth: readHexHash('refuse.booth', refuse.booth),
    height: readNumber('refuse.height', refuse.height),
    reason,
    text: readText('refuse.text', refuse.text, REFUSE_TEXT_CHARACTERS_MAX),
    evidence: readBytes('refuse.evidence', refuse.evidence, EVIDENCE_BYTES_MAX),
    expectedHeight: readNumber('refuse.expectedHeight', refuse.expectedHeight)
  }
}

function isRefuseReason(text: string): text is RefuseReason {
  return REFUSE_REASONS.some((reason) => reason === text)
}
