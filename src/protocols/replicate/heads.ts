/**
 * What part of a chain can be placed from here: all of it that is certified, or for a group's chain
 * what lies behind the blocks that went for room, if a table covers those.
 */
import { isGroup } from '../../core/genesis.ts'
import type { Head, Held } from '../../core/holdings.ts'
import type { Reply } from '../../core/machine.ts'
import { refused } from '../../core/reply.ts'
import type { Tables } from '../../core/tables.ts'

/** The newest certified block of a chain without damage. */
export function soundHead({ chain, certified, damage }: Held): Head | Reply {
  if (certified === undefined) {
    return refused('empty', `chain ${chain.id} has no certified block yet`, true)
  }
  return damage.length > 0
    ? refused('damaged', `chain ${chain.id} is damaged here; it is repaired first`, true)
    : certified
}

/** The same, if everything up to it is here or in the table in force. */
export function headOf(held: Held, tables: Tables): Head | Reply {
  const head = soundHead(held)
  if ('type' in head || isPlaceable(held, head.height, tables)) {
    return head
  }
  const message = `not all blocks of chain ${held.chain.id} are here, and no backup has them`
  return refused('notHere', message, true)
}

/** Whether blocks 1..height can be had: here, or below from the backups of the table in force. */
export function isPlaceable(held: Held | undefined, height: number, tables: Tables): boolean {
  const from = held === undefined ? 0 : firstHere(held, height)
  if (held === undefined || from === undefined) {
    return false
  }
  const covered = isGroup(held.chain) ? (tables.get(held.chain.id)?.table.height ?? 0) : 0
  return from <= covered + 1
}

/** Encoded bytes of blocks 1..height, of which those below the first here are in the table. */
export function bytesTo(held: Held, height: number, tables: Tables): number {
  const table = tables.get(held.chain.id)?.table
  const from = firstHere(held, height) ?? 1
  return table === undefined || from === 1
    ? held.bytesBetween(1, height)
    : table.chainBytes + held.bytesBetween(Math.max(from, table.height + 1), height)
}

/** Where the blocks begin that are here without a gap up to this height. */
export function firstHere({ runs }: Held, height: number): number | undefined {
  return runs.find(({ from, to }) => from <= height && height <= to)?.from
}
