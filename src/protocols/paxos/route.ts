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
  /** Whom to ask now; undefined when nobody is in reach. */
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
      const told = hint === undefined || reach.isSilent(nowMs, hint) ? undefined : hint
      return (
        [ports.leader(), told].find((peer) => peer !== undefined && reach.isNear(peer)) ??
        reach.pick(nowMs, ports.members())
      )
    },
    answered(nowMs, from, leader) {
      reach.heard(from)
      hint = leader
      return leader !== undefined && leader !== from && !reach.isSilent(nowMs, leader)
    },
    silent: reach.silent,
    leaderChanged() {
      hint = undefined
    }
  }
}
