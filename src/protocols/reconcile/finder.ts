/**
 * Looks for the genesis of a group's chain that is not known here, and remembers the newest booth that
 * others have shown of it, so that clients of this vehicle reach the group.
 *
 * Keeps: a genesis is taken only when the chain is its hash; a booth only when it descends from that genesis.
 */
import { decodeBooth } from '../../core/booth.ts'
import { decodeWith } from '../../core/codec.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { type Chain, type ChainId, decodeChain, isGroup } from '../../core/genesis.ts'
import { machineKey } from '../../core/keyspace.ts'
import { type Descended, type DescendedBytes, readDescended } from '../../core/lineage.ts'
import type { Disk, NowMs, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { FIND_CALLERS_MAX, FINDS_MAX } from './limits.ts'
import { ShownRecord } from './messages.ts'
import type { ReconcileSettings } from './options.ts'
import type { FoundMessage, Out } from './types.ts'

export const FIND_TIMER = 'reconcile:find:'

export interface Finder {
  readonly size: number
  request(nowMs: NowMs, id: string, chain: ChainId, out: Out): void
  found(from: PeerId, message: FoundMessage, out: Out): void
  connected(peer: PeerId, out: Out): void
  disconnected(peer: PeerId, out: Out): void
  timer(nowMs: NowMs, id: string, out: Out): void
  /** The newest booth that others have shown. */
  shownOf(chain: ChainId): Descended | undefined
}

interface Find {
  readonly callers: string[]
  readonly endsAtMs: NowMs
  /** Asked, and has not answered. */
  readonly waitingFor: Set<PeerId>
}

const PREFIX = machineKey('reconcile', 'shown/')

export function createFinder(
  environment: Environment,
  { findTimeoutMs, resendMsMin }: ReconcileSettings,
  disk: Disk
): Finder {
  const { crypto, fleet, holdings, peers, self } = environment
  const finds = new Map<ChainId, Find>()
  const newest = new Map<ChainId, Descended>()
  for (const [key, value] of disk.state) {
    if (key.startsWith(PREFIX)) {
      const { booth, line } = decodeWith('shown', value, ShownRecord.decode)
      newest.set(key.slice(PREFIX.length), {
        booth: decodeBooth(crypto, booth),
        line: line.map((bytes) => decodeBooth(crypto, bytes))
      })
    }
  }

  const ask = (chain: ChainId, to: PeerId, out: Out): void => {
    out.push({ type: 'send', to, protocol: 'reconcile', message: { type: 'find', chain } })
  }

  const reply = (find: Find, answer: Reply, out: Out): void => {
    for (const id of find.callers.splice(0)) {
      out.push({ type: 'reply', id, reply: answer })
    }
  }

  const end = (chain: ChainId, find: Find, out: Out): void => {
    finds.delete(chain)
    out.push({ type: 'timer', id: `${FIND_TIMER}${chain}`, atMs: undefined })
    reply(find, unknownChain(chain), out)
  }

  const endIfAll = (chain: ChainId, find: Find, out: Out): void => {
    if (find.waitingFor.size === 0) {
      end(chain, find, out)
    }
  }

  const refuse = (from: PeerId, chain: ChainId, reason: string, out: Out): void => {
    const detail = { chain, from, reason }
    out.push({ type: 'fact', fact: { name: 'reconcile:refused', detail } })
  }

  /** Begins to know the chain; false when what was shown is not it, or too many are known. */
  const adopt = (from: PeerId, id: ChainId, genesis: Uint8Array, out: Out): Chain | undefined => {
    const chain = tryDecode(() => decodeChain(crypto, genesis))
    if (chain === undefined || chain.id !== id || !isGroup(chain)) {
      refuse(from, id, 'the genesis is not of this chain', out)
      return undefined
    }
    if (holdings.get(id) === undefined) {
      if (!holdings.admits(chain)) {
        refuse(from, id, 'too many chains are known already', out)
        return undefined
      }
      holdings.adopt(chain, out)
      out.push({ type: 'fact', fact: { name: 'reconcile:found', detail: { chain: id, from } } })
    }
    return chain
  }

  const learn = (from: PeerId, chain: Chain, bytes: DescendedBytes, out: Out): void => {
    const shown = readDescended(crypto, fleet, chain, bytes)
    if (shown === undefined) {
      refuse(from, chain.id, 'the booth is not genuine, or does not descend from the genesis', out)
      return
    }
    if (shown.booth.number > (newest.get(chain.id)?.booth.number ?? 0)) {
      newest.set(chain.id, shown)
      const value = ShownRecord.encode({ booth: bytes.booth, line: [...bytes.line] })
      const op = { type: 'put', key: `${PREFIX}${chain.id}`, value } as const
      out.push({ type: 'write', ops: [op] })
    }
  }

  return {
    get size() {
      return finds.size
    },
    shownOf: (chain) => newest.get(chain),
    request(nowMs, id, chain, out) {
      const known = finds.get(chain)
      const isFull = known === undefined && finds.size >= FINDS_MAX
      if (isFull || (known?.callers.length ?? 0) >= FIND_CALLERS_MAX) {
        const message = 'too many chains are looked for already'
        const busy: Reply = { type: 'refused', reason: 'busy', message, retry: true }
        out.push({ type: 'reply', id, reply: busy })
        return
      }
      if (known !== undefined) {
        known.callers.push(id)
        return
      }
      const waitingFor = new Set([...peers.connected].filter((peer) => peer !== self).sort())
      const find = { callers: [id], endsAtMs: nowMs + findTimeoutMs, waitingFor }
      finds.set(chain, find)
      for (const peer of waitingFor) {
        ask(chain, peer, out)
      }
      out.push({ type: 'timer', id: `${FIND_TIMER}${chain}`, atMs: nowMs + resendMsMin })
      endIfAll(chain, find, out)
    },
    found(from, message, out) {
      const find = finds.get(message.chain)
      if (find?.waitingFor.delete(from) !== true) {
        return
      }
      const { chain: id, genesis, booth, line } = message
      const chain = genesis === undefined ? undefined : adopt(from, id, genesis, out)
      if (chain !== undefined && booth !== undefined) {
        learn(from, chain, { booth, line }, out)
      }
      if (chain !== undefined) {
        // The others may still show a newer booth.
        reply(find, { type: 'ok', value: { chain: id } }, out)
      }
      endIfAll(id, find, out)
    },
    connected(peer, out) {
      for (const [chain, find] of finds) {
        find.waitingFor.add(peer)
        ask(chain, peer, out)
      }
    },
    disconnected(peer, out) {
      for (const [chain, find] of [...finds]) {
        find.waitingFor.delete(peer)
        endIfAll(chain, find, out)
      }
    },
    timer(nowMs, id, out) {
      const chain = id.slice(FIND_TIMER.length)
      const find = finds.get(chain)
      if (find === undefined) {
        return
      }
      if (nowMs >= find.endsAtMs) {
        end(chain, find, out)
        return
      }
      for (const peer of find.waitingFor) {
        ask(chain, peer, out)
      }
      out.push({ type: 'timer', id, atMs: nowMs + resendMsMin })
    }
  }
}

function unknownChain(chain: ChainId): Reply {
  const message = `chain ${chain} is known neither here nor to any connected vehicle`
  return { type: 'refused', reason: 'unknownChain', message, retry: true }
}

function tryDecode<T>(decode: () => T): T | undefined {
  try {
    return decode()
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return undefined
    }
    throw error
  }
}
