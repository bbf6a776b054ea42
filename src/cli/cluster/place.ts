/**
 * Where a cluster lies, and its vehicles in it.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { EXIT, ExitError } from '../exit-codes.ts'

/** The list of vehicles of a cluster, in its directory. */
export const LIST_FILE = 'cluster.json'

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/

/** Whether a text is the name of a vehicle, and so of a folder and nothing else. */
export function isVehicleName(text: string): boolean {
  return NAME.test(text)
}

/** The cluster of a data directory, when no other one is told. */
export function clusterDirectory(dataDir: string): string {
  return join(dataDir, 'cluster')
}

/** @throws ExitError when there is no such cluster or vehicle */
export function vehicleDirectory(dir: string, name: string): string {
  if (!existsSync(join(dir, LIST_FILE))) {
    throw noCluster(dir)
  }
  const path = join(dir, name)
  if (!(isVehicleName(name) && existsSync(path))) {
    const message = `the cluster in ${dir} has no vehicle "${name.slice(0, 64)}"; see: vguard-node cluster ls`
    throw new ExitError(message, { exitCode: EXIT.notFound })
  }
  return path
}

export function noCluster(dir: string): ExitError {
  const message = `there is no cluster in ${dir}; start one with: vguard-node cluster up`
  return new ExitError(message, { exitCode: EXIT.notFound })
}
