/**
 * I4, I8 and I9 as far as the shared state tells: a look over the shoulder of every vehicle's state.
 *
 * I4: what is applied is chosen, in order and without gaps. I8: nothing is done twice, so every state is
 * what the chosen blocks make of an empty one. I9: the same blocks give the same state on all vehicles.
 * Source: PROTOCOLS.md, section 3.
 */
import { entriesOf, type FullBlock } from '../../core/block.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Place, StateMachine } from '../../core/state-machine.ts'
import { areSame } from './decode-once.ts'
import type { Breaks, Truth } from './truth.ts'

/** States are compared at every so many heights: a digest is not free. */
const DIGEST_HEIGHTS = 8

export interface StateRules {
  /** Puts a listener in front of the state of a vehicle that has just started. */
  watch(peer: PeerId, state: StateMachine): StateMachine
  /** Compares the states of vehicles with what an empty one becomes by the chosen blocks. */
  checkReplay(truth: Truth, shown: readonly ShownState[], empty: StateMachine): void
}

/** The state of one vehicle after a block. */
export interface ShownState {
  readonly peer: PeerId
  readonly applied: number
  readonly digest: string
}

/** `truths` gives all groups of the world. */
export function createStateRules(truths: () => readonly Truth[], breaks: Breaks): StateRules {
  const digestsOf = new Map<Truth, Map<number, string>>()

  const compare = (peer: PeerId, truth: Truth, height: number, digest: string): void => {
    const digests = digestsOf.get(truth) ?? new Map<number, string>()
    digestsOf.set(truth, digests)
    const known = digests.get(height)
    if (known === undefined) {
      digests.set(height, digest)
    } else if (known !== digest) {
      breaks('I9', peer, `its state after block ${height} differs from that of another vehicle`)
    }
  }

  /** Whether nothing lies between two places: entries left in the first block, or blocks with some. */
  const isNext = ({ chosen }: Truth, last: Place, place: Place): boolean => {
    if (place.height === last.height) {
      return place.index === last.index + 1
    }
    const countAt = (height: number): number => {
      const block = chosen[height]
      return block === undefined ? 0 : appliedEntries(block).length
    }
    let height = last.height + 1
    while (height < place.height && countAt(height) === 0) {
      height++
    }
    return height === place.height && place.index === 0 && last.index + 1 === countAt(last.height)
  }

  return {
    watch(peer, state) {
      let last: Place = { height: 0, index: -1, timeMs: 0 }
      let isRestored = false

      let truth: Truth | undefined

      const check = (entry: Uint8Array, place: Place): void => {
        // Which group a state is of shows at its first entry.
        truth ??= truths().find(({ chosen }) => isSame(entryAt(chosen, place), entry))
        const block = truth?.chosen[place.height]
        if (truth === undefined || block === undefined) {
          breaks('I4', peer, `applies block ${place.height}, which is not chosen`)
          return
        }
        if (!isSame(entryAt(truth.chosen, place), entry)) {
          breaks('I4', peer, `applies what is not entry ${place.index} of block ${place.height}`)
        }
        if (!isRestored && !isNext(truth, last, place)) {
          const at = `${last.height}.${last.index}`
          breaks('I4', peer, `applies entry ${place.height}.${place.index} behind ${at}`)
        }
        if (place.timeMs !== block.header.timeMs) {
          breaks('I4', peer, `applies block ${place.height} at another time than its own`)
        }
        if (!isRestored && place.height !== last.height && last.height % DIGEST_HEIGHTS === 0) {
          compare(peer, truth, last.height, state.digest())
        }
      }
      return {
        fault: (entry) => state.fault(entry),
        query: (question, at) => state.query(question, at),
        save: () => state.save(),
        digest: () => state.digest(),
        get bytes() {
          return state.bytes
        },
        apply(entry, place) {
          check(entry, place)
          last = place
          isRestored = false
          return state.apply(entry, place)
        },
        load(parts) {
          isRestored = true
          state.load(parts)
        }
      }
    },
    checkReplay(truth, shown, empty) {
      const made = replay(truth, empty, new Set(shown.map(({ applied }) => applied)))
      for (const { peer, applied, digest } of shown) {
        if (made.get(applied) !== digest) {
          breaks('I8', peer, `its state after block ${applied} is not what the chosen blocks make`)
        }
      }
    }
  }
}

/** Digests after the chosen blocks of these heights. */
function replay(
  { chosen, height: to }: Truth,
  state: StateMachine,
  heights: ReadonlySet<number>
): Map<number, string> {
  const digests = new Map([[0, state.digest()]])
  for (let height = 1; height <= to; height++) {
    const block = chosen[height]
    if (block === undefined) {
      break
    }
    for (const [index, entry] of appliedEntries(block).entries()) {
      state.apply(entry, { height, index, timeMs: block.header.timeMs })
    }
    if (heights.has(height)) {
      digests.set(height, state.digest())
    }
  }
  return digests
}

const entriesByBlock = new WeakMap<FullBlock, readonly Uint8Array[]>()

/** The last block of a booth carries the next booth, which is no matter of the state. */
function appliedEntries(block: FullBlock): readonly Uint8Array[] {
  const known = entriesByBlock.get(block)
  if (known !== undefined) {
    return known
  }
  const entries = block.header.seal === undefined ? entriesOf(block.body) : []
  entriesByBlock.set(block, entries)
  return entries
}

function entryAt(chosen: Truth['chosen'], { height, index }: Place): Uint8Array | undefined {
  const block = chosen[height]
  return block === undefined ? undefined : appliedEntries(block)[index]
}

function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && areSame(a, b)
}
