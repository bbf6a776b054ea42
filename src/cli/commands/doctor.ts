/**
 * Looks for what keeps vehicles apart or makes them stop: Node, the data directory, the disk, file
 * limits, interfaces and multicast, the running node, clocks and versions of its peers; of a vehicle
 * that does not run, its store.
 */

import { readFile, stat, statfs } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { bytesText } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import type { PeerJson, StatusJson } from '../../http/answers.ts'
import { UnreachableError } from '../../http/client.ts'
import { openFilesMax } from '../../node/files.ts'
import { blocksText } from '../../node/problems.ts'
import { VERSION } from '../../node/version.ts'
import { CLIENT_OPTIONS, clientOf } from '../client.ts'
import type { CommandContext, CommandDefinition } from '../command.ts'
import { EXIT, ExitError, errorCodeOf, exitCodeOf } from '../exit-codes.ts'
import { clean } from '../terminal.ts'

interface Finding {
  readonly check: string
  readonly state: 'ok' | 'warning' | 'fault'
  /** One sentence: what was found and, if it is not well, what to do. */
  readonly text: string
}

type Findings = readonly Finding[]
type Check = (context: CommandContext) => Findings | Promise<Findings>

const NODE_MINIMUM = [20, 19] as const
const FILES_MINIMUM = 1024
const DISK_SHARE_MINIMUM = 0.1
const CLOCK_MS_MAX = 10_000

export const doctor: CommandDefinition = {
  name: 'doctor',
  summary: 'Looks for what keeps this vehicle from working',
  options: [
    ...CLIENT_OPTIONS,
    {
      flags: '--accept-loss <chain>',
      text: 'give up what the disk has lost of a chain, where nothing was promised for it'
    }
  ],
  notes: [
    'Lost blocks are fetched again from other holders; doctor says from whom. Nobody can give back',
    'lost state, because votes may be lost with it: a vehicle that lost any needs a new identity.'
  ],
  async run(context) {
    const { terminal, isJson } = context
    const chain = context.text('acceptLoss')
    if (chain !== undefined) {
      await acceptLoss(context, chain)
      return
    }
    const checks: readonly Check[] = [
      checkNode,
      checkFiles,
      checkDisk,
      checkLimits,
      checkEnvironment,
      checkInterfaces,
      checkDaemon
    ]
    const findings = (await Promise.all(checks.map(async (check) => await check(context)))).flat()
    if (isJson) {
      terminal.json({ findings })
    } else {
      for (const { check, state, text } of findings) {
        const style = state === 'ok' ? 'green' : state === 'warning' ? 'yellow' : 'red'
        terminal.out(
          `${terminal.style(style, state.padEnd(7))}  ${check.padEnd(10)}  ${clean(text)}`
        )
      }
    }
    const faults = findings.filter(({ state }) => state === 'fault')
    if (faults.length > 0) {
      const message = `${faults.length} of ${findings.length} checks found a fault`
      const isDamaged = faults.some(({ check }) => check === 'damage')
      throw new ExitError(message, {
        exitCode: isDamaged ? EXIT.damaged : EXIT.unhealthy,
        hasResult: true
      })
    }
  }
}

async function acceptLoss(context: CommandContext, name: string): Promise<void> {
  const { terminal, isJson } = context
  const sent = { params: { chain: name } }
  const lost = await clientOf(context).post('/v1/chains/{chain}/accept-loss', sent)
  if (isJson) {
    terminal.json(lost)
    return
  }
  const { chain, blocks, records } = lost
  const parts = [
    ...(blocks.length > 0 ? [blocksText(blocks)] : []),
    ...(records === undefined ? [] : [records])
  ]
  terminal.out(
    parts.length === 0
      ? `nothing of chain ${chain} was lost`
      : `given up of chain ${chain}: ${parts.join('; ')}`
  )
}

const checkNode: Check = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = NODE_MINIMUM
  const isNew = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
  return [
    isNew
      ? ok('node', `version ${process.versions.node}`)
      : fault('node', `version ${process.versions.node}; install ${wantedMajor}.${wantedMinor}`)
  ]
}

const checkEnvironment: Check = ({ unread }) =>
  unread.map((sentence) => warning('settings', `in the environment ${sentence}`))

const checkFiles: Check = async ({ dataDir }) => {
  const found = await stat(dataDir).catch(() => undefined)
  if (found === undefined) {
    return [warning('data', `${dataDir} is not there yet; run: vguard-node init`)]
  }
  const findings: Finding[] = []
  for (const name of ['.', 'key', 'fleet-key', 'membership', 'api-token']) {
    const path = join(dataDir, name)
    const { mode = 0 } = (await stat(path).catch(() => undefined)) ?? {}
    if ((mode & 0o077) !== 0) {
      findings.push(fault('data', `${path} is open to other users; run: chmod go= ${path}`))
    }
  }
  findings.push(...(await keyFindings(dataDir)))
  return findings.length > 0 ? findings : [ok('data', `${dataDir} is private and has a key`)]
}

async function keyFindings(dataDir: string): Promise<Findings> {
  const { loadIdentity } = await import('../../node/identity.ts')
  try {
    const identity = await loadIdentity(dataDir)
    return identity === undefined
      ? [warning('data', `there is no key in ${dataDir}; run: vguard-node init`)]
      : []
  } catch (error) {
    // A key that others could read is found with the other files.
    return errorCodeOf(error) === 'ERR_EXPOSED' ? [] : [fault('data', sentenceOf(error))]
  }
}

const checkDisk: Check = async ({ dataDir }) => {
  const space = await statfs(dataDir).catch(() => undefined)
  if (space === undefined) {
    return []
  }
  const free = space.bavail * space.bsize
  const share = space.bavail / Math.max(1, space.blocks)
  const text = `${bytesText(free)} free (${Math.round(share * 100)} %)`
  return [
    share < DISK_SHARE_MINIMUM
      ? warning('disk', `${text}: no backups are taken below ${DISK_SHARE_MINIMUM * 100} %`)
      : ok('disk', text)
  ]
}

const checkLimits: Check = async () => {
  const files = await openFilesMax()
  if (files === undefined) {
    return []
  }
  return [
    files < FILES_MINIMUM
      ? warning('limits', `${files} open files; raise it: ulimit -n 4096`)
      : ok('limits', `${files} open files`)
  ]
}

const checkInterfaces: Check = async () => {
  const all = Object.entries(networkInterfaces())
  const outside = all.filter(([, addresses]) =>
    addresses?.some(({ internal, family }) => !internal && family === 'IPv4')
  )
  const names = outside.map(([name]) => name)
  if (names.length === 0) {
    const text = 'no interface but the loopback: other machines cannot be reached'
    return [warning('interfaces', text)]
  }
  const onlyDocker = names.every((name) => /^(docker|br-|veth)/.test(name))
  const findings = [
    onlyDocker
      ? warning('interfaces', `only ${names.join(', ')}: other machines cannot reach these`)
      : ok('interfaces', names.join(', '))
  ]
  const routes = await readFile('/proc/net/route', 'utf8').catch(() => '')
  // Destination 0 is the default route, 000000E0 is 224.0.0.0 in this file's byte order.
  const hasMulticast = routes === '' || /^\S+\s+(00000000|000000E0)\s/m.test(routes)
  findings.push(
    hasMulticast
      ? ok('multicast', 'there is a route for multicast')
      : fault(
          'multicast',
          'no route for multicast: vehicles are not found; run: ip route add 224.0.0.0/4 dev <interface>'
        )
  )
  return findings
}

const checkDaemon: Check = async (context) => {
  try {
    const client = clientOf(context)
    const status = await client.get('/v1/status')
    const { peers } = await client.get('/v1/peers')
    return [...daemonFindings(status), ...peers.flatMap(peerFindings)]
  } catch (error) {
    if (error instanceof UnreachableError) {
      const notRunning = warning('daemon', `not running: ${error.message}`)
      return [notRunning, ...(await storeFindings(context))]
    }
    // A wrong flag is no finding about this vehicle.
    if (error instanceof InvalidInputError) {
      throw error
    }
    return [fault('daemon', sentenceOf(error))]
  }
}

/** What a start would end with, or what the vehicle would say of its store if it ran. */
async function storeFindings({ dataDir }: CommandContext): Promise<Findings> {
  const { lossesOnDisk } = await import('../../node/disk-check.ts')
  try {
    const losses = await lossesOnDisk(dataDir)
    return losses === undefined
      ? []
      : losses.length === 0
        ? [ok('store', 'reads whole, nothing is lost')]
        : losses.map((text) => fault('damage', text))
  } catch (error) {
    if (errorCodeOf(error) === 'ERR_DATA_DIR_IN_USE') {
      return [warning('store', sentenceOf(error))]
    }
    return [fault(exitCodeOf(error) === EXIT.damaged ? 'damage' : 'store', sentenceOf(error))]
  }
}

function daemonFindings(status: StatusJson): readonly Finding[] {
  const { health, problems, peers, version, notes } = status
  const check = health === 'damaged' ? 'damage' : 'health'
  return [
    version === VERSION
      ? ok('daemon', `version ${version} runs`)
      : warning('daemon', `version ${version} runs, this program is ${VERSION}; start it anew`),
    ...(health === 'ok' ? [ok('health', 'ok')] : problems.map((text) => fault(check, text))),
    ...notes.map((text) => warning('store', `${text}; nothing is lost`)),
    peers.connected === 0
      ? warning('peers', `${peers.discovered} known, none connected; is any other running?`)
      : ok('peers', `${peers.connected} of ${peers.discovered} connected`)
  ]
}

function peerFindings({ name, peer, clockAheadMs = 0, version }: PeerJson): readonly Finding[] {
  const label = clean(name) || peer.slice(-6)
  const findings: Finding[] = []
  if (Math.abs(clockAheadMs) > CLOCK_MS_MAX) {
    const text = `${label} is ${Math.round(clockAheadMs / 1000)} s ahead; set the clocks`
    findings.push(warning('clock', text))
  }
  if (version !== undefined && version !== VERSION) {
    findings.push(warning('version', `${label} runs ${clean(version)}, this program is ${VERSION}`))
  }
  return findings
}

const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

const ok = (check: string, text: string): Finding => ({ check, state: 'ok', text })
const warning = (check: string, text: string): Finding => ({ check, state: 'warning', text })
const fault = (check: string, text: string): Finding => ({ check, state: 'fault', text })
