/**
 * The journal of a suite's seeds: one line of JSON for each chunk that was run, kept with the project, so
 * that a record of many hours may be taken in several sittings and on several machines.
 *
 * Keeps: chunks of another program than the present one are never counted, and go when its first chunk
 * comes.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Chunk, isChunk } from './chunks.ts'
import { lastJson } from './proofs.ts'

/** A chunk, and what was run when. */
export interface JournalLine extends Chunk {
  /** Of the program of the suite (suite-code.ts). */
  readonly digest: string
  /** What was checked out, without any change. */
  readonly commit: string
  /** When the chunk was done, ISO 8601 in UTC. */
  readonly doneAt: string
}

/** The chunks of this program that are done, in the order in which they were. */
export function readJournal(path: string, digest: string): readonly JournalLine[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  return lines.flatMap((text) => {
    const line: unknown = lastJson(text)
    return isChunk(line) && (line as JournalLine).digest === digest ? [line as JournalLine] : []
  })
}

/** Adds a chunk, and drops those of any other program. */
export function addToJournal(path: string, line: JournalLine): void {
  const lines = [...readJournal(path, line.digest), line]
  mkdirSync(dirname(path), { recursive: true })
  // Whoever is ended in the middle, or has no room, keeps what was there.
  const next = `${path}.new`
  writeFileSync(next, lines.map((each) => `${JSON.stringify(each)}\n`).join(''))
  renameSync(next, path)
}
