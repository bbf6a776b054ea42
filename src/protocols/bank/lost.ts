/**
 * Transfers that this vehicle has issued and that came to nothing: the last of them, on disk.
 */
import type { Disk } from '../../core/machine.ts'
import { LOST_MAX } from './limits.ts'
import type { BranchParts } from './parts.ts'
import type { Item } from './pending.ts'
import { putLost, readLost, write } from './records.ts'
import type { Lost, Out } from './types.ts'

export interface LostBook {
  /** The oldest first. */
  readonly all: readonly Lost[]
  note(item: Item, reason: string, out: Out): void
}

export function createLostBook(
  { chain, fact }: Pick<BranchParts, 'chain' | 'fact'>,
  disk: Disk
): LostBook {
  const lost = readLost(disk, chain)
  return {
    all: lost,
    note({ epoch, seq, transfer }, reason, out) {
      const { account, to, amount, operation } = transfer
      const one = { operation, account, to, amount: String(amount), reason }
      lost.push(one)
      lost.splice(0, lost.length - LOST_MAX)
      write([putLost(chain, lost)], out)
      fact('bank:lost', { ...one, epoch, seq }, out)
    }
  }
}
