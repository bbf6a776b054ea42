/**
 * Where a cluster lies, and its vehicles in it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { EXIT, ExitError } from '../exit-codes.ts'
import { shellWord } from '../quoting.ts'

/** The list of vehicles of a cluster, in its directory. */
export const LIST_FILE = 'cluster.json'

/** Where a vehicle keeps everything unless another place is told. */
export const DATA_DIR_DEFAULT = join(homedir(), '.vguard')

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/

/** Whether a text is the name of a vehicle, and so of a folder and nothing else. */
export function isVehicleName(text: string): boolean {
  return NAME.test(text)
}

/** The cluster of a data directory, when no other one is told. */
export function clusterDirectory(dataDir: string): string {
  return join(dataDir, 'cluster')
}

/** The vehicles of a cluster in their order, for advice; none where no cluster can be read. */
export function vehicleNames(dir: string): readonly string[] {
  try {
    const list = JSON.parse(readFileSync(join(dir, LIST_FILE), 'utf8')) as {
      readonly vehicles: readonly { readonly name: unknown }[]
    }
    return list.vehicles
      .map(({ name }) => name)
      .filter((name): name is string => typeof name === 'string' && isVehicleName(name))
  } catch {
    return []
  }
}

/** @throws ExitError when there is no such cluster or vehicle */
export function vehicleDirectory(dir: string, name: string): string {
  if (!existsSync(join(dir, LIST_FILE))) {
    throw noCluster(dir)
  }
  const path = join(dir, name)
  if (!(isVehicleName(name) && existsSync(path))) {
    const message = `the cluster in ${dir} has no vehicle "${name.slice(0, 64)}"; see: ${clusterCommand(dir, 'ls')}`
    throw new ExitError(message, { exitCode: EXIT.notFound, code: 'ERR_UNKNOWN_VEHICLE' })
  }
  return path
}

/** A command for the vehicle of a data directory, as its person would type it. */
export function commandAt(dataDir: string, words: string): string {
  return `vguard-node ${words} --data-dir ${shellWord(dataDir)}`
}

/** A command for this cluster, as its person would type it. */
export function clusterCommand(dir: string, words: string): string {
  const isUsual = dir === clusterDirectory(DATA_DIR_DEFAULT)
  return `vguard-node cluster ${words}${isUsual ? '' : ` --dir ${shellWord(dir)}`}`
}

/** The command that starts the vehicle of a data directory: `start` knows nothing of clusters. */
export function startCommand(dataDir: string): string {
  const [dir, name] = [dirname(dataDir), basename(dataDir)]
  if (isVehicleName(name) && existsSync(join(dir, LIST_FILE))) {
    return clusterCommand(dir, `restart ${name}`)
  }
  return dataDir === DATA_DIR_DEFAULT ? 'vguard-node start' : commandAt(dataDir, 'start')
}

export function noCluster(dir: string): ExitError {
  const message = `there is no cluster in ${dir}; start one with: ${clusterCommand(dir, 'up')}`
  return new ExitError(message, { exitCode: EXIT.notFound, code: 'ERR_UNKNOWN_VEHICLE' })
}
