/**
 * What is known of every chain from outside: its newest table, which of its holders are there, since
 * when one is away, and how long it was in which state.
 *
 * Keeps: nothing in here is ever told to a vehicle.
 */
import type { ChainId } from '../../core/genesis.ts'

export interface ChainBook {
  readonly id: ChainId
  /** Index of the vehicle. */
  readonly proposer: number
  epoch: number
  height: number
  /** Indexes of the backups in the newest table; none before the first. */
  members: readonly number[]
  /** Backups that are there. */
  there: number
  /** In the state that it is in now. */
  sinceMs: number
  /** Since when each backup of the newest table is away. */
  readonly awaySinceMs: Map<number, number>
}

/** What has been counted since the warm-up was over. */
export interface ChainCounts {
  /** Milliseconds of chains with j backups away, by j: all, and those whose proposer was there. */
  readonly awayMs: number[]
  readonly awayWithProposerMs: number[]
  /** Neither proposer nor a backup was there. */
  unreadableMs: number
  unreadableBegun: number
  /** The last backup of a chain left. */
  exhausted: number
  /** From a backup's leaving to the table without it, by a proposer that was there all the time. */
  readonly repairMs: number[]
  /** The same by a proposer that was away itself for a part of that time, and by a steward. */
  readonly lateRepairMs: number[]
  readonly stewardRepairMs: number[]
  /** A backup came back before it was replaced. */
  returned: number
  departures: number
}

/** A sealed table, as its issuer tells of it. */
export interface SealedFact {
  readonly chain: ChainId
  readonly epoch: number
  readonly height: number
  readonly members: readonly number[]
  readonly issuer: number
}

export interface Books {
  readonly chains: ReadonlyMap<ChainId, ChainBook>
  ofProposer(vehicle: number): ChainBook | undefined
  /** Chains that a vehicle is a backup of. */
  heldBy(vehicle: number): Iterable<ChainBook>
  begin(id: ChainId, proposer: number): ChainBook
  arrived(nowMs: number, vehicle: number): void
  left(nowMs: number, vehicle: number): void
  /** The backups that are new with this table, and those there were before; undefined for an old one. */
  sealed(
    nowMs: number,
    fact: SealedFact
  ): { readonly before: readonly number[]; readonly fresh: readonly number[] } | undefined
  isThere(vehicle: number): boolean
  /** How long a vehicle that is there has been so. */
  thereForMs(nowMs: number, vehicle: number): number
  isReadable(chain: ChainBook): boolean
  /** From now on things are counted. */
  startCounting(nowMs: number): void
  /** Counts the states that chains are in up to now. */
  settle(nowMs: number): void
  readonly counts: ChainCounts
}

export function createBooks(vehicles: number, backups: number): Books {
  const chains = new Map<ChainId, ChainBook>()
  const own: (ChainBook | undefined)[] = Array.from({ length: vehicles })
  const held = Array.from({ length: vehicles }, () => new Set<ChainBook>())
  const there = new Uint8Array(vehicles)
  const cameAtMs = new Float64Array(vehicles)
  const counts = newCounts(backups)
  let isCounting = false

  const isThere = (vehicle: number): boolean => there[vehicle] === 1
  const isReadable = (chain: ChainBook): boolean => chain.there > 0 || isThere(chain.proposer)

  /** Counts the state that a chain has been in; to be called before each change of it. */
  const settle = (nowMs: number, chain: ChainBook): void => {
    const forMs = nowMs - chain.sinceMs
    chain.sinceMs = nowMs
    if (!isCounting || chain.members.length === 0) {
      return
    }
    const away = chain.members.length - chain.there
    counts.awayMs[away] = (counts.awayMs[away] ?? 0) + forMs
    if (isThere(chain.proposer)) {
      counts.awayWithProposerMs[away] = (counts.awayWithProposerMs[away] ?? 0) + forMs
    }
    counts.unreadableMs += isReadable(chain) ? 0 : forMs
  }

  const noteLoss = (chain: ChainBook, wasReadable: boolean): void => {
    if (isCounting && wasReadable && !isReadable(chain)) {
      counts.unreadableBegun++
    }
  }

  const backupCame = (chain: ChainBook, vehicle: number): void => {
    chain.there++
    const wasAway = chain.awaySinceMs.delete(vehicle)
    counts.returned += isCounting && wasAway ? 1 : 0
  }
  const backupLeft = (nowMs: number, chain: ChainBook, vehicle: number): void => {
    chain.there--
    chain.awaySinceMs.set(vehicle, nowMs)
    counts.exhausted += isCounting && chain.there === 0 ? 1 : 0
  }

  const changePresence = (nowMs: number, vehicle: number, isNow: boolean): void => {
    for (const chain of held[vehicle] ?? []) {
      settle(nowMs, chain)
      const wasReadable = isReadable(chain)
      if (isNow) {
        backupCame(chain, vehicle)
      } else {
        backupLeft(nowMs, chain, vehicle)
      }
      noteLoss(chain, wasReadable)
    }
    const mine = own[vehicle]
    if (mine !== undefined) {
      settle(nowMs, mine)
    }
    const wasReadable = mine !== undefined && isReadable(mine)
    there[vehicle] = isNow ? 1 : 0
    cameAtMs[vehicle] = nowMs
    if (mine !== undefined && mine.members.length > 0) {
      noteLoss(mine, wasReadable)
    }
  }

  const noteRepairs = (
    nowMs: number,
    chain: ChainBook,
    members: readonly number[],
    issuer: number
  ): void => {
    for (const [vehicle, sinceMs] of chain.awaySinceMs) {
      if (!members.includes(vehicle) && isCounting) {
        const wasThere = isThere(chain.proposer) && (cameAtMs[chain.proposer] ?? 0) <= sinceMs
        const own = wasThere ? counts.repairMs : counts.lateRepairMs
        const list = issuer === chain.proposer ? own : counts.stewardRepairMs
        list.push(nowMs - sinceMs)
      }
    }
  }

  const replaceMembers = (nowMs: number, chain: ChainBook, members: readonly number[]): void => {
    const sinceMs = new Map(chain.awaySinceMs)
    for (const vehicle of chain.members) {
      held[vehicle]?.delete(chain)
    }
    chain.members = members
    chain.awaySinceMs.clear()
    for (const vehicle of members) {
      held[vehicle]?.add(chain)
      if (!isThere(vehicle)) {
        chain.awaySinceMs.set(vehicle, sinceMs.get(vehicle) ?? nowMs)
      }
    }
    chain.there = members.filter(isThere).length
  }

  return {
    chains,
    counts,
    isThere,
    isReadable,
    thereForMs: (nowMs, vehicle) => nowMs - (cameAtMs[vehicle] ?? nowMs),
    ofProposer: (vehicle) => own[vehicle],
    heldBy: (vehicle) => held[vehicle] ?? [],
    begin(id, proposer) {
      const awaySinceMs = new Map<number, number>()
      const state = { epoch: 0, height: 0, members: [], there: 0, sinceMs: 0, awaySinceMs }
      const chain: ChainBook = { id, proposer, ...state }
      chains.set(id, chain)
      own[proposer] = chain
      return chain
    },
    arrived: (nowMs, vehicle) => changePresence(nowMs, vehicle, true),
    left(nowMs, vehicle) {
      counts.departures += isCounting ? 1 : 0
      changePresence(nowMs, vehicle, false)
    },
    sealed(nowMs, { chain: id, epoch, height, members, issuer }) {
      const chain = chains.get(id)
      if (chain === undefined || epoch <= chain.epoch) {
        return undefined
      }
      settle(nowMs, chain)
      noteRepairs(nowMs, chain, members, issuer)
      const before = chain.members
      replaceMembers(nowMs, chain, members)
      chain.epoch = epoch
      chain.height = height
      return { before, fresh: members.filter((vehicle) => !before.includes(vehicle)) }
    },
    startCounting(nowMs) {
      for (const chain of chains.values()) {
        settle(nowMs, chain)
      }
      isCounting = true
    },
    settle(nowMs) {
      for (const chain of chains.values()) {
        settle(nowMs, chain)
      }
    }
  }
}

function newCounts(backups: number): ChainCounts {
  return {
    awayMs: Array.from({ length: backups + 1 }, () => 0),
    awayWithProposerMs: Array.from({ length: backups + 1 }, () => 0),
    unreadableMs: 0,
    unreadableBegun: 0,
    exhausted: 0,
    repairMs: [],
    lateRepairMs: [],
    stewardRepairMs: [],
    returned: 0,
    departures: 0
  }
}
