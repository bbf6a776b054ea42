/**
 * Crashes tied to what a vehicle does: before or after the write that carries a certain message or
 * record, or in the middle of the sends behind it. A random mix of faults misses the bugs of
 * durability; these find them.
 *
 * Source: the failpoints of etcd (gofail); measured in the prototype behind TESTS.md, section 3.1.
 */
import type { Effect } from '../core/machine.ts'
import type { Random } from '../core/random.ts'
import { typeOf } from './program.ts'

export type CrashWhere =
  /** The batch is lost and nothing behind it was heard. */
  | { readonly type: 'beforeWrite' }
  /** The batch is on disk and nothing behind it was heard. */
  | { readonly type: 'afterWrite' }
  /** The batch is on disk and only the first sends behind it were heard. */
  | { readonly type: 'afterSends'; readonly sends: number }

export interface CrashPlan {
  /** `send <protocol>:<message type>`, `write <first parts of a key>` or `reply <type>`. */
  readonly target: string
  /** Crash at the n-th batch that contains the target, from 1. */
  readonly occurrence: number
  readonly where: CrashWhere
}

export interface CrashPoints {
  /** Whether the vehicle is to crash at this batch; each plan fires once. */
  match(effects: readonly Effect[]): CrashPlan | undefined
}

const OCCURRENCE_MAX = 12
const SENDS_MAX = 3

/** A plan for one of these targets. */
export function drawCrashPlan(random: Random, targets: readonly string[]): CrashPlan {
  const kind = random.integer(0, 2)
  const where: CrashWhere =
    kind === 0
      ? { type: 'beforeWrite' }
      : kind === 1
        ? { type: 'afterWrite' }
        : { type: 'afterSends', sends: random.integer(1, SENDS_MAX) }
  // The first occurrences are the most telling ones.
  const occurrence = 1 + Math.floor(OCCURRENCE_MAX * random.next() ** 3)
  return { target: random.pick(targets), occurrence, where }
}

export function createCrashPoints(plans: readonly CrashPlan[]): CrashPoints {
  const waiting = plans.map((plan) => ({
    plan,
    left: plan.occurrence,
    isMet: meets(plan.target)
  }))
  return {
    match(effects) {
      if (waiting.length === 0) {
        return undefined
      }
      for (const [i, entry] of waiting.entries()) {
        if (effects.some(entry.isMet) && --entry.left === 0) {
          waiting.splice(i, 1)
          return entry.plan
        }
      }
      return undefined
    }
  }
}

/** Whether an effect is what the target names; asked of every batch, so it makes no texts. */
function meets(target: string): (effect: Effect) => boolean {
  const [kind, ...rest] = target.split(' ')
  const what = rest.join(' ')
  switch (kind) {
    case 'send': {
      const [protocol, ...types] = what.split(':')
      const type = types.join(':')
      return (effect) =>
        effect.type === 'send' && effect.protocol === protocol && typeOf(effect.message) === type
    }
    case 'write':
      return (effect) => effect.type === 'write' && effect.ops.some(({ key }) => isBelow(key, what))
    default:
      return (effect) => effect.type === 'reply' && effect.reply.type === what
  }
}

/** Whether `parts` are the first parts of the key, or all of it. */
function isBelow(key: string, parts: string): boolean {
  return key.startsWith(parts) && (key.length === parts.length || key[parts.length] === '/')
}
