/**
 * Opening a booth and changing its members: who is asked, when it counts as open, and who takes the
 * place of a member that is silent.
 *
 * Keeps: a booth number is never used twice, as it is on disk before the first Open; blocks in flight
 * go to the new booth with the same bytes; every pivot is in every booth.
 */
import { boothFault, createBooth, standingFault } from '../../core/booth.ts'
import { MEMBERS_MAX } from '../../core/limits.ts'
import type { NowMs, Reply } from '../../core/machine.ts'
import { isPeer, type PeerId } from '../../core/peer.ts'
import { bind, openMessage, send, sendClose, sendFlights } from './flight.ts'
import { WAITERS_MAX } from './limits.ts'
import {
  certifiedHeight,
  type OwnChain,
  refused,
  remindAt,
  reply,
  saveOwnChain
} from './own-chain.ts'
import type { Parts } from './parts.ts'
import {
  asked,
  boothStatus,
  canCertify,
  createRoster,
  hasQuorum,
  isComplete,
  type Roster,
  refusalsText,
  unusableSeats
} from './roster.ts'
import type { CertifyOpened, CertifyOpenRequest, Out } from './types.ts'

/** How long a vehicle that was replaced is not picked again. */
const AVOID_MS = 30_000

interface Wanted {
  readonly members: readonly PeerId[]
  readonly auto: number | undefined
}

/** Carries out `openBooth` on a chain of this vehicle. */
export function requestBooth(
  parts: Parts,
  own: OwnChain,
  id: string,
  { members }: CertifyOpenRequest,
  nowMs: NowMs,
  out: Out
): void {
  const known = sameBooth(parts, own, members)
  // A booth with others is welcome: it certifies the seal that this one may not be able to.
  if (own.sealing !== undefined && known !== undefined && known === own.roster) {
    reply(id, refused('busy', 'the booth is being sealed', true), out)
    return
  }
  if (known !== undefined && known === own.opening?.roster) {
    if (own.opening.waiters.length < WAITERS_MAX) {
      own.opening.waiters.push(id)
    } else {
      reply(id, refused('busy', 'too many wait for this booth', true), out)
    }
    return
  }
  if (own.opening !== undefined) {
    reply(id, refused('busy', 'another booth is being opened', true), out)
    return
  }
  if (known !== undefined) {
    reply(id, { type: 'ok', value: openedValue(known) }, out)
    return
  }
  const wanted = choose(parts, own, members, nowMs)
  if ('type' in wanted) {
    reply(id, wanted, out)
    return
  }
  beginOpening(parts, own, wanted, nowMs, [id], nowMs, out)
}

/** The booth that is open or being opened, if it is what the request asks for. */
function sameBooth(
  { environment }: Parts,
  own: OwnChain,
  members: CertifyOpenRequest['members']
): Roster | undefined {
  const roster = own.opening?.roster ?? own.roster
  const auto = own.opening === undefined ? own.auto : own.opening.auto
  if (roster === undefined) {
    return undefined
  }
  if ('auto' in members) {
    return auto === members.auto ? roster : undefined
  }
  const wanted = new Set([...members, ...own.chain.genesis.pivots, environment.self])
  const isSame =
    auto === undefined &&
    wanted.size === roster.booth.members.length &&
    roster.booth.members.every((peer) => wanted.has(peer))
  return isSame ? roster : undefined
}

/** The members that a request asks for, or why there is no such booth. */
function choose(
  parts: Parts,
  own: OwnChain,
  members: CertifyOpenRequest['members'],
  nowMs: NowMs
): Wanted | Reply {
  const always = [...new Set([parts.environment.self, ...own.chain.genesis.pivots])]
  if (!('auto' in members)) {
    const named = [...new Set([...always, ...members])]
    const stranger = named.find((peer) => !isPeer(peer))
    if (stranger !== undefined) {
      return refused('invalid', `"${stranger.slice(0, 64)}" is no peer id (12D3KooW…)`)
    }
    return named.length > MEMBERS_MAX
      ? refused('invalid', `a booth has at most ${MEMBERS_MAX} members, these are ${named.length}`)
      : { members: named, auto: undefined }
  }
  const { auto } = members
  if (!Number.isInteger(auto) || auto < 1 || auto > MEMBERS_MAX) {
    return refused('invalid', `a booth has 1 to ${MEMBERS_MAX} members, not ${auto}`)
  }
  const count = Math.max(0, auto - always.length)
  const picked = pick(parts, own, always, count, nowMs, true)
  if (picked.length < count) {
    const message = `a booth of ${auto} needs ${count} connected vehicles, there are ${picked.length}`
    return refused('tooFewVehicles', message, true, { needed: count, found: picked.length })
  }
  return { members: [...always, ...picked], auto }
}

/** Connected vehicles at random, those that were replaced lately last or not at all. */
function pick(
  { environment }: Parts,
  { avoided }: OwnChain,
  without: readonly PeerId[],
  count: number,
  nowMs: NowMs,
  takesAvoided: boolean
): readonly PeerId[] {
  const { peers, fleet, random } = environment
  const candidates = [...peers.connected].filter(
    (peer) => !without.includes(peer) && fleet.admits(peer, undefined, nowMs)
  )
  const isAvoided = (peer: PeerId): boolean => (avoided.get(peer) ?? 0) > nowMs
  const fresh = random.shuffle(candidates.filter((peer) => !isAvoided(peer)))
  const others = takesAvoided ? random.shuffle(candidates.filter(isAvoided)) : []
  return [...fresh, ...others].slice(0, count)
}

function beginOpening(
  parts: Parts,
  own: OwnChain,
  { members, auto }: Wanted,
  startedAtMs: NowMs,
  waiters: string[],
  nowMs: NowMs,
  out: Out
): void {
  const { crypto, fleet } = parts.environment
  own.boothNumber++
  const booth = createBooth(crypto, fleet, {
    chain: own.chain.id,
    number: own.boothNumber,
    members,
    openedAtMs: Math.floor(nowMs)
  })
  const fault = boothFault(crypto, fleet, own.chain, booth) ?? standingFault(fleet, booth)
  if (fault !== undefined) {
    for (const id of waiters) {
      reply(id, refused('invalid', fault), out)
    }
    return
  }
  const roster = createRoster(own.chain, booth, false, nowMs, parts.settings)
  own.opening = { roster, auto, startedAtMs, waiters }
  saveOwnChain(own, out)
  for (const seat of roster.seats.values()) {
    send(seat.peer, openMessage(own, roster), out)
    asked(seat, nowMs)
  }
  remindAt(own, nowMs + parts.settings.resendMsMin)
  completeOpening(parts, own, nowMs, out)
}

/** Makes the new booth the open one as soon as all have joined, or a quorum has for long enough. */
export function completeOpening(parts: Parts, own: OwnChain, nowMs: NowMs, out: Out): void {
  const { opening } = own
  if (opening === undefined || !hasQuorum(opening.roster)) {
    return
  }
  const isLate = nowMs >= opening.startedAtMs + parts.settings.openGraceMs
  if (!isComplete(opening.roster) && !isLate) {
    return
  }
  const { roster, waiters } = opening
  const before = own.roster
  own.opening = undefined
  own.roster = roster
  own.auto = opening.auto
  own.isStuck = false
  if (before === undefined) {
    own.from = certifiedHeight(own) + 1
  }
  saveOwnChain(own, out)
  for (const flight of own.flights) {
    bind(parts, own, roster, flight, out)
  }
  for (const seat of roster.seats.values()) {
    seat.votedTo = certifiedHeight(own)
    if (seat.isJoined && own.flights.length > 0) {
      sendFlights(own, seat, 0, parts.settings.windowBytes, nowMs, out)
    }
  }
  if (before !== undefined) {
    close(own, before, new Set(roster.booth.members), out)
  }
  const { id, number, members } = roster.booth
  const detail = { chain: own.chain.id, booth: id, number, members }
  out.push({ type: 'fact', fact: { name: 'certify:opened', detail } })
  for (const waiter of waiters) {
    reply(waiter, { type: 'ok', value: openedValue(roster) }, out)
  }
}

function openedValue({ booth }: Roster): CertifyOpened {
  const { chain, id, number, members } = booth
  return { chain, booth: id, number, members }
}

/** Tells the members that are not in `staying` that the booth has ended for them. */
function close(own: OwnChain, roster: Roster, staying: ReadonlySet<PeerId>, out: Out): void {
  for (const peer of roster.seats.keys()) {
    if (!staying.has(peer)) {
      sendClose(own, peer, roster.booth.id, out)
    }
  }
}

/** Gives up the booth that is being opened; the one before, if any, stays open. */
export function abandonOpening(own: OwnChain, answer: Reply, out: Out): void {
  const { opening } = own
  if (opening === undefined) {
    return
  }
  own.opening = undefined
  close(own, opening.roster, new Set(), out)
  for (const id of opening.waiters) {
    reply(id, answer, out)
  }
}

/** Looks at an opening again: it may be complete, need other members, or be hopeless. */
export function reviewOpening(parts: Parts, own: OwnChain, nowMs: NowMs, out: Out): void {
  completeOpening(parts, own, nowMs, out)
  const { opening } = own
  if (opening === undefined) {
    return
  }
  const { roster, auto, startedAtMs, waiters } = opening
  if (nowMs >= startedAtMs + parts.settings.openTimeoutMs) {
    abandonOpening(own, missing(roster, 'membersMissing'), out)
    return
  }
  const next = auto === undefined ? undefined : withoutUnusable(parts, own, roster, nowMs)
  if (next !== undefined) {
    own.opening = undefined
    close(own, roster, new Set(), out)
    beginOpening(parts, own, { members: next, auto }, startedAtMs, waiters, nowMs, out)
  } else if (!canCertify(roster)) {
    abandonOpening(own, missing(roster, 'boothRefused'), out)
  }
}

function missing(roster: Roster, reason: 'membersMissing' | 'boothRefused'): Reply {
  const { members, joined, refusing } = boothStatus(roster)
  const message =
    `${joined.length} of ${members.length} members have joined, ${roster.quorum} are needed` +
    refusalsText(roster)
  const absent = members.filter((peer) => !joined.includes(peer))
  return refused(reason, message, true, { missing: absent, refusing })
}

/** Opens a booth with others in place of members that are silent or cannot help. */
export function replaceMembers(parts: Parts, own: OwnChain, nowMs: NowMs, out: Out): void {
  const { roster, auto, opening } = own
  if (roster === undefined || auto === undefined || opening !== undefined) {
    return
  }
  const members = withoutUnusable(parts, own, roster, nowMs)
  if (members !== undefined) {
    const removed = roster.booth.members.filter((peer) => !members.includes(peer))
    const detail = { chain: own.chain.id, booth: roster.booth.id, removed }
    out.push({ type: 'fact', fact: { name: 'certify:replaced', detail } })
    beginOpening(parts, own, { members, auto }, nowMs, [], nowMs, out)
  }
}

/** The members with others in place of the unusable ones; undefined when nothing would change. */
function withoutUnusable(
  parts: Parts,
  own: OwnChain,
  roster: Roster,
  nowMs: NowMs
): readonly PeerId[] | undefined {
  const unusable = unusableSeats(roster, nowMs, parts.settings)
  if (unusable.length === 0) {
    return undefined
  }
  const { members } = roster.booth
  const picked = pick(parts, own, members, unusable.length, nowMs, false)
  if (picked.length === 0) {
    return undefined
  }
  const removed = new Set(unusable.slice(0, picked.length).map(({ peer }) => peer))
  for (const [peer, untilMs] of own.avoided) {
    if (untilMs <= nowMs) {
      own.avoided.delete(peer)
    }
  }
  for (const peer of removed) {
    own.avoided.set(peer, nowMs + AVOID_MS)
  }
  return [...members.filter((peer) => !removed.has(peer)), ...picked]
}
