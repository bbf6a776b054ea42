/**
 * Waits until other vehicles are connected, so that they can be named in what is asked next.
 */
import type { PeerView } from './api.ts'
import { type CallOptions, patienceMs } from './calls.ts'
import { TimedOutError, VGuardError } from './errors.ts'
import type { NodeEvents } from './events.ts'

/** @throws TimedOutError; VGuardError ERR_STOPPED when the node stops; the reason of the signal */
export async function meet(
  peers: () => readonly PeerView[],
  events: NodeEvents,
  vehicles: readonly string[],
  options: CallOptions = {}
): Promise<readonly PeerView[]> {
  const { signal } = options
  const timeoutMs = patienceMs(options.timeoutMs)
  const find = (vehicle: string): PeerView | undefined =>
    peers().find(
      ({ isConnected, peer, name }) => isConnected && (peer === vehicle || name === vehicle)
    )
  const missing = (): readonly string[] => vehicles.filter((vehicle) => find(vehicle) === undefined)
  signal?.throwIfAborted()
  const time = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)
  const ending = AbortSignal.any([signal, time].flatMap((one) => one ?? []))
  // Whoever comes between this look and the watch is among the events behind this one.
  const since = events.lastId
  if (missing().length > 0) {
    for await (const _ of events.watch({ names: ['network:admitted'], since, signal: ending })) {
      if (missing().length === 0) {
        break
      }
    }
  }
  signal?.throwIfAborted()
  const left = missing()
  if (left.length > 0 && time?.aborted === true) {
    throw new TimedOutError(`${left.join(', ')} not met within ${timeoutMs} ms`)
  }
  if (left.length > 0) {
    throw new VGuardError(`the node has stopped, and not met ${left.join(', ')}`, {
      code: 'ERR_STOPPED'
    })
  }
  return vehicles.flatMap((vehicle) => find(vehicle) ?? [])
}
