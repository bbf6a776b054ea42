/**
 * The member's half of certify: joins booths, shows blocks to the ballot, takes certificates.
 *
 * Keeps: a booth and a certificate are believed only after every signature was checked; what is joined
 * is durable before it is said.
 * Source: V-Guard's validator; differs from it in that a member recomputes every hash and links every
 * block before it signs.
 */
import { decodeBlock, type FullBlock, isFull } from '../../core/block.ts'
import type { Booth, BoothId } from '../../core/booth.ts'
import type { Crypto } from '../../core/crypto.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { createBallot, VOTE_TIMER } from './ballot.ts'
import { distrust, refuse, standing } from './decline.ts'
import { type Invitation, type JudgedNews, readInvitation, readNews } from './invitation.ts'
import { createJoinedChains, type Joined } from './joined.ts'
import { judgeCertificate } from './judgement.ts'
import type { Parts } from './parts.ts'
import { roomFault } from './room.ts'
import type {
  CertifiedMessage,
  CloseMessage,
  MemberStatus,
  OpenMessage,
  Out,
  ProposeMessage,
  RefuseReason
} from './types.ts'

/** What a proposer says to members. */
export type ProposerMessage = OpenMessage | ProposeMessage | CertifiedMessage | CloseMessage

export interface Member {
  start(nowMs: NowMs): void
  message(nowMs: NowMs, from: PeerId, message: ProposerMessage, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
  connected(nowMs: NowMs, peer: PeerId, out: Out): void
  /** Another machine has learned a newer certificate of this chain. */
  advanced(nowMs: NowMs, chain: ChainId, out: Out): void
  /** The evidence against the proposer of this chain is at hand: the proposer is told. */
  convicted(chain: Chain, out: Out): void
  status(): readonly MemberStatus[]
}

export function createMember(parts: Parts, disk: Disk): Member {
  const { environment, settings, votes, frozen } = parts
  const { crypto, holdings } = environment
  const { boothsMax, bufferBytesMax } = settings
  const joinedChains = createJoinedChains(environment, boothsMax, bufferBytesMax, disk)
  const ballot = createBallot(parts, joinedChains)

  const boothOf = (chain: ChainId, booth: BoothId): Booth | undefined =>
    joinedChains.get(chain)?.booths.find(({ id }) => id === booth)
  const isKnown = (chain: ChainId, booth: BoothId): boolean => boothOf(chain, booth) !== undefined

  const open = (nowMs: NowMs, from: PeerId, message: OpenMessage, out: Out): void => {
    const invitation = readInvitation(environment, from, message, isKnown)
    if (typeof invitation === 'string') {
      distrust('', from, invitation, out)
      return
    }
    const { chain, booth, news } = invitation
    const place = { chain: chain.id, booth: booth.id, height: 0 }
    const fault = invitationFault(parts, invitation)
    if (fault !== undefined) {
      refuse(parts, from, place, ...fault, out)
      return
    }
    holdings.adopt(chain, out)
    const isJoined = joinedChains.get(chain.id)?.booths.at(-1)?.id === booth.id
    const joined = isJoined
      ? joinedChains.get(chain.id)
      : joinedChains.join(chain, from, booth, nowMs, out)
    if (joined === undefined) {
      refuse(parts, from, place, 'full', `in ${boothsMax} booths already`, out)
      return
    }
    joined.heardAtMs = nowMs
    believe(nowMs, joined, news, out)
    const conflict = standing(parts, chain.id)
    if (conflict !== undefined) {
      refuse(parts, from, place, 'conflict', conflict[1], out)
      return
    }
    const opened = { type: 'opened', chain: chain.id, booth: booth.id } as const
    out.push({ type: 'send', to: from, protocol: 'certify', message: opened })
    if (!isJoined) {
      const { number, members } = booth
      const detail = { chain: chain.id, booth: booth.id, number, members }
      out.push({ type: 'fact', fact: { name: 'certify:joined', detail } })
    }
  }

  /** Takes over what a judged certificate says. */
  const believe = (nowMs: NowMs, joined: Joined, news: JudgedNews | undefined, out: Out): void => {
    if (news === undefined) {
      return
    }
    const { chain, proposer } = joined
    const { certificate, booth, verdict } = news
    const { height, hash } = certificate
    if (verdict === 'forged') {
      distrust(chain.id, proposer, `a false certificate for block ${height}`, out)
    } else if (verdict === 'conflict') {
      frozen.freeze(chain, `a certificate contradicts block ${height} as held here`, out)
    } else if (verdict === 'genuine') {
      holdings.certify(certificate, booth, out)
      const head = { height, hash }
      out.push({ type: 'signal', signal: { type: 'certified', chain: chain.id, head } })
      const detail = { chain: chain.id, height, booth: booth.id }
      out.push({ type: 'fact', fact: { name: 'certify:followed', detail } })
      ballot.drain(nowMs, joined, out)
    }
  }

  const certified = (nowMs: NowMs, from: PeerId, message: CertifiedMessage, out: Out): void => {
    const { certificate } = message
    const joined = joinedChains.get(certificate.chain)
    const booth = boothOf(certificate.chain, certificate.booth)
    if (joined !== undefined && booth !== undefined && joined.proposer === from) {
      const verdict = judgeCertificate(environment, joined.chain, booth, certificate)
      joined.heardAtMs = nowMs
      believe(nowMs, joined, { certificate, booth, verdict }, out)
    }
  }

  const propose = (nowMs: NowMs, from: PeerId, message: ProposeMessage, out: Out): void => {
    const { chain, booth: boothId } = message
    const place = { chain, booth: boothId, height: 0 }
    const joined = joinedChains.get(chain)
    const booth = boothOf(chain, boothId)
    if (joined === undefined || booth === undefined || joined.proposer !== from) {
      refuse(parts, from, place, 'unknownBooth', 'not a member of this booth', out)
      return
    }
    joined.heardAtMs = nowMs
    const bad = standing(parts, chain)
    if (bad !== undefined) {
      refuse(parts, from, place, ...bad, out)
      return
    }
    const block = readBlock(crypto, message)
    if (typeof block === 'string') {
      distrust(chain, from, block, out)
      refuse(parts, from, place, 'invalid', block, out)
      return
    }
    ballot.consider(nowMs, joined, booth, block, out)
  }

  const close = (nowMs: NowMs, from: PeerId, message: CloseMessage, out: Out): void => {
    const joined = joinedChains.get(message.chain)
    if (joined?.proposer !== from || !isKnown(message.chain, message.booth)) {
      return
    }
    const news = readNews(environment, joined.chain, message, isKnown)
    if (typeof news === 'string') {
      distrust(message.chain, from, news, out)
    } else {
      believe(nowMs, joined, news, out)
    }
    joinedChains.leave(joined, message.booth, out)
    const detail = { chain: message.chain, booth: message.booth }
    out.push({ type: 'fact', fact: { name: 'certify:left', detail } })
  }

  return {
    start(nowMs) {
      for (const joined of joinedChains.all()) {
        joined.heardAtMs = nowMs
      }
    },
    message(nowMs, from, message, out) {
      switch (message.type) {
        case 'open':
          open(nowMs, from, message, out)
          break
        case 'propose':
          propose(nowMs, from, message, out)
          break
        case 'certified':
          certified(nowMs, from, message, out)
          break
        case 'close':
          close(nowMs, from, message, out)
          break
      }
    },
    timer(nowMs, id, out) {
      const joined = joinedChains.get(id.slice(VOTE_TIMER.length))
      if (joined !== undefined) {
        ballot.remind(nowMs, joined, out)
      }
    },
    connected(nowMs, peer, out) {
      for (const joined of joinedChains.all()) {
        if (joined.proposer === peer) {
          ballot.reconnected(nowMs, joined, out)
        }
      }
    },
    advanced(nowMs, chain, out) {
      const joined = joinedChains.get(chain)
      if (joined !== undefined) {
        ballot.drain(nowMs, joined, out)
      }
    },
    convicted(chain, out) {
      const joined = joinedChains.get(chain.id)
      const booth = joined?.booths.at(-1)
      if (joined !== undefined && booth !== undefined) {
        const place = { chain: chain.id, booth: booth.id, height: 0 }
        refuse(parts, joined.proposer, place, 'conflict', 'two blocks of one height', out)
      }
    },
    status: () =>
      joinedChains.all().map(({ chain, booths, buffer }) => ({
        chain: chain.id,
        booths: booths.map(({ id }) => id),
        votedTo: votes.get(chain.id)?.height ?? 0,
        certifiedTo: holdings.get(chain.id)?.certified?.height ?? 0,
        buffered: buffer.size
      }))
  }
}

/** Why a booth is not joined, or undefined when it may be. */
function invitationFault(
  parts: Parts,
  { chain, fault }: Invitation
): readonly [RefuseReason, string] | undefined {
  const bad = standing(parts, chain.id)
  if (bad !== undefined || fault !== undefined) {
    return bad ?? ['invalid', fault ?? '']
  }
  if (!parts.environment.holdings.admits(chain)) {
    return ['full', 'too many chains are known already, in all or of this proposer']
  }
  const shortage = roomFault(parts, 1)
  return shortage === undefined ? undefined : ['full', shortage]
}

/** The block of a proposal, or why it is none. */
function readBlock(crypto: Crypto, message: ProposeMessage): FullBlock | string {
  try {
    const block = decodeBlock(crypto, message.block)
    return isFull(block) && block.header.chain === message.chain
      ? block
      : 'the proposal has no body, or is of another chain'
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}
