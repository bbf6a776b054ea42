/**
 * Trials of loss on the copies that there really are: a part of all vehicles is gone for good, at once,
 * and whoever is left is asked which chains there still are.
 */
import type { ChainId } from '../../core/genesis.ts'
import type { Random } from '../../core/random.ts'
import type { Books } from './books.ts'
import type { RoomTally } from './room.ts'
import type { FleetMember } from './world.ts'

export interface LossFigures {
  /** By the share of vehicles that is lost. */
  readonly trials: readonly LossTrial[]
  /** Chains looked at, by the number of complete copies, the proposer's among them. */
  readonly copies: readonly number[]
}

export interface LossTrial {
  readonly share: number
  readonly chains: number
  readonly lost: number
}

export interface LossTrials {
  look(): void
  figures(): LossFigures
}

const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

export function createLossTrials(
  members: readonly FleetMember[],
  books: Books,
  room: RoomTally,
  random: Random
): LossTrials {
  const trials = SHARES.map((share) => ({ share, chains: 0, lost: 0 }))
  const copies: number[] = []

  /** Vehicles that hold each chain up to the height of its newest table. */
  const holders = (): ReadonlyMap<ChainId, readonly number[]> => {
    const found = new Map<ChainId, number[]>()
    for (const member of members) {
      for (const [chain, height] of room.copiesOf(member)) {
        if (height >= (books.chains.get(chain)?.height ?? Number.POSITIVE_INFINITY)) {
          const list = found.get(chain)
          if (list === undefined) {
            found.set(chain, [member.index])
          } else {
            list.push(member.index)
          }
        }
      }
    }
    return found
  }

  return {
    look() {
      const found = holders()
      const placed = [...books.chains.values()].filter(({ epoch }) => epoch > 0)
      for (const { id } of placed) {
        const count = found.get(id)?.length ?? 0
        copies[count] = (copies[count] ?? 0) + 1
      }
      for (const trial of trials) {
        const isLost = members.map(() => random.chance(trial.share))
        for (const { id } of placed) {
          trial.chains++
          trial.lost += (found.get(id) ?? []).every((index) => isLost[index]) ? 1 : 0
        }
      }
    },
    figures: () => ({ trials, copies: Array.from(copies, (count) => count ?? 0) })
  }
}
