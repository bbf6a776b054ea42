/**
 * The rest of a body whose request is answered before it was read.
 *
 * Keeps: whoever still sends gets to see the answer. A connection that is closed with bytes unread in it is
 * reset, and what was answered on it is lost; so the rest is taken and thrown away, up to a limit.
 */
import type { IncomingMessage } from 'node:http'

/** Eight of the largest bodies that are read whole. */
const SKIPPED_BYTES_MAX = 64 * 1024 * 1024
/** Who sends nothing more within this time waits for an answer. */
const SKIPPED_MS_MAX = 2_000

/** Resolves when nothing more comes, or nobody waits for more. */
export function skipBody(raw: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0
    const done = (): void => {
      clearTimeout(timer)
      raw.off('data', count)
      raw.off('end', done)
      raw.off('close', done)
      raw.pause()
      resolve()
    }
    const count = (chunk: Uint8Array): void => {
      bytes += chunk.length
      if (bytes > SKIPPED_BYTES_MAX) {
        done()
      }
    }
    const timer = setTimeout(done, SKIPPED_MS_MAX)
    raw.once('end', done)
    raw.once('close', done)
    raw.on('data', count)
    raw.resume()
  })
}
