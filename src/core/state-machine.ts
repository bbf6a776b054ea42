/**
 * The contract of a state that a group of vehicles shares: what the entries of its chain mean.
 *
 * Keeps: the same blocks give the same state, the same results and the same digest on every vehicle;
 * so an implementation reads no clock, draws no chance, and never depends on the order in which a
 * map happens to yield.
 */

/** Where in the chain an operation stands. */
export interface Place {
  readonly height: number
  /** Index of the entry in its block. */
  readonly index: number
  /** Time of the block in ms since the epoch; never falls from block to block. */
  readonly timeMs: number
}

/** A state as it was at one height. Taking one is cheap; its parts are encoded one at a time. */
export interface Snapshot {
  /**
   * Encoded parts of at most 256 KiB each, in order; together they make the state again. Every call
   * begins anew and gives the same parts.
   */
  parts(): IterableIterator<Uint8Array>
}

export interface StateMachine {
  /** About how many bytes of memory the state takes. */
  readonly bytes: number
  /** Why an operation must not enter the log (malformed, over a limit), or undefined. */
  fault(operation: Uint8Array): string | undefined
  /**
   * Applies one operation and returns its encoded result, a protobuf message that is not empty. Never
   * throws: a rule may refuse in the result.
   */
  apply(operation: Uint8Array, place: Place): Uint8Array
  /**
   * Survivors of the group have ended its booth without a majority: what the lost members had decided behind
   * this block is lost, though somebody may have acted by it.
   */
  recovered?(): void
  /**
   * Answers a question about the state; changes nothing.
   *
   * @throws InvalidMessageError when the question is malformed
   */
  query(question: Uint8Array, at: Omit<Place, 'index'>): Uint8Array
  save(): Snapshot
  /**
   * Takes the place of the whole state.
   *
   * @throws InvalidMessageError when a part is malformed; then, and whatever else the parts throw,
   *   the state is empty
   */
  load(parts: Iterable<Uint8Array>): void
  /** Equal for equal states and, but for chance, for no others: hex. */
  digest(): string
}
