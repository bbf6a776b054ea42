/**
 * What a proposer shows before a member believes it: the chain, the booth, and the newest certificate
 * with the booth that gave it.
 */
import {
  type Booth,
  type BoothId,
  boothFault,
  type Certificate,
  decodeBooth,
  standingFault
} from '../../core/booth.ts'
import type { Environment } from '../../core/environment.ts'
import { InvalidMessageError } from '../../core/errors.ts'
import { type Chain, type ChainId, decodeChain } from '../../core/genesis.ts'
import type { PeerId } from '../../core/peer.ts'
import { type CertificateVerdict, judgeCertificate } from './judgement.ts'
import type { News, OpenMessage } from './types.ts'

/** Whether a booth was checked before, so that a repeated message costs little. */
export type IsKnown = (chain: ChainId, booth: BoothId) => boolean

/** A certificate with its booth, both judged. */
export interface JudgedNews {
  readonly certificate: Certificate
  readonly booth: Booth
  readonly verdict: CertificateVerdict
}

export interface Invitation {
  readonly chain: Chain
  readonly booth: Booth
  /** Why the booth must not be joined, or undefined when it may. */
  readonly fault: string | undefined
  /** Undefined before the first block. */
  readonly news: JudgedNews | undefined
}

/** Reads an Open message of `from`. A string says why it is none at all. */
export function readInvitation(
  environment: Environment,
  from: PeerId,
  message: OpenMessage,
  isKnown: IsKnown
): Invitation | string {
  const { crypto, fleet, self } = environment
  return attempt(() => {
    const chain = decodeChain(crypto, message.genesis)
    const booth = decodeBooth(crypto, message.booth)
    if (chain.genesis.engine !== 'certified' || chain.genesis.proposer !== from) {
      return 'a booth of a chain that the sender does not propose'
    }
    const invitation = { chain, booth, news: undefined }
    if (!booth.members.includes(self)) {
      return { ...invitation, fault: 'this vehicle is no member of the booth' }
    }
    const fault = isKnown(chain.id, booth.id)
      ? undefined
      : (boothFault(crypto, fleet, chain, booth) ?? standingFault(fleet, booth))
    if (fault !== undefined) {
      return { ...invitation, fault }
    }
    const news = judgeNews(environment, chain, message, isKnown)
    return typeof news === 'string'
      ? { ...invitation, fault: news }
      : { ...invitation, fault, news }
  })
}

/** Reads and judges the newest certificate of a chain. A string says why it is none. */
export function readNews(
  environment: Environment,
  chain: Chain,
  news: News,
  isKnown: IsKnown
): JudgedNews | string | undefined {
  return attempt(() => judgeNews(environment, chain, news, isKnown))
}

/** @throws InvalidMessageError when the booth is malformed */
function judgeNews(
  environment: Environment,
  chain: Chain,
  { certificate, certificateBooth }: News,
  isKnown: IsKnown
): JudgedNews | string | undefined {
  const { crypto, fleet } = environment
  if (certificate === undefined || certificateBooth === undefined) {
    return undefined
  }
  const booth = decodeBooth(crypto, certificateBooth)
  if (certificate.chain !== chain.id || certificate.booth !== booth.id) {
    return 'the certificate is of another chain or booth'
  }
  const fault = isKnown(chain.id, booth.id) ? undefined : boothFault(crypto, fleet, chain, booth)
  if (fault !== undefined) {
    return fault
  }
  const verdict = judgeCertificate(environment, chain, booth, certificate)
  return verdict === 'forged' ? 'the certificate is false' : { certificate, booth, verdict }
}

/** What `read` returns, or why the bytes it reads are malformed. */
function attempt<T>(read: () => T): T | string {
  try {
    return read()
  } catch (error) {
    if (error instanceof InvalidMessageError) {
      return error.message
    }
    throw error
  }
}
