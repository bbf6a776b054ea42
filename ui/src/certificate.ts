/**
 * Who signed a block, from its export, every signature checked in this browser.
 *
 * Keeps: what does not verify is told with its reason; the vehicle is not believed.
 */
import { createPortableCrypto } from '../../src/portable/crypto.ts'
import { verifyExport } from '../../src/portable/verify-export.ts'

export interface Certificate {
  /** Of the certificate: the block itself, or the first above it that has one. */
  readonly height: number
  readonly booth: string
  readonly boothNumber: number
  readonly members: readonly string[]
  /** Members that signed. */
  readonly signers: readonly string[]
}

/**
 * The certificate that covers a block of an export.
 *
 * @throws Error when the export does not verify
 */
export async function certificateIn(
  lines: readonly string[],
  height: number
): Promise<Certificate> {
  let found: Certificate | undefined
  const { faults } = await verifyExport(lines, {
    crypto: createPortableCrypto(),
    onBlock(block, certificate, booth) {
      if (block.header.height === height) {
        found = {
          height: certificate.height,
          booth: booth.id,
          boothNumber: booth.number,
          members: booth.members,
          signers: certificate.signers.flatMap((index) => booth.members[index] ?? [])
        }
      }
    }
  })
  const [fault] = faults
  if (fault !== undefined || found === undefined) {
    throw new Error(`it does not verify: ${fault?.reason ?? 'no certificate covers it'}`)
  }
  return found
}
