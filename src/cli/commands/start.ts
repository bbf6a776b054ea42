/**
 * The daemon: a node and its control API in this process, until it is told to end.
 *
 * Keeps: whatever prevents the start is one sentence with its own exit code; an interrupt ends
 * everything in order, a second one at once; a vehicle that halts takes the process with it.
 */
import { join } from 'node:path'
import { bytesText, toUtf8 } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import { BACKUPS_MAX } from '../../core/limits.ts'
import {
  CONTROL_DEFAULT,
  type ControlAddress,
  controlUrl,
  parseControlAddress
} from '../../http/address.ts'
import { COMPAT_KV_DEFAULT, type CompatOptions, parseCompat } from '../../http/compat/options.ts'
import type { ControlServer } from '../../http/server.ts'
import type { VGuardNode } from '../../node/api.ts'
import { NETWORK_DEFAULTS } from '../../node/network/options.ts'
import type { NodeOptions } from '../../node/options.ts'
import { REPLICATE_DEFAULTS } from '../../protocols/replicate/options.ts'
import { VEHICLE_DEFAULTS, type VehicleOptions } from '../../vehicle/options.ts'
import { RETENTION_DEFAULTS } from '../../vehicle/retention.ts'
import { ADDRESS_FILE } from '../client.ts'
import type { CommandContext, CommandDefinition, OptionDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { prettyLines } from '../log-lines.ts'
import { collectList, parseDuration, parseInteger, parseSize, parseSwitch } from '../parse.ts'
import { createSupervisor } from '../supervisor.ts'
import { durationText } from '../terminal.ts'
import { hostName } from './fleet.ts'

/** Whoever was asked before the end is answered in this time, or told that the outcome is unknown. */
const DRAIN_MS = 2000

/** libp2p's usual port; a bootstrap list needs one that stays. */
const LISTEN_DEFAULT = '/ip4/0.0.0.0/tcp/4001'

const OPTIONS: readonly OptionDefinition[] = [
  { flags: '--name <alias>', text: 'alias of the vehicle', defaultText: 'its membership' },
  { flags: '--open', text: 'admit every vehicle that belongs to no fleet' },
  {
    flags: '--init',
    text: 'make what init makes when it is not there: with --fleet-key no fleet of its own, with --open none'
  },
  {
    flags: '--fleet-key <file>',
    text: 'with --init: join the fleet of this key, such as a secret of a container'
  },
  {
    flags: '--listen <multiaddrs>',
    text: 'where to listen for vehicles; port 0 picks a free one',
    parse: collectList,
    defaultText: LISTEN_DEFAULT
  },
  {
    flags: '--announce <multiaddrs>',
    text: 'what to tell others instead of the own addresses',
    parse: collectList
  },
  { flags: '--bootstrap <multiaddrs>', text: 'vehicles to start from', parse: collectList },
  {
    flags: '--bootstrap-dns <host:port>',
    text: 'vehicles to start from, by the addresses of a host name',
    parse: collectList
  },
  { flags: '--no-mdns', text: 'do not look for vehicles by multicast' },
  {
    flags: '--http <address>',
    text: 'where the control API listens: host:port or unix:/path',
    default: CONTROL_DEFAULT
  },
  {
    flags: '--http-host <names>',
    text: 'further names by which clients may call the control API',
    parse: collectList
  },
  {
    flags: '--backups <count>',
    text: 'vehicles that hold a copy of the own chain besides this one',
    parse: parseInteger(0, BACKUPS_MAX),
    default: REPLICATE_DEFAULTS.backups
  },
  {
    flags: '--compat <apis>',
    text: 'old APIs to speak besides: vguarddb, kvstore or kvstore=GROUP',
    parse: collectList
  },
  {
    flags: '--compat-ids <numbers>',
    text: 'vehicles by the numbers of VGuardDB: 0=car-1,4=car-2',
    parse: collectList,
    defaultText: 'n is named n, or the only one that ends in -n'
  },
  {
    flags: '--compat-kv <addresses>',
    text: "where KeyValueStore's leader listens, then a follower; none: only /compat/kv",
    parse: collectList,
    defaultText: COMPAT_KV_DEFAULT
  },
  // VGuardDB's flags. Without its API those of the proposer need no meaning: every vehicle is one.
  { flags: '--k_backups <count>', text: '', parse: parseInteger(0, BACKUPS_MAX), isHidden: true },
  { flags: '--id <id>', text: '', isHidden: true },
  { flags: '--port <port>', text: '', parse: parseInteger(0, 65_535), isHidden: true },
  { flags: '--is_proposer <flag>', text: '', parse: parseSwitch, isHidden: true },
  { flags: '--proposer_id <id>', text: '', isHidden: true },
  {
    flags: '--quota <size>',
    text: 'room for chains of other vehicles',
    parse: parseSize,
    defaultText: bytesText(VEHICLE_DEFAULTS.quotaBytes)
  },
  {
    flags: '--temporary-age <duration>',
    text: 'age at which copies go that are no backups',
    parse: parseDuration,
    defaultText: durationText(RETENTION_DEFAULTS.temporaryAgeMs)
  },
  {
    flags: '--temporary-size <size>',
    text: 'room for copies that are no backups',
    parse: parseSize,
    defaultText: bytesText(RETENTION_DEFAULTS.temporaryBytesMax)
  },
  {
    flags: '--pivots <peers>',
    text: 'peer ids that every booth of the own chain must contain; fixed when the chain begins',
    parse: collectList
  },
  { flags: '--group <name>', text: 'vehicles of one group are likely to leave together' },
  { flags: '--enable-faults', text: 'allow faults on purpose: offline, link cut' },
  { flags: '--end-with-input', text: 'end when standard input ends', isHidden: true },
  {
    flags: '--log-level <level>',
    text: 'what is written to the log on standard error',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    default: 'info'
  },
  {
    flags: '--log-format <format>',
    text: 'json: one object a line; text: for people',
    choices: ['json', 'text'],
    defaultText: 'text on a terminal, else json'
  }
]

export const start: CommandDefinition = {
  name: 'start',
  summary: 'Runs the node until it is stopped',
  options: OPTIONS,
  notes: [
    'Limits and times that have no flag are set in config.json in the data directory, as "vehicle"',
    'and "network"; vguard-node config shows what is in force.'
  ],
  async run(context) {
    const { dataDir, terminal } = context
    const name = await prepare(context)
    const options = { ...nodeOptions(context), ...name }
    const httpAddress = controlAddress(context)
    const compat = compatOptions(context)
    await import('../../polyfill.ts')
    const { createVGuardNode } = await import('../../node/node.ts')
    const { startControlServer } = await import('../../http/server.ts')
    const { loadOrCreateToken } = await import('../../http/token.ts')
    const { createLogger } = await import('../../node/logger.ts')
    const supervisor = createSupervisor(context.env, (text) => terminal.say(text))
    const logger = createLogger(context.text('logLevel') ?? 'info', logStream(context))
    const node = await createVGuardNode({ ...options, logger })
    let server: ControlServer | undefined
    try {
      const asked = Promise.withResolvers<undefined>()
      server = await startControlServer({
        node,
        token: await loadOrCreateToken(dataDir),
        address: httpAddress,
        hosts: context.list('httpHost') ?? [],
        config: settings(context),
        compat,
        logger,
        onStop: () => asked.resolve(undefined),
        ...(context.flag('enableFaults') ? { onCrash: crash } : {})
      })
      await writeAddress(dataDir, server)
      tellReady(context, node, server)
      await supervisor.tell('READY=1', `STATUS=${node.name} ${node.peer}`)
      if (context.flag('endWithInput')) {
        process.stdin.resume().once('end', () => asked.resolve(undefined))
      }
      const reason = await Promise.race([node.ended, asked.promise, interrupted(context.signal)])
      if (reason !== undefined) {
        const isFull = /full|ENOSPC/i.test(reason)
        const exitCode = isFull ? EXIT.diskFull : EXIT.failed
        throw new ExitError(`the vehicle has halted: ${reason}`, { exitCode })
      }
      terminal.say('stopping')
      await supervisor.tell('STOPPING=1')
      await server.drain(DRAIN_MS)
    } finally {
      supervisor.close()
      // The API ends last: whoever waits for it to be gone finds the store closed.
      const closing = node.stop().finally(() => server?.close())
      await closing.finally(() => forgetAddress(dataDir))
    }
  }
}

/**
 * What a person does with init, invite and join, for a machine on which nobody is. Gives the name that
 * nothing else tells.
 */
async function prepare(context: CommandContext): Promise<{ readonly name?: string }> {
  const keyPath = context.text('fleetKey')
  if (!context.flag('init')) {
    if (keyPath !== undefined) {
      throw new InvalidInputError('--fleet-key needs --init')
    }
    return {}
  }
  if (keyPath !== undefined && context.flag('open')) {
    throw new InvalidInputError('--fleet-key and --open exclude each other')
  }
  const { dataDir } = context
  const { prepareDataDirectory } = await import('../../node/new-data-directory.ts')
  const name = context.text('name') ?? context.text('id') ?? hostName()
  const fleet = keyPath !== undefined ? { keyPath } : context.flag('open') ? 'open' : 'own'
  await prepareDataDirectory(dataDir, { name, fleet }, Date.now())
  // In a fleet the membership tells it.
  return fleet === 'open' ? { name } : {}
}

/** As kill -9 does: no handler runs, nothing is written. */
function crash(): void {
  process.kill(process.pid, 'SIGKILL')
}

function controlAddress(context: CommandContext): ControlAddress {
  const port = context.number('port')
  const isGiven = context.originOf('http') !== 'default'
  const text = port === undefined || isGiven ? context.text('http') : `127.0.0.1:${port}`
  return parseControlAddress(text ?? CONTROL_DEFAULT)
}

function compatOptions(context: CommandContext): CompatOptions | undefined {
  const isProposer = context.value('is_proposer')
  return parseCompat({
    compat: context.list('compat'),
    ids: context.list('compatIds'),
    kv: context.list('compatKv'),
    isProposer: typeof isProposer === 'boolean' ? isProposer : undefined,
    id: context.text('id'),
    proposerId: context.text('proposer_id')
  })
}

/** What the flags, the environment and the file say, as options of a node. */
function nodeOptions(context: CommandContext): NodeOptions {
  const { dataDir, config } = context
  const name = context.text('name') ?? context.text('id')
  const announce = context.list('announce')
  const bootstrap = context.list('bootstrap')
  const bootstrapDns = context.list('bootstrapDns')
  return {
    dataDir,
    ...(name === undefined ? {} : { name }),
    open: context.flag('open'),
    listen: context.list('listen') ?? [LISTEN_DEFAULT],
    ...(announce === undefined ? {} : { announce }),
    ...(bootstrap === undefined ? {} : { bootstrap }),
    ...(bootstrapDns === undefined ? {} : { bootstrapDns }),
    mdns: context.value('mdns') === false ? false : (objectOf(config, 'mdnsOptions') ?? true),
    faults: context.flag('enableFaults'),
    network: objectOf(config, 'network') ?? {},
    vehicle: vehicleOptions(context)
  }
}

function vehicleOptions(context: CommandContext): VehicleOptions {
  const given: VehicleOptions = objectOf(context.config, 'vehicle') ?? {}
  const backups = context.number('k_backups') ?? context.number('backups')
  const quotaBytes = context.number('quota')
  const temporaryAgeMs = context.number('temporaryAge')
  const temporaryBytesMax = context.number('temporarySize')
  const pivots = context.list('pivots')
  const group = context.text('group')
  const isDefault = context.originOf('backups') === 'default'
  return {
    ...given,
    ...(quotaBytes === undefined ? {} : { quotaBytes }),
    ...(pivots === undefined ? {} : { pivots }),
    ...(group === undefined ? {} : { group }),
    replicate: {
      ...(backups === undefined || (isDefault && given.replicate?.backups !== undefined)
        ? {}
        : { backups }),
      ...given.replicate,
      ...(backups === undefined || isDefault ? {} : { backups })
    },
    retention: {
      ...given.retention,
      ...(temporaryAgeMs === undefined ? {} : { temporaryAgeMs }),
      ...(temporaryBytesMax === undefined ? {} : { temporaryBytesMax })
    }
  }
}

function objectOf(
  config: Readonly<Record<string, unknown>>,
  name: string
): Record<string, never> | undefined {
  const value = config[name]
  if (value === undefined) {
    return undefined
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError(`"${name}" in config.json must be an object`)
  }
  return { ...value } as Record<string, never>
}

/** The settings in force, as the control API shows them. */
function settings(context: CommandContext): Readonly<Record<string, unknown>> {
  const { listen, announce, bootstrap, mdns, faults, vehicle } = nodeOptions(context)
  return {
    dataDir: context.dataDir,
    http: context.text('http'),
    compat: context.list('compat'),
    listen,
    announce,
    bootstrap,
    mdns,
    faults,
    vehicle: { ...VEHICLE_DEFAULTS, ...vehicle },
    network: { ...NETWORK_DEFAULTS, ...(objectOf(context.config, 'network') ?? {}) }
  }
}

function logStream({ terminal, text }: CommandContext): { write(line: string): void } {
  const isPlain =
    text('logFormat') === 'json' || (!terminal.isInteractive && text('logFormat') !== 'text')
  return { write: (line) => terminal.say(isPlain ? line.trimEnd() : prettyLines(line, terminal)) }
}

function tellReady({ terminal, isJson }: CommandContext, node: VGuardNode, server: ControlServer) {
  if (isJson) {
    terminal.json({
      ready: true,
      peer: node.peer,
      name: node.name,
      chain: node.ownChain,
      addresses: node.addresses(),
      http: server.url,
      kvstore: Object.fromEntries(
        server.compat.map(({ role, address }) => [role, controlUrl(address)])
      )
    })
    return
  }
  terminal.out(`peer id  ${node.peer}`)
  for (const address of node.addresses()) {
    terminal.out(`address  ${address}`)
  }
  terminal.out(`control  ${server.url}`)
  for (const { role, address } of server.compat) {
    terminal.out(`kvstore  ${controlUrl(address)} (${role})`)
  }
  terminal.out('ready')
}

async function writeAddress(dataDir: string, server: ControlServer): Promise<void> {
  const { replaceSecret } = await import('../../node/secret-files.ts')
  const { address } = server
  const text =
    address.type === 'unix' ? `unix:${address.path}` : `${hostText(address.host)}:${address.port}`
  await replaceSecret(join(dataDir, ADDRESS_FILE), toUtf8(`${text}\n`))
}

function hostText(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

async function forgetAddress(dataDir: string): Promise<void> {
  const { rm } = await import('node:fs/promises')
  await rm(join(dataDir, ADDRESS_FILE), { force: true })
}

/** Resolves when the person interrupts. */
function interrupted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
    if (signal.aborted) {
      resolve(undefined)
    }
  })
}
