/**
 * Whom a vehicle can ask now, of those that could all answer.
 *
 * Keeps: only who is connected is asked, for what is sent to nobody can be refused for certain;
 * whoever left a question without an answer is passed over for a while, if another one is there.
 */
import type { Environment } from './environment.ts'
import type { NowMs } from './machine.ts'
import type { PeerId } from './peer.ts'

export interface Reach {
  /** It is connected, or this vehicle itself. */
  isNear(peer: PeerId): boolean
  isSilent(nowMs: NowMs, peer: PeerId): boolean
  /** Any of `candidates` but this vehicle; undefined when none of them is connected. */
  pick(nowMs: NowMs, candidates: readonly PeerId[]): PeerId | undefined
  /** Nothing has come from it in time. */
  silent(nowMs: NowMs, peer: PeerId): void
  heard(peer: PeerId): void
}

/** @param passOverMs how long it is passed over after a question was left without an answer */
export function createReach({ self, peers, random }: Environment, passOverMs: number): Reach {
  /** Until when they are passed over: no more than were asked in that time. */
  const silentUntil = new Map<PeerId, NowMs>()

  const isNear = (peer: PeerId): boolean => peer === self || peers.connected.has(peer)

  const isSilent = (nowMs: NowMs, peer: PeerId): boolean => nowMs < (silentUntil.get(peer) ?? 0)

  return {
    isNear,
    isSilent,
    pick(nowMs, candidates) {
      const near = candidates.filter((peer) => peer !== self && isNear(peer))
      const answering = near.filter((peer) => !isSilent(nowMs, peer))
      const choice = answering.length > 0 ? answering : near
      return choice.length === 0 ? undefined : random.pick(choice)
    },
    silent(nowMs, peer) {
      if (peer === self) {
        // It is only slow: nobody else could answer sooner.
        return
      }
      for (const [known, untilMs] of silentUntil) {
        if (untilMs <= nowMs) {
          silentUntil.delete(known)
        }
      }
      silentUntil.set(peer, nowMs + passOverMs)
    },
    heard(peer) {
      silentUntil.delete(peer)
    }
  }
}
