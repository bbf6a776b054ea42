/**
 * Every key of the store: one prefix, one kind of value, never reused for another.
 *
 * Keys are ASCII text and sort by byte. Records below `s/` are state: few and small, loaded into
 * memory at start. All others are bulk: read when needed. Heights are 12 hexadecimal digits so
 * that they sort as numbers.
 */
import type { BoothId } from './booth.ts'
import type { ChainId } from './genesis.ts'
import type { Key } from './machine.ts'

/** Format of everything below; a store of another format is refused. */
export const FORMAT_VERSION = 1

/** Records that the store keeps about itself; no machine writes or reads them. */
export const STORE_PREFIX = 'm/'
export const storeKey = (rest: string): Key => `${STORE_PREFIX}${rest}`

/** First and last state key. */
export const STATE_RANGE = { gte: 's/', lte: 's/\x7f' } as const

/** First and last block key of all chains. */
export const BLOCKS_RANGE = { gte: 'b/', lte: 'b/\x7f' } as const

const HEIGHT_DIGITS = 12

/** Encoded Genesis. */
export const genesisKey = (chain: ChainId): Key => `s/chain/${chain}`
export const GENESIS_PREFIX = 's/chain/'

/** HeldRecord as JSON: which blocks of the chain are here, with their count and head. */
export const heldKey = (chain: ChainId): Key => `s/held/${chain}`
export const HELD_PREFIX = 's/held/'

/** Encoded SealedTable, the newest known. */
export const tableKey = (chain: ChainId): Key => `s/table/${chain}`
export const TABLE_PREFIX = 's/table/'

/** State records of one machine; the rest of the key is the machine's own. */
export const machineKey = (machine: MachineName, rest: string): Key => `s/${machine}/${rest}`

/** Any text as a part of a key, and back: what is no printable ASCII is written as `%` and four digits. */
export function keyText(text: string): string {
  return text.replace(
    /[^\x20-\x24\x26-\x7e]/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}

export function textOfKeyText(part: string): string {
  return part.replace(/%([0-9a-f]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16))
  )
}

export type MachineName =
  | 'certify'
  | 'replicate'
  | 'release'
  | 'read'
  | 'spread'
  | 'paxos'
  | 'reconcile'
  | 'bank'
  | 'quorum'
  | 'twophase'
  | 'retention'
  | 'vehicle'
  | 'node'

/** Encoded Block of a group's chain that a vehicle has accepted and that is not decided yet. */
export const tailKey = (chain: ChainId, height: number): Key =>
  machineKey('paxos', `${chain}/t/${heightText(height)}`)

/** 48 bytes of summary, then the encoded Block; see stored-block.ts. */
export const blockKey = (chain: ChainId, height: number): Key => `b/${chain}/${heightText(height)}`

/** Encoded Certificate. */
export const certificateKey = (chain: ChainId, height: number): Key =>
  `c/${chain}/${heightText(height)}`

/** Signed Booth. */
export const boothKey = (chain: ChainId, booth: BoothId): Key => `o/${chain}/${booth}`

/** A part of the state of a chain after the block of this height; see protocols/paxos. */
export const snapshotKey = (chain: ChainId, height: number, part: number): Key =>
  `p/${chain}/${heightText(height)}/${heightText(part)}`

export function heightText(height: number): string {
  return height.toString(16).padStart(HEIGHT_DIGITS, '0')
}

/** The chain and height in a block or certificate key, or undefined for any other key. */
export function parseHeightKey(
  key: Key
): { readonly chain: ChainId; readonly height: number } | undefined {
  const [prefix, chain, height, ...rest] = key.split('/')
  if ((prefix !== 'b' && prefix !== 'c') || chain === undefined || height === undefined) {
    return undefined
  }
  return rest.length === 0 && /^[0-9a-f]{12}$/.test(height)
    ? { chain, height: Number.parseInt(height, 16) }
    : undefined
}
