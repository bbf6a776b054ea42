/**
 * The votes of this vehicle, in both roles: the only place where a vote is signed.
 *
 * Keeps: for one chain and height this vehicle never signs two hashes, also over a restart: the
 * greatest height voted for is on disk before the vote leaves, and nothing below it is signed anew
 * unless the same block is still held.
 */
import { type BoothId, voteBytes } from '../../core/booth.ts'
import { fromUtf8, type Hash, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { assert } from '../../core/errors.ts'
import type { ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk } from '../../core/machine.ts'
import type { Out } from './types.ts'

/** The block of the greatest height that this vehicle voted for. Stored as JSON. */
export interface Voted {
  readonly height: number
  readonly hash: Hash
  readonly timeMs: number
}

export interface SignedVote {
  readonly signature: Uint8Array
  /** What every vote for this block in this booth signs. */
  readonly bytes: Uint8Array
}

export interface Votes {
  /** Of one chain; undefined before the first vote. Bounded by the chains this vehicle has joined. */
  get(chain: ChainId): Voted | undefined
  /** Signs a vote for a block that is held, or is put in this same step. */
  sign(chain: ChainId, block: Voted, booth: BoothId, out: Out): SignedVote
}

const PREFIX = machineKey('certify', 'voted/')

export function createVotes({ crypto, holdings }: Environment, disk: Disk): Votes {
  const newest = new Map<ChainId, Voted>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(PREFIX)) {
      newest.set(key.slice(PREFIX.length), JSON.parse(fromUtf8(value)) as Voted)
    }
  }

  return {
    get: (chain) => newest.get(chain),
    sign(chain, block, booth, out) {
      const { height, hash, timeMs } = block
      const last = newest.get(chain)
      assert(
        holdings.get(chain)?.hashAt(height) === hash,
        `a vote for block ${height} of ${chain}, which is not held`
      )
      assert(
        last === undefined || height !== last.height || hash === last.hash,
        `a second vote at height ${height} of ${chain}`
      )
      if (last === undefined || height > last.height) {
        const voted: Voted = { height, hash, timeMs }
        newest.set(chain, voted)
        const value = toUtf8(JSON.stringify(voted))
        out.push({ type: 'write', ops: [{ type: 'put', key: `${PREFIX}${chain}`, value }] })
      }
      const bytes = voteBytes({ chain, height, hash, booth })
      return { signature: crypto.sign(bytes), bytes }
    }
  }
}
