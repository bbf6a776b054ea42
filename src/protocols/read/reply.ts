/**
 * What a client hears: whether its read makes sense, the records, or why there are none.
 */
import { isChainId } from '../../core/codec.ts'
import { NUMBER_MAX } from '../../core/limits.ts'
import type { Fact, Reply } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import type { Ended } from './search-state.ts'
import { selectorFault } from './selector-check.ts'
import type { FailedStep, ReadRequest, ReadResult } from './types.ts'

const DEADLINE_MS_MIN = 1
const DEADLINE_MS_MAX = 600_000

/** Why a read cannot even be begun, as one sentence, or undefined. */
export function requestFault({
  chain,
  selector,
  minHeight = 0,
  deadlineMs
}: ReadRequest): string | undefined {
  // Whoever was asked such a thing could not decode the question, and would hold it against us.
  if (!isChainId(chain)) {
    return 'the chain to read is no chain id'
  }
  if (!Number.isSafeInteger(minHeight) || minHeight < 0 || minHeight > NUMBER_MAX) {
    return `minHeight is ${minHeight}, it must be a height or 0`
  }
  const isTimed =
    deadlineMs === undefined || (deadlineMs >= DEADLINE_MS_MIN && deadlineMs <= DEADLINE_MS_MAX)
  return isTimed
    ? selectorFault(selector)
    : `deadlineMs is ${deadlineMs}, allowed are ${DEADLINE_MS_MIN} to ${DEADLINE_MS_MAX}`
}

export function refusal(
  reason: 'busy' | 'invalid' | 'unavailable' | 'unknownChain',
  message: string,
  retry: boolean,
  detail?: Readonly<Record<string, unknown>>
): Reply {
  return { type: 'refused', reason, message, retry, ...(detail === undefined ? {} : { detail }) }
}

/** The reply to a read that is over, and the fact of it. */
export function resultOf(
  request: ReadRequest,
  ended: Ended,
  isKnown: boolean,
  tookMs: number
): { readonly reply: Reply; readonly fact: Fact } {
  const { chain } = request
  const { found, servedBy, trace, epoch, bytes, headHeight } = ended
  if (found === undefined || servedBy === undefined) {
    const asked = namesOf(trace)
    const detail = { chain, asked: trace, epoch, tookMs }
    const reply = isKnown
      ? refusal('unavailable', unavailable(chain, ended, asked.length), true, detail)
      : refusal('unknownChain', unknown(chain), true, detail)
    return { reply, fact: { name: 'read:unavailable', detail: { chain, asked, epoch, tookMs } } }
  }
  const steps = trace.map(({ peer, outcome, atMs }) => ({ peer, outcome, atMs }))
  const value: ReadResult = { chain, ...found, headHeight, epoch, servedBy, trace: steps, bytes }
  const entries = found.entries.length
  const detail = { chain, servedBy, entries, bytes, headHeight, epoch, steps: steps.length, tookMs }
  return { reply: { type: 'ok', value }, fact: { name: 'read:answered', detail } }
}

function namesOf(trace: readonly FailedStep[]): readonly PeerId[] {
  return [...new Set(trace.map(({ peer }) => peer))]
}

function unavailable(chain: string, { reason, epoch }: Ended, asked: number): string {
  const table =
    epoch === 0 ? 'no table of it is known' : `the newest table known is of epoch ${epoch}`
  return `chain ${chain} is not available: ${reason}; ${asked} vehicles were asked, ${table}`
}

function unknown(chain: string): string {
  return `chain ${chain} is unknown to this vehicle and to all that are connected: check its id`
}
