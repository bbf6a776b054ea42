/**
 * Clients of the control API in a process of their own: some that ask, and many that listen.
 *
 * Keeps: what is timed runs here from beginning to end, over connections that are kept.
 */
import { once } from 'node:events'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { serveCalls } from './channel.ts'

/** A vehicle that serves. */
export interface Served {
  readonly port: number
  readonly token: string
}

export interface AskArgument extends Served {
  readonly path: string
  readonly clients: number
  readonly forMs: number
}

export interface Asked {
  readonly calls: number
  readonly ms: number
  /** How long calls took, of the first 20,000. */
  readonly timesMs: readonly number[]
}

const TIMES_MAX = 20_000

/** Connections opened at once; more are refused by a socket that has only so much room for them. */
const OPEN_AT_ONCE = 50

const listeners: ClientRequest[] = []
let bytesHeard = 0

function ask({ port, token }: Served, path: string, agent: Agent): ClientRequest {
  const headers = { authorization: `Bearer ${token}` }
  return request({ host: '127.0.0.1', port, path, headers, agent })
}

async function answered(sent: ClientRequest): Promise<IncomingMessage> {
  sent.end()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  if (answer.statusCode !== 200) {
    throw new Error(`HTTP ${answer.statusCode}`)
  }
  return answer
}

const apiCalls = {
  /** Asks the same again and again, each client one thing at a time. */
  async ask({ path, clients, forMs, ...served }: AskArgument): Promise<Asked> {
    const agent = new Agent({ keepAlive: true, maxSockets: clients })
    const timesMs: number[] = []
    let calls = 0
    const startMs = performance.now()
    const client = async (): Promise<void> => {
      while (performance.now() - startMs < forMs) {
        const sentMs = performance.now()
        const answer = await answered(ask(served, path, agent))
        answer.resume()
        await once(answer, 'end')
        calls++
        if (timesMs.length < TIMES_MAX) {
          timesMs.push(performance.now() - sentMs)
        }
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
    const ms = performance.now() - startMs
    agent.destroy()
    return { calls, ms, timesMs }
  },

  /** Listens to all events with so many connections more. */
  async listen({ count, ...served }: Served & { readonly count: number }): Promise<void> {
    const agent = new Agent({ keepAlive: false })
    for (let opened = 0; opened < count; opened += OPEN_AT_ONCE) {
      const some = Array.from({ length: Math.min(OPEN_AT_ONCE, count - opened) }, async () => {
        const sent = ask(served, '/v1/events', agent)
        listeners.push(sent)
        const answer = await answered(sent)
        answer.on('data', (chunk: Buffer) => {
          bytesHeard += chunk.length
        })
        answer.on('error', () => undefined)
      })
      await Promise.all(some)
    }
  },

  /** Bytes of events that all listeners have heard. */
  heard: (_: null): Promise<number> => Promise.resolve(bytesHeard),

  endListening(_: null): Promise<void> {
    for (const sent of listeners.splice(0)) {
      sent.on('error', () => undefined).destroy()
    }
    return Promise.resolve()
  }
}

export type ApiCalls = typeof apiCalls

serveCalls(apiCalls, () => Promise.resolve())
