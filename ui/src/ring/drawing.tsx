/**
 * A ring as a drawing: one lane for each vehicle, where it keeps keys, and the keys where they lie.
 *
 * Keeps: who keeps what shows by the lane, not by colours alone; what is drawn is computed from the
 * vehicles by the same function that they use.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { toHex, toUtf8 } from '../../../src/core/bytes.ts'
import { createHashRing, type HashRing, positionOf } from '../../../src/core/hash-ring.ts'
import { toLatin1 } from '../../../src/core/latin1.ts'
import type { RingNodeView } from '../../../src/node/ring-api.ts'

const SIZE = 320
const MIDDLE = SIZE / 2
const OUTSIDE = 142
const INSIDE = 52
const LANE_MAX = 16
/** Of a lane; the rest stands between it and the next. */
const FILLED = 0.72

const HASHER = { sha256: (bytes: Uint8Array): string => toHex(sha256(bytes)) }

/** Part of a turn, clockwise from the top. */
function turnOf(position: string): number {
  return Number.parseInt(position.slice(0, 13), 16) / 16 ** 13
}

function at(radius: number, turn: number): string {
  const angle = 2 * Math.PI * turn
  const x = MIDDLE + radius * Math.sin(angle)
  const y = MIDDLE - radius * Math.cos(angle)
  return `${x.toFixed(2)} ${y.toFixed(2)}`
}

function arc(radius: number, from: number, to: number): string {
  const middle = from + (to - from) / 2
  const bend = `A ${radius} ${radius} 0 0 1`
  return `M ${at(radius, from)} ${bend} ${at(radius, middle)} ${bend} ${at(radius, to)}`
}

interface Lanes {
  readonly width: number
  radiusOf(index: number): number
}

function lanesFor(count: number): Lanes {
  const width = Math.min(LANE_MAX, (OUTSIDE - INSIDE) / Math.max(1, count))
  return { width, radiusOf: (index) => OUTSIDE - width * (index + 0.5) }
}

/** Where each vehicle is the first owner, and where it is another one. */
function arcsOf(
  ring: HashRing<RingNodeView>,
  lanes: Lanes
): readonly { readonly first: string; readonly other: string }[] {
  const drawn = ring.nodes.map(() => ({ first: '', other: '' }))
  const positions = ring.positions()
  let from = turnOf(positions.at(-1) ?? '0') - 1
  for (const position of positions) {
    const to = turnOf(position)
    for (const [place, node] of ring.owners(position).entries()) {
      const index = ring.nodes.indexOf(node)
      const lane = drawn[index]
      if (lane !== undefined) {
        lane[place === 0 ? 'first' : 'other'] += arc(lanes.radiusOf(index), from, to)
      }
    }
    from = to
  }
  return drawn
}

export function RingDrawing({
  nodes,
  copies,
  keys,
  chosen
}: {
  /** In the order of the lanes, the outermost first. */
  readonly nodes: readonly RingNodeView[]
  readonly copies: number
  readonly keys: readonly string[]
  readonly chosen: string
}): JSX.Element {
  const shape = nodes.map(({ peer, tokens }) => `${peer} ${tokens}`).join()
  const { ring, lanes, drawn } = useMemo(() => {
    const made = createHashRing(HASHER, nodes, copies)
    const places = lanesFor(nodes.length)
    return { ring: made, lanes: places, drawn: arcsOf(made, places) }
  }, [shape, copies])
  const placeOf = (key: string): { readonly turn: number; readonly owners: readonly number[] } => {
    const position = positionOf(HASHER, toLatin1(toUtf8(key)))
    const owners = ring.owners(position).map((node) => ring.nodes.indexOf(node))
    return { turn: turnOf(position), owners }
  }
  const label = nodes
    .map(({ name, all }) => `${name} keeps ${(100 * all).toFixed(0)} % of all keys`)
    .join('; ')
  return (
    <svg class="ring" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={`Ring: ${label}`}>
      {drawn.map(({ first, other }, i) => (
        <g key={nodes[i]?.peer} stroke-width={lanes.width * FILLED} fill="none">
          <title>{nodes[i]?.name}</title>
          <circle class="lane" cx={MIDDLE} cy={MIDDLE} r={lanes.radiusOf(i)} />
          <path class="other" d={other} />
          <path class="first" d={first} />
        </g>
      ))}
      {keys.map((key) => {
        const { turn, owners } = placeOf(key)
        const [x, y] = at(OUTSIDE + 8, turn).split(' ')
        const isChosen = key === chosen
        return (
          <g key={key} class={isChosen ? 'place chosen' : 'place'}>
            <title>{key}</title>
            {isChosen ? <path d={`M ${at(INSIDE - 14, turn)} L ${at(OUTSIDE + 8, turn)}`} /> : null}
            <circle cx={x} cy={y} r={isChosen ? 4.5 : 2.5} />
            {isChosen
              ? owners.map((lane) => {
                  const [ox, oy] = at(lanes.radiusOf(lane), turn).split(' ')
                  return <circle key={lane} cx={ox} cy={oy} r={3.5} />
                })
              : null}
          </g>
        )
      })}
      <text x={MIDDLE} y={MIDDLE - 4} text-anchor="middle">
        {copies === 1 ? '1 copy' : `${copies} copies`}
      </text>
      <text class="soft" x={MIDDLE} y={MIDDLE + 12} text-anchor="middle">
        of each key
      </text>
    </svg>
  )
}
