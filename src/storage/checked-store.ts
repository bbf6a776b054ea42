/**
 * A store on any engine: opens it with a survey, keeps the books, writes batch after batch, and
 * believes of what it loads only what the ledger confirms.
 *
 * Keeps: a write resolves only when it is durable; after a failed write nothing is written any more,
 * because a disk that failed an fsync may have forgotten what it then pretends to have.
 */
import type { Crypto } from '../core/crypto.ts'
import { InvariantError } from '../core/errors.ts'
import type { ChainId } from '../core/genesis.ts'
import { blockKey, boothKey, certificateKey } from '../core/keyspace.ts'
import type { Disk, Key, LoadQuery } from '../core/machine.ts'
import type { LoadResult, Store } from '../core/store.ts'
import { type Batch, type Books, createBooks, damageKey, FORMAT_KEY, FORMAT_TEXT } from './books.ts'
import type { Checksum } from './checksum.ts'
import type { Engine, Entry } from './engine.ts'
import { StoreFailedError, StoreFormatError, StoreFullError } from './errors.ts'
import { createLedger, groupOf, type Ledger, STATE_GROUP } from './ledger.ts'
import { load } from './load.ts'
import { createSurvey, type Survey } from './survey.ts'
import { NO_WITNESS, type WitnessFound } from './witness.ts'

/** A store and what is worth knowing of how it was opened. */
export interface OpenedStore extends Store {
  /** Oddities found at the start that lost nothing, for a person who examines the store. */
  readonly notes: readonly string[]
  /**
   * Takes what is there of a chain's certificates and booths for all there should be: unreadable ones
   * are deleted, and their loss is told no more. State and blocks stay what they are.
   */
  acceptLoss(chain: ChainId): Promise<void>
  /**
   * Every record, those of the store itself too, as the last finished batch has left them; batches
   * written meanwhile are not seen. Unchecked: see copy.ts.
   *
   * @throws StoreFailedError when the store is closed, also in the middle
   */
  copy(): AsyncGenerator<readonly Entry[]>
  /** Writes down for ever that state cannot be trusted, as damage is. Takes effect at the next opening. */
  distrustState(reason: string): Promise<void>
}

export interface Opening {
  readonly engine: Engine
  readonly checksum: Checksum
  readonly crypto: Crypto
  readonly witness: WitnessFound
  /** Hands every record of the engine in key order to the survey; returns oddities. */
  readonly read: (survey: Survey) => Promise<readonly string[]>
  /** Turns whatever the engine throws into the reason and a sentence. */
  readonly explain: (cause: unknown) => StoreFailedError
  /** Where the store is, for messages. */
  readonly place: string
}

type OwnRecords = Parameters<Books['prepareOwn']>[0]

interface BookedStore extends Omit<OpenedStore, 'notes'> {
  writeOwn(records: OwnRecords): Promise<void>
}

/**
 * Surveys the engine and returns the store on it.
 *
 * @throws StoreFormatError when the records are of another format, or of another program
 */
export async function openCheckedStore(opening: Opening): Promise<OpenedStore> {
  const { checksum, crypto, engine, place } = opening
  const survey = createSurvey(checksum, crypto)
  const notes = await opening.read(survey)
  const findings = survey.conclude(opening.witness)
  if (findings.type === 'foreign') {
    throw formatError(place, findings.format)
  }
  const isNew = findings.type === 'new'
  const disk = isNew ? emptyDisk() : findings.disk
  const ledger = isNew ? createLedger() : findings.ledger
  const books = createBooks(checksum, ledger, isNew ? NO_WITNESS : findings.last)
  const { writeOwn, ...store } = createStore(opening, disk, ledger, books)
  if (isNew) {
    await engine.begin(books.witness)
    await writeOwn([[FORMAT_KEY, FORMAT_TEXT]])
    return { ...store, notes }
  }
  const format = findings.isFormatKnown ? [] : [[FORMAT_KEY, FORMAT_TEXT] as const]
  const damage = [...findings.damage].map(([group, text]) => [damageKey(group), text] as const)
  // Damage is written down before anything else, because the next batch makes the books agree again.
  // If that fails, the store refuses every write and the damage stays where it can be seen.
  const isWritten = damage.length === 0 || (await succeeds(writeOwn([...format, ...damage])))
  if (isWritten) {
    await engine.begin(books.witness)
  }
  return { ...store, notes: [...notes, ...findings.notes] }
}

function createStore(
  { engine, checksum, explain, place }: Opening,
  disk: Disk,
  ledger: Ledger,
  books: Books
): BookedStore {
  /** Of each load that runs: the keys written since it began. */
  const loads = new Map<Promise<unknown>, Set<Key>>()
  let inFlight: readonly Key[] = []
  let last: Promise<unknown> = Promise.resolve()
  let failure: StoreFailedError | undefined
  let closing: Promise<void> | undefined

  const closed = (): StoreFailedError => new StoreFailedError(`${place} is closed`, 'closed')
  const perform = async (prepare: () => Batch): Promise<void> => {
    if (failure !== undefined) {
      throw refusal(failure)
    }
    try {
      const batch = prepare()
      inFlight = [...batch.keys]
      for (const inMotion of loads.values()) {
        addAll(inMotion, inFlight)
      }
      await engine.write(batch.changes)
      engine.witness(batch.commit())
    } catch (cause) {
      failure = cause instanceof InvariantError ? misuse(cause) : explain(cause)
      throw failure
    } finally {
      inFlight = []
    }
  }
  const enqueue = (prepare: () => Batch): Promise<void> => {
    const written = last.then(() => perform(prepare))
    last = settled(written)
    return written
  }
  const close = async (): Promise<void> => {
    await last
    await Promise.all(loads.keys())
    await engine.close(failure === undefined ? { ...books.witness, isClean: true } : undefined)
  }

  const read = (query: LoadQuery): Promise<LoadResult> => {
    if (closing !== undefined) {
      return Promise.reject(closed())
    }
    const inMotion = new Set(inFlight)
    const loading = load({ engine, ledger, checksum, inMotion }, query)
    const done = settled(loading)
    loads.set(done, inMotion)
    void done.then(() => loads.delete(done))
    return loading
  }

  return {
    disk,
    async write(ops) {
      if (closing !== undefined) {
        throw closed()
      }
      if (ops.length > 0) {
        return enqueue(() => books.prepare(ops))
      }
      await last
      if (failure !== undefined) {
        throw refusal(failure)
      }
    },
    writeOwn: (records) => enqueue(() => books.prepareOwn(records)),
    async acceptLoss(chain) {
      const groups = [certificateKey(chain, 1), boothKey(chain, '0'), blockKey(chain, 1)].map(
        groupOf
      )
      const lost: Key[] = []
      for (const group of groups.slice(0, 2)) {
        const all = { recordsMax: Number.POSITIVE_INFINITY, bytesMax: Number.POSITIVE_INFINITY }
        const range = { type: 'range', gte: `${group}/`, lte: `${group}/\x7f`, ...all } as const
        const { records } = await read(range)
        lost.push(...records.flatMap(({ key, value }) => (value === undefined ? [key] : [])))
      }
      if (closing !== undefined) {
        throw closed()
      }
      await enqueue(() => books.prepareAccepted(groups, lost))
    },
    async *copy() {
      if (closing !== undefined) {
        throw closed()
      }
      try {
        yield* engine.all()
      } catch (cause) {
        throw closing === undefined ? explain(cause) : closed()
      }
    },
    distrustState(reason) {
      const { stateDamage } = disk.integrity
      const text = stateDamage === undefined ? reason : `${reason}; ${stateDamage}`
      return enqueue(() => books.prepareOwn([[damageKey(STATE_GROUP), text]]))
    },
    load: read,
    sizeBytes: () => engine.sizeBytes(),
    close() {
      closing ??= close()
      return closing
    }
  }
}

function emptyDisk(): Disk {
  return { state: new Map(), chains: new Map(), integrity: { stateDamage: undefined } }
}

function misuse(cause: InvariantError): StoreFailedError {
  return new StoreFailedError(`a batch was refused: ${cause.message}`, 'misuse', { cause })
}

function refusal(failure: StoreFailedError): StoreFailedError {
  const message = `nothing is written any more since a write failed: ${failure.message}`
  return failure instanceof StoreFullError
    ? new StoreFullError(message, { cause: failure })
    : new StoreFailedError(message, failure.reason, { cause: failure })
}

const settled = (promise: Promise<unknown>): Promise<unknown> => promise.catch(() => undefined)

const succeeds = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    () => false
  )

function addAll(set: Set<Key>, keys: readonly Key[]): void {
  for (const key of keys) {
    set.add(key)
  }
}

function formatError(place: string, found: string | undefined): StoreFormatError {
  return new StoreFormatError(
    found === undefined
      ? `${place} holds a database that is none of vguard-node's: choose another data directory`
      : `${place} has store format ${found} and this vguard-node reads format ${FORMAT_TEXT}: ` +
          'run the version that wrote it, or choose another data directory',
    found
  )
}
