/**
 * How a booth of a group came about: earlier booths that lead to it from the genesis, each signed by a
 * member of the genesis or of one before it.
 *
 * Keeps: a vehicle that was never a member of a group shows nobody a booth of it, whatever it signs. What
 * former members sign is believed: a group does not tolerate lies of its members.
 */
import { type Booth, boothFault, decodeBooth } from './booth.ts'
import { readBytes, readList } from './codec.ts'
import type { Crypto } from './crypto.ts'
import { InvalidMessageError } from './errors.ts'
import type { Fleet } from './fleet.ts'
import type { Chain } from './genesis.ts'
import { BOOTH_BYTES_MAX } from './limits.ts'
import type { PeerId } from './peer.ts'

/** A booth with the booths that lead to it, ascending; the last is the one before it, unless that was the first. */
export interface Descended {
  readonly booth: Booth
  readonly line: readonly Booth[]
}

/** The same as it travels: signed Booths. */
export interface DescendedBytes {
  readonly booth: Uint8Array
  readonly line: readonly Uint8Array[]
}

/** Booths of one line: a line grows only when all members of a booth have left since. */
export const LINE_BOOTHS_MAX = 256

/** Of one line, so that it fits a message. */
export const LINE_BYTES_MAX: number = 768 * 1024

/** The booth when it may be believed by whoever knows the genesis; else undefined. */
export function readDescended(
  crypto: Crypto,
  fleet: Fleet,
  chain: Chain,
  shown: DescendedBytes
): Descended | undefined {
  try {
    const booth = decodeBooth(crypto, shown.booth)
    const line = shown.line.map((bytes) => decodeBooth(crypto, bytes))
    return descends(crypto, fleet, chain, { booth, line }) ? { booth, line } : undefined
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}

function descends(crypto: Crypto, fleet: Fleet, chain: Chain, { booth, line }: Descended): boolean {
  const members = new Set<PeerId>(chain.genesis.members)
  let number = 0
  for (const one of [...line, booth]) {
    const before = { number: one.number - 1, members: [...members] }
    if (one.number <= number || boothFault(crypto, fleet, chain, one, before) !== undefined) {
      return false
    }
    number = one.number
    for (const member of one.members) {
      members.add(member)
    }
  }
  return true
}

/** The line of a booth, of what is known of those before it; without a way from the genesis it is empty. */
export function lineOf(chain: Chain, booth: Booth, known: readonly Descended[]): readonly Booth[] {
  const same = known.find((one) => one.booth.id === booth.id)
  if (same !== undefined) {
    return same.line
  }
  const all = new Map(known.flatMap((one) => [...one.line, one.booth]).map((one) => [one.id, one]))
  const earlier = [...all.values()]
    .filter(({ number }) => number < booth.number)
    .sort((a, b) => a.number - b.number)
  const before = earlier.at(-1)
  const line = before?.number === booth.number - 1 && before.number > 1 ? [before] : []
  let [next = booth] = line
  while (!isOpenedBy(next, chain.genesis.members)) {
    const { number, opener = '' } = next
    const opening = earlier.find((one) => one.number < number && one.members.includes(opener))
    if (opening === undefined) {
      return []
    }
    line.unshift(opening)
    next = opening
  }
  const bytes = line.reduce((sum, one) => sum + one.bytes.length, 0)
  return line.length > LINE_BOOTHS_MAX || bytes > LINE_BYTES_MAX ? [] : line
}

function isOpenedBy({ opener = '' }: Booth, members: readonly PeerId[]): boolean {
  return members.includes(opener)
}

/** Who was a member of the booth before. */
export function formerMembers(chain: Chain, { line }: Descended): readonly PeerId[] {
  return line.at(-1)?.members ?? chain.genesis.members
}

/** @throws InvalidMessageError when it is longer than a line may be */
export function readLine(name: string, line: readonly Uint8Array[]): readonly Uint8Array[] {
  for (const booth of readList(name, line, LINE_BOOTHS_MAX)) {
    readBytes(name, booth, BOOTH_BYTES_MAX)
  }
  return line
}
