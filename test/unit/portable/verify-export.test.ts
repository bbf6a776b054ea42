/** An exported chain is believed for what is in it, and for nothing else. */
import { describe, expect, test } from 'vitest'
import { createBlock } from '../../../src/core/block.ts'
import { exportLines } from '../../../src/node/transfer.ts'
import {
  type ExportReport,
  type VerifyExportOptions,
  verifyExport
} from '../../../src/portable/verify-export.ts'
import { createArchive, type TestArchive } from '../../support/archive.ts'
import { testEntries } from '../../support/chain.ts'

interface Line {
  type: string
  height?: number
  bytes?: string
  blocks?: number
}

const parse = (line: string): Line => JSON.parse(line) as Line

async function exported(archive: TestArchive, range = {}): Promise<string[]> {
  const lines: string[] = []
  for await (const line of exportLines(archive.source, archive.held, range)) {
    lines.push(line)
  }
  return lines
}

const check = async (
  { source }: TestArchive,
  lines: readonly string[],
  options: Partial<VerifyExportOptions> = {}
): Promise<ExportReport> => await verifyExport(lines, { crypto: source.crypto, ...options })

/** Changes the line of one kind at one height. */
const change = (
  lines: readonly string[],
  type: string,
  height: number,
  edit: (line: Line) => Line | undefined
): string[] =>
  lines.flatMap((text) => {
    const line = parse(text)
    const isIt = line.type === type && (line.height ?? height) === height
    const edited = isIt ? edit(line) : line
    return edited === undefined ? [] : [JSON.stringify(edited)]
  })

/** One bit of the bytes flipped, `at` bytes from their end. */
const flip =
  (at: number) =>
  (line: Line): Line => {
    const bytes = Buffer.from(line.bytes ?? '', 'base64')
    bytes[bytes.length - at] = (bytes.at(-at) ?? 0) ^ 1
    return { ...line, bytes: bytes.toString('base64') }
  }

describe('verify export', () => {
  test('what a vehicle exports is sound, and each block comes once it is covered', async () => {
    const archive = await createArchive(5)
    const lines = await exported(archive)
    const heights: number[] = []
    const onBlock: VerifyExportOptions['onBlock'] = ({ header }, { height }) => {
      expect(height).toBeGreaterThanOrEqual(header.height)
      heights.push(header.height)
    }
    const report = await check(archive, lines, { onBlock })
    const count = { from: 1, to: 5, blocks: 5, headersOnly: 0, certificates: 5, certifiedTo: 5 }
    expect(report).toMatchObject({ chain: archive.made.chain.id, isSound: true, ...count })
    expect(report.faults).toEqual([])
    expect(heights).toEqual([1, 2, 3, 4, 5])
    expect([...report.signers.values()].reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(5)
    const part = await check(archive, await exported(archive, { from: 3, to: 4 }))
    expect(part).toMatchObject({ isSound: true, from: 3, to: 4, certifiedTo: 4 })
  })

  test.each([
    ['a changed entry', 'block', flip(1), 3],
    ['a changed signature', 'certificate', flip(1), 3],
    ['a changed booth', 'booth', flip(1), 1],
    ['a certificate of another block', 'certificate', flip(70), 3]
  ])('%s is a fault', async (_what, type, edit, height) => {
    const archive = await createArchive(5)
    const report = await check(archive, change(await exported(archive), type, height, edit))
    expect(report.isSound).toBe(false)
    expect(report.faults.length).toBeGreaterThan(0)
  })

  test.each([
    ['block', 2],
    ['certificate', 5],
    ['booth', 1],
    ['end', 1]
  ])('an export without a %s is not sound', async (type, height) => {
    const archive = await createArchive(5)
    const lines = change(await exported(archive), type, height, () => undefined)
    const report = await check(archive, lines)
    expect([report.isSound, report.faults.length > 0]).toEqual([false, true])
  })

  test('a certificate in the middle may be missing, because the next one covers its blocks', async () => {
    const archive = await createArchive(5)
    const lines = change(await exported(archive), 'certificate', 3, () => undefined)
    expect(await check(archive, lines)).toMatchObject({ isSound: true, certificates: 4 })
  })

  test('blocks behind the last certificate are told, and not handed over', async () => {
    const archive = await createArchive(4)
    let lines = change(await exported(archive), 'certificate', 4, () => undefined)
    lines = change(lines, 'certificate', 3, () => undefined)
    const heights: number[] = []
    const onBlock: VerifyExportOptions['onBlock'] = ({ header }) => heights.push(header.height)
    const report = await check(archive, lines, { onBlock })
    expect(report).toMatchObject({ isSound: false, certifiedTo: 2 })
    expect(report.faults[0]).toMatchObject({ height: 4, reason: expect.stringContaining('covers') })
    expect(heights).toEqual([1, 2])
  })

  test('a block that links and that its proposer did not sign is told by height', async () => {
    const archive = await createArchive(4)
    const { made, realm } = archive
    const forged = createBlock(realm.identity('b').crypto, {
      chain: made.chain.id,
      height: 3,
      prev: made.block(2).hash,
      timeMs: made.block(3).header.timeMs,
      entries: testEntries(2, 8, 4)
    })
    const bytes = Buffer.from(forged.bytes).toString('base64')
    const lines = change(await exported(archive), 'block', 3, (line) => ({ ...line, bytes }))
    const report = await check(archive, lines)
    expect(report.faults).toContainEqual(
      expect.objectContaining({ height: 3, reason: 'its proposer did not sign it' })
    )
  })

  test('signers that are not of the fleet that was named do not count', async () => {
    const archive = await createArchive(2)
    const lines = await exported(archive)
    const fleet = archive.realm.identity('some fleet').peer
    const report = await check(archive, lines, { fleet })
    expect(report).toMatchObject({ isSound: false, certifiedTo: 0, certificates: 0 })
    expect(report.faults[0]?.reason).toContain('is not of this fleet')
  })

  test.each([
    ['nothing', [], 'no exported chain'],
    ['a block first', ['{"type":"block","height":1,"bytes":""}'], 'before the chain'],
    ['no JSON', ['{'], 'line 1 is no JSON']
  ])('%s is refused', async (_what, lines, message) => {
    const archive = await createArchive(1)
    await expect(check(archive, lines)).rejects.toThrow(message)
  })

  test('a second chain is refused', async () => {
    const archive = await createArchive(1)
    const lines = await exported(archive)
    await expect(check(archive, [...lines, lines[0] ?? ''])).rejects.toThrow('second chain')
  })
})
