/**
 * The rule that only what nobody needs is forgotten: when a leader says that deleted keys of ended epochs
 * need not be kept, every member that counts holds the newest of each key, as far as it is of those.
 */
import type { QuorumRules } from '../../core/engine-rules.ts'
import type { Register, RegisterKey } from '../../protocols/quorum/register.ts'
import { compareTags, goneTag, type Tag } from '../../protocols/quorum/tag.ts'

/** What a vehicle has on its disk. */
export interface OnDisk {
  epoch: number
  forgottenTo: number
  readonly held: Map<RegisterKey, Register>
}

export function tagOn({ held, forgottenTo }: OnDisk, key: RegisterKey): Tag {
  return held.get(key)?.tag ?? goneTag(forgottenTo)
}

/** Whether a register may be taken off this disk although its vehicle is a member. */
export function isForgotten(disk: OnDisk, key: RegisterKey): boolean {
  const register = disk.held.get(key)
  return register?.content === undefined && tagOn(disk, key).epoch <= disk.forgottenTo
}

/**
 * A key that must not be forgotten up to this epoch, or undefined. `disks` are those of the members that
 * count; of the others nothing is known.
 */
export function neededKey(
  { writes }: QuorumRules,
  membersCount: number,
  disks: readonly OnDisk[],
  epoch: number
): RegisterKey | undefined {
  const keys = new Set(disks.flatMap(({ held }) => [...held.keys()]))
  const forgottenTo = disks.reduce((greatest, disk) => Math.max(greatest, disk.forgottenTo), 0)
  /** Where it is not known yet that a deletion need not be kept, it still is. */
  const tagIn = (disk: OnDisk, key: RegisterKey): Tag =>
    isForgotten({ ...disk, forgottenTo }, key) ? goneTag(forgottenTo) : tagOn(disk, key)
  return [...keys].find((key) => {
    const tags = disks.map((disk) => tagIn(disk, key))
    const older = tags.filter((tag) => tag.epoch <= epoch)
    const isSame = older.every((tag) => compareTags(tag, older[0] ?? tag) === 0)
    // What followed is with enough members, some of whom may have lost their disks since.
    const isFollowed = tags.length - older.length >= writes - (membersCount - disks.length)
    return !isSame && !isFollowed
  })
}

/** Keys that are deleted on some of these disks, and have a value on none. */
export function keptKeys(disks: readonly OnDisk[]): readonly RegisterKey[] {
  const all = disks.flatMap(({ held }) => [...held.values()])
  const live = new Set(all.flatMap(({ key, content }) => (content === undefined ? [] : [key])))
  return [...new Set(all.map(({ key }) => key))].filter((key) => !live.has(key))
}
