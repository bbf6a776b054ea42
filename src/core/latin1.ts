/**
 * Bytes as text of one character a byte: such texts compare as their bytes do, are keys of maps, and
 * take a third of the memory that a small Uint8Array takes.
 */

/** Arguments of one call; more could overflow the stack. */
const CHUNK_CHARACTERS = 4096

const { fromCharCode } = String

export function toLatin1(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK_CHARACTERS) {
    return textOfChunk(bytes)
  }
  const chunks: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK_CHARACTERS) {
    chunks.push(textOfChunk(bytes.subarray(at, at + CHUNK_CHARACTERS)))
  }
  return chunks.join('')
}

/** The bytes of a text that `toLatin1` made; of any other character the lower eight bits. */
export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = text.charCodeAt(i)
  }
  return bytes
}

/** Whether every character stands for one byte. */
export function isLatin1(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0xff) {
      return false
    }
  }
  return true
}

function textOfChunk(bytes: Uint8Array): string {
  // An array-like is what the call takes; a spread would step through an iterator, six times slower.
  return fromCharCode.apply(null, bytes as unknown as number[])
}
