/**
 * What the contract of key-value stores knows of an engine: which promises it makes, and how a group of
 * it comes to be. Everything else it asks of every engine.
 */
import { expect } from 'vitest'
import type { KvEntryView, KvFeature, KvStore } from '../../../src/index.ts'

/** A group that is open, and the store as it is seen from each vehicle. */
export interface KvGround {
  /** At the members, and last at a vehicle that is none. Their calls are patient. */
  readonly stores: readonly [KvStore, KvStore, KvStore, KvStore]
  /** Pulls out the member of which most depends: the leader, where there is one. Returns its place. */
  lose(): Promise<number>
  /** Ends all members, and starts them again with what they have on disk. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface KvFixture {
  readonly name: string
  readonly promises: ReadonlySet<KvFeature>
  /** Returns as soon as the group is open; nobody need lead it yet. */
  open(): Promise<KvGround>
}

/** How long a test may take whose calls are patient. */
export const PATIENT_MS = 90_000

/** Revisions of one key as numbers that grow. */
export function revisionOf({ revision }: { readonly revision: string }): bigint {
  const [height = '', index = ''] = revision.split('.')
  expect(revision, 'a revision').toMatch(/^\d+\.\d+$/)
  return BigInt(height) * 1_000_000_000_000n + BigInt(index)
}

export const textOf = (entry: KvEntryView | undefined): string | undefined =>
  entry === undefined ? undefined : new TextDecoder().decode(entry.bytes)

/**
 * What an operation that is asked again comes to, where it was done: its answer, else that nobody knows.
 * It is never refused, which would mean that nothing has happened.
 */
export async function askedAgain<T>(
  { promises }: KvFixture,
  call: Promise<T>
): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN' })
    expect(promises.has('again'), 'it is known everywhere').toBe(false)
    return undefined
  }
}

/**
 * A long result is kept nowhere: when it is late, and the operation was sent again meanwhile, nobody knows
 * what came of it. What may be done twice is then asked for anew.
 */
export async function askedAnew<T>(ask: () => Promise<T>): Promise<T> {
  for (let asked = 1; asked < 10; asked++) {
    try {
      return await ask()
    } catch (error) {
      expect(error).toMatchObject({ code: 'ERR_OUTCOME_UNKNOWN' })
    }
  }
  return ask()
}

/** Refused for good, in one sentence, with nothing done. */
export async function expectNotSupported(call: Promise<unknown>, what: string): Promise<void> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause
  )
  expect(error, what).toMatchObject({ code: 'ERR_NOT_SUPPORTED', retry: false })
  expect((error as Error).message, what).toMatch(/^[^\n]{10,300}$/)
}
