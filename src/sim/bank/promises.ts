/**
 * What clients were told, against what is true.
 *
 * B4: who is told `committed` finds it in the log; `backed`: it is on the disks of a majority of the
 * keepers, and comes into the log whatever single vehicles lose; `local`: it is on the owner's disk, and
 * comes into the log unless that disk is lost or the account was taken by force. What was only ever
 * refused never happens.
 */
import type { Level, Transferred } from '../../protocols/bank/index.ts'
import { keptKey, ownKey } from '../../protocols/bank/records.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import type { World } from '../world.ts'
import type { Breaks } from './ledger.ts'
import type { Truth } from './truth.ts'

export interface Promises {
  /** Somebody asked for an operation and was told this. */
  told(operation: string, answer: Answer): void
  /** The disk of this owner is not what it was, or its accounts were taken by force. */
  excuse(owner: string, reach: 'local' | 'backed'): void
  /** In the end: everything has happened that was promised, and nothing that was refused. */
  check(): void
}

interface Told {
  readonly refused: boolean
  readonly level: Level | undefined
  readonly owner: string
  readonly epoch: number
}

/** Epochs of an owner up to these may have lost something. */
interface Excuse {
  local: number
  backed: number
}

export function createPromises(world: World, truth: Truth, breaks: Breaks): Promises {
  const all = new Map<string, Told[]>()
  const excuses = new Map<string, Excuse>()

  const add = (operation: string, one: Told): void => {
    all.set(operation, [...(all.get(operation) ?? []), one])
  }

  const has = (vehicle: VirtualVehicle, { chain, owner, epoch, seq }: Transferred): boolean =>
    seq !== undefined &&
    (vehicle.disk.has(keptKey(chain, owner, epoch, seq)) ||
      (vehicle.peer === owner && vehicle.disk.has(ownKey(chain, epoch, seq))))

  /** Is it on as many disks as was said? Only while the owner's disk and epoch are what they were. */
  const checkDisks = (value: Transferred): void => {
    const { operation, owner, epoch, level } = value
    const { ledger } = truth
    const told = ledger.epochOf(owner)
    const isOver = ledger.applied.has(operation) || ledger.rejected.has(operation)
    if (isOver || told?.epoch !== epoch || level === 'committed' || excuses.size > 0) {
      return
    }
    const holders = world.vehicles.filter((vehicle) => has(vehicle, value))
    const keepers = new Set(told.keepers.map(({ peer }) => peer))
    const copies = holders.filter(({ peer }) => keepers.has(peer)).length
    if (holders.length === 0) {
      breaks('local', owner, `${operation} is answered and on no disk`)
    } else if (level === 'backed' && copies * 2 <= keepers.size) {
      breaks('backed', owner, `${operation} is on ${copies} of ${keepers.size} disks`)
    }
  }

  const isExcused = ({ owner, epoch, level }: Told): boolean => {
    if (level === 'committed') {
      return false
    }
    const { local = 0, backed = 0 } = excuses.get(owner) ?? {}
    return epoch <= (level === 'backed' ? backed : local)
  }

  const checkOne = (operation: string, told: readonly Told[]): void => {
    const height = truth.ledger.applied.get(operation)
    if (told.every(({ refused }) => refused) && height !== undefined) {
      breaks('refused', operation, `was refused, and block ${height} applies it`)
    }
    for (const one of told) {
      const isPromised = one.level !== undefined && height === undefined
      if (isPromised && !isExcused(one)) {
        const reason = truth.ledger.rejected.get(operation) ?? 'nothing came of it'
        breaks(one.level ?? '', one.owner, `${operation} was promised: ${reason}`)
      }
    }
  }

  return {
    told(operation, answer) {
      const value = answer.type === 'ok' ? (answer.value as Transferred) : undefined
      const { level, owner = '', epoch = 0 } = value ?? {}
      add(operation, { refused: answer.type === 'refused', level, owner, epoch })
      // An answer may come before any disk has the block as a decided one.
      const by = value?.height ?? 0
      if (
        value?.level === 'committed' &&
        truth.height >= by &&
        !truth.ledger.applied.has(operation)
      ) {
        breaks('B4', value.owner, `${operation} is answered and not in the log`)
      }
      if (value !== undefined) {
        checkDisks(value)
      }
    },
    excuse(owner, reach) {
      const epoch = truth.ledger.epochOf(owner)?.epoch ?? 0
      const excuse = excuses.get(owner) ?? { local: 0, backed: 0 }
      excuse.local = epoch
      if (reach === 'backed') {
        excuse.backed = epoch
      }
      excuses.set(owner, excuse)
    },
    check() {
      for (const [operation, told] of all) {
        checkOne(operation, told)
      }
    }
  }
}
