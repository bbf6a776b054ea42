/**
 * A program of this project as a child: what it prints, and how it ended.
 *
 * Keeps: a signal that ends this process ends the child first, so that nothing is left behind that
 * goes on measuring.
 */
import { spawn } from 'node:child_process'
import type { Outcome } from './proofs.ts'
import { ROOT } from './source.ts'

/** The result stands at the end; what came long before it was for the eyes. */
const OUTPUT_CHARACTERS_MAX = 4 * 1024 * 1024

export interface ChildOptions {
  /** Set besides those of this process. */
  readonly environment?: Readonly<Record<string, string>> | undefined
  readonly onText?: (text: string) => void
  readonly onStarted?: (pid: number) => void
}

/** `args` for Node; the working directory is that of the project. */
export function runChild(args: readonly string[], options: ChildOptions = {}): Promise<Outcome> {
  const { environment, onText, onStarted } = options
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit']
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      onText?.(text)
      output = (output + text).slice(-OUTPUT_CHARACTERS_MAX)
    })
    let signal: NodeJS.Signals | undefined
    const end = (by: NodeJS.Signals): void => {
      signal = by
      child.kill('SIGTERM')
    }
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
    child.on('error', reject)
    child.on('spawn', () => onStarted?.(child.pid ?? 0))
    child.on('close', (code) => {
      process.off('SIGINT', end)
      process.off('SIGTERM', end)
      resolve({ exitCode: code ?? 1, output, ...(signal === undefined ? {} : { signal }) })
    })
  })
}
