/**
 * Calls from the bench to its processes over the channel that Node opens to a child.
 *
 * Keeps: a call is answered, or fails after its time, or fails when the process ends; a process whose
 * parent is gone ends by itself.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** Functions of a process by name; each takes one plain value and gives one. */
export type Calls = { readonly [name: string]: (argument: never) => Promise<unknown> }

interface Question {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

export interface Remote<C extends Calls> {
  readonly pid: number
  /** @throws Error when the process failed to answer, with what it said */
  call<N extends keyof C & string>(
    name: N,
    argument: Parameters<C[N]>[0],
    timeoutMs?: number
  ): ReturnType<C[N]>
  /** Ends the process: kindly, and then not. Safe to call twice. */
  end(): Promise<void>
  /** Ends it at once, as a failure would (SIGKILL); returns when it is gone. */
  kill(): Promise<void>
}

const CALL_TIMEOUT_MS = 60_000
const END_TIMEOUT_MS = 5_000
/** The end of what a process wrote to its error output, for the message when it dies. */
const ERRORS_CHARACTERS_MAX = 2_000

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

/** Starts the program at `url` as a process of its own and speaks with it. */
export function startProcess<C extends Calls>(url: URL, name: string): Remote<C> {
  const child = fork(url, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const waiting = new Map<number, Waiting>()
  let questions = 0
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-ERRORS_CHARACTERS_MAX)
  })
  child.on('message', (answer: Answer) => {
    const waiter = waiting.get(answer.id)
    waiting.delete(answer.id)
    clearTimeout(waiter?.timer)
    if ('error' in answer) {
      waiter?.reject(new Error(`${name}: ${answer.error}`))
    } else {
      waiter?.resolve(answer.value)
    }
  })
  const failAll = (why: string): void => {
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer)
      reject(new Error(`${name} ${why}${errors === '' ? '' : `:\n${errors}`}`))
    }
    waiting.clear()
  }
  child.on('exit', (code, signal) => failAll(`ended (${signal ?? `exit code ${code}`})`))
  child.on('error', (error) => failAll(error.message))

  return {
    pid: child.pid ?? 0,
    call(call, argument, timeoutMs = CALL_TIMEOUT_MS) {
      const answer = new Promise((resolve, reject) => {
        if (!child.connected) {
          reject(new Error(`${name} has ended before "${call}"`))
          return
        }
        const id = ++questions
        const timer = setTimeout(() => {
          waiting.delete(id)
          reject(new Error(`${name} did not answer "${call}" within ${timeoutMs} ms`))
        }, timeoutMs)
        waiting.set(id, { resolve, reject, timer })
        child.send({ id, name: call, argument } satisfies Question)
      })
      return answer as ReturnType<C[typeof call]>
    },
    end: () => endProcess(child),
    kill: () => killProcess(child)
  }
}

/** Ends a process at once; returns when it is gone. */
export async function killProcess(child: ChildProcess): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return
  }
  const exited = once(child, 'exit')
  if (child.connected) {
    child.disconnect()
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS)
  await exited
  clearTimeout(timer)
}

/** In the process: answers calls until the parent goes away, then cleans up and exits. */
export function serveCalls(calls: Calls, close: () => Promise<void>): void {
  process.on('message', (question: Question) => {
    const { id, name, argument } = question
    const answer = (message: Answer): void => {
      if (process.connected) {
        process.send?.(message)
      }
    }
    const call = calls[name]
    const value =
      call === undefined ? Promise.reject(new Error('unknown call')) : call(argument as never)
    value.then(
      (result) => answer({ id, value: result }),
      (error: unknown) => answer({ id, error: error instanceof Error ? textOf(error) : `${error}` })
    )
  })
  process.on('disconnect', () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1)
    )
  })
}

function textOf({ stack, message }: Error): string {
  return stack ?? message
}
