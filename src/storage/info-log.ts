/**
 * What LevelDB itself wrote about damage while it opened: it drops records of its log that fail
 * their checksum, opens all the same, and says so only in a text file named LOG.
 *
 * A hint for a person, not a proof: the survey finds what is lost by itself (docs/decisions/005).
 */
import { open } from 'node:fs/promises'

/** LOG begins anew at each opening; what it says of the opening stands at its beginning. */
const BYTES_READ_MAX = 64 * 1024
const LINES_MAX = 10

/** The complaints in LevelDB's information log; none when it cannot be read. */
export async function readComplaints(path: string): Promise<readonly string[]> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BYTES_READ_MAX), 0)
      return complaintsIn(buffer.toString('latin1', 0, bytesRead))
    } finally {
      await file.close()
    }
  } catch {
    return []
  }
}

/** A line is `2026/11/21-04:00:00.123456 7f0123456789 text`. */
export function complaintsIn(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => /dropping \d+ bytes|ignoring error|corruption|bad block/i.test(line))
    .slice(0, LINES_MAX)
    .map((line) => `LevelDB says: ${printable(line.replace(/^\S+ \S+ /, ''))}`)
}

const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300)
