/**
 * Whom a vehicle asks that wants something of a group: the leader when it knows one, else any member.
 *
 * One member that hangs, and all who still take it for the leader, cost a client one time-out and not
 * several.
 */
import type { Environment } from '../../core/environment.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createReach } from '../../core/reach.ts'

export interface Route {
  /** Whom to ask now; undefined when nobody is in reach, and while this vehicle tries to lead. */
  target(nowMs: NowMs): PeerId | undefined
  /** An answer has come from `from`, which takes `leader` for the leader. Returns whether to go there. */
  answered(nowMs: NowMs, from: PeerId, leader: PeerId | undefined): boolean
  /** Nothing has come from it in time. */
  silent(nowMs: NowMs, peer: PeerId): void
  leaderChanged(): void
}

export interface RoutePorts {
  /** This vehicle leads. */
  isLeading(): boolean
  /** Who leads, as this vehicle sees it as a member. */
  leader(): PeerId | undefined
  /** Vehicles to ask when nobody is known to lead. */
  members(): readonly PeerId[]
}

export function createRoute(
  environment: Environment,
  passOverMs: number,
  ports: RoutePorts
): Route {
  const reach = createReach(environment, passOverMs)
  let hint: PeerId | undefined

  return {
    target(nowMs) {
      if (ports.isLeading()) {
        return environment.self
      }
      const leader = ports.leader()
      if (leader === environment.self) {
        // About to lead, or to give up: until then nothing is told, so that it can be refused for certain.
        return undefined
      }
      const told = hint === undefined || reach.isSilent(nowMs, hint) ? undefined : hint
      const isThere = (peer: PeerId | undefined): peer is PeerId =>
        peer !== undefined && reach.isNear(peer)
      return [leader, told].find(isThere) ?? reach.pick(nowMs, ports.members())
    },
    answered(nowMs, from, leader) {
      reach.heard(from)
      // Whoever says that this vehicle leads has not heard yet that it does not.
      hint = leader === environment.self ? undefined : leader
      return hint !== undefined && hint !== from && !reach.isSilent(nowMs, hint)
    },
    silent: reach.silent,
    leaderChanged() {
      hint = undefined
    }
  }
}
