/**
 * What leaves this vehicle together: what is said while earlier words wait for the disk goes in as few
 * messages as it can when those have left.
 *
 * Keeps: a message names the version of the ring that its sender went by when it was said.
 */
import type { PeerId } from '../../core/peer.ts'
import { portionsOf } from '../../core/portions.ts'
import { ITEMS_MAX, PORTION_BYTES } from './limits.ts'
import type { Content, Outcome, Portion, Vote } from './types.ts'

export interface Outbox {
  readonly isEmpty: boolean
  add(to: PeerId, ring: number, content: Content): void
  /** Everything, in the order in which it was first said to somebody. */
  flush(emit: (to: PeerId, ring: number, content: Content) => void): void
}

type Listed = Extract<Content, { readonly type: 'prepare' | 'votes' | 'outcomes' | 'acks' }>

interface Box {
  readonly to: PeerId
  readonly ring: number
  readonly contents: Content[]
}

export function createOutbox(): Outbox {
  let boxes = new Map<string, Box>()
  let others = 0

  return {
    get isEmpty() {
      return boxes.size === 0
    },
    add(to, ring, content) {
      const name = isListed(content)
        ? `${to} ${ring} ${content.type} ${content.coordinator}`
        : `${++others}`
      const box = boxes.get(name) ?? { to, ring, contents: [] }
      boxes.set(name, box)
      box.contents.push(content)
    },
    flush(emit) {
      const ready = boxes
      boxes = new Map()
      for (const { to, ring, contents } of ready.values()) {
        for (const content of join(contents)) {
          emit(to, ring, content)
        }
      }
    }
  }
}

function isListed(content: Content): content is Listed {
  return 'coordinator' in content && content.type !== 'doubts'
}

/** Contents of one kind as few: the lists of all in portions. */
function* join(contents: readonly Content[]): Generator<Content, void> {
  const [first] = contents
  if (first === undefined || !isListed(first) || contents.length === 1) {
    yield* contents
    return
  }
  const { coordinator } = first
  switch (first.type) {
    case 'prepare': {
      const all = listsOf(contents, 'prepare').flatMap(({ portions }) => portions)
      for (const portions of portionsOf(all, portionBytes, ITEMS_MAX, PORTION_BYTES)) {
        yield { type: 'prepare', coordinator, portions }
      }
      break
    }
    case 'votes': {
      const all = listsOf(contents, 'votes').flatMap(({ votes }) => votes)
      for (const votes of portionsOf(all, voteBytes, ITEMS_MAX, PORTION_BYTES)) {
        yield { type: 'votes', coordinator, votes }
      }
      break
    }
    case 'outcomes': {
      const all = listsOf(contents, 'outcomes').flatMap(({ outcomes }) => outcomes)
      for (const outcomes of portionsOf(all, outcomeBytes, ITEMS_MAX, PORTION_BYTES)) {
        yield { type: 'outcomes', coordinator, outcomes }
      }
      break
    }
    case 'acks': {
      const all = listsOf(contents, 'acks').flatMap(({ numbers }) => numbers)
      for (const numbers of portionsOf(all, () => 4, ITEMS_MAX, PORTION_BYTES)) {
        yield { type: 'acks', coordinator, numbers }
      }
    }
  }
}

function listsOf<T extends Listed['type']>(
  contents: readonly Content[],
  type: T
): readonly Extract<Listed, { readonly type: T }>[] {
  return contents.filter((one): one is Extract<Listed, { readonly type: T }> => one.type === type)
}

export function portionBytes({ keys }: Portion): number {
  return keys.reduce((sum, { key, expects, whenTrue, whenFalse }) => {
    const values = [whenTrue, whenFalse].map((one) =>
      one?.type === 'put' ? one.value.bytes.length : 0
    )
    const wanted = expects.map((one) => (one.type === 'value' ? one.value.bytes.length : 0))
    return [...values, ...wanted].reduce((a, b) => a + b, sum + key.length + 16)
  }, 16)
}

export function voteBytes({ found }: Vote): number {
  return found.reduce((sum, { value }) => sum + value.length + 16, 16)
}

export function outcomeBytes({ versions }: Outcome): number {
  return 16 + 8 * versions.length
}
