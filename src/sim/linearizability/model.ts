/**
 * What the checker is given: operations as their clients saw them, and a sequential model of the object
 * that they were asked of.
 */

/** One operation as its client saw it. */
export interface Operation<I, O> {
  /** Who asked, for the report. */
  readonly who: string
  readonly input: I
  /** When it was asked; any numbers that grow with time, such as the count of events of a world. */
  readonly calledAt: number
  /** What came back and when, or undefined when nobody knows whether it ever took effect. */
  readonly returned: { readonly output: O; readonly at: number } | undefined
}

/** Says that an operation cannot have this output in this state. */
export const IMPOSSIBLE: unique symbol = Symbol('impossible')

/** How the object behaves when operations come one after the other. States are never changed in place. */
export interface Model<S, I, O> {
  readonly init: S
  /** The state behind the operation; an undefined output fits whatever the state makes of it. */
  step(state: S, input: I, output: O | undefined): S | typeof IMPOSSIBLE
  /** Equal for equal states only. */
  textOf(state: S): string
  /** Whether an operation with this output changes no state whatsoever, as a read. */
  isSilent(input: I, output: O | undefined): boolean
  /**
   * Names of the independent parts of the object that the operation touches, or undefined for all.
   * Operations without a part in common are judged apart.
   */
  keysOf(input: I): readonly string[] | undefined
  /** The operation in a few words. */
  describe(input: I, output: O | undefined): string
}
