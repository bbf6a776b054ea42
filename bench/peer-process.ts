/**
 * The clients of another store, or a process of it when it is a library, in a process of their own.
 * How it is spoken to is in bench/peers/<name>/client.mjs, beside the packages that needs.
 */
import { pathToFileURL } from 'node:url'
import { type Load, type LoadedStore, type LoadResult, runLoad } from '../src/cli/bench/load.ts'
import { serveCalls } from './channel.ts'

/** What `open` of a client.mjs gives: a store to put load on, unless it is a mere replica. */
interface Opened extends Partial<LoadedStore> {
  /** What other processes of the store have to know. */
  readonly told?: Readonly<Record<string, unknown>>
  /** Called before each load, to follow a leader that has moved. */
  prepare?(): Promise<void>
  close(): Promise<void>
}

interface PeerModule {
  open(argument: unknown): Promise<Opened>
}

let opened: Opened | undefined
const acknowledged = new Map<string, string>()

const peerCalls = {
  async open(argument: {
    readonly module: string
    readonly argument: unknown
  }): Promise<Readonly<Record<string, unknown>>> {
    const { open } = (await import(pathToFileURL(argument.module).href)) as PeerModule
    opened = await open(argument.argument)
    return opened.told ?? {}
  },

  async load(load: Load): Promise<LoadResult> {
    const { put, get, prepare } = opened ?? {}
    if (put === undefined || get === undefined) {
      throw new Error('this process has no store to put load on')
    }
    await prepare?.()
    return await runLoad({ put, get }, acknowledged, load)
  }
}

export type PeerCalls = typeof peerCalls

serveCalls(peerCalls, async () => {
  await opened?.close()
})
