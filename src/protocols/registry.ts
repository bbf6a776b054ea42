/**
 * The only list of stream protocols. The wire of the node and the network of the simulator serve
 * exactly these.
 */
import { type BankMessage, bankSpec } from './bank/index.ts'
import { type CertifyMessage, certifySpec } from './certify/index.ts'
import { gossipSpec } from './gossip/index.ts'
import { type PaxosMessage, paxosSpec } from './paxos/index.ts'
import { type QuorumMessage, quorumSpec } from './quorum/index.ts'
import { type ReadMessage, readSpec } from './read/index.ts'
import { type ReconcileMessage, reconcileSpec } from './reconcile/index.ts'
import { type ReleaseMessage, releaseSpec } from './release/index.ts'
import { type ReplicateMessage, replicateSpec } from './replicate/index.ts'
import { type SpreadMessage, spreadSpec } from './spread/index.ts'
import { type TwophaseMessage, twophaseSpec } from './twophase/index.ts'

/** Every message of every stream protocol, with the name of its protocol. */
export type ProtocolMessage =
  | { readonly protocol: 'certify'; readonly message: CertifyMessage }
  | { readonly protocol: 'replicate'; readonly message: ReplicateMessage }
  | { readonly protocol: 'release'; readonly message: ReleaseMessage }
  | { readonly protocol: 'read'; readonly message: ReadMessage }
  | { readonly protocol: 'spread'; readonly message: SpreadMessage }
  | { readonly protocol: 'paxos'; readonly message: PaxosMessage }
  | { readonly protocol: 'reconcile'; readonly message: ReconcileMessage }
  | { readonly protocol: 'bank'; readonly message: BankMessage }
  | { readonly protocol: 'quorum'; readonly message: QuorumMessage }
  | { readonly protocol: 'twophase'; readonly message: TwophaseMessage }

export const PROTOCOLS = {
  certify: certifySpec,
  replicate: replicateSpec,
  release: releaseSpec,
  read: readSpec,
  spread: spreadSpec,
  paxos: paxosSpec,
  reconcile: reconcileSpec,
  bank: bankSpec,
  quorum: quorumSpec,
  twophase: twophaseSpec
} as const

export const GOSSIP: typeof gossipSpec = gossipSpec
