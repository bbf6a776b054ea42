/**
 * Whether what all clients saw has an order: the chosen blocks claim one, which is checked in a pass; if
 * it explains nothing, the search tells whether any other does.
 *
 * Keeps: linearizability of the whole history, over all keys; and that no operation is in the chain that
 * a client was told is not (`answers`).
 */
import { entriesOf } from '../../core/block.ts'
import { toHex } from '../../core/bytes.ts'
import { decodeCommand, operationId } from '../../core/command.ts'
import type { Sessions } from '../../state/sessions/index.ts'
import { IMPOSTOR_OPERATIONS } from '../impostor.ts'
import { checkHistory } from '../linearizability/check.ts'
import type { Verdict } from '../linearizability/search.ts'
import { faultOfOrder } from '../linearizability/witness.ts'
import type { PaxosContext } from './context.ts'
import type { Told } from './history.ts'
import type { Truth } from './truth.ts'

const IMPOSTORS: ReadonlySet<string> = new Set(IMPOSTOR_OPERATIONS.map(toHex))

/** An operation where it was applied. */
interface Placed {
  readonly id: string
  readonly bytes: string
  readonly height: number
}

/** `sessions` are empty, and know of what was asked twice. */
export function checkOrder(context: PaxosContext, sessions: Sessions): Verdict {
  const { world, history, truth, scenario } = context
  const group = truth()
  if (group === undefined) {
    return 'ok'
  }
  const told = history.told()
  const { order, fault: placeFault } = orderOf(appliedIn(group, sessions), told)
  if (placeFault !== undefined) {
    world.fail('answers', 'clients', placeFault)
    return 'bad'
  }
  const fault = faultOfOrder(scenario.model, order)
  if (fault === undefined) {
    return 'ok'
  }
  const { verdict, counterexample } = checkHistory(scenario.model, told)
  const lines = verdict === 'bad' ? counterexample : [`in the order of the chain, ${fault}`]
  world.fail(verdict === 'bad' ? 'linearizability' : 'order', 'clients', lines.join('\n'))
  return 'bad'
}

/** Operations in the order of the chain, questions behind the block that they were answered after. */
function orderOf(
  applied: readonly Placed[],
  told: readonly Told[]
): { readonly order: readonly Told[]; readonly fault: string | undefined } {
  const byId = new Map(told.flatMap((one) => (one.id === undefined ? [] : [[one.id, one]])))
  const unnamed = new Map<string, Told[]>()
  for (const one of told) {
    if (one.bytes !== undefined && one.id === undefined) {
      const bytes = toHex(one.bytes)
      unnamed.set(bytes, [...(unnamed.get(bytes) ?? []), one])
    }
  }
  const questions = told
    .filter(({ bytes, returned }) => bytes === undefined && returned !== undefined)
    .sort((a, b) => (a.height ?? 0) - (b.height ?? 0) || a.calledAt - b.calledAt)
  const order: Told[] = []
  const done = new Set<string>()
  let asked = 0
  const answerUpTo = (height: number): void => {
    for (let next = questions[asked]; next !== undefined; next = questions[++asked]) {
      if ((next.height ?? 0) > height) {
        return
      }
      order.push(next)
    }
  }
  for (const { id, bytes, height } of applied) {
    answerUpTo(height - 1)
    // Of the same operations of unknown name, the one asked first may have been done at any time since.
    if (done.has(id)) {
      return { order, fault: `block ${height} does ${id} for the second time` }
    }
    done.add(id)
    const one = byId.get(id) ?? unnamed.get(bytes)?.shift()
    if (one === undefined) {
      return { order, fault: `block ${height} has ${id}, which was refused or never asked for` }
    }
    order.push(one)
  }
  answerUpTo(Number.POSITIVE_INFINITY)
  return { order, fault: undefined }
}

/** What the chosen blocks do, without what is asked twice or comes too late. */
function appliedIn({ chosen, height: to }: Truth, sessions: Sessions): readonly Placed[] {
  const applied: Placed[] = []
  for (let height = 1; height <= to; height++) {
    const block = chosen[height]
    const entries = block === undefined ? [] : entriesOf(block.body)
    for (const [index, entry] of entries.entries()) {
      const command = decodeCommand(entry)
      const place = { height, index, timeMs: block?.header.timeMs ?? 0 }
      if (command.type === 'operation' && sessions.applyEntry(entry, place).type === 'applied') {
        const id = operationId(command.client, command.seq)
        const bytes = toHex(command.operation)
        if (!IMPOSTORS.has(bytes)) {
          applied.push({ id, bytes, height })
        }
      }
    }
  }
  return applied
}
