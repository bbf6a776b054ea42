/**
 * Limits of the replicate protocol, each with its reason.
 */
import {
  BODY_BYTES_MAX,
  BOOTH_BYTES_MAX,
  CHUNK_BYTES,
  HEADER_BYTES_MAX
} from '../../core/limits.ts'

/** A signed acknowledgement or vote is about 250 bytes. */
export const SIGNED_BYTES_MAX = 512

/** Chunks of a manifest: 4 GiB in chunks of 256 KiB; a longer chain gets larger ranges. */
export const MANIFEST_ENDS_MAX = 16_384

/** Sources of a manifest: every holder a table can name, and as many new ones. */
export const SOURCES_MAX = 33

/** Groups of blocks in one chunk of a fast transfer; together they are no larger than one block may be. */
export const CHUNK_GROUPS_MAX = 4
export const CHUNK_BYTES_MAX = CHUNK_GROUPS_MAX * CHUNK_BYTES

/** Blocks of one chunk: 1 MiB of blocks of 500 bytes. */
export const CHUNK_BLOCKS_MAX = 2048

/** Certificates sent along with a chunk, newest first as far as they fit: a quarter of 256 KiB, or of it. */
export const CHUNK_CERTIFICATES_BYTES = CHUNK_BYTES / 4
export const CHUNK_CERTIFICATES_BYTES_MAX = CHUNK_BYTES_MAX / 4
export const CHUNK_CERTIFICATES_MAX = 1024

/** Booths sent along with a chunk: two of the greatest. */
export const CHUNK_BOOTHS_BYTES = 2 * BOOTH_BYTES_MAX
export const CHUNK_BOOTHS_MAX = 64

/** A block with its framing. */
export const BLOCK_BYTES_MAX = BODY_BYTES_MAX + HEADER_BYTES_MAX + 128

/** The greatest message: a chunk of 1 MiB of blocks with certificates and booths. */
export const MESSAGE_BYTES_MAX =
  BLOCK_BYTES_MAX + CHUNK_CERTIFICATES_BYTES_MAX + CHUNK_BOOTHS_BYTES + 64 * 1024

/** Reservations, and so transfers, that one vehicle takes at a time. */
export const RESERVATIONS_MAX = 64

/** Those of one issuer: a quarter, so that nobody keeps all of them busy. */
export const RESERVATIONS_PER_ISSUER_MAX = RESERVATIONS_MAX / 4

/** Pulls under way over all transfers and repairs: 8 MiB of chunks, 16 MiB when they come fast. */
export const PULLS_MAX = 32

/** Chains being repaired at a time. */
export const REPAIRS_MAX = 4

/** Pulls of others being loaded, and waiting for it. */
export const LOADS_MAX = 8
export const LOADS_WAITING_MAX = 256

/** Vehicles told of the newest table of one own chain until they have it. */
export const TOLD_MAX = 256

/** Holders of one own chain that are to be released. */
export const HOLDERS_MAX = 1024

/** Requests that wait for the placements of one chain. */
export const WAITERS_MAX = 256
