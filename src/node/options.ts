/**
 * What a node is made with.
 */
import { InvalidInputError } from '../core/errors.ts'
import type { VehicleOptions } from '../vehicle/options.ts'
import { checkAddressText } from './address-text.ts'
import type { Logger } from './logger.ts'
import type { NetworkOptions } from './network/options.ts'
import { RUNTIME_DEFAULTS, type RuntimeOptions } from './runtime.ts'
import {
  MDNS_SETTINGS,
  NETWORK_SETTINGS,
  namesOf,
  type SettingNames,
  settingFault,
  VEHICLE_SETTINGS
} from './setting-names.ts'
import { rangeFault } from './setting-ranges.ts'

export interface NodeOptions {
  /** Directory of the key, the fleet and the blocks; made when it is not there. */
  readonly dataDir?: string
  /** `memory` keeps blocks in memory only; without a data directory so is the key. */
  readonly store?: 'disk' | 'memory'
  /** Alias for people, at most 64 characters; by default the one in the membership. */
  readonly name?: string
  /** Admits every vehicle that has no fleet either. Without it a membership is needed. */
  readonly open?: boolean
  /** Multiaddrs to listen on; port 0 picks a free one. */
  readonly listen?: readonly string[]
  /** Multiaddrs to tell others instead of the own ones. */
  readonly announce?: readonly string[]
  /** Subnets such as 192.168.1.0/24: of the own addresses only those within one of them are told. */
  readonly announceIn?: readonly string[]
  /** Multiaddrs of vehicles to start from. */
  readonly bootstrap?: readonly string[]
  /** `host:port` whose addresses are vehicles to start from. */
  readonly bootstrapDns?: readonly string[]
  /** False turns multicast off. */
  readonly mdns?: NonNullable<NetworkOptions['mdns']>
  /** Allows faults on purpose: offline, cut links. */
  readonly faults?: boolean
  /** Limits and times of the network. */
  readonly network?: Omit<
    NetworkOptions,
    'listen' | 'announce' | 'announceIn' | 'bootstrap' | 'bootstrapDns' | 'mdns'
  >
  /** Settings of the vehicle and its protocols. */
  readonly vehicle?: Omit<VehicleOptions, 'name' | 'faultsAllowed'>
  readonly runtime?: RuntimeOptions
  /**
   * Why an entry may not be certified, or undefined when it may; pure, and the same on all vehicles.
   * Default: GPS records must be sound ones, everything else is free. `recordEntryFault` wants a
   * record of any kind, `() => undefined` nothing.
   */
  readonly validate?: (entry: Uint8Array) => string | undefined
  readonly logger?: Logger
  /** False makes the node without starting it. */
  readonly start?: boolean
}

const NODE_SETTINGS: Readonly<Record<keyof NodeOptions, SettingNames | 'value'>> = {
  dataDir: 'value',
  store: 'value',
  name: 'value',
  open: 'value',
  listen: 'value',
  announce: 'value',
  announceIn: 'value',
  bootstrap: 'value',
  bootstrapDns: 'value',
  mdns: 'value',
  faults: 'value',
  network: NETWORK_SETTINGS,
  vehicle: VEHICLE_SETTINGS,
  runtime: namesOf(RUNTIME_DEFAULTS),
  validate: 'value',
  logger: 'value',
  start: 'value'
}

/** @throws InvalidInputError when options are unknown, out of range or contradict each other */
export function checkNodeOptions(options: NodeOptions): void {
  checkNames(options)
  const { dataDir, store, open } = options
  if (dataDir === '' || (dataDir === undefined && store !== 'memory')) {
    throw new InvalidInputError('give a data directory (dataDir), or store: "memory"')
  }
  if (dataDir === undefined && open !== true) {
    throw new InvalidInputError('a node without a data directory has no fleet: it needs open: true')
  }
  const { listen = [], announce = [], bootstrap = [] } = options
  for (const address of [...listen, ...announce, ...bootstrap]) {
    checkAddressText(address)
  }
  const fault = rangeFault(options.vehicle, options.network)
  if (fault !== undefined) {
    throw new InvalidInputError(fault)
  }
}

/** Multicast is a switch or an object, so its names are known only where it is one. */
function checkNames(options: NodeOptions): void {
  const mdns = typeof options.mdns === 'object' ? MDNS_SETTINGS : 'value'
  const fault = settingFault(options, { ...NODE_SETTINGS, mdns })
  if (fault !== undefined) {
    throw new InvalidInputError(fault)
  }
}

/** The part of the options that the network takes. */
export function networkOptions(options: NodeOptions): NetworkOptions {
  const { listen, announce, announceIn, bootstrap, bootstrapDns, mdns, network } = options
  const given = { listen, announce, announceIn, bootstrap, bootstrapDns, mdns }
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  return { ...network, ...Object.fromEntries(entries) }
}
