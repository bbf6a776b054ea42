/** What a run of vitest says of a mutant, read from its JSON report. */

/** What a killer said: `passed` means the mutant lives. */
export interface Verdict {
  readonly outcome: 'passed' | 'failed' | 'broken'
  /** What failed first, or why it could not be run. */
  readonly detail: string
}

/** A program that has come to its end. */
export interface Ended {
  /** All it printed. */
  readonly output: string
  /** Null when a signal ended it. */
  readonly exitCode: number | null
}

/** The part of vitest's JSON report that is read here. */
interface TestReport {
  readonly testResults: readonly {
    /** Why the file did not load; empty when it did. */
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/**
 * What one run said; undefined when it did not end well and does not tell why.
 *
 * That happens to a run with `--bail`: the first failure ends all workers, also the one that has not
 * told of it yet, and the report then holds nothing but tests that passed or were not run.
 */
export function readVerdict({ output, exitCode }: Ended): Verdict | undefined {
  const report = lastJson(output) as TestReport | undefined
  const files = report?.testResults ?? []
  const results = files.flatMap(({ assertionResults }) => assertionResults)
  const failed = results.find(({ status }) => status === 'failed')
  if (failed !== undefined) {
    return { outcome: 'failed', detail: failed.fullName }
  }
  const unloaded = files.find(({ message }) => message !== '')
  if (unloaded !== undefined) {
    return { outcome: 'broken', detail: unloaded.message }
  }
  const isGood = exitCode === 0 && results.length > 0
  return isGood ? { outcome: 'passed', detail: `${results.length} tests` } : undefined
}

/** The last line that is a JSON object. */
export function lastJson(output: string): unknown {
  for (const line of output.trimEnd().split('\n').reverse()) {
    if (line.startsWith('{')) {
      try {
        return JSON.parse(line)
      } catch {
        // A line that only looks like it.
      }
    }
  }
  return undefined
}
