/**
 * What a reader has seen with too few members is held by enough of them before it tells anybody, and
 * who holds something older is told in passing.
 *
 * Keeps: nobody is answered a value that a later reader could miss.
 */
import type { NowMs } from '../../core/machine.ts'
import type { Seen } from './collect.ts'
import type { GroupParts } from './parts.ts'
import { inPortions } from './portions.ts'
import type { Register, RegisterKey } from './register.ts'
import type { Stores } from './stores.ts'
import type { Out } from './types.ts'

/** `late`: keys whose newest value belongs to an ended epoch, which the leader has to take over. */
type Then = (nowMs: NowMs, late: ReadonlySet<RegisterKey>, out: Out) => void

export interface WriteBack {
  /** Too few members hold the newest value. */
  isPartial(seen: Seen): boolean
  /** Tells whoever holds something older, without waiting for an answer. */
  repair(seen: readonly Seen[], out: Out): void
  complete(nowMs: NowMs, seen: readonly Seen[], deadlineMs: NowMs, then: Then, out: Out): void
}

export function createWriteBack(parts: GroupParts, stores: Stores): WriteBack {
  const { registers, roster, run } = parts

  const isPartial = ({ newest, holders }: Seen): boolean =>
    newest !== undefined && holders.length < roster.writes

  const repair = (seen: readonly Seen[], out: Out): void => {
    for (const peer of roster.others) {
      const lacking = seen.flatMap(({ newest, behind }) =>
        newest !== undefined && behind.includes(peer) && newest.tag.epoch >= registers.epoch
          ? [newest]
          : []
      )
      for (const some of inPortions(lacking, bytesOf)) {
        parts.send(peer, { type: 'store', run, id: 0, epoch: 0, registers: some }, out)
      }
    }
  }

  const store = (
    nowMs: NowMs,
    partial: readonly Register[],
    deadlineMs: NowMs,
    late: Set<RegisterKey>,
    then: (nowMs: NowMs, out: Out) => void,
    out: Out
  ): void => {
    const refused = (now: NowMs, some: readonly Register[], _epoch: number, sink: Out): void => {
      for (const { key } of some) {
        late.add(key)
      }
      const rest = partial.filter(({ key }) => !late.has(key))
      if (rest.length === 0) {
        then(now, sink)
      } else {
        store(now, rest, deadlineMs, late, then, sink)
      }
    }
    const round = {
      epoch: 0,
      registers: partial,
      isEarly: false,
      deadlineMs,
      done: then,
      refused
    }
    stores.begin(nowMs, round, out)
  }

  return {
    isPartial,
    repair,
    complete(nowMs, seen, deadlineMs, then, out) {
      repair(
        seen.filter((one) => !isPartial(one)),
        out
      )
      const late = new Set<RegisterKey>()
      const partial = seen.flatMap((one) => (isPartial(one) ? (one.newest ?? []) : []))
      const portions = inPortions(partial, bytesOf)
      let left = portions.length
      if (left === 0) {
        then(nowMs, late, out)
      }
      for (const portion of portions) {
        const done = (now: NowMs, sink: Out): void => {
          left--
          if (left === 0) {
            then(now, late, sink)
          }
        }
        store(nowMs, portion, deadlineMs, late, done, out)
      }
    }
  }
}

function bytesOf({ bytes }: Register): number {
  return bytes.length
}
