/**
 * Backups of a data directory: takes one of a vehicle that runs or is stopped, looks at one, and makes
 * a data directory of one.
 *
 * Keeps: a backup has its name only when it is whole, was read again from the disk and verified.
 */
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { link, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { bytesText } from '../../core/bytes.ts'
import { InvalidInputError } from '../../core/errors.ts'
import { UnreachableError } from '../../http/client.ts'
import type { BackupRecords } from '../../node/backup/archive.ts'
import type { BackupReport } from '../../node/backup/restore.ts'
import { hasCode, syncPath } from '../../node/files.ts'
import type { NodeIdentity } from '../../node/identity.ts'
import { clientOf, HTTP_OPTION, TOKEN_FILE_OPTION } from '../client.ts'
import { startCommand } from '../cluster/place.ts'
import { type CommandContext, type CommandDefinition, commandHere } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { openInput, STANDARD } from '../input.ts'
import { isThereAlready, writeNewFile } from '../output.ts'
import { parseName } from '../parse.ts'
import { clean } from '../terminal.ts'

/** Of a file, for messages. */
const WHAT = 'backup'

export const backup: CommandDefinition = {
  name: 'backup',
  summary: 'Writes a verified copy of the data directory of this vehicle, which may run meanwhile',
  parameters: [['[file]', 'a new file, a directory for it, or - for standard output']],
  options: [
    {
      flags: '--verify <file>',
      text: 'take none: read this backup to its end and tell what it holds'
    },
    HTTP_OPTION,
    TOKEN_FILE_OPTION
  ],
  notes: [
    'A backup holds the private key of the vehicle, and that of the fleet where it lies here: who has',
    'the file can speak in their names. It is written for its owner only (mode 0600); encrypt it',
    'before it leaves the machine. The store in it is of one moment.'
  ],
  async run(context) {
    const file = context.text('verify')
    if (file !== undefined) {
      await verify(context, file)
      return
    }
    const { vehicleIn } = await import('../../node/backup/files.ts')
    const identity = await vehicleIn(context.dataDir)
    const [target = '.'] = context.parameters
    await (target === STANDARD ? pour(context, identity) : write(context, identity, target))
  }
}

export const restore: CommandDefinition = {
  name: 'restore',
  summary: 'Makes a data directory, which is new or empty, of a backup',
  parameters: [['<file>', 'a backup, or - for standard input']],
  options: [
    {
      flags: '--new-identity',
      text: 'a new key at once, to take part again; the old key and store are kept in former-1'
    },
    {
      flags: '--name <alias>',
      text: 'with --new-identity: alias of the vehicle',
      parse: parseName,
      defaultText: 'as in its membership'
    }
  ],
  notes: [
    'Nobody knows what the vehicle has voted for since the backup was taken, so what is restored',
    'never votes or acknowledges again under its old name: it serves what it holds. With a new',
    'identity the vehicle takes part again, and reads its old chain from whoever holds it.'
  ],
  async run(context) {
    const { dataDir, terminal, isJson } = context
    const [file = STANDARD] = context.parameters
    const isNew = context.flag('newIdentity')
    if (!isNew && context.originOf('name') === 'flag') {
      throw new InvalidInputError('--name needs --new-identity')
    }
    const { restoreBackup } = await import('../../node/backup/restore.ts')
    const report = await restoreBackup(await openInput(context, file), file, dataDir)
    if (!isJson) {
      tell(context, report)
      terminal.say(`restored into ${dataDir}`)
      tellLost(context, report)
    }
    if (isNew) {
      const { newIdentity } = await import('./new-identity.ts')
      await newIdentity.run(context)
      return
    }
    if (isJson) {
      terminal.json({ ...report, dataDir })
      return
    }
    terminal.say('it serves what it holds and never votes again under this name')
    terminal.say(`to take part again:  ${commandHere(context, 'new-identity')}`)
    terminal.say(`start it:  ${startCommand(dataDir)}`)
  }
}

async function verify(context: CommandContext, file: string): Promise<void> {
  const { verifyBackup } = await import('../../node/backup/restore.ts')
  finish(context, await verifyBackup(await openInput(context, file), file), file)
}

/** Says what the backup holds; ends with 14 when it holds less than it should. */
function finish(context: CommandContext, report: BackupReport, file: string): void {
  if (context.isJson) {
    context.terminal.json({ ...report, file })
  } else {
    context.terminal.out(`file     ${file}`)
    tell(context, report)
    tellLost(context, report)
  }
  if (report.lost.length > 0) {
    const message = 'the store that it is of has lost something; look with: vguard-node doctor'
    throw new ExitError(message, { exitCode: EXIT.damaged, hasResult: true })
  }
}

function tell({ terminal }: CommandContext, report: BackupReport): void {
  const { peer, name, timeMs, version, records, bytes, files } = report
  terminal.out(`peer id  ${clean(peer)}${name === '' ? '' : ` (${clean(name)})`}`)
  terminal.out(`taken    ${new Date(timeMs).toISOString()} by version ${clean(version)}`)
  terminal.out(`records  ${records} (${bytesText(bytes)})`)
  terminal.out(`files    ${files.join(' ')}`)
}

function tellLost({ terminal }: CommandContext, { lost }: BackupReport): void {
  for (const text of lost) {
    terminal.say(`${terminal.style('yellow', 'lost:')} ${clean(text)}`)
  }
}

async function write(
  context: CommandContext,
  identity: NodeIdentity,
  target: string
): Promise<void> {
  const { verifyBackup } = await import('../../node/backup/restore.ts')
  const path = await pathOf(target, identity)
  const draft = join(dirname(path), `.${basename(path)}.${globalThis.crypto.randomUUID()}`)
  try {
    const lines = await linesOf(context, identity)
    await writeNewFile(draft, lines, { what: WHAT, signal: context.signal })
    const report = await verifyBackup(createReadStream(draft), path)
    await giveName(draft, path)
    if (!context.isJson) {
      context.terminal.say('it holds the private key of the vehicle: keep it as you keep the key')
    }
    finish(context, report, path)
  } finally {
    await rm(draft, { force: true })
  }
}

/** The file to write: the one named, or a new one in the directory named. */
async function pathOf(target: string, { peer }: NodeIdentity): Promise<string> {
  const found = await stat(target).catch(() => undefined)
  if (found?.isDirectory() === true) {
    const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
    return join(target, `vguard-${peer.slice(-8)}-${time}.backup`)
  }
  if (found !== undefined) {
    throw isThereAlready(target, WHAT)
  }
  return target
}

/** In one step, and over nothing that is there. */
async function giveName(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path)
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) {
      throw isThereAlready(path, WHAT, cause)
    }
    // A file system without hard links, such as that of a stick.
    await rename(draft, path)
  }
  await syncPath(dirname(path))
}

/** To standard output, verified on its way; what was written counts only when this succeeds. */
async function pour(context: CommandContext, identity: NodeIdentity): Promise<void> {
  const { verifyBackup } = await import('../../node/backup/restore.ts')
  if (process.stdout.isTTY) {
    throw new InvalidInputError(
      'a backup holds a private key: send it to a file, not to a terminal'
    )
  }
  // Until all of it is written: a reader that goes away has a part.
  process.exitCode = EXIT.failed
  const lines = await linesOf(context, identity)
  const passed = async function* () {
    for await (const line of lines) {
      if (!process.stdout.write(line)) {
        await once(process.stdout, 'drain', { signal: context.signal })
      }
      yield line
    }
  }
  const report = await verifyBackup(passed(), 'on standard output')
  tellLost(context, report)
  if (report.lost.length > 0) {
    throw new ExitError('the store that it is of has lost something', {
      exitCode: EXIT.damaged,
      hasResult: true
    })
  }
}

async function linesOf(
  context: CommandContext,
  identity: NodeIdentity
): Promise<AsyncIterable<string>> {
  const { dataDir } = context
  const { archiveLines } = await import('../../node/backup/archive.ts')
  const { backupParts } = await import('../../node/backup/take.ts')
  const records = await recordsOf(context, identity)
  return archiveLines(backupParts({ dataDir, identity, records }, Date.now()))
}

/** From the running vehicle, or from its disk when it does not run. */
async function recordsOf(
  context: CommandContext,
  identity: NodeIdentity
): Promise<AsyncIterable<BackupRecords>> {
  const { recordsOnDisk } = await import('../../node/backup/take.ts')
  try {
    const client = clientOf(context)
    const { peer } = await client.get('/v1/status')
    if (peer !== identity.peer) {
      throw new InvalidInputError(
        `the node at ${client.url} is ${peer}, and ${context.dataDir} is of ${identity.peer}: name ` +
          'the data directory of the node that runs'
      )
    }
    return handedOver(client)
  } catch (error) {
    if (error instanceof UnreachableError) {
      return recordsOnDisk(context.dataDir, identity)
    }
    throw error
  }
}

async function* handedOver(client: ReturnType<typeof clientOf>): AsyncGenerator<BackupRecords> {
  let records = 0
  for await (const line of client.lines('GET', '/v1/store')) {
    if (line.type === 'end') {
      if (line.records !== records) {
        break
      }
      return
    }
    records += line.records.length
    yield { type: 'records', records: line.records.map(([key = '', stored = '']) => [key, stored]) }
  }
  throw new ExitError('the vehicle ended before the copy was whole; take it again', {
    exitCode: EXIT.failed
  })
}
