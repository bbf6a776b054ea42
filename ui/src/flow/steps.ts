/**
 * Events of one vehicle as steps of a sequence diagram: who told whom what.
 *
 * Keeps: shows what this vehicle saw and did, and nothing that it must guess; an event that names no other
 * vehicle is a note on the lane of this one.
 */
import type { NodeEvent } from '../../../src/node/events.ts'

export interface Step {
  readonly id: number
  readonly timeMs: number
  /** Protocol: what stands before the colon of the event's name. */
  readonly protocol: string
  readonly chain: string | undefined
  /** One vehicle; the lane that a note stands on. */
  readonly from: string
  /** Empty for a note. */
  readonly to: readonly string[]
  readonly label: string
  readonly isWrong: boolean
  readonly event: NodeEvent
}

export interface Surroundings {
  readonly self: string
  proposerOf(chain: string): string | undefined
  /** Members of the booth that an event belongs to. */
  membersOf(chain: string, booth: string | undefined): readonly string[]
}

type Detail = NodeEvent['detail']
type Route = { readonly from: string; readonly to: readonly string[] }

const WRONG =
  /refused|failed|banned|frozen|broken|stuck|declined|unavailable|lost|halted|unreadable|cut|missed/i

export function stepOf(event: NodeEvent, around: Surroundings): Step {
  const { id, name, timeMs, detail } = event
  const [protocol = '', what = ''] = name.split(':')
  const chain = text(detail, 'chain')
  const route = (ROUTES[name] ?? routeByNames)(detail, around)
  const to = route.to.filter((peer) => peer !== route.from)
  return {
    id,
    timeMs,
    protocol,
    chain,
    from: route.from,
    to,
    label: labelOf(what, detail),
    isWrong: WRONG.test(what),
    event
  }
}

type RouteOf = (detail: Detail, around: Surroundings) => Route

const toProposer: RouteOf = (detail, { self, proposerOf }) => {
  const proposer = proposerOf(text(detail, 'chain') ?? '')
  return { from: self, to: proposer === undefined ? [] : [proposer] }
}
const fromProposer: RouteOf = (detail, { self, proposerOf }) => {
  const proposer = proposerOf(text(detail, 'chain') ?? '')
  return proposer === undefined ? { from: self, to: [] } : { from: proposer, to: [self] }
}
const toMembers: RouteOf = (detail, { self, membersOf }) => ({
  from: self,
  to: texts(detail, 'members') ?? membersOf(text(detail, 'chain') ?? '', text(detail, 'booth'))
})
const note: RouteOf = (_detail, { self }) => ({ from: self, to: [] })

/** Who speaks to whom, where the names of the fields do not tell it. */
const ROUTES: Readonly<Record<string, RouteOf>> = {
  'certify:opened': toMembers,
  'certify:joined': toProposer,
  'certify:left': note,
  'certify:voted': toProposer,
  'certify:followed': fromProposer,
  'certify:certified': toMembers,
  'certify:sealed': toMembers,
  'replicate:sealed': toMembers,
  'replicate:offering': note,
  'release:released': note,
  'paxos:led': toMembers,
  'paxos:decided': note,
  'paxos:certified': note,
  'paxos:configured': note,
  'bank:begun': note,
  'gossip:result': fromProposer,
  'network:admitted': (detail, { self }) => {
    const peer = text(detail, 'peer') ?? self
    return text(detail, 'direction') === 'inbound'
      ? { from: peer, to: [self] }
      : { from: self, to: [peer] }
  },
  'network:disconnected': (detail, { self }) => ({ from: text(detail, 'peer') ?? self, to: [self] })
}

const INCOMING = ['from', 'source', 'servedBy'] as const
const OUTGOING = ['to', 'issuer', 'peer'] as const

/** By the fields that events share: `from` and `source` spoke, `to`, `issuer` and `peer` were spoken to. */
function routeByNames(detail: Detail, { self }: Surroundings): Route {
  const from = INCOMING.map((field) => text(detail, field)).find(isPeer)
  if (from !== undefined) {
    return { from, to: [self] }
  }
  const to = OUTGOING.map((field) => text(detail, field)).find(isPeer)
  return { from: self, to: to === undefined ? [] : [to] }
}

/** Peer ids are base58 and long; a `from` may be a height instead. */
function isPeer(value: string | undefined): value is string {
  return value !== undefined && /^[1-9A-HJ-NP-Za-km-z]{40,64}$/.test(value)
}

/** The name, and the numbers that tell one from the next. */
function labelOf(what: string, detail: Detail): string {
  const words = [what.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)]
  const { epoch, height, number, from, to, votes, entries, reason, outcome } = detail
  if (typeof number === 'number') {
    words.push(`booth ${number}`)
  }
  if (typeof epoch === 'number') {
    words.push(`epoch ${epoch}`)
  }
  if (typeof height === 'number') {
    words.push(`block ${height}`)
  } else if (typeof from === 'number' && typeof to === 'number' && from <= to) {
    words.push(`blocks ${from}–${to}`)
  }
  if (typeof entries === 'number') {
    words.push(`${entries} entries`)
  }
  if (typeof votes === 'number') {
    words.push(`${votes} votes`)
  }
  for (const why of [reason, outcome]) {
    if (typeof why === 'string') {
      words.push(why.slice(0, 60))
    }
  }
  return words.join(' · ')
}

function text(detail: Detail, field: string): string | undefined {
  const value = detail[field]
  return typeof value === 'string' ? value : undefined
}

function texts(detail: Detail, field: string): readonly string[] | undefined {
  const value = detail[field]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined
}

export interface Filter {
  /** Hidden protocols. */
  readonly hidden: ReadonlySet<string>
  /** Only this chain; empty for all. */
  readonly chain: string
  /** Only what this vehicle has to do with; empty for all. */
  readonly peer: string
  readonly words: string
}

export function isWanted(step: Step, { hidden, chain, peer, words }: Filter): boolean {
  return (
    !hidden.has(step.protocol) &&
    (chain === '' || step.chain === chain) &&
    (peer === '' || step.from === peer || step.to.includes(peer)) &&
    (words === '' || `${step.event.name} ${step.label}`.toLowerCase().includes(words.toLowerCase()))
  )
}
