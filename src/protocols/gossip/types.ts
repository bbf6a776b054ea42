/**
 * What vehicles tell all others over gossipsub. A hint each: whoever needs to know also asks.
 */

/** Room for backups, told every few seconds. */
export interface AdvertMessage {
  readonly type: 'advert'
  readonly freeBytes: number
  readonly hostedByteHours: number
  readonly group: string
  readonly timeMs: number
  /** Multiaddrs of the author; the node fills them in, as the vehicle itself knows of none. */
  readonly addresses: readonly string[]
  /** Membership of the author, filled in likewise; empty in an open fleet. */
  readonly membership: Uint8Array
}

/** A booth has ended: the certificate of its seal. Bytes are as in core/messages.proto. */
export interface ResultMessage {
  readonly type: 'result'
  readonly genesis: Uint8Array
  readonly certificate: Uint8Array
  readonly booth: Uint8Array
}

export interface TableNewsMessage {
  readonly type: 'table'
  readonly genesis: Uint8Array
  readonly sealed: Uint8Array
}

export interface EvidenceNewsMessage {
  readonly type: 'evidence'
  readonly genesis: Uint8Array
  readonly evidence: Uint8Array
}

export interface RevocationNewsMessage {
  readonly type: 'revocation'
  readonly revocations: Uint8Array
}

export type GossipMessage =
  | AdvertMessage
  | ResultMessage
  | TableNewsMessage
  | EvidenceNewsMessage
  | RevocationNewsMessage
