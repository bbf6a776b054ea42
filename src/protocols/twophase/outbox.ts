/**
 * What leaves this vehicle together: everything that is said to one vehicle while earlier words wait for
 * the disk, and outcomes, which have a moment of time, with what is said next.
 *
 * Keeps: a message names the version of the ring that its sender went by when it was said. Outcomes are
 * heard before what else is said with them: they give locks back that it may need.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { portionsOf } from '../../core/portions.ts'
import {
  messageOf,
  NUMBER_BYTES,
  outcomeBytes,
  portionBytes,
  voteBytes,
  weightOf
} from './contents.ts'
import { CONTENTS_MAX, ITEMS_MAX, LINGER_MS, PORTION_BYTES } from './limits.ts'
import type { Content, TwophaseMessage } from './types.ts'

export interface Outbox {
  /** When something is to leave; undefined when nothing waits. */
  readonly dueMs: NowMs | undefined
  add(nowMs: NowMs, to: PeerId, ring: number, content: Content): void
  /** What is due, by receiver in the order in which they were first spoken to. */
  take(nowMs: NowMs): readonly Parcel[]
}

export interface Parcel {
  readonly to: PeerId
  readonly message: TwophaseMessage
}

interface Box {
  readonly to: PeerId
  readonly ring: number
  readonly contents: Content[]
  dueMs: NowMs
}

export function createOutbox(chain: ChainId): Outbox {
  const boxes = new Map<string, Box>()

  return {
    get dueMs() {
      let least: NowMs | undefined
      for (const { dueMs } of boxes.values()) {
        least = Math.min(least ?? dueMs, dueMs)
      }
      return least
    },
    add(nowMs, to, ring, content) {
      const name = `${to} ${ring}`
      const dueMs = nowMs + (content.type === 'outcomes' ? LINGER_MS : 0)
      const box = boxes.get(name)
      if (box === undefined) {
        boxes.set(name, { to, ring, contents: [content], dueMs })
      } else {
        box.contents.push(content)
        box.dueMs = Math.min(box.dueMs, dueMs)
      }
    },
    take(nowMs) {
      const parcels: Parcel[] = []
      for (const [name, { to, ring, contents, dueMs }] of boxes) {
        if (nowMs >= dueMs) {
          boxes.delete(name)
          for (const some of portionsOf(join(contents), weightOf, CONTENTS_MAX, PORTION_BYTES)) {
            parcels.push({ to, message: messageOf(chain, ring, some) })
          }
        }
      }
      return parcels
    }
  }
}

/** As few contents, in the order in which each was first said; outcomes before all others. */
function join(contents: readonly Content[]): readonly Content[] {
  const groups: Content[][] = []
  const known = new Map<string, Content[]>()
  for (const content of contents) {
    const name = 'coordinator' in content ? `${content.type} ${content.coordinator}` : undefined
    const group = name === undefined ? undefined : known.get(name)
    if (group !== undefined) {
      group.push(content)
      continue
    }
    const fresh = [content]
    groups.push(fresh)
    if (name !== undefined) {
      known.set(name, fresh)
    }
  }
  const joined = groups.flatMap(joinGroup)
  const isFirst = ({ type }: Content): boolean => type === 'outcomes'
  return [...joined.filter(isFirst), ...joined.filter((one) => !isFirst(one))]
}

/** The lists of contents of one type and coordinator as one, in portions. */
function joinGroup(group: readonly Content[]): readonly Content[] {
  const [first] = group
  if (first === undefined || !('coordinator' in first)) {
    return group
  }
  const { type, coordinator } = first
  switch (type) {
    case 'prepare': {
      const all = group.flatMap((one) => (one.type === type ? one.portions : []))
      return cut(all, portionBytes).map((portions) => ({ type, coordinator, portions }))
    }
    case 'votes': {
      const all = group.flatMap((one) => (one.type === type ? one.votes : []))
      return cut(all, voteBytes).map((votes) => ({ type, coordinator, votes }))
    }
    case 'outcomes': {
      const all = group.flatMap((one) => (one.type === type ? one.outcomes : []))
      return cut(all, outcomeBytes).map((outcomes) => ({ type, coordinator, outcomes }))
    }
    case 'acks':
    case 'doubts': {
      const all = group.flatMap((one) => (one.type === type ? one.numbers : []))
      return cut(all, () => NUMBER_BYTES).map((numbers) => ({ type, coordinator, numbers }))
    }
  }
}

function cut<T>(items: readonly T[], bytesOf: (item: T) => number): readonly (readonly T[])[] {
  return portionsOf(items, bytesOf, ITEMS_MAX, PORTION_BYTES)
}
