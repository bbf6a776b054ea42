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
import { type Ended, lastJson, readVerdict, type Verdict } from './report.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

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

async function runTests(programs: Programs, files: readonly string[]): Promise<Verdict> {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const run = (...more: readonly string[]): Promise<Ended> =>
    programs.run([vitest, 'run', '--reporter=json', ...more, ...files])
  const verdict = readVerdict(await run('--bail=1'))
  if (verdict !== undefined) {
    return verdict
  }
  const whole = await run()
  return readVerdict(whole) ?? { outcome: 'broken', detail: whole.output.slice(-500) }
}

async function runSim(
  programs: Programs,
  { suite, from, seeds }: Extract<Killer, { readonly type: 'sim' }>
): Promise<Verdict> {
  const script = join('test', 'mutants', 'sim.ts')
  const { output } = await programs.run(['--import', 'tsx', script, suite, `${from}`, `${seeds}`])
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
   * Runs one to its end.
   *
   * @throws Error when it never ends
   */
  run(args: readonly string[]): Promise<Ended>
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
        child.on('close', (exitCode) => {
          running.delete(child)
          clearTimeout(tooLong)
          resolve({ output, exitCode })
        })
      }),
    end() {
      for (const child of running) {
        endGroup(child)
      }
    }
  }
}
