/**
 * `cluster`: a fleet of real vehicles on this machine, to try things with: start, list, kill, restart.
 *
 * Keeps: `up` that fails ends what it has started; no process is ended but those that `up` and
 * `restart` have started.
 */
import { rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { InvalidInputError } from '../../core/errors.ts'
import { TIMEOUT_OPTION } from '../client.ts'
import {
  type ClusterFolder,
  type ClusterVehicle,
  growFolder,
  openFolder,
  removeFolder,
  VEHICLES_MAX,
  withLock
} from '../cluster/folder.ts'
import { clusterCommand, commandAt, noCluster } from '../cluster/place.ts'
import {
  expectEnded,
  killVehicle,
  START_MS,
  type StartedVehicle,
  startVehicle,
  stopVehicle,
  type VehicleView,
  viewOf
} from '../cluster/vehicles.ts'
import {
  type CommandContext,
  type CommandDefinition,
  commandFor,
  type OptionDefinition
} from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { parseInteger } from '../parse.ts'
import { clean, countText } from '../terminal.ts'

const DIR_OPTION: OptionDefinition = {
  flags: '--dir <path>',
  text: 'directory of the cluster',
  defaultText: 'cluster in the data directory'
}
const NAME_PARAMETER = ['<name>', 'a vehicle of the cluster, such as car-2'] as const
const START_OPTION: OptionDefinition = {
  ...TIMEOUT_OPTION,
  defaultText: `${START_MS / 1000}s`
}
const COUNT_DEFAULT = 3
const MEET_MS = 15_000
const LOOK_AGAIN_MS = 100

export const clusterUp: CommandDefinition = {
  name: 'cluster up',
  isAlone: true,
  summary: 'Starts vehicles of one fleet on this machine, which run on when the command has ended',
  parameters: [
    ['[count]', `vehicles, 1 to ${VEHICLES_MAX}; as many as before, or ${COUNT_DEFAULT}`]
  ],
  options: [DIR_OPTION, { ...START_OPTION, text: 'give up when a vehicle is not ready by then' }],
  notes: [
    'Ports are picked by the system; nothing is sent by multicast. A vehicle that does not start ends',
    'those that this command has started; keys and data stay, and the same command goes on.',
    'Any command speaks to one of them: vguard-node status --vehicle car-2'
  ],
  async run(context) {
    const dir = dirOf(context)
    await withLock(dir, async () => {
      const before = await openFolder(dir)
      const folder = await growFolder(dir, countOf(context, before?.vehicles.length))
      const started = await startAll(context, folder)
      const views = await meet(context, folder).catch(async (cause: unknown) => {
        await stopThese(folder, started)
        throw cause
      })
      const names = folder.vehicles.map(({ name }) => name)
      const isNew = (name: string): boolean => started.some((vehicle) => vehicle.name === name)
      tell(context, folder, views, { started: names.filter(isNew) })
    })
  }
}

export const clusterLs: CommandDefinition = {
  name: 'cluster ls',
  isAlone: true,
  summary: 'Lists the vehicles of the cluster: process, addresses, how each is',
  options: [DIR_OPTION],
  async run(context) {
    const folder = await existing(context)
    tell(context, folder, await viewsOf(context, folder))
  }
}

export const clusterKill: CommandDefinition = {
  name: 'cluster kill',
  isAlone: true,
  summary: 'Ends a vehicle at once, as a loss of power would',
  parameters: [NAME_PARAMETER],
  options: [DIR_OPTION],
  async run(context) {
    const folder = await existing(context)
    const { name } = vehicleIn(context, folder)
    const pid = await withLock(folder.dir, () => killVehicle(folder, name))
    if (context.isJson) {
      context.terminal.json({ name, pid, state: 'killed' })
    } else {
      context.terminal.out(`${name} (process ${pid}) is killed`)
    }
  }
}

export const clusterRestart: CommandDefinition = {
  name: 'cluster restart',
  isAlone: true,
  summary: 'Starts a vehicle again with its data, after it has ended it if it runs',
  parameters: [NAME_PARAMETER],
  options: [DIR_OPTION, { ...START_OPTION, text: 'give up when it is not ready by then' }],
  async run(context) {
    const folder = await existing(context)
    const vehicle = vehicleIn(context, folder)
    await withLock(folder.dir, async () => {
      await stopVehicle(folder, vehicle.name)
      const views = await viewsOf(context, folder)
      await startOne(context, folder, vehicle, addressesOf(views))
    })
    // What is asked of it next may name the others.
    await meet(context, folder)
    const view = await viewOf(folder, vehicle, context.signal)
    if (context.isJson) {
      context.terminal.json(view)
    } else {
      context.terminal.out(`${view.name} is ${view.state} (process ${view.pid ?? 'none'})`)
    }
  }
}

export const clusterDown: CommandDefinition = {
  name: 'cluster down',
  isAlone: true,
  summary: 'Ends every vehicle of the cluster; their data stays',
  options: [DIR_OPTION, { flags: '--remove', text: 'and removes their keys, data and logs' }],
  async run(context) {
    const { terminal, isJson } = context
    const dir = dirOf(context)
    const folder = await openFolder(dir)
    const remove = context.flag('remove')
    const stopped = folder === undefined ? [] : await stopAll(context, folder, remove)
    if (isJson) {
      terminal.json({ dir, stopped, removed: folder !== undefined && remove })
      return
    }
    const what = folder === undefined ? `there is no cluster in ${dir}` : `data in ${dir}`
    terminal.say(remove && folder !== undefined ? `${dir} is removed` : what)
    terminal.out(`${countText(stopped.length, 'vehicle')} stopped`)
  }
}

function dirOf(context: CommandContext): string {
  return context.text('dir') ?? context.clusterDir
}

async function existing(context: CommandContext): Promise<ClusterFolder> {
  const dir = dirOf(context)
  const folder = await openFolder(dir)
  if (folder === undefined) {
    throw noCluster(dir)
  }
  return folder
}

function vehicleIn(
  { parameters }: CommandContext,
  { dir, vehicles }: ClusterFolder
): ClusterVehicle {
  const [name = ''] = parameters
  const found = vehicles.find((vehicle) => vehicle.name === name)
  if (found === undefined) {
    const names = vehicles.map((vehicle) => vehicle.name).join(', ')
    throw new ExitError(`the cluster in ${dir} has no vehicle "${clean(name)}"; it has ${names}`, {
      exitCode: EXIT.notFound,
      code: 'ERR_UNKNOWN_VEHICLE'
    })
  }
  return found
}

/** @throws InvalidInputError when the number is none, or would leave vehicles out */
function countOf(context: CommandContext, before: number | undefined): number {
  const [text] = context.parameters
  if (text === undefined) {
    return before ?? COUNT_DEFAULT
  }
  const count = parseInteger(1, VEHICLES_MAX)(text)
  if (before !== undefined && count < before) {
    throw new InvalidInputError(
      `the cluster has ${countText(before, 'vehicle')} already; start them all with: ` +
        `${clusterCommand(dirOf(context), 'up')}, or begin anew after: ` +
        clusterCommand(dirOf(context), 'down --remove')
    )
  }
  return count
}

/** Starts those that do not run; ends them again when one of them does not start. */
async function startAll(
  context: CommandContext,
  folder: ClusterFolder
): Promise<readonly StartedVehicle[]> {
  const views = await viewsOf(context, folder)
  const [first, ...others] = views.filter(({ pid }) => pid === undefined)
  if (first === undefined) {
    return []
  }
  const started: StartedVehicle[] = []
  const start = async (vehicle: VehicleView, bootstrap: readonly string[]): Promise<void> => {
    started.push(await startOne(context, folder, vehicle, bootstrap))
    context.terminal.progress(`${started.length} of ${others.length + 1} vehicles are ready`)
  }
  const near = addressesOf(views)
  // The first one is whom the others begin with, unless others run.
  const starts = await Promise.allSettled([start(first, near)])
  if (starts[0].status === 'fulfilled') {
    const bootstrap = [...near, ...started.flatMap(({ addresses }) => addresses)]
    starts.push(...(await Promise.allSettled(others.map((each) => start(each, bootstrap)))))
  }
  const failed = starts.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') {
    await stopThese(folder, started)
    throw failed.reason
  }
  return started
}

async function stopThese(folder: ClusterFolder, started: readonly StartedVehicle[]): Promise<void> {
  await Promise.all(started.map(({ name }) => stopVehicle(folder, name)))
}

function startOne(
  { signal, number }: CommandContext,
  folder: ClusterFolder,
  vehicle: ClusterVehicle,
  bootstrap: readonly string[]
): Promise<StartedVehicle> {
  return startVehicle(folder, vehicle, { bootstrap, signal, timeoutMs: number('timeout') })
}

async function stopAll(
  { signal }: CommandContext,
  folder: ClusterFolder,
  remove: boolean
): Promise<readonly string[]> {
  const stopped = await withLock(folder.dir, async () => {
    const names = folder.vehicles.map(({ name }) => name)
    const ended = await Promise.allSettled(names.map((name) => stopVehicle(folder, name)))
    const failed = ended.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') {
      throw failed.reason
    }
    if (remove) {
      await Promise.all(names.map((name) => expectEnded(folder, name, signal)))
      await removeFolder(folder)
    }
    return names.filter((_, i) => {
      const end = ended[i]
      return end?.status === 'fulfilled' && end.value
    })
  })
  if (remove) {
    // A directory in which a person keeps something else stays.
    await rmdir(folder.dir).catch(() => undefined)
  }
  return stopped
}

/** Waits until all that run are connected to each other; says so when they do not get there. */
async function meet(
  context: CommandContext,
  folder: ClusterFolder
): Promise<readonly VehicleView[]> {
  const endsAtMs = performance.now() + MEET_MS
  for (;;) {
    const views = await viewsOf(context, folder)
    const wanted = views.filter(({ pid }) => pid !== undefined).length - 1
    if (views.every(({ pid, connected = 0 }) => pid === undefined || connected >= wanted)) {
      return views
    }
    if (performance.now() > endsAtMs) {
      const list = clusterCommand(folder.dir, 'ls')
      context.terminal.say(`not all vehicles are connected yet; ${list} shows them`)
      return views
    }
    await sleep(LOOK_AGAIN_MS, undefined, { signal: context.signal })
  }
}

function viewsOf(
  { signal }: CommandContext,
  folder: ClusterFolder
): Promise<readonly VehicleView[]> {
  return Promise.all(folder.vehicles.map((vehicle) => viewOf(folder, vehicle, signal)))
}

const addressesOf = (views: readonly VehicleView[]): readonly string[] =>
  views.flatMap(({ addresses }) => addresses)

function tell(
  context: CommandContext,
  { dir }: ClusterFolder,
  views: readonly VehicleView[],
  more: object = {}
): void {
  const { terminal, isJson } = context
  if (isJson) {
    terminal.json({ dir, vehicles: views, ...more })
    return
  }
  terminal.table(
    ['name', 'state', 'pid', 'peers', 'control', 'address', 'peer'],
    views.map(({ name, state, pid, connected, http, addresses, peer }) => [
      ...[name, state, String(pid ?? ''), String(connected ?? ''), http ?? ''],
      ...[(addresses[0] ?? '').replace(/\/p2p\/.*$/, ''), peer]
    ])
  )
  const name = views[0]?.name ?? ''
  const which =
    dir === context.clusterDir
      ? commandFor(context, name, 'status')
      : commandAt(join(dir, name), 'status')
  terminal.say(`data and logs in ${dir}; a command for one of them:  ${which}`)
}
