/**
 * A member as a keeper of registers: it shows what it holds, and holds what it is given.
 *
 * Keeps: what it acknowledges is on its disk; a value of an epoch that has ended, as far as it knows,
 * is not taken up any more, whoever sends it: so what a leader of a later epoch did not find with as
 * many members as a read asks can never be completed behind its back.
 */
import type { NowMs } from '../../core/machine.ts'
import type { PeerId } from '../../core/peer.ts'
import { PULL_BYTES } from './limits.ts'
import { type GroupParts, mayHold } from './parts.ts'
import { inPortions } from './portions.ts'
import type { Register } from './register.ts'
import type {
  FetchMessage,
  KeySpan,
  Out,
  PulledMessage,
  PullMessage,
  Since,
  StoreMessage
} from './types.ts'

export interface Replica {
  fetch(nowMs: NowMs, from: PeerId, message: FetchMessage, out: Out): void
  pull(from: PeerId, message: PullMessage, out: Out): void
  store(nowMs: NowMs, from: PeerId, message: StoreMessage, out: Out): void
  /** What is held in a span, as much as one answer carries. */
  page(span: KeySpan): Since & Pick<PulledMessage, 'registers' | 'more' | 'epoch'>
}

export function createReplica(parts: GroupParts): Replica {
  const { registers, roster, settings } = parts

  const page: Replica['page'] = (span) => {
    const { epoch, heldFrom, forgottenTo } = registers
    const found: Register[] = []
    let bytes = 0
    for (const register of registers.span(span)) {
      bytes += register.bytes.length
      if (found.length > 0 && (bytes > PULL_BYTES || found.length >= settings.pageMax)) {
        return { registers: found, more: true, epoch, heldFrom, forgottenTo }
      }
      found.push(register)
    }
    return { registers: found, more: false, epoch, heldFrom, forgottenTo }
  }

  return {
    page,
    fetch(nowMs, from, { run, id, epoch, keys }, out) {
      // Whoever takes keys over was granted the epoch by a majority: it has begun, and others have ended.
      registers.raise(epoch, epoch === 0 ? undefined : from, out)
      parts.heardOf(nowMs, epoch, out)
      if (!roster.isReady) {
        return
      }
      let first = 0
      for (const some of inPortions(keys, (key) => registers.get(key)?.bytes.length ?? 0)) {
        const held = some.flatMap((key) => registers.get(key) ?? [])
        const { epoch: known, heldFrom, forgottenTo } = registers
        const answer = { run, id, epoch: known, first, count: some.length, registers: held }
        parts.send(from, { type: 'fetched', ...answer, heldFrom, forgottenTo }, out)
        first += some.length
      }
    },
    pull(from, message, out) {
      // Who asks to recover must be known here as a member again, or its old answers would still count.
      if (!roster.isReady || roster.number < message.booth) {
        return
      }
      const { run, id } = message
      parts.send(from, { type: 'pulled', run, id, ...page(message) }, out)
    },
    store(nowMs, from, { run, id, registers: given }, out) {
      if (!roster.isReady) {
        // What is pulled from others would not tell that a late copy of an old value was deleted since.
        return
      }
      const refused = given.flatMap((one, index) => (mayHold(registers, one) ? [] : [index]))
      const taken = given.filter((one) => mayHold(registers, one))
      registers.put(taken, out)
      const epoch = taken.reduce((max, { tag }) => Math.max(max, tag.epoch), 0)
      registers.raise(epoch, undefined, out)
      parts.heardOf(nowMs, epoch, out)
      if (id !== 0) {
        parts.send(from, { type: 'stored', run, id, epoch: registers.epoch, refused }, out)
      }
    }
  }
}
