/**
 * A copy of the sources in a temporary directory, in which one mutant after the other is tried.
 *
 * Keeps: the repository itself is never changed; a mutant that does not even load is an error of the
 * list, not a kill.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Killer, type Mutant, mutate } from './mutant.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What a killer said: `passed` means the mutant lives. */
export interface Verdict {
  readonly outcome: 'passed' | 'failed' | 'broken'
  /** What failed first, or why it could not be run. */
  readonly detail: string
}

export interface Workshop {
  run(killer: Killer): Promise<Verdict>
  /** Runs something while the mutant is in place. */
  withMutant<T>(mutant: Mutant, work: () => Promise<T>): Promise<T>
  /** Ends what runs in it, and deletes it. */
  close(): void
}

/** Not copied: what is large, or made from the rest. */
const LEFT_OUT = new Set(['node_modules', 'dist', '.git', 'coverage'])
const OUTPUT_CHARACTERS_MAX = 5 * 60_000_000
/** Many times what any killer takes: only one that never ends takes as long. */
const KILLER_MS_MAX = 5 * 60_000

export async function openWorkshop(): Promise<Workshop> {
  const directory = await mkdtemp(join(tmpdir(), 'vguard-mutants-'))
  for (const name of await readdir(ROOT)) {
    if (!LEFT_OUT.has(name)) {
      await cp(join(ROOT, name), join(directory, name), { recursive: true })
    }
  }
  await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'))
  const programs = createPrograms(directory)

  return {
    async run(killer) {
      try {
        return killer.type === 'tests'
          ? await runTests(programs, killer.files)
          : await runSim(programs, killer)
      } catch (cause) {
        return { outcome: 'broken', detail: cause instanceof Error ? cause.message : String(cause) }
      }
    },
    async withMutant(mutant, work) {
      const path = join(directory, mutant.file)
      const text = await readFile(path, 'utf8')
      await writeFile(path, mutate(mutant, text))
      try {
        return await work()
      } finally {
        await writeFile(path, text)
      }
    },
    close() {
      programs.end()
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

/** The part of vitest's JSON report that is read here. */
interface TestReport {
  readonly numTotalTests: number
  readonly numFailedTests: number
  readonly numFailedTestSuites: number
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

async function runTests(programs: Programs, files: readonly string[]): Promise<Verdict> {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const output = await programs.run([vitest, 'run', '--reporter=json', '--bail=1', ...files])
  const report = lastJson(output) as TestReport | undefined
  const results = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? []
  const failed = results.find(({ status }) => status === 'failed')
  if (failed !== undefined) {
    return { outcome: 'failed', detail: failed.fullName }
  }
  if (report === undefined || results.length === 0) {
    return { outcome: 'broken', detail: report?.testResults[0]?.message ?? output.slice(-500) }
  }
  return { outcome: 'passed', detail: `${results.length} tests` }
}

async function runSim(
  programs: Programs,
  { suite, from, seeds }: Extract<Killer, { readonly type: 'sim' }>
): Promise<Verdict> {
  const script = join('test', 'mutants', 'sim.ts')
  const output = await programs.run(['--import', 'tsx', script, suite, `${from}`, `${seeds}`])
  const answer = lastJson(output) as
    | { readonly broken?: string; readonly seeds: number }
    | undefined
  if (answer === undefined) {
    return { outcome: 'broken', detail: output.slice(-500) }
  }
  return answer.broken === undefined
    ? { outcome: 'passed', detail: `${answer.seeds} seeds` }
    : { outcome: 'failed', detail: answer.broken }
}

/** Programs of Node in a directory, each with the processes that it starts. */
interface Programs {
  /**
   * Runs one and returns all it printed.
   *
   * @throws Error when it never ends
   */
  run(args: readonly string[]): Promise<string>
  /** Ends those that run. */
  end(): void
}

function createPrograms(directory: string): Programs {
  const running = new Set<ChildProcess>()
  // A group of its own: a test that loops is a process below the one that is started here.
  const endGroup = ({ pid }: ChildProcess): void => {
    if (pid === undefined) {
      return // it was never started, and 0 would be the group of this process
    }
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It has ended by itself in this moment.
    }
  }

  return {
    run: (args) =>
      new Promise((resolve, reject) => {
        const env = { ...process.env, NO_COLOR: '1' }
        const child = spawn(process.execPath, args, { cwd: directory, env, detached: true })
        running.add(child)
        let output = ''
        const take = (chunk: Buffer): void => {
          output = (output + chunk.toString()).slice(-OUTPUT_CHARACTERS_MAX)
        }
        const tooLong = setTimeout(() => {
          endGroup(child)
          reject(new Error(`it has not ended after ${KILLER_MS_MAX} ms`))
        }, KILLER_MS_MAX)
        child.stdout.on('data', take)
        child.stderr.on('data', take)
        child.on('error', reject)
        child.on('close', () => {
          running.delete(child)
          clearTimeout(tooLong)
          resolve(output)
        })
      }),
    end() {
      for (const child of running) {
        endGroup(child)
      }
    }
  }
}

/** The last line that is a JSON object. */
function lastJson(output: string): unknown {
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
