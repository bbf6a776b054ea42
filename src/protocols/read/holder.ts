/**
 * The holder: answers requests for chains whose blocks are here, redirects for those that others
 * hold now, and says why not for the rest.
 *
 * Keeps: only certified blocks are served, each with its proof; who was released forwards, even
 * while its blocks still lie on the disk.
 * Source: VGuardDB, read with redirect; differs from it in that requests are selectors and never
 * code, and that every answer tells height and epoch.
 */
import type { FullBlock } from '../../core/block.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import type { Chain, ChainId } from '../../core/genesis.ts'
import type { Held } from '../../core/holdings.ts'
import { certificateKey } from '../../core/keyspace.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import type { Run } from '../../core/run.ts'
import type { SealedTable } from '../../core/table.ts'
import {
  type BoothShelf,
  certificateIn,
  cover,
  coverHead,
  createBoothShelf,
  NO_COVER
} from './cover.ts'
import { PAGE_BYTES_MAX } from './limits.ts'
import type { Loading } from './loading.ts'
import { ascendingPage, newestPage, type Page, type PageAsk } from './pages.ts'
import type { Data, NotHere, NotHereReason, Read, ReadPorts, Redirect } from './types.ts'

export type Answer = Data | Redirect | NotHere

/** What a holder does with a request: answer at once, or load blocks of this run first. */
type Decision = { readonly held: Held; readonly run: Run | undefined } | Answer

const NO_PAGE: Page = {
  blocks: [],
  doneTo: 0,
  more: false,
  problem: undefined,
  foreseen: undefined
}

export interface Holder {
  /** Whether this vehicle has the blocks itself. */
  holds(read: Read): boolean
  /** The answer to a request; loads what it needs. */
  answer(read: Read): Loading<Answer>
}

export function createHolder(environment: Environment, ports: ReadPorts): Holder {
  const shelf = createBoothShelf()
  return {
    holds: (read) => 'held' in decide(environment, ports, read),
    *answer(read) {
      const decision = decide(environment, ports, read)
      if (!('held' in decision)) {
        return decision
      }
      try {
        return yield* serve(environment, shelf, read, decision.held, decision.run)
      } catch (error) {
        // A record whose checksum holds and that is still no block: the disk has lied.
        if (error instanceof InvalidMessageError) {
          return notHere(read, 'damaged')
        }
        throw error
      }
    }
  }
}

/** The newest table that sends readers on: the one it was released by, or a later one. */
function tableOf(
  { tables }: Environment,
  chain: ChainId,
  forward: SealedTable | undefined
): SealedTable | undefined {
  const known = tables.get(chain)
  const isLater = (forward?.table.epoch ?? 0) > (known?.table.epoch ?? 0)
  return isLater ? forward : known
}

function decide(environment: Environment, ports: ReadPorts, read: Read): Decision {
  const { self, holdings } = environment
  const held = holdings.get(read.chain)
  const forward = ports.forwardOf(read.chain)
  const sealed = tableOf(environment, read.chain, forward)
  const isMember = sealed?.table.members.includes(self) === true
  const redirect = (chain: Chain): Answer =>
    sealed === undefined
      ? notHere(read, 'unknown')
      : { type: 'redirect', id: read.id, genesis: chain.bytes, sealed: sealed.bytes }

  if (held === undefined) {
    return notHere(read, 'unknown')
  }
  if (forward !== undefined && !isMember) {
    return redirect(held.chain)
  }
  const isProposer = held.chain.genesis.proposer === self
  // Who has only blocks that are not certified yet is no holder, unless they are its own.
  const run = isProposer || held.certified !== undefined ? runFor(held, read) : undefined
  if (run !== undefined || (isProposer && held.lastHeight === 0 && held.damage.length === 0)) {
    return { held, run }
  }
  const isDuty = isProposer || isMember
  return isDuty && held.damage.length > 0 ? notHere(read, 'damaged') : redirect(held.chain)
}

/**
 * The run that can answer: one that begins with block 1 and has suffered no damage answers as far as
 * it goes; any other only if it has all blocks that are asked for and known to be certified.
 */
function runFor(held: Held, { selector }: Read): Run | undefined {
  const { heights, after } = selector
  const from = Math.max(heights?.from ?? 1, after?.height ?? 1)
  const certified = held.certified?.height ?? 0
  const to = Math.min(heights?.to ?? certified, certified)
  const [first] = held.runs
  const whole = first?.from === 1 && held.damage.length === 0 ? first : undefined
  const at = held.runs.find((run) => run.from <= from && from <= run.to)
  if (at !== undefined && (at === whole || (at.to >= to && from <= to))) {
    return at
  }
  // Nothing lies so far up: a holder of the whole chain says so with an empty answer.
  return from > to && whole !== undefined && whole.to >= certified ? whole : undefined
}

function* serve(
  environment: Environment,
  shelf: BoothShelf,
  read: Read,
  held: Held,
  run: Run | undefined
): Loading<Answer> {
  const head = run === undefined ? 0 : yield* provableHead(held, run)
  if (head === 0 && held.chain.genesis.proposer !== environment.self) {
    return notHere(read, 'unproven')
  }
  if (head < read.minHeight) {
    return { ...notHere(read, 'stale'), headHeight: head }
  }
  const { heights, after, latest } = read.selector
  const from = Math.max(heights?.from ?? 1, after?.height ?? 1, run?.from ?? 1)
  const to = Math.min(heights?.to ?? NUMBER_MAX, head)
  const bytesMax = Math.min(read.bytesMax, PAGE_BYTES_MAX)
  const ask = { held, from, to, selector: read.selector, bytesMax }
  let page: Page = { ...NO_PAGE, doneTo: to }
  if (!read.headOnly && from <= to) {
    // The head was loaded first; meanwhile the blocks may have been given up.
    if (!held.covers(from, to)) {
      return notHere(read, 'busy')
    }
    page =
      latest === undefined
        ? yield* ascendingPage(environment, ask)
        : yield* newestPage(environment, ask)
  }
  if (page.problem !== undefined && !hasProgress(page, ask)) {
    return notHere(read, page.problem === 'damaged' ? 'damaged' : 'busy')
  }
  return yield* prove(environment, shelf, read, held.chain, head, page)
}

/** Whether a page that broke off is worth an answer. */
function hasProgress({ doneTo }: Page, { from, to, selector }: PageAsk): boolean {
  return selector.latest === undefined ? doneTo >= from : doneTo <= to
}

/** Joins a page with its proof; what cannot be proven is left for another page, or another holder. */
function* prove(
  environment: Environment,
  shelf: BoothShelf,
  read: Read,
  chain: Chain,
  head: number,
  page: Page
): Loading<Answer> {
  const fromTop = read.selector.latest !== undefined
  const { foreseen } = page
  const proof =
    page.blocks.length === 0
      ? NO_COVER
      : yield* cover(environment, shelf, chain.id, page.blocks, { foreseen, fromTop })
  const isAsked = read.minHeight > 0 || read.headOnly
  const needsHead = isAsked && head > proof.highest
  const top = needsHead ? yield* coverHead(shelf, chain.id, head) : undefined
  const isBare = proof.blocks.length === 0 && page.blocks.length > 0
  if (isBare || (needsHead && top === undefined)) {
    return notHere(read, 'unproven')
  }
  const { doneTo, more } = doneBy(page, proof.blocks, fromTop)
  return {
    type: 'data',
    id: read.id,
    genesis: chain.bytes,
    blocks: proof.blocks.map((block) => block.bytes),
    links: proof.links,
    certificates: withOne(proof.certificates, top?.certificate),
    booths: withOne(proof.booths, top?.booth),
    headHeight: head,
    epoch: environment.tables.get(chain.id)?.table.epoch ?? 0,
    more,
    nextHeight: more ? doneTo : 0
  }
}

/** How far an answer goes with the blocks of its page that are proven. */
function doneBy(
  page: Page,
  proven: readonly FullBlock[],
  fromTop: boolean
): Pick<Page, 'doneTo' | 'more'> {
  if (proven.length === page.blocks.length) {
    return page
  }
  const edge = fromTop ? proven[0] : proven.at(-1)
  return { doneTo: edge?.header.height ?? page.doneTo, more: true }
}

/** The greatest height of a run up to which blocks are certified and can be shown to be. */
function* provableHead(held: Held, run: Run): Loading<number> {
  const certified = held.certified?.height ?? 0
  if (certified <= run.to) {
    return certified
  }
  // The newest certificate lies above what is here, as in the middle of a transfer.
  const { id } = held.chain
  const [gte, lte] = [certificateKey(id, run.from), certificateKey(id, run.to)]
  const [loaded] = yield [{ type: 'range', gte, lte, reverse: true, recordsMax: 1, bytesMax: 1 }]
  return certificateIn(loaded)?.height ?? 0
}

/** A list with one more item, unless it is there already. */
function withOne(
  items: readonly Uint8Array[],
  item: Uint8Array | undefined
): readonly Uint8Array[] {
  const isThere = items.some(
    (other) =>
      item === undefined || (other.length === item.length && other.every((b, i) => b === item[i]))
  )
  return item === undefined || isThere ? items : [...items, item]
}

function notHere(read: Read, reason: NotHereReason): NotHere {
  return { type: 'notHere', id: read.id, reason, headHeight: 0 }
}
