/** Headers of Yamux frames, as they stand on the wire: version, type, flag, stream, length. */

export interface YamuxHeader {
  readonly type: number
  readonly flag: number
  readonly stream: number
  readonly length: number
}

export function yamuxHeader({ type, flag, stream, length }: YamuxHeader): Uint8Array {
  const bytes = new Uint8Array(12)
  const view = new DataView(bytes.buffer)
  view.setUint8(1, type)
  view.setUint16(2, flag)
  view.setUint32(4, stream)
  view.setUint32(8, length)
  return bytes
}
