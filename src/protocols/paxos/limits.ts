/**
 * Limits of the paxos protocol, with their reasons.
 */
import { BODY_BYTES_MAX, HEADER_BYTES_MAX } from '../../core/limits.ts'
import type { WaitingLimits } from '../../core/waiting.ts'

/** A block with its framing; core/block.ts refuses more. */
export const BLOCK_BYTES_MAX = BODY_BYTES_MAX + HEADER_BYTES_MAX + 128

/** Blocks of one message stay below this, but for a single larger block. */
export const PART_BYTES = 1024 * 1024

/** The greatest number of blocks in flight that an option allows. */
export const IN_FLIGHT_MAX = 64

/**
 * No more is proposed once the undecided blocks take this: with the last one, and the decided blocks in
 * memory, a whole log is less than may wait for one member (spec.ts).
 */
export const IN_FLIGHT_BYTES_MAX = 16 * 1024 * 1024

/** Blocks of one message. */
export const BLOCKS_MAX = 2 * IN_FLIGHT_MAX

/** Operations, questions and changes of one message. */
export const ITEMS_MAX = 4096

/** The greatest message: its content, and 64 KiB for its framing. */
export const MESSAGE_BYTES_MAX: number = Math.max(BLOCK_BYTES_MAX, PART_BYTES) + 64 * 1024

/** A result that a message carries by itself, with the names of vehicles around it. */
export const RESULT_BYTES_MAX: number = MESSAGE_BYTES_MAX - 1024

/** Results of one block that are kept until they are told. */
export const RESULTS_BYTES_MAX: number = 64 * 1024 * 1024

/** As core/genesis.ts. */
export const GENESIS_BYTES_MAX = 8 * 1024

/** A sentence for a person. */
export const TEXT_CHARACTERS_MAX = 256

/** One word. */
export const REASON_CHARACTERS_MAX = 64

/** Decided blocks kept in memory, so that a member that lags a little needs no other protocol. */
export const RECENT_BLOCKS_MAX = 128
export const RECENT_BYTES_MAX = 8 * 1024 * 1024

/** Blocks of a log that one `sync` may span, and that a member keeps until they link: what is in memory. */
export const SYNC_BLOCKS_MAX = RECENT_BLOCKS_MAX + BLOCKS_MAX

/** The longest lease: the greatest heartbeat times the most rounds that options allow. */
export const LEASE_MS_MAX = 6_000_000

/** Groups of one vehicle; each beats its heart on its own. */
export const GROUPS_MAX = 64

/** Groups that a vehicle is invited into and that have not named it yet, of all inviters and of one. */
export const INVITED_MAX = 32
export const INVITED_BY_ONE_MAX = 4

/** Groups that a vehicle only asks; beyond it who waits for no answer gives way. */
export const ASKED_MAX = 256

/** Requests of this vehicle that may wait for answers, and the bytes of what they ask for. */
export const PENDING_LIMITS: WaitingLimits = { countMax: 16_384, bytesMax: 64 * 1024 * 1024 }

/** Vehicles whose questions were passed on, and are remembered for the answers; others ask again. */
export const RELAYED_MAX = 1024

/** Numbers of one session that may be unanswered; half of what a session remembers. */
export const SESSION_OPEN_MAX = 512

/** Sessions of this vehicle in one group. */
export const SESSIONS_MAX = 32

/** Requests for certificates of one group that may wait. */
export const CERTIFY_WAITERS_MAX = 256

/**
 * Questions that are answered in one step, and bytes of answers, but for a single larger one; what is
 * left goes on in the next, so that the group hears its leader in between.
 */
export const ANSWERED_MAX = 256
export const ANSWERED_BYTES_MAX: number = 2 * 1024 * 1024

/** Answers leave no faster than a LAN of 1 Gbit/s takes them: the rest would be dropped and asked again. */
export const ANSWERED_BYTES_PER_MS: number = 100 * 1024

/** Of the questions that may wait at the leader, and of their bytes, one vehicle may have so much. */
export const ASKER_SHARE = 1 / 4

/** Nonces that are tried in one step: less than 10 ms of one core. */
export const WORK_TRIES_MAX = 4096

/** Blocks that are deleted in one step, and the time between two such steps in milliseconds. */
export const REMOVE_BLOCKS = 256
export const REMOVE_MS = 20

/**
 * A snapshot that is read by another vehicle stays for so long after each part, in milliseconds, and no
 * longer than so since the first: who needs more than that for a state will not catch up.
 */
export const SNAPSHOT_HELD_MS = 5_000
export const SNAPSHOT_HELD_MS_MAX = 600_000

/** A snapshot is taken for a member that lost its state no more often than this, in milliseconds. */
export const SNAPSHOT_WANTED_MS = 60_000
