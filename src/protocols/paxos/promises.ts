/**
 * What members promise a candidate, part by part, and the log that follows from it.
 *
 * Keeps: a promise counts when all its parts are there and everything that it may show to be decided is
 * at hand; of those that count, the log accepted in the highest ballot is taken over, the longest of these.
 * Source: Sequence Paxos (Omni-Paxos, 2023).
 */
import { type Ballot, compareBallots, isSameBallot } from '../../core/ballot.ts'
import type { FullBlock } from '../../core/block.ts'
import type { Head } from '../../core/holdings.ts'
import type { PeerId } from '../../core/peer.ts'
import { type GroupParts, readGroupBlocks } from './parts.ts'
import type { Out, PromiseMessage } from './types.ts'

export interface Promised {
  readonly accepted: Ballot
  readonly height: number
  readonly from: number
  readonly decided: Head
  readonly blocks: ReadonlyMap<number, FullBlock>
}

export interface Promises {
  /** A promise with one more part; undefined when the part is none of this group. */
  add(
    from: PeerId,
    before: Promised | undefined,
    message: PromiseMessage,
    out: Out
  ): Promised | undefined
  /** `outdated`: it tells of an older log of this vehicle, and has to be asked for anew. */
  judge(promised: Promised): 'counts' | 'incomplete' | 'outdated'
  /** What is to be taken over of the own tail and those promised. */
  tailFrom(promises: readonly Promised[]): readonly FullBlock[]
}

export function createPromises(parts: GroupParts): Promises {
  const { log } = parts

  /** The tail that a promise stands for, or undefined when it does not go on from what is decided. */
  const tailOf = ({ from, height, blocks }: Promised): readonly FullBlock[] | undefined => {
    const { decided } = log
    const tail = log.tail.slice(0, Math.max(0, from - decided.height))
    let hash = tail.at(-1)?.hash ?? decided.hash
    for (let h = decided.height + tail.length + 1; h <= height; h++) {
      const block = blocks.get(h)
      if (block === undefined || block.header.prev !== hash) {
        return undefined
      }
      tail.push(block)
      hash = block.hash
    }
    return tail
  }

  const isAbove = (a: Promised, accepted: Ballot, height: number): boolean =>
    (compareBallots(a.accepted, accepted) || a.height - height) > 0

  return {
    add(from, before, message, out) {
      const blocks = readGroupBlocks(parts, from, message, out)
      if (blocks === undefined) {
        return undefined
      }
      const { accepted, height, decided } = message
      const isPart =
        before !== undefined &&
        isSameBallot(before.accepted, accepted) &&
        before.height === height &&
        before.from === message.from
      const known = new Map(isPart ? before.blocks : [])
      for (const block of blocks) {
        if (block.header.height > message.from && block.header.height <= height) {
          known.set(block.header.height, block)
        }
      }
      return { accepted, height, from: message.from, decided, blocks: known }
    },
    judge(promised) {
      const { blocks, height, from, decided } = promised
      if (blocks.size !== height - from || decided.height > log.decided.height) {
        return 'incomplete'
      }
      return isAbove(promised, log.accepted, log.top.height) && tailOf(promised) === undefined
        ? 'outdated'
        : 'counts'
    },
    tailFrom(promises) {
      let tail: readonly FullBlock[] = log.tail
      let best = { accepted: log.accepted, height: log.top.height }
      for (const promised of promises) {
        if (isAbove(promised, best.accepted, best.height)) {
          tail = tailOf(promised) ?? tail
          best = promised
        }
      }
      // What a lower ballot left behind the last block of a booth can never be decided.
      const seal = tail.findIndex(({ header }) => header.seal !== undefined)
      return seal < 0 ? tail : tail.slice(0, seal + 1)
    }
  }
}
