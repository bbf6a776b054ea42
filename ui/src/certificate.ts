/**
 * Who signed a block, read from the lines of its export.
 *
 * Keeps: only shows; the vehicle has verified the signatures before it exported them.
 * Source: src/core/messages.proto, Certificate and Booth.
 */
export interface Certificate {
  readonly height: number
  readonly booth: string
  readonly boothNumber: number
  readonly members: readonly string[]
  /** Members that signed. */
  readonly signers: readonly string[]
}

interface Field {
  readonly number: number
  /** A varint, or the bytes of a field with a length. */
  readonly value: number | Uint8Array
}

/** The certificate in the lines of an export of one block; undefined when there is none. */
export function certificateIn(lines: readonly string[]): Certificate | undefined {
  const items = lines.flatMap((line) => (line === '' ? [] : [JSON.parse(line) as ExportLine]))
  const certificate = items.find(({ type }) => type === 'certificate')
  if (certificate?.bytes === undefined) {
    return undefined
  }
  const fields = readFields(fromBase64(certificate.bytes))
  const booth = textOf(fields, 4)
  const signed = items.find((item) => item.type === 'booth' && item.booth === booth)
  const body =
    signed?.bytes === undefined ? [] : readFields(bytesOf(readFields(fromBase64(signed.bytes)), 1))
  const members = body.filter(({ number }) => number === 3).map(({ value }) => text(value))
  return {
    height: numberOf(fields, 2),
    booth,
    boothNumber: numberOf(body, 2),
    members,
    signers: numbersOf(fields, 5).map((index) => members[index] ?? `member ${index + 1}`)
  }
}

interface ExportLine {
  readonly type: string
  readonly booth?: string
  readonly bytes?: string
}

/** The fields of a protobuf message, in order. */
export function readFields(bytes: Uint8Array): readonly Field[] {
  const fields: Field[] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let factor = 1; at < bytes.length; factor *= 128) {
      const byte = bytes[at++] ?? 0
      value += (byte & 127) * factor
      if (byte < 128) {
        break
      }
    }
    return value
  }
  while (at < bytes.length) {
    const tag = varint()
    const number = Math.floor(tag / 8)
    if (tag % 8 === 0) {
      fields.push({ number, value: varint() })
    } else if (tag % 8 === 2) {
      const length = varint()
      fields.push({ number, value: bytes.subarray(at, at + length) })
      at += length
    } else {
      break
    }
  }
  return fields
}

function numbersOf(fields: readonly Field[], wanted: number): number[] {
  return fields
    .filter(({ number }) => number === wanted)
    .flatMap(({ value }) => (typeof value === 'number' ? [value] : packed(value)))
}

/** Indexes of members are below 128. */
function packed(bytes: Uint8Array): number[] {
  return readFields(Uint8Array.from([...bytes].flatMap((byte) => [8, byte]))).map(({ value }) =>
    Number(value)
  )
}

function numberOf(fields: readonly Field[], wanted: number): number {
  return numbersOf(fields, wanted)[0] ?? 0
}

function bytesOf(fields: readonly Field[], wanted: number): Uint8Array {
  const value = fields.find(({ number }) => number === wanted)?.value
  return value instanceof Uint8Array ? value : new Uint8Array()
}

function textOf(fields: readonly Field[], wanted: number): string {
  return text(bytesOf(fields, wanted))
}

function text(value: Field['value']): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value)
}

function fromBase64(encoded: string): Uint8Array {
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
}
