/**
 * What a copy of a store holds: every record once, looked at as the survey of an opening does, so
 * that a copy is known to be whole before anybody needs it.
 *
 * Keeps: nothing is believed of a copy that its own checksums and tallies do not confirm.
 */
import { crc32 } from 'node:zlib'
import type { Crypto } from '../core/crypto.ts'
import { decodeMeta, FORMAT_TEXT, META_KEY, type Meta } from './books.ts'
import { fingerprintOf, openRecord } from './checksum.ts'
import type { Entry } from './engine.ts'
import { createSurvey, type Findings } from './survey.ts'
import type { Witness } from './witness.ts'

export interface CopyFindings {
  readonly records: number
  /** Bytes of all keys and records. */
  readonly bytes: number
  /** The last batch that is in it; 0 for none. */
  readonly sequence: number
  /** What the store had lost when it was copied, or the copy since then, in words; empty for nothing. */
  readonly lost: readonly string[]
}

export interface CopyCheck {
  /** Takes the records in the order of the copy. */
  add(entries: readonly Entry[]): void
  /** Where the copy stands, for the witness of a store that is made of it. */
  readonly witness: Witness
  conclude(): CopyFindings
}

export function createCopyCheck(crypto: Crypto): CopyCheck {
  const survey = createSurvey(crc32, crypto)
  let witness: Witness = { sequence: 0, meta: 0, isClean: true }
  let lastKey = ''
  let isOrdered = true
  let records = 0
  let bytes = 0

  return {
    add(entries) {
      for (const [key, stored] of entries) {
        isOrdered &&= key > lastKey
        lastKey = key
        records++
        bytes += key.length + stored.length
        if (key === META_KEY) {
          const meta = metaIn(stored)
          const fingerprint = fingerprintOf(stored)
          witness = { sequence: meta?.sequence ?? 0, meta: fingerprint, isClean: true }
        }
        survey.add(key, stored)
      }
    },
    get witness() {
      return witness
    },
    conclude() {
      const found = survey.conclude({ type: 'read', witness, isOneSlotLost: false })
      const disorder = isOrdered ? [] : ['its records are not in the order of their keys']
      return { records, bytes, sequence: witness.sequence, lost: [...disorder, ...lostIn(found)] }
    }
  }
}

function metaIn(stored: Uint8Array): Meta | undefined {
  const payload = openRecord(crc32, META_KEY, stored)
  return payload === undefined ? undefined : decodeMeta(payload)
}

function lostIn(found: Findings): readonly string[] {
  if (found.type === 'new') {
    return []
  }
  if (found.type === 'foreign') {
    const format = found.format ?? 'none'
    return [`its store has format ${format}, and this vguard-node reads format ${FORMAT_TEXT}`]
  }
  const { integrity, chains } = found.disk
  const damaged = [...chains].flatMap(([chain, { damaged }]) =>
    damaged.length === 0 ? [] : [`${damaged.length} blocks of chain ${chain} cannot be read`]
  )
  return [
    ...(integrity.stateDamage === undefined ? [] : [integrity.stateDamage]),
    ...[...(integrity.chainDamage ?? [])].map(([chain, text]) => `chain ${chain}: ${text}`),
    ...damaged
  ]
}
