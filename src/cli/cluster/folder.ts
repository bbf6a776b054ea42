/**
 * The directory of a cluster: which vehicles it has, where each keeps its data and its log, and which
 * process each is.
 *
 * Keeps: one command at a time changes it; it is for its owner only, because whoever writes here says
 * which processes are ended.
 */
import { link, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fromUtf8, toUtf8 } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import type { PeerId } from '../../core/peer.ts'
import {
  createSecret,
  ensurePrivateDirectory,
  readSecret,
  replaceSecret
} from '../../node/secret-files.ts'
import { CONFIG_FILE } from '../config-file.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { makeDataDirectory } from '../local-fleet.ts'
import { isRunning, markOf, type ProcessMark } from './marks.ts'
import { isVehicleName, LIST_FILE } from './place.ts'

export const VEHICLES_MAX = 32

/** Ends the name of a data directory that is being taken away. */
const REMOVED = '.removed'

const LOCK_FILE = 'lock'
const LOCK_TRIES = 5

/** What `start` finds in the data directory of each vehicle; people may change it. */
const CONFIG = {
  listen: ['/ip4/127.0.0.1/tcp/0'],
  http: '127.0.0.1:0',
  mdns: false,
  enableFaults: true
}

/** The same as flags of `start`, for what people have taken out of the file. */
const FLAGS: Readonly<Record<keyof typeof CONFIG, readonly string[]>> = {
  listen: ['--listen', ...CONFIG.listen],
  http: ['--http', CONFIG.http],
  mdns: ['--no-mdns'],
  enableFaults: ['--enable-faults']
}

export interface ClusterVehicle {
  readonly name: string
  readonly peer: PeerId
}

/** The process that a vehicle was given, and whether `cluster kill` has ended it. */
export interface VehicleMark extends ProcessMark {
  readonly isKilled?: boolean
}

export interface ClusterFolder {
  readonly dir: string
  readonly vehicles: readonly ClusterVehicle[]
  dataDirOf(name: string): string
  logOf(name: string): string
  /** The process last started for this vehicle; undefined when it was stopped in order. */
  markOf(name: string): Promise<VehicleMark | undefined>
  setMark(name: string, mark: VehicleMark | undefined): Promise<void>
  /** Whether the vehicle still has the key that it was made with. */
  isWhole(name: string): Promise<boolean>
  /** Flags for what the settings of this vehicle do not say: it stays on this machine. */
  flagsOf(name: string): Promise<readonly string[]>
}

/**
 * The cluster of a directory; undefined when there is none. A list that is damaged is made up for by
 * the folders: their vehicles may run, and what they hold is nowhere else.
 *
 * @throws IdentityError when others may use the directory
 * @throws InvalidInputError when the list of vehicles is none, and there are no folders of vehicles
 */
export async function openFolder(dir: string): Promise<ClusterFolder | undefined> {
  if (!(await isThere(dir))) {
    return undefined
  }
  await ensurePrivateDirectory(dir)
  const bytes = await readSecret(join(dir, LIST_FILE))
  if (bytes === undefined) {
    return undefined
  }
  const listed = decodeList(bytes) ?? (await vehiclesFound(dir))
  return folderOf(dir, await Promise.all(listed.map((vehicle) => asItIs(dir, vehicle))))
}

/** The list has the peer id that a vehicle was made with; a new identity gives it another key. */
async function asItIs(dir: string, { name, peer }: ClusterVehicle): Promise<ClusterVehicle> {
  const { KEY_FILE, loadKey } = await import('../../node/identity.ts')
  const identity = await loadKey(join(dir, name, KEY_FILE)).catch(() => undefined)
  return { name, peer: identity?.peer ?? peer }
}

/** Who has a key in a folder that `up` has named, in the order of their numbers. */
async function vehiclesFound(dir: string): Promise<readonly ClusterVehicle[]> {
  const { KEY_FILE } = await import('../../node/identity.ts')
  const numbers = (await readdir(dir))
    .map((name) => Number(/^car-([1-9]\d{0,3})$/.exec(name)?.[1] ?? Number.NaN))
    .filter((number) => !Number.isNaN(number))
    .sort((a, b) => a - b)
  const names: string[] = []
  for (const number of numbers) {
    if (await isThere(join(dir, vehicleName(number), KEY_FILE))) {
      names.push(vehicleName(number))
    }
  }
  if (names.length === 0) {
    throw new InvalidInputError(
      `${join(dir, LIST_FILE)} is no list of vehicles, and no folder ${join(dir, vehicleName(1))} or alike has ` +
        'a key; put it back, or start anew elsewhere with --dir'
    )
  }
  return names.map((name) => ({ name, peer: '' }))
}

const vehicleName = (number: number): string => `car-${number}`

/** The first name that no vehicle of the cluster has. */
function freeName(vehicles: readonly ClusterVehicle[]): string {
  const taken = new Set(vehicles.map(({ name }) => name))
  let number = vehicles.length + 1
  while (taken.has(vehicleName(number))) {
    number++
  }
  return vehicleName(number)
}

/** Makes vehicles until there are `count`: keys, memberships of one fleet, settings. */
export async function growFolder(dir: string, count: number): Promise<ClusterFolder> {
  await ensurePrivateDirectory(dir)
  const before = await openFolder(dir)
  const vehicles = [...(before?.vehicles ?? [])]
  if (before !== undefined) {
    // It may have been damaged.
    await writeList(dir, vehicles)
  }
  while (vehicles.length < count) {
    const name = freeName(vehicles)
    const dataDir = join(dir, name)
    const [founder] = vehicles
    // A key without a place in the list is what an interrupted command has left: go on with it.
    const peer = await makeOnce(dataDir, name, founder && join(dir, founder.name))
    const config = toUtf8(`${JSON.stringify(CONFIG, undefined, 2)}\n`)
    await createSecret(join(dataDir, CONFIG_FILE), config)
    vehicles.push({ name, peer })
    await writeList(dir, vehicles)
  }
  return folderOf(dir, vehicles)
}

async function writeList(dir: string, vehicles: readonly ClusterVehicle[]): Promise<void> {
  const text = `${JSON.stringify({ vehicles }, undefined, 2)}\n`
  await replaceSecret(join(dir, LIST_FILE), toUtf8(text))
}

async function makeOnce(
  dataDir: string,
  name: string,
  founder: string | undefined
): Promise<PeerId> {
  const { MEMBERSHIP_FILE } = await import('../../node/fleet-files.ts')
  const { loadOrCreateIdentity } = await import('../../node/identity.ts')
  const isMember = await isThere(join(dataDir, MEMBERSHIP_FILE))
  return founder === undefined && isMember
    ? (await loadOrCreateIdentity(dataDir)).peer
    : await makeDataDirectory(dataDir, name, founder)
}

function folderOf(dir: string, vehicles: readonly ClusterVehicle[]): ClusterFolder {
  const markPath = (name: string): string => join(dir, `${name}.pid`)
  return {
    dir,
    vehicles,
    dataDirOf: (name) => join(dir, name),
    logOf: (name) => join(dir, `${name}.log`),
    async markOf(name) {
      const bytes = await readSecret(markPath(name))
      return bytes === undefined ? undefined : decodeMark(bytes)
    },
    async setMark(name, mark) {
      if (mark === undefined) {
        await rm(markPath(name), { force: true })
      } else {
        await replaceSecret(markPath(name), toUtf8(`${JSON.stringify(mark)}\n`))
      }
    },
    async isWhole(name) {
      const { KEY_FILE } = await import('../../node/identity.ts')
      return await isThere(join(dir, name, KEY_FILE))
    },
    async flagsOf(name) {
      const text = await readFile(join(dir, name, CONFIG_FILE)).catch(() => undefined)
      // Of a file that cannot be read `start` tells what is wrong.
      const said = (text === undefined ? undefined : parse(text)) ?? {}
      return Object.entries(FLAGS).flatMap(([key, words]) =>
        Object.hasOwn(said, key) ? [] : words
      )
    }
  }
}

/**
 * Takes away what `up` has made, the newest vehicle first: when it is interrupted, those that are still listed
 * are whole, the one that holds the fleet key among them.
 */
export async function removeFolder({ dir, vehicles }: ClusterFolder): Promise<void> {
  for (let left = vehicles.length - 1; left >= 0; left--) {
    const { name = '' } = vehicles[left] ?? {}
    if (left > 0) {
      await writeList(dir, vehicles.slice(0, left))
    } else {
      await rm(join(dir, LIST_FILE), { force: true })
    }
    const aside = join(dir, `${name}${REMOVED}`)
    await rm(aside, { recursive: true, force: true })
    if (await isThere(join(dir, name))) {
      // Half of a data directory would be taken for one.
      await rename(join(dir, name), aside)
    }
    await rm(join(dir, `${name}.log`), { force: true })
    await rm(join(dir, `${name}.pid`), { force: true })
  }
  const removed = (await readdir(dir)).filter((name) => name.endsWith(REMOVED))
  for (const name of removed.filter((one) => isVehicleName(one.slice(0, -REMOVED.length)))) {
    await rm(join(dir, name), { recursive: true, force: true })
  }
}

/**
 * Does something while no other command changes the cluster.
 *
 * @throws ExitError when another one does
 */
export async function withLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  await ensurePrivateDirectory(dir)
  const path = join(dir, LOCK_FILE)
  const own = await markOf(process.pid)
  if (own === undefined) {
    throw new ExitError('this system does not tell when a process was started; see: ps, /proc', {
      exitCode: EXIT.failed
    })
  }
  await takeLock(dir, path, JSON.stringify(own))
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function takeLock(dir: string, path: string, text: string): Promise<void> {
  for (let i = 0; i < LOCK_TRIES; i++) {
    if (await createSecret(path, toUtf8(text))) {
      return
    }
    const held = await readFile(path, 'utf8').catch(() => '')
    const holder = decodeMark(toUtf8(held))
    if (holder !== undefined && (await isRunning(holder))) {
      throw new ExitError(
        `another command changes the cluster in ${dir} (process ${holder.pid}); wait until it has ended`,
        { exitCode: EXIT.inUse }
      )
    }
    await removeStale(path, held)
  }
  throw new ExitError(`other commands keep changing the cluster in ${dir}; try again`, {
    exitCode: EXIT.inUse
  })
}

/** Takes away the lock of a command that was killed; one that somebody has taken meanwhile stays. */
async function removeStale(path: string, held: string): Promise<void> {
  const aside = `${path}-${process.pid}`
  try {
    await rename(path, aside)
  } catch {
    return // somebody else was quicker
  }
  const moved = await readFile(aside, 'utf8')
  if (moved !== held) {
    await link(aside, path).catch(() => undefined)
  }
  await rm(aside, { force: true })
}

/** Undefined for what is no list. */
function decodeList(bytes: Uint8Array): readonly ClusterVehicle[] | undefined {
  const value = parse(bytes) as { readonly vehicles?: readonly Partial<ClusterVehicle>[] }
  const list = Array.isArray(value?.vehicles) ? value.vehicles : []
  const vehicles = list.flatMap(({ name, peer }) =>
    typeof name === 'string' && isVehicleName(name) && typeof peer === 'string'
      ? [{ name, peer }]
      : []
  )
  return vehicles.length === 0 || vehicles.length !== list.length ? undefined : vehicles
}

/** Undefined for what is no mark: then nothing is known of a process. */
function decodeMark(bytes: Uint8Array): VehicleMark | undefined {
  const { pid, started, isKilled } = (parse(bytes) ?? {}) as Partial<VehicleMark>
  const isMark =
    typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 1 && typeof started === 'string'
  return isMark ? { pid, started, ...(isKilled === true ? { isKilled } : {}) } : undefined
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes))
  } catch {
    return undefined
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false
  )
}
