/**
 * `chain verify-file`: checks an exported chain without a vehicle and without believing one.
 */
import { InvalidInputError, InvalidMessageError } from '../../core/errors.ts'
import { isPeer } from '../../core/peer.ts'
import { readLines } from '../../http/json-lines.ts'
import { hasCode } from '../../node/files.ts'
import { createPortableCrypto } from '../../portable/crypto.ts'
import { createExportVerifier, type ExportReport } from '../../portable/verify-export.ts'
import type { CommandDefinition } from '../command.ts'
import { EXIT, ExitError } from '../exit-codes.ts'
import { openInput } from '../input.ts'
import type { Terminal } from '../terminal.ts'

export const chainVerifyFile: CommandDefinition = {
  name: 'chain verify-file',
  isAlone: true,
  summary: 'Checks an exported chain without a vehicle: hashes, links, signatures, certificates',
  parameters: [['<file>', 'what `chain export` has written, or - for standard input']],
  options: [
    {
      flags: '--fleet <peer>',
      text: 'only members of this fleet may have signed; without it whoever the export names may',
      parse: parsePeer
    }
  ],
  notes: ['Needs no data directory. Exit code 5: not sound, 10: no export, 11: unreadable.'],
  async run(context) {
    const { terminal, parameters, isJson, signal } = context
    const [path = '-'] = parameters
    const fleet = context.text('fleet')
    const report = await check(path, await openInput(context, path), fleet, signal)
    if (isJson) {
      terminal.json({ ...report, signers: Object.fromEntries(report.signers) })
    } else {
      tell(terminal, report, fleet)
    }
    if (!report.isSound) {
      const count = report.faults.length
      throw new ExitError(`the export is not sound: ${count} ${count === 1 ? 'fault' : 'faults'}`, {
        exitCode: EXIT.unhealthy,
        hasResult: true
      })
    }
    if (!isJson) {
      terminal.out(terminal.style('green', 'sound'))
    }
  }
}

function parsePeer(peer: string): string {
  if (!isPeer(peer)) {
    throw new InvalidInputError(`"${peer}" is no peer id`)
  }
  return peer
}

async function check(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  fleet: string | undefined,
  signal: AbortSignal
): Promise<ExportReport> {
  const verifier = createExportVerifier({ crypto: createPortableCrypto(), fleet })
  try {
    for await (const line of readLines(chunks)) {
      signal.throwIfAborted()
      verifier.add(line)
    }
    return verifier.end()
  } catch (cause) {
    const isMalformed =
      cause instanceof InvalidInputError ||
      cause instanceof InvalidMessageError ||
      hasCode(cause, 'ERR_TOO_LARGE')
    if (cause instanceof Error && isMalformed) {
      throw new ExitError(`${path}: ${cause.message}`, { exitCode: EXIT.malformedData, cause })
    }
    throw cause
  }
}

function tell(terminal: Terminal, report: ExportReport, fleet: string | undefined): void {
  const { chain, from, to, blocks, headersOnly, certificates, certifiedTo } = report
  terminal.out(
    `chain ${chain}: ${blocks} blocks (${from}-${to}, ${headersOnly} without body), ` +
      `${certificates} certificates, certified up to ${certifiedTo}`
  )
  for (const [peer, count] of report.signers) {
    terminal.out(`signed by ${peer}: ${count}`)
  }
  if (fleet === undefined && report.signers.size > 0) {
    terminal.out('whether these may sign was not checked; --fleet does')
  }
  for (const { line, height, reason } of report.faults) {
    terminal.out(`line ${line}${height === undefined ? '' : `, block ${height}`}: ${reason}`)
  }
}
