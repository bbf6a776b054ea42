/**
 * A ring of hashes: which vehicles keep a key, as a function of the vehicles alone.
 *
 * Keeps: every vehicle computes the same owners from the same nodes; one node more or less changes only
 * the owners of the keys that it gets or had.
 * Source: consistent hashing (Karger and others, 1997), with virtual nodes weighted by room as in Dynamo.
 */
import { toUtf8 } from './bytes.ts'
import type { Crypto } from './crypto.ts'
import { fromLatin1 } from './latin1.ts'
import type { PeerId } from './peer.ts'

/** Tokens of a vehicle of ordinary room: the greatest share of three is then about a fifth too large. */
export const TOKENS_DEFAULT = 64
export const TOKENS_MIN = 8
export const TOKENS_MAX = 256

/** A vehicle on the ring. */
export interface HashNode {
  readonly peer: PeerId
  /** Places that it takes, from TOKENS_MIN to TOKENS_MAX; more of them are more keys. */
  readonly tokens: number
}

/** 16 hexadecimal digits: where a key or a token lies. */
export type Position = string

const POSITION_DIGITS = 16

export interface HashRing<N extends HashNode> {
  readonly nodes: readonly N[]
  /** The nodes that keep what lies there, the first one first; the same array for the same arc. */
  owners(position: Position): readonly N[]
  /** Where arcs end. Positions that no token of any of two rings lies between have one set of owners. */
  positions(): readonly Position[]
  /** The owners of every arc, each set of them once. */
  sets(): readonly (readonly N[])[]
  /** Share of all keys that each node is the first owner of, and keeps at all; of 1. */
  shares(): ReadonlyMap<PeerId, { readonly first: number; readonly all: number }>
}

type Hasher = Pick<Crypto, 'sha256'>

/** Where the key lies; a key is Latin-1 text, one character a byte. */
export function positionOf({ sha256 }: Hasher, key: string): Position {
  return sha256(fromLatin1(key)).slice(0, POSITION_DIGITS)
}

/** Tokens of a vehicle with this room, among others with `usualBytes`. */
export function tokensFor(freeBytes: number, usualBytes: number): number {
  const tokens = usualBytes > 0 ? Math.round((TOKENS_DEFAULT * freeBytes) / usualBytes) : 0
  return usualBytes > 0 ? Math.min(TOKENS_MAX, Math.max(TOKENS_MIN, tokens)) : TOKENS_DEFAULT
}

/** Each key is kept by the first `copies` distinct nodes clockwise from where it lies. */
export function createHashRing<N extends HashNode>(
  crypto: Hasher,
  nodes: readonly N[],
  copies: number
): HashRing<N> {
  const tokens = tokensOn(crypto, nodes)
  const cache: (readonly N[])[] = []

  const ownersAt = (index: number): readonly N[] => {
    const known = cache[index]
    if (known !== undefined) {
      return known
    }
    const found: N[] = []
    const wanted = Math.min(copies, nodes.length)
    for (let i = 0; found.length < wanted && i < tokens.length; i++) {
      const node = nodes[tokens[(index + i) % tokens.length]?.node ?? -1]
      if (node !== undefined && !found.includes(node)) {
        found.push(node)
      }
    }
    cache[index] = found
    return found
  }

  /** Index of the first token at or behind a position. */
  const indexOf = (position: Position): number => {
    let [low, high] = [0, tokens.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((tokens[middle]?.position ?? '') < position) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low === tokens.length ? 0 : low
  }

  return {
    nodes,
    owners: (position) => ownersAt(indexOf(position)),
    positions: () => tokens.map(({ position }) => position),
    sets() {
      const sets = new Map<string, readonly N[]>()
      for (const index of tokens.keys()) {
        const owners = ownersAt(index)
        sets.set(owners.map(({ peer }) => peer).join(), owners)
      }
      return [...sets.values()]
    },
    shares() {
      const shares = new Map(nodes.map(({ peer }) => [peer, { first: 0, all: 0 }]))
      let before = fractionOf(tokens.at(-1)?.position ?? '') - 1
      for (const [index, { position }] of tokens.entries()) {
        const at = fractionOf(position)
        for (const [place, { peer }] of ownersAt(index).entries()) {
          const share = shares.get(peer)
          if (share !== undefined) {
            share.first += place === 0 ? at - before : 0
            share.all += at - before
          }
        }
        before = at
      }
      return shares
    }
  }
}

/** A place on the ring, and the index of the vehicle that has it. */
interface Token {
  readonly position: Position
  readonly node: number
}

/** What was made with a hash function: rings change more often than their vehicles. */
interface Known {
  readonly ofVehicles: Map<string, readonly Position[]>
  readonly ofRings: Map<string, readonly Token[]>
}

const known = new WeakMap<Hasher['sha256'], Known>()
/** Vehicles whose tokens are remembered. */
const VEHICLES_MAX = 512
/** One change looks at the ring before and behind it, several times each. */
const RINGS_MAX = 8

/** Remembers no more than `max` of what `make` gives. */
function remember<T>(made: Map<string, T>, name: string, max: number, make: () => T): T {
  const before = made.get(name)
  if (before !== undefined) {
    return before
  }
  const fresh = make()
  if (made.size >= max) {
    made.clear()
  }
  made.set(name, fresh)
  return fresh
}

/** Tokens of all vehicles in ascending order. */
function tokensOn({ sha256 }: Hasher, nodes: readonly HashNode[]): readonly Token[] {
  const made: Known = known.get(sha256) ?? { ofVehicles: new Map(), ofRings: new Map() }
  known.set(sha256, made)
  const names = nodes.map(({ peer, tokens }) => `${tokens} ${peer}`)
  const positionsOf = (index: number): readonly Position[] =>
    remember(made.ofVehicles, names[index] ?? '', VEHICLES_MAX, () =>
      Array.from({ length: nodes[index]?.tokens ?? 0 }, (_, i) =>
        sha256(toUtf8(`${nodes[index]?.peer}#${i}`)).slice(0, POSITION_DIGITS)
      )
    )
  return remember(made.ofRings, names.join(), RINGS_MAX, () =>
    nodes
      .flatMap((_, node) => positionsOf(node).map((position) => ({ position, node })))
      .sort((a, b) => (a.position < b.position ? -1 : 1))
  )
}

/** A position as a part of the whole ring. */
function fractionOf(position: Position): number {
  const digits = 13
  return Number.parseInt(position.slice(0, digits) || '0', 16) / 16 ** digits
}
