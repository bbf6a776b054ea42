/** Certificates as the block browser shows them. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, test } from 'vitest'
import { peerOfKey } from '../../../src/core/peer.ts'
import { exportLines } from '../../../src/node/transfer.ts'
import { createPortableCrypto } from '../../../src/portable/crypto.ts'
import { certificateIn } from '../../../ui/src/certificate.ts'
import { createArchive } from '../../support/archive.ts'

describe('a certificate', () => {
  test('tells who of the booth has signed, when all of it verifies', async () => {
    const { lines, members } = await signedExport(3)
    const found = await certificateIn(lines, 2)
    expect(found).toMatchObject({ height: 2, boothNumber: 1, members })
    expect(found.signers.length).toBeGreaterThan(0)
    expect(members).toEqual(expect.arrayContaining([...found.signers]))
    const later = lines.filter((line) => !line.includes('"certificate","height":2'))
    expect((await certificateIn(later, 2)).height, 'the next one covers it').toBe(3)
  })

  test('is refused with the reason when anything in the export was changed', async () => {
    const { lines } = await signedExport(2)
    const at = lines.findIndex((line) => line.includes('"certificate","height":2'))
    const forged = lines.with(at, (lines[at] ?? '').replace(/"bytes":"..../, '"bytes":"AAAA'))
    await expect(certificateIn(forged, 2)).rejects.toThrow('does not verify')
    await expect(certificateIn(lines, 3), 'no such block').rejects.toThrow('covers')
  })
})

/** An export of a chain whose members sign as real vehicles do. */
async function signedExport(
  blocks: number
): Promise<{ readonly lines: string[]; readonly members: readonly string[] }> {
  const seed = new Uint8Array(32).fill(7)
  const identity = {
    peer: peerOfKey(ed25519.getPublicKey(seed)),
    crypto: createPortableCrypto(seed)
  }
  const { source, held, made } = await createArchive(blocks, identity)
  const lines: string[] = []
  for await (const line of exportLines(source, held)) {
    lines.push(line)
  }
  return { lines, members: made.booth.members }
}
