/**
 * V4 and V5: what read promises, checked from outside.
 *
 * V4: every read ends by its deadline, and one without data names whom it asked.
 * V5: what it returns is certified, selected, in order and complete up to the head it names.
 * Source: PROTOCOLS.md, section 6.
 */
import { toHex } from '../../core/bytes.ts'
import type { Selector } from '../../core/selector.ts'
import { decodeRecord } from '../../state/records/index.ts'
import type { ReadRequest, ReadResult } from '../../vehicle/requests.ts'
import type { Answer, VirtualVehicle } from '../virtual-vehicle.ts'
import { type ChainBook, certifiedHeight } from './book.ts'
import { breaks, isCorrect, type RuleContext } from './rules.ts'

/** Clocks drift by 5 % at most, and a step may wait for the events before it. */
const DRIFT_MAX = 1.06
const SLACK_MS = 300

export interface ReadRules {
  /** Asks, and checks what comes back and when. */
  ask(vehicle: VirtualVehicle, request: ReadRequest, onAnswer?: (answer: Answer) => void): void
}

/** `syncSlackMs` is the time that slow disks may add. */
export function createReadRules(context: RuleContext, syncSlackMs: number): ReadRules {
  const { world } = context

  const watch = (vehicle: VirtualVehicle, limitMs: number, isOpen: () => boolean): void => {
    world.plan(limitMs - world.nowMs(), () => {
      if (!isOpen()) {
        return
      }
      // A stopped process answers when it goes on.
      const resumedMs = vehicle.state === 'paused' ? world.nowMs() : vehicle.changedAtMs
      const laterMs = resumedMs + SLACK_MS + syncSlackMs
      if (laterMs > world.nowMs()) {
        watch(vehicle, laterMs, isOpen)
        return
      }
      breaks(context, 'V4', vehicle, 'has not answered a read by its deadline')
    })
  }

  return {
    ask(vehicle, request, onAnswer) {
      let isOpen = true
      const deadlineMs = request.deadlineMs ?? 5_000
      const limitMs = world.nowMs() + deadlineMs * DRIFT_MAX + SLACK_MS + syncSlackMs
      watch(vehicle, limitMs, () => isOpen)
      vehicle.request(request, (answer) => {
        isOpen = false
        const book = context.book.chains.get(request.chain)
        if (answer.type === 'ok' && book !== undefined && !book.isForked) {
          const fault = readFault(context, book, request, answer.value as ReadResult)
          if (fault !== undefined) {
            breaks(context, 'V5', vehicle, `read of ${request.chain}: ${fault}`)
          }
        } else if (answer.type === 'refused' && !namesAsked(answer)) {
          breaks(
            context,
            'V4',
            vehicle,
            `refused a read (${answer.reason}) without saying whom it asked`
          )
        }
        onAnswer?.(answer)
      })
    }
  }
}

function namesAsked(answer: Extract<Answer, { readonly type: 'refused' }>): boolean {
  const isRefusedAtOnce = ['invalid', 'busy', 'unknownChain'].includes(answer.reason)
  return isRefusedAtOnce || Array.isArray(answer.detail?.['asked'])
}

interface Wanted {
  readonly height: number
  readonly index: number
  readonly entry: Uint8Array
  readonly timeMs: number
}

function readFault(
  context: RuleContext,
  book: ChainBook,
  { selector, minHeight = 0, fresh = false }: ReadRequest,
  { entries, cursor, headHeight, servedBy }: ReadResult
): string | undefined {
  // A head is proven only to those who ask for one; a liar may claim any other.
  const isClaim = minHeight === 0 && !fresh && !isCorrect(context, servedBy)
  if (headHeight > certifiedHeight(book) && !isClaim) {
    return `names the head ${headHeight}, certified is ${certifiedHeight(book)}`
  }
  if (headHeight < minHeight) {
    return `ends at block ${headHeight}, at least ${minHeight} was asked for`
  }
  const head = Math.min(headHeight, certifiedHeight(book))
  const all = matching(book, selector, head)
  if (selector.latest !== undefined) {
    const fault = latestFault(all, selector, entries)
    return fault !== undefined && isClaim && isNewestBelow(book, selector, head, entries)
      ? undefined
      : fault
  }
  for (const [i, got] of entries.entries()) {
    const wanted = all[i]
    if (
      wanted === undefined ||
      wanted.height !== got.height ||
      wanted.index !== got.index ||
      toHex(wanted.entry) !== toHex(got.entry)
    ) {
      return `record ${i} is ${got.height}.${got.index}, wanted ${wanted?.height}.${wanted?.index}`
    }
  }
  const isAll = entries.length === Math.min(all.length, selector.limit ?? all.length)
  return isAll || cursor !== undefined
    ? undefined
    : `${entries.length} of ${all.length} records and no cursor`
}

/** Whether the records are the newest up to some lower head: a liar may name one that it does not show. */
function isNewestBelow(
  book: ChainBook,
  selector: Selector,
  headHeight: number,
  entries: ReadResult['entries']
): boolean {
  const shown = Math.max(0, ...entries.map(({ height }) => height))
  for (let head = headHeight - 1; head >= shown; head--) {
    if (latestFault(matching(book, selector, head), selector, entries) === undefined) {
      return true
    }
  }
  return false
}

function matching(book: ChainBook, selector: Selector, headHeight: number): readonly Wanted[] {
  const { heights, times, key, after } = selector
  const wanted: Wanted[] = []
  const last = Math.min(heights?.to ?? headHeight, headHeight)
  for (let height = heights?.from ?? 1; height <= last; height++) {
    const entries = book.blocks.get(book.certified[height] ?? '')?.entries ?? []
    for (const [index, entry] of entries.entries()) {
      // The entries of a group are commands, which have no key and time to select by.
      const isRecord = book.chain.genesis.state === 'records'
      const record = isRecord ? decodeRecord(entry) : { key: '', timeMs: Number.NaN }
      const isBehind =
        after === undefined ||
        height > after.height ||
        (height === after.height && index > after.index)
      const isInTime =
        times === undefined || (record.timeMs >= times.fromMs && record.timeMs <= times.toMs)
      if (isBehind && isInTime && (key === undefined || record.key === key)) {
        wanted.push({ height, index, entry, timeMs: record.timeMs })
      }
    }
  }
  return wanted
}

function latestFault(
  all: readonly Wanted[],
  selector: Selector,
  entries: ReadResult['entries']
): string | undefined {
  const times = all.map(({ timeMs }) => timeMs).sort((a, b) => b - a)
  const count = Math.min(selector.latest ?? 0, selector.limit ?? all.length, times.length)
  if (entries.length !== count) {
    return `${entries.length} latest records, wanted ${count}`
  }
  const isNewest = entries.every(({ entry }, i) => decodeRecord(entry).timeMs === times[i])
  return isNewest ? undefined : 'the latest records are not the newest'
}
