/**
 * What a command reads: a file, or standard input.
 */
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { hasCode } from '../node/files.ts'
import type { Cli } from './command.ts'
import { EXIT, ExitError } from './exit-codes.ts'

/** Stands for standard input, and for standard output, in the place of a file. */
export const STANDARD = '-'

/** @throws ExitError when there is no such file, or it cannot be read */
export async function openInput(
  { stdin }: Pick<Cli, 'stdin'>,
  path: string
): Promise<AsyncIterable<Uint8Array>> {
  if (path === STANDARD) {
    return stdin
  }
  const stream = createReadStream(path)
  try {
    await once(stream, 'open')
    if ((await stat(path)).isDirectory()) {
      stream.destroy()
      throw unreadable(path, 'this is a folder, a file is needed')
    }
  } catch (cause) {
    throw explained(path, cause)
  }
  return readOn(path, stream)
}

async function* readOn(
  path: string,
  stream: AsyncIterable<Uint8Array>
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* stream
  } catch (cause) {
    throw explained(path, cause)
  }
}

function explained(path: string, cause: unknown): unknown {
  if (cause instanceof ExitError || !(cause instanceof Error && 'code' in cause)) {
    return cause
  }
  const isGone = hasCode(cause, 'ENOENT')
  const why = isGone ? 'there is no such file' : `it cannot be read (${String(cause.code)})`
  return unreadable(path, why, cause)
}

function unreadable(path: string, why: string, cause?: unknown): ExitError {
  return new ExitError(`${path}: ${why}`, { exitCode: EXIT.unreadableFile, cause })
}
