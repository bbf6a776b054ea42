/**
 * Which chains are there: every connected vehicle is asked for those it knows, until all have
 * answered or the time is over.
 */
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { type Chain, type ChainId, decodeChain } from '../../core/genesis.ts'
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { portionsOf } from '../../core/portions.ts'
import { LIST_BYTES_MAX, LIST_CHAINS_MAX } from './limits.ts'
import { refusal } from './reply.ts'
import type { Out } from './table-exchange.ts'
import type { DiscoveredChain, DiscoverRequest, DiscoverResult, List, ListAsk } from './types.ts'

/** Discoveries of clients at once. */
const DISCOVERIES_MAX = 16

/** Chains remembered for one discovery. */
const CHAINS_MAX = 16_384

/** A vehicle answers from memory, so what has not come by then does not come. */
const DEADLINE_MS = 2000
const DEADLINE_MS_MAX = 600_000

export const DISCOVERY_TIMER = 'read:discovery:'

export interface Discovery {
  readonly open: number
  request(nowMs: NowMs, id: string, request: DiscoverRequest, out: Out): void
  asked(from: PeerId, ask: ListAsk, out: Out): void
  listed(from: PeerId, list: List, out: Out): void
  disconnected(peer: PeerId, out: Out): void
  timer(id: string, out: Out): void
}

interface Open {
  readonly id: string
  readonly waitingFor: Set<PeerId>
  readonly answered: Set<PeerId>
  readonly chains: Map<ChainId, { chain: Chain; height: number; readonly knownBy: Set<PeerId> }>
}

type Known = readonly [chain: Chain, height: number]

/** Parts of what is known that fit one message each. */
function listsOf(known: readonly Known[]): readonly (readonly Known[])[] {
  return portionsOf(known, ([chain]) => chain.bytes.length, LIST_CHAINS_MAX, LIST_BYTES_MAX)
}

export function createDiscovery(environment: Environment): Discovery {
  const { self, crypto, holdings, peers, random } = environment
  const discoveries = new Map<number, Open>()
  let lastId = random.integer(1, 2 ** 40)

  const own = (): readonly Known[] =>
    holdings.all().map((held) => [held.chain, held.certified?.height ?? 0] as const)
  const meet = (open: Open, by: PeerId, chain: Chain, height: number): void => {
    const known = open.chains.get(chain.id)
    if (known !== undefined) {
      known.height = Math.max(known.height, height)
      known.knownBy.add(by)
    } else if (open.chains.size < CHAINS_MAX) {
      open.chains.set(chain.id, { chain, height, knownBy: new Set([by]) })
    }
  }
  const end = (number: number, open: Open, out: Out): void => {
    discoveries.delete(number)
    out.push({ type: 'timer', id: `${DISCOVERY_TIMER}${number}`, atMs: undefined })
    out.push({ type: 'reply', id: open.id, reply: { type: 'ok', value: resultOf(open) } })
  }
  const endIfAll = (number: number, open: Open, out: Out): void => {
    if (open.waitingFor.size === 0) {
      end(number, open, out)
    }
  }

  return {
    get open() {
      return discoveries.size
    },
    request(nowMs, id, { deadlineMs = DEADLINE_MS }, out) {
      const reason =
        deadlineMs >= 1 && deadlineMs <= DEADLINE_MS_MAX
          ? undefined
          : `deadlineMs is ${deadlineMs}, allowed are 1 to ${DEADLINE_MS_MAX}`
      if (reason !== undefined || discoveries.size >= DISCOVERIES_MAX) {
        const busy = refusal('busy', `${DISCOVERIES_MAX} discoveries are under way`, true)
        const reply = reason === undefined ? busy : refusal('invalid', reason, false)
        out.push({ type: 'reply', id, reply })
        return
      }
      lastId++
      const others = [...peers.connected].filter((peer) => peer !== self).sort()
      const open: Open = { id, waitingFor: new Set(others), answered: new Set(), chains: new Map() }
      discoveries.set(lastId, open)
      for (const [chain, height] of own()) {
        meet(open, self, chain, height)
      }
      for (const to of others) {
        out.push({ type: 'send', to, protocol: 'read', message: { type: 'listAsk', id: lastId } })
      }
      out.push({ type: 'timer', id: `${DISCOVERY_TIMER}${lastId}`, atMs: nowMs + deadlineMs })
      endIfAll(lastId, open, out)
    },
    asked(from, { id }, out) {
      const lists = listsOf(own())
      // Whoever knows more than fits tells a random part, a different one each time.
      const [part = []] = lists.length > 1 ? listsOf(random.shuffle(own())) : lists
      const chains = part.map(([chain, height]) => [chain.bytes, height] as const)
      out.push({ type: 'send', to: from, protocol: 'read', message: { type: 'list', id, chains } })
    },
    listed(from, { id, chains }, out) {
      const open = discoveries.get(id)
      if (open === undefined || !open.waitingFor.delete(from)) {
        return
      }
      open.answered.add(from)
      for (const [genesis, height] of chains) {
        const chain = tryDecode(() => decodeChain(crypto, genesis))
        if (chain === undefined) {
          const detail = { from, reason: 'a genesis in its list is malformed' }
          out.push({ type: 'fact', fact: { name: 'read:refused', detail } })
          break
        }
        meet(open, from, chain, height)
      }
      endIfAll(id, open, out)
    },
    disconnected(peer, out) {
      for (const [number, open] of [...discoveries]) {
        if (open.waitingFor.delete(peer)) {
          endIfAll(number, open, out)
        }
      }
    },
    timer(id, out) {
      const number = Number(id.slice(DISCOVERY_TIMER.length))
      const open = discoveries.get(number)
      if (open !== undefined) {
        end(number, open, out)
      }
    }
  }
}

function resultOf({ chains, answered }: Open): DiscoverResult {
  const found = [...chains.values()].map(({ chain, height, knownBy }): DiscoveredChain => {
    const { name, proposer, engine, state } = chain.genesis
    return { chain: chain.id, name, proposer, engine, state, height, knownBy: [...knownBy].sort() }
  })
  return { chains: found, answered: [...answered].sort() }
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
