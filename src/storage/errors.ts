/**
 * What may be wrong with a store, as classes: each message is one sentence that says what to do.
 */

/** `corrupt`: the files contradict each other. `misuse` and `closed`: the caller was wrong. */
export type StoreFailure = 'full' | 'io' | 'corrupt' | 'misuse' | 'closed'

/** The store cannot be opened, or refuses every write since one failed. Loads may go on. */
export class StoreFailedError extends Error {
  override readonly name: string = 'StoreFailedError'
  readonly reason: StoreFailure

  constructor(message: string, reason: StoreFailure, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** The disk below the store has no room left. */
export class StoreFullError extends StoreFailedError {
  override readonly name = 'StoreFullError'

  constructor(message: string, options?: ErrorOptions) {
    super(message, 'full', options)
  }
}

/** The directory holds a store of another format, or something that is no store at all. */
export class StoreFormatError extends Error {
  override readonly name = 'StoreFormatError'
  /** Format found, or undefined when there is none. */
  readonly found: string | undefined

  constructor(message: string, found: string | undefined) {
    super(message)
    this.found = found
  }
}

/** Another process has the store open. */
export class StoreLockedError extends Error {
  override readonly name = 'StoreLockedError'
  readonly path: string

  constructor(path: string, options?: ErrorOptions) {
    super(
      `${path} is in use by another process: stop that one, or choose another data directory`,
      options
    )
    this.path = path
  }
}
