/** The byte-level examples of the protocol documents. */
import { readFileSync } from 'node:fs'

/** The first block marked `hex` in a document of docs/protocols, as one line. */
export function documentedExample(name: string): string {
  const path = new URL(`../../docs/protocols/${name}.md`, import.meta.url)
  const hex = /```hex\n([0-9a-f\s]+)```/.exec(readFileSync(path, 'utf8'))?.[1]
  if (hex === undefined) {
    throw new RangeError(`docs/protocols/${name}.md has no example`)
  }
  return hex.replaceAll(/\s/g, '')
}
