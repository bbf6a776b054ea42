/**
 * The daemon: a node and its control API in this process, until it is told to end.
 *
 * Keeps: whatever prevents the start is one sentence with its own exit code; an interrupt ends
 * everything in order, a second one at once; a vehicle that halts takes the process with it.
 */
import { join } from 'node:path'
import { toUtf8 } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import {
  CONTROL_DEFAULT,
  type ControlAddress,
  controlUrl,
  parseControlAddress
} from '../../http/address.ts'
import { type CompatOptions, parseCompat } from '../../http/compat/options.ts'
import type { ControlServer } from '../../http/server.ts'
import type { VGuardNode } from '../../node/api.ts'
import { NETWORK_DEFAULTS } from '../../node/network/options.ts'
import type { NodeOptions } from '../../node/options.ts'
import { VEHICLE_DEFAULTS, type VehicleOptions } from '../../vehicle/options.ts'
import { ADDRESS_FILE } from '../client.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import type { Config } from '../config-file.ts'
import { tellUnread } from '../environment.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { prettyLines } from '../log-lines.ts'
import { createSupervisor } from '../supervisor.ts'
import { hostName } from './fleet.ts'
import { LISTEN_DEFAULT, START_OPTIONS } from './start-options.ts'

/** Whoever was asked before the end is answered in this time, or told that the outcome is unknown. */
const DRAIN_MS = 2000

export const start: CommandDefinition = {
  name: 'start',
  summary: 'Runs the node until it is stopped',
  options: START_OPTIONS,
  notes: [
    'Limits and times that have no flag are set in config.json in the data directory, as "vehicle"',
    'and "network"; vguard-node config shows what is in force.'
  ],
  async run(context) {
    const { dataDir, terminal } = context
    tellUnread(terminal, context.unread)
    const name = await prepare(context)
    const options = { ...nodeOptions(context), ...name }
    const httpAddress = controlAddress(context)
    const compat = compatOptions(context)
    await import('../../polyfill.ts')
    const { createVGuardNode } = await import('../../node/node.ts')
    const { startControlServer } = await import('../../http/server.ts')
    const { createLogger } = await import('../../node/logger.ts')
    const supervisor = createSupervisor(context.env, (text) => terminal.say(text))
    const logger = createLogger(context.text('logLevel') ?? 'info', logStream(context))
    const node = await createVGuardNode({ ...options, logger })
    let server: ControlServer | undefined
    try {
      // One that was killed could not forget where it listened; only now is it certain that none runs.
      await forgetAddress(dataDir)
      const asked = Promise.withResolvers<undefined>()
      server = await startControlServer({
        node,
        token: await tokenOf(context),
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

async function tokenOf(context: CommandContext): Promise<string> {
  const { loadOrCreateToken, loadToken } = await import('../../http/token.ts')
  const path = context.text('tokenFile')
  return path === undefined ? await loadOrCreateToken(context.dataDir) : await loadToken(path)
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
  const announceIn = context.list('announceIn')
  const bootstrap = context.list('bootstrap')
  const bootstrapDns = context.list('bootstrapDns')
  return {
    dataDir,
    ...(name === undefined ? {} : { name }),
    open: context.flag('open'),
    listen: context.list('listen') ?? [LISTEN_DEFAULT],
    ...(announce === undefined ? {} : { announce }),
    ...(announceIn === undefined ? {} : { announceIn }),
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

/** The reader of the file has seen that it is an object. */
function objectOf(config: Config, name: string): Record<string, never> | undefined {
  return config[name] as Record<string, never> | undefined
}

/** The settings in force, as the control API shows them. */
function settings(context: CommandContext): Readonly<Record<string, unknown>> {
  const { listen, announce, announceIn, bootstrap, mdns, faults, vehicle } = nodeOptions(context)
  return {
    dataDir: context.dataDir,
    http: context.text('http'),
    compat: context.list('compat'),
    listen,
    announce,
    announceIn,
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
