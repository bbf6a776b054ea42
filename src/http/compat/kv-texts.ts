/**
 * What KeyValueStore answers: its statuses and texts, and which failure here is which of them.
 *
 * Source: KeyValueStore, kvconstants.h and kvmessage.c.
 */
import { InvalidInputError } from '../../core/errors.ts'
import { NotFoundError, OutcomeUnknownError, VGuardError } from '../../node/errors.ts'

export const KV_STATUS = {
  value: 200,
  success: 201,
  vote: 202,
  acknowledged: 204,
  error: 500
} as const

export const KV_TEXTS = {
  commit: 'commit',
  noKey: 'error: no key',
  keyLength: 'error: improper key length',
  valueLength: 'error: value too long',
  invalid: 'error: invalid request',
  notFull: 'error: follower_capacity not yet full',
  full: 'error: follower capacity already full',
  failed: 'error: unable to process request'
} as const

type KvText = (typeof KV_TEXTS)[keyof typeof KV_TEXTS]

/** An answer that is one of the texts. */
export class KvError extends Error {
  override readonly name = 'KvError'
  readonly text: KvText
  /** For `x-vguard-note`, where the text alone would not say why. */
  readonly note: string | undefined

  constructor(text: KvText, note?: string) {
    super(text)
    this.text = text
    this.note = note
  }
}

export interface KvFailure {
  readonly text: KvText
  readonly headers: Readonly<Record<string, string>>
}

/** The texts told little; headers say what is known here. */
export function kvFailureOf(error: unknown): KvFailure {
  if (error instanceof KvError) {
    return { text: error.text, headers: noteHeaders(error.note) }
  }
  if (error instanceof OutcomeUnknownError) {
    const { code, operation } = error
    const named = operation === '' ? {} : { 'x-vguard-operation': operation }
    return { text: KV_TEXTS.failed, headers: { 'x-vguard-code': code, ...named } }
  }
  if (error instanceof NotFoundError) {
    return { text: KV_TEXTS.notFull, headers: { 'x-vguard-code': error.code } }
  }
  if (error instanceof VGuardError) {
    return { text: KV_TEXTS.failed, headers: { 'x-vguard-code': error.code } }
  }
  if (error instanceof InvalidInputError) {
    return { text: KV_TEXTS.invalid, headers: {} }
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { text: KV_TEXTS.valueLength, headers: {} }
  }
  const isInvalid = code.startsWith('FST_ERR_')
  return { text: isInvalid ? KV_TEXTS.invalid : KV_TEXTS.failed, headers: {} }
}

export function noteHeaders(note: string | undefined): Readonly<Record<string, string>> {
  return note === undefined ? {} : { 'x-vguard-note': note }
}
