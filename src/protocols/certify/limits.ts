/**
 * Limits of the certify protocol that are no settings, each with its reason.
 */
import { BODY_BYTES_MAX, HEADER_BYTES_MAX } from '../../core/limits.ts'

/** Blocks in flight at most, whatever the setting; members buffer no further ahead than twice this. */
export const PIPELINE_BLOCKS_MAX = 64

/** A member keeps or judges blocks at most this far above what it needs next. */
export const AHEAD_BLOCKS_MAX = 2 * PIPELINE_BLOCKS_MAX

/** A block with its framing; core/block.ts refuses more. */
export const BLOCK_BYTES_MAX = BODY_BYTES_MAX + HEADER_BYTES_MAX + 128

/** As core/genesis.ts. */
export const GENESIS_BYTES_MAX = 2048

/** A sentence for a person. */
export const REFUSE_TEXT_CHARACTERS_MAX = 256

/** Refusals that an answer quotes; the others are in its detail. */
export const REFUSALS_TOLD_MAX = 3

/** Booths of one chain that a member stands by: those in use, being opened, and just replaced. */
export const BOOTHS_KEPT_MAX = 4

/** Answers to `seal` that are remembered for a caller that asks again. */
export const SEALS_KEPT_MAX = 16

/** Callers that wait for one booth, one seal, or a chain that is still being read. */
export const WAITERS_MAX = 64

/** Bytes of blocks sent again to one member at a time; the first is sent whatever its size. */
export const RESEND_BYTES_MAX = 1024 * 1024
