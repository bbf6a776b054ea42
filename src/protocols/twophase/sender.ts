/**
 * When what waits in the outbox leaves this vehicle.
 *
 * Keeps: what is said while a step is being written to disk leaves together when that is done, and no
 * later for it.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { Outbox } from './outbox.ts'
import type { Out } from './types.ts'

export interface Sender {
  /** Sends what is due; after the writes of the step. */
  release(nowMs: NowMs, out: Out): void
  /** Whether this was a timer of the sender, which then expects another `release`. */
  timer(id: string): boolean
}

export function createSender(chain: ChainId, outbox: Outbox): Sender {
  const sentId = `twophase:sent:${chain}`
  const lingerId = `twophase:linger:${chain}`
  /** What was sent last has not left this vehicle yet. */
  let isUnreleased = false
  /** When what lingers is to leave. */
  let lingerMs: NowMs | undefined

  return {
    release(nowMs, out) {
      if (isUnreleased) {
        return
      }
      const parcels = outbox.take(nowMs)
      for (const { to, message } of parcels) {
        out.push({ type: 'send', to, protocol: 'twophase', message })
      }
      if (parcels.length > 0) {
        isUnreleased = true
        out.push({ type: 'timer', id: sentId, atMs: nowMs })
      }
      const { dueMs } = outbox
      if (dueMs !== undefined && dueMs !== lingerMs) {
        lingerMs = dueMs
        out.push({ type: 'timer', id: lingerId, atMs: dueMs })
      }
    },
    timer(id) {
      if (id === sentId) {
        isUnreleased = false
      } else if (id === lingerId) {
        lingerMs = undefined
      }
      return id === sentId || id === lingerId
    }
  }
}
