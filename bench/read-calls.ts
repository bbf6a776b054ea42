/**
 * What a vehicle of the bench does as a reader.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { RefusedError, type VGuardNode } from '../src/index.ts'

export interface ReadArgument {
  readonly chain: string
  readonly count: number
  /** Least and greatest height that is read; the least is 1 unless said. */
  readonly from?: number
  readonly height: number
  /** Whether holders of a chain that ends before a block are passed over. */
  readonly isRequired?: boolean
}

/** A type, not an interface: it is spread into the functions of a process. */
export type ReadCalls = {
  read(argument: ReadArgument): Promise<{
    readonly timesMs: readonly number[]
    readonly servedBy: readonly string[]
    /** What came of each try, for each read: `redirect data`. */
    readonly outcomes: readonly string[]
  }>
  readPatiently(argument: ReadArgument): Promise<{
    readonly timesMs: readonly number[]
    readonly refusedMs: readonly number[]
    readonly firstMs: number | undefined
  }>
  see(argument: { readonly chain: string; readonly height: number }): Promise<number>
  stored(chain: string): Promise<{ readonly bytes: number }>
  /** Waits until it is connected to all of these. */
  connectedTo(argument: {
    readonly peers: readonly string[]
    readonly timeoutMs: number
  }): Promise<void>
  /** Waits until it knows a table of this epoch, or a newer one. */
  learned(argument: {
    readonly chain: string
    readonly epoch: number
    readonly timeoutMs: number
  }): Promise<void>
}

const SEE_MS = 20_000
const LOOK_AGAIN_MS = 1
/** Far from each other, and all of them after a while. */
const STRIDE = 7919

/** Milliseconds by the clock of the machine, the same in every process. */
export function sharedMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

export function createReadCalls(running: () => VGuardNode): ReadCalls {
  const readOne = async (argument: ReadArgument, i: number) => {
    const { chain, from = 1, height, isRequired = false } = argument
    const at = from + ((i * STRIDE) % (height - from + 1))
    const page = await running().read(
      chain,
      { heights: { from: at, to: at } },
      isRequired ? { minHeight: at } : {}
    )
    if (page.records.length === 0) {
      throw new Error(`block ${at} was read without a record`)
    }
    return page
  }
  return {
    /** Reads single blocks of another vehicle's chain, spread over it. */
    async read(argument) {
      const timesMs: number[] = []
      const outcomes: string[] = []
      const servedBy = new Set<string>()
      for (let i = 0; i < argument.count; i++) {
        const startMs = performance.now()
        const page = await readOne(argument, i)
        timesMs.push(performance.now() - startMs)
        servedBy.add(page.servedBy)
        outcomes.push(page.trace.map(({ outcome }) => outcome).join(' '))
      }
      return { timesMs, servedBy: [...servedBy], outcomes }
    },

    /** The same, where a refusal is no failure. `firstMs` is from the call to the first answer. */
    async readPatiently(argument) {
      const timesMs: number[] = []
      const refusedMs: number[] = []
      const beginMs = performance.now()
      let firstMs: number | undefined
      for (let i = 0; i < argument.count; i++) {
        const startMs = performance.now()
        try {
          await readOne(argument, i)
          timesMs.push(performance.now() - startMs)
          firstMs ??= performance.now() - beginMs
        } catch (error) {
          if (!(error instanceof RefusedError)) {
            throw error
          }
          refusedMs.push(performance.now() - startMs)
        }
      }
      return { timesMs, refusedMs, firstMs }
    },

    /** Looks for a block until it is read; when that was, by the clock that all share. */
    async see({ chain, height }) {
      const endMs = performance.now() + SEE_MS
      while (performance.now() < endMs) {
        const { records } = await running().read(chain, { heights: { from: height, to: height } })
        if (records.length > 0) {
          return sharedMs()
        }
        await sleep(LOOK_AGAIN_MS)
      }
      throw new Error(`block ${height} was not seen within ${SEE_MS} ms`)
    },

    /** Bytes of the blocks of a chain that are on the disk here. */
    stored(chain) {
      const found = running()
        .chains()
        .find((view) => view.chain === chain)
      return Promise.resolve({ bytes: found?.bytes ?? 0 })
    },

    async connectedTo({ peers, timeoutMs }) {
      await until('connected', timeoutMs, () => {
        const connected = new Set(
          running()
            .peers()
            .flatMap((view) => (view.isConnected ? [view.peer] : []))
        )
        return peers.every((peer) => connected.has(peer))
      })
    },

    async learned({ chain, epoch, timeoutMs }) {
      await until('learned', timeoutMs, () =>
        running()
          .chains()
          .some((view) => view.chain === chain && (view.table?.epoch ?? 0) >= epoch)
      )
    }
  }
}

async function until(what: string, timeoutMs: number, holds: () => boolean): Promise<void> {
  const endMs = performance.now() + timeoutMs
  while (!holds()) {
    if (performance.now() > endMs) {
      throw new Error(`not ${what} within ${timeoutMs} ms`)
    }
    await sleep(LOOK_AGAIN_MS)
  }
}
