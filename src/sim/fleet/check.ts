/**
 * What must hold of the copies of a fleet at any time, looked at from outside.
 *
 * Keeps: a backup that the newest table names has every block up to the table's height; a proposer that
 * is there has all of its backups, or is about to have them.
 */
import type { Books, ChainBook } from './books.ts'
import type { FleetMember } from './world.ts'

export interface CheckRules {
  readonly backups: number
  /** A backup may be away for so long until a new table is being made. */
  readonly graceMs: number
  /** When the proposer last said that it rather thinks itself cut off. */
  readonly deferredAtMs: ReadonlyMap<string, number>
}

/** One sentence for each chain that breaks a rule. */
export function brokenRules(
  nowMs: number,
  members: readonly FleetMember[],
  books: Books,
  rules: CheckRules
): readonly string[] {
  return [...books.chains.values()].flatMap((chain) => {
    const fault = chain.epoch === 0 ? undefined : faultOf(nowMs, members, books, rules, chain)
    return fault === undefined ? [] : [`chain of car-${chain.proposer}: ${fault}`]
  })
}

function faultOf(
  nowMs: number,
  members: readonly FleetMember[],
  books: Books,
  { backups, graceMs, deferredAtMs }: CheckRules,
  chain: ChainBook
): string | undefined {
  const { id, height, epoch } = chain
  if (new Set(chain.members).size !== backups || chain.members.includes(chain.proposer)) {
    return `the table of epoch ${epoch} names ${chain.members.length} backups, not ${backups} others`
  }
  for (const index of chain.members) {
    const machine = members[index]?.machine
    if (machine !== undefined && !machine.holds(id, height)) {
      return `car-${index} is named by epoch ${epoch} and lacks blocks up to ${height}`
    }
  }
  const proposer = members[chain.proposer]?.machine
  const longest = Math.max(0, ...[...chain.awaySinceMs.values()].map((since) => nowMs - since))
  const isDeferred = nowMs - (deferredAtMs.get(id) ?? Number.NEGATIVE_INFINITY) < graceMs
  const isRepaired = proposer?.replicateStatus().placements[id] !== undefined
  const isExpected = proposer !== undefined && books.thereForMs(nowMs, chain.proposer) > graceMs
  return isExpected && longest > graceMs && !isRepaired && !isDeferred
    ? `a backup has been away for ${Math.round(longest / 1000)} s and nobody replaces it`
    : undefined
}
