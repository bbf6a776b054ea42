/**
 * Vehicles that are asked to be the members of the next booth, and what they have answered: from which data
 * directory each votes, and how much of the log it has.
 *
 * Keeps: no booth is made whose members could not form a majority at once, with what the group has decided
 * at hand, or could not be handed over what its engine keeps beside the log.
 */
import { type Booth, createGroupBooth, type Incarnation } from '../../core/booth.ts'
import { encodeCommand } from '../../core/command.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { majority } from '../../core/quorum.ts'
import type { GroupParts } from './parts.ts'
import type { Service } from './service.ts'
import type { InvitedMessage, Out } from './types.ts'

export interface Invitation {
  readonly members: readonly PeerId[]
  /** Asks those who have not answered, or lacked too much when they did. */
  send(out: Out): void
  heard(from: PeerId, message: Pick<InvitedMessage, 'incarnation' | 'decided'>): void
  /** Whether the next booth could begin at once. */
  isReady(nowMs: NowMs): boolean
  /** Ends the booth with the block that names the next one; false while that could not begin at once. */
  seal(nowMs: NowMs, operation: string, out: Out): boolean
  /** Why it could not so far. */
  fault(): string
}

/** A new member that lacks no more than this has caught up. */
const BEHIND_BLOCKS_MAX = 64

/** Why these may be the members of no booth of the group, whoever asks for it; undefined when they may. */
export function strangerFault(
  { chain, environment }: Pick<GroupParts, 'chain' | 'environment'>,
  nowMs: NowMs,
  members: readonly PeerId[]
): string | undefined {
  const pivot = chain.genesis.pivots.find((peer) => !members.includes(peer))
  if (pivot !== undefined) {
    return `the pivot ${pivot} is missing`
  }
  const stranger = members.find((peer) => !environment.fleet.admits(peer, undefined, nowMs))
  return stranger === undefined ? undefined : `${stranger} is not of this fleet`
}

export function createInvitation(
  parts: GroupParts,
  service: Service,
  members: readonly PeerId[],
  startedMs: NowMs
): Invitation {
  const { environment, settings, chain, log } = parts
  const { self, fleet, crypto } = environment
  const invited = new Map<PeerId, { readonly incarnation: Incarnation; readonly decided: number }>([
    [self, { incarnation: parts.incarnation, decided: log.decided.height }]
  ])
  let handOverFault: string | undefined

  const isBehind = (decided: number): boolean => decided + BEHIND_BLOCKS_MAX < log.decided.height

  /** Where each member votes from, or undefined while the next booth could not begin at once. */
  const electorate = (): Map<PeerId, Incarnation> | undefined => {
    const { booth } = parts.roster()
    const known = new Map<PeerId, Incarnation>()
    let reachable = 0
    for (const peer of members) {
      const answer = invited.get(peer)
      const before = booth?.incarnations[booth.members.indexOf(peer)]
      const incarnation = answer?.incarnation ?? before
      if (incarnation === undefined) {
        return undefined
      }
      known.set(peer, incarnation)
      reachable += peer === self || (answer !== undefined && !isBehind(answer.decided)) ? 1 : 0
    }
    return reachable >= majority(members.length) ? known : undefined
  }

  /**
   * Who does not answer may be down, or not be heard yet after the loss of its disk: a booth that names
   * the old one would leave it a stranger. So all are waited for, half the time that there is.
   */
  const voters = (nowMs: NowMs): Map<PeerId, Incarnation> | undefined => {
    const isEarly = nowMs < startedMs + settings.openTimeoutMs / 2
    const isAwaited = isEarly && members.some((peer) => !invited.has(peer))
    const known = isAwaited ? undefined : electorate()
    if (known === undefined) {
      return undefined
    }
    const there = new Map([...invited].map(([peer, { incarnation }]) => [peer, incarnation]))
    handOverFault = parts.handOverFault({ members, there })
    return handOverFault === undefined ? known : undefined
  }

  const after = (booth: Booth, known: ReadonlyMap<PeerId, Incarnation>, nowMs: NowMs): Booth =>
    createGroupBooth(crypto, fleet, {
      chain: chain.id,
      number: booth.number + 1,
      members: known,
      openedAtMs: Math.floor(nowMs),
      opener: self
    })

  return {
    members,
    send(out) {
      const { booth, line } = parts.roster()
      const shown = { booth: booth?.bytes, line: line.map(({ bytes }) => bytes) }
      for (const peer of members) {
        const known = invited.get(peer)
        if (peer !== self && (known === undefined || isBehind(known.decided))) {
          const content = { type: 'invite', genesis: chain.bytes, decided: log.decided } as const
          parts.send(peer, { ...content, ...shown }, out)
        }
      }
    },
    heard(from, { incarnation, decided }) {
      if (members.includes(from)) {
        invited.set(from, { incarnation, decided: decided.height })
      }
    },
    isReady: (nowMs) => voters(nowMs) !== undefined,
    seal(nowMs, operation, out) {
      const { booth } = parts.roster()
      const known = booth === undefined || log.isSealed ? undefined : voters(nowMs)
      if (booth === undefined || known === undefined) {
        return false
      }
      const entry = encodeCommand({ type: 'reconfigure', booth: after(booth, known, nowMs).bytes })
      service.seal(nowMs, entry, { booth: booth.id, operation }, out)
      return true
    },
    fault() {
      const missing = members.filter((peer) => peer !== self && !invited.has(peer))
      const names = missing.length === 0 ? 'too many members lack blocks' : missing.join(', ')
      return handOverFault ?? `no majority of the new members can be had: ${names}`
    }
  }
}
