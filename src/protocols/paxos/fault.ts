/**
 * Why a member does not vote: its disk has lost what votes rest on, or members contradict what is
 * decided here.
 *
 * Keeps: who has decided another block than most that can be asked votes no more, over restarts too,
 * until they are heard to agree; nothing is overwritten.
 */
import { toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Head } from '../../core/holdings.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk } from '../../core/machine.ts'
import type { GroupStatus, Out } from './types.ts'

export interface Faults {
  /** Its votes could rest on less than it has said, or on what was never decided. */
  readonly isFaulty: boolean
  /** For people; undefined when it is without fault. */
  readonly name: GroupStatus['fault']
  /**
   * Members contradict this block, which is decided here; undefined when they do not. Returns whether
   * that is another judgement than the last.
   */
  judged(own: Head | undefined, out: Out): boolean
}

export function createFaults(
  { isDamaged, holdings }: Environment,
  { id }: Chain,
  disk: Disk,
  /** Blocks up to there are needed no more: nobody misses them. */
  base: Head,
  /** The state cannot be had from this disk. */
  isStateLost: () => boolean
): Faults {
  const key = machineKey('paxos', `${id}/fork`)
  const damage = holdings.get(id)?.damage.filter(({ to }) => to > base.height) ?? []
  const hasLosses = isDamaged || damage.length > 0 || disk.integrity.chainDamage?.has(id) === true
  let isForked = disk.state.has(key)

  return {
    get isFaulty() {
      return isForked || hasLosses || isStateLost()
    },
    get name() {
      const loss = hasLosses || isStateLost() ? 'damaged' : undefined
      return isForked ? 'frozen' : loss
    },
    judged(own, out) {
      if (isForked === (own !== undefined)) {
        return false
      }
      isForked = own !== undefined
      const name = isForked ? 'paxos:forked' : 'paxos:agreed'
      out.push({
        type: 'write',
        ops: [
          own === undefined
            ? { type: 'del', key }
            : { type: 'put', key, value: toUtf8(`${own.height} ${own.hash}`) }
        ]
      })
      out.push({ type: 'fact', fact: { name, detail: { chain: id, ...own } } })
      return true
    }
  }
}
