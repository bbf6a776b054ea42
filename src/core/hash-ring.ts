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
  const tokens = nodes
    .flatMap((node) => tokensOf(crypto, node).map((position) => ({ position, node })))
    .sort((a, b) => (a.position < b.position ? -1 : 1))
  const cache: (readonly N[])[] = []

  const ownersAt = (index: number): readonly N[] => {
    const known = cache[index]
    if (known !== undefined) {
      return known
    }
    const found: N[] = []
    const wanted = Math.min(copies, nodes.length)
    for (let i = 0; found.length < wanted && i < tokens.length; i++) {
      const node = tokens[(index + i) % tokens.length]?.node
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

/** Tokens of vehicles by the function that made them: rings change more often than their vehicles. */
const knownTokens = new WeakMap<Hasher, Map<string, readonly Position[]>>()
/** Vehicles whose tokens are remembered. */
const KNOWN_MAX = 512

function tokensOf(hasher: Hasher, { peer, tokens }: HashNode): readonly Position[] {
  const made = knownTokens.get(hasher) ?? new Map<string, readonly Position[]>()
  knownTokens.set(hasher, made)
  const name = `${tokens} ${peer}`
  const before = made.get(name)
  if (before !== undefined) {
    return before
  }
  const positions = Array.from({ length: tokens }, (_, i) =>
    hasher.sha256(toUtf8(`${peer}#${i}`)).slice(0, POSITION_DIGITS)
  )
  if (made.size >= KNOWN_MAX) {
    made.clear()
  }
  made.set(name, positions)
  return positions
}

/** A position as a part of the whole ring. */
function fractionOf(position: Position): number {
  const digits = 13
  return Number.parseInt(position.slice(0, digits) || '0', 16) / 16 ** digits
}
