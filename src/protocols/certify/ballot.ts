/**
 * The votes of a member: what becomes of each block shown to it, in order, and the reminder that a
 * vote still waits for its certificate.
 *
 * Keeps: block and vote are pushed in the step that sends the vote, so both are durable before it is
 * heard; a frozen or damaged chain gets no vote.
 */
import type { FullBlock } from '../../core/block.ts'
import type { Booth, BoothId } from '../../core/booth.ts'
import type { NowMs } from '../../core/machine.ts'
import { distrust, refuse, standing } from './decline.ts'
import type { Joined, JoinedChains } from './joined.ts'
import { expectedHeight, judgeBlock } from './judgement.ts'
import type { Parts } from './parts.ts'
import type { Out } from './types.ts'
import type { Voted } from './votes.ts'

export interface Ballot {
  /** Judges a block whose signature was not checked yet, and those that waited for it. */
  consider(nowMs: NowMs, joined: Joined, booth: Booth, block: FullBlock, out: Out): void
  /** Goes through the blocks that waited, as far as they follow now. */
  drain(nowMs: NowMs, joined: Joined, out: Out): void
  /** The time to remind the proposer has come. */
  remind(nowMs: NowMs, joined: Joined, out: Out): void
  /** The proposer can be reached again. */
  reconnected(nowMs: NowMs, joined: Joined, out: Out): void
}

export const VOTE_TIMER = 'certify:vote:'

/** A vote that brought no certificate is sent again after these times, doubling. */
const VOTE_RESEND_MS_MIN = 500
const VOTE_RESEND_MS_MAX = 30_000

export function createBallot(parts: Parts, joinedChains: JoinedChains): Ballot {
  const { environment, votes, frozen } = parts
  const { holdings } = environment

  const carryOut = (
    nowMs: NowMs,
    joined: Joined,
    booth: Booth,
    block: FullBlock,
    isVerified: boolean,
    out: Out
  ): void => {
    const { chain, proposer } = joined
    const place = { chain: chain.id, booth: booth.id, height: block.header.height }
    const verdict = judgeBlock(parts, chain, block, isVerified)
    switch (verdict.type) {
      case 'vote':
        vote(nowMs, joined, booth, block, out)
        break
      case 'wait': {
        // A proposer that sends it again believes that the block before it is here.
        const isAgain = joined.buffer.has(place.height)
        if (isAgain || !joinedChains.keep(joined, { block, booth })) {
          refuse(parts, proposer, place, 'unlinked', 'the block before it is missing', out)
        }
        break
      }
      case 'covered':
        holdings.put(block, out)
        break
      case 'done':
        break
      case 'accuse':
        frozen.accuse(chain, block, out)
        break
      case 'fork':
        frozen.freeze(chain, `block ${place.height} contradicts its certificate`, out)
        refuse(parts, proposer, place, 'conflict', 'another block of this height is certified', out)
        break
      case 'forged':
        distrust(chain.id, proposer, `block ${place.height} without the proposer's signature`, out)
        refuse(parts, proposer, place, 'invalid', 'the proposer did not sign the block', out)
        break
      case 'refuse':
        refuse(parts, proposer, place, verdict.reason, verdict.text, out)
        break
    }
  }

  const vote = (nowMs: NowMs, joined: Joined, booth: Booth, block: FullBlock, out: Out): void => {
    const { header, hash } = block
    const { chain, height, timeMs } = header
    if (holdings.put(block, out) === 'conflict') {
      const place = { chain, booth: booth.id, height }
      refuse(
        parts,
        joined.proposer,
        place,
        'conflict',
        'a neighbour of the block links elsewhere',
        out
      )
      return
    }
    sendVote(joined, booth.id, { height, hash, timeMs }, out)
    if (joined.reminder === undefined) {
      remindLater(nowMs, joined, VOTE_RESEND_MS_MIN, out)
    }
  }

  const sendVote = ({ chain, proposer }: Joined, booth: BoothId, block: Voted, out: Out): void => {
    const { height, hash } = block
    const { signature } = votes.sign(chain.id, block, booth, out)
    const message = { type: 'vote', chain: chain.id, height, hash, booth, signature } as const
    out.push({ type: 'send', to: proposer, protocol: 'certify', message })
    const detail = { chain: chain.id, height, booth }
    out.push({ type: 'fact', fact: { name: 'certify:voted', detail } })
  }

  /** Goes through the blocks that waited, as far as they follow now. */
  const drain = (nowMs: NowMs, joined: Joined, out: Out): void => {
    const { buffer, chain } = joined
    const certifiedTo = holdings.get(chain.id)?.certified?.height ?? 0
    const passed = [...buffer.keys()].filter((height) => height <= certifiedTo)
    // From above: what is certified covers what is below it through the links.
    for (const height of passed.sort((a, b) => b - a)) {
      takeBuffered(nowMs, joined, height, out)
    }
    while (takeBuffered(nowMs, joined, expectedHeight(parts, chain.id), out)) {
      // The next one may follow now.
    }
  }

  const takeBuffered = (nowMs: NowMs, joined: Joined, height: number, out: Out): boolean => {
    const buffered = joinedChains.take(joined, height)
    if (buffered !== undefined && standing(parts, joined.chain.id) === undefined) {
      carryOut(nowMs, joined, buffered.booth, buffered.block, true, out)
    }
    return buffered !== undefined && !joined.buffer.has(height)
  }

  const remindLater = (nowMs: NowMs, joined: Joined, delayMs: number, out: Out): void => {
    const height = votes.get(joined.chain.id)?.height ?? 0
    joined.reminder = { delayMs, height }
    const id = `${VOTE_TIMER}${joined.chain.id}`
    out.push({ type: 'timer', id, atMs: nowMs + delayMs })
  }

  /** The newest vote, if it still waits for a certificate and its proposer can be reached. */
  const pendingVote = ({ chain, proposer, booths }: Joined): Voted | undefined => {
    const voted = votes.get(chain.id)
    const held = holdings.get(chain.id)
    const isPending =
      voted !== undefined &&
      booths.length > 0 &&
      voted.height > (held?.certified?.height ?? 0) &&
      held?.hashAt(voted.height) === voted.hash &&
      environment.peers.connected.has(proposer) &&
      standing(parts, chain.id) === undefined
    return isPending ? voted : undefined
  }

  return {
    consider(nowMs, joined, booth, block, out) {
      carryOut(nowMs, joined, booth, block, false, out)
      drain(nowMs, joined, out)
    },
    drain,
    remind(nowMs, joined, out) {
      const { reminder } = joined
      const pending = pendingVote(joined)
      const booth = joined.booths.at(-1)
      joined.reminder = undefined
      if (pending === undefined || booth === undefined || reminder === undefined) {
        return
      }
      if (pending.height > reminder.height) {
        remindLater(nowMs, joined, VOTE_RESEND_MS_MIN, out)
      } else {
        sendVote(joined, booth.id, pending, out)
        remindLater(nowMs, joined, Math.min(2 * reminder.delayMs, VOTE_RESEND_MS_MAX), out)
      }
    },
    reconnected(nowMs, joined, out) {
      if (pendingVote(joined) !== undefined) {
        remindLater(nowMs, joined, VOTE_RESEND_MS_MIN, out)
      }
    }
  }
}
