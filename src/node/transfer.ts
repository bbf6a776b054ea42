/**
 * Chains as JSON lines, see core/export-lines.ts: written from the store, and read for the vehicle.
 *
 * Keeps: the last block exported is certified. An import is handed to the vehicle in parts that each
 * end with a certificate, and the vehicle verifies every part by itself.
 */
import { toString as toText } from 'uint8arrays/to-string'
import { type Certificate, decodeCertificate } from '../core/booth.ts'
import type { Hash } from '../core/bytes.ts'
import { InvalidInputError } from '../core/errors.ts'
import {
  EXPORT_FORMAT,
  type ExportItem,
  parseExportLine,
  rememberBooth
} from '../core/export-lines.ts'
import type { ChainId } from '../core/genesis.ts'
import type { Held } from '../core/holdings.ts'
import {
  type ArchiveSource,
  type BlockRange,
  loadBooth,
  storedCertificates,
  type VerifiedBlock,
  verifiedBlocks
} from './archive.ts'

export interface ImportReport {
  readonly chain: ChainId
  readonly from: number
  readonly to: number
  /** Blocks read, and how many of them were new here. */
  readonly blocks: number
  readonly stored: number
}

/** Blocks that follow each other, with the certificate of the last. */
export interface ImportPart {
  readonly genesis: Uint8Array
  readonly blocks: readonly Uint8Array[]
  readonly certificate: Uint8Array
  /** The signed booth that the certificate names. */
  readonly booth: Uint8Array
}

/** What the vehicle made of a part. */
export interface ImportedPart {
  readonly chain: ChainId
  readonly from: number
  readonly to: number
  readonly stored: number
}

/** Blocks are written in pages; a page ends at the first block beyond so many bytes. */
const PAGE_BLOCKS = 256
const PAGE_BYTES = 1024 * 1024
/** A part is handed over at the first certificate behind this many blocks or bytes of them. */
const PART_BLOCKS = 128
const PART_BYTES = 1024 * 1024
/** Without a certificate nothing can be checked; more than this is not kept waiting for one. */
const PART_BYTES_MAX = 64 * 1024 * 1024

export async function* exportLines(
  source: ArchiveSource,
  held: Held,
  { from, to, signal }: BlockRange = {}
): AsyncGenerator<string> {
  const { chain } = held
  yield line({
    type: 'chain',
    format: EXPORT_FORMAT,
    chain: chain.id,
    genesis: toText(chain.bytes, 'base64pad')
  })
  const booths = new Set<Hash>()
  let blocks = 0
  const last = await certifiedHeightFrom(source, held, to)
  for await (const page of pages(verifiedBlocks(source, held, { from, to: last, signal }))) {
    blocks += page.length
    yield* pageLines(source, held, page, booths)
  }
  yield line({ type: 'end', blocks })
}

async function* pageLines(
  source: ArchiveSource,
  { chain }: Held,
  page: readonly VerifiedBlock[],
  booths: Set<Hash>
): AsyncGenerator<string> {
  const certificates = new Map<number, { readonly booth: Hash; readonly bytes: Uint8Array }>()
  const [first, last] = [page[0]?.height ?? 1, page.at(-1)?.height ?? 0]
  for await (const { height, certificate } of storedCertificates(source, chain.id, first, last)) {
    if (certificate !== undefined) {
      certificates.set(height, certificate)
    }
  }
  for (const { height, hash, bytes } of page) {
    yield line({ type: 'block', height, hash, bytes: toText(bytes, 'base64pad') })
    const certificate = certificates.get(height)
    if (certificate === undefined) {
      continue
    }
    const booth = booths.has(certificate.booth)
      ? undefined
      : await loadBooth(source, chain, certificate.booth)
    if (booth !== undefined) {
      booths.add(booth.id)
      yield line({ type: 'booth', booth: booth.id, bytes: toText(booth.bytes, 'base64pad') })
    }
    yield line({ type: 'certificate', height, bytes: toText(certificate.bytes, 'base64pad') })
  }
}

/** The first height at or behind `to` that has a certificate of its own. */
async function certifiedHeightFrom(
  source: ArchiveSource,
  { chain, certified }: Held,
  to: number | undefined
): Promise<number> {
  const newest = certified?.height ?? 0
  if (to === undefined || to >= newest) {
    return newest
  }
  for await (const { height } of storedCertificates(source, chain.id, to, newest)) {
    return height
  }
  return newest
}

/**
 * Reads an export and hands its parts to `take`, one after the other.
 *
 * @throws InvalidInputError when a line is malformed, or the export ends before its end
 */
export async function importLines(
  lines: AsyncIterable<string> | Iterable<string>,
  take: (part: ImportPart) => Promise<ImportedPart>
): Promise<ImportReport> {
  const parts = createParts(take)
  let number = 0
  for await (const text of lines) {
    number++
    if (text.trim() !== '') {
      await parts.add(parseExportLine(text, number), number)
    }
  }
  const report = await parts.end(number)
  if (report === undefined) {
    throw new InvalidInputError(
      `the export ends after ${number} lines without its end; what was certified in it was kept`
    )
  }
  return report
}

interface Parts {
  add(item: ExportItem, line: number): Promise<void>
  /** The report, or undefined when the export was cut off. */
  end(line: number): Promise<ImportReport | undefined>
}

/** Gathers lines until they make a part. */
function createParts(take: (part: ImportPart) => Promise<ImportedPart>): Parts {
  const booths = new Map<Hash, Uint8Array>()
  let genesis: Uint8Array | undefined
  let blocks: Uint8Array[] = []
  let bytes = 0
  let certificate: Certificate | undefined
  let isEnded = false
  let report: ImportReport | undefined

  const flush = async (line: number): Promise<void> => {
    if (genesis === undefined || certificate === undefined || blocks.length === 0) {
      return
    }
    const booth = booths.get(certificate.booth)
    if (booth === undefined) {
      throw new InvalidInputError(`line ${line}: a certificate comes without its booth`)
    }
    const part = { genesis, blocks, certificate: certificate.bytes, booth }
    report = addPart(report, blocks.length, await take(part))
    blocks = []
    bytes = 0
    certificate = undefined
  }
  const addBlock = async (block: Uint8Array, line: number): Promise<void> => {
    if (bytes >= PART_BYTES || blocks.length >= PART_BLOCKS) {
      await flush(line)
    }
    blocks.push(block)
    bytes += block.length
    certificate = undefined
    if (bytes > PART_BYTES_MAX) {
      throw new InvalidInputError(`line ${line}: too many blocks without a certificate`)
    }
  }

  return {
    async add(item, line) {
      if (isEnded || (item.type === 'chain' && genesis !== undefined)) {
        const what = isEnded ? 'something follows the end of the export' : 'a second chain begins'
        throw new InvalidInputError(`line ${line}: ${what}; import one export at a time`)
      }
      switch (item.type) {
        case 'chain':
          genesis = item.bytes
          break
        case 'booth':
          rememberBooth(booths, item.name, item.bytes)
          break
        case 'block':
          await addBlock(item.bytes, line)
          break
        case 'certificate':
          certificate = decodeCertificate(item.bytes)
          break
        case 'end':
          isEnded = true
      }
    },
    async end(line) {
      const isWhole = isEnded && (blocks.length === 0 || certificate !== undefined)
      await flush(line)
      return isWhole ? report : undefined
    }
  }
}

function addPart(
  before: ImportReport | undefined,
  blocks: number,
  { chain, from, to, stored }: ImportedPart
): ImportReport {
  return {
    chain,
    from: Math.min(before?.from ?? from, from),
    to: Math.max(before?.to ?? to, to),
    blocks: (before?.blocks ?? 0) + blocks,
    stored: (before?.stored ?? 0) + stored
  }
}

async function* pages(
  blocks: AsyncIterable<VerifiedBlock>
): AsyncGenerator<readonly VerifiedBlock[]> {
  let page: VerifiedBlock[] = []
  let bytes = 0
  for await (const block of blocks) {
    page.push(block)
    bytes += block.bytes.length
    if (page.length === PAGE_BLOCKS || bytes >= PAGE_BYTES) {
      yield page
      page = []
      bytes = 0
    }
  }
  if (page.length > 0) {
    yield page
  }
}

function line(value: object): string {
  return JSON.stringify(value)
}
