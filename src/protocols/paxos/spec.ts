/**
 * The codec and limits of the paxos protocol.
 */
import { decodeCertificate } from '../../core/booth.ts'
import { fromHex, NO_BYTES } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHexBytes,
  readHexHash,
  readList,
  readNumber,
  readSignature
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { BOOTH_BYTES_MAX, INCARNATION_BYTES } from '../../core/limits.ts'
import { readLine } from '../../core/lineage.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { encodeAnswers, encodeForward, readAnswers, readForward } from './client-spec.ts'
import {
  BLOCK_BYTES_MAX,
  BLOCKS_MAX,
  GENESIS_BYTES_MAX,
  ITEMS_MAX,
  LEASE_MS_MAX,
  MESSAGE_BYTES_MAX,
  SYNC_BLOCKS_MAX
} from './limits.ts'
import { PaxosMessage as Codec, type Invite } from './messages.ts'
import type { HeartbeatMessage, InviteMessage, PaxosMessage } from './types.ts'
import { encodeHead, readBallot, readHead } from './wire.ts'

export const paxosSpec: ProtocolSpec<'paxos', PaxosMessage> = {
  name: 'paxos',
  id: '/vguard/paxos/1.0.0',
  bytesMax: MESSAGE_BYTES_MAX,
  inboundMessagesMax: 1024,
  outboundBytesMax: 32 * 1024 * 1024,
  encode,
  decode
}

type Raw = ReturnType<typeof Codec.decode>
type Named = Pick<PaxosMessage, 'chain' | 'incarnation'>

function encode(message: PaxosMessage): Uint8Array {
  return Codec.encode({
    chain: message.chain,
    incarnation: fromHex(message.incarnation),
    ...encodeContent(message)
  })
}

function encodeContent(message: PaxosMessage): Omit<Raw, 'chain' | 'incarnation'> {
  switch (message.type) {
    case 'heartbeat':
      return { heartbeat: encodeHeartbeat(message) }
    case 'prepare':
      return { prepare: { ...message, decided: encodeHead(message.decided) } }
    case 'promise': {
      const decided = encodeHead(message.decided)
      return { promise: { ...message, decided, blocks: [...message.blocks] } }
    }
    case 'nack':
      return { nack: { promised: message.promised, decided: encodeHead(message.decided) } }
    case 'sync': {
      const decided = encodeHead(message.decided)
      return { sync: { ...message, decided, blocks: [...message.blocks] } }
    }
    case 'accept': {
      const { ballot, from, beat } = message
      const decided = encodeHead(message.decided)
      return { accept: { ballot, from, blocks: [...message.blocks], decided, beat } }
    }
    case 'accepted': {
      const { ballot, beat, lease } = message
      return { accepted: { ballot, top: encodeHead(message.top), beat, lease } }
    }
    case 'ask':
      return { ask: { ballot: message.ballot, decided: encodeHead(message.decided) } }
    case 'invite':
      return { invite: encodeInvite(message) }
    case 'invited':
      return { invited: { decided: encodeHead(message.decided) } }
    case 'open':
      return {
        open: { ...message, seal: encodeHead(message.seal), line: [...message.line] }
      }
    case 'ready':
      return { ready: message }
    case 'attest':
      return { attest: { head: encodeHead(message.head), booth: message.booth } }
    case 'vote': {
      const { head, booth, signature } = message
      return { vote: { head: encodeHead(head), booth, signature } }
    }
    case 'certified':
      return { certified: { certificate: message.certificate.bytes } }
    case 'forward':
      return { forward: encodeForward(message) }
    case 'answers':
      return { answers: encodeAnswers(message) }
  }
}

function encodeHeartbeat(message: HeartbeatMessage): NonNullable<Raw['heartbeat']> {
  const { ballot, leader, happy, seq, echo, urgent, certified } = message
  const decided = encodeHead(message.decided)
  return { ballot, leader, happy, seq, echo, urgent, decided, certified }
}

function decode(bytes: Uint8Array): PaxosMessage {
  const raw = decodeWith('paxos', readBytes('paxos', bytes, MESSAGE_BYTES_MAX), decodeRaw)
  const named: Named = {
    chain: readChain('paxos.chain', raw.chain),
    incarnation: readHexBytes('paxos.incarnation', raw.incarnation, INCARNATION_BYTES)
  }
  const message =
    readLogMessage(named, raw) ??
    readElectionMessage(named, raw) ??
    readCertificateMessage(named, raw) ??
    readForward(named, raw.forward) ??
    readAnswers(named, raw.answers) ??
    readGroupMessage(named, raw)
  if (message === undefined) {
    throw new InvalidMessageError('paxos has no known message')
  }
  return message
}

/** One more than allowed, so that a list that is too long is refused before it fills memory. */
function decodeRaw(bytes: Uint8Array): Raw {
  const blocks = BLOCKS_MAX + 1
  const items = ITEMS_MAX + 1
  return Codec.decode(bytes, {
    limits: {
      promise: { blocks },
      sync: { blocks },
      accept: { blocks },
      forward: { items },
      answers: { answers: items }
    }
  })
}

function readLogMessage({ chain, incarnation }: Named, raw: Raw): PaxosMessage | undefined {
  const { accept, accepted, sync, ask } = raw
  if (accept !== undefined) {
    return {
      chain,
      incarnation,
      type: 'accept',
      ballot: readBallot('accept.ballot', accept.ballot),
      from: readNumber('accept.from', accept.from),
      blocks: readBlocks('accept.blocks', accept.blocks),
      decided: readHead('accept.decided', accept.decided),
      beat: readNumber('accept.beat', accept.beat)
    }
  }
  if (accepted !== undefined) {
    return {
      chain,
      incarnation,
      type: 'accepted',
      ballot: readBallot('accepted.ballot', accepted.ballot),
      top: readHead('accepted.top', accepted.top),
      beat: readNumber('accepted.beat', accepted.beat),
      lease: readNumber('accepted.lease', accepted.lease, 0, LEASE_MS_MAX)
    }
  }
  if (sync !== undefined) {
    const from = readNumber('sync.from', sync.from)
    return {
      chain,
      incarnation,
      type: 'sync',
      ballot: readBallot('sync.ballot', sync.ballot),
      from,
      to: readNumber('sync.to', sync.to, from, from + SYNC_BLOCKS_MAX),
      blocks: readBlocks('sync.blocks', sync.blocks),
      decided: readHead('sync.decided', sync.decided)
    }
  }
  return ask === undefined
    ? undefined
    : {
        chain,
        incarnation,
        type: 'ask',
        ballot: readBallot('ask.ballot', ask.ballot),
        decided: readHead('ask.decided', ask.decided)
      }
}

function readElectionMessage({ chain, incarnation }: Named, raw: Raw): PaxosMessage | undefined {
  const { heartbeat, prepare, promise, nack } = raw
  if (heartbeat !== undefined) {
    return {
      chain,
      incarnation,
      type: 'heartbeat',
      ballot: readBallot('heartbeat.ballot', heartbeat.ballot),
      leader: readBallot('heartbeat.leader', heartbeat.leader),
      happy: heartbeat.happy,
      seq: readNumber('heartbeat.seq', heartbeat.seq, 1),
      echo: readNumber('heartbeat.echo', heartbeat.echo),
      urgent: heartbeat.urgent,
      decided: readHead('heartbeat.decided', heartbeat.decided),
      certified: readNumber('heartbeat.certified', heartbeat.certified)
    }
  }
  if (prepare !== undefined) {
    return {
      chain,
      incarnation,
      type: 'prepare',
      ballot: readBallot('prepare.ballot', prepare.ballot),
      decided: readHead('prepare.decided', prepare.decided),
      accepted: readBallot('prepare.accepted', prepare.accepted),
      height: readNumber('prepare.height', prepare.height)
    }
  }
  if (promise !== undefined) {
    const height = readNumber('promise.height', promise.height)
    return {
      chain,
      incarnation,
      type: 'promise',
      ballot: readBallot('promise.ballot', promise.ballot),
      accepted: readBallot('promise.accepted', promise.accepted),
      height,
      decided: readHead('promise.decided', promise.decided),
      from: readNumber('promise.from', promise.from, Math.max(0, height - BLOCKS_MAX), height),
      blocks: readBlocks('promise.blocks', promise.blocks)
    }
  }
  return nack === undefined
    ? undefined
    : {
        chain,
        incarnation,
        type: 'nack',
        promised: readBallot('nack.promised', nack.promised),
        decided: readHead('nack.decided', nack.decided)
      }
}

function readCertificateMessage(
  { chain, incarnation }: Named,
  { attest, vote, certified }: Raw
): PaxosMessage | undefined {
  if (attest !== undefined) {
    return {
      chain,
      incarnation,
      type: 'attest',
      head: readHead('attest.head', attest.head),
      booth: readHexHash('attest.booth', attest.booth)
    }
  }
  if (vote !== undefined) {
    return {
      chain,
      incarnation,
      type: 'vote',
      head: readHead('vote.head', vote.head),
      booth: readHexHash('vote.booth', vote.booth),
      signature: readSignature('vote.signature', vote.signature)
    }
  }
  if (certified === undefined) {
    return undefined
  }
  const certificate = decodeCertificate(certified.certificate)
  if (certificate.chain !== chain) {
    throw new InvalidMessageError('certified has a certificate of another chain')
  }
  return { chain, incarnation, type: 'certified', certificate }
}

function readGroupMessage({ chain, incarnation }: Named, raw: Raw): PaxosMessage | undefined {
  const { invite, invited, open, ready } = raw
  if (invite !== undefined) {
    const booth = readBytes('invite.booth', invite.booth, BOOTH_BYTES_MAX)
    return {
      chain,
      incarnation,
      type: 'invite',
      genesis: readBytes('invite.genesis', invite.genesis, GENESIS_BYTES_MAX),
      decided: readHead('invite.decided', invite.decided),
      booth: booth.length === 0 ? undefined : booth,
      line: readLine('invite.line', invite.line)
    }
  }
  if (invited !== undefined) {
    return {
      chain,
      incarnation,
      type: 'invited',
      decided: readHead('invited.decided', invited.decided)
    }
  }
  if (open !== undefined) {
    return {
      chain,
      incarnation,
      type: 'open',
      genesis: readBytes('open.genesis', open.genesis, GENESIS_BYTES_MAX),
      booth: readBytes('open.booth', open.booth, BOOTH_BYTES_MAX),
      seal: readHead('open.seal', open.seal),
      line: readLine('open.line', open.line)
    }
  }
  return ready === undefined
    ? undefined
    : { chain, incarnation, type: 'ready', number: readNumber('ready.number', ready.number, 1) }
}

function encodeInvite({ genesis, decided, booth = NO_BYTES, line }: InviteMessage): Invite {
  return { genesis, decided: encodeHead(decided), booth, line: [...line] }
}

function readBlocks(name: string, blocks: readonly Uint8Array[]): readonly Uint8Array[] {
  for (const block of readList(name, blocks, BLOCKS_MAX)) {
    readBytes(name, block, BLOCK_BYTES_MAX)
  }
  return blocks
}
