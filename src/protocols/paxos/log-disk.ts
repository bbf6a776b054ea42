/**
 * The log of a group as it lies on the disk.
 */
import type { Ballot } from '../../core/ballot.ts'
import { decodeBlock, type FullBlock, isFull } from '../../core/block.ts'
import { NO_HASH } from '../../core/bytes.ts'
import { decodeWith } from '../../core/codec.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { Head, Held } from '../../core/holdings.ts'
import { machineKey, tailKey } from '../../core/keyspace.ts'
import type { Disk, Key } from '../../core/machine.ts'
import { SYNC_BLOCKS_MAX } from './limits.ts'
import { BaseRecord, LogRecord } from './messages.ts'
import { readBallot, readHead } from './wire.ts'

export const recordKey = (chain: ChainId): Key => machineKey('paxos', `${chain}/log`)
export const baseKey = (chain: ChainId): Key => machineKey('paxos', `${chain}/base`)

export function readBase(disk: Disk, chain: Chain): Head {
  const value = disk.state.get(baseKey(chain.id))
  return value === undefined
    ? { height: 0, hash: NO_HASH }
    : readHead('base', decodeWith('base', value, BaseRecord.decode).head)
}

/** The last of the blocks that go on from the base without a gap. */
export function headBehind({ runs }: Held, base: Head): Head {
  const run = runs.find(({ from, to }) => from <= base.height + 1 && base.height < to)
  const hash = run?.from === base.height + 1 ? run.prev : run?.hashAt(base.height)
  return run === undefined || hash !== base.hash ? base : { height: run.to, hash: run.head }
}

export function readRecord(
  disk: Disk,
  chain: Chain
): { readonly promised: Ballot; readonly accepted: Ballot } | undefined {
  const value = disk.state.get(recordKey(chain.id))
  if (value === undefined) {
    return undefined
  }
  const raw = decodeWith('log record', value, LogRecord.decode)
  return {
    promised: readBallot('log.promised', raw.promised),
    accepted: readBallot('log.accepted', raw.accepted)
  }
}

/** The blocks behind the decided ones; what does not link was decided otherwise since. */
export function readTail(
  { crypto }: Environment,
  chain: Chain,
  decided: Head,
  disk: Disk
): FullBlock[] {
  const tail: FullBlock[] = []
  let { height, hash } = decided
  for (;;) {
    const value = disk.state.get(tailKey(chain.id, height + 1))
    const block = value === undefined ? undefined : decodeBlock(crypto, value)
    if (block === undefined || !isFull(block) || block.header.prev !== hash) {
      return tail
    }
    tail.push(block)
    height++
    hash = block.hash
  }
}

/**
 * Records of a tail that do not go on from the decided blocks, with their heights. A damaged disk does
 * not show all that it has behind these: `hiddenFrom` is the last of them, or undefined for a disk that
 * is whole.
 */
export function readStale(
  { id }: Chain,
  tail: readonly FullBlock[],
  disk: Disk,
  hiddenFrom: number | undefined
): Map<Key, number> {
  const known = new Set(tail.map(({ header }) => tailKey(id, header.height)))
  const prefix = machineKey('paxos', `${id}/t/`)
  const stale = new Map<Key, number>()
  for (const key of disk.state.keys()) {
    if (key.startsWith(prefix)) {
      stale.set(key, Number.parseInt(key.slice(prefix.length), 16))
    }
  }
  for (let i = 1; hiddenFrom !== undefined && i <= SYNC_BLOCKS_MAX; i++) {
    stale.set(tailKey(id, hiddenFrom + i), hiddenFrom + i)
  }
  for (const key of known) {
    stale.delete(key)
  }
  return stale
}
