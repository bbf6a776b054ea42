/**
 * What the network counts, by name, with the help text of each metric.
 */

/** Help texts; the labels stand in brackets. */
export const NETWORK_COUNTERS = {
  messagesSent: 'Messages handed to a stream [protocol]',
  messagesReceived: 'Messages decoded and delivered [protocol]',
  bytesSent: 'Bytes of frames handed to streams [protocol]',
  bytesReceived: 'Bytes of frames received [protocol]',
  messagesDropped: 'Own messages that were not sent [protocol, reason]',
  messagesRefused: 'Messages of others that were not delivered [protocol, reason]',
  streamsOpened: 'Streams opened by this vehicle [protocol]',
  streamsFailed: 'Streams that could not be opened [protocol, reason]',
  streamsAborted: 'Streams aborted by this vehicle [protocol, reason]',
  connectionsOpened: 'Connections before admission [direction]',
  connectionsAdmitted: 'Connections admitted in both directions [direction]',
  connectionsRefused: 'Connections not admitted [reason, by]',
  peersBanned: 'Times a peer was refused for a while [reason]',
  dials: 'Attempts to reach a peer or address [result]',
  sightings: 'Announcements heard by mDNS',
  gossipPublished: 'Gossip messages published here',
  gossipRecipients: 'Peers that gossip published here was handed to',
  gossipReceived: 'Gossip messages delivered',
  gossipRefused: 'Gossip messages not delivered [reason]',
  gossipDropped: 'Own gossip that was not published [reason]',
  factsDropped: 'Facts of hostile peers not told, because there were too many'
} as const

export type NetworkCounter = keyof typeof NETWORK_COUNTERS

export type Labels = Readonly<Record<string, string>>

/** Adds `value`, by default 1. */
export type Count = (name: NetworkCounter, labels: Labels, value?: number) => void
