/**
 * What vehicles keep for others: bytes, and bytes x hours, looked at every hour.
 */
import type { ChainId } from '../../core/genesis.ts'
import { gini, meanOf, type Spread, spreadOf } from './statistics.ts'
import type { FleetMember } from './world.ts'

export interface RoomFigures {
  /** Bytes that each vehicle kept for others at the last look. */
  readonly hosted: readonly number[]
  readonly hostedBytes: Spread
  /** Of the bytes x hours that each vehicle has kept. */
  readonly gini: number
  /** Bytes that vehicles keep of their own chains, on average. */
  readonly ownBytes: number
}

export interface RoomTally {
  leaving(member: FleetMember): void
  look(nowMs: number): void
  startCounting(nowMs: number): void
  /** Chains held from the first block on, with how far; of a vehicle that is away, when it left. */
  copiesOf(member: FleetMember): ReadonlyMap<ChainId, number>
  figures(): RoomFigures
}

const NO_COPIES: ReadonlyMap<ChainId, number> = new Map()

export function createRoomTally(members: readonly FleetMember[]): RoomTally {
  const hosted = members.map(() => 0)
  const byteMs = members.map(() => 0)
  const own = members.map(() => 0)
  const copies: ReadonlyMap<ChainId, number>[] = members.map(() => NO_COPIES)
  let lookedAtMs: number | undefined

  const note = ({ index, machine, peer }: FleetMember): void => {
    if (machine === undefined) {
      return
    }
    hosted[index] = machine.hostedBytes()
    const held = new Map<ChainId, number>()
    for (const { chain, contiguousTo, bytes } of machine.holdings.all()) {
      if (contiguousTo > 0) {
        held.set(chain.id, contiguousTo)
      }
      if (chain.genesis.proposer === peer) {
        own[index] = bytes
      }
    }
    copies[index] = held
  }

  return {
    leaving: note,
    startCounting(nowMs) {
      lookedAtMs = nowMs
    },
    look(nowMs) {
      const forMs = nowMs - (lookedAtMs ?? nowMs)
      lookedAtMs = nowMs
      for (const member of members) {
        note(member)
        byteMs[member.index] = (byteMs[member.index] ?? 0) + forMs * (hosted[member.index] ?? 0)
      }
    },
    copiesOf: ({ index }) => copies[index] ?? NO_COPIES,
    figures: () => ({
      hosted,
      hostedBytes: spreadOf(hosted),
      gini: gini(byteMs),
      ownBytes: meanOf(own)
    })
  }
}
