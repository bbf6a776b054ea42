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
import { CONTENTS_MAX, ITEMS_MAX, LINGER_MS, PORTION_BYTES, WALKS_MAX } from './limits.ts'
import type { Content, Entry, Outcome, Portion, Question, TwophaseMessage, Vote } from './types.ts'

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

/** Whoever hears it may have to look at every key. */
export function isWalk(content: Content): boolean {
  return content.type === 'pull' || (content.type === 'read' && content.question.type !== 'get')
}

/** A message of these contents. */
export function messageOf(
  chain: ChainId,
  ring: number,
  contents: readonly Content[]
): TwophaseMessage {
  const type = [...new Set(contents.map((one) => one.type))].join('+')
  return { type, chain, ring, contents }
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

const NUMBER_BYTES = 8
const PEER_BYTES = 64
/** Of what frames an item: its tags, lengths, flags and numbers. */
const FRAME_BYTES = 16

/** Bytes, and a share of a message to each walk. */
function weightOf(content: Content): number {
  const bytes = contentBytes(content)
  return isWalk(content) ? Math.max(bytes, PORTION_BYTES / WALKS_MAX) : bytes
}

/** Encoded bytes, about. */
function contentBytes(content: Content): number {
  switch (content.type) {
    case 'prepare':
      return sumOf(content.portions, portionBytes)
    case 'votes':
      return sumOf(content.votes, voteBytes)
    case 'outcomes':
      return sumOf(content.outcomes, outcomeBytes)
    case 'acks':
    case 'doubts':
      return FRAME_BYTES + NUMBER_BYTES * content.numbers.length
    case 'read':
      return PEER_BYTES * content.without.length + questionBytes(content.question)
    case 'answer':
    case 'range':
      return sumOf(content.entries, entryBytes)
    case 'pull':
      return PEER_BYTES * content.without.length + FRAME_BYTES + content.after.length
  }
}

function questionBytes(question: Question): number {
  switch (question.type) {
    case 'get':
      return FRAME_BYTES + question.key.length
    case 'scan':
      return 3 * FRAME_BYTES + question.from.length + question.to.length + question.after.length
    case 'count':
      return FRAME_BYTES + question.from.length + question.to.length
    case 'stats':
      return FRAME_BYTES
  }
}

function sumOf<T>(items: readonly T[], bytesOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + bytesOf(item), FRAME_BYTES)
}

function portionBytes({ keys }: Portion): number {
  return keys.reduce((sum, { key, expects, whenTrue, whenFalse }) => {
    const values = [whenTrue, whenFalse].map((one) =>
      one?.type === 'put' ? one.value.bytes.length : 0
    )
    const wanted = expects.map((one) => (one.type === 'value' ? one.value.bytes.length : 0))
    return [...values, ...wanted].reduce((a, b) => a + b, sum + key.length + FRAME_BYTES)
  }, FRAME_BYTES)
}

function voteBytes({ found }: Vote): number {
  return found.reduce((sum, { value }) => sum + value.length + FRAME_BYTES, FRAME_BYTES)
}

function outcomeBytes({ versions }: Outcome): number {
  return FRAME_BYTES + NUMBER_BYTES * versions.length
}

function entryBytes({ key, value }: Entry): number {
  return FRAME_BYTES + key.length + value.length
}
