/**
 * The booths that this vehicle has joined as a member, by chain; what must survive a restart lies
 * below `s/certify/joined/`.
 *
 * Keeps: at most `boothsMax` chains and four booths of each; the least recently opened goes first.
 */
import type { FullBlock } from '../../core/block.ts'
import { type Booth, type BoothId, decodeBooth } from '../../core/booth.ts'
import { fromHex, fromUtf8, toHex, toUtf8 } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import type { Disk, NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { BOOTHS_KEPT_MAX } from './limits.ts'
import type { Out } from './types.ts'

/** A chain in whose booths this vehicle is a member. */
export interface Joined {
  readonly chain: Chain
  readonly proposer: PeerId
  /** The one opened last is the last. */
  booths: readonly Booth[]
  /** Blocks whose signature was verified and that wait for one before them, by height. */
  readonly buffer: Map<number, Buffered>
  /** When the proposer was last heard. */
  heardAtMs: NowMs
  /** Time until the newest vote is sent again, and its height; undefined while no timer is set. */
  reminder: { readonly delayMs: number; readonly height: number } | undefined
}

export interface Buffered {
  readonly block: FullBlock
  readonly booth: Booth
}

export interface JoinedChains {
  get(chain: ChainId): Joined | undefined
  all(): readonly Joined[]
  /** Joins a booth that was checked; false when there are too many chains. */
  join(chain: Chain, proposer: PeerId, booth: Booth, nowMs: NowMs, out: Out): Joined | undefined
  leave(joined: Joined, booth: BoothId, out: Out): void
  /** Keeps a block until the one before it arrives; false when there is no room. */
  keep(joined: Joined, buffered: Buffered): boolean
  /** Takes a block out of the buffer. */
  take(joined: Joined, height: number): Buffered | undefined
}

/** A chain not heard of for so long gives way to a new one, in milliseconds. */
const IDLE_MS = 600_000

const PREFIX = machineKey('certify', 'joined/')

export function createJoinedChains(
  { crypto, holdings }: Environment,
  boothsMax: number,
  bufferBytesMax: number,
  disk: Disk
): JoinedChains {
  const chains = new Map<ChainId, Joined>()
  let bufferBytes = 0

  for (const [key, value] of disk.state) {
    const chain = key.startsWith(PREFIX) ? holdings.get(key.slice(PREFIX.length))?.chain : undefined
    if (chain?.genesis.proposer !== undefined) {
      const texts = JSON.parse(fromUtf8(value)) as readonly string[]
      const booths = texts.map((text) => decodeBooth(crypto, fromHex(text)))
      chains.set(chain.id, createJoined(chain, chain.genesis.proposer, booths, 0))
    }
  }

  const save = ({ chain, booths }: Joined, out: Out): void => {
    const key = `${PREFIX}${chain.id}`
    const value = toUtf8(JSON.stringify(booths.map(({ bytes }) => toHex(bytes))))
    const op =
      booths.length === 0 ? ({ type: 'del', key } as const) : ({ type: 'put', key, value } as const)
    out.push({ type: 'write', ops: [op] })
  }

  const drop = (joined: Joined, out: Out): void => {
    for (const { block } of joined.buffer.values()) {
      bufferBytes -= block.bytes.length
    }
    joined.buffer.clear()
    joined.booths = []
    chains.delete(joined.chain.id)
    save(joined, out)
  }

  /** Makes room for one more chain if one has been idle for long. */
  const hasRoom = (nowMs: NowMs, out: Out): boolean => {
    if (chains.size < boothsMax) {
      return true
    }
    const idle = [...chains.values()].find(({ heardAtMs }) => nowMs - heardAtMs >= IDLE_MS)
    if (idle !== undefined) {
      drop(idle, out)
    }
    return idle !== undefined
  }

  return {
    get: (chain) => chains.get(chain),
    all: () => [...chains.values()],
    join(chain, proposer, booth, nowMs, out) {
      const known = chains.get(chain.id)
      if (known === undefined && !hasRoom(nowMs, out)) {
        return undefined
      }
      const joined = known ?? createJoined(chain, proposer, [], nowMs)
      const others = joined.booths.filter(({ id }) => id !== booth.id)
      joined.booths = [...others, booth].slice(-BOOTHS_KEPT_MAX)
      chains.set(chain.id, joined)
      save(joined, out)
      return joined
    },
    leave(joined, booth, out) {
      const booths = joined.booths.filter(({ id }) => id !== booth)
      if (booths.length === 0) {
        drop(joined, out)
      } else if (booths.length < joined.booths.length) {
        joined.booths = booths
        save(joined, out)
      }
    },
    keep(joined, buffered) {
      const { header, bytes } = buffered.block
      if (joined.buffer.has(header.height)) {
        return true
      }
      if (bufferBytes + bytes.length > bufferBytesMax) {
        return false
      }
      bufferBytes += bytes.length
      joined.buffer.set(header.height, buffered)
      return true
    },
    take(joined, height) {
      const buffered = joined.buffer.get(height)
      if (buffered !== undefined) {
        joined.buffer.delete(height)
        bufferBytes -= buffered.block.bytes.length
      }
      return buffered
    }
  }
}

function createJoined(
  chain: Chain,
  proposer: PeerId,
  booths: readonly Booth[],
  heardAtMs: NowMs
): Joined {
  return { chain, proposer, booths, buffer: new Map(), heardAtMs, reminder: undefined }
}
