/**
 * The pure parts, for browsers and for programs without a vehicle: verify what vehicles have agreed on,
 * read records, and step through the protocols.
 *
 *   import { createPortableCrypto, verifyExport } from 'vguard-node/core'
 *
 *   const report = await verifyExport(lines, { crypto: createPortableCrypto(), fleet })
 *   if (!report.isSound) console.error(report.faults)
 *
 * Keeps: it needs neither Node nor the network, and what is not used is not bundled.
 */
export { type Block, type BlockHeader, decodeBlock, entriesOf } from '../core/block.ts'
export {
  type Booth,
  boothFault,
  type Certificate,
  decodeBooth,
  decodeCertificate,
  isQuorum,
  quorumOf,
  verifyCertificate
} from '../core/booth.ts'
export { fromHex, type Hash, toHex } from '../core/bytes.ts'
export type { Crypto } from '../core/crypto.ts'
export { InvalidInputError, InvalidMessageError } from '../core/errors.ts'
export { createFleetBook, type Fleet, type FleetBook, OPEN_FLEET } from '../core/fleet.ts'
export {
  type Chain,
  type ChainId,
  decodeChain,
  type Engine,
  type Genesis
} from '../core/genesis.ts'
export { keyOfPeer, type PeerId, peerOfKey } from '../core/peer.ts'
export { certificateQuorum, faultsTolerated, majority } from '../core/quorum.ts'
export { createStage, linkOf, openLink, PLAYS } from '../sim/stage/index.ts'
export type * from '../sim/stage/types.ts'
export {
  decodeRecord,
  encodeRecord,
  type PlainRecord,
  toPlainRecord,
  type VehicleRecord
} from '../state/records/index.ts'
export { createPortableCrypto } from './crypto.ts'
export {
  createExportVerifier,
  type ExportFault,
  type ExportReport,
  type ExportVerifier,
  type VerifyExportOptions,
  verifyExport
} from './verify-export.ts'
