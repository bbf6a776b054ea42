/**
 * A vehicle in a process of its own, as the bench measures it: `createVGuardNode` with LevelDB on
 * disk and TCP on loopback, told what to do by its parent.
 *
 * Keeps: what is timed runs here from beginning to end, so that the channel to the parent is not in
 * the figure.
 */
import { subscribe } from 'node:diagnostics_channel'
import { writeFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { createVGuardNode, RefusedError, type VGuardNode } from '../src/index.ts'
import type { Served } from './api-process.ts'
import { serveCalls } from './channel.ts'
import { createGroupCalls } from './group-calls.ts'
import { createMemoryWatch, type MemoryPeak } from './memory.ts'
import { type CpuProfile, createProfiler } from './profile.ts'
import { createReadCalls, sharedMs } from './read-calls.ts'
import { createRecords } from './records.ts'
import { type Serving, serveApi } from './serving.ts'

export interface StartArgument {
  readonly dataDir: string
  readonly name: string
  readonly bootstrap: readonly string[]
  readonly backups: number
}

export interface Started {
  readonly peer: string
  readonly chain: string
  readonly addresses: readonly string[]
}

export interface LoadArgument {
  readonly forMs: number
  readonly entryBytes: number
  readonly recordsPerCall: number
  readonly callsOutstanding: number
}

/** What a process has used since it began. */
export interface Usage {
  readonly cpuMs: number
  readonly peakMiB: number
}

export interface Head {
  readonly height: number
  readonly bytes: number
}

let node: VGuardNode | undefined
let serving: Serving | undefined
let recordsMade = 0
const makers = new Map<number, ReturnType<typeof createRecords>>()
const profiler = createProfiler()
const memory = createMemoryWatch()
const sockets = new Set<Socket>()
let bytesOfClosed = 0

for (const channel of ['net.client.socket', 'net.server.socket']) {
  subscribe(channel, (message) => {
    const { socket } = message as { readonly socket: Socket }
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      bytesOfClosed += socket.bytesWritten
    })
  })
}

function running(): VGuardNode {
  if (node === undefined) {
    throw new Error('the vehicle has not been started')
  }
  return node
}

function recordsOf(count: number, entryBytes: number) {
  const make = makers.get(entryBytes) ?? createRecords(entryBytes)
  makers.set(entryBytes, make)
  return Array.from({ length: count }, () => make(recordsMade++))
}

async function appendPatiently(records: ReturnType<typeof recordsOf>): Promise<number> {
  for (;;) {
    try {
      const { to } = await running().append(records)
      return to
    } catch (error) {
      if (!(error instanceof RefusedError && error.reason === 'busy')) {
        throw error
      }
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
}

const vehicleCalls = {
  ...createGroupCalls(running),

  async start({ dataDir, name, bootstrap, backups }: StartArgument): Promise<Started> {
    node = await createVGuardNode({
      dataDir,
      name,
      open: true,
      listen: ['/ip4/127.0.0.1/tcp/0'],
      mdns: false,
      bootstrap,
      vehicle: { replicate: { backups } }
    })
    return { peer: node.peer, chain: node.ownChain, addresses: node.addresses() }
  },

  /** Serves the control API on a port of its own. */
  async serve(_: null): Promise<Served> {
    serving = await serveApi(running())
    return serving.served
  },

  connected: async (_: null): Promise<number> => (await running().status()).peers.connected,

  async openBooth(members: readonly string[]): Promise<void> {
    await running().openBooth({ members })
  },

  /** Appends until the time is over, and waits for what is outstanding. */
  async load(argument: LoadArgument): Promise<{ records: number; ms: number; height: number }> {
    const { forMs, entryBytes, recordsPerCall, callsOutstanding } = argument
    const startMs = performance.now()
    let records = 0
    let height = 0
    const client = async (): Promise<void> => {
      while (performance.now() - startMs < forMs) {
        height = Math.max(height, await appendPatiently(recordsOf(recordsPerCall, entryBytes)))
        records += recordsPerCall
      }
    }
    await Promise.all(Array.from({ length: callsOutstanding }, client))
    return { records, ms: performance.now() - startMs, height }
  },

  /** Appends one after the other, each when the one before is certified: a block each. */
  async appendSingly(argument: {
    readonly count: number
    readonly entryBytes: number
  }): Promise<{ readonly timesMs: readonly number[]; readonly height: number }> {
    const timesMs: number[] = []
    let height = 0
    for (let i = 0; i < argument.count; i++) {
      const records = recordsOf(1, argument.entryBytes)
      const startMs = performance.now()
      height = (await running().append(records)).to
      timesMs.push(performance.now() - startMs)
    }
    return { timesMs, height }
  },

  /** Appends one record; when it was asked for and when that was answered, by a clock that all share. */
  async appendStamped(
    entryBytes: number
  ): Promise<{ readonly calledMs: number; readonly answeredMs: number }> {
    const records = recordsOf(1, entryBytes)
    const calledMs = sharedMs()
    await running().append(records)
    return { calledMs, answeredMs: sharedMs() }
  },

  async place(argument: { readonly backups: number }) {
    const startMs = performance.now()
    const report = await running().place({ ...argument, deadlineMs: 120_000, timeoutMs: 150_000 })
    return { ms: performance.now() - startMs, ...report }
  },

  async endBooth(argument: {
    readonly participants?: readonly string[]
    readonly entryBytes: number
    readonly backups?: number
  }) {
    const { entryBytes, ...options } = argument
    const records = entryBytes === 0 ? [] : recordsOf(1, entryBytes)
    const startMs = performance.now()
    const ended = await running().endBooth({ ...options, records, deadlineMs: 30_000 })
    return { ms: performance.now() - startMs, ...ended }
  },

  /** Ends `count` booths of one record each, one after the other. */
  async endBooths(argument: {
    readonly count: number
    readonly entryBytes: number
    readonly participants: readonly string[]
    readonly backups: number
  }): Promise<{ readonly ended: number; readonly ms: number; readonly height: number }> {
    const { count, entryBytes, participants, backups } = argument
    const startMs = performance.now()
    let ended = 0
    let height = 0
    for (let i = 0; i < count; i++) {
      const records = recordsOf(1, entryBytes)
      const report = await running().endBooth({ participants, records, backups })
      ended += report.state === 'sealed' ? 1 : 0
      height = report.height
    }
    return { ended, ms: performance.now() - startMs, height }
  },

  ...createReadCalls(running),

  /** What is held of a chain without a gap from the first block on. */
  held(chain: string): Promise<Head> {
    const found = running()
      .chains()
      .find((view) => view.chain === chain)
    const height = found?.held.find(({ from }) => from === 1)?.to ?? 0
    return Promise.resolve({ height, bytes: found?.bytes ?? 0 })
  },

  /** Whether the block of this height is on the disk of this vehicle. */
  async isOnDisk(argument: { readonly chain: string; readonly height: number }): Promise<boolean> {
    const { chain, height } = argument
    for await (const block of running().blocks(chain, { from: height, to: height })) {
      return block.height === height
    }
    return false
  },

  /** Bytes that all sockets of this process have sent: frames, gossip, encryption, pings. */
  bytesSent: (_: null): Promise<number> =>
    Promise.resolve(
      [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, bytesOfClosed)
    ),

  usage(_: null): Promise<Usage> {
    const { user, system } = process.cpuUsage()
    const peakMiB = process.resourceUsage().maxRSS / 1024
    return Promise.resolve({ cpuMs: (user + system) / 1000, peakMiB })
  },

  async startProfile(_: null): Promise<void> {
    memory.start()
    await profiler.start()
  },

  /** Writes the profile to `path` as well, for tools that draw it. */
  async stopProfile(
    path: string
  ): Promise<{ readonly profile: CpuProfile; readonly memory: MemoryPeak }> {
    const profile = await profiler.stop()
    await writeFile(path, JSON.stringify(profile))
    return { profile, memory: memory.stop() }
  }
}

export type VehicleCalls = typeof vehicleCalls

serveCalls(vehicleCalls, async () => {
  await serving?.close()
  await node?.stop()
})
