/**
 * What one message of the read protocol may carry at most, with the reason of each number.
 */

/** Bytes of blocks in one answer; a single larger block comes alone. */
export const PAGE_BYTES_MAX = 2 * 1024 * 1024

/** Blocks in one answer: bounds what a decoder allocates. */
export const BLOCKS_MAX = 4096

/** Headers that join blocks to certificates in one answer, about 200 bytes each. */
export const LINKS_MAX = 4096

/** Stretches of consecutive blocks in one answer, each with a certificate of its own. */
export const STRETCHES_MAX = 64

/** One certificate a stretch, and that of the head. */
export const CERTIFICATES_MAX = STRETCHES_MAX + 1

/** Bytes of links, certificates and booths after which a holder proves no further stretch. */
export const PROOF_BYTES_MAX = 1024 * 1024

/** Chains in a digest: a few kilobytes. */
export const DIGEST_CHAINS_MAX = 256

/** Chains in a list: about 300 bytes each. */
export const LIST_CHAINS_MAX = 1024

/** Bytes of their geneses: a genesis has up to 8 KiB, and a frame no room for so many of these. */
export const LIST_BYTES_MAX = 2 * 1024 * 1024

/** Registered holders in a table answer. */
export const HOLDERS_MAX = 16
