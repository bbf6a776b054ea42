/**
 * Whom a vehicle asks that wants something of a group: the leader when it knows one, else any member.
 *
 * Keeps: only who is connected is asked, for what is sent to nobody can be refused for certain;
 * whoever left a question without an answer is passed over for a while, so that one member that
 * hangs, and all who still take it for the leader, cost a client one time-out and not several.
 */
import type { Environment } from '../../core/environment.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'

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
  { self, peers, random }: Environment,
  passOverMs: number,
  ports: RoutePorts
): Route {
  let hint: PeerId | undefined
  /** Until when they are passed over: no more than there are members. */
  const silent = new Map<PeerId, NowMs>()

  const isSilent = (nowMs: NowMs, peer: PeerId): boolean => (silent.get(peer) ?? 0) > nowMs

  const isNear = (peer: PeerId): boolean => peer === self || peers.connected.has(peer)

  const pickMember = (nowMs: NowMs): PeerId | undefined => {
    const near = ports.members().filter((peer) => peer !== self && isNear(peer))
    const good = near.filter((peer) => !isSilent(nowMs, peer))
    const choice = good.length > 0 ? good : near
    return choice.length === 0 ? undefined : random.pick(choice)
  }

  return {
    target(nowMs) {
      if (ports.isLeading()) {
        return self
      }
      const told = hint === undefined || isSilent(nowMs, hint) ? undefined : hint
      return (
        [ports.leader(), told].find((peer) => peer !== undefined && isNear(peer)) ??
        pickMember(nowMs)
      )
    },
    answered(nowMs, from, leader) {
      silent.delete(from)
      hint = leader
      return leader !== undefined && leader !== from && !isSilent(nowMs, leader)
    },
    silent(nowMs, peer) {
      const members = ports.members()
      for (const [known, untilMs] of silent) {
        if (untilMs <= nowMs || !members.includes(known)) {
          silent.delete(known)
        }
      }
      if (members.includes(peer)) {
        silent.set(peer, nowMs + passOverMs)
      }
    },
    leaderChanged() {
      hint = undefined
    }
  }
}
