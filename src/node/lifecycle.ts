/**
 * Starting and stopping a node.
 *
 * Keeps: what is started last is stopped first, also when one of them fails at that; both may be called
 * at any time, also twice; a start that fails leaves nothing open.
 */
import type { VGuardNode } from './api.ts'
import { flushBanks } from './bank/last-flush.ts'
import { VGuardError } from './errors.ts'
import type { Parts } from './parts.ts'

/** The disk and the system clock are looked at so often. */
const WATCH_INTERVAL_MS = 10_000

export type Lifecycle = Pick<
  VGuardNode,
  'start' | 'stop' | typeof Symbol.asyncDispose | 'addresses'
>

export function createLifecycle(
  parts: Parts,
  closeEvents: () => void,
  ended: () => void
): Lifecycle {
  const { foundation, network, runtime, clock, tell } = parts
  let starting: Promise<void> | undefined
  let stopping: Promise<void> | undefined
  /** Everything is closed once, whoever asks for it. */
  let closing: Promise<void> | undefined
  let watchTimer: NodeJS.Timeout | undefined

  const tellSpace = async (): Promise<void> => {
    const space = await foundation.space()
    runtime.deliver({ type: 'space', ...space })
  }
  const watch = (): void => {
    for (const fact of clock.news()) {
      tell(fact)
    }
    tellSpace().catch(() => undefined)
  }
  const startAll = async (): Promise<void> => {
    runtime.deliver({ type: 'start' })
    await tellSpace()
    watchTimer = setInterval(watch, WATCH_INTERVAL_MS)
    await network.start()
  }
  const stopAll = async (): Promise<void> => {
    clearInterval(watchTimer)
    const failures: unknown[] = []
    for (const step of [
      () => flushBanks(parts),
      network.stop,
      runtime.stop,
      () => foundation.close()
    ]) {
      try {
        await step()
      } catch (error) {
        failures.push(error)
      }
    }
    closeEvents()
    ended()
    if (failures.length > 0) {
      throw failures[0]
    }
  }
  const close = (): Promise<void> => {
    closing ??= stopAll()
    return closing
  }
  const stop = (): Promise<void> => {
    stopping ??= (starting ?? Promise.resolve()).catch(() => undefined).then(close)
    return stopping
  }
  return {
    async start() {
      if (stopping !== undefined) {
        throw new VGuardError('the node was stopped; make a new one', { code: 'ERR_STOPPED' })
      }
      starting ??= startAll().catch(async (error: unknown) => {
        // Why it did not start is what its caller is told.
        await close().catch(() => undefined)
        throw error
      })
      await starting
    },
    stop,
    [Symbol.asyncDispose]: stop,
    addresses: network.addresses
  }
}
