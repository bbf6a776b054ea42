/**
 * Why what this vehicle asks for comes to nothing now; the same may be asked again.
 *
 * Keeps: only a member that counts tells why, because only it asks all the others itself; who is none adds
 * whom it does not reach to what it waited for. Its word is about whom it reaches: those who do not answer
 * although they are connected are not named.
 */
import { outOfReach } from '../../core/out-of-reach.ts'
import type { GroupParts } from './parts.ts'
import type { Item } from './types.ts'

export interface Hindrance {
  readonly reason: 'unreachable' | 'noLeader'
  /** A sentence for people, with whole peer ids. */
  readonly text: string
}

const NO_ANSWER: Hindrance = {
  reason: 'noLeader',
  text: 'no member of the group has answered in time'
}

/** What was waited for in vain by an item of this type. */
export function hindranceOf(parts: GroupParts, type: Item['type']): Hindrance {
  const { environment, roster } = parts
  const { connected } = environment.peers
  const missing = roster.others.filter((peer) => !connected.has(peer))
  const inReach = roster.members.length - missing.length
  const need = type === 'question' ? needOfRead(parts, inReach) : needOfChange(parts, inReach)
  const needed = need === undefined ? '' : `; ${need} of the ${roster.members.length} members`
  const text = `${outOfReach(missing)}${needed}`
  if (roster.isReady && need !== undefined) {
    return { reason: 'unreachable', text }
  }
  return !roster.isMember && missing.length > 0
    ? { ...NO_ANSWER, text: `${NO_ANSWER.text}; ${text}` }
    : NO_ANSWER
}

/** What a read takes that so many in reach cannot give; undefined when they can. */
function needOfRead(
  { roster: { reads, writes } }: GroupParts,
  inReach: number
): string | undefined {
  if (inReach < reads) {
    return `a read needs ${reads}`
  }
  // What is not known to be held by as many as a write asks for is written again first.
  return inReach < writes
    ? `a read of a value that is not known to be with ${writes} needs ${writes}`
    : undefined
}

function needOfChange({ roster, rules }: GroupParts, inReach: number): string | undefined {
  const { reads, writes, following } = roster
  const least = rules.leaderless ? Math.max(reads, writes) : following
  if (inReach < least) {
    return `a change needs ${least}`
  }
  // Whoever leads reads a key before it writes it for the first time.
  return inReach < reads ? `the first change of a key by a leader needs ${reads}` : undefined
}
