/**
 * The codec and limits of admission.
 *
 * Keeps: until a vehicle has shown a membership that counts, nothing longer than HELLO_BYTES_MAX is
 * read from it; revocations come only after that.
 */
import { decodeWith, readBytes, readNumber, readPeer, readText } from '../../core/codec.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { REVOCATIONS_BYTES_MAX } from '../../core/fleet.ts'
import { MEMBERSHIP_BYTES_MAX, NAME_CHARACTERS_MAX } from '../../core/limits.ts'
import type { ProtocolSpec } from '../../core/spec.ts'
import { AdmissionMessage as Codec } from './messages.ts'
import type { AdmissionMessage, DeniedReason } from './types.ts'

const VERSION_CHARACTERS_MAX = 32
const TEXT_CHARACTERS_MAX = 256

/** Framing and field tags of a message, with room. */
const OVERHEAD_BYTES = 64

/** A Hello, and any first message: a character takes at most 3 bytes of UTF-8 per UTF-16 unit. */
export const HELLO_BYTES_MAX =
  MEMBERSHIP_BYTES_MAX + 3 * (NAME_CHARACTERS_MAX + TEXT_CHARACTERS_MAX) + 2 * OVERHEAD_BYTES

const DENIED_REASONS: readonly string[] = ['otherFleet', 'revoked', 'expired', 'forged', 'open']

export const admissionSpec: ProtocolSpec<'admission', AdmissionMessage> = {
  name: 'admission',
  id: '/vguard/admission/1.0.0',
  bytesMax: REVOCATIONS_BYTES_MAX + OVERHEAD_BYTES,
  inboundMessagesMax: 2,
  outboundBytesMax: 2 * (REVOCATIONS_BYTES_MAX + OVERHEAD_BYTES),
  encode,
  decode
}

function encode(message: AdmissionMessage): Uint8Array {
  switch (message.type) {
    case 'hello':
      return Codec.encode({
        hello: {
          version: message.version.slice(0, VERSION_CHARACTERS_MAX),
          fleet: message.fleet ?? '',
          membership: message.membership,
          name: message.name.slice(0, NAME_CHARACTERS_MAX),
          revocationsVersion: message.revocationsVersion,
          timeMs: message.timeMs
        }
      })
    case 'welcome':
      return Codec.encode({ welcome: { revocations: message.revocations } })
    case 'denied':
      return Codec.encode({
        denied: { reason: message.reason, text: message.text.slice(0, TEXT_CHARACTERS_MAX) }
      })
  }
}

function decode(bytes: Uint8Array): AdmissionMessage {
  readBytes('admission', bytes, admissionSpec.bytesMax)
  const { hello, welcome, denied } = decodeWith('admission', bytes, Codec.decode)
  if (hello !== undefined) {
    return {
      type: 'hello',
      version: readText('hello.version', hello.version, VERSION_CHARACTERS_MAX),
      fleet: hello.fleet === '' ? undefined : readPeer('hello.fleet', hello.fleet),
      membership: readBytes('hello.membership', hello.membership, MEMBERSHIP_BYTES_MAX),
      name: readText('hello.name', hello.name, NAME_CHARACTERS_MAX),
      revocationsVersion: readNumber('hello.revocationsVersion', hello.revocationsVersion),
      timeMs: readNumber('hello.timeMs', hello.timeMs)
    }
  }
  if (welcome !== undefined) {
    const { revocations } = welcome
    return {
      type: 'welcome',
      revocations: readBytes('welcome.revocations', revocations, REVOCATIONS_BYTES_MAX)
    }
  }
  if (denied !== undefined) {
    return {
      type: 'denied',
      reason: readReason(denied.reason),
      text: readText('denied.text', denied.text, TEXT_CHARACTERS_MAX)
    }
  }
  throw new InvalidMessageError('admission has no known message')
}

function readReason(text: string): DeniedReason {
  if (!DENIED_REASONS.includes(text)) {
    throw new InvalidMessageError('denied.reason is no known reason')
  }
  return text as DeniedReason
}
