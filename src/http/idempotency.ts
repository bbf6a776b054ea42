/**
 * The id that a caller gives to a change, in the header `Idempotency-Key`: the same call again with the
 * same key does nothing twice and gets the same answer.
 *
 * Keeps: where the vehicles themselves remember operations (`operation` in the body) the key is that id.
 * All other changes are remembered here, as long as the process runs: what was done, what nobody knows the
 * outcome of, and what is under way; not what was refused at its first try, for that may be tried again.
 */
import { parseOperationId } from '../core/command.ts'
import { InvalidInputError } from '../core/errors.ts'
import { OutcomeUnknownError, RefusedError } from '../node/errors.ts'
import { KEY_PATTERN } from './key-header.ts'

/** Answers remembered, and bytes of their JSON. */
const ANSWERS_MAX = 1024
const ANSWERS_BYTES_MAX = 16 * 1024 * 1024

/** @throws InvalidInputError when it is no key */
export function keyOf(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) {
    return undefined
  }
  const [, , key] = (typeof header === 'string' ? KEY_PATTERN.exec(header) : undefined) ?? []
  if (key === undefined) {
    throw new InvalidInputError(
      'Idempotency-Key must be one id of 1 to 128 printable ASCII characters without spaces'
    )
  }
  return key
}

/**
 * The operation that a body and a key name together.
 *
 * @throws InvalidInputError when they name two
 */
export function sameOperation(operation: string | undefined, key: string): string {
  if (operation !== undefined && operation !== key) {
    throw new InvalidInputError(
      'Idempotency-Key and "operation" in the body name two operations; give one of them'
    )
  }
  return key
}

export interface Change<T> {
  readonly key: string
  /** What is called, in one text. */
  readonly call: string
  /** The vehicles know the key, so a try of unknown outcome may be made again as it was. */
  readonly mayRepeat?: boolean
  /** Is told the id under which an earlier try of unknown outcome is known to the vehicles. */
  run(operation: string | undefined): Promise<T>
}

export interface AnswerBook {
  /**
   * Does it, or gives what came of it before.
   *
   * @throws RefusedError when the key was used for another call, or too much is under way
   */
  once<T>(change: Change<T>): Promise<T>
}

interface Entry {
  /** What was called, in one text. */
  readonly call: string
  /** The JSON of the answer; undefined when the call must be made again, under its operation. */
  answer: Promise<string> | undefined
  operation: string | undefined
  bytes: number
  isUnderWay: boolean
}

export function createAnswerBook(): AnswerBook {
  const entries = new Map<string, Entry>()
  let bytes = 0

  const forget = (key: string, { bytes: freed }: Entry): void => {
    entries.delete(key)
    bytes -= freed
  }
  /** The oldest go first, but for those under way. */
  const makeRoom = (): void => {
    for (const [key, entry] of entries) {
      if (entries.size < ANSWERS_MAX && bytes <= ANSWERS_BYTES_MAX) {
        return
      }
      if (!entry.isUnderWay) {
        forget(key, entry)
      }
    }
    if (entries.size >= ANSWERS_MAX) {
      const message = `${ANSWERS_MAX} changes with a key are under way`
      throw new RefusedError(message, { reason: 'busy', retry: true })
    }
  }
  const doOnce = async (
    { key, run, mayRepeat = false }: Change<unknown>,
    entry: Entry
  ): Promise<string> => {
    try {
      const text = JSON.stringify(await run(entry.operation))
      entry.bytes = text.length
      bytes += text.length
      return text
    } catch (error) {
      const isUnknown = error instanceof OutcomeUnknownError && !mayRepeat
      if (isUnknown && parseOperationId(error.operation) !== undefined) {
        entry.operation = error.operation
      }
      if (entry.operation !== undefined) {
        // Who is refused when it asks again has not learnt what became of the first try.
        entry.answer = undefined
      } else if (!isUnknown) {
        forget(key, entry)
      }
      throw error
    } finally {
      entry.isUnderWay = false
    }
  }

  return {
    async once(change) {
      const { key, call } = change
      const known = entries.get(key)
      if (known !== undefined && known.call !== call) {
        const message = `the key ${key} was used for another call; a change of its own needs a key of its own`
        throw new RefusedError(message, { reason: 'otherOperation', retry: false })
      }
      if (known?.answer !== undefined) {
        return JSON.parse(await known.answer)
      }
      if (known === undefined) {
        makeRoom()
      }
      const fresh = { call, answer: undefined, operation: undefined, bytes: 0, isUnderWay: true }
      const entry: Entry = known ?? fresh
      entry.isUnderWay = true
      entries.set(key, entry)
      entry.answer = doOnce(change, entry)
      return JSON.parse(await entry.answer)
    }
  }
}
