/**
 * The store on LevelDB: one directory with the database and, beside it, the witness file.
 *
 * Keeps: one process at a time; every batch is one LevelDB batch with fsync; the directory is for
 * its owner only. LevelDB neither checks what it reads nor says what it lost; the checked store
 * above it does (docs/decisions/005).
 */
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import { Level } from 'level'
import type { Crypto } from '../core/crypto.ts'
import type { Key } from '../core/machine.ts'
import { type OpenedStore, openCheckedStore } from './checked-store.ts'
import { openRecord, payloadBytes } from './checksum.ts'
import type { Engine, Entry, Found, Span } from './engine.ts'
import { StoreFailedError, StoreFormatError, StoreFullError, StoreLockedError } from './errors.ts'
import { readComplaints } from './info-log.ts'
import { bytesIn, inspectFiles } from './level-files.ts'
import type { Survey } from './survey.ts'
import { createWitnessFile, type WitnessFile } from './witness-file.ts'

export interface LevelStoreOptions {
  /** Directory of the store; created with mode 0700 when it is not there. */
  readonly path: string
  readonly crypto: Crypto
}

/**
 * Measured by bench/storage.ts, with four processes on two cores and batches of 1 MiB.
 *
 * Blocks are mostly GPS numbers in protobuf, signatures and hashes: compression saves little and
 * costs a third of the throughput; without it LevelDB also never allocates what a damaged length says.
 */
const LEVEL_OPTIONS = {
  keyEncoding: 'utf8',
  valueEncoding: 'view',
  compression: false,
  /** Files are mapped into memory, not cached. */
  cacheSize: 1024 * 1024,
  /** Twice this is held in memory; half of it makes small blocks a third slower. */
  writeBufferSize: 8 * 1024 * 1024,
  maxFileSize: 1024 * 1024,
  /** The least that LevelDB allows: 64 tables, so about 64 MiB of files are mapped at most. */
  maxOpenFiles: 74
} as const

/** One turn of the survey: some milliseconds of work between two turns of the event loop. */
const SURVEY_RECORDS = 1000
const SURVEY_BYTES = 256 * 1024

/** Records fetched from the database at once by a load. */
const LOAD_RECORDS = 1000
const LOAD_BYTES = 1024 * 1024

type Database = Level<string, Uint8Array>
type Snapshot = ReturnType<Database['snapshot']>

/**
 * Opens the store and reads all of it once.
 *
 * @throws StoreLockedError when another process has it open
 * @throws StoreFormatError when it is of another format, or no store
 * @throws StoreFullError when the disk has no room left
 * @throws StoreFailedError when its files cannot be read, or contradict each other
 */
export async function openLevelStore({ path, crypto }: LevelStoreOptions): Promise<OpenedStore> {
  const directory = join(path, 'level')
  const oddities = await prepare(path, directory)
  const db = await openDatabase(path, directory)
  const file = createWitnessFile(join(path, 'witness'), crc32)
  const engine = createEngine(path, directory, db, file)
  try {
    const witness = await file.read()
    const complaints = await readComplaints(join(directory, 'LOG'))
    return await openCheckedStore({
      engine,
      checksum: crc32,
      crypto,
      place: path,
      witness,
      read: async (survey) => [...oddities, ...complaints, ...(await surveyAll(db, survey))],
      explain: (cause) => explained(path, cause)
    })
  } catch (cause) {
    await engine.close(undefined).catch(() => undefined)
    throw cause instanceof StoreFormatError ? cause : explained(path, cause)
  }
}

/**
 * Creates the directory, or looks at what LevelDB would find there; returns oddities.
 *
 * @throws StoreFailedError when LevelDB must not open it
 */
async function prepare(path: string, directory: string): Promise<readonly string[]> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const { problem, oddities } = await inspectFiles(
      directory,
      (key, stored) => openRecord(crc32, key, stored) !== undefined
    )
    if (problem === undefined) {
      return oddities
    }
    // Files in the making look damaged to anyone but their maker.
    throw (await isInUse(directory)) ? new StoreLockedError(path) : corrupt(path, problem)
  } catch (cause) {
    throw cause instanceof StoreLockedError ? cause : explained(path, cause)
  }
}

/**
 * Whether another process has the database open. Asks LevelDB to open an empty directory with the same
 * lock file and to create nothing: it looks at the lock first.
 */
async function isInUse(directory: string): Promise<boolean> {
  const probe = await mkdtemp(join(tmpdir(), 'vguard-node-lock-'))
  try {
    await symlink(resolve(directory, 'LOCK'), join(probe, 'LOCK'))
    await new Level(probe, { createIfMissing: false }).open()
    return false
  } catch (cause) {
    return isLocked(cause)
  } finally {
    await rm(probe, { recursive: true, force: true })
  }
}

const isLocked = (cause: unknown): boolean => sentenceOf(cause).includes('LEVEL_LOCKED')

async function openDatabase(path: string, directory: string): Promise<Database> {
  try {
    const db: Database = new Level(directory, LEVEL_OPTIONS)
    await db.open()
    return db
  } catch (cause) {
    throw isLocked(cause) ? new StoreLockedError(path, { cause }) : explained(path, cause)
  }
}

/** A new database that only a copy is written into; see level-restore.ts. */
export async function openLevelDatabase(path: string): Promise<{
  put(entries: readonly Entry[]): Promise<void>
  close(): Promise<void>
}> {
  const db = await openDatabase(path, join(path, 'level'))
  return {
    async put(entries) {
      try {
        const puts = entries.map(([key, value]) => ({ type: 'put' as const, key, value }))
        await db.batch(puts, { sync: true })
      } catch (cause) {
        throw explained(path, cause)
      }
    },
    close: () => db.close()
  }
}

/** Reads the whole database into the survey; returns what could not be read, in sentences. */
async function surveyAll(db: Database, survey: Survey): Promise<readonly string[]> {
  const notes: string[] = []
  for await (const entries of readAll(db, notes)) {
    for (const [key, stored] of entries) {
      survey.add(key, stored)
    }
  }
  return notes
}

/** All records of one moment; what cannot be read is left out, and said in `notes`. */
async function* readAll(db: Database, notes: string[]): AsyncGenerator<readonly Entry[]> {
  const snapshot = db.snapshot()
  const last = { key: '' }
  try {
    try {
      yield* readBehind(db, snapshot, last, SURVEY_RECORDS)
    } catch (cause) {
      if (db.status !== 'open') {
        throw cause
      }
      // LevelDB says only at the end that something was unreadable, and swallows the last records
      // before the end with it. One by one they come through.
      yield* readBehind(db, snapshot, last, 1)
    }
  } catch (cause) {
    if (db.status !== 'open') {
      throw cause
    }
    notes.push(`LevelDB could not read everything: ${sentenceOf(cause)}`)
  } finally {
    await snapshot.close()
  }
}

async function* readBehind(
  db: Database,
  snapshot: Snapshot,
  last: { key: Key },
  recordsAtOnce: number
): AsyncGenerator<readonly Entry[]> {
  const iterator = db.iterator({ gt: last.key, snapshot, highWaterMarkBytes: SURVEY_BYTES })
  try {
    let reading = handled(iterator.nextv(recordsAtOnce))
    for (let entries = await reading; entries.length > 0; entries = await reading) {
      // The database reads on while these records are looked at.
      reading = handled(iterator.nextv(recordsAtOnce))
      yield entries
      last.key = entries.at(-1)?.[0] ?? last.key
    }
  } finally {
    await iterator.close()
  }
}

/** The same promise; should nobody get to await it, its rejection is no one's accident. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

function createEngine(path: string, directory: string, db: Database, file: WitnessFile): Engine {
  return {
    begin: (witness) => file.begin(witness),
    async write(changes) {
      // A chained batch takes a third of the time of one given as an array of operations.
      const batch = db.batch()
      for (const [key, stored] of changes) {
        if (stored === undefined) {
          batch.del(key)
        } else {
          batch.put(key, stored)
        }
      }
      await batch.write({ sync: true })
    },
    witness: (witness) => file.write(witness),
    get: (keys) => db.getMany([...keys]),
    range: (span) => readSpan(db, span),
    all: () => readAll(db, []),
    async sizeBytes() {
      const sizes = await Promise.all([bytesIn(directory), bytesIn(path)])
      return sizes.reduce((sum, size) => sum + size, 0)
    },
    async close(witness) {
      await db.close()
      await file.close(witness)
    }
  }
}

async function readSpan(
  db: Database,
  { gte, lte, reverse, recordsMax, bytesMax }: Span
): Promise<Found> {
  const highWaterMarkBytes = Math.max(1, Math.min(bytesMax, LOAD_BYTES))
  const iterator = db.iterator({ gte, lte, reverse, limit: recordsMax, highWaterMarkBytes })
  const entries: Entry[] = []
  let bytes = 0
  try {
    while (entries.length < recordsMax && bytes < bytesMax) {
      const next = await iterator.nextv(Math.min(LOAD_RECORDS, recordsMax - entries.length))
      if (next.length === 0) {
        return { entries, isAll: true }
      }
      for (const entry of next) {
        entries.push(entry)
        bytes += payloadBytes(entry[1])
      }
    }
    return { entries, isAll: false }
  } finally {
    await iterator.close()
  }
}

/** What went wrong, as the reason and a sentence that says what to do. */
function explained(path: string, cause: unknown): StoreFailedError {
  if (cause instanceof StoreFailedError) {
    return cause
  }
  const sentence = sentenceOf(cause)
  const options = { cause }
  if (/no space left|disk quota exceeded|ENOSPC|EDQUOT/i.test(sentence)) {
    return new StoreFullError(
      `the disk of ${path} is full: free some room and start again`,
      options
    )
  }
  if (/LEVEL_CORRUPTION|no such file/i.test(sentence)) {
    return corrupt(path, sentence, options)
  }
  return new StoreFailedError(
    `the disk of ${path} failed (${sentence}): check it before starting again`,
    'io',
    options
  )
}

function corrupt(path: string, detail: string, options?: ErrorOptions): StoreFailedError {
  return new StoreFailedError(
    `the database in ${path} is damaged (${detail}): run "vguard-node new-identity", which keeps it ` +
      'aside and begins anew; the backups are with other vehicles',
    'corrupt',
    options
  )
}

/** Codes and messages of an error and its causes; LevelDB's own stand in the causes. */
function sentenceOf(cause: unknown): string {
  const parts: string[] = []
  for (let error = cause; error instanceof Error; error = error.cause) {
    const code = 'code' in error ? `${String(error.code)} ` : ''
    parts.push(`${code}${error.message}`)
  }
  return parts.length > 0 ? parts.join(': ') : String(cause)
}
