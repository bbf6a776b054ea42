/**
 * A process of clients (kv-client.ts) as a test holds it, and the history that they tell.
 */
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { HttpAnswer, HttpCall, Point } from './kv-calls.ts'
import type { ClientLine, ClientOrder, LoadOrder, OpLine } from './kv-client.ts'

export interface CallResult extends Partial<HttpAnswer> {
  /** When it was there, in milliseconds of the machine's steady clock. */
  readonly at: number
}

export interface KvClients {
  /** Every operation that has ended, in the order of its end. */
  readonly ops: readonly OpLine[]
  /** Adds or replaces vehicles. */
  points(points: readonly Point[]): void
  load(load: Omit<LoadOrder, 'type'>): void
  round(round: number): void
  /** Ends the load; resolves when its last operation has ended. */
  end(): Promise<void>
  /** One request to one vehicle; without `status` when nobody answered. */
  call(vehicle: number, call: HttpCall): Promise<CallResult>
}

/** Milliseconds of the machine's steady clock, which is the same in all its processes. */
export function steadyMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

const SCRIPT = ['--import', 'tsx', 'test/support/kv-client.ts']

/** `spawn` runs a command with pipes at standard input and output, where the clients live. */
export async function startClients(
  spawn: (command: string, args: readonly string[]) => ChildProcess
): Promise<KvClients> {
  const child = spawn(process.execPath, SCRIPT)
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) {
    throw new Error('the clients have no pipes')
  }
  stdin.on('error', () => undefined)
  const ops: OpLine[] = []
  const waiting = new Map<number, PromiseWithResolvers<CallResult>>()
  const ready = Promise.withResolvers<void>()
  let ended = Promise.withResolvers<void>()
  let calls = 0
  const order = (what: ClientOrder): void => {
    stdin.write(`${JSON.stringify(what)}\n`)
  }
  const hear = (line: ClientLine): void => {
    switch (line.type) {
      case 'op':
        ops.push(line)
        break
      case 'answer':
        waiting.get(line.id)?.resolve(line)
        waiting.delete(line.id)
        break
      case 'ready':
        ready.resolve()
        break
      case 'ended':
        ended.resolve()
    }
  }
  createInterface({ input: stdout }).on('line', (line) => hear(JSON.parse(line) as ClientLine))
  child.once('exit', (code, signal) => {
    const error = new Error(`the clients have ended with ${code ?? signal}`)
    for (const { promise, reject } of [ready, ended, ...waiting.values()]) {
      promise.catch(() => undefined)
      reject(error)
    }
  })
  await ready.promise
  return {
    ops,
    points: (points) => order({ type: 'points', points }),
    load: (load) => order({ type: 'load', ...load }),
    round: (round) => order({ type: 'round', round }),
    async end() {
      ended = Promise.withResolvers()
      order({ type: 'end' })
      await ended.promise
    },
    async call(vehicle, call) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error('the clients have ended')
      }
      const id = ++calls
      const answer = Promise.withResolvers<CallResult>()
      waiting.set(id, answer)
      order({ type: 'call', id, vehicle, ...call })
      return await answer.promise
    }
  }
}

/** Puts of one client that it was told to be done. */
export function putsOf({ ops }: Pick<KvClients, 'ops'>, who: string): number {
  const puts = ops.filter((op) => op.who === who && op.call.type === 'put')
  return puts.filter(({ answer }) => answer.type === 'done').length
}
