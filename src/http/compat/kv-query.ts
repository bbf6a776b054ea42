/**
 * `?key=…&val=…` as KeyValueStore has it, with what it lacked: percent signs are decoded.
 *
 * Keeps: every byte can be written; a `+` is a plus; what is no escape stands for itself, as it did.
 */
import { fromLatin1 } from '../../core/latin1.ts'

export interface KvParameters {
  /** Undefined when it is not there; empty when nothing stands behind its sign. */
  readonly key: Uint8Array | undefined
  readonly value: Uint8Array | undefined
}

/** Of the first parameter of each name, from the path of a request as it came. */
export function parametersOf(url: string): KvParameters {
  const from = url.indexOf('?')
  const parts = from < 0 ? [] : url.slice(from + 1).split('&')
  const find = (name: string): Uint8Array | undefined => {
    const part = parts.find((item) => item.startsWith(`${name}=`))
    return part === undefined ? undefined : decodePercent(part.slice(name.length + 1))
  }
  return { key: find('key'), value: find('val') }
}

/** A path has one character for each byte that came. */
function decodePercent(text: string): Uint8Array {
  const plain = text.replace(/%([0-9a-fA-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16))
  )
  return fromLatin1(plain)
}
