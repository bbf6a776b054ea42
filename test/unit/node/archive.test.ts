/**
 * What comes out of the store: verified blocks, reports, exports that import elsewhere.
 */
import { describe, expect, test } from 'vitest'
import { createBlock } from '../../../src/core/block.ts'
import { toUtf8 } from '../../../src/core/bytes.ts'
import { blockKey, boothKey, certificateKey } from '../../../src/core/keyspace.ts'
import { NO_SUMMARY } from '../../../src/core/selector.ts'
import { encodeStoredBlock } from '../../../src/core/stored-block.ts'
import { verifiedBlocks, verifyHeld } from '../../../src/node/archive.ts'
import { exportLines, type ImportPart, importLines } from '../../../src/node/transfer.ts'
import { createArchive, type TestArchive } from '../../support/archive.ts'
import { testEntries } from '../../support/chain.ts'

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) {
    list.push(item)
  }
  return list
}

/** Puts another, well-formed block in the place of one. */
async function forge(archive: TestArchive, height: number, by = 'a'): Promise<void> {
  const { made, realm } = archive
  const before = made.blocks[height - 2]
  const block = createBlock(realm.identity(by).crypto, {
    chain: made.chain.id,
    height,
    prev: before?.hash ?? '0'.repeat(64),
    timeMs: 5,
    entries: testEntries(1, 4, 99)
  })
  const value = encodeStoredBlock({ block, summary: NO_SUMMARY })
  await archive.write([{ type: 'put', key: blockKey(made.chain.id, height), value }])
}

describe('archive: verified blocks', () => {
  test('come in order with their entries, and only the certified ones', async () => {
    const archive = await createArchive(600)
    const blocks = await all(verifiedBlocks(archive.source, archive.held))
    expect(blocks.map(({ height }) => height)).toEqual(archive.made.blocks.map((_, i) => i + 1))
    expect(blocks[599]?.hash).toBe(archive.made.block(600).hash)
    expect(blocks[3]?.entries).toEqual(testEntries(2, 8, 6))
  })

  test('a range is kept to, and a signal ends it', async () => {
    const archive = await createArchive(10)
    const some = await all(verifiedBlocks(archive.source, archive.held, { from: 3, to: 5 }))
    expect(some.map(({ height }) => height)).toEqual([3, 4, 5])
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(all(verifiedBlocks(archive.source, archive.held, { signal }))).rejects.toThrow(
      'enough'
    )
  })

  test.each(['a', 'b'])('a block forged by %s is told and ends it', async (by) => {
    const archive = await createArchive(5)
    await forge(archive, 3, by)
    const heights: number[] = []
    const reading = (async () => {
      for await (const { height } of verifiedBlocks(archive.source, archive.held)) {
        heights.push(height)
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'ERR_DAMAGED' })
    expect(heights).toEqual([1, 2])
  })
})

describe('archive: verify', () => {
  test('a sound chain is sound, with every certificate counted', async () => {
    const { source, held } = await createArchive(7)
    await expect(verifyHeld(source, held)).resolves.toMatchObject({
      isSound: true,
      from: 1,
      to: 7,
      blocks: 7,
      headersOnly: 0,
      certificates: 7,
      certifiedTo: 7,
      faults: []
    })
  })

  test('a forged block, a missing signature and a missing booth are each told by height', async () => {
    const forged = await createArchive(5)
    await forge(forged, 3)
    const report = await verifyHeld(forged.source, forged.held)
    expect(report.isSound).toBe(false)
    expect(report.faults.map(({ height }) => height)).toContain(3)

    const unsigned = await createArchive(3)
    const { bytes } = unsigned.made.certificateOf(2)
    const value = bytes.slice()
    value[value.length - 1] = (value.at(-1) ?? 0) ^ 1
    const key = certificateKey(unsigned.made.chain.id, 2)
    await unsigned.write([{ type: 'put', key, value }])
    expect((await verifyHeld(unsigned.source, unsigned.held)).faults).toEqual([
      { height: 2, reason: 'its certificate lacks valid signatures' }
    ])

    const homeless = await createArchive(2)
    const { chain, booth } = homeless.made
    await homeless.write([{ type: 'del', key: boothKey(chain.id, booth.id) }])
    const lost = await verifyHeld(homeless.source, homeless.held)
    expect([lost.isSound, lost.certifiedTo, lost.faults.length]).toEqual([false, 0, 2])
  })

  test('without the newest certificate a chain is not sound', async () => {
    const archive = await createArchive(4)
    await archive.write([{ type: 'del', key: certificateKey(archive.made.chain.id, 4) }])
    const report = await verifyHeld(archive.source, archive.held)
    expect([report.isSound, report.certifiedTo]).toEqual([false, 3])
  })
})

describe('transfer', () => {
  const collectParts = async (lines: readonly string[]) => {
    const parts: ImportPart[] = []
    const report = await importLines(lines, (part) => {
      parts.push(part)
      const from = parts.slice(0, -1).reduce((sum, { blocks }) => sum + blocks.length, 0) + 1
      const to = from + part.blocks.length - 1
      return Promise.resolve({ chain: 'c', from, to, stored: part.blocks.length })
    })
    return { parts, report }
  }

  test('an export is read back in parts that each end with a certificate', async () => {
    const { source, held, made } = await createArchive(300)
    const lines = await all(exportLines(source, held))
    const { parts, report } = await collectParts(lines)
    expect(report).toEqual({ chain: 'c', from: 1, to: 300, blocks: 300, stored: 300 })
    expect(parts.flatMap(({ blocks }) => blocks)).toEqual(made.blocks.map(({ bytes }) => bytes))
    expect(parts.length).toBeGreaterThan(1)
    for (const [i, { booth, genesis }] of parts.entries()) {
      expect(booth, `part ${i}`).toEqual(made.booth.bytes)
      expect(genesis, `part ${i}`).toEqual(made.chain.bytes)
    }
  })

  test('two exports in one file are not taken for one', async () => {
    const { source, held } = await createArchive(4)
    const lines = await all(exportLines(source, held))
    await expect(collectParts([...lines, ...lines])).rejects.toThrow(
      `line ${lines.length + 1}: something follows the end of the export`
    )
    const [chain = '', ...rest] = lines
    await expect(collectParts([chain, chain, ...rest])).rejects.toThrow('line 2: a second chain')
  })

  test('an export of large blocks reads no further ahead than a page', async () => {
    const { source, held } = await createArchive(8, undefined, 300_000)
    let loads = 0
    const store: typeof source.store = {
      load(query) {
        loads += query.type === 'range' && query.gte.startsWith('b/') ? 1 : 0
        return source.store.load(query)
      }
    }
    const lines = exportLines({ ...source, store }, held)
    await lines.next()
    expect((await lines.next()).value).toContain('"type":"block","height":1')
    const before = loads
    await all(lines)
    expect(before).toBe(1)
    expect(loads).toBeGreaterThan(3)
  })

  test('a range ends with a certified block', async () => {
    const archive = await createArchive(6)
    const { made } = archive
    await archive.write([3, 4].map((h) => ({ type: 'del', key: certificateKey(made.chain.id, h) })))
    const lines = await all(exportLines(archive.source, archive.held, { from: 2, to: 3 }))
    const { parts } = await collectParts(lines)
    expect(parts.flatMap(({ blocks }) => blocks)).toHaveLength(4)
    expect(lines.at(-1)).toBe('{"type":"end","blocks":4}')
  })

  test.each([
    ['no JSON', '{', 'line 1 is no JSON'],
    ['something else', '{"type":"cheese"}', 'line 1 is no line of an exported chain'],
    ['a list', '[1]', 'line 1 is no line of an exported chain'],
    ['another format', '{"type":"chain","format":9,"genesis":""}', 'format 9'],
    ['no bytes', '{"type":"block"}', '"bytes" is missing'],
    ['bad base64', '{"type":"block","bytes":"%"}', 'no base64'],
    ['nothing', '', 'without its end']
  ])('%s is refused with its line', async (_what, text, message) => {
    await expect(collectParts([text])).rejects.toThrow(message)
  })

  test('an export that was cut off keeps what was certified, and says so', async () => {
    const { source, held } = await createArchive(200)
    const lines = await all(exportLines(source, held))
    const taken: ImportPart[] = []
    const cut = importLines(lines.slice(0, -3), (part) => {
      taken.push(part)
      return Promise.resolve({ chain: 'c', from: 1, to: 1, stored: 1 })
    })
    await expect(cut).rejects.toThrow('without its end')
    expect(taken.length).toBeGreaterThan(0)
    expect(toUtf8(lines[0] ?? '').length).toBeGreaterThan(0)
  })
})
