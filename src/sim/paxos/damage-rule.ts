/**
 * A member whose disk has lost a record that votes rest on says nothing that counts, until it is started
 * with a whole disk. On blocks up to the base of its log none rest.
 */
import type { ChainId } from '../../core/genesis.ts'
import { machineKey, STATE_RANGE } from '../../core/keyspace.ts'
import type { Key } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { PaxosMessage } from '../../protocols/paxos/index.ts'
import { BaseRecord } from '../../protocols/paxos/messages.ts'
import type { VirtualVehicle } from '../virtual-vehicle.ts'
import type { Breaks } from './truth.ts'

export interface DamageRule {
  /** A vehicle has perhaps started. */
  changed(vehicle: VirtualVehicle): void
  /** A message has left a vehicle. */
  sent(vehicle: VirtualVehicle, message: PaxosMessage): void
}

/** What a vehicle found when it was started. */
interface Found {
  readonly starts: number
  readonly isStateDamaged: boolean
  /** Chains that lack a block. */
  readonly chains: ReadonlySet<ChainId>
}

const VOTES: ReadonlySet<string> = new Set([
  'prepare',
  'promise',
  'sync',
  'accept',
  'accepted',
  'vote'
])

/** Whether the state after this block is on the disk. */
function isBelowBase(disk: VirtualVehicle['disk'], key: Key): boolean {
  const [, chain = '', height = ''] = key.split('/')
  const base = disk.get(machineKey('paxos', `${chain}/base`))
  const { head } = base === undefined ? {} : BaseRecord.decode(base)
  return Number.parseInt(height, 16) <= (head?.height ?? 0)
}

export function createDamageRule(breaks: Breaks): DamageRule {
  const found = new Map<PeerId, Found>()

  return {
    changed({ peer, starts, disk }) {
      if (found.get(peer)?.starts === starts) {
        return
      }
      const keys = [...disk.damagedKeys, ...disk.lostKeys]
      const blocks = keys.filter((key) => key.startsWith('b/') && !isBelowBase(disk, key))
      found.set(peer, {
        starts,
        isStateDamaged: keys.some((key) => key.startsWith(STATE_RANGE.gte)),
        chains: new Set(blocks.map((key) => key.split('/')[1] ?? ''))
      })
    },
    sent({ peer, starts }, { type, chain }) {
      const known = found.get(peer)
      const isDamaged = known?.isStateDamaged === true || known?.chains.has(chain) === true
      if (isDamaged && known.starts === starts && VOTES.has(type)) {
        breaks('damaged', peer, `says ${type} although its disk has lost records of the group`)
      }
    }
  }
}
