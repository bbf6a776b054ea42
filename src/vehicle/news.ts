/**
 * What this vehicle tells everybody, and what it makes of what others tell: booth results, tables and
 * evidence. Gossip is a hint; whoever needs to be sure asks by a stream protocol.
 */
import { boothFault, decodeBooth, decodeCertificate, verifyCertificate } from '../core/booth.ts'
import type { Environment } from '../core/environment.ts'
import { InvalidMessageError } from '../core/errors.ts'
import { isMet } from '../core/fleet.ts'
import { type Chain, decodeChain } from '../core/genesis.ts'
import { boothKey, certificateKey } from '../core/keyspace.ts'
import type { Sink, StoredRecord } from '../core/machine.ts'
import type { PeerId } from '../core/peer.ts'
import type { Signal } from '../core/signal.ts'
import { decodeSealedTable } from '../core/table.ts'
import { isWelcome } from '../core/tables.ts'
import { evidenceFault } from '../protocols/certify/index.ts'
import type { GossipMessage } from '../protocols/gossip/index.ts'
import type { VehicleEffect } from './types.ts'

type Out = Sink<VehicleEffect>

/** Pieces of evidence told once each. */
const EVIDENCE_MAX = 1024

export const NEWS_TOKEN = 'vehicle:result:'

export interface News {
  /** Tells the others what this vehicle itself has brought about. */
  tell(signal: Signal, out: Out): void
  /** The certificate and booth of an own sealed booth. */
  loaded(token: string, records: readonly StoredRecord[], out: Out): void
  hear(from: PeerId, message: GossipMessage, out: Out): void
}

export function createNews(environment: Environment): News {
  const { self, holdings } = environment
  const told = new Set<string>()

  return {
    tell(signal, out) {
      if (signal.type === 'sealed') {
        const { chain, head, booth } = signal
        const keys = [certificateKey(chain, head.height), boothKey(chain, booth)]
        const token = `${NEWS_TOKEN}${chain}`
        out.push({ type: 'load', token, query: { type: 'get', keys } })
      } else if (signal.type === 'table') {
        const held = holdings.get(signal.chain)
        const { table, bytes } = signal.sealed
        if (held !== undefined && (table.steward ?? held.chain.genesis.proposer) === self) {
          const message = { type: 'table', genesis: held.chain.bytes, sealed: bytes } as const
          out.push({ type: 'gossip', message })
        }
      } else if (signal.type === 'evidence') {
        const held = holdings.get(signal.chain)
        if (held !== undefined && !told.has(signal.chain) && told.size < EVIDENCE_MAX) {
          told.add(signal.chain)
          const { evidence } = signal
          const message = { type: 'evidence', genesis: held.chain.bytes, evidence } as const
          out.push({ type: 'gossip', message })
        }
      }
    },
    loaded(token, records, out) {
      const held = holdings.get(token.slice(NEWS_TOKEN.length))
      const [certificate, booth] = records.map((record) => record.value)
      if (held !== undefined && certificate !== undefined && booth !== undefined) {
        const genesis = held.chain.bytes
        out.push({ type: 'gossip', message: { type: 'result', genesis, certificate, booth } })
      }
    },
    hear(from, message, out) {
      try {
        hear(environment, message, out)
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'malformed'
        const detail = { from, type: message.type, reason }
        out.push({ type: 'fact', fact: { name: 'gossip:refused', detail } })
      }
    }
  }
}

/**
 * Only what is proven makes a chain known: each is a record for ever.
 *
 * @throws InvalidMessageError when the content is malformed
 */
function hear(environment: Environment, message: GossipMessage, out: Out): void {
  const { crypto, fleet, holdings, tables } = environment
  if (message.type === 'advert' || message.type === 'revocation') {
    return
  }
  const chain = decodeChain(crypto, message.genesis)
  if (!holdings.admits(chain)) {
    return
  }
  const isKnown = holdings.get(chain.id) !== undefined
  if (message.type === 'result') {
    hearResult(environment, chain, message, out)
  } else if (message.type === 'table') {
    const sealed = decodeSealedTable(crypto, message.sealed)
    if (
      isWelcome(environment, chain, sealed) &&
      tables.learn(chain, sealed, out).type === 'newer'
    ) {
      holdings.adopt(chain, out)
      out.push({ type: 'signal', signal: { type: 'table', chain: chain.id, sealed } })
    }
  } else if (isKnown || isMet(fleet, chain.genesis.proposer ?? '')) {
    const { evidence } = message
    const fault = evidenceFault(crypto, chain, evidence)
    if (fault !== undefined) {
      throw new InvalidMessageError(fault)
    }
    holdings.adopt(chain, out)
    out.push({ type: 'signal', signal: { type: 'evidence', chain: chain.id, evidence } })
  }
}

function hearResult(
  { crypto, fleet, holdings }: Environment,
  chain: Chain,
  message: { readonly certificate: Uint8Array; readonly booth: Uint8Array },
  out: Out
): void {
  const booth = decodeBooth(crypto, message.booth)
  const certificate = decodeCertificate(message.certificate)
  const isGenuine =
    boothFault(crypto, fleet, chain, booth) === undefined &&
    verifyCertificate(crypto, fleet, chain, booth, certificate)
  const detail = { chain: chain.id, height: certificate.height, booth: booth.id }
  if (isGenuine) {
    const head = { height: certificate.height, hash: certificate.hash }
    holdings.adopt(chain, out)
    out.push({ type: 'signal', signal: { type: 'certified', chain: chain.id, head } })
  }
  const name = isGenuine ? 'gossip:result' : 'gossip:refused'
  out.push({ type: 'fact', fact: { name, detail } })
}
