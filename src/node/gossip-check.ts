/**
 * Whether a gossip message is worth passing on, before the vehicle itself makes anything of it.
 *
 * Keeps: nothing with a false signature spreads further than one hop, and nothing old is told again.
 * An advert is true for its author by its signature, and of an author who is of the fleet.
 */
import { boothFault, decodeBooth, decodeCertificate, verifyCertificate } from '../core/booth.ts'
import type { Crypto } from '../core/crypto.ts'
import type { Fleet } from '../core/fleet.ts'
import { type Chain, decodeChain } from '../core/genesis.ts'
import type { Holdings } from '../core/holdings.ts'
import type { PeerId } from '../core/peer.ts'
import { decodeSealedTable } from '../core/table.ts'
import type { Tables } from '../core/tables.ts'
import { evidenceFault } from '../protocols/certify/index.ts'
import type {
  AdvertMessage,
  EvidenceNewsMessage,
  GossipMessage,
  ResultMessage,
  TableNewsMessage
} from '../protocols/gossip/index.ts'
import type { GossipVerdict } from './network/index.ts'

export interface GossipCheckPorts {
  readonly crypto: Crypto
  readonly fleet: Fleet
  readonly holdings: Holdings
  readonly tables: Tables
  /** System time: what is told by vehicles with right clocks is heard as soon as this one is right. */
  wallMs(): number
  /** Takes over revocations; false when they are not newer, or not signed by the fleet. */
  revoke(revocations: Uint8Array): boolean
}

/** Clocks of a fleet differ by less; an advert of another time is a replay. */
const ADVERT_AGE_MS_MAX = 60_000

export function createGossipCheck(
  ports: GossipCheckPorts
): (author: PeerId, message: GossipMessage) => GossipVerdict {
  return (author, message) => {
    try {
      return judge(ports, author, message)
    } catch {
      // Only decoders throw here: the message is malformed inside.
      return 'reject'
    }
  }
}

function judge(ports: GossipCheckPorts, author: PeerId, message: GossipMessage): GossipVerdict {
  switch (message.type) {
    case 'advert':
      return judgeAdvert(ports, author, message)
    case 'revocation':
      return ports.revoke(message.revocations) ? 'accept' : 'ignore'
    case 'evidence':
      return judgeEvidence(ports.crypto, decodeChain(ports.crypto, message.genesis), message)
    case 'result':
      return judgeResult(ports, decodeChain(ports.crypto, message.genesis), message)
    case 'table':
      return judgeTable(ports, decodeChain(ports.crypto, message.genesis), message)
  }
}

/** Ignored and no more: revocations that are news here may be none where it was passed on. */
function judgeAdvert(
  { fleet, wallMs }: GossipCheckPorts,
  author: PeerId,
  { timeMs, membership }: AdvertMessage
): GossipVerdict {
  const now = wallMs()
  const isNew = Math.abs(now - timeMs) <= ADVERT_AGE_MS_MAX
  return isNew && fleet.admits(author, membership, now) ? 'accept' : 'ignore'
}

function judgeEvidence(
  crypto: Crypto,
  chain: Chain,
  { evidence }: EvidenceNewsMessage
): GossipVerdict {
  return evidenceFault(crypto, chain, evidence) === undefined ? 'accept' : 'reject'
}

function judgeResult(
  { crypto, fleet, holdings }: GossipCheckPorts,
  chain: Chain,
  message: ResultMessage
): GossipVerdict {
  const certificate = decodeCertificate(message.certificate)
  // The newest is passed on even where it is known: members of the booth know it before others.
  if (certificate.height < (holdings.get(chain.id)?.certified?.height ?? 0)) {
    return 'ignore'
  }
  const booth = decodeBooth(crypto, message.booth)
  const isGenuine =
    boothFault(crypto, fleet, chain, booth) === undefined &&
    verifyCertificate(crypto, fleet, chain, booth, certificate)
  return isGenuine ? 'accept' : 'reject'
}

function judgeTable(
  { crypto, tables }: GossipCheckPorts,
  chain: Chain,
  message: TableNewsMessage
): GossipVerdict {
  const sealed = decodeSealedTable(crypto, message.sealed)
  const before = tables.get(chain.id)
  if (before !== undefined && sealed.table.epoch <= before.table.epoch) {
    return before.hash === sealed.hash ? 'accept' : 'ignore'
  }
  const reason = tables.faultOf(chain, sealed)
  if (reason === undefined) {
    return 'accept'
  }
  // A steward's table cannot be judged without the table before it, which may just be missing here.
  return sealed.table.steward === undefined ? 'reject' : 'ignore'
}
