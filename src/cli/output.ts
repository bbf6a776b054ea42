/**
 * What a command writes to: standard output, standard error, and files that are new.
 *
 * Keeps: a result that nobody could take whole is no success, but for a reader that has enough; a
 * vehicle goes on without its log. A file that could not be written whole is not left behind.
 */
import { type FileHandle, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode } from '../node/files.ts'
import { EXIT, ExitError } from './exit-codes.ts'

/** What a full disk says, and one whose user has no more of it. */
const FULL = ['ENOSPC', 'EDQUOT'] as const

type Output = Pick<NodeJS.WriteStream, 'on' | 'write'>

/** Ends the process when its result cannot be written; `process.exitCode` where a part is none. */
export function watchOutputs(
  { stdout, stderr }: { readonly stdout: Output; readonly stderr: Output },
  exit: (code: number) => void
): void {
  stdout.on('error', (cause: Error & { readonly code?: string }) => {
    // A reader such as `head` that has enough is no failure.
    if (cause.code === 'EPIPE') {
      exit(Number(process.exitCode ?? EXIT.ok))
      return
    }
    const isFull = hasCode(cause, ...FULL)
    const why = isFull ? 'its disk is full' : (cause.code ?? cause.message)
    stderr.write(`error: standard output cannot be written: ${why}\n`)
    exit(isFull ? EXIT.diskFull : EXIT.failed)
  })
  // Nobody can be told. Once there is room again the lines that follow are written.
  stderr.on('error', () => undefined)
}

/**
 * Writes lines, or bytes, into a new file, for its owner only, and makes it durable. `what` it is, for messages.
 *
 * @throws ExitError when the file is there already, cannot be made, or its disk is full
 */
export async function writeNewFile(
  path: string,
  lines: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  { what, signal }: { readonly what: string; readonly signal: AbortSignal }
): Promise<void> {
  const file = await openNew(path, what)
  try {
    for await (const line of lines) {
      signal.throwIfAborted()
      await file.writeFile(line)
    }
    await file.sync()
    await file.close()
  } catch (cause) {
    await file.close().catch(() => undefined)
    await rm(path, { force: true })
    const message = `the disk of ${dirname(path)} is full: nothing was kept of the ${what}`
    throw hasCode(cause, ...FULL)
      ? new ExitError(message, { exitCode: EXIT.diskFull, cause })
      : cause
  }
}

async function openNew(path: string, what: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600)
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) {
      throw isThereAlready(path, what, cause)
    }
    const why = hasCode(cause, 'ENOENT') ? 'there is no such directory' : 'it cannot be written'
    throw new ExitError(`${dirname(path)}: ${why}`, { exitCode: EXIT.unreadableFile, cause })
  }
}

export function isThereAlready(path: string, what: string, cause?: unknown): ExitError {
  const article = /^[aeiou]/.test(what) ? 'an' : 'a'
  return new ExitError(`${path} is there already: ${article} ${what} overwrites nothing`, {
    exitCode: EXIT.rejected,
    cause
  })
}
