/**
 * What a message offers to be typed, as a shell takes it.
 */

/** Any text as one word of a shell; quoted only where a shell would read something else. */
export function shellWord(text: string): string {
  return /^[\w:.,@%+/=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
