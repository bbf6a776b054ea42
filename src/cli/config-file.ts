/**
 * The configuration file of a data directory: `config.json`, with the names of the flags in camel
 * case, and with settings of the vehicle and the network that have no flag.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '../core/errors.ts'
import type { MdnsOptions, NetworkOptions } from '../node/network/options.ts'
import {
  MDNS_SETTINGS,
  NETWORK_SETTINGS,
  namesOf,
  type SettingNames,
  settingFault,
  VEHICLE_SETTINGS
} from '../node/setting-names.ts'
import { rangeFault } from '../node/setting-ranges.ts'
import { CERTIFY_DEFAULTS } from '../protocols/certify/options.ts'
import type { VehicleOptions } from '../vehicle/options.ts'

export type Config = Readonly<Record<string, unknown>>

export const CONFIG_FILE = 'config.json'

interface ConfigObjects {
  readonly vehicle?: VehicleOptions
  readonly network?: NetworkOptions
  readonly mdnsOptions?: MdnsOptions
}

/** What has no flag. A function is no JSON. */
const OBJECTS = {
  vehicle: { ...VEHICLE_SETTINGS, certify: namesOf(CERTIFY_DEFAULTS, ['validate']) },
  network: NETWORK_SETTINGS,
  mdnsOptions: MDNS_SETTINGS
} satisfies Record<keyof ConfigObjects, SettingNames>

/**
 * The file, or an empty object when there is none. `flags` are the names of the flags that may stand
 * in it, in camel case.
 *
 * @throws InvalidInputError when it is no JSON object, has an unknown name or a value out of its range, or
 *   cannot be read
 */
export async function readConfig(dataDir: string, flags: readonly string[]): Promise<Config> {
  const path = join(dataDir, CONFIG_FILE)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return {}
    }
    throw new InvalidInputError(`${path} cannot be read (${String(code)})`, { cause })
  }
  const config = parseObject(path, text)
  const names = Object.fromEntries(flags.map((name) => [name, 'value' as const]))
  const fault = settingFault(config, { ...names, ...OBJECTS }) ?? valueFault(config)
  if (fault !== undefined) {
    throw new InvalidInputError(`${path}: ${fault}`)
  }
  return config
}

/** The values, whose kinds were looked at before. */
function valueFault(config: Config): string | undefined {
  const { vehicle, network, mdnsOptions } = config as ConfigObjects
  return rangeFault(vehicle, {
    ...network,
    ...(mdnsOptions === undefined ? {} : { mdns: mdnsOptions })
  })
}

function parseObject(path: string, text: string): Config {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ...value }
    }
  } catch (cause) {
    throw new InvalidInputError(`${path} is no JSON`, { cause })
  }
  throw new InvalidInputError(`${path} must hold one JSON object`)
}
