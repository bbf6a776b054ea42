/**
 * Reads by every path there is, how soon a record is read by others, and what each vehicle stores: of
 * one proposer with two backups, vehicles that were backups before, a member and a stranger.
 *
 * Keeps: a figure of a path counts only reads that went that way, as their traces tell.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './context.ts'
import {
  READ_PATHS,
  type ReadFigures,
  type ReadPath,
  ROLES,
  type Role,
  type StorageFigures,
  VISIBILITIES,
  type Visibility,
  type VisibilityFigures
} from './evaluation-report.ts'
import { type BenchVehicle, endVehicle, pause, startFleet, startVehicle } from './fleet.ts'
import { figureOf } from './report-file.ts'
import { quantile, sum } from './statistics.ts'

const LABEL = 'evaluation'
const BACKUPS = 2
const BLOCKS = 200
const ENTRY_BYTES = 10_000
const READS = 200
/** Each of these waits for somebody who is silent, or is a vehicle that has just come. */
const SLOW_READS = 8
const RECORDS = 50
/** The last blocks before a proposer dies may be certified without a member having heard of it. */
const UNSURE = 10
const SETTLE_MS = 2_000
const CONNECT_TIMEOUT_MS = 30_000
const CALL_TIMEOUT_MS = 120_000

interface Scene {
  readonly vehicles: readonly BenchVehicle[]
  readonly proposer: BenchVehicle
  readonly backups: readonly BenchVehicle[]
  readonly member: BenchVehicle
  /** Backups of the first booth, which the second one released. */
  readonly formerBackups: readonly BenchVehicle[]
  readonly released: BenchVehicle
  readonly stranger: BenchVehicle
  /** Of a vehicle that has read the chain after its first booth, and then left. */
  readonly absentDataDir: string
  /** Blocks of the first booth, and all of them: those between were certified by the member as well. */
  readonly firstHeight: number
  readonly height: number
}

export interface ReadsReport {
  readonly reads: readonly ReadFigures[]
  readonly visibility: readonly VisibilityFigures[]
  readonly storedBytes: number
  readonly storage: readonly StorageFigures[]
}

type Samples<T extends string> = Map<T, number[]>

export async function measureReads(bench: Bench, rounds: number): Promise<ReadsReport> {
  const times: Map<ReadPath, (readonly number[])[]> = new Map()
  const fromCall: Samples<Visibility> = new Map()
  const fromAnswer: Samples<Visibility> = new Map()
  const held: Samples<Role> = new Map()
  const disk: Samples<Role> = new Map()
  let storedBytes = 0
  for (let round = 0; round < rounds; round++) {
    bench.say(`evaluation: reads, round ${round + 1} of ${rounds}`)
    const scene = await setScene(bench)
    for (const role of ROLES) {
      const { remote, dataDir } = actorOf(scene, role)
      const { bytes } = await remote.call('stored', scene.proposer.chain)
      add(held, role, bytes)
      add(disk, role, folderBytes(dataDir))
      storedBytes = role === 'proposer' ? bytes : storedBytes
    }
    for (const path of READ_PATHS) {
      const taken = await READS_OF[path](bench, scene)
      times.set(path, [...(times.get(path) ?? []), taken])
      if (path === 'proposer') {
        await see(scene, fromCall, fromAnswer)
      }
    }
    for (const vehicle of scene.vehicles) {
      await endVehicle(bench, vehicle, LABEL)
    }
  }
  return {
    reads: READ_PATHS.flatMap((path) => readFigures(path, times.get(path) ?? [])),
    visibility: VISIBILITIES.map((to) => ({
      to,
      fromCallMs: figureOf(fromCall.get(to) ?? []),
      fromAnswerMs: figureOf(fromAnswer.get(to) ?? [])
    })),
    storedBytes,
    storage: ROLES.map((role) => ({
      role,
      heldBytes: figureOf(held.get(role) ?? []),
      diskBytes: figureOf(disk.get(role) ?? [])
    }))
  }
}

function add<T extends string>(samples: Samples<T>, name: T, value: number): void {
  samples.set(name, [...(samples.get(name) ?? []), value])
}

/** Nothing for a path that no read has gone: one that heard of a new table in time is not sent on. */
function readFigures(
  path: ReadPath,
  taken: readonly (readonly number[])[]
): readonly ReadFigures[] {
  const rounds = taken.filter(({ length }) => length > 0)
  if (rounds.length === 0) {
    return []
  }
  const quantiles = (share: number): readonly number[] =>
    rounds.map((times) => quantile(times, share))
  return [
    {
      path,
      reads: sum(rounds.map(({ length }) => length)),
      p50Ms: figureOf(quantiles(0.5)),
      p99Ms: figureOf(quantiles(0.99))
    }
  ]
}

const actorOf = (scene: Scene, role: Role): BenchVehicle =>
  role === 'backup' ? first(scene.backups) : scene[role]

function first<T>(of: readonly T[]): T {
  const [one] = of
  if (one === undefined) {
    throw new Error('there is none')
  }
  return one
}

/** Two booths with other participants: the backups of the first are released by the second. */
async function setScene(bench: Bench): Promise<Scene> {
  const { vehicles } = await startFleet(bench, { count: 7, label: LABEL, backups: BACKUPS })
  const [proposer, ...others] = vehicles
  const [before, after] = [others.slice(0, 2), others.slice(2, 5)]
  const peersOf = (of: readonly BenchVehicle[]): readonly string[] => of.map(({ peer }) => peer)
  const { remote } = proposer
  const append = { count: BLOCKS, entryBytes: ENTRY_BYTES }
  const end = { entryBytes: 0, backups: BACKUPS }
  await remote.call('openBooth', [])
  await remote.call('appendSingly', append, CALL_TIMEOUT_MS)
  const one = await remote.call('endBooth', { ...end, participants: peersOf(before) })
  const absentDataDir = await readOnceAndLeave(bench, vehicles, proposer.chain)
  await remote.call('openBooth', peersOf(after))
  await remote.call('appendSingly', append, CALL_TIMEOUT_MS)
  const two = await remote.call('endBooth', { ...end, participants: peersOf(after) })
  const backups = after.filter(({ peer }) => two.chosen.includes(peer))
  const member = after.find(({ peer }) => !two.chosen.includes(peer))
  const stranger = others[5]
  if (one.state !== 'sealed' || two.state !== 'sealed' || !member || !stranger) {
    throw new Error(`the booths ended ${one.state} and ${two.state}`)
  }
  // Whoever was released hears of it and lets go.
  await pause(SETTLE_MS)
  const scene = { vehicles, proposer, backups, member, formerBackups: before, stranger }
  return {
    ...scene,
    released: first(before),
    absentDataDir,
    firstHeight: one.height,
    height: two.height
  }
}

/** Another vehicle reads the chain, hears of its table, and goes. Returns what it has stored. */
async function readOnceAndLeave(
  bench: Bench,
  vehicles: readonly BenchVehicle[],
  chain: string
): Promise<string> {
  const bootstrap = vehicles.flatMap(({ addresses }) => addresses)
  const dataDir = await bench.folder()
  const reader = await startVehicle(bench, { name: 'absent', dataDir, bootstrap })
  const peers = vehicles.map(({ peer }) => peer)
  await reader.remote.call('connectedTo', { peers, timeoutMs: CONNECT_TIMEOUT_MS })
  await reader.remote.call('read', { chain, count: 1, height: BLOCKS })
  await reader.remote.call('learned', { chain, epoch: 1, timeoutMs: CONNECT_TIMEOUT_MS })
  await reader.remote.end()
  return dataDir
}

type Reading = (bench: Bench, scene: Scene) => Promise<readonly number[]>

/** In the order in which they can be done: the later ones need others to be gone. */
const READS_OF: Readonly<Record<ReadPath, Reading>> = {
  own: (_, scene) => readBy(scene, scene.proposer, [scene.proposer], READS),
  proposer: (_, scene) => readBy(scene, scene.stranger, [scene.proposer], READS),

  /** The proposer is connected and silent, so a backup is asked as well after its head start. */
  async hedged(_, scene) {
    process.kill(scene.proposer.remote.pid, 'SIGSTOP')
    try {
      return await readBy(scene, scene.stranger, scene.backups, SLOW_READS)
    } finally {
      process.kill(scene.proposer.remote.pid, 'SIGCONT')
    }
  },

  async backup(_, scene) {
    await scene.proposer.remote.kill()
    await pause(SETTLE_MS)
    return await readBy(scene, scene.stranger, scene.backups, READS)
  },

  /** A vehicle that was away during the second booth asks backups of the first, which know better. */
  async redirect(bench, scene) {
    const times: number[] = []
    const connected = [...scene.backups, scene.released].map(({ peer }) => peer)
    for (let i = 0; i < SLOW_READS; i++) {
      const returned = await startVehicle(bench, {
        name: 'returned',
        dataDir: await bench.folder(scene.absentDataDir),
        bootstrap: scene.vehicles.slice(1).flatMap(({ addresses }) => addresses)
      })
      await returned.remote.call('connectedTo', { peers: connected, timeoutMs: CONNECT_TIMEOUT_MS })
      const { timesMs, outcomes } = await readsOf(scene, returned, 1)
      times.push(...timesMs.filter((_, read) => outcomes[read]?.includes('redirect')))
      await endVehicle(bench, returned, LABEL)
    }
    return times
  },

  /** The proposer is gone, and its booth was never ended: only its members have these blocks. */
  async member(_, scene) {
    const { proposer, height } = scene
    const open = { from: height + 1, height: height + VISIBILITIES.length * RECORDS - UNSURE }
    const argument = { chain: proposer.chain, count: SLOW_READS, isRequired: true, ...open }
    const { timesMs, servedBy } = await scene.stranger.remote.call('read', argument)
    checkServers(scene, servedBy, [scene.member, ...scene.formerBackups])
    return timesMs
  }
}

async function readBy(
  scene: Scene,
  reader: BenchVehicle,
  holders: readonly BenchVehicle[],
  count: number
): Promise<readonly number[]> {
  const { timesMs, servedBy } = await readsOf(scene, reader, count)
  checkServers(scene, servedBy, holders)
  return timesMs
}

/** @throws Error when others than these served */
function checkServers(
  scene: Scene,
  servedBy: readonly string[],
  holders: readonly BenchVehicle[]
): void {
  const wrong = servedBy.filter((peer) => !holders.some((holder) => holder.peer === peer))
  if (wrong.length > 0) {
    const names = scene.vehicles.filter(({ peer }) => wrong.includes(peer)).map(({ name }) => name)
    throw new Error(`${names.join(', ')} served, and not ${holders.map(({ name }) => name).join()}`)
  }
}

/** Reads blocks of the second booth, each alone. */
async function readsOf(
  { proposer, firstHeight, height }: Scene,
  reader: BenchVehicle,
  count: number
) {
  const argument = { chain: proposer.chain, count, from: firstHeight + 1, height: height - 1 }
  return await reader.remote.call('read', argument, CALL_TIMEOUT_MS)
}

/** The proposer appends in a booth that it does not end; somebody else looks for it all the time. */
async function see(
  scene: Scene,
  fromCall: Samples<Visibility>,
  fromAnswer: Samples<Visibility>
): Promise<void> {
  const { proposer, member } = scene
  const members = [member, ...scene.formerBackups].map(({ peer }) => peer)
  await proposer.remote.call('openBooth', members)
  for (const to of VISIBILITIES) {
    const { remote } = scene[to]
    for (let i = 0; i < RECORDS; i++) {
      const { height } = await proposer.remote.call('held', proposer.chain)
      const seeing = remote.call('see', { chain: proposer.chain, height: height + 1 })
      const { calledMs, answeredMs } = await proposer.remote.call('appendStamped', 1_000)
      const seenMs = await seeing
      add(fromCall, to, seenMs - calledMs)
      add(fromAnswer, to, seenMs - answeredMs)
    }
  }
}

/** Bytes of all files below a folder. */
function folderBytes(path: string): number {
  return sum(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
  )
}
