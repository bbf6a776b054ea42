/**
 * A record as plain JSON, for people and other programs: what commands print and HTTP answers.
 */
import { toString as toText } from 'uint8arrays/to-string'
import { type GpsColumn, toGpsRow } from './gps.ts'
import type { VehicleRecord } from './record.ts'

/** One of `columns`, `value` and `base64` is there, by kind. */
export interface PlainRecord {
  readonly kind: VehicleRecord['kind']
  readonly key: string
  readonly timeMs: number
  readonly latitude?: number
  readonly longitude?: number
  /** GPS: the cells that are not empty, as the source wrote them. */
  readonly columns?: Readonly<Partial<Record<GpsColumn, string>>>
  /** JSON: the value. */
  readonly value?: unknown
  /** Bytes in base64. */
  readonly base64?: string
}

export function toPlainRecord(record: VehicleRecord): PlainRecord {
  const { kind, key, timeMs, position } = record
  const common = { kind, key, timeMs, ...position }
  switch (record.kind) {
    case 'gps': {
      const cells = Object.entries(toGpsRow(record.gps, position)).filter(([, cell]) => cell !== '')
      return { ...common, columns: Object.fromEntries(cells) }
    }
    case 'json':
      return { ...common, value: JSON.parse(record.text) }
    case 'bytes':
      return { ...common, base64: toText(record.payload, 'base64pad') }
  }
}
