/**
 * What members say of one chain, and whom to believe: a list of hashes counts when more than half of
 * the members that have spoken do not contradict it.
 *
 * Keeps: no block is asked for before a member has named its hash behind the hash that is decided
 * here; a single member that says otherwise is noted, and outvoted where others answer.
 */
import type { Hash } from '../../core/bytes.ts'
import type { Head } from '../../core/holdings.ts'
import { MEMBERS_MAX } from '../../core/limits.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Offer } from './state-fetch.ts'
import type { AckMessage } from './types.ts'

/** What one member has said. */
interface Witness {
  /** Its newest decided block, from its answer or from the engine. */
  head: Head | undefined
  /** Its answer to the request of this round. */
  ack: AckMessage | undefined
}

/** Hashes that are believed to be decided, of the heights from..to. */
export interface Agreed {
  readonly from: number
  readonly to: number
  readonly hashes: readonly Hash[]
}

export interface Verdict {
  /** Undefined when nobody has more, or no list is believed. */
  readonly agreed: Agreed | undefined
  /** Members that have another block where the asker has its newest. */
  readonly forked: readonly PeerId[]
  /** At least as many contradict the asker as agree with it, itself included. */
  readonly isForked: boolean
  /** Some member has the block that the asker has as its newest. */
  readonly isShared: boolean
  /** Members that contradict the list that is believed. */
  readonly dissenters: readonly PeerId[]
  /** There are lists, but none that is believed. */
  readonly isDisputed: boolean
}

export interface Witnesses {
  readonly peers: readonly PeerId[]
  /** The greatest height that any of them has told of. */
  readonly goal: number
  /** Members that have answered in this round. */
  readonly answered: number
  tell(peer: PeerId, head: Head): void
  /** Takes an answer; false when it belongs to another round. */
  answer(peer: PeerId, ack: AckMessage): boolean
  hasAnswered(peer: PeerId): boolean
  /** The last height that a member can send from `height` on; 0 for none. */
  holdsTo(peer: PeerId, height: number): number
  headOf(peer: PeerId): number
  /** Snapshots that members have offered in this round. */
  readonly offers: readonly Offer[]
  /** Its answer no longer holds. */
  forget(peer: PeerId): void
  /** Begins a round: answers to requests from another block do not count in it. */
  begin(from: Head): void
  judge(): Verdict
}

export function createWitnesses(): Witnesses {
  const all = new Map<PeerId, Witness>()
  let base: Head = { height: -1, hash: '' }

  const witnessOf = (peer: PeerId): Witness | undefined => {
    const known = all.get(peer)
    if (known !== undefined || all.size >= MEMBERS_MAX) {
      return known
    }
    const witness = { head: undefined, ack: undefined }
    all.set(peer, witness)
    return witness
  }

  const raise = (witness: Witness, head: Head): void => {
    if (witness.head === undefined || head.height >= witness.head.height) {
      witness.head = head
    }
  }

  const speaking = (): readonly (readonly [PeerId, Witness])[] =>
    [...all].filter(([, { head, ack }]) => head !== undefined || ack !== undefined)

  const judgeOwn = (): Pick<Verdict, 'forked' | 'isForked' | 'isShared'> => {
    const acks = [...all].filter(([, { ack }]) => ack?.hash !== undefined)
    const forked = acks.filter(([, { ack }]) => ack?.hash !== base.hash).map(([peer]) => peer)
    const agreeing = acks.length - forked.length
    return { forked, isForked: forked.length > agreeing, isShared: agreeing > 0 }
  }

  return {
    get peers() {
      return [...all.keys()]
    },
    get goal() {
      return [...all.values()].reduce((max, { head }) => Math.max(max, head?.height ?? 0), 0)
    },
    get answered() {
      return [...all.values()].filter(({ ack }) => ack !== undefined).length
    },
    tell(peer, head) {
      const witness = witnessOf(peer)
      if (witness !== undefined) {
        raise(witness, head)
      }
    },
    answer(peer, ack) {
      const witness = witnessOf(peer)
      if (witness === undefined || ack.height !== base.height) {
        return false
      }
      witness.ack = ack
      raise(witness, ack.decided)
      return true
    },
    hasAnswered: (peer) => all.get(peer)?.ack !== undefined,
    holdsTo: (peer, height) =>
      all.get(peer)?.ack?.ranges.find(({ from, to }) => from <= height && height <= to)?.to ?? 0,
    headOf: (peer) => all.get(peer)?.head?.height ?? 0,
    get offers() {
      return [...all].flatMap(([peer, { ack }]) =>
        ack?.snapshot === undefined ? [] : [{ peer, note: ack.snapshot }]
      )
    },
    forget(peer) {
      const witness = all.get(peer)
      if (witness !== undefined) {
        witness.ack = undefined
      }
    },
    begin(from) {
      base = from
      for (const witness of all.values()) {
        witness.ack = undefined
      }
    },
    judge() {
      const own = judgeOwn()
      // Whoever contradicts what is decided here says nothing of what follows it.
      const spoken = speaking().filter(([peer]) => !own.forked.includes(peer))
      const lists = spoken
        .flatMap(([, { ack }]) => (ack === undefined || ack.next.length === 0 ? [] : [ack]))
        .filter(({ hash }) => hash === base.hash)
        .sort((a, b) => b.decided.height - a.decided.height)
      for (const list of lists) {
        const dissenters = spoken.filter(([, one]) => contradicts(list, one)).map(([peer]) => peer)
        if (2 * dissenters.length < spoken.length) {
          const { next: hashes } = list
          const from = base.height + 1
          const agreed = { from, to: base.height + hashes.length, hashes }
          return { ...own, agreed, dissenters, isDisputed: false }
        }
      }
      return { ...own, agreed: undefined, dissenters: [], isDisputed: lists.length > 0 }
    }
  }
}

/** Whether what a member has said cannot be true together with a list of hashes. */
function contradicts({ height, hash, next }: AckMessage, { head, ack }: Witness): boolean {
  const told = head === undefined ? undefined : next[head.height - height - 1]
  if (told !== undefined && told !== head?.hash) {
    return true
  }
  return (
    (ack?.hash !== undefined && ack.hash !== hash) ||
    ack?.next.some((other, i) => next[i] !== undefined && next[i] !== other) === true
  )
}
