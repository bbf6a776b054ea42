/**
 * Verifies an exported chain, with nothing but the export and, for a fleet, its public key.
 *
 * Keeps: a block counts when it links to the one before, its proposer or its group may have made it,
 * and a certificate above it carries a quorum of signatures of a genuine booth.
 */
import { type Block, decodeBlock } from '../core/block.ts'
import { blockFault, linkFault } from '../core/block-faults.ts'
import {
  type Booth,
  boothFault,
  type Certificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate
} from '../core/booth.ts'
import type { Hash } from '../core/bytes.ts'
import type { Crypto } from '../core/crypto.ts'
import { InvalidInputError } from '../core/errors.ts'
import { type ExportItem, parseExportLine, rememberBooth } from '../core/export-lines.ts'
import { createFleetBook, OPEN_FLEET } from '../core/fleet.ts'
import { type Chain, type ChainId, decodeChain } from '../core/genesis.ts'
import type { PeerId } from '../core/peer.ts'

export interface VerifyExportOptions {
  readonly crypto: Crypto
  /**
   * The fleet whose members may sign, by its peer id. Without it every booth is believed that names
   * its own members: then only whoever knows them can tell whether they are the right ones.
   */
  readonly fleet?: PeerId | undefined
  /** Called for each block once a certificate covers it, in order. */
  readonly onBlock?: ((block: Block, certificate: Certificate, booth: Booth) => void) | undefined
}

export interface ExportFault {
  /** Line of the export, 1 for the first. */
  readonly line: number
  /** Height of the block, where it is about one. */
  readonly height: number | undefined
  readonly reason: string
}

export interface ExportReport {
  readonly chain: ChainId
  /** Everything in the export holds, nothing is missing in it, and it ends with its end. */
  readonly isSound: boolean
  /** Heights of the blocks in it; 0 when there are none. */
  readonly from: number
  readonly to: number
  readonly blocks: number
  /** Blocks of which only the header is there. */
  readonly headersOnly: number
  readonly certificates: number
  /** The newest height that a valid certificate covers; 0 for none. */
  readonly certifiedTo: number
  /** Members of the booths that signed, with the number of certificates each has signed. */
  readonly signers: ReadonlyMap<PeerId, number>
  /** The first hundred. */
  readonly faults: readonly ExportFault[]
}

export interface ExportVerifier {
  /** @throws InvalidInputError when it is no line of an export */
  add(line: string): void
  /** @throws InvalidInputError when there was no chain in it */
  end(): ExportReport
}

const FAULTS_TOLD_MAX = 100
/** Without a certificate nothing can be verified; more is not kept waiting for one. */
const WAITING_BYTES_MAX = 64 * 1024 * 1024

/** @throws InvalidInputError when a line is no line of an export, or there is no chain in it */
export async function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  options: VerifyExportOptions
): Promise<ExportReport> {
  const verifier = createExportVerifier(options)
  for await (const line of lines) {
    verifier.add(line)
  }
  return verifier.end()
}

/** Takes an export line by line. */
export function createExportVerifier(options: VerifyExportOptions): ExportVerifier {
  const { crypto, onBlock } = options
  const fleet = options.fleet === undefined ? OPEN_FLEET : createFleetBook(crypto, options.fleet)
  const booths = new Map<Hash, Booth>()
  const faults: ExportFault[] = []
  const signers = new Map<PeerId, number>()
  let number = 0
  let chain: Chain | undefined
  let before: Block | undefined
  /** Linked blocks that no certificate covers yet. */
  let waiting: Block[] = []
  let waitingBytes = 0
  let endsWith: number | undefined
  const count = { from: 0, to: 0, blocks: 0, headersOnly: 0, certificates: 0, certifiedTo: 0 }

  const tell = (reason: string, height?: number): void => {
    if (faults.length < FAULTS_TOLD_MAX) {
      faults.push({ line: number, height, reason })
    }
  }

  /** Decodes a line's bytes; what cannot be read is a fault of the export. */
  const read = <T>(decode: () => T): T | undefined => {
    try {
      return decode()
    } catch (error) {
      tell(error instanceof Error ? error.message : 'it cannot be read')
      return undefined
    }
  }

  const addBooth = (known: Chain, item: ExportItem): void => {
    const booth = read(() => decodeBooth(crypto, item.bytes))
    const reason = booth === undefined ? undefined : boothFault(crypto, fleet, known, booth)
    if (reason !== undefined) {
      tell(reason)
    } else if (booth !== undefined) {
      rememberBooth(booths, booth.id, booth)
    }
  }

  const addBlock = (known: Chain, item: ExportItem): void => {
    const block = read(() => decodeBlock(crypto, item.bytes))
    if (block === undefined) {
      forget()
      return
    }
    const { height } = block.header
    const isNext = before === undefined || before.header.height === height - 1
    const reason =
      block.header.chain === known.id
        ? (blockFault(crypto, known, block) ?? linkFault(known, before, block))
        : 'it is of another chain'
    if (!isNext) {
      tell(`block ${height} follows block ${before?.header.height}`, height)
      forget()
    } else if (reason !== undefined) {
      tell(reason, height)
      forget()
    }
    before = block
    count.from = count.blocks === 0 ? height : count.from
    count.to = height
    count.blocks++
    count.headersOnly += block.body === undefined ? 1 : 0
    if (reason === undefined) {
      waiting.push(block)
      waitingBytes += block.bytes.length
    }
    if (waitingBytes > WAITING_BYTES_MAX) {
      throw new InvalidInputError(`line ${number}: too many blocks without a certificate`)
    }
  }

  /** What no certificate can cover any more, because the chain is broken behind it. */
  const forget = (): void => {
    if (waiting.length > 0) {
      const height = waiting.at(-1)?.header.height
      tell(`no certificate covers it and what is before it`, height)
    }
    waiting = []
    waitingBytes = 0
  }

  const addCertificate = (known: Chain, item: ExportItem): void => {
    const certificate = read(() => decodeCertificate(item.bytes))
    if (certificate === undefined) {
      return
    }
    const { height } = certificate
    const last = waiting.at(-1)
    const booth = booths.get(certificate.booth)
    if (last?.header.height !== height || last.hash !== certificate.hash) {
      tell('its certificate is of another block', height)
    } else if (booth === undefined) {
      tell('the booth of its certificate is not here, or not genuine', height)
    } else if (!verifyCertificate(crypto, fleet, known, booth, certificate)) {
      tell('its certificate lacks valid signatures', height)
    } else {
      accept(certificate, booth)
    }
  }

  const accept = (certificate: Certificate, booth: Booth): void => {
    const covered = waiting
    waiting = []
    waitingBytes = 0
    count.certificates++
    count.certifiedTo = certificate.height
    for (const index of certificate.signers) {
      const peer = booth.members[index] ?? ''
      signers.set(peer, (signers.get(peer) ?? 0) + 1)
    }
    for (const block of covered) {
      onBlock?.(block, certificate, booth)
    }
  }

  return {
    add(line) {
      number++
      if (line.trim() === '') {
        return
      }
      const item = parseExportLine(line, number)
      if (item.type === 'chain') {
        if (chain !== undefined) {
          throw new InvalidInputError(`line ${number}: a second chain begins`)
        }
        chain = decodeChain(crypto, item.bytes)
      } else if (chain === undefined) {
        throw new InvalidInputError(`line ${number} comes before the chain it belongs to`)
      } else if (item.type === 'booth') {
        addBooth(chain, item)
      } else if (item.type === 'block') {
        addBlock(chain, item)
      } else if (item.type === 'certificate') {
        addCertificate(chain, item)
      } else {
        endsWith = item.blocks
      }
    },
    end() {
      if (chain === undefined) {
        throw new InvalidInputError('there is no exported chain in it')
      }
      forget()
      if (endsWith !== count.blocks) {
        const why = endsWith === undefined ? 'it was cut off' : `its end tells of ${endsWith}`
        tell(`the export has ${count.blocks} blocks, and ${why}`)
      }
      return { chain: chain.id, isSound: faults.length === 0, ...count, signers, faults }
    }
  }
}
