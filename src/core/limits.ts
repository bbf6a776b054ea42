/**
 * Every limit of what is stored, hashed or signed, with its reason. Limits of one protocol stand in
 * its spec.ts; settings that users may change stand in the options of their machine.
 */

/** The value of a key: the bound that users of key-value stores meet, whatever the engine. */
export const VALUE_BYTES_MAX = 1024 * 1024

/**
 * An operation of a group, with all its keys and values. Beside the greatest value there is room for
 * the greatest key, which a register of the engine quorum has twice, for the operations that such a
 * register remembers, and for numbers and lengths.
 */
export const OPERATION_BYTES_MAX: number = VALUE_BYTES_MAX + 4 * 1024

/** An operation with its name: an entry of a group's chain. */
export const COMMAND_BYTES_MAX: number = OPERATION_BYTES_MAX + 64

/** A record, or whatever else an application appends to a chain of its own. */
export const ENTRY_BYTES_MAX = 1024 * 1024

/** The greatest command with its framing fits; it is small enough for a message and a memory budget. */
export const BODY_BYTES_MAX: number = VALUE_BYTES_MAX + 8 * 1024

/** Entries of one block; bounds what a decoder allocates for a body. */
export const ENTRIES_MAX = 4096

/** Chains that a vehicle gets to know; each is a record for ever. */
export const CHAINS_MAX = 10_000

/** Chains that one vehicle proposes on, and that others get to know of it. */
export const AUTHOR_CHAINS_MAX = 64

/** Chains of groups among them: nobody signs their genesis, so they are bounded all together. */
export const GROUP_CHAINS_MAX = CHAINS_MAX / 2

/**
 * Chains among them whose proposers are not known to be of the fleet, all together: anybody can make up
 * keys, but what a proposer that is long gone has left behind is still read.
 */
export const STRANGER_CHAINS_MAX = CHAINS_MAX / 4

/** Members of a booth: at 100 a certificate is 4.3 KB; 128 leaves room. */
export const MEMBERS_MAX = 128

/** Backups of a chain. */
export const BACKUPS_MAX = 16

/** Vehicles that keep one key of a ring. */
export const COPIES_MAX = 8

/** Characters of a name that a person gives. */
export const NAME_CHARACTERS_MAX = 64

/** Characters of a caller's operation id. */
export const OPERATION_CHARACTERS_MAX = 128

/** Changes of a group's members that are known by their operation ids. */
export const CHANGES_KEPT = 64

/** Bytes of a record key; the key-value stores use the same. */
export const KEY_BYTES_MAX = 1024

/** A header is about 190 bytes, a seal's at most 770 with an operation of 128 wide characters. */
export const HEADER_BYTES_MAX = 1024

/** Memory that the state of a group may take, as it counts itself; its snapshot takes less. */
export const STATE_BYTES_MAX: number = 1024 * 1024 * 1024

/** Memory that the sessions around a state may take, as they count themselves. */
export const SESSIONS_BYTES_MAX: number = 64 * 1024 * 1024

/** Zero bits of a group's block hash: 24 take about 2^24 hashes, half a minute of one core. */
export const WORK_BITS_MAX = 24

/** Keys whose owners on a ring are told at once. */
export const RING_KEYS_MAX = 64

/** Random bytes that tell one data directory of a vehicle from the next. */
export const INCARNATION_BYTES = 16

/** Evidence: two headers with their signatures, the greatest there are. */
export const EVIDENCE_BYTES_MAX = 2 * (HEADER_BYTES_MAX + 128)

/** A fleet certificate is about 250 bytes. */
export const MEMBERSHIP_BYTES_MAX = 512

/** A booth with 128 members and their memberships. */
export const BOOTH_BYTES_MAX = 128 * 1024

/** A certificate with 128 signatures. */
export const CERTIFICATE_BYTES_MAX = 16 * 1024

/** A table with 16 acknowledgements, the greatest booth of a group and votes of most of its members. */
export const SEALED_TABLE_BYTES_MAX = 96 * 1024

/** A group's first members (54 bytes each) and eight pivots. */
export const GENESIS_BYTES_MAX = 8 * 1024

/** Bytes of blocks in one chunk of a transfer; a single larger block is a chunk by itself. */
export const CHUNK_BYTES = 256 * 1024

/** The greatest height, epoch or number: exact in a double, and far beyond any chain. */
export const NUMBER_MAX = 2 ** 48
