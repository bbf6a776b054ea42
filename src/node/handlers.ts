/**
 * What the network hears, handed to the vehicle; what it must know before, answered.
 */
import type { Fact } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { GossipMessage } from '../protocols/gossip/index.ts'
import type { ProtocolMessage } from '../protocols/registry.ts'
import type { Vehicle, VehicleEvent } from '../vehicle/types.ts'
import type { Clock } from './clock.ts'
import type { Foundation } from './foundation.ts'
import { createGossipCheck } from './gossip-check.ts'
import { hintFrom } from './neighbours.ts'
import type { NetworkHandlers } from './network/types.ts'

export interface HandlerPorts {
  readonly vehicle: Vehicle
  readonly foundation: Foundation
  readonly clock: Clock
  deliver(event: VehicleEvent, bytes?: number): boolean
  tell(fact: Fact): void
  recheck(): void
  sighted(peer: PeerId, addresses: readonly string[]): void
}

export function createHandlers(ports: HandlerPorts): NetworkHandlers {
  const { vehicle, foundation, clock, deliver, tell } = ports
  const { book } = foundation.credentials ?? {}
  const keep = (revocations: Uint8Array): void => {
    foundation.keepRevocations(revocations).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      tell({ name: 'node:revocationsNotKept', detail: { reason } })
    })
  }
  const check = createGossipCheck({
    crypto: foundation.identity.crypto,
    fleet: foundation.fleet,
    holdings: vehicle.holdings,
    tables: vehicle.tables,
    wallMs: clock.wallMs,
    revoke(revocations) {
      const isNewer = book?.revoke(revocations) === true
      if (isNewer) {
        keep(revocations)
        ports.recheck()
      }
      return isNewer
    }
  })
  return {
    onMessage: (from, protocol, message, bytes) =>
      deliver(
        { type: 'message', from, protocol, message } as VehicleEvent & ProtocolMessage,
        bytes
      ),
    onGossip(author, message, bytes) {
      hintFrom(author, message as GossipMessage, ports.sighted)
      deliver({ type: 'gossip', from: author, message: message as GossipMessage }, bytes)
    },
    checkGossip: (author, message) => check(author, message as GossipMessage),
    onConnected: (peer) => deliver({ type: 'connected', peer }),
    onDisconnected: (peer) => deliver({ type: 'disconnected', peer }),
    onRevocations: keep,
    onFact: tell
  }
}
