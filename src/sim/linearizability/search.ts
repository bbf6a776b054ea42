/**
 * The search for an order: whether the operations of one part can have taken effect one at a time, each
 * between its call and its return, with the outputs that their clients saw.
 *
 * Keeps: an operation of unknown outcome may have taken effect at any moment after its call, or never;
 * a configuration (which operations are placed, and the state) is looked at once.
 * Source: Wing and Gong, "Testing and Verifying Concurrent Objects" (1993); the list of events and the
 * memo are of Lowe, "Testing for linearizability" (2017). Differs from them in that unknown operations
 * have no return and are placed only where the next one shows it, and that an operation that changes
 * nothing is placed as soon as it fits.
 */
import { IMPOSSIBLE, type Model, type Operation } from './model.ts'

/** `undecided`: the search was given up after `stepsMax` placements. */
export type Verdict = 'ok' | 'bad' | 'undecided'

const NOT_YET = -2
const NEVER = -1
const BITS = 16

/** States by number, and which operation leads from one to which; each is worked out once. */
interface Transitions {
  /** Number of the state behind operation `op`, or `NEVER`. */
  next(state: number, op: number): number
}

/** Judges operations that all belong to one part. */
export function search<S, I, O>(
  model: Model<S, I, O>,
  operations: readonly Operation<I, O>[],
  stepsMax: number
): Verdict {
  const ops = operations.filter(
    ({ input, returned }) => returned !== undefined || !model.isSilent(input, undefined)
  )
  const isSilent = ops.map(({ input, returned }) => model.isSilent(input, returned?.output))
  const events = createEvents(ops)
  const transitions = createTransitions(model, ops)
  const visited = createVisited(ops.length)
  const placed: { readonly call: number; readonly state: number }[] = []
  let left = ops.filter(({ returned }) => returned !== undefined).length
  let state = 0
  let steps = 0
  let at = events.first()

  const place = (call: number, op: number, next: number): void => {
    placed.push({ call, state })
    state = next
    left -= events.isReturning(op) ? 1 : 0
    events.lift(call)
    at = events.first()
  }
  /** Whether the last one placed was unknown and this one comes out the same without it. */
  const isIdle = (op: number, next: number): boolean => {
    const last = placed.at(-1)
    return (
      last !== undefined &&
      !events.isReturning(events.opOf(last.call)) &&
      transitions.next(last.state, op) === next
    )
  }
  /** Takes back the last placement that might have been another; false when there is none. */
  const retreat = (): boolean => {
    for (let last = placed.pop(); last !== undefined; last = placed.pop()) {
      const op = events.opOf(last.call)
      state = last.state
      left += events.isReturning(op) ? 1 : 0
      visited.toggle(op)
      events.unlift(last.call)
      if (isSilent[op] === false) {
        at = events.after(last.call)
        return true
      }
    }
    return false
  }

  while (left > 0) {
    if (!events.isCall(at)) {
      if (!retreat()) {
        return 'bad'
      }
      continue
    }
    const op = events.opOf(at)
    const next = transitions.next(state, op)
    // The shortest order, if there is one, has no unknown operation that could be left out.
    if (next === NEVER || isIdle(op, next)) {
      at = events.after(at)
      continue
    }
    if (++steps > stepsMax) {
      return 'undecided'
    }
    visited.toggle(op)
    if (visited.add(next)) {
      place(at, op, next)
    } else {
      visited.toggle(op)
      at = events.after(at)
    }
  }
  return 'ok'
}

function createTransitions<S, I, O>(
  model: Model<S, I, O>,
  ops: readonly Operation<I, O>[]
): Transitions {
  const states: S[] = []
  const rows: Int32Array[] = []
  const numberOf = new Map<string, number>()
  const numbered = (state: S): number => {
    const text = model.textOf(state)
    const known = numberOf.get(text)
    if (known !== undefined) {
      return known
    }
    numberOf.set(text, states.length)
    rows.push(new Int32Array(ops.length).fill(NOT_YET))
    return states.push(state) - 1
  }
  numbered(model.init)
  return {
    next(state, op) {
      const row = rows[state] as Int32Array
      const known = row[op] as number
      if (known !== NOT_YET) {
        return known
      }
      const { input, returned } = ops[op] as Operation<I, O>
      const next = model.step(states[state] as S, input, returned?.output)
      const number = next === IMPOSSIBLE ? NEVER : numbered(next)
      row[op] = number
      return number
    }
  }
}

/** Calls and returns in a doubly linked list, from which placed operations are lifted. */
interface Events {
  first(): number
  after(event: number): number
  isCall(event: number): boolean
  opOf(event: number): number
  isReturning(op: number): boolean
  lift(call: number): void
  unlift(call: number): void
}

function createEvents<I, O>(ops: readonly Operation<I, O>[]): Events {
  const order: { readonly at: number; readonly op: number; readonly isCall: boolean }[] = []
  for (const [op, { calledAt, returned }] of ops.entries()) {
    order.push({ at: calledAt, op, isCall: true })
    if (returned !== undefined) {
      order.push({ at: returned.at, op, isCall: false })
    }
  }
  // At one moment calls come first: what cannot be told apart is taken as concurrent.
  order.sort((a, b) => a.at - b.at || Number(b.isCall) - Number(a.isCall) || a.op - b.op)
  const end = order.length
  const next = Int32Array.from({ length: end + 1 }, (_, i) => (i + 1) % (end + 1))
  const previous = Int32Array.from({ length: end + 1 }, (_, i) => (i + end) % (end + 1))
  const returnOf = new Int32Array(ops.length).fill(NEVER)
  for (const [event, { op, isCall }] of order.entries()) {
    if (!isCall) {
      returnOf[op] = event
    }
  }
  const unlink = (event: number): void => {
    next[previous[event] as number] = next[event] as number
    previous[next[event] as number] = previous[event] as number
  }
  const link = (event: number): void => {
    next[previous[event] as number] = event
    previous[next[event] as number] = event
  }
  const isCall = Uint8Array.from({ length: end + 1 }, (_, i) => (order[i]?.isCall === true ? 1 : 0))
  const opOf = Int32Array.from(order, ({ op }) => op)
  return {
    first: () => next[end] as number,
    after: (event) => next[event] as number,
    isCall: (event) => isCall[event] === 1,
    opOf: (event) => opOf[event] as number,
    isReturning: (op) => returnOf[op] !== NEVER,
    lift(call) {
      const back = returnOf[opOf[call] as number] as number
      unlink(call)
      if (back !== NEVER) {
        unlink(back)
      }
    },
    unlift(call) {
      const back = returnOf[opOf[call] as number] as number
      if (back !== NEVER) {
        link(back)
      }
      link(call)
    }
  }
}

/** The configurations that were looked at, and the set of operations placed now. */
interface Visited {
  toggle(op: number): void
  /** Adds the set of operations with this state; false when it was there before. */
  add(state: number): boolean
}

function createVisited(opsCount: number): Visited {
  const words = new Uint16Array(Math.ceil(opsCount / BITS))
  const seen: Set<string>[] = []
  return {
    toggle(op) {
      const word = Math.floor(op / BITS)
      words[word] = (words[word] as number) ^ (1 << (op % BITS))
    },
    add(state) {
      const sets = seen[state] ?? new Set<string>()
      seen[state] = sets
      const text = String.fromCharCode(...words)
      if (sets.has(text)) {
        return false
      }
      sets.add(text)
      return true
    }
  }
}
