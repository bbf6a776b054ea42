/**
 * The codec and limits of the quorum protocol.
 */
import { fromHex } from '../../core/bytes.ts'
import {
  decodeWith,
  readBytes,
  readChain,
  readHexBytes,
  readList,
  readNumber,
  readPeer
} from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { fromLatin1 } from '../../core/latin1.ts'
import { INCARNATION_BYTES } from '../../core/limits.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { encodeAnswers, encodeForward, readAnswers, readForward } from './client-spec.ts'
import { ANSWER_BYTES_MAX, ITEMS_MAX, PART_BYTES, REGISTER_BYTES_MAX } from './limits.ts'
import { QuorumMessage as Codec } from './messages.ts'
import { decodeRegister, type Register, readEpoch, readKey } from './register.ts'
import type { QuorumMessage } from './types.ts'

const MESSAGE_BYTES_MAX = Math.max(ANSWER_BYTES_MAX, REGISTER_BYTES_MAX, PART_BYTES) + 256 * 1024

export const quorumSpec: ProtocolSpec<'quorum', QuorumMessage> = {
  name: 'quorum',
  id: '/vguard/quorum/1.0.0',
  bytesMax: MESSAGE_BYTES_MAX,
  inboundMessagesMax: 1024,
  outboundBytesMax: 32 * 1024 * 1024,
  encode,
  decode
}

type Raw = ReturnType<typeof Codec.decode>
type Named = Pick<QuorumMessage, 'chain' | 'incarnation' | 'booth'>

function encode(message: QuorumMessage): Uint8Array {
  const { chain, incarnation, booth } = message
  return Codec.encode({
    chain,
    incarnation: fromHex(incarnation),
    booth,
    ...encodeContent(message)
  })
}

function encodeContent(message: QuorumMessage): Omit<Raw, keyof Named> {
  switch (message.type) {
    case 'fetch':
      return { fetch: { ...message, keys: message.keys.map(fromLatin1) } }
    case 'fetched':
      return { fetched: { ...message, registers: rawRegisters(message) } }
    case 'pull': {
      const { from, to, after } = message
      const span = { from: fromLatin1(from), to: fromLatin1(to), after: fromLatin1(after) }
      return { pull: { ...message, ...span } }
    }
    case 'pulled':
      return { pulled: { ...message, registers: rawRegisters(message) } }
    case 'store':
      return { store: { ...message, registers: rawRegisters(message) } }
    case 'stored':
      return { stored: { ...message, refused: [...message.refused] } }
    case 'forward':
      return { forward: encodeForward(message) }
    case 'answers':
      return { answers: encodeAnswers(message) }
    default:
      return { [message.type]: message }
  }
}

function rawRegisters({ registers }: { readonly registers: readonly Register[] }): Uint8Array[] {
  return registers.map(({ bytes }) => bytes)
}

function decode(bytes: Uint8Array): QuorumMessage {
  const raw = decodeWith(
    'quorum message',
    readBytes('quorum message', bytes, MESSAGE_BYTES_MAX),
    Codec.decode
  )
  const named = {
    chain: readChain('chain', raw.chain),
    incarnation: readHexBytes('incarnation', raw.incarnation, INCARNATION_BYTES),
    booth: readNumber('booth', raw.booth)
  }
  const message =
    readElection(named, raw) ??
    readQuestion(named, raw) ??
    readAnswer(named, raw) ??
    readForward(named, raw.forward) ??
    readAnswers(named, raw.answers)
  if (message === undefined) {
    throw new InvalidMessageError('a quorum message is of no known type')
  }
  return message
}

function readElection(named: Named, raw: Raw): QuorumMessage | undefined {
  if (raw.beat !== undefined) {
    const epoch = readEpoch('beat', raw.beat.epoch, 1)
    const seq = readNumber('beat.seq', raw.beat.seq)
    // What its own leader still writes to is not forgotten.
    const forgottenTo = readNumber('beat.forgottenTo', raw.beat.forgottenTo, 0, epoch - 1)
    return { ...named, type: 'beat', epoch, seq, forgottenTo }
  }
  if (raw.beaten !== undefined) {
    const epoch = readEpoch('beaten', raw.beaten.epoch, 1)
    return { ...named, type: 'beaten', epoch, seq: readNumber('beaten.seq', raw.beaten.seq) }
  }
  for (const type of ['election', 'okay'] as const) {
    const asked = raw[type]
    if (asked !== undefined) {
      return { ...named, type, round: readNumber(`${type}.round`, asked.round) }
    }
  }
  for (const type of ['claim', 'grant'] as const) {
    const claim = raw[type]
    if (claim !== undefined) {
      return { ...named, type, epoch: readEpoch(type, claim.epoch, 1), probe: claim.probe }
    }
  }
  if (raw.deny !== undefined) {
    const epoch = readEpoch('deny', raw.deny.epoch, 0)
    return { ...named, type: 'deny', epoch, alive: raw.deny.alive }
  }
  if (raw.preempt !== undefined) {
    return { ...named, type: 'preempt', epoch: readEpoch('preempt', raw.preempt.epoch, 1) }
  }
  if (raw.resign !== undefined) {
    const epoch = readEpoch('resign', raw.resign.epoch, 1)
    return { ...named, type: 'resign', epoch, to: readPeer('resign.to', raw.resign.to) }
  }
  return undefined
}

function readQuestion(named: Named, { fetch, pull, store }: Raw): QuorumMessage | undefined {
  if (fetch !== undefined) {
    const keys = readList('fetch.keys', fetch.keys, ITEMS_MAX).map((key) => readKey('key', key, 1))
    return {
      ...named,
      type: 'fetch',
      ...readRound('fetch', fetch),
      epoch: readEpoch('fetch', fetch.epoch, 0),
      keys
    }
  }
  if (pull !== undefined) {
    return {
      ...named,
      type: 'pull',
      ...readRound('pull', pull),
      from: readKey('pull.from', pull.from, 0),
      to: readKey('pull.to', pull.to, 0),
      after: readKey('pull.after', pull.after, 0),
      reverse: pull.reverse
    }
  }
  return store === undefined
    ? undefined
    : {
        ...named,
        type: 'store',
        ...readRound('store', store),
        epoch: readEpoch('store', store.epoch, 0),
        registers: readRegisters('store.registers', store.registers)
      }
}

function readAnswer(named: Named, { fetched, pulled, stored }: Raw): QuorumMessage | undefined {
  if (fetched !== undefined) {
    return {
      ...named,
      type: 'fetched',
      ...readRound('fetched', fetched),
      epoch: readEpoch('fetched', fetched.epoch, 0),
      first: readNumber('fetched.first', fetched.first, 0, ITEMS_MAX),
      count: readNumber('fetched.count', fetched.count, 0, ITEMS_MAX),
      registers: readRegisters('fetched.registers', fetched.registers),
      heldFrom: readEpoch('fetched.heldFrom', fetched.heldFrom, 0),
      forgottenTo: readEpoch('fetched.forgottenTo', fetched.forgottenTo, 0)
    }
  }
  if (pulled !== undefined) {
    return {
      ...named,
      type: 'pulled',
      ...readRound('pulled', pulled),
      epoch: readEpoch('pulled', pulled.epoch, 0),
      more: pulled.more,
      registers: readRegisters('pulled.registers', pulled.registers),
      heldFrom: readEpoch('pulled.heldFrom', pulled.heldFrom, 0),
      forgottenTo: readEpoch('pulled.forgottenTo', pulled.forgottenTo, 0)
    }
  }
  return stored === undefined
    ? undefined
    : {
        ...named,
        type: 'stored',
        ...readRound('stored', stored),
        epoch: readEpoch('stored', stored.epoch, 0),
        refused: readList('stored.refused', stored.refused, ITEMS_MAX)
      }
}

function readRound(
  name: string,
  { run, id }: { readonly run: number; readonly id: number }
): { readonly run: number; readonly id: number } {
  return { run: readNumber(`${name}.run`, run), id: readNumber(`${name}.id`, id) }
}

/** Copies, so that a register does not keep the bytes of a whole message in memory. */
function readRegisters(name: string, list: readonly Uint8Array[]): readonly Register[] {
  return readList(name, list, ITEMS_MAX).map((bytes) => decodeRegister(bytes.slice()))
}
