/**
 * What the clients of a world asked and heard, as the checker takes it, and with the names by which
 * the chain knows it.
 *
 * Keeps: moments are counted, not measured, so that what happened in one millisecond keeps its order.
 */
import type { Operation } from '../linearizability/model.ts'

/** An operation or question as its client knows it. */
export interface Told extends Operation<unknown, unknown> {
  /** Encoded operation, or undefined for a question. */
  readonly bytes: Uint8Array | undefined
  /** Name of the operation in the chain, when the client was told. */
  readonly id: string | undefined
  /** Block after which a question was answered. */
  readonly height: number | undefined
}

/** An operation under way. */
export interface Call {
  /** The vehicle has given the operation this name. */
  named(id: string): void
  /** It took effect with this output; a question was answered after the block `height`. */
  returned(output: unknown, height: number): void
  /** It is certain that it took no effect and never will. */
  withdrawn(): void
}

export interface History {
  /** A question has no bytes. */
  call(who: string, input: unknown, bytes: Uint8Array | undefined): Call
  /** All of them; those that have not returned are of unknown outcome. */
  told(): readonly Told[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export function createHistory(): History {
  const told = new Set<Told>()
  let moments = 0
  return {
    call(who, input, bytes) {
      const open: Mutable<Told> = {
        who,
        input,
        bytes,
        calledAt: ++moments,
        returned: undefined,
        id: undefined,
        height: undefined
      }
      told.add(open)
      return {
        named(id) {
          open.id = id
        },
        returned(output, height) {
          open.returned = { output, at: ++moments }
          open.height = height
        },
        withdrawn() {
          told.delete(open)
        }
      }
    },
    told: () => [...told]
  }
}
