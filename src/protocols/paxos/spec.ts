/**
 * The codec and limits of the paxos protocol.
 */
import type { Ballot } from '../../core/ballot.ts'
import { fromHex } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHash,
  readHexBytes,
  readList,
  readNumber,
  readPeer,
  readPeers,
  readText
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Head } from '../../core/holdings.ts'
import {
  BOOTH_BYTES_MAX,
  ENTRY_BYTES_MAX,
  INCARNATION_BYTES,
  MEMBERS_MAX,
  OPERATION_CHARACTERS_MAX
} from '../../core/limits.ts'
import type { PeerId } from '../../core/peer.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import {
  BLOCK_BYTES_MAX,
  BLOCKS_MAX,
  GENESIS_BYTES_MAX,
  ITEMS_MAX,
  PART_BYTES,
  REASON_CHARACTERS_MAX,
  SYNC_BLOCKS_MAX,
  TEXT_CHARACTERS_MAX
} from './limits.ts'
import { PaxosMessage as Codec } from './messages.ts'
import type { Answer, ForwardMessage, Item, Outcome, PaxosMessage } from './types.ts'

const MESSAGE_BYTES_MAX = Math.max(BLOCK_BYTES_MAX, PART_BYTES) + 64 * 1024

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
type RawBallot = NonNullable<NonNullable<Raw['nack']>['promised']>
type RawHead = NonNullable<NonNullable<Raw['nack']>['decided']>
type RawItem = NonNullable<Raw['forward']>['items'][number]
type RawAnswer = NonNullable<Raw['answers']>['answers'][number]
type Named = Pick<PaxosMessage, 'chain' | 'incarnation'>

const NO_BYTES = new Uint8Array(0)
const OUTCOMES = ['done', 'notLeader', 'busy', 'refused'] as const

export function encodeHead({ height, hash }: Head): RawHead {
  return { height, hash: fromHex(hash) }
}

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
      return { heartbeat: { ...message, decided: encodeHead(message.decided) } }
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
      const decided = encodeHead(message.decided)
      return { accept: { ...message, decided, blocks: [...message.blocks] } }
    }
    case 'accepted':
      return { accepted: { ...message, top: encodeHead(message.top) } }
    case 'ask':
      return { ask: { ballot: message.ballot, decided: encodeHead(message.decided) } }
    case 'invite':
      return { invite: { genesis: message.genesis, decided: encodeHead(message.decided) } }
    case 'invited':
      return { invited: { decided: encodeHead(message.decided) } }
    case 'open':
      return { open: { ...message, seal: encodeHead(message.seal) } }
    case 'ready':
      return { ready: message }
    case 'forward':
      return { forward: encodeForward(message) }
    case 'answers': {
      const { run, leader = '', origin = '', answers } = message
      return { answers: { run, leader, origin, answers: answers.map(encodeAnswer) } }
    }
  }
}

function encodeForward(message: ForwardMessage): NonNullable<Raw['forward']> {
  const { run, relay, origin = '', items } = message
  return { run, relay, origin, items: items.map(encodeItem) }
}

function encodeItem(item: Item): RawItem {
  if (item.type === 'change') {
    const { ticket, members, operation } = item
    return { ticket, change: { members: [...members], operation } }
  }
  return item
}

function encodeAnswer({ ticket, outcome }: Answer): RawAnswer {
  return {
    ticket,
    outcome: OUTCOMES.indexOf(outcome.type),
    result: outcome.type === 'done' ? outcome.result : NO_BYTES,
    height: outcome.type === 'done' ? outcome.height : 0,
    reason: outcome.type === 'refused' ? outcome.reason : '',
    text: outcome.type === 'refused' ? outcome.text : ''
  }
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
    readClientMessage(named, raw) ??
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

function readLogMessage(named: Named, raw: Raw): PaxosMessage | undefined {
  const { accept, accepted, sync, ask } = raw
  if (accept !== undefined) {
    return {
      ...named,
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
      ...named,
      type: 'accepted',
      ballot: readBallot('accepted.ballot', accepted.ballot),
      top: readHead('accepted.top', accepted.top),
      beat: readNumber('accepted.beat', accepted.beat)
    }
  }
  if (sync !== undefined) {
    const from = readNumber('sync.from', sync.from)
    return {
      ...named,
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
        ...named,
        type: 'ask',
        ballot: readBallot('ask.ballot', ask.ballot),
        decided: readHead('ask.decided', ask.decided)
      }
}

function readElectionMessage(named: Named, raw: Raw): PaxosMessage | undefined {
  const { heartbeat, prepare, promise, nack } = raw
  if (heartbeat !== undefined) {
    return {
      ...named,
      type: 'heartbeat',
      ballot: readBallot('heartbeat.ballot', heartbeat.ballot),
      leader: readBallot('heartbeat.leader', heartbeat.leader),
      happy: heartbeat.happy,
      seq: readNumber('heartbeat.seq', heartbeat.seq, 1),
      echo: readNumber('heartbeat.echo', heartbeat.echo),
      urgent: heartbeat.urgent,
      decided: readHead('heartbeat.decided', heartbeat.decided)
    }
  }
  if (prepare !== undefined) {
    return {
      ...named,
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
      ...named,
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
        ...named,
        type: 'nack',
        promised: readBallot('nack.promised', nack.promised),
        decided: readHead('nack.decided', nack.decided)
      }
}

function readClientMessage(named: Named, { forward, answers }: Raw): PaxosMessage | undefined {
  if (forward !== undefined) {
    return {
      ...named,
      type: 'forward',
      run: readNumber('forward.run', forward.run),
      items: readList('forward.items', forward.items, ITEMS_MAX).map(readItem),
      relay: forward.relay,
      origin: readMaybePeer('forward.origin', forward.origin)
    }
  }
  if (answers !== undefined) {
    return {
      ...named,
      type: 'answers',
      run: readNumber('answers.run', answers.run),
      leader: readMaybePeer('answers.leader', answers.leader),
      origin: readMaybePeer('answers.origin', answers.origin),
      answers: readList('answers.answers', answers.answers, ITEMS_MAX).map(readAnswer)
    }
  }
  return undefined
}

function readItem({ ticket: rawTicket, entry, question, change }: RawItem): Item {
  const ticket = readNumber('item.ticket', rawTicket)
  if (entry !== undefined) {
    return { type: 'entry', ticket, entry: readBytes('item.entry', entry, ENTRY_BYTES_MAX) }
  }
  if (question !== undefined) {
    const read = readBytes('item.question', question, ENTRY_BYTES_MAX)
    return { type: 'question', ticket, question: read }
  }
  if (change === undefined) {
    throw new InvalidMessageError('item asks for nothing')
  }
  return {
    type: 'change',
    ticket,
    members: readPeers('change.members', change.members, MEMBERS_MAX),
    operation: readText('change.operation', change.operation, OPERATION_CHARACTERS_MAX)
  }
}

function readAnswer(answer: RawAnswer): Answer {
  return { ticket: readNumber('answer.ticket', answer.ticket), outcome: readOutcome(answer) }
}

function readOutcome({ outcome, result, height, reason, text }: RawAnswer): Outcome {
  switch (OUTCOMES[outcome]) {
    case 'done':
      return { type: 'done', result, height: readNumber('answer.height', height) }
    case 'notLeader':
      return { type: 'notLeader' }
    case 'busy':
      return { type: 'busy' }
    case 'refused':
      return {
        type: 'refused',
        reason: readText('answer.reason', reason, REASON_CHARACTERS_MAX),
        text: readText('answer.text', text, TEXT_CHARACTERS_MAX)
      }
    default:
      throw new InvalidMessageError(`answer.outcome is ${outcome}`)
  }
}

function readGroupMessage(named: Named, raw: Raw): PaxosMessage | undefined {
  const { invite, invited, open, ready } = raw
  if (invite !== undefined) {
    const genesis = readBytes('invite.genesis', invite.genesis, GENESIS_BYTES_MAX)
    return {
      ...named,
      type: 'invite',
      genesis,
      decided: readHead('invite.decided', invite.decided)
    }
  }
  if (invited !== undefined) {
    return { ...named, type: 'invited', decided: readHead('invited.decided', invited.decided) }
  }
  if (open !== undefined) {
    return {
      ...named,
      type: 'open',
      genesis: readBytes('open.genesis', open.genesis, GENESIS_BYTES_MAX),
      booth: readBytes('open.booth', open.booth, BOOTH_BYTES_MAX),
      seal: readHead('open.seal', open.seal)
    }
  }
  return ready === undefined
    ? undefined
    : { ...named, type: 'ready', number: readNumber('ready.number', ready.number, 1) }
}

function readMaybePeer(name: string, text: string): PeerId | undefined {
  return text === '' ? undefined : readPeer(name, text)
}

export function readBallot(name: string, raw: RawBallot | undefined): Ballot {
  if (raw === undefined) {
    throw new InvalidMessageError(`${name} is missing`)
  }
  return {
    cfg: readNumber(`${name}.cfg`, raw.cfg, 1),
    num: readNumber(`${name}.num`, raw.num),
    node: raw.node === '' ? '' : readPeer(`${name}.node`, raw.node)
  }
}

export function readHead(name: string, raw: RawHead | undefined): Head {
  if (raw === undefined) {
    throw new InvalidMessageError(`${name} is missing`)
  }
  return { height: readNumber(`${name}.height`, raw.height), hash: readHash(name, raw.hash) }
}

function readBlocks(name: string, blocks: readonly Uint8Array[]): readonly Uint8Array[] {
  for (const block of readList(name, blocks, BLOCKS_MAX)) {
    readBytes(name, block, BLOCK_BYTES_MAX)
  }
  return blocks
}
