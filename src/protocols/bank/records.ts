/**
 * What a branch keeps on disk: transfers that it has issued, copies of those of others, fences, and what
 * came to nothing.
 */
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import type { ChainId } from '../../core/genesis.ts'
import { heightText, machineKey } from '../../core/keyspace.ts'
import type { Disk, Key, WriteOp } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { type Batch, decodeBatch, encodeBatch } from '../../core/transfer.ts'
import { LOST_MAX } from './limits.ts'
import type { Lost, Out } from './types.ts'

const own = (chain: ChainId): string => `${chain}/p/`
const kept = (chain: ChainId): string => `${chain}/k/`
const fences = (chain: ChainId): string => `${chain}/f/`

/** A transfer that this vehicle has issued: a Batch of one. */
export function ownKey(chain: ChainId, epoch: number, seq: number): Key {
  return machineKey('bank', `${own(chain)}${heightText(epoch)}/${heightText(seq)}`)
}

/** A copy of a transfer of another owner: a Batch of one. */
export function keptKey(chain: ChainId, owner: PeerId, epoch: number, seq: number): Key {
  return machineKey('bank', `${kept(chain)}${owner}/${heightText(epoch)}/${heightText(seq)}`)
}

/** Epochs of an owner up to this one are not kept any more: decimal digits. */
export function fenceKey(chain: ChainId, owner: PeerId): Key {
  return machineKey('bank', `${fences(chain)}${owner}`)
}

/** Transfers that came to nothing: Lost as JSON, the oldest first. */
export function lostKey(chain: ChainId): Key {
  return machineKey('bank', `${chain}/lost`)
}

export function putBatch(key: Key, batch: Batch): WriteOp {
  return { type: 'put', key, value: encodeBatch(batch) }
}

export function write(ops: readonly WriteOp[], out: Out): void {
  if (ops.length > 0) {
    out.push({ type: 'write', ops })
  }
}

/** Chains that this disk has records of. */
export function chainsOnDisk(disk: Disk): ReadonlySet<ChainId> {
  const prefix = machineKey('bank', '')
  const chains = new Set<ChainId>()
  for (const key of disk.state.keys()) {
    if (key.startsWith(prefix)) {
      chains.add(key.slice(prefix.length).split('/', 1)[0] ?? '')
    }
  }
  return chains
}

/** Batches of one, in the order of their keys. */
export function readOwn(disk: Disk, chain: ChainId): readonly Batch[] {
  return readBatches(disk, machineKey('bank', own(chain)))
}

export function readKept(disk: Disk, chain: ChainId): readonly Batch[] {
  return readBatches(disk, machineKey('bank', kept(chain)))
}

export function readFences(disk: Disk, chain: ChainId): Map<PeerId, number> {
  const prefix = machineKey('bank', fences(chain))
  const found = new Map<PeerId, number>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(prefix)) {
      found.set(key.slice(prefix.length), Number(fromUtf8(value)))
    }
  }
  return found
}

export function readLost(disk: Disk, chain: ChainId): Lost[] {
  const value = disk.state.get(lostKey(chain))
  return value === undefined ? [] : (JSON.parse(fromUtf8(value)) as Lost[])
}

export function putLost(chain: ChainId, lost: readonly Lost[]): WriteOp {
  const value = toUtf8(JSON.stringify(lost.slice(-LOST_MAX)))
  return { type: 'put', key: lostKey(chain), value }
}

function readBatches(disk: Disk, prefix: Key): readonly Batch[] {
  return [...disk.state.keys()]
    .filter((key) => key.startsWith(prefix))
    .sort()
    .map((key) => decodeBatch(disk.state.get(key) ?? new Uint8Array(0)))
}
