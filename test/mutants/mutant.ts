/**
 * A mutant: one rule of the product taken away by one change of its text, and what must notice.
 */

/** What is run against a mutant; any failure kills it. */
export type Killer =
  /** Test files of vitest, as paths or patterns below the root. */
  | { readonly type: 'tests'; readonly files: readonly string[] }
  /** Seeds of the simulator. */
  | { readonly type: 'sim'; readonly suite: string; readonly from: number; readonly seeds: number }

export interface Mutant {
  /** Short name, unique, in kebab-case. */
  readonly id: string
  /** File below the root. */
  readonly file: string
  /** Text that stands in the file exactly once. */
  readonly find: string
  readonly replace: string
  /** The rule that it breaks, in one sentence. */
  readonly rule: string
  /** In the order they are run; the first that fails ends the run. */
  readonly killers: readonly Killer[]
}

/**
 * The text of a mutant's file with its change made.
 *
 * @throws Error when the text to be replaced does not stand in it exactly once
 */
export function mutate(mutant: Mutant, text: string): string {
  const parts = text.split(mutant.find)
  if (parts.length !== 2) {
    throw new Error(
      `${mutant.id}: its text stands ${parts.length - 1} times in ${mutant.file}, not once`
    )
  }
  return parts.join(mutant.replace)
}

/** A killer in a few words. */
export function nameKiller(killer: Killer): string {
  return killer.type === 'tests'
    ? killer.files.join(' ')
    : `sim ${killer.suite} ${killer.from}..${killer.from + killer.seeds - 1}`
}

/** Killed by these test files or folders. */
export function tests(...files: readonly string[]): Killer {
  return { type: 'tests', files }
}

/** Killed by the first seeds of the suite archive. */
export function sim(seeds: number): Killer {
  return { type: 'sim', suite: 'archive', from: 1, seeds }
}

/** Killed by the first seeds of the suite paxos. */
export function paxosSim(seeds: number): Killer {
  return { type: 'sim', suite: 'paxos', from: 1, seeds }
}

/** Killed by the first seeds of the suite quorum. */
export function quorumSim(seeds: number): Killer {
  return { type: 'sim', suite: 'quorum', from: 1, seeds }
}

/** Killed by the first seeds of the suite twophase. */
export function twophaseSim(seeds: number): Killer {
  return { type: 'sim', suite: 'twophase', from: 1, seeds }
}
