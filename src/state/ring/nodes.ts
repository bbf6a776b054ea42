/**
 * Who is on the ring, and how one ring becomes the next.
 *
 * Keeps: a ring comes into force only when every vehicle that gets something from it has it; no copy
 * that is the last of its keys is given up; a change of who keeps what raises the version.
 */
import type { Crypto } from '../../core/crypto.ts'
import { createHashRing, tokensFor } from '../../core/hash-ring.ts'
import { nextLine } from '../../core/lines.ts'
import type { PeerId } from '../../core/peer.ts'
import { LINES_MAX, NODES_MAX, ROSTER_MAX } from './limits.ts'
import type { RefusedResult, RingNode, RingOperation, RingResult, RingShape } from './types.ts'

export interface NodesOptions {
  readonly crypto: Pick<Crypto, 'sha256'>
  /** Vehicles that keep each key. */
  readonly copies: number
  /** Vehicles with which the ring begins. */
  readonly begin: number
}

export interface Nodes {
  /** How often something of the ring was changed. */
  readonly changes: number
  readonly shape: RingShape
  /** Everybody that ever registered, by number. */
  readonly roster: readonly RingNode[]
  apply(operation: NodesOperation): RingResult
  /** What the lost members knew is told apart from now on; who was moving begins anew. */
  recovered(): void
  /** Room of the first vehicle that registered: others have their share by it; 0 before. */
  readonly usualBytes: number
  restore(kept: Kept): void
  clear(): void
}

/** What a snapshot keeps. */
export type Kept = Pick<Nodes, 'changes' | 'shape' | 'roster' | 'usualBytes'>

type NodesOperation = Extract<
  RingOperation,
  { readonly type: 'register' | 'leave' | 'ready' | 'settled' }
>
type OperationOf<T extends NodesOperation['type']> = Extract<NodesOperation, { readonly type: T }>

const FORMING: RingShape = {
  version: 0,
  phase: 'forming',
  nodes: [],
  next: [],
  ready: [],
  left: [],
  lines: []
}

/** Who has seen nothing yet asks with 0. */
const FIRST_CHANGE = 1

export function createNodes({ crypto, copies, begin }: NodesOptions): Nodes {
  let shape = FORMING
  let roster: readonly RingNode[] = []
  let changes = FIRST_CHANGE
  let usualBytes = 0

  const told = (isNew: boolean): RingResult => ({ type: 'changed', isNew, version: shape.version })

  const put = (next: Partial<RingShape>): RingResult => {
    shape = { ...shape, ...next }
    changes++
    return told(true)
  }

  /** The ring that is wanted in the end. */
  const target = (): readonly RingNode[] => (shape.phase === 'moving' ? shape.next : shape.nodes)

  /** Every arc has a node whose data is not lost. */
  const isCovered = (nodes: readonly RingNode[]): boolean =>
    createHashRing(crypto, nodes, copies)
      .sets()
      .every((owners) => owners.some(({ isLost }) => !isLost))

  /** Nodes of the next ring that keep something which they do not have now. */
  const gainers = ({ nodes, next }: RingShape): readonly PeerId[] => {
    const [before, after] = [nodes, next].map((one) => createHashRing(crypto, one, copies))
    const arcs = cutArcs(crypto, nodes, next)
    const gained = new Set<PeerId>()
    for (const position of arcs) {
      const had = before?.owners(position) ?? []
      for (const node of after?.owners(position) ?? []) {
        if (!had.some((one) => isSame(one, node) && !one.isLost)) {
          gained.add(node.peer)
        }
      }
    }
    return [...gained].sort()
  }

  /** Begins to move to these nodes; who gains nothing is ready from the beginning. */
  const move = (nodes: readonly RingNode[], next: readonly RingNode[]): RingResult => {
    const moving: RingShape = {
      ...shape,
      version: shape.version + 1,
      phase: 'moving',
      nodes,
      next: sorted(next),
      ready: []
    }
    const gained = new Set(gainers(moving))
    const ready = next.map(({ peer }) => peer).filter((peer) => !gained.has(peer))
    put({ ...moving, ready: ready.sort() })
    return switchWhenReady()
  }

  const switchWhenReady = (): RingResult => {
    const { phase, next, ready, version } = shape
    if (phase === 'moving' && next.every(({ peer }) => ready.includes(peer))) {
      return put({ version: version + 1, phase: 'settling', nodes: next, next: [], ready: [] })
    }
    return told(true)
  }

  /** A node as it registers: the same number and share as before, when it was here before. */
  const enrol = ({ peer, incarnation, freeBytes }: OperationOf<'register'>): RingNode => {
    const known = roster.find((one) => one.peer === peer)
    if (roster.length === 0) {
      usualBytes = freeBytes
    }
    const node: RingNode = {
      peer,
      incarnation,
      number: known?.number ?? roster.length + 1,
      tokens: known?.tokens ?? tokensFor(freeBytes, usualBytes),
      isLost: false
    }
    roster =
      known === undefined ? [...roster, node] : roster.map((one) => (one === known ? node : one))
    return node
  }

  const register = (operation: OperationOf<'register'>): RingResult => {
    const { peer, incarnation, isAsked } = operation
    const { nodes, left, phase } = shape
    if (left.includes(peer) && !isAsked) {
      return refuse('unknown', `${peer} was told to leave; ask it to join again`)
    }
    const wanted = target()
    const current = wanted.find((one) => one.peer === peer)
    if (current?.incarnation === incarnation && !current.isLost) {
      return told(false)
    }
    if (current === undefined && wanted.length >= NODES_MAX) {
      return refuse('full', `a ring has at most ${NODES_MAX} vehicles`)
    }
    if (roster.length >= ROSTER_MAX && !roster.some((one) => one.peer === peer)) {
      return refuse('full', `${ROSTER_MAX} vehicles have registered, more cannot be numbered`)
    }
    const node = enrol(operation)
    const others = wanted.filter((one) => one.peer !== peer)
    const stays = left.filter((one) => one !== peer)
    if (phase === 'forming') {
      const formed = sorted([...others, node])
      const isBegun = formed.length >= begin
      const begun = isBegun ? { version: shape.version + 1, phase: 'stable' as const } : {}
      return put({ nodes: formed, left: stays, ...begun })
    }
    shape = { ...shape, left: stays }
    return move(
      // What another data directory of it has kept is lost.
      nodes.map((one) =>
        one.peer === peer && one.incarnation !== incarnation ? { ...one, isLost: true } : one
      ),
      [...others, node]
    )
  }

  const leave = ({ peer, isGone }: OperationOf<'leave'>): RingResult => {
    const wanted = target()
    const others = wanted.filter((one) => one.peer !== peer)
    const isThere = others.length < wanted.length
    const isAwaited = shape.nodes.some((one) => one.peer === peer && !one.isLost)
    if (!isThere && !(isGone && isAwaited)) {
      return shape.left.includes(peer)
        ? told(false)
        : refuse('unknown', `${peer} is not on the ring`)
    }
    if (others.length < copies) {
      return refuse('tooFew', `${copies} copies of each key need as many vehicles`)
    }
    const nodes = shape.nodes.map((one) =>
      one.peer === peer && isGone ? { ...one, isLost: true } : one
    )
    if (shape.phase !== 'forming' && !isCovered(nodes)) {
      return refuse('lastCopies', `${peer} has the last copies of some keys`)
    }
    const left = [...new Set([...shape.left, peer])].sort()
    if (shape.phase === 'forming') {
      return put({ nodes: others, left })
    }
    shape = { ...shape, left }
    return move(nodes, others)
  }

  const stand = (operation: OperationOf<'ready' | 'settled'>): RingResult => {
    const { type, peer, incarnation, version } = operation
    const wanted = type === 'ready' ? shape.next : shape.nodes
    const phase = type === 'ready' ? 'moving' : 'settling'
    const node = wanted.find((one) => one.peer === peer && one.incarnation === incarnation)
    const isTimely = shape.phase === phase && shape.version === version && node !== undefined
    if (!isTimely || shape.ready.includes(peer)) {
      return told(false)
    }
    put({ ready: [...shape.ready, peer].sort() })
    if (type === 'ready') {
      return switchWhenReady()
    }
    return shape.nodes.every((one) => shape.ready.includes(one.peer))
      ? put({ phase: 'stable', ready: [] })
      : told(true)
  }

  const recovered = (): void => {
    const { phase, version, nodes, next, lines } = shape
    changes = nextLine(changes)
    const ended = [...lines, version].slice(-LINES_MAX)
    put({ version: nextLine(version), ready: [], lines: ended })
    if (phase === 'moving') {
      // Who was ready may have acted by a later ring since.
      move(nodes, next)
    }
  }

  return {
    get changes() {
      return changes
    },
    get shape() {
      return shape
    },
    get roster() {
      return roster
    },
    apply(operation) {
      switch (operation.type) {
        case 'register':
          return register(operation)
        case 'leave':
          return leave(operation)
        default:
          return stand(operation)
      }
    },
    recovered,
    get usualBytes() {
      return usualBytes
    },
    clear() {
      shape = FORMING
      roster = []
      changes = FIRST_CHANGE
      usualBytes = 0
    },
    restore(kept) {
      ;({ changes, shape, roster, usualBytes } = kept)
    }
  }
}

export function isSame(a: RingNode, b: RingNode): boolean {
  return a.peer === b.peer && a.incarnation === b.incarnation
}

/** Where arcs of two rings together end: between two of them, the owners in both stay the same. */
function cutArcs(
  crypto: Pick<Crypto, 'sha256'>,
  nodes: readonly RingNode[],
  next: readonly RingNode[]
): readonly string[] {
  return [nodes, next].flatMap((one) => createHashRing(crypto, one, 1).positions())
}

function sorted(nodes: readonly RingNode[]): readonly RingNode[] {
  return [...nodes].sort((a, b) => (a.peer < b.peer ? -1 : 1))
}

function refuse(reason: RefusedResult['reason'], text: string): RefusedResult {
  return { type: 'refused', reason, text }
}
