/**
 * Manifests: where the chunks of a transfer end, signed by its issuer, with the certificate that a
 * booth gave for the last block.
 */
import {
  type Booth,
  boothFault,
  type Certificate,
  decodeBooth,
  decodeCertificate,
  verifyCertificate
} from '../../core/booth.ts'
import { NO_HASH } from '../../core/bytes.ts'
import type { Environment } from '../../core/environment.ts'
import { assert } from '../../core/errors.ts'
import type { Chain } from '../../core/genesis.ts'
import type { Head, Held } from '../../core/holdings.ts'
import type { PeerId } from '../../core/peer.ts'
import { decodeSigned, signPayload, verifySigned } from '../../core/signed.ts'
import { firstHere } from './heads.ts'
import { MANIFEST_ENDS_MAX, MESSAGE_BYTES_MAX } from './limits.ts'
import { encodeManifestBody } from './spec.ts'
import type { Manifest, ManifestBody } from './types.ts'

/** Signs what a backup has to pull that holds the blocks below `from`. */
export function signManifest(
  { crypto }: Environment,
  held: Held,
  epoch: number,
  from: number,
  height: number
): Uint8Array {
  const body: ManifestBody = {
    chain: held.chain.id,
    epoch,
    from,
    height,
    prev: held.hashAt(from - 1) ?? NO_HASH,
    ends: from > height ? [] : endsOf(held, from, height)
  }
  return signPayload(crypto, 'vguard/manifest/1', encodeManifestBody(body))
}

/** The ends of the chunks in from..height; of several chunks together where there are too many. */
function endsOf(held: Held, from: number, height: number): readonly Head[] {
  const groups = [...below(held, from, height), ...held.groups(from, height)]
  const step = Math.ceil(groups.length / MANIFEST_ENDS_MAX)
  return groups
    .filter((_, i) => i % step === step - 1 || i === groups.length - 1)
    .map((group) => {
      const end = Math.min(group.to, height)
      return { height: end, hash: hashOf(held, end) }
    })
}

/** Blocks from there on that went for room here; who holds them by the table before has them. */
function below(held: Held, from: number, height: number): readonly { readonly to: number }[] {
  const first = firstHere(held, height) ?? from
  return from < first ? [{ to: first - 1 }] : []
}

function hashOf(held: Held, height: number): string {
  const hash = held.hashAt(height) ?? held.runs.find(({ from }) => from === height + 1)?.prev
  assert(hash !== undefined, `block ${height} of a chain to be placed is held`)
  return hash
}

export interface CheckedManifest {
  readonly body: ManifestBody
  readonly certificate: Certificate
  readonly booth: Booth
}

/**
 * A manifest with this body for the blocks up to `head`, checked, or the reason why it must not be
 * followed.
 *
 * @throws InvalidMessageError when a part is malformed
 */
export function checkManifest(
  { crypto, fleet }: Environment,
  chain: Chain,
  issuer: PeerId,
  head: Head,
  message: Manifest,
  body: ManifestBody
): CheckedManifest | string {
  const signed = decodeSigned('manifest', message.manifest, MESSAGE_BYTES_MAX)
  if (body.chain !== chain.id || !verifySigned(crypto, 'vguard/manifest/1', issuer, signed)) {
    return 'its issuer did not sign the manifest'
  }
  const end = body.ends.at(-1)
  if (body.height !== head.height || (end !== undefined && end.hash !== head.hash)) {
    return 'the manifest is not of the block that was offered'
  }
  const certificate = decodeCertificate(message.certificate)
  const booth = decodeBooth(crypto, message.booth)
  if (certificate.height !== head.height || certificate.hash !== head.hash) {
    return 'the certificate is not of the block that was offered'
  }
  const fault = boothFault(crypto, fleet, chain, booth)
  if (fault !== undefined) {
    return fault
  }
  return verifyCertificate(crypto, fleet, chain, booth, certificate)
    ? { body, certificate, booth }
    : 'the certificate has no quorum of valid signatures'
}
