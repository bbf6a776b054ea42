/**
 * The codec of the replicate protocol.
 */
import { fromHex, NO_BYTES } from '../../core/bytes.ts'
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
import type { Head } from '../../core/holdings.ts'
import {
  BACKUPS_MAX,
  BOOTH_BYTES_MAX,
  CERTIFICATE_BYTES_MAX,
  GENESIS_BYTES_MAX,
  MEMBERS_MAX,
  SEALED_TABLE_BYTES_MAX
} from '../../core/limits.ts'
import { decodeSigned } from '../../core/signed.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import {
  BLOCK_BYTES_MAX,
  CHUNK_BLOCKS_MAX,
  CHUNK_BOOTHS_MAX,
  CHUNK_CERTIFICATES_MAX,
  MANIFEST_ENDS_MAX,
  MESSAGE_BYTES_MAX,
  SIGNED_BYTES_MAX,
  SOURCES_MAX
} from './limits.ts'
import { ManifestBody as BodyCodec, ReplicateMessage as Codec } from './messages.ts'
import {
  type Manifest,
  type ManifestBody,
  OFFER_REFUSALS,
  type Offer,
  type OfferAnswer,
  type PlaceAsk,
  PULL_REFUSALS,
  type ReplicateMessage,
  type StewardAnswer,
  VOTE_REFUSALS
} from './types.ts'

export const replicateSpec: ProtocolSpec<'replicate', ReplicateMessage> = {
  name: 'replicate',
  id: '/vguard/replicate/1.0.0',
  bytesMax: MESSAGE_BYTES_MAX,
  inboundMessagesMax: 64,
  // Four outstanding chunks of the largest blocks of two chains.
  outboundBytesMax: 16 * 1024 * 1024,
  encode,
  decode
}

type Raw = ReturnType<typeof Codec.decode>
type Of<K extends keyof Raw> = NonNullable<Raw[K]>

/** Counts that the decoder checks before it allocates. */
const LIMITS = {
  offer: { electors: MEMBERS_MAX },
  placeAsk: { candidates: MEMBERS_MAX },
  manifest: { sources: SOURCES_MAX },
  chunk: {
    blocks: CHUNK_BLOCKS_MAX,
    certificates: CHUNK_CERTIFICATES_MAX,
    booths: CHUNK_BOOTHS_MAX
  }
}

export function encodeManifestBody(body: ManifestBody): Uint8Array {
  return BodyCodec.encode({
    ...body,
    prev: fromHex(body.prev),
    ends: body.ends.map((end) => end.height),
    hashes: body.ends.map((end) => fromHex(end.hash))
  })
}

/** @throws InvalidMessageError when the bytes are no signed manifest body */
export function decodeManifestBody(bytes: Uint8Array): ManifestBody {
  const { payload } = decodeSigned('manifest', bytes, MESSAGE_BYTES_MAX)
  const limits = { ends: MANIFEST_ENDS_MAX, hashes: MANIFEST_ENDS_MAX }
  const raw = decodeWith('manifest', payload, (data) => BodyCodec.decode(data, { limits }))
  const height = readNumber('manifest.height', raw.height, 1)
  const from = readNumber('manifest.from', raw.from, 1, height + 1)
  const hashes = readList('manifest.hashes', raw.hashes, raw.ends.length)
  let before = from - 1
  const ends = raw.ends.map((end, i): Head => {
    const at = readNumber('manifest.ends', end, before + 1, height)
    before = at
    return { height: at, hash: readHash('manifest.hashes', hashes[i] ?? NO_BYTES) }
  })
  if (before !== height) {
    throw new InvalidMessageError(`manifest ends at ${before} instead of its height ${height}`)
  }
  return {
    chain: readChain('manifest.chain', raw.chain),
    epoch: readNumber('manifest.epoch', raw.epoch, 1),
    from,
    height,
    prev: readHash('manifest.prev', raw.prev),
    ends
  }
}

function encode(message: ReplicateMessage): Uint8Array {
  switch (message.type) {
    case 'offer':
      return Codec.encode({ offer: rawOffer(message) })
    case 'offerAnswer':
      return Codec.encode({ offerAnswer: rawAnswer(message) })
    case 'manifest':
      return Codec.encode({ manifest: { ...message, sources: [...message.sources] } })
    case 'chunk': {
      const { blocks, certificates, booths } = message
      const lists = { blocks: [...blocks], certificates: [...certificates], booths: [...booths] }
      return Codec.encode({ chunk: { ...message, ...lists } })
    }
    case 'stewardAnswer': {
      const { vote, refusal } = message
      const stewardAnswer = { ...message, vote: vote ?? NO_BYTES, reason: refusal ?? '' }
      return Codec.encode({ stewardAnswer })
    }
    case 'stewardAsk': {
      const { booth } = message
      return Codec.encode({
        stewardAsk: { ...message, booth: booth === undefined ? NO_BYTES : fromHex(booth) }
      })
    }
    case 'placeAsk':
      return Codec.encode({ placeAsk: { ...message, candidates: [...message.candidates] } })
    default:
      return Codec.encode({ [message.type]: message })
  }
}

function rawOffer(offer: Offer): Of<'offer'> {
  const { head, electors, before, booth, ...rest } = offer
  return {
    ...rest,
    height: head.height,
    headHash: fromHex(head.hash),
    electors: [...electors],
    before: before ?? NO_BYTES,
    booth: booth ?? NO_BYTES
  }
}

function rawAnswer(answer: OfferAnswer): Of<'offerAnswer'> {
  const { chain, epoch, refusal, have, freeBytes, knownEpoch } = answer
  return {
    chain,
    epoch,
    accepted: refusal === undefined,
    haveHeight: have?.height ?? 0,
    haveHash: have === undefined ? NO_BYTES : fromHex(have.hash),
    freeBytes,
    reason: refusal ?? '',
    knownEpoch
  }
}

function decode(bytes: Uint8Array): ReplicateMessage {
  readBytes('replicate', bytes, MESSAGE_BYTES_MAX)
  const raw = decodeWith('replicate', bytes, (data) => Codec.decode(data, { limits: LIMITS }))
  const message = readPlacement(raw) ?? readTransfer(raw) ?? readTables(raw)
  if (message === undefined) {
    throw new InvalidMessageError('replicate has no known message')
  }
  return message
}

/** Messages that agree on who is to hold what. */
function readPlacement(raw: Raw): ReplicateMessage | undefined {
  if (raw.offer !== undefined) {
    return readOffer(raw.offer)
  }
  if (raw.offerAnswer !== undefined) {
    return readAnswer(raw.offerAnswer)
  }
  if (raw.offerCancel !== undefined) {
    return { type: 'offerCancel', ...readEpoch('offerCancel', raw.offerCancel) }
  }
  return raw.manifest === undefined ? undefined : readManifest(raw.manifest)
}

/** Messages that move blocks. */
function readTransfer(raw: Raw): ReplicateMessage | undefined {
  if (raw.pull !== undefined) {
    return { type: 'pull', ...readRange('pull', raw.pull), fromTop: raw.pull.fromTop }
  }
  if (raw.chunk !== undefined) {
    return readChunk(raw.chunk)
  }
  if (raw.pullRefused !== undefined) {
    const reason = readWord('pullRefused.reason', raw.pullRefused.reason, PULL_REFUSALS)
    return { type: 'pullRefused', ...readRange('pullRefused', raw.pullRefused), reason }
  }
  if (raw.progress !== undefined) {
    const blocks = readNumber('progress.blocks', raw.progress.blocks)
    return { type: 'progress', ...readEpoch('progress', raw.progress), blocks }
  }
  return raw.hold === undefined
    ? undefined
    : { type: 'hold', ack: readBytes('hold.ack', raw.hold.ack, SIGNED_BYTES_MAX) }
}

/** Messages about sealed tables and who may issue them. */
function readTables(raw: Raw): ReplicateMessage | undefined {
  if (raw.seal !== undefined) {
    const genesis = readBytes('seal.genesis', raw.seal.genesis, GENESIS_BYTES_MAX)
    const sealed = readBytes('seal.sealed', raw.seal.sealed, SEALED_TABLE_BYTES_MAX)
    return { type: 'seal', genesis, sealed }
  }
  if (raw.sealAck !== undefined) {
    const chain = readChain('sealAck.chain', raw.sealAck.chain)
    return { type: 'sealAck', chain, epoch: readNumber('sealAck.epoch', raw.sealAck.epoch) }
  }
  if (raw.stewardAsk !== undefined) {
    const { booth } = raw.stewardAsk
    const id = booth.length === 0 ? undefined : readHash('stewardAsk.booth', booth)
    return { type: 'stewardAsk', ...readEpoch('stewardAsk', raw.stewardAsk), booth: id }
  }
  if (raw.placeAsk !== undefined) {
    return readPlaceAsk(raw.placeAsk)
  }
  return raw.stewardAnswer === undefined ? undefined : readStewardAnswer(raw.stewardAnswer)
}

function readOffer(raw: Of<'offer'>): Offer {
  for (const elector of raw.electors) {
    readBytes('offer.electors', elector, SIGNED_BYTES_MAX)
  }
  return {
    type: 'offer',
    ...readEpoch('offer', raw),
    genesis: readBytes('offer.genesis', raw.genesis, GENESIS_BYTES_MAX),
    head: {
      height: readNumber('offer.height', raw.height, 1),
      hash: readHash('offer.headHash', raw.headHash)
    },
    bytes: readNumber('offer.bytes', raw.bytes, 1),
    issuer: readPeer('offer.issuer', raw.issuer),
    backups: readNumber('offer.backups', raw.backups, 1, BACKUPS_MAX),
    electors: raw.electors,
    before: readOptional('offer.before', raw.before, SEALED_TABLE_BYTES_MAX),
    booth: readOptional('offer.booth', raw.booth, BOOTH_BYTES_MAX)
  }
}

function readAnswer(raw: Of<'offerAnswer'>): OfferAnswer {
  const height = readNumber('offerAnswer.haveHeight', raw.haveHeight)
  return {
    type: 'offerAnswer',
    ...readEpoch('offerAnswer', raw),
    refusal: raw.accepted ? undefined : readWord('offerAnswer.reason', raw.reason, OFFER_REFUSALS),
    have:
      height === 0 ? undefined : { height, hash: readHash('offerAnswer.haveHash', raw.haveHash) },
    freeBytes: readNumber('offerAnswer.freeBytes', raw.freeBytes),
    knownEpoch: readNumber('offerAnswer.knownEpoch', raw.knownEpoch)
  }
}

function readManifest(raw: Of<'manifest'>): Manifest {
  return {
    type: 'manifest',
    manifest: readBytes('manifest.manifest', raw.manifest, MESSAGE_BYTES_MAX),
    certificate: readBytes('manifest.certificate', raw.certificate, CERTIFICATE_BYTES_MAX),
    booth: readBytes('manifest.booth', raw.booth, BOOTH_BYTES_MAX),
    sources: raw.sources.map((source) => readPeer('manifest.sources', source))
  }
}

function readChunk(raw: Of<'chunk'>): ReplicateMessage {
  const range = readRange('chunk', raw)
  const { blocks, certificates, booths } = raw
  if (blocks.length !== range.to - range.from + 1) {
    throw new InvalidMessageError(
      `chunk has ${blocks.length} blocks for ${range.from} to ${range.to}`
    )
  }
  for (const block of blocks) {
    readBytes('chunk.blocks', block, BLOCK_BYTES_MAX)
  }
  return { type: 'chunk', ...range, blocks, certificates, booths }
}

function readStewardAnswer(raw: Of<'stewardAnswer'>): StewardAnswer {
  const vote = readOptional('stewardAnswer.vote', raw.vote, SIGNED_BYTES_MAX)
  return {
    type: 'stewardAnswer',
    ...readEpoch('stewardAnswer', raw),
    vote,
    refusal:
      vote === undefined ? readWord('stewardAnswer.reason', raw.reason, VOTE_REFUSALS) : undefined,
    knownEpoch: readNumber('stewardAnswer.knownEpoch', raw.knownEpoch)
  }
}

function readPlaceAsk(raw: Of<'placeAsk'>): PlaceAsk {
  return {
    type: 'placeAsk',
    chain: readChain('placeAsk.chain', raw.chain),
    epoch: readNumber('placeAsk.epoch', raw.epoch),
    height: readNumber('placeAsk.height', raw.height, 1),
    backups: readNumber('placeAsk.backups', raw.backups, 1, BACKUPS_MAX),
    candidates: raw.candidates.map((peer) => readPeer('placeAsk.candidates', peer))
  }
}

function readEpoch(
  name: string,
  raw: { readonly chain: string; readonly epoch: number }
): { readonly chain: string; readonly epoch: number } {
  return {
    chain: readChain(`${name}.chain`, raw.chain),
    epoch: readNumber(`${name}.epoch`, raw.epoch, 1)
  }
}

function readRange(
  name: string,
  raw: { readonly chain: string; readonly from: number; readonly to: number }
): { readonly chain: string; readonly from: number; readonly to: number } {
  const from = readNumber(`${name}.from`, raw.from, 1)
  return {
    chain: readChain(`${name}.chain`, raw.chain),
    from,
    to: readNumber(`${name}.to`, raw.to, from)
  }
}

function readOptional(name: string, bytes: Uint8Array, max: number): Uint8Array | undefined {
  return bytes.length === 0 ? undefined : readBytes(name, bytes, max)
}

function readWord<T extends string>(name: string, text: string, words: readonly T[]): T {
  const word = words.find((known) => known === text)
  if (word === undefined) {
    throw new InvalidMessageError(`${name} is none of ${words.join(', ')}`)
  }
  return word
}
