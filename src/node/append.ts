/**
 * Appends a stream of records of any length and speed: what has come while the batch before was being
 * certified is the next batch.
 *
 * Keeps: records are appended in their order; the source is read no further ahead than one batch;
 * when the source fails, everything it gave before is appended first. A source that gives nothing more
 * and does not end holds up nobody: neither a failure nor a caller who stops waiting.
 */
import type { Appended } from '../vehicle/requests.ts'
import type { AppendProgress, RecordInput } from './api.ts'
import { RefusedError } from './errors.ts'
import { encodeEntry } from './records.ts'

/** A batch fits one block, and two of them the queue of the vehicle. */
const BATCH_ENTRIES_MAX = 4096
const BATCH_BYTES_MAX = 512 * 1024

/** Pause before a batch is offered again that found the vehicle busy. */
const BUSY_PAUSE_MS = 50

type AnyIterator = AsyncIterator<RecordInput> | Iterator<RecordInput>

interface Buffer {
  entries: Uint8Array[]
  bytes: number
  isDone: boolean
  failure: { readonly error: unknown } | undefined
}

export interface AppendStreamOptions {
  readonly onProgress?: ((progress: AppendProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * @throws what the source throws, what a record is refused for, what `append` throws, or the reason of
 * the signal when it ends the wait for the source
 */
export async function appendStream(
  source: AsyncIterable<RecordInput> | Iterable<RecordInput>,
  append: (entries: readonly Uint8Array[]) => Promise<Appended>,
  { onProgress = () => undefined, signal }: AppendStreamOptions = {}
): Promise<AppendProgress | undefined> {
  signal?.throwIfAborted()
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  const buffer: Buffer = { entries: [], bytes: 0, isDone: false, failure: undefined }
  const gate = createGate()
  const filling = fill(buffer, iterator, gate)
  let progress: AppendProgress | undefined
  signal?.addEventListener('abort', gate.open)
  try {
    for (;;) {
      await gate.until(() => buffer.entries.length > 0 || buffer.isDone || signal?.aborted === true)
      signal?.throwIfAborted()
      if (buffer.entries.length === 0) {
        break
      }
      const { entries } = buffer
      buffer.entries = []
      buffer.bytes = 0
      gate.open()
      progress = add(progress, await patiently(append, entries))
      onProgress(progress)
    }
    await filling
  } finally {
    signal?.removeEventListener('abort', gate.open)
    buffer.isDone = true
    gate.open()
    // Not waited for: the source may never give what was asked of it last.
    void closeSource(iterator)
  }
  if (buffer.failure !== undefined) {
    throw buffer.failure.error
  }
  return progress
}

/** Reads the source into the buffer, no further than it may fill; never rejects. */
async function fill(buffer: Buffer, iterator: AnyIterator, gate: Gate): Promise<void> {
  try {
    while (!buffer.isDone) {
      const next = await iterator.next()
      if (next.done === true) {
        break
      }
      const entry = encodeEntry(next.value)
      buffer.entries.push(entry)
      buffer.bytes += entry.length
      gate.open()
      await gate.until(
        () =>
          buffer.isDone ||
          (buffer.entries.length < BATCH_ENTRIES_MAX && buffer.bytes < BATCH_BYTES_MAX)
      )
    }
  } catch (error) {
    buffer.failure = { error }
  }
  buffer.isDone = true
  gate.open()
}

/** Lets a source go that may not have ended; what it says to that is nobody's. */
async function closeSource(iterator: AnyIterator): Promise<void> {
  try {
    await iterator.return?.()
  } catch {}
}

async function patiently(
  append: (entries: readonly Uint8Array[]) => Promise<Appended>,
  entries: readonly Uint8Array[]
): Promise<Appended> {
  for (;;) {
    try {
      return await append(entries)
    } catch (error) {
      if (!(error instanceof RefusedError && error.reason === 'busy')) {
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS))
    }
  }
}

function add(
  before: AppendProgress | undefined,
  { chain, from, to, hash, entries }: Appended
): AppendProgress {
  return {
    chain,
    records: (before?.records ?? 0) + entries,
    from: before?.from ?? from,
    to,
    hash
  }
}

interface Gate {
  /** Everyone who waits looks again. */
  open(): void
  until(holds: () => boolean): Promise<void>
}

function createGate(): Gate {
  let waiting: (() => void)[] = []
  return {
    open() {
      for (const wake of waiting.splice(0)) {
        wake()
      }
    },
    async until(holds) {
      while (!holds()) {
        await new Promise<void>((resolve) => {
          waiting = [...waiting, resolve]
        })
      }
    }
  }
}
