/**
 * The codec and limits of the reconcile protocol.
 */
import { fromHex, HASH_BYTES, type Hash, NO_BYTES, toHex } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHash,
  readList,
  readNumber,
  readText
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Head } from '../../core/holdings.ts'
import {
  BOOTH_BYTES_MAX,
  CHANGES_KEPT,
  MEMBERS_MAX,
  OPERATION_CHARACTERS_MAX
} from '../../core/limits.ts'
import { readLine } from '../../core/lineage.ts'
import type { HeightRange } from '../../core/scan.ts'
import type { SnapshotNote } from '../../core/signal.ts'
import { PART_BYTES as SNAPSHOT_PART_BYTES } from '../../core/snapshot-parts.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import {
  BLOCK_BYTES_MAX,
  DIGEST_CHARACTERS_MAX,
  GENESIS_BYTES_MAX,
  HASHES_MAX,
  PART_BYTES,
  PARTS_MAX,
  RANGES_MAX
} from './limits.ts'
import { ReconcileMessage as Codec } from './messages.ts'
import type { AckMessage, ReconcileMessage } from './types.ts'

export const reconcileSpec: ProtocolSpec<'reconcile', ReconcileMessage> = {
  name: 'reconcile',
  id: '/vguard/reconcile/1.0.0',
  bytesMax: Math.max(BLOCK_BYTES_MAX, PART_BYTES) + 64 * 1024,
  inboundMessagesMax: 256,
  outboundBytesMax: 16 * 1024 * 1024,
  encode: (message) => Codec.encode({ chain: message.chain, ...encodeContent(message) }),
  decode
}

type Raw = ReturnType<typeof Codec.decode>
type RawAck = NonNullable<Raw['ack']>
type RawSnapshot = NonNullable<RawAck['snapshot']>
type RawHead = NonNullable<RawAck['decided']>
type RawRange = RawAck['ranges'][number]

function encodeContent(message: ReconcileMessage): Omit<Raw, 'chain'> {
  switch (message.type) {
    case 'request':
      return { request: { decided: encodeHead(message.decided), state: message.state } }
    case 'ack':
      return { ack: encodeAck(message) }
    case 'pull':
      return { pull: { range: message.range } }
    case 'blocks':
      return { blocks: { range: message.range, blocks: [...message.blocks] } }
    case 'pullPart':
      return { pullPart: { head: encodeHead(message.head), part: message.part } }
    case 'part': {
      const { head, part, bytes } = message
      return { part: { head: encodeHead(head), part, content: bytes } }
    }
    case 'find':
      return { find: {} }
    case 'found': {
      const { genesis = NO_BYTES, booth = NO_BYTES, line } = message
      return { found: { genesis, booth, line: [...line] } }
    }
  }
}

function encodeAck({ height, hash, decided, ranges, next, snapshot }: AckMessage): RawAck {
  const hashes = new Uint8Array(next.length * HASH_BYTES)
  for (const [i, one] of next.entries()) {
    hashes.set(fromHex(one), i * HASH_BYTES)
  }
  return {
    height,
    hash: hash === undefined ? NO_BYTES : fromHex(hash),
    decided: encodeHead(decided),
    ranges: [...ranges],
    next: hashes,
    ...(snapshot === undefined ? {} : { snapshot: encodeSnapshot(snapshot) })
  }
}

function encodeSnapshot({ head, seal, operations, since, ...note }: SnapshotNote): RawSnapshot {
  return {
    ...note,
    head: encodeHead(head),
    seal: encodeHead(seal),
    operations: [...operations],
    since: [...since]
  }
}

function encodeHead({ height, hash }: Head): RawHead {
  return { height, hash: fromHex(hash) }
}

function decode(bytes: Uint8Array): ReconcileMessage {
  const raw = decodeWith(
    'reconcile',
    readBytes('reconcile', bytes, reconcileSpec.bytesMax),
    Codec.decode
  )
  return { chain: readChain('reconcile.chain', raw.chain), ...decodeContent(raw) }
}

/** Each kind of message without its chain. */
type Content<M> = M extends ReconcileMessage ? Omit<M, 'chain'> : never

function decodeContent(raw: Raw): Content<ReconcileMessage> {
  if (raw.request !== undefined) {
    const { decided, state } = raw.request
    return { type: 'request', decided: readHead('request.decided', decided), state }
  }
  if (raw.ack !== undefined) {
    return decodeAck(raw.ack)
  }
  if (raw.pull !== undefined) {
    return { type: 'pull', range: readRange('pull.range', raw.pull.range) }
  }
  if (raw.blocks !== undefined) {
    const range = readRange('blocks.range', raw.blocks.range)
    const blocks = readList('blocks.blocks', raw.blocks.blocks, range.to - range.from + 1)
    return { type: 'blocks', range, blocks }
  }
  if (raw.pullPart !== undefined) {
    const { head, part } = raw.pullPart
    return {
      type: 'pullPart',
      head: readHead('pullPart.head', head),
      part: readNumber('pullPart.part', part, 0, PARTS_MAX - 1)
    }
  }
  if (raw.part !== undefined) {
    const { head, part, content } = raw.part
    return {
      type: 'part',
      head: readHead('part.head', head),
      part: readNumber('part.part', part, 0, PARTS_MAX - 1),
      bytes: readBytes('part.content', content, SNAPSHOT_PART_BYTES)
    }
  }
  if (raw.find !== undefined) {
    return { type: 'find' }
  }
  if (raw.found !== undefined) {
    const genesis = readBytes('found.genesis', raw.found.genesis, GENESIS_BYTES_MAX)
    const booth = readBytes('found.booth', raw.found.booth, BOOTH_BYTES_MAX)
    return {
      type: 'found',
      genesis: genesis.length === 0 ? undefined : genesis,
      booth: booth.length === 0 ? undefined : booth,
      line: readLine('found.line', raw.found.line)
    }
  }
  throw new InvalidMessageError('reconcile has no known message')
}

function decodeAck(raw: RawAck): Content<AckMessage> {
  const ranges = readList('ack.ranges', raw.ranges, RANGES_MAX).map((range) => ({
    from: readNumber('ack.ranges.from', range.from, 1),
    to: readNumber('ack.ranges.to', range.to, range.from)
  }))
  if (ranges.some(({ from }, i) => i > 0 && from <= (ranges[i - 1]?.to ?? 0))) {
    throw new InvalidMessageError('ack.ranges are not in ascending order')
  }
  return {
    type: 'ack',
    height: readNumber('ack.height', raw.height),
    hash: raw.hash.length === 0 ? undefined : readHash('ack.hash', raw.hash),
    decided: readHead('ack.decided', raw.decided),
    ranges,
    next: readHashes('ack.next', raw.next),
    snapshot: raw.snapshot === undefined ? undefined : readSnapshot(raw.snapshot)
  }
}

function readSnapshot(raw: RawSnapshot): SnapshotNote {
  const { timeMs, parts, digest, booth } = raw
  const head = readHead('snapshot.head', raw.head)
  return {
    head,
    timeMs: readNumber('snapshot.timeMs', timeMs),
    parts: readNumber('snapshot.parts', parts, 0, PARTS_MAX),
    digest: readText('snapshot.digest', digest, DIGEST_CHARACTERS_MAX),
    booth: readBytes('snapshot.booth', booth, BOOTH_BYTES_MAX),
    seal: readHead('snapshot.seal', raw.seal),
    operations: readList('snapshot.operations', raw.operations, CHANGES_KEPT).map((operation) =>
      readText('snapshot.operations', operation, OPERATION_CHARACTERS_MAX)
    ),
    since: readList('snapshot.since', raw.since, MEMBERS_MAX).map((booth) =>
      readNumber('snapshot.since', booth)
    )
  }
}

function readHashes(name: string, bytes: Uint8Array): readonly Hash[] {
  readBytes(name, bytes, HASHES_MAX * HASH_BYTES)
  if (bytes.length % HASH_BYTES !== 0) {
    throw new InvalidMessageError(`${name} has ${bytes.length} bytes, which are no whole hashes`)
  }
  const hashes: Hash[] = []
  for (let at = 0; at < bytes.length; at += HASH_BYTES) {
    hashes.push(toHex(bytes.subarray(at, at + HASH_BYTES)))
  }
  return hashes
}

function readHead(name: string, raw: RawHead | undefined): Head {
  if (raw === undefined) {
    throw new InvalidMessageError(`${name} is missing`)
  }
  return {
    height: readNumber(`${name}.height`, raw.height),
    hash: readHash(`${name}.hash`, raw.hash)
  }
}

function readRange(name: string, raw: RawRange | undefined): HeightRange {
  if (raw === undefined) {
    throw new InvalidMessageError(`${name} is missing`)
  }
  const from = readNumber(`${name}.from`, raw.from, 1)
  const to = readNumber(`${name}.to`, raw.to, from, from + HASHES_MAX - 1)
  return { from, to }
}
