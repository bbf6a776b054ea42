/**
 * Looks at the files of a LevelDB database before LevelDB opens it, because it deletes what it does
 * not know, and stops the process at what it does not expect.
 */
import type { Dirent } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BrokenFileError } from './level-bytes.ts'
import { liveTables } from './level-manifest.ts'
import { type IsGenuine, inspectTable } from './level-table.ts'

export interface Inspection {
  /** Why LevelDB must not open it, or undefined when it may. */
  readonly problem: string | undefined
  /** Damage that LevelDB can live with. */
  readonly oddities: readonly string[]
}

/** Reads every table in use once: a second for each gigabyte. */
export async function inspectFiles(directory: string, isGenuine: IsGenuine): Promise<Inspection> {
  const names = await readdir(directory)
  const tables = names.filter((name) => /\.(ldb|sst)$/.test(name))
  if (!names.includes('CURRENT')) {
    // LevelDB takes a directory without CURRENT for an empty one, and deletes the files in it.
    const hasRecords = tables.length > 0 || names.some((name) => name.endsWith('.log'))
    return { problem: hasRecords ? 'its file CURRENT is missing' : undefined, oddities: [] }
  }
  const live = await readManifest(directory)
  if (typeof live === 'string') {
    return { problem: live, oddities: [] }
  }
  const oddities: string[] = []
  let buffer = new Uint8Array()
  for (const name of tables) {
    if (!live.has(Number.parseInt(name, 10))) {
      continue
    }
    // One buffer for all: a new one for each file would be garbage faster than it is collected.
    const bytes = await readInto(buffer, join(directory, name))
    if (bytes === undefined) {
      return { problem: `the file ${name} is missing`, oddities }
    }
    buffer = bytes.length > buffer.length ? bytes : buffer
    const verdict = inspectTable(bytes, isGenuine)
    if (verdict.type === 'broken') {
      return { problem: `the file ${name} is damaged: ${verdict.reason}`, oddities }
    }
    if (verdict.type === 'damaged') {
      oddities.push(`${verdict.blocks} blocks of the file ${name} fail their checksum`)
    }
  }
  return { problem: undefined, oddities }
}

/** Numbers of the tables in use, or what is wrong with the file that lists them. */
async function readManifest(directory: string): Promise<ReadonlySet<number> | string> {
  try {
    const current = await readFile(join(directory, 'CURRENT'), 'latin1')
    if (!/^MANIFEST-\d+\n$/.test(current)) {
      return 'its file CURRENT is damaged'
    }
    return liveTables(await readFile(join(directory, current.trimEnd())))
  } catch (cause) {
    if (cause instanceof BrokenFileError || isMissing(cause)) {
      return `the list of its files cannot be read: ${cause.message}`
    }
    throw cause
  }
}

/** The bytes of a file, in `buffer` if they fit; undefined when there is no such file. */
async function readInto(
  buffer: Uint8Array<ArrayBuffer>,
  path: string
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const room = size > buffer.length ? new Uint8Array(size) : buffer
      const { bytesRead } = await file.read(room, 0, size, 0)
      return room.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (isMissing(cause)) {
      return undefined
    }
    throw cause
  }
}

const isMissing = (cause: unknown): cause is Error =>
  cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'

async function entriesIn(directory: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true })
  } catch (cause) {
    if (isMissing(cause)) {
      return []
    }
    throw cause
  }
}

/** Bytes of the files in a directory, without those below it; none where it was removed. */
export async function bytesIn(directory: string): Promise<number> {
  let bytes = 0
  for (const entry of await entriesIn(directory)) {
    if (entry.isFile()) {
      // A file that LevelDB has just deleted takes nothing.
      const status = await stat(join(directory, entry.name)).catch(() => undefined)
      bytes += status?.size ?? 0
    }
  }
  return bytes
}
