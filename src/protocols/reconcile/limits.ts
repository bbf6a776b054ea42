/**
 * Limits of the reconcile protocol, with their reasons.
 */
import {
  BODY_BYTES_MAX,
  HEADER_BYTES_MAX,
  SESSIONS_BYTES_MAX,
  STATE_BYTES_MAX
} from '../../core/limits.ts'
import { PART_BYTES as SNAPSHOT_PART_BYTES } from '../../core/snapshot-parts.ts'

/** A block with its framing; core/block.ts refuses more. */
export const BLOCK_BYTES_MAX: number = BODY_BYTES_MAX + HEADER_BYTES_MAX + 128

/** Blocks of one message stay below this, but for a single larger one. */
export const PART_BYTES: number = 1024 * 1024

/** Hashes of one ack: 32 KiB, and the blocks that one round fetches. */
export const HASHES_MAX = 1024

/** Ranges of one ack: a vehicle that lost more pieces tells of the first. */
export const RANGES_MAX = 64

/** As core/genesis.ts. */
export const GENESIS_BYTES_MAX: number = 8 * 1024

/** Chains that catch up at once; a vehicle belongs to no more groups. */
export const PURSUITS_MAX = 64

/** Blocks that wait for the ones before them; beyond it only the next one is asked for. */
export const WAITING_BYTES_MAX: number = 8 * 1024 * 1024

/** Loads for others under way, of all and of one of them. */
export const SERVING_MAX = 64
export const SERVING_PEER_MAX = 8

/** Each part of a state stands within a record of the sessions around it, with its length before it. */
const PART_FRAME_BYTES = 16

/**
 * Parts of a state, which are in memory until the last is here: as many as a full store with full
 * sessions makes, and one for what begins the snapshots of both.
 */
export const PARTS_MAX: number =
  Math.ceil((STATE_BYTES_MAX + SESSIONS_BYTES_MAX) / (SNAPSHOT_PART_BYTES - PART_FRAME_BYTES)) + 1

/** Parts that are asked for at once: 1 MiB. */
export const PART_PULLS_MAX = 4

/** Characters of the digest of a state. */
export const DIGEST_CHARACTERS_MAX = 256

/** Chains that are looked for at once, and callers that wait for one of them. */
export const FINDS_MAX = 64
export const FIND_CALLERS_MAX = 1024
