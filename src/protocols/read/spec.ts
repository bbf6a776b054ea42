/**
 * The codec and limits of the read protocol.
 */
import {
  decodeWith,
  readBytes,
  readChain,
  readList,
  readNumber,
  readPeers
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import {
  BODY_BYTES_MAX,
  BOOTH_BYTES_MAX,
  CERTIFICATE_BYTES_MAX,
  GENESIS_BYTES_MAX,
  HEADER_BYTES_MAX,
  SEALED_TABLE_BYTES_MAX
} from '../../core/limits.ts'
import type { Selector } from '../../core/selector.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import {
  BLOCKS_MAX,
  CERTIFICATES_MAX,
  DIGEST_CHAINS_MAX,
  HOLDERS_MAX,
  LINKS_MAX,
  LIST_CHAINS_MAX,
  PAGE_BYTES_MAX,
  PROOF_BYTES_MAX
} from './limits.ts'
import {
  ReadMessage as Codec,
  type Data as RawData,
  type Digest as RawDigest,
  type List as RawList,
  type Read as RawRead,
  type Selector as RawSelector,
  type TableAnswer as RawTableAnswer
} from './messages.ts'
import { selectorFault } from './selector-check.ts'
import type { Data, Digest, List, NotHereReason, Read, ReadMessage, TableAnswer } from './types.ts'

const REASONS: readonly NotHereReason[] = ['unknown', 'stale', 'damaged', 'unproven', 'busy']

/** A block of the greatest size with its framing. */
const BLOCK_BYTES_MAX = BODY_BYTES_MAX + HEADER_BYTES_MAX + 128

/** Given to the decoder, so that a frame of many tiny items is refused before it fills memory. */
const DECODE_LIMITS = {
  data: {
    blocks: BLOCKS_MAX,
    links: LINKS_MAX,
    certificates: CERTIFICATES_MAX,
    booths: CERTIFICATES_MAX
  },
  tableAnswer: { holders: HOLDERS_MAX },
  digest: { chains: DIGEST_CHAINS_MAX, epochs: DIGEST_CHAINS_MAX },
  list: { genesis: LIST_CHAINS_MAX, heights: LIST_CHAINS_MAX }
}

export const readSpec: ProtocolSpec<'read', ReadMessage> = {
  name: 'read',
  id: '/vguard/read/1.0.0',
  // A full page, a full proof, and one booth and certificate that went over its edge.
  bytesMax: PAGE_BYTES_MAX + PROOF_BYTES_MAX + 1024 * 1024,
  inboundMessagesMax: 256,
  outboundBytesMax: 16 * 1024 * 1024,
  encode,
  decode
}

function encode(message: ReadMessage): Uint8Array {
  switch (message.type) {
    case 'read': {
      const selector = encodeSelector(message.selector)
      return Codec.encode({ read: { ...message, selector } })
    }
    case 'data':
      return encodeData(message)
    case 'redirect': {
      const { id, genesis, sealed } = message
      return Codec.encode({ redirect: { id, genesis, sealed } })
    }
    case 'notHere': {
      const { id, reason, headHeight } = message
      return Codec.encode({ notHere: { id, reason, headHeight } })
    }
    case 'tableAsk': {
      const { chain, knownEpoch } = message
      return Codec.encode({ tableAsk: { chain, knownEpoch } })
    }
    case 'tableAnswer': {
      const { chain, genesis, sealed, holders } = message
      return Codec.encode({ tableAnswer: { chain, genesis, sealed, holders: [...holders] } })
    }
    case 'digest': {
      const chains = message.epochs.map(([chain]) => chain)
      return Codec.encode({ digest: { chains, epochs: message.epochs.map(([, epoch]) => epoch) } })
    }
    case 'listAsk':
      return Codec.encode({ listAsk: { id: message.id } })
    case 'list': {
      const genesis = message.chains.map(([bytes]) => bytes)
      const heights = message.chains.map(([, height]) => height)
      return Codec.encode({ list: { id: message.id, genesis, heights } })
    }
  }
}

function encodeData(data: Data): Uint8Array {
  const { id, genesis, headHeight, epoch, more, nextHeight } = data
  return Codec.encode({
    data: {
      id,
      genesis,
      blocks: [...data.blocks],
      links: [...data.links],
      certificates: [...data.certificates],
      booths: [...data.booths],
      headHeight,
      epoch,
      more,
      nextHeight
    }
  })
}

function encodeSelector({ heights, times, box, key, latest, limit, after }: Selector): RawSelector {
  return {
    ...(heights === undefined ? {} : { fromHeight: heights.from, toHeight: heights.to }),
    ...times,
    ...box,
    ...(key === undefined ? {} : { key }),
    ...(latest === undefined ? {} : { latest }),
    ...(limit === undefined ? {} : { limit }),
    ...(after === undefined ? {} : { afterHeight: after.height, afterIndex: after.index })
  }
}

function decode(bytes: Uint8Array): ReadMessage {
  const raw = decodeWith('read', readBytes('read', bytes, readSpec.bytesMax), (frame) =>
    Codec.decode(frame, { limits: DECODE_LIMITS })
  )
  if (raw.read !== undefined) {
    return decodeRead(raw.read)
  }
  if (raw.data !== undefined) {
    return decodeData(raw.data)
  }
  if (raw.redirect !== undefined) {
    const { id, genesis, sealed } = raw.redirect
    return {
      type: 'redirect',
      id: readNumber('redirect.id', id),
      genesis: readBytes('redirect.genesis', genesis, GENESIS_BYTES_MAX),
      sealed: readBytes('redirect.sealed', sealed, SEALED_TABLE_BYTES_MAX)
    }
  }
  if (raw.notHere !== undefined) {
    const { id, reason, headHeight } = raw.notHere
    return {
      type: 'notHere',
      id: readNumber('notHere.id', id),
      reason: readReason(reason),
      headHeight: readNumber('notHere.headHeight', headHeight)
    }
  }
  if (raw.tableAsk !== undefined) {
    const { chain, knownEpoch } = raw.tableAsk
    return {
      type: 'tableAsk',
      chain: readChain('tableAsk.chain', chain),
      knownEpoch: readNumber('tableAsk.knownEpoch', knownEpoch)
    }
  }
  if (raw.tableAnswer !== undefined) {
    return decodeTableAnswer(raw.tableAnswer)
  }
  if (raw.digest !== undefined) {
    return decodeDigest(raw.digest)
  }
  if (raw.listAsk !== undefined) {
    return { type: 'listAsk', id: readNumber('listAsk.id', raw.listAsk.id) }
  }
  if (raw.list !== undefined) {
    return decodeList(raw.list)
  }
  throw new InvalidMessageError('read has no known message')
}

function decodeRead(raw: RawRead): Read {
  return {
    type: 'read',
    id: readNumber('read.id', raw.id),
    chain: readChain('read.chain', raw.chain),
    selector: decodeSelector(raw.selector ?? {}),
    minHeight: readNumber('read.minHeight', raw.minHeight),
    knownEpoch: readNumber('read.knownEpoch', raw.knownEpoch),
    bytesMax: readNumber('read.bytesMax', raw.bytesMax, 0, PAGE_BYTES_MAX),
    headOnly: raw.headOnly
  }
}

function decodeSelector(raw: RawSelector): Selector {
  const { fromHeight, toHeight, fromMs, toMs, south, west, north, east } = raw
  const { key, latest, limit, afterHeight, afterIndex } = raw
  const isHalf =
    (fromHeight === undefined) !== (toHeight === undefined) ||
    (fromMs === undefined) !== (toMs === undefined) ||
    (afterHeight === undefined) !== (afterIndex === undefined)
  const sides = [south, west, north, east].filter((side) => side !== undefined)
  if (isHalf || (sides.length !== 0 && sides.length !== 4)) {
    throw new InvalidMessageError('read.selector has a range, box or cursor with a part missing')
  }
  const selector: Selector = {
    ...(fromHeight === undefined || toHeight === undefined
      ? {}
      : { heights: { from: fromHeight, to: toHeight } }),
    ...(fromMs === undefined || toMs === undefined ? {} : { times: { fromMs, toMs } }),
    ...(south === undefined || west === undefined || north === undefined || east === undefined
      ? {}
      : { box: { south, west, north, east } }),
    ...(key === undefined ? {} : { key }),
    ...(latest === undefined ? {} : { latest }),
    ...(limit === undefined ? {} : { limit }),
    ...(afterHeight === undefined || afterIndex === undefined
      ? {}
      : { after: { height: afterHeight, index: afterIndex } })
  }
  const reason = selectorFault(selector)
  if (reason !== undefined) {
    throw new InvalidMessageError(`read.selector: ${reason}`)
  }
  return selector
}

function decodeData(raw: RawData): Data {
  const each = (name: string, items: readonly Uint8Array[], max: number): readonly Uint8Array[] =>
    items.map((bytes) => readBytes(`data.${name}`, bytes, max))
  return {
    type: 'data',
    id: readNumber('data.id', raw.id),
    genesis: readBytes('data.genesis', raw.genesis, GENESIS_BYTES_MAX),
    blocks: each('blocks', raw.blocks, BLOCK_BYTES_MAX),
    links: each('links', raw.links, HEADER_BYTES_MAX),
    certificates: each('certificates', raw.certificates, CERTIFICATE_BYTES_MAX),
    booths: each('booths', raw.booths, BOOTH_BYTES_MAX),
    headHeight: readNumber('data.headHeight', raw.headHeight),
    epoch: readNumber('data.epoch', raw.epoch),
    more: raw.more,
    nextHeight: readNumber('data.nextHeight', raw.nextHeight)
  }
}

function decodeTableAnswer(raw: RawTableAnswer): TableAnswer {
  return {
    type: 'tableAnswer',
    chain: readChain('tableAnswer.chain', raw.chain),
    genesis: readBytes('tableAnswer.genesis', raw.genesis, GENESIS_BYTES_MAX),
    sealed: readBytes('tableAnswer.sealed', raw.sealed, SEALED_TABLE_BYTES_MAX),
    holders: readPeers('tableAnswer.holders', raw.holders, HOLDERS_MAX)
  }
}

function decodeDigest({ chains, epochs }: RawDigest): Digest {
  if (chains.length !== epochs.length) {
    throw new InvalidMessageError('digest has not one epoch a chain')
  }
  return {
    type: 'digest',
    epochs: chains.map((chain, i) => [
      readChain('digest.chains', chain),
      readNumber('digest.epochs', epochs[i] ?? 0)
    ])
  }
}

function decodeList({ id, genesis, heights }: RawList): List {
  if (genesis.length !== heights.length) {
    throw new InvalidMessageError('list has not one height a chain')
  }
  return {
    type: 'list',
    id: readNumber('list.id', id),
    chains: readList('list.genesis', genesis, LIST_CHAINS_MAX).map((bytes, i) => [
      readBytes('list.genesis', bytes, GENESIS_BYTES_MAX),
      readNumber('list.heights', heights[i] ?? 0)
    ])
  }
}

function readReason(text: string): NotHereReason {
  const reason = REASONS.find((known) => known === text)
  if (reason === undefined) {
    throw new InvalidMessageError('notHere.reason is unknown')
  }
  return reason
}
